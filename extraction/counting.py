"""What a number counts, and whether it is a count at all. Shared by the rules of ``models`` and ``awards``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extraction.evidence import Valued, from_text
from extraction.numbers import Number
from extraction.terms import Hit
from extraction.unspaced import is_solid, is_verb_last

if TYPE_CHECKING:
    from extraction.passage import Passage, Sentence

GAP: Final = 3  # words that may stand between a number and what it counts: adjectives, "of", classifiers
_DUAL: Final = 2
_PLAN_BEFORE: Final = 80  # characters between a plan and a number of it
_PLAN_GOES_ON: Final = 160  # the same in one clause
_PLAN_BEHIND: Final = 60  # characters between a number and the verb of its clause
_ASKED: Final = 140  # characters between a request and a number that is asked for
_COUNTED_ELSEWHERE: Final = {"model", "delegate", "award", "event", "recipient", "document", "place_type"}
_OF_WHOLE: Final = 5  # tokens between a number and the one that it is a part of
_BREAKS: Final = frozenset(";:.!?(),、。")
_OF_A_WORD: Final = 0.3  # what one character is of a word where there are no spaces
_GOES_ON: Final = "し"  # ends a clause that what is said in the next one is said of as well
_NOUN_BEHIND: Final = re.compile(r"[の ]([^\s、,。\d]{2,10})")  # what is counted where the noun before a number is not
_QUOTES: Final = frozenset("\"'「」『』《》")


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
    dual = next((hit for hit in hits if number.first == hit.first and hit.last == number.last), None)
    if dual is not None and number.value == _DUAL:
        return dual  # the noun itself says "two", in Arabic
    order = passage.lexicon.count_order
    before = behind = None
    if order in {"before", "both"}:
        gaps = (
            (hit, _words_between(passage, sentence, number.last, hit.first)) for hit in hits if number.last <= hit.first
        )
        before = next(((gap, hit) for hit, gap in gaps if gap <= passage.lexicon.count_gap), None)
    if order in {"after", "both"} and not _counts_places(passage, number):
        gaps = (
            (hit, _words_between(passage, sentence, hit.last, number.first))
            for hit in reversed(hits)
            if hit.last <= number.first
        )
        behind = next(((gap, hit) for hit, gap in gaps if gap <= passage.lexicon.count_gap + 1), None)
    if before and behind and any(other.first == before[1].last for other in sentence.numbers):
        return behind[1]  # "សមូហភាព ១៨ បុគ្គល ៣៤": the noun that follows has a number of its own
    if before is not None and (behind is None or before[0] <= behind[0]):
        return before[1]
    return behind[1] if behind is not None else None


def _counts_places(passage: Passage, number: Number) -> bool:
    """Whether a number tells how many places something is done in: "モデルが88の村で", "模式在88个村推行"."""
    lexicon, text = passage.lexicon, passage.view.lower
    if not is_solid(lexicon):
        return False
    at_words = tuple(lexicon.at_words)
    if not is_verb_last(lexicon):
        return text.endswith(at_words, 0, number.start)
    noun = _NOUN_BEHIND.match(text, number.end)
    return noun is not None and any(noun[1].find(word) > 0 for word in at_words)


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
    if any((hit.first, hit.last) == (first, last) for hit in sentence.of("status")):
        said = set()  # "683 anerkjente modeller": they are said to be recognised, nobody else anything of them
    named = {index for hit in sentence.of("subject") for index in range(hit.first, hit.last)}
    words = 0.0
    for index in range(first, last):
        text = passage.tokens.texts[index]
        if index in said or text in _BREAKS or (text in passage.lexicon.of_words and words > 0) or words > GAP + 1:
            return broken
        if text not in _QUOTES and index not in named and text not in passage.lexicon.of_words:
            words += _OF_A_WORD if text[0] > "\u0e00" else 1
    return broken if any(first <= number.first < last for number in sentence.numbers) else words


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
    if _is_asked_for(sentence, number, passage):
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
    if text.count('"', sentence.start, plan.start) % 2 and '"' in text[plan.end : number.start]:
        return False  # in the name of a medal: "For the goal of mass mobilization"
    apart = number.start - plan.end
    return apart <= _PLAN_BEFORE or (apart <= _PLAN_GOES_ON and ";" not in text[plan.end : number.start])


def _is_asked_for(sentence: Sentence, number: Number, passage: Passage | None) -> bool:
    """Whether somebody asks for so many: "she asked the communes to choose two or three models each year".

    What is asked for may be an act itself: "đề nghị UBND huyện khen thưởng 18 mô hình". Behind a comma it is none.
    """
    text = passage.view.lower if passage is not None else ""
    counted = {one.last for one in sentence.of("recipient")}
    for hit in sentence.of("asked"):
        if hit.first in counted:
            continue  # "of 208 persons proposed, 55 were chosen"
        if 0 <= number.start - hit.end <= _ASKED:
            acts = (*sentence.of("give", "gives"), *sentence.of("held"))
            before = (other.start for other in acts if hit.end <= other.start and other.end <= number.start)
            return not any("," in text[hit.end : act] or not text for act in before)
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
