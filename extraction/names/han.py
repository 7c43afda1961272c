"""Han characters of Vietnamese names: how they read, as ``han.yml`` holds it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from extraction.data_files import load_yaml


class _Han(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    readings: dict[str, str]
    places: dict[str, str]
    stops: str
    middle: str
    need_kind: list[str]
    simplified: str


class HanKnowledge:
    """Readings by character, of people and of places; where names end; what is a province only beside its kind."""

    def __init__(self, han: _Han) -> None:
        self.of_people: dict[str, list[str]] = {}
        for reading, characters in han.readings.items():
            for character in characters:
                self.of_people.setdefault(character, []).append(reading)
        self.of_places = {character: list(readings) for character, readings in self.of_people.items()}
        for reading, characters in han.places.items():
            for character in characters:
                known = self.of_places.setdefault(character, [])
                if reading not in known:
                    known.append(reading)
        self.stops = frozenset(han.stops)
        self.middle = han.middle
        self.need_kind = frozenset(han.need_kind)


@lru_cache(maxsize=1)
def han() -> HanKnowledge:
    """What ``han.yml`` holds, ready to be asked."""
    path = Path(__file__).with_name("han.yml")
    return HanKnowledge(_Han.model_validate(load_yaml(path.read_text("utf-8"))))
