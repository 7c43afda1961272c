"""What is read from own gold, digest by article: so that nothing read changes under one version of the extractor.

The lake keeps the claims of each version apart, and an articles file that has claims of the present version is not read
again: rules that read anything else under the same version would mix with the old ones. ``renewed`` therefore takes
other digests only for another version.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from yaml import YAMLError

from extraction.data_files import load_yaml
from storage.lake import replacing
from storage.settings import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from extraction.reader import Reading

READINGS = REPOSITORY / "tests" / "extraction" / "readings.yml"
_HEADER = """\
# What the extractor's version reads from own gold: a digest of all claims by article. Written by
# `danvan accuracy --new-readings`, which takes other digests for a new version only. See extraction/readings.py.
"""
_IDS = frozenset(["claim_id", "article_id", "content_hash", "part_of"])


class ReadingsError(ValueError):
    """Readings that cannot be used or taken over; says why, and what to do."""


class Readings(BaseModel):
    """The version of an extractor, and the digest of what it reads from each article, by the article's id."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    version: str
    digests: dict[str, str] = Field(default_factory=dict)


def digest(reading: Reading) -> str:
    """A digest of all that a reading says, whatever the ids of its article and claims are."""
    ordinals = {claim["claim_id"]: claim["ordinal"] for claims in reading.claims.values() for claim in claims}
    said = [
        [
            kind,
            {slot: value for slot, value in claim.items() if slot not in _IDS},
            ordinals.get(claim.get("part_of")),
        ]
        for kind, claims in reading.claims.items()
        for claim in claims
    ]
    content = json.dumps([reading.relevant, said], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def changed(known: Readings, now: Mapping[str, str]) -> list[str]:
    """The articles, by id, that are read otherwise than the known readings say; new articles are none of them."""
    return sorted(one for one, what in now.items() if known.digests.get(one, what) != what)


def renewed(known: Readings | None, now: Mapping[str, str], version: str) -> Readings:
    """The readings of a version; raises ``ReadingsError`` when they are others than known of the very same version."""
    others = changed(known, now) if known is not None and known.version == version else []
    if others:
        raise ReadingsError(
            f"{len(others)} articles are read otherwise ({', '.join(others[:3])}{' …' if len(others) > 3 else ''}), but"
            f' VERSION in extraction/reader.py is still "{version}": raise it, then run danvan accuracy --new-readings'
        )
    return Readings(version=version, digests=dict(now))


def read_readings(path: Path = READINGS) -> Readings | None:
    """The committed readings, or None where there is no file; raises ``ReadingsError``."""
    try:
        return Readings.model_validate(load_yaml(path.read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, YAMLError, ValidationError) as error:
        raise ReadingsError(f"{path} cannot be used: {error}") from error


def write_readings(readings: Readings, path: Path = READINGS) -> None:
    """Replace the readings file, articles in the order of their ids."""
    lines = [f'  "{one}": "{what}"\n' for one, what in sorted(readings.digests.items())]
    with replacing(path) as staged:
        staged.write_text("".join([_HEADER, f'version: "{readings.version}"\n', "digests:\n", *lines]), "utf-8")
