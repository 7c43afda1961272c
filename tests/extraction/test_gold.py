"""Own gold keeps to the gold schema: its keys and vocabularies, words that stand in the text, no event to come."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from extraction.language import AWARDS, DOCUMENT_KINDS, EVENT_KINDS, LEVELS, STATUSES
from storage.schemas import CLAIM_TYPES

GOLD = Path(__file__).with_name("gold")
SLOTS = {
    "conferences": {"date", "kind", "level", "province", "district", "commune", "host", "delegates"},
    "models": {"count", "status", "collective", "individual", "level", "unit", "period"},
    "awards": {"award", "grantor", "collectives", "individuals", "total"},
    "people": {"name", "name_latin", "position", "part"},
    "documents": {"number", "kind", "date"},
}
BESIDES = {"optional", "as_written"}  # keys that a fact may have
PARTS = ("chair", "speaker", "attendee", "awarder", "author", "other")
VOCABULARY = {
    ("conferences", "kind"): EVENT_KINDS,
    ("conferences", "level"): (*LEVELS, None),
    ("models", "status"): (*STATUSES, None),
    ("models", "level"): (*LEVELS, None),
    ("awards", "award"): AWARDS,
    ("people", "part"): PARTS,
    ("documents", "kind"): DOCUMENT_KINDS,
}
NUMBERS = ("delegates", "count", "collective", "individual", "collectives", "individuals", "total")
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
UNIT = re.compile(r"(tỉnh|huyện|xã|thành phố|phường|quận|thị xã|thị trấn) ", re.IGNORECASE)
LANGUAGES = sorted(path.name for path in GOLD.iterdir() if path.is_dir())


def documents(lang: str) -> list[dict[str, Any]]:
    return [json.loads(path.read_text("utf-8")) for path in sorted((GOLD / lang).glob("*.json"))]


def wrong_slots(kind: str, fact: dict[str, Any]) -> list[str]:
    """What in a fact does not keep to the schema, in words."""
    found = [f"{kind}: {slot}" for slot in SLOTS[kind] ^ (set(fact) - BESIDES)]
    found += [
        f"{kind}: {slot} {fact.get(slot)!r}"
        for (of_kind, slot), values in VOCABULARY.items()
        if of_kind == kind and fact.get(slot) not in values
    ]
    found += [f"{slot} {fact[slot]!r}" for slot in NUMBERS if not isinstance(fact.get(slot), int | None)]
    if fact.get("date") is not None and not DATE.fullmatch(fact["date"]):
        found.append(f"date {fact['date']!r}")
    places = ("province", "district", "commune", "unit")
    return found + [f"{slot} {fact[slot]!r}" for slot in places if fact.get(slot) and UNIT.match(fact[slot])]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_gold_keeps_to_its_schema(lang: str) -> None:
    wrong = [
        f"{document['id']} {what}"
        for document in documents(lang)
        for kind in CLAIM_TYPES
        for fact in document[kind]
        for what in wrong_slots(kind, fact)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_gold_names_what_stands_in_the_text(lang: str) -> None:
    wrong = []
    for document in documents(lang):
        named = [person["name"] for person in document["people"]] + [one["number"] for one in document["documents"]]
        wrong += [f"{document['id']}: {words!r} is not in the text" for words in named if words not in document["text"]]
        wrong += [
            f"{document['id']}: {person['name_latin']!r} is not in Latin letters without diacritics"
            for person in document["people"]
            if not person["name_latin"].isascii()
        ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_gold_tells_no_event_after_its_report_and_nothing_off_the_subject(lang: str) -> None:
    for document in documents(lang):
        for event in document["conferences"]:
            reported = document["published"] or "9999"
            assert (event["date"] or "")[: len(reported)] <= reported, document["id"]
        if not document["relevant"]:
            assert not any(document[kind] for kind in CLAIM_TYPES), document["id"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_articles_that_must_yield_nothing(lang: str) -> None:
    assert any(not document["relevant"] for document in documents(lang))
