"""Which bodies of a sentence do not act in it: those at which something is held, and those named as the ground for it.

"Thực hiện Kế hoạch của Tỉnh ủy, sáng 5/4, tại Huyện ủy, Đảng ủy xã A tổ chức …": only the last one holds anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.dates import bare_months
from extraction.unspaced import is_verb_last

if TYPE_CHECKING:
    from extraction.evidence import Stand
    from extraction.passage import Passage, Sentence
    from extraction.places import PlaceHit
    from extraction.terms import Hit

_OPENS = 10  # tokens from a sentence's beginning within which the ground for an event is told: a date may come before
_AUTHOR = 60  # characters behind a kind of document within which its author is named: " 19 của Ban Thường vụ "
_AUTHOR_WORDS = 12  # … and words within which "of" stands: "số 120 ngày 7-1-2016 của"
_VENUE = 6  # tokens from "at" to the body whose rooms are meant
_ARTICLE = 2  # words before a unit within which "at" stands: "in de provincie"
_RIGHT_BEHIND = 12  # characters between a body and what it does: " has just "
_WEEKDAY = 16  # characters between a verb and the day: " torsdag den "
_Span = tuple[int, int]


def spans_aside(passage: Passage, sentence: Sentence) -> list[_Span]:
    """The stretches of a sentence whose bodies hold no event and grant nothing."""
    known: dict[int, list[_Span]] = passage.found.setdefault("aside", {})
    if sentence.index not in known:
        units = {
            hit.start for hit in sentence.of("place_type") if hit.last - hit.first == 1
        }  # "in the commune of A the party committee held …"
        bodies = [hit for hit in sentence.of("body") if hit.start not in units]
        venues = [(hit.start, hit.end) for hit in bodies if _is_venue(passage, sentence, hit)]
        ground = _ground(passage, sentence)
        known[sentence.index] = [
            *venues,
            *bodies_visited(sentence),
            *_authors(passage, sentence, bodies),
            *([ground] if ground else []),
            *_told_there(passage, sentence),
        ]
    return known[sentence.index]


def is_aside(passage: Passage, sentence: Sentence, offset: int) -> bool:
    """Whether a body that begins at an offset does not act in its sentence."""
    return any(start <= offset < end for start, end in spans_aside(passage, sentence))


def bodies_visited(sentence: Sentence) -> list[_Span]:
    """The stretches of bodies that others come to: "dẫn đầu đoàn kiểm tra làm việc với Ban Thường vụ Huyện ủy"."""
    found: list[_Span] = []
    visits = sentence.of("cue", "other")
    for hit in sorted(sentence.of("body"), key=lambda hit: hit.start):
        if found and hit.start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], hit.end))
        elif any(hit.first == cue.last or _is_only_day(sentence, cue, hit) for cue in visits):
            found.append((hit.start, hit.end))
    return found


def _is_only_day(sentence: Sentence, cue: Hit, body: Hit) -> bool:
    """Whether nothing but the day stands between a visit and the body visited: "besøgte torsdag den 25. august …"."""
    days = [date for date in sentence.dates if cue.end <= date.start and date.end < body.start]
    return bool(days) and body.start - days[-1].end <= 1 and days[0].start - cue.end <= _WEEKDAY


def is_author(passage: Passage, sentence: Sentence, offset: int) -> bool:
    """Whether what stands at an offset says whose document is named: "thực hiện Chỉ thị 19 của Thành ủy TP.HCM"."""
    before = [hit for hit in sentence.of("document") if 0 <= offset - hit.end <= _AUTHOR]
    if not before:
        return False
    between = passage.tokens.texts[before[-1].last : before[-1].last + _AUTHOR_WORDS]
    said = passage.view.lower[before[-1].end : offset]
    return "," not in said and any(word in passage.lexicon.of_words for word in between)


def _authors(passage: Passage, sentence: Sentence, bodies: list[Hit]) -> list[_Span]:
    """The bodies whose numbered documents are named: "quán triệt Kết luận số 57 của Bộ Chính trị"."""
    if not sentence.has("document"):
        return []
    kinds = [hit.end for hit in sentence.of("document")]
    found = []
    for body in bodies:
        kind = max((end for end in kinds if end <= body.start), default=None)
        numbered = kind is not None and any(map(str.isdigit, passage.view.lower[kind : body.start]))
        if numbered and is_author(passage, sentence, body.start):
            found.append((body.start, body.end))
    return found


def grants_there(sentence: Sentence, body: Stand) -> bool:
    """Whether a body is not said to hold an event, but to give awards at one: "at a conference held in X, B gave …"."""
    ends = [hit.end for hit in sentence.of("organ") if hit.start <= body.start < hit.end]
    end = max([body.end, *ends])
    gives = any(0 <= hit.start - end <= _RIGHT_BEHIND for hit in sentence.of("give", "gives"))
    return gives and any(hit.end <= body.start for hit in sentence.of("held"))


def _is_venue(passage: Passage, sentence: Sentence, hit: Hit) -> bool:
    """Whether "at" leads up to a body: "tại Huyện ủy", "tại hội trường UBND xã".

    Where verbs stand last, "at" stands behind what it is said of.
    """
    if is_verb_last(passage.lexicon):
        return False
    acts = {other.first for cls in ("held", "event", "part", "give", "place_type") for other in sentence.of(cls)}
    acts |= {place.first for place in sentence.places} | {number.first for number in sentence.numbers}
    dates = [date.end for date in sentence.dates]
    for index in range(hit.first - 1, max(sentence.first, hit.first - _VENUE) - 1, -1):
        text, stop = passage.tokens.texts[index], passage.tokens.ends[index]
        if text in passage.lexicon.at_words:  # not "na początku listopada": that is when
            return not bare_months(passage.view.lower, passage.lexicon, passage.tokens.starts[index], hit.start)
        if index in acts or text in passage.lexicon.by_words or text in {",", ";", ":"}:
            return False
        if any(stop <= end <= hit.start for end in dates):
            return False
    return False


def is_bare_venue(passage: Passage, sentence: Sentence, hit: Hit) -> bool:
    """Whether a body is no more than the unit that "at" leads up to: "in the city of A the commission held …".

    An article may stand between, and the name before the word: "in de provincie X", "i X-provinsen".
    """
    bare = hit.last - hit.first == 1 and any(hit.start == other.start for other in sentence.of("place_type"))
    if not bare:
        return False
    named = [place.first for place in sentence.places if 0 <= hit.start - place.end <= 1]
    first = min(named, default=hit.first)
    before = passage.tokens.texts[max(sentence.first, first - _ARTICLE) : first]
    return "," not in before[1:] and not passage.lexicon.at_words.isdisjoint(before)


def is_venue_place(passage: Passage, sentence: Sentence, place: PlaceHit) -> bool:
    """Whether a place is only where something was held: "in the town of A", in Hindi and Korean "A … in"."""
    texts, at_words = passage.tokens.texts, passage.lexicon.at_words
    kinds = {at for hit in sentence.of("place_type") for at in range(hit.first, hit.last)}
    first, last = place.first - 1, place.last
    while first > sentence.first and first in kinds:
        first -= 1
    while last < sentence.last - 1 and last in kinds:
        last += 1
    return texts[min(last, len(texts) - 1) if is_verb_last(passage.lexicon) else first] in at_words


def _told_there(passage: Passage, sentence: Sentence) -> list[_Span]:
    """What a colon behind an event leads to: "The meeting recalled its history: in 1930 the Central Committee …"."""
    colon = passage.view.lower.find(": ", sentence.start, sentence.end)
    events = [hit.end for hit in sentence.of("event")]
    if colon < 0 or not events or not max(events) <= colon:
        return []
    return [] if any(hit.start > colon for hit in sentence.of("held")) else [(colon, sentence.end)]


def _ground(passage: Passage, sentence: Sentence) -> _Span | None:
    """From "by the plan of …" to the comma before the body that acts; None when no ground is told first."""
    opening = next((hit for hit in sentence.of("occasion") if hit.first - sentence.first <= _OPENS), None)
    if opening is None:
        return None
    for verb in sentence.of("held"):
        comma = passage.view.lower.rfind(",", opening.end, verb.start)
        if comma > 0 and any(comma < hit.start and hit.end <= verb.start for hit in sentence.of("body")):
            return opening.start, comma
    return None
