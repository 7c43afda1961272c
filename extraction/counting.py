"""What a number counts: collectives, individuals, models. Shared by the rules of ``models`` and ``awards``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.evidence import Valued, from_text
from extraction.numbers import Number
from extraction.terms import Hit
from extraction.unspaced import is_solid, is_verb_last

if TYPE_CHECKING:
    from extraction.passage import Passage, Sentence

GAP = 3  # words that may stand between a number and what it counts: adjectives, "of", classifiers
_GETS = 12  # characters between people counted and what they get
_HELD = 2  # words between a verb and the event that it says is held
_PLAN_BEFORE = 80  # characters between a plan and a number of it
_PLAN_GOES_ON = 160  # the same in one clause
_PLAN_BEHIND = 60  # characters between a number and the verb of its clause
_ASKED = 140  # characters between a request and a number that is asked for
_COUNTED_ELSEWHERE = {"model", "delegate", "award", "event", "recipient", "document", "place_type"}
_NO_PEOPLE = _COUNTED_ELSEWHERE | {"organ", "body"}
_OF_WHOLE = 5  # tokens between a number and the one that it is a part of
_LISTED = 60  # characters between the figures of a list
_BREAKS = frozenset(";:.!?(),、。")
_OF_A_WORD = 0.3  # what one character is of a word where there are no spaces
_GOES_ON = "し"  # ends a clause that what is said in the next one is said of as well
_QUOTES = frozenset("\"'「」『』《》")


@dataclass(frozen=True, slots=True)
class Counted:
    """A number and the term it counts; ``value`` of the term: collective, individual, both or exemplar."""

    number: Number
    hit: Hit
    value: str

    @property
    def start(self) -> int:
        """View offset where the number or the term begins, whichever is first."""
        return min(self.number.start, self.hit.start)

    @property
    def end(self) -> int:
        """View offset where the number or the term ends, whichever is last."""
        return max(self.number.end, self.hit.end)


def counted_by(passage: Passage, sentence: Sentence, number: Number, hits: list[Hit]) -> Hit | None:
    """The nearest of the hits that a number counts, on the side where the language puts it."""
    if not hits or counts_time(passage, number, hits):
        return None
    order = passage.lexicon.language.count_order
    before = behind = None
    if order in {"before", "both"}:
        gaps = (
            (hit, _words_between(passage, sentence, number.last, hit.first)) for hit in hits if number.last <= hit.first
        )
        before = next(((gap, hit) for hit, gap in gaps if gap <= passage.lexicon.language.count_gap), None)
    if order in {"after", "both"}:
        gaps = (
            (hit, _words_between(passage, sentence, hit.last, number.first))
            for hit in reversed(hits)
            if hit.last <= number.first
        )
        behind = next(((gap, hit) for hit, gap in gaps if gap <= passage.lexicon.language.count_gap + 1), None)
    if before is not None and (behind is None or before[0] <= behind[0]):
        return before[1]
    return behind[1] if behind is not None else None


def counts_time(passage: Passage, number: Number, hits: list[Hit]) -> bool:
    """Whether a number tells how long something took: "五年来全省…模式", "5年間に…モデル"."""
    following = passage.tokens[number.last : number.last + 1]
    spans = passage.lexicon.spans_of_time
    is_time = bool(following) and following[0].text in spans
    if following and is_solid(passage.lexicon):
        is_time = passage.view.lower.startswith(tuple(spans), following[0].start)
    return is_time and all(hit.first != number.last for hit in hits)


def _words_between(passage: Passage, sentence: Sentence, first: int, last: int) -> float:
    """How many words stand between two tokens; more than any gap when something breaks the phrase.

    The movement's name ("254 “Skillful Mass Mobilization” models") and quotes are no words; "of" is one only right
    behind the number ("261 de modele"), for "5 criteria of the model" counts no models. A character of a script
    without spaces is a part of a word.
    """
    if first == last:
        return 0.0
    broken = GAP + 9.0
    if last - first > 4 * GAP and not is_solid(passage.lexicon):
        return broken
    if any(first <= hit.first < last for hit in sentence.of("connector")):
        return broken
    said = {index for hit in (*sentence.of("give"), *sentence.of("part")) for index in range(hit.first, hit.last)}
    named = {index for hit in sentence.of("subject") for index in range(hit.first, hit.last)}
    words = 0.0
    for index in range(first, last):
        text = passage.tokens.texts[index]
        if index in said or text in _BREAKS or (text in passage.lexicon.of_words and words > 0) or words > GAP + 1:
            return broken
        if text not in _QUOTES and index not in named and text not in passage.lexicon.of_words:
            words += _OF_A_WORD if text[0] > "\u0e00" else 1
    return broken if any(first <= number.first < last for number in sentence.numbers) else words


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
        if hit is None or _is_verb(sentence, hit):
            continue
        value = _of_whom(sentence, hit)
        if value == "exemplar" and counts_persons(passage, number):
            value = "individual"
        if value in {"collective", "individual"} and _also_other(passage, sentence, hit):
            value = "both"
        elif value == "both" and any(other.first == hit.last for other in sentence.numbers):
            value = "collective"  # "12 กลุ่มและบุคคล 25 คน": the persons have a number of their own behind them
        found.append(Counted(number, hit, value))
    return found


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


def is_increase(sentence: Sentence, number: Number) -> bool:
    """Whether a number is an increase ("tăng 276", "+276", "rose by 45", "45件増え") and so no count."""
    if number.growth is not None or not sentence.has("increase"):
        return number.growth == "by"
    nouns = (*sentence.of("model"), *sentence.of("recipient"), *sentence.of("award"))
    behind = {number.last, *(hit.last for hit in nouns if 0 <= hit.first - number.last <= GAP)}
    begins = [other.first for other in sentence.numbers if other.first > number.first]
    return any(
        0 <= number.first - hit.last <= 2
        or (hit.first in behind and not any(0 <= first - hit.last <= 1 for first in begins))
        for hit in sentence.of("increase")  # "27 models, up 4": the verb is said of the number behind it
    )


def is_whole_of(passage: Passage, whole: Number, part: Number) -> bool:
    """Whether a number only tells of how many another one is a part: "150 modèles sur 164", "150 จาก 164 โมเดล"."""
    if whole.value < part.value or not 0 < whole.first - part.last <= _OF_WHOLE:
        return False
    words = passage.lexicon.out_of_words | passage.lexicon.of_words
    if passage.view.lower[part.end : whole.start].strip() in words:
        return True
    return not words.isdisjoint(passage.tokens.texts[max(part.last, whole.first - 2) : whole.first])


def is_planned(sentence: Sentence, number: Number, passage: Passage | None = None) -> bool:
    """Whether a number is a target or a plan: such a word leads up to it, or ends its clause where verbs stand last."""
    plans = sentence.of("plan")
    if passage is not None and is_verb_last(passage.lexicon):
        if any(_ends_clause_of(passage, sentence, hit, number) for hit in plans if number.end <= hit.start):
            return True
        plans = [hit for hit in plans if not _is_of_other(passage, sentence, hit, number)]
    if passage is not None and _is_of_year_to_come(sentence, number, passage.article.published):
        return True
    if _is_asked_for(sentence, number):
        return True
    least = {hit.first for hit in sentence.of("qualifier")}  # "at least one deed": a plan for that number alone
    following = {
        hit.first: min((n.first for n in sentence.numbers if n.first >= hit.first), default=0) for hit in plans
    }
    text = passage.view.lower if passage is not None else ""
    return any(
        hit.end <= number.start
        and _reaches(sentence, hit, number, text)
        and (hit.first not in least or following[hit.first] >= number.first)
        for hit in plans
    )


def _ends_clause_of(passage: Passage, sentence: Sentence, plan: Hit, number: Number) -> bool:
    """Whether a plan ends the clause of a number before it, or that which goes on from it: "300件を構築し、…目指す"."""
    text = passage.view.lower[number.end : plan.start]
    if len(text) > _PLAN_BEHIND:
        return False
    *clauses, _ = re.split("[、,]", text)
    begins = [*(other.start for other in sentence.numbers), *(date.start for date in sentence.dates)]
    told = any(number.end <= start < plan.start for start in begins)
    return not clauses or (not told and all(clause.endswith(_GOES_ON) for clause in clauses))


def _reaches(sentence: Sentence, plan: Hit, number: Number, text: str) -> bool:
    """Whether a plan before a number goes on to it: not where what has been done so far is told between."""
    if any(plan.end <= done.start < number.start for done in sentence.of("done")):
        return False
    apart = number.start - plan.end
    return apart <= _PLAN_BEFORE or (apart <= _PLAN_GOES_ON and ";" not in text[plan.end : number.start])


def _is_asked_for(sentence: Sentence, number: Number) -> bool:
    """Whether somebody asks for so many: "she asked the communes to choose two or three models each year"."""
    counted = {one.last for one in sentence.of("recipient")}
    for hit in sentence.of("asked"):
        if hit.first in counted:
            continue  # "of 208 persons proposed, 55 were chosen"
        if 0 <= number.start - hit.end <= _ASKED:
            acts = (*sentence.of("give", "gives"), *sentence.of("held"))
            return not any(hit.end <= other.start and other.end <= number.start for other in acts)
    return False


def _is_of_year_to_come(sentence: Sentence, number: Number, published: str | None) -> bool:
    """Whether the year told right before a number had not begun when the report came out: "in 2025, 30 more models"."""
    before = [date for date in sentence.dates if date.end <= number.start and date.year and not date.day]
    return bool(published and before) and f"{before[-1].year:04d}" > (published or "")[:4]


def _is_of_other(passage: Passage, sentence: Sentence, plan: Hit, number: Number) -> bool:
    """Whether a plan is that of a number before it, in another clause: "20件を目標に掲げており、8件が完成した"."""
    text = passage.view.lower
    aside = any(sign in text[plan.end : number.start] for sign in "、,")
    return aside and any(
        0 <= plan.start - one.end <= _PLAN_BEHIND and not set("、,") & set(text[one.end : plan.start])
        for one in sentence.numbers
    )


def qualifier(sentence: Sentence, number: Number) -> Valued:
    """``exact``, ``at_least`` or ``about``, by the word right before the number, or behind it: "1,900 से अधिक"."""
    begins = {other.first for other in sentence.numbers}
    for hit in sentence.of("qualifier"):
        behind = hit.first == number.last and begins.isdisjoint({hit.last, hit.last + 1})
        if behind or 0 <= number.first - hit.last <= 1 or number.first < hit.first < number.last:
            start, end = min(hit.start, number.start), max(number.end, hit.end if behind else 0)
            return from_text(hit.value, sentence, start, end, "counting.qualifier")
    return from_text("exact", sentence, number.start, number.end, "counting.exact")
