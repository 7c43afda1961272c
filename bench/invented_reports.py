"""Articles of an invented news world, as many as asked for, with the claims an extractor would read out of them.

Every figure is drawn with a seeded generator, so that the same number of articles is the same lake on any machine:
75 sources of very unequal size, each of one province; events from 2015 to 2025; 6 % of the articles tell of an event
that another told before: a copy, in words of their own, or as a translation on an aggregator that names its original;
officials who come back again and again; counts of models repeated the next month; documents that everyone cites.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

_MADE_OF = yaml.safe_load(Path(__file__).with_name("invented_words.yml").read_text("utf-8"))
PROVINCES: list[str] = _MADE_OF["provinces"]
SURNAMES: list[str] = _MADE_OF["surnames"]
MIDDLE: list[str] = _MADE_OF["middle_names"]
GIVEN: list[str] = _MADE_OF["given_names"]
WORDS: list[str] = _MADE_OF["words"]
SOURCES = [f"bao-{number:02d}" for number in range(74)]
AGGREGATOR = "tonghop"
FOREIGN = ("en", "fr", "ru", "zh", "es", "de", "ja", "ko")
KINDS = ("review", "launch", "training", "commendation", "seminar", "contest", "signing", "meeting")
STATUSES = ("registered", "built", "recognised", "completed", "commended", "replicated")
AWARDS = ("bằng khen", "giấy khen", "kỷ niệm chương", "cờ thi đua")
FIRST_DAY, LAST_DAY = date(2015, 1, 1), date(2025, 6, 30)
CROSS_REPORTED = 0.06
_ZIPF = [1 / (rank + 3) for rank in range(len(SOURCES))]


@dataclass(slots=True)
class Event:
    """What one or several articles report."""

    number: int
    province: str
    district: str | None
    day: date
    kind: str
    facts: dict[str, list[dict[str, Any]]]
    title: str
    sentences: list[str]
    urls: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Report:
    """One article: what it says of one event, and where."""

    source_id: str
    url: str
    lang: str
    title: str
    text: str
    published: date
    province: str
    original_url: str | None
    claims: dict[str, list[dict[str, Any]]]


class World:
    """Gives one report after the other; the events told last are those that other articles still take up."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 (a world, no secret)
        self._events = 0
        self._recent: list[Event] = []
        self._officials = {province: [self._name() for _ in range(60)] for province in PROVINCES}

    def report(self, day: date) -> Report:
        """The next article, published on ``day`` or a day or two after it."""
        if self._recent and self._random.random() < CROSS_REPORTED:
            return self._retell(self._random.choice(self._recent))
        source = self._random.choices(range(len(SOURCES)), _ZIPF)[0]
        event = self._event(day, PROVINCES[source % len(PROVINCES)])  # a paper tells of its own province
        self._recent = [*self._recent[-199:], event]
        return self._original(event, SOURCES[source])

    def corrected(self, report: Report) -> Report:
        """The same article with another count in it."""
        claims = {kind: [dict(claim) for claim in found] for kind, found in report.claims.items()}
        for claim in claims["conferences"]:
            claim["delegates"] = self._random.randrange(40, 600)
        return Report(
            report.source_id,
            report.url,
            report.lang,
            report.title,
            report.text + " (Đã sửa.)",
            report.published,
            report.province,
            report.original_url,
            claims,
        )

    def _name(self) -> str:
        draw = self._random.choice
        return f"{draw(SURNAMES)} {draw(MIDDLE)} {draw(GIVEN)}"

    def _event(self, day: date, province: str) -> Event:
        draw, number = self._random, self._events
        self._events += 1
        district = f"{draw.choice(GIVEN)} {draw.choice(GIVEN)}" if draw.random() < 0.5 else None
        year = str(day.year)
        kind = draw.choice(KINDS)
        unit = district or province
        level = "district" if district else "province"
        facts: dict[str, list[dict[str, Any]]] = {
            "conferences": [],
            "models": [],
            "awards": [],
            "people": [],
            "documents": [],
        }
        if draw.random() < 0.85:
            facts["conferences"].append({
                "date": day.isoformat(), "date_precision": "day", "kind": kind, "level": level, "province": province,
                "district": district, "host": f"Ban Dân vận {unit}" if draw.random() < 0.6 else None,
                "delegates": draw.randrange(40, 600) if draw.random() < 0.4 else None,
            })  # fmt: skip
        for _ in range(draw.choice((0, 0, 1, 1, 2))):
            # A unit's counts of a year come back all the year: one of few.
            status = draw.choice(STATUSES)
            # … and what was registered is more than what came of it.
            more = 3000 if status == "registered" else 20
            count = more + hash_of(unit, province, year, draw.randrange(4)) % 2900
            facts["models"].append({
                "count": count, "count_qualifier": "exact", "status": status, "level": level,
                "unit": unit, "province": province, "district": district, "period": year,
            })  # fmt: skip
        for _ in range(draw.choice((0, 0, 0, 1, 2))):
            facts["awards"].append({
                "award": draw.choice(AWARDS), "grantor": f"Ban Dân vận {province}", "province": province,
                "collectives": draw.randrange(1, 90), "individuals": draw.randrange(1, 120), "count_qualifier": "exact",
            })  # fmt: skip
        for part in draw.choice((("chair",), ("chair", "speaker"), ("chair", "speaker", "attendee"))):
            name = draw.choice(self._officials[province]) if draw.random() < 0.8 else self._name()
            facts["people"].append({
                "name": name, "name_latin": name, "part": part, "position": f"Trưởng ban Dân vận Tỉnh ủy {province}",
            })  # fmt: skip
        if draw.random() < 0.4:
            central = draw.random() < 0.5
            code = f"{draw.randrange(1, 60)}-NQ/TW" if central else f"{draw.randrange(1, 300)}/KH-UBND"
            facts["documents"].append({"number": code, "kind": "resolution" if central else "plan", "date": None})
        title = f"{unit}: {self._words(7)}"
        sentences = [f"{self._words(14).capitalize()} tại {unit} năm {year}." for _ in range(12)]
        return Event(number, province, district, day, kind, facts, title, sentences)

    def _words(self, n: int) -> str:
        return " ".join(self._random.choices(WORDS, k=n))

    def _original(self, event: Event, source_id: str) -> Report:
        url = f"https://{source_id}.example/{slug_of(event.title)}-{event.number + 100000}.html"
        event.urls.append(url)
        return self._tell(event, source_id, url, "vi", event.title, event.sentences, None)

    def _retell(self, event: Event) -> Report:
        draw = self._random
        how = draw.random()
        if how < 0.5 and event.urls:  # a translation that names its original
            lang = draw.choice(FOREIGN)
            url = f"https://{AGGREGATOR}.example/{lang}/{slug_of(event.title)}-{event.number + 100000}"
            return self._tell(event, AGGREGATOR, url, lang, event.title, event.sentences, event.urls[0])
        source_id = draw.choice(SOURCES)
        sentences, title = event.sentences, event.title
        if how < 0.75:  # in words of its own
            sentences = [f"{self._words(14).capitalize()}." for _ in range(12)]
            title = self._words(9).capitalize()
        url = f"https://{source_id}.example/{slug_of(title)}-{draw.randrange(10**6, 10**7)}.html"
        event.urls.append(url)
        return self._tell(event, source_id, url, "vi", title, sentences, None)

    def _tell(
        self, event: Event, source_id: str, url: str, lang: str, title: str, sentences: list[str], original: str | None
    ) -> Report:
        published = min(event.day + timedelta(days=self._random.choice((0, 0, 1, 2))), LAST_DAY)
        text, claims = told(title, sentences, event.facts)
        return Report(source_id, url, lang, title, text, published, event.province, original, claims)


