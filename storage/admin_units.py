"""Vietnam's administrative units, before and after the merger of 1 July 2025, and the map between them.

``python -m storage.admin_units`` writes ``storage/data/admin_units.csv`` and ``admin_unit_changes.csv`` anew from
the data of the package ``vietnamadminunits`` (MIT), which only that command needs. The converter's own pick for a
split commune is not taken over: every new unit that received a part of an old one has its row.

The package calls the province of Thừa Thiên Huế "Huế" in both periods. It had its old name until the end of 2024 and
was the city of Huế in the half year before the merger; the rows of before the merger bear the old name.

What the package's two maps do not say, ``admin_unit_earlier.csv`` does, which is kept by hand: the provinces and
districts that ended between 2019 and the merger, and those that began in these years.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, Any

from storage.lake import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

UNITS_CSV = Path(__file__).with_name("data") / "admin_units.csv"
EARLIER_CSV = Path(__file__).with_name("data") / "admin_unit_earlier.csv"
CHANGES_CSV = Path(__file__).with_name("data") / "admin_unit_changes.csv"
MERGER = "2025-07-01"
LAST_DAY_BEFORE = "2025-06-30"


@dataclass(frozen=True, slots=True)
class AdminUnit:
    """One province, district or commune in one period of validity (ISO dates; empty: open)."""

    level: str
    code: str
    name: str
    full_name: str
    unit_type: str
    province: str
    district: str
    province_code: str
    district_code: str
    valid_from: str
    valid_to: str


@lru_cache(maxsize=1)
def load_units() -> tuple[AdminUnit, ...]:
    """All units of both periods, as ``UNITS_CSV`` holds them."""
    with UNITS_CSV.open(encoding="utf-8", newline="") as file:  # the same few words in 14,000 rows: kept once
        return tuple(AdminUnit(**{key: intern(value) for key, value in row.items()}) for row in csv.DictReader(file))


@lru_cache(maxsize=1)
def dated_units() -> tuple[AdminUnit, ...]:
    """All units that are known to have been, each in the period in which it was called so and lay in that province.

    A unit of before the merger whose ``valid_from`` is empty began before 2019, or nobody says when.
    """
    with EARLIER_CSV.open(encoding="utf-8", newline="") as file:
        rows = [{name: row.get(name, "") for name in AdminUnit.__slots__} for row in csv.DictReader(file)]
    begun = {(row["level"], row["code"]): row for row in rows if row["valid_from"]}
    ended = [AdminUnit(**row) for row in rows if row["valid_to"]]
    renamed = {
        unit.code: begun["province", unit.code]
        for unit in ended
        if unit.level == "province" and ("province", unit.code) in begun
    }
    dated: list[AdminUnit] = []
    for unit in load_units():
        now = renamed.get(unit.province_code) if unit.valid_to else None
        own = begun.get((unit.level, unit.code)) if unit.valid_to else None
        if now is not None and own is None:  # listed under either name of its province
            dated.append(replace(unit, valid_to=_eve(now["valid_from"])))
        told = {key: own[key] for key in ("name", "full_name", "unit_type", "valid_from")} if own is not None else {}
        if now is not None:
            told = {"valid_from": now["valid_from"], **told, "province": now["name"]}
        dated.append(replace(unit, **told) if told else unit)
    return (*dated, *ended)


def _eve(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


_RENAMED = {"Huế": ("Thừa Thiên Huế", "Tỉnh Thừa Thiên Huế")}  # of before the merger, by the package's name


def _units(database: sqlite3.Connection) -> Iterator[AdminUnit]:
    rows = database.execute(
        "select province, provinceShort, provinceCode, district, districtShort, districtCode, districtType,"
        " ward, wardShort, wardCode, wardType from admin_units_legacy order by provinceCode, districtCode, wardCode"
    ).fetchall()
    before = {"valid_from": "", "valid_to": LAST_DAY_BEFORE}
    seen: set[tuple[str, str]] = set()
    for full, short, p_code, district, d_name, d_code, d_type, ward, w_name, w_code, w_type in rows:
        p_name, province = _RENAMED.get(short, (short, full))
        if ("province", p_code) not in seen:
            seen.add(("province", p_code))
            yield _province(province, p_name, p_code, **before)
        if ("district", d_code) not in seen:
            seen.add(("district", d_code))
            yield AdminUnit("district", d_code, d_name, district, d_type, p_name, "", p_code, "", **before)
        if w_code:
            yield AdminUnit("commune", w_code, w_name, ward, w_type, p_name, d_name, p_code, d_code, **before)
    rows = database.execute(
        "select province, provinceShort, provinceCode, ward, wardShort, wardCode, wardType"
        " from admin_units order by provinceCode, wardCode"
    ).fetchall()
    after = {"valid_from": MERGER, "valid_to": ""}
    for province, p_name, p_code, ward, w_name, w_code, w_type in rows:
        if ("new province", p_code) not in seen:
            seen.add(("new province", p_code))
            yield _province(province, p_name, p_code, **after)
        yield AdminUnit("commune", w_code, w_name, ward, w_type, p_name, "", p_code, "", **after)


def _province(full_name: str, name: str, code: str, *, valid_from: str, valid_to: str) -> AdminUnit:
    unit_type = full_name.removesuffix(name).strip()
    return AdminUnit("province", code, name, full_name, unit_type, name, "", code, "", valid_from, valid_to)


def _changes(database: sqlite3.Connection, converter: dict[str, Any]) -> Iterator[dict[str, str]]:
    """One row an old commune and a new one that received all or part of it."""
    old = {
        f"{p}_{d}_{w}": (p_name, d_name, w_name, code)
        for p, d, w, p_name, d_name, w_name, code in database.execute(
            "select provinceKey, districtKey, coalesce(wardKey, ''), provinceShort, districtShort, wardShort, wardCode"
            " from admin_units_legacy where wardCode is not null"
        )
    }
    new = {
        (p, w): (p_name, w_name, code)
        for p, w, p_name, w_name, code in database.execute(
            "select provinceKey, wardKey, provinceShort, wardShort, wardCode from admin_units"
        )
    }
    pairs = [
        (old_key, province, new_ward, "false")
        for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for new_ward, old_keys in wards.items()
        for old_key in old_keys
    ] + [
        (old_key, province, target["newWardKey"], "true")
        for province, wards in converter["DICT_PROVINCE_WARD_DIVIDED"].items()
        for old_key, targets in wards.items()
        for target in targets
    ]
    for old_key, province, new_ward, is_split in sorted(pairs):
        if old_key in old and (province, new_ward) in new:
            p_name, d_name, w_name, code = old[old_key]
            p_name = _RENAMED.get(p_name, (p_name, ""))[0]
            new_p_name, new_name, new_code = new[(province, new_ward)]
            yield {
                "old_code": code,
                "old_name": w_name,
                "old_district": d_name,
                "old_province": p_name,
                "new_code": new_code,
                "new_name": new_name,
                "new_province": new_p_name,
                "is_split": is_split,
            }


def _write(path: Path, rows: Iterable[dict[str, str]]) -> int:
    """Write rows as CSV, names in NFC; returns how many."""
    kept = [{key: unicodedata.normalize("NFC", value or "") for key, value in row.items()} for row in rows]
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(kept[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
    return len(kept)


def regenerate() -> tuple[int, int]:
    """Write both CSV files from the installed package; returns how many units and how many changes."""
    import vietnamadminunits  # noqa: PLC0415  a development dependency: only this command needs it

    data = Path(vietnamadminunits.__file__).with_name("data")
    converter = json.loads((data / "converter_2025.json").read_text("utf-8"))
    with sqlite3.connect(f"file:{data / 'dataset.db'}?mode=ro", uri=True) as database:
        units = [{name: getattr(unit, name) for name in AdminUnit.__slots__} for unit in _units(database)]
        return _write(UNITS_CSV, units), _write(CHANGES_CSV, _changes(database, converter))


if __name__ == "__main__":
    n_units, n_changes = regenerate()
    print(f"{n_units} units, {n_changes} changes")
