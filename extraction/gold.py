"""Gold: articles with the facts that careful readers wrote down, and which of them rules may be tuned on.

Own gold lies in ``tests/extraction/gold/<language>/``. A third of it, chosen by a rule that nobody can bend (see
``HeldOut``), is held out: rules are written without looking at it, and its score is told apart. The sets of other
readers, ``seeds`` and ``dev``, lie beside the clone and may be absent.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from yaml import YAMLError

from extraction.data_files import load_yaml
from storage.settings import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterable

SetName = Literal["tuned", "held_out", "seeds", "dev"]
SET_NAMES: tuple[SetName, ...] = get_args(SetName)
OWN = REPOSITORY / "tests" / "extraction" / "gold"
HELD_OUT = REPOSITORY / "tests" / "extraction" / "held_out.yml"
SHARED = REPOSITORY.parent / "shared" / "gold"
_NEEDED = {"id": str, "lang": str, "text": str, "relevant": bool}


class GoldError(ValueError):
    """Gold that cannot be used; says which file and why."""


class HeldOut(BaseModel):
    """Which articles of own gold are held out: one in ``one_in``, by the digest of the id, but none of ``tuned_on``."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    one_in: int = Field(ge=2)
    tuned_on: list[str] = Field(description="ids the rule would hold out, had rules not been tuned on them")

    def holds(self, article: str) -> bool:
        """Whether the article with this id is held out."""
        return self.picks(article) and article not in self.tuned_on

    def picks(self, article: str) -> bool:
        """Whether the rule alone would hold it out."""
        return int(hashlib.sha256(article.encode()).hexdigest(), 16) % self.one_in == 0


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Gold articles that are scored together: objects of the gold schema, and their files in the same order."""

    name: SetName
    documents: list[dict[str, Any]]
    paths: list[Path]

    def of_languages(self, wanted: Iterable[str]) -> GoldSet:
        """Only the articles in some languages."""
        chosen = set(wanted)
        kept = [i for i, document in enumerate(self.documents) if document["lang"] in chosen]
        return GoldSet(self.name, [self.documents[i] for i in kept], [self.paths[i] for i in kept])


def gold_sets(own: Path = OWN, shared: Path = SHARED, held_out: Path = HELD_OUT) -> list[GoldSet]:
    """All gold at hand, a set without articles left out; raises ``GoldError``."""
    rule = read_held_out(held_out)
    sets: dict[SetName, GoldSet] = {name: GoldSet(name, [], []) for name in SET_NAMES}
    for path in sorted(own.glob("*/*.json")):
        document = _document(path)
        if document["lang"] != path.parent.name:
            raise GoldError(f"{path} is in '{document['lang']}', but lies with '{path.parent.name}'")
        chosen = sets["held_out" if rule.holds(document["id"]) else "tuned"]
        chosen.documents.append(document)
        chosen.paths.append(path)
    for name in ("seeds", "dev"):
        for path in sorted((shared / name).glob("*.json")):
            sets[name].documents.append(_document(path))
            sets[name].paths.append(path)
    _refuse_doubles(sets.values())
    return [one for one in sets.values() if one.documents]


def read_held_out(path: Path) -> HeldOut:
    """The rule for what is held out; raises ``GoldError``."""
    try:
        return HeldOut.model_validate(load_yaml(path.read_text("utf-8")))
    except (OSError, YAMLError, ValidationError) as error:
        raise GoldError(f"{path} cannot be used: {error}") from error


def _document(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise GoldError(f"{path} is no JSON: {error}") from error
    if not isinstance(document, dict):
        raise GoldError(f"{path} is no object of the gold schema")
    wrong = [key for key, kind in _NEEDED.items() if not isinstance(document.get(key), kind)]
    if wrong:
        raise GoldError(f"{path} lacks {wrong[0]}, or it is of the wrong type")
    return document


def _refuse_doubles(sets: Iterable[GoldSet]) -> None:
    seen: dict[str, Path] = {}
    for one in sets:
        for document, path in zip(one.documents, one.paths, strict=True):
            first = seen.setdefault(document["id"], path)
            if first is not path:
                raise GoldError(f"{path} and {first} have the same id, '{document['id']}'")
