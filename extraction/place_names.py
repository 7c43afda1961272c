"""What `names/places.yml` says of places' names beyond the data of administrative units."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from extraction.data_files import load_yaml

_PLACES = Path(__file__).with_name("names") / "places.yml"


class PlaceNames(BaseModel):
    """The file's keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    aliases: dict[str, list[str]]
    municipalities: list[str]
    renamed: dict[str, str]  # a province that bears another name since the merger, though it was merged with none
    persons: list[str]  # provinces that bear a person's full name
    hosts: dict[str, str]  # a paper or station whose host does not spell its province


@lru_cache(maxsize=1)
def place_names() -> PlaceNames:
    """The file, read once."""
    return PlaceNames.model_validate(load_yaml(_PLACES.read_text("utf-8")))


def same_province(left: str, right: str) -> bool:
    """Whether two names are of one province: Huế is Thừa Thiên Huế."""
    return left == right or {left, right} in [{old, new} for old, new in place_names().renamed.items()]
