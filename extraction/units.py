"""Administrative units: what one is called, what kind of unit it may be said to be, and on which days it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from storage.admin_units import LAST_DAY_BEFORE, MERGER, AdminUnit

if TYPE_CHECKING:
    from collections.abc import Sequence


def bare_of_type(unit: AdminUnit) -> AdminUnit:
    """A unit by the name it is called: the data tell a town from the district around it by "Cao Lãnh (Huyện)"."""
    name = unit.name.removesuffix(f" ({unit.unit_type})")
    return unit if name == unit.name else replace(unit, name=name)


def fits(unit: AdminUnit, kind: str) -> bool:
    """Whether a unit can be called that: districts ceased to be in July 2025, so a later "district" is a commune."""
    if kind == "city":
        return unit.unit_type in {"Thành phố", "Thị xã"}
    if kind == "district":
        return unit.level == "district"
    return unit.level == "commune"


def valid_on(units: Sequence[AdminUnit], day: str | None) -> tuple[AdminUnit, ...]:
    """Those of the units that existed on an ISO date (or part of one); all of them when that leaves none."""
    if not day:
        return tuple(units)
    if len(day) < len(MERGER) and LAST_DAY_BEFORE.startswith(day[:4]):
        return tuple(units)
    kept = [unit for unit in units if unit.valid_from <= day and (not unit.valid_to or day <= unit.valid_to)]
    return tuple(kept or units)