def told(
    title: str, sentences: list[str], facts: dict[str, list[dict[str, Any]]]
) -> tuple[str, dict[str, list[dict[str, Any]]]]:
    """The text, and the claims with the place of their quotes in it."""
    parts, at = [title, *sentences], len(title) + sum(len(sentence) + 1 for sentence in sentences)
    claims: dict[str, list[dict[str, Any]]] = {kind: [] for kind in facts}
    for kind, found in facts.items():
        for fact in found:
            quote = " ".join(str(value) for value in fact.values() if value is not None)
            parts.append(quote)
            claims[kind].append({**fact, "quote": quote, "start": at + 1, "end": at + 1 + len(quote)})
            at += 1 + len(quote)
    return "\n".join(parts), claims


def hash_of(*parts: object) -> int:
    """A number that only the parts decide, on any machine and in any process."""
    return random.Random("|".join(map(str, parts))).randrange(2**31)  # noqa: S311 (a world, no secret)


def slug_of(title: str) -> str:
    """A title as papers write it into an address."""
    return "-".join("".join(c for c in word if c.isalnum()) for word in fold(title).split())


_FOLDED = str.maketrans({
    **dict.fromkeys("àáảãạăằắẳẵặâầấẩẫậ", "a"), **dict.fromkeys("èéẻẽẹêềếểễệ", "e"), **dict.fromkeys("ìíỉĩị", "i"),
    **dict.fromkeys("òóỏõọôồốổỗộơờớởỡợ", "o"), **dict.fromkeys("ùúủũụưừứửữự", "u"), **dict.fromkeys("ỳýỷỹỵ", "y"),
    "đ": "d",
})  # fmt: skip


def fold(text: str) -> str:
    """Lower case without Vietnamese diacritics."""
    return text.lower().translate(_FOLDED)
