"""The sentences that tell of an event, and those of them that tell of a second one."""

from __future__ import annotations

from dataclasses import dataclass

from extraction.dates import DateHit
from extraction.passage import Sentence
from extraction.terms import Hit

ENOUGH = 3.0  # what a sentence must score to tell of an event
_NEAR = 90  # characters between a contest and the number of those who took part


@dataclass(slots=True)
class Told:
    """How well a sentence tells of an event."""

    score: float
    sentence: Sentence
    noun: Hit | None
    date: DateHit | None


def contest_beside(main: Told, kind: str | None, told: list[Told]) -> list[Told]:
    """A contest told of beside the main event: it has teams or a day of its own."""
    for other in told[1:]:
        contests = other.sentence.of("event", "contest")
        if not contests or kind == "contest" or not _may_be_another(other):
            continue
        took_part = any(hit.value == "attendee" for hit in other.sentence.of("part"))
        counted = any(number.end <= contests[-1].end + _NEAR for number in other.sentence.numbers)
        own_day = other.date is not None and (main.date is None or other.date.iso(1) != main.date.iso(1))
        if (took_part and counted) or own_day:
            other.noun = contests[0]
            return [other]
    return []


def held_elsewhere(main: Told, told: list[Told]) -> list[Told]:
    """Events of other places, each on a day of its own or expressly on the main one's, in the order of the text."""
    found: list[Told] = []
    known = _places(main)
    for other in sorted(told[1:], key=lambda one: one.sentence.index):
        named = other.noun is not None or other.sentence.has("today", "same_day") or _has_own_day(main, other)
        if not _may_be_another(other) or not named or other.score < ENOUGH or not other.sentence.has("held"):
            continue
        days = [one.date.iso(1) for one in (main, other) if one.date is not None]
        if len(days) < 2 and not other.sentence.has("today", "today", "same_day"):
            continue
        there = _places(other)
        kinds = _kinds(_places(main)) if _places(main) or not other.sentence.has("body") else None
        if len(set(days)) == 1 and kinds is not None and _kinds(there) != kinds:
            continue  # "tại xã A" may be where the district held its own
        if there and {name for name, _ in there}.isdisjoint(name for name, _ in known):
            found.append(other)
            known |= there
    return found


def _has_own_day(main: Told, other: Told) -> bool:
    """Whether a body is said to have acted on another day than the main event's: "… was reviewed on 30/7 by …"."""
    if main.date is None or other.date is None or not other.sentence.has("body"):
        return False
    return main.date.iso(1) != other.date.iso(1)


def _may_be_another(other: Told) -> bool:
    told = other.noun.end if other.noun is not None else other.sentence.end
    planned = any(plan.start < told for plan in other.sentence.of("plan"))  # not what is only begun there
    return not planned and other.sentence.block not in {"title", "caption"}


def _places(told: Told) -> set[tuple[str, str]]:
    """The places of an event with their kinds; where it is one of the same day, a province's bare name will do."""
    same_day = told.sentence.has("today", "same_day")
    places = [place for place in told.sentence.places if place.kind or (same_day and place.is_province)]
    return {(place.name, place.kind or "province") for place in places}


def _kinds(places: set[tuple[str, str]]) -> set[str]:
    """The kinds of places, without that of the province that a smaller one is said to lie in."""
    kinds = {kind for _, kind in places}
    return kinds - {"province"} or kinds
