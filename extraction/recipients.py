"""How many collectives and individuals a sentence counts: who gets awards, has models, is told of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extraction.counting import GAP, Counted, counted_by, is_increase
from extraction.terms import Hit
from extraction.unspaced import is_solid

if TYPE_CHECKING:
    from extraction.numbers import Number
    from extraction.passage import Passage, Sentence

_GIVEN: Final = 60  # characters between people told to be some of others, and the verb by which they got something
_GETS: Final = 12  # characters between people counted and what they get
_HELD: Final = 2  # words between a verb and the event that it says is held
_COUNTED_ELSEWHERE: Final = {"model", "delegate", "award", "event", "recipient", "document", "place_type"}
_NO_PEOPLE: Final = _COUNTED_ELSEWHERE | {"organ", "body"}
_LISTED: Final = 60  # characters between the figures of a list


def recipients(passage: Passage, sentence: Sentence) -> list[Counted]:
    """Numbers of collectives and individuals in a sentence, in order; looked for once, asked for by several rules.

    One figure for both is 'both'.
    """
    known: dict[int, list[Counted]] = passage.found.setdefault("recipients", {})
    if sentence.index not in known:
        known[sentence.index] = _recipients(passage, sentence)
    return known[sentence.index]


def _recipients(passage: Passage, sentence: Sentence) -> list[Counted]:
    hits = [*sentence.of("recipient"), *sentence.of("model", "exemplar")]
    if not hits and not passage.lexicon.person_counters and not sentence.has("award"):
        return []
    hits.sort(key=lambda hit: hit.first)
    found: list[Counted] = []
    for number in sentence.numbers:
        if number.value < 1 or (number.in_words and number.value == 1) or is_increase(sentence, number):
            continue
        hit = counted_by(passage, sentence, number, hits) or _person_counter(passage, sentence, number)
        hit = hit or _beside_collectives(passage, sentence, number, found)
        hit = hit or _given_to(passage, sentence, number)
        hit = hit or _collectives_given_to(passage, sentence, number)
        hit = hit or _of_those_told(passage, sentence, number, found)
        if hit is None or _is_verb(sentence, hit):
            continue
        hit = _both_before(passage, sentence, number, hit) or hit
        value = _of_whom(sentence, hit)
        if value == "exemplar" and counts_persons(passage, number):
            value = "individual"
        if value in {"collective", "individual"} and _also_other(passage, sentence, hit):
            value = "both"
        elif value == "both":
            value = _one_of_both(sentence, number, hit)
        found.append(Counted(number, hit, value))
    return found


def _of_those_told(passage: Passage, sentence: Sentence, number: Number, found: list[Counted]) -> Hit | None:
    """How many of those told before got it on the spot: "41 persons, nine of whom received it at the conference"."""
    if not found or number.value >= found[-1].number.value or not is_some(sentence, number):
        return None
    behind = max([number.end, *(hit.end for hit in sentence.of("of_which") if 0 <= hit.first - number.last <= 1)])
    verb_before = any(0 <= number.first - hit.last <= 1 for hit in sentence.of("give", "receives"))
    if not verb_before and not is_given_to(passage, sentence, behind):
        return None
    return Hit("recipient", found[-1].value, number.first, number.last, number.start, number.end)


def is_some(sentence: Sentence, number: Number) -> bool:
    """Whether "of which" stands right beside a number: it counts some of those told before."""
    return any(
        0 <= number.first - hit.last <= 1 or 0 <= hit.first - number.last <= 1 for hit in sentence.of("of_which")
    )


def is_given_to(passage: Passage, sentence: Sentence, end: int) -> bool:
    """Whether something is given to, or received by, who stands right before an offset."""
    gives = next((hit.start for hit in sentence.of("give") if hit.start >= end), None)
    return gives is not None and gives - end <= _GIVEN and not set(",;、") & set(passage.view.lower[end:gives])


def _is_verb(sentence: Sentence, hit: Hit) -> bool:
    """Whether a word for a kind of recipients is the verb that an event follows: "Quận ủy Quận 10 tổ chức họp mặt"."""
    held = any(other.first == hit.first and other.last == hit.last for other in sentence.of("held"))
    named = (*sentence.of("event"), *sentence.of("cue"))
    return held and any(0 <= other.first - hit.last <= _HELD for other in named)


def _beside_collectives(passage: Passage, sentence: Sentence, number: Number, found: list[Counted]) -> Hit | None:
    """Who gets an award together with collectives, whatever they are called: "12 collectives and 18 beekeepers"."""
    if not found or found[-1].value != "collective" or number.last >= sentence.last or is_solid(passage.lexicon):
        return None
    token = passage.tokens[number.last]
    joined = passage.view.lower[found[-1].end : number.start].strip() in passage.lexicon.and_words
    if not joined or not token.text.isalpha() or token.text in passage.lexicon.spans_of_time:
        return None
    known = any(hit.first == number.last and hit.cls in _COUNTED_ELSEWHERE for hit in sentence.hits)
    if known or not (sentence.has("award") or sentence.has("give")):
        return None
    return Hit("recipient", "individual", number.last, number.last + 1, token.start, token.end)


def _collectives_given_to(passage: Passage, sentence: Sentence, number: Number) -> Hit | None:
    """The bodies, or what stands beside individuals, that an award is given "to": "to 5 pagodas and 11 persons"."""
    rounded = [hit.first for hit in sentence.of("qualifier") if hit.last == number.first]
    before, last = min([number.first, *rounded]) - 1, number.last
    if not sentence.has("award") or before < sentence.first or last >= sentence.last:
        return None
    if passage.tokens.texts[before] not in passage.lexicon.to_words:
        return None
    noun = passage.tokens[last]
    bodies = (hit for cls in ("organ", "body", "place_type") for hit in sentence.of(cls) if hit.first == last)
    body = next(bodies, None)
    if body is not None:
        return Hit("recipient", "collective", last, body.last, noun.start, body.end)
    known = any(hit.first == last and hit.cls in _COUNTED_ELSEWHERE for hit in sentence.hits)
    if known or not noun.text.isalpha() or not _joined_to_individuals(passage, sentence, last):
        return None
    return Hit("recipient", "collective", last, last + 1, noun.start, noun.end)


def _joined_to_individuals(passage: Passage, sentence: Sentence, noun: int) -> bool:
    """Whether "and", with counted individuals behind it, follows a noun."""
    following = next((one for one in sentence.numbers if one.first > noun), None)
    if following is None or following.first - noun > GAP:
        return False
    joined = passage.tokens.texts[following.first - 1] in passage.lexicon.and_words
    return joined and any(hit.first == following.last for hit in sentence.of("recipient", "individual"))


def _given_to(passage: Passage, sentence: Sentence, number: Number) -> Hit | None:
    """Who "to" leads to from an award, whatever they are called: "letters of commendation to 8 neighbourhood heads"."""
    tokens, lexicon = passage.tokens, passage.lexicon
    if number.last >= sentence.last or number.first == sentence.first or is_solid(lexicon):
        return None
    if tokens.texts[number.first - 1] not in lexicon.to_words:
        return None
    if not any(0 <= number.first - 1 - hit.last <= GAP and hit.value != "giải thưởng" for hit in sentence.of("award")):
        return None
    if any(0 < other.start - number.end <= _LISTED for other in sentence.numbers):
        return None  # "to 5 pagodas and 11 individuals": what is listed beside them tells what they are
    token = tokens[number.last]
    known = any(hit.first == number.last and hit.cls in _NO_PEOPLE for hit in sentence.hits)
    if known or not token.text.isalpha() or token.text in lexicon.spans_of_time:
        return None
    return Hit("recipient", "individual", number.last, number.last + 1, token.start, token.end)


def _of_whom(sentence: Sentence, hit: Hit) -> str:
    """What a term counts; "exemplary persons" are individuals, an "exemplar" may be either."""
    if hit.cls != "model":
        return hit.value
    inside = {one.value for one in sentence.of("recipient") if hit.first <= one.first and one.last <= hit.last}
    return inside.pop() if len(inside) == 1 else hit.value


def _both_before(passage: Passage, sentence: Sentence, number: Number, counter: Hit) -> Hit | None:
    """The "collectives and individuals" before a number that bears a counter of people: "กลุ่มและบุคคล 120 ราย"."""
    if counter.value != "individual" or counter.first != number.last:
        return None
    both = [hit for hit in sentence.of("recipient", "both") if hit.last <= number.first]
    hit = counted_by(passage, sentence, number, both) if both else None
    if hit is None or any(other.last == hit.first for other in sentence.numbers):
        return None
    return hit


def _one_of_both(sentence: Sentence, number: Number, hit: Hit) -> str:
    """Whom a number beside "collectives and individuals" counts: where one stands on each side, each counts its own.

    "12 กลุ่มและบุคคล 25 คน", "14団体と個人23人"; but "団体と個人120" are both.
    """
    if any(other.first == hit.last for other in sentence.numbers if other is not number):
        return "collective"
    is_pair = number.first == hit.last and any(other.last == hit.first for other in sentence.numbers)
    return "individual" if is_pair else "both"


def counts_persons(passage: Passage, number: Number) -> bool:
    """Whether a number bears a counter of people: "43명"."""
    counters = passage.lexicon.person_counters
    return bool(counters) and passage.view.lower.endswith(counters, number.start, number.end)


def _person_counter(passage: Passage, sentence: Sentence, number: Number) -> Hit | None:
    """The counter of people in a number, where they get something: "15人获颁纪念章"."""
    counters = passage.lexicon.person_counters
    if number.last - number.first < 2 or not passage.view.lower.endswith(counters, number.start, number.end):
        return None
    gets = (*sentence.of("give"), *sentence.of("award"))
    others = (*sentence.of("delegate"), *sentence.of("title"))
    if not any(0 <= hit.start - number.end <= _GETS for hit in gets):
        return None
    if any(0 <= hit.first - number.last <= 2 for hit in others):
        return None
    token = passage.tokens[number.last - 1]
    return Hit("recipient", "individual", number.last - 1, number.last, token.start, token.end)


def _also_other(passage: Passage, sentence: Sentence, hit: Hit) -> bool:
    """Whether the other kind follows without a number of its own: "16 collectives and individuals"."""
    other = "individual" if hit.value == "collective" else "collective"
    for follow in sentence.of("recipient", other):
        between = range(hit.last, follow.first)
        if 0 < len(between) <= 2 and not any(n.first in between for n in sentence.numbers):
            joins = {h.first for h in sentence.of("connector")}
            return any(index in joins or passage.tokens.texts[index] == "," for index in between)
    return False
