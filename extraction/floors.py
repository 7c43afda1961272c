"""The accuracy that may not be lost: committed floors for every set of gold and every language in it.

A floor is a little below what was measured when it was set (``MARGIN``), never above. ``raised`` only ever raises;
lowering one is an edit of the file, with its reason in the commit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationError
from yaml import YAMLError

from extraction.data_files import load_yaml
from extraction.gold import SET_NAMES, SetName
from storage.lake import replacing
from storage.settings import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from extraction.scoring import Agreement, Score

FLOORS = REPOSITORY / "tests" / "extraction" / "floors.yml"
ALL = "all"  # the scope of a set's languages together
MARGIN = 0.01
FIGURES: tuple[Literal["f1", "strict"], ...] = ("f1", "strict")
_HEADER = """\
# What accuracy may not fall below, by set of gold and language: micro F1 over all types, and the share of the right
# facts that agree strictly. Written by `danvan accuracy --raise-floors`, which never lowers one: to lower a floor, edit
# it here and say why in the commit. See extraction/floors.py and, for the sets, extraction/gold.py.
"""


class FloorsError(ValueError):
    """A floors file that cannot be used; says where and why."""


class Floor(BaseModel):
    """The least micro F1 and strict share, both from 0 to 1."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    f1: float = Field(ge=0, le=1)
    strict: float = Field(ge=0, le=1)


class Floors(RootModel[dict[SetName, dict[str, Floor]]]):
    """Floors by set, and within it by language or ``all``."""

    model_config = ConfigDict(frozen=True)

    def of(self, name: SetName) -> Mapping[str, Floor]:
        """The floors of a set, by language or ``all``."""
        return self.root.get(name, {})


@dataclass(frozen=True, slots=True)
class Drop:
    """A figure below its floor; ``measured`` is None where there is nothing left to measure."""

    set_name: SetName
    scope: str
    figure: str
    floor: float
    measured: float | None

    def __str__(self) -> str:
        """The drop in a sentence."""
        what = f"{self.set_name.replace('_', '-')}, {self.scope}: {self.figure}"
        if self.measured is None:
            return f"{what} has a floor of {self.floor:.3f}, but no gold is left to measure it on"
        return f"{what} is {self.measured:.4f}, below its floor of {self.floor:.3f}"


def read_floors(path: Path = FLOORS) -> Floors:
    """The committed floors; none where there is no file. Raises ``FloorsError``."""
    try:
        return Floors.model_validate(load_yaml(path.read_text("utf-8")) or {})
    except FileNotFoundError:
        return Floors({})
    except (OSError, YAMLError, ValidationError) as error:
        raise FloorsError(f"{path} cannot be used: {error}") from error


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Replace the floors file, sets in their order, ``all`` before the languages."""
    lines = [_HEADER]
    for name in SET_NAMES:
        scopes = floors.of(name)
        if scopes:
            lines.append(f"{name}:\n")
        for scope in sorted(scopes, key=lambda one: (one != ALL, one)):
            floor = scopes[scope]
            lines.append(f'  "{scope}": {{f1: {floor.f1:.3f}, strict: {floor.strict:.3f}}}\n')
    with replacing(path) as staged:
        staged.write_text("".join(lines), encoding="utf-8")


def drops(floors: Floors, measured: Mapping[SetName, Agreement]) -> list[Drop]:
    """Every figure of the measured sets that is below its floor."""
    found = []
    for name, agreement in measured.items():
        scores = dict(_scopes(agreement))
        for scope, floor in floors.of(name).items():
            for figure in FIGURES:
                least, value = getattr(floor, figure), getattr(scores[scope], figure) if scope in scores else None
                if value is None or value < least:
                    found.append(Drop(name, scope, figure, least, value))
    return found


def raised(floors: Floors, measured: Mapping[SetName, Agreement]) -> Floors:
    """The floors moved up to a margin below what was measured, where that is higher; new ones where there was none."""
    moved = {name: dict(floors.of(name)) for name in SET_NAMES}
    for name, agreement in measured.items():
        for scope, score in _scopes(agreement):
            old = floors.of(name).get(scope, Floor(f1=0.0, strict=0.0))
            moved[name][scope] = Floor(
                f1=max(old.f1, _below(score.f1)),
                strict=max(old.strict, _below(score.strict) if score.right else 0.0),
            )
    return Floors({name: scopes for name, scopes in moved.items() if scopes})


def _scopes(agreement: Agreement) -> Iterator[tuple[str, Score]]:
    yield ALL, agreement.score()
    for lang in agreement.languages:
        yield lang, agreement.score(lang=lang)


def _below(measured: float) -> float:
    return max(math.floor((measured - MARGIN) * 1000) / 1000, 0.0)
