"""Stories invented to measure resolution by: articles whose story, and claims whose fact, were written down first.

``stories/*.yml`` hold one entry a story: its facts, the people in them, and its reports. ``tells`` names the facts that
a report states and what it says otherwise; ``original`` names the report that it links to (``link`` an address that
nobody has read), ``text`` the words that reports share. Facts told in several stories carry the same ``shared`` name.

A report that ``says`` something has these words for its text, and its claims are what ``extraction`` reads of them;
``paper`` is the province of its paper. A claim read of it is of the fact it agrees with; one that agrees with none is
of no fact.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import yaml
from lake_from_gold import claims_of, gold_article
from pydantic import BaseModel, ConfigDict, Field

from storage.records import Block

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

FOLDER = Path(__file__).parent / "stories"


class Told(BaseModel):
    """One fact of a story; the other keys are the slots of its claims."""

    model_config = ConfigDict(extra="allow")

    type: Literal["conferences", "models", "awards", "documents"]
    shared: str | None = None
    part_of: str | None = None

    @property
    def slots(self) -> dict[str, Any]:
        return dict(self.model_extra or {})


class StoryReport(BaseModel):
    """One article of a story."""

    model_config = ConfigDict(extra="forbid")

    id: str
    lang: str
    at: str
    published: str
    title: str
    original: str | None = None
    link: str | None = None
    tells: dict[str, dict[str, Any]]
    people: list[str] | None = None
    ends: str = ""
    says: str = ""
    paper: str | None = None


class Story(BaseModel):
    """What happened, and who reported it."""

    model_config = ConfigDict(extra="forbid")

    story: str
    why: str
    facts: dict[str, Told]
    people: list[str] = Field(default_factory=list)
    text: str = ""
    reports: list[StoryReport] = Field(min_length=2)

    def documents(self) -> list[dict[str, Any]]:
        """The reports with the keys of the gold schema."""
        return [self._document(report) for report in self.reports]

    def facts_of(self, document: dict[str, Any]) -> dict[str, str]:
        """Claim → the fact it was written from, for all claims of one of this story's documents."""
        claims = claims_of(gold_article(document), document)
        return {
            claim["claim_id"]: self.facts[name].shared or f"{self.story}/{name}"
            for kind, names in document["told"].items()
            for claim, name in _told(kind, claims[kind], dict(zip(names, document[kind], strict=True)))
        }

    def _document(self, report: StoryReport) -> dict[str, Any]:
        told: dict[str, list[str]] = {}
        for name in report.tells:
            told.setdefault(self.facts[name].type, []).append(name)
        claims = {
            kind: [self._claim(name, report.tells[name], names) for name in names] for kind, names in told.items()
        }
        people = self.people if report.people is None else report.people
        chair = [{"name": name, "name_latin": name, "part": part} for name, part in zip(people, PARTS, strict=False)]
        linked = next((other.at for other in self.reports if other.id == report.original), None)
        body = [report.title, *(report.says or self.text).splitlines(), *people, report.ends]
        text = "\n".join(line for line in body if line)
        return {
            "id": f"{self.story}/{report.id}",
            "url": f"https://{report.at}",
            "lang": report.lang,
            "title": report.title,
            "published": report.published,
            "original_url": f"https://{linked}" if linked else report.link,
            "text": text,
            "blocks": _blocks(text) if report.says else (),
            "as_read": bool(report.says),
            "paper_province": report.paper,
            "story": self.story,
            "people": chair,
            "told": told,
            **claims,
        }

    def _claim(self, name: str, otherwise: dict[str, Any], names: list[str]) -> dict[str, Any]:
        fact = self.facts[name]
        whole = {"part_of_index": names.index(fact.part_of)} if fact.part_of in names else {}
        return {**fact.slots, **otherwise, **whole}


def _blocks(text: str) -> list[Block]:
    """The lines of a text: its title, and paragraphs."""
    ends = [place for place, letter in enumerate(text) if letter == "\n"] + [len(text)]
    starts = [0, *(end + 1 for end in ends)]
    kinds = ("title", *("paragraph" for _ in ends))
    return [Block(kind, start, end) for kind, start, end in zip(kinds, starts, ends, strict=False)]


def _told(
    kind: str, claims: list[dict[str, Any]], facts: dict[str, dict[str, Any]]
) -> Iterable[tuple[dict[str, Any], str]]:
    """Each claim with the fact that it tells: the one it may tell with which it has most slots in common."""
    pairs = [(claim, name, fact) for claim in claims for name, fact in facts.items() if _figures(kind, claim, fact)]
    pairs.sort(key=lambda pair: sum(pair[0].get(slot) == value for slot, value in pair[2].items()), reverse=True)
    told: dict[str, str] = {}
    for claim, name, _ in pairs:
        if claim["claim_id"] not in told and name not in told.values():
            told[claim["claim_id"]] = name
            yield claim, name


def _figures(kind: str, claim: dict[str, Any], fact: dict[str, Any]) -> bool:
    """Whether a claim tells the number by which a fact is known; an event is known by none."""
    if kind == "awards":
        return _recipients(claim) == _recipients(fact)
    return all(claim[slot] == fact[slot] for slot in ("count", "number") if slot in fact)


def _recipients(award: dict[str, Any]) -> int:
    return award.get("total") or (award.get("collectives") or 0) + (award.get("individuals") or 0)


PARTS = ("chair", "speaker", "attendee", "attendee")


def told_stories() -> list[Story]:
    """All stories of the folder."""
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        found += [Story.model_validate(entry) for entry in yaml.safe_load(path.read_text("utf-8"))]
    return found


def pairwise_f1(said: dict[str, Hashable], found: dict[str, Hashable]) -> tuple[float, set[tuple[str, str]]]:
    """F1 over pairs of things that are together, and the pairs in which the two groupings differ."""
    expected, actual = set(_pairs(said)), set(_pairs(found))
    both = len(expected & actual)
    return 2 * both / (len(expected) + len(actual)) if expected or actual else 1.0, expected ^ actual


def _pairs(grouped: dict[str, Hashable]) -> Iterable[tuple[str, str]]:
    together: dict[Hashable, list[str]] = {}
    for thing in sorted(grouped):
        together.setdefault(grouped[thing], []).append(thing)
    for things in together.values():
        for place, one in enumerate(things):
            for other in things[place + 1 :]:
                yield one, other
