"""Our map from former communes to present ones, compared with a second one; what they disagree on is kept, not decided.

``python -m storage.admin_unit_crosscheck`` writes the seed ``map_disagreements.csv`` anew: one row a statement
of one map that the other does not make. The second map is that of the package ``vietnam-address-converter``
(Apache-2.0), which only this command needs. Codes of the two differ, so units are compared by name with the words for
their kind; what spelling alone tells apart (``Ô Long Vĩ`` and ``Ô Long Vỹ``, ``Cây Trường II`` and ``Cây Trường 2``) is
no disagreement.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from storage.admin_units import CHANGES_CSV, load_units
from storage.lake import replacing
from storage.settings import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator

DISAGREEMENTS_CSV = REPOSITORY / "dbt_project" / "seeds" / "map_disagreements.csv"
OURS, OTHER = "vietnamadminunits", "vietnam-address-converter"
COLUMNS = (
    *("stated_by", "about", "former_province", "former_district", "former_commune"),
    *("former_code", "present_province", "present_commune"),
)
# The city of Huế was the province of Thừa Thiên Huế until 2024: the two maps name it at different times.
_ONE_PROVINCE = {"thừathiênhuế": "huế"}
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_KINDS = ("thành phố", "tỉnh")

Former = tuple[str, str, str]  # compared names of province, district, commune
Statement = tuple[Former, str, str]  # a former commune, and the compared names of a present province and commune


def compared(name: str) -> str:
    """A unit's name as the two maps are compared by: without diacritics, spaces, leading zeros; y as i."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", name).lower())
    words = [_ROMAN.get(word, word.lstrip("0") or word) if index else word for index, word in enumerate(words)]
    plain = unicodedata.normalize("NFD", "".join(words).replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("y", "i")


def _province(name: str) -> str:
    lowered = unicodedata.normalize("NFC", name).lower()
    for kind in _KINDS:
        lowered = lowered.removeprefix(kind).strip()
    return compared(_ONE_PROVINCE.get(lowered.replace(" ", ""), lowered))


def _ours() -> dict[Statement, dict[str, str]]:
    """Our statements, each with its names as written."""
    former = {unit.code: unit for unit in load_units() if unit.valid_to and unit.level == "commune"}
    present = {unit.code: unit for unit in load_units() if not unit.valid_to and unit.level == "commune"}
    districts = {unit.code: unit.full_name for unit in load_units() if unit.level == "district"}
    stated: dict[Statement, dict[str, str]] = {}
    with CHANGES_CSV.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            old, new = former[row["old_code"]], present[row["new_code"]]
            names = {
                "former_province": old.province,
                "former_district": districts[old.district_code],
                "former_commune": old.full_name,
                "former_code": old.code,
                "present_province": new.province,
                "present_commune": new.full_name,
            }
            stated[_statement(names)] = names
    return stated


def _others() -> dict[Statement, dict[str, str]]:
    """The second map's statements, each with its names as written."""
    from vietnam_address_converter.data import (  # type: ignore[import-untyped]  # noqa: PLC0415
        DEFAULT_DATA,  # a development dependency: only this command needs it
    )

    stated: dict[Statement, dict[str, str]] = {}
    for row in DEFAULT_DATA["mapping"]["rows"]:
        names = {
            "former_province": row["old"]["province_name"],
            "former_district": row["old"]["district_name"],
            "former_commune": row["old"]["ward_name"],
            "present_province": row["new"]["province_name"],
            "present_commune": row["new"]["ward_name"],
        }
        names = {key: " ".join(unicodedata.normalize("NFC", name or "").split()) for key, name in names.items()}
        stated[_statement(names)] = {**names, "former_code": ""}
    return stated


def _statement(names: dict[str, str]) -> Statement:
    return (
        (
            _province(names["former_province"]),
            compared(names["former_district"]),
            compared(names["former_commune"]),
        ),
        _province(names["present_province"]),
        compared(names["present_commune"]),
    )


def disagreements() -> Iterator[dict[str, str]]:
    """One row a statement that only one of the maps makes, in the order of the names."""
    ours, others = _ours(), _others()
    codes = {former: names["former_code"] for (former, *_), names in ours.items()}
    known = {OURS: set(codes), OTHER: {former for former, *_ in others}}
    for stated_by, stated, rival in ((OURS, ours, OTHER), (OTHER, others, OURS)):
        for statement in sorted(stated.keys() - (others if stated_by == OURS else ours).keys()):
            former = statement[0]
            yield stated[statement] | {
                "stated_by": stated_by,
                "about": "successor" if former in known[rival] else "former commune",
                "former_code": codes.get(former, ""),
            }


def regenerate() -> Counter[tuple[str, str]]:
    """Write the seed from the installed package; returns how many statements by map and by what they are about."""
    rows = list(disagreements())
    with replacing(DISAGREEMENTS_CSV) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return Counter((row["stated_by"], row["about"]) for row in rows)


if __name__ == "__main__":
    for (stated_by, about), count in sorted(regenerate().items()):
        print(f"{count} statements about a {about} by {stated_by} alone")
