"""What became of counted models: registered, built, recognised, completed, … by the words of their clause.

The verb that leads up to a number says it; else the words behind it, the strongest and nearest of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.caseless import is_glued
from extraction.counting import counts_time, is_whole_of
from extraction.evidence import Valued, from_text
from extraction.unspaced import is_solid, is_verb_last

if TYPE_CHECKING:
    from extraction.numbers import Number
    from extraction.passage import Sentence
    from extraction.setting import Setting
    from extraction.terms import Hit

# Where several words of status stand by a count, the one that says most about it.
_STRONGEST = ("completed", "registered", "recognised", "commended", "effective", "built", "replicated", "active")
_ASIDE = 2  # steps of that order that a comma weighs
_FAR = 60  # characters of distance that weigh as much as one step of that order
_OPENS = frozenset(",、;:(")  # before "of which" where it begins another statement
_OBJECT = 1  # characters, of a particle, between what was done and the verb that it was completed
_LEADS_ON = 6  # characters between a word of status and the number that it leads up to: " mới "
_GREW = 3  # characters between a number and the verb by which something grew to it
TOTAL = 8  # characters between "the total" and its number
_SAID_BEHIND = 3  # tokens behind a total within which something may be said of it
_CHAIN = 14  # characters between verbs that lead up to a number, and between the last one and it


def stock(sentence: Sentence, number: Number) -> Valued:
    """The status of a count that is merely there."""
    return from_text("active", sentence, number.start, number.end, "models.status.stock")


def status_of(setting: Setting, sentence: Sentence, number: Number) -> Valued:
    """What became of the counted models: the verb that leads up to the number, else the words behind it."""
    if is_verb_last(setting.passage.lexicon) and _grew(sentence, number):
        return stock(sentence, number)
    start, end = setting.passage.clause(sentence, number.start)
    text = setting.passage.view.lower
    if _is_total(setting, sentence, number):
        return stock(sentence, number)
    nouns = sentence.of("model")
    earlier = [
        n.end for n in _counting(sentence) if n.end <= number.start and not counts_time(setting.passage, n, nouns)
    ]
    before = max(earlier, default=start)
    before = max([before, *(mark.end for mark in sentence.of("of_which") if mark.end <= number.start)])
    glued = is_glued(setting.passage.lexicon)  # there no comma need stand before "of which"
    marks = [
        mark.start
        for mark in sentence.of("of_which")
        if glued or text[mark.start - 2 : mark.start].strip()[-1:] in _OPENS
    ]
    after = min(
        (
            limit
            for limit in (*(n.start for n in sentence.numbers if not is_whole_of(setting.passage, n, number)), *marks)
            if limit >= number.end and text.count("(", number.end, limit) <= text.count(")", number.end, limit)
        ),
        default=end,
    )
    window = (max(start, before), min(end, after))
    verb_last = is_verb_last(setting.passage.lexicon)
    said = [hit for hit in _statuses(sentence) if verb_last or not _is_adjective(sentence, number, hit)]
    of_wholes, own = _of_wholes(setting, sentence, number, said)
    said = own or [hit for hit in said if hit not in of_wholes]
    leading = [] if verb_last else _leading(text, sentence, number, window[0], said)
    if any(hit.value != "active" for hit in leading):
        leading += _registering(text, sentence, leading, window[0])
        best = min(leading, key=lambda hit: _STRONGEST.index(hit.value))
        return from_text(best.value, sentence, best.start, best.end, "models.status.verb")
    behind = _behind(text, number, window[1]) if verb_last else []
    parts = min((mark for mark in marks if mark >= number.end), default=sentence.end)  # what is said of some of them
    whole = [(sentence.start, parts)]
    if glued and start > sentence.start:  # no stop ends the sentence before
        whole = []
    for low, high in (*behind, window, (start, min(end, parts)), *whole):
        hits = [hit for hit in said if low <= hit.start and hit.end <= high]
        if (low, high) == (sentence.start, sentence.end) != (start, end):  # another clause's number has its own
            hits = [h for h in hits if h.end <= number.start or not _is_of_other(sentence, number, h)]
        if before > sentence.start and (low, high) == window:  # what stands before belongs to the number before
            hits = [hit for hit in hits if hit.start >= number.end or hit in leading] or hits
        if (low, high) == window:
            hits = [hit for hit in hits if not _leads_on(setting, sentence, hit, after)] or hits
        if number.whole is not None:
            hits = [hit for hit in hits if hit.value in {"completed", "recognised", "effective"}] or hits
        if hits:
            counted = max(
                (hit.end for hit in sentence.of("model") if number.end <= hit.start <= number.end + 1), default=0
            )
            begin = max(number.end, counted)  # "120 mô hình, cách làm": a comma of the noun's own sets nothing aside
            aside = {hit.start for hit in hits if leading and "," in text[begin : hit.start]}
            best = min(hits, key=lambda hit: _weight(hit, number, aside=hit.start in aside))
            return from_text(best.value, sentence, best.start, best.end, "models.status")
    stated = "completed" if number.whole is not None else "active"
    return from_text(stated, sentence, number.start, number.end, "models.status.stock")


def _is_total(setting: Setting, sentence: Sentence, number: Number) -> bool:
    """Whether a number is "the total" and nothing else is said of it: "92件が登録され、総数は437件"."""
    lexicon, text = setting.passage.lexicon, setting.passage.view.lower
    if not is_solid(lexicon):
        return _is_new_total(setting, sentence, number)
    lead = text[max(0, number.start - TOTAL) : number.start]
    if not any(word in lead for word in lexicon.number_of_words):
        return False
    comma = max(text.rfind(sign, sentence.start, number.start) for sign in ",、")
    low = max(comma, sentence.start)
    return comma >= 0 and not any(low <= hit.start < number.start for hit in sentence.of("status"))


def _counting(sentence: Sentence) -> list[Number]:
    """The numbers of a sentence without a "one" that may be no more than an article: "un total de 2.246"."""
    return [number for number in sentence.numbers if not (number.in_words and number.value == 1)]


def _is_new_total(setting: Setting, sentence: Sentence, number: Number) -> bool:
    """Whether others told before it have brought the number of models to this: "412 …, bringing the total to 2,736"."""
    texts, words = setting.passage.tokens.texts, setting.passage.lexicon.number_of_words
    before = max((other.last for other in _counting(sentence) if other.last <= number.first), default=None)
    if before is None or not words:
        return False
    last = min(sentence.last, number.last + _SAID_BEHIND)  # "bringing to 2,736 the total number of models"
    told = next((index for index in range(before, last) if texts[index] in words), None)
    if told is None:
        return False
    said = (hit for hit in sentence.of("status") if hit.value != "active")
    return not any(min(told, number.first) < hit.first <= last for hit in said)


def _behind(text: str, number: Number, end: int) -> list[tuple[int, int]]:
    """Where the verb of a number stands in a language that puts it last: before the next comma, else further on."""
    depth = 0
    for index in range(number.end, end):
        depth += (text[index] == "(") - (text[index] == ")")
        if text[index] in "、," and depth == 0:
            return [(number.end, index), (number.end, end)]
    return [(number.end, end)]


def _of_wholes(setting: Setting, sentence: Sentence, number: Number, said: list[Hit]) -> tuple[list[Hit], list[Hit]]:
    """What only is said of a whole that a number is a part of, and what is said of a number that is such a whole.

    It stands between the whole and its noun: "185 of the 261 registered models have been completed".
    """
    passage = setting.passage
    others: list[Hit] = []
    own: list[Hit] = []
    for whole in sentence.numbers:
        is_own = whole is number and any(is_whole_of(passage, whole, part) for part in sentence.numbers)
        if is_own or is_whole_of(passage, whole, number):
            noun = next((noun.start for noun in sentence.of("model", "model") if noun.start >= whole.end), whole.end)
            (own if is_own else others).extend(hit for hit in said if whole.end <= hit.start and hit.end <= noun)
    return others, own


def _is_adjective(sentence: Sentence, number: Number, hit: Hit) -> bool:
    """Whether models are only called good ones, not said to have been commended: "there are 32 typical models".

    Such a word stands between a number and its noun.
    """
    if hit.value != "commended" or hit.first != number.last or hit.last - hit.first > 1:
        return False
    return any(0 <= noun.start - hit.end <= _CHAIN for noun in sentence.of("model"))


def _is_of_other(sentence: Sentence, number: Number, hit: Hit) -> bool:
    """Whether another number stands between a number and a word of status behind it."""
    return any(number.end <= other.start < hit.start for other in sentence.numbers)


def _leads_on(setting: Setting, sentence: Sentence, hit: Hit, after: int) -> bool:
    """Whether a word of status leads up to the number behind: "duy trì 412 mô hình và đăng ký mới 136"."""
    following = next((number for number in sentence.numbers if number.start == after), None)
    tokens = setting.passage.tokens
    if following is None or following.last >= len(tokens.texts) or hit.end > after:
        return False
    nouns = sentence.of("model") if setting.passage.lexicon.language.count_order != "before" else ()
    has_object = any(0 <= noun.start - hit.end <= _OBJECT and noun.end <= after for noun in nouns)
    if after - hit.end > _LEADS_ON and not has_object:  # "สร้างโมเดลใหม่ 356": the noun may come first
        return False
    counted = any(other.first == following.last for other in sentence.of("model"))
    is_time = tokens.texts[following.last] in setting.passage.lexicon.spans_of_time and not counted
    between = (*sentence.of("connector"), *sentence.of("status"))  # "registered and 185", "được công nhận có 185"
    joined = any(hit.end <= other.start < after for other in between)
    return not (is_time or joined) and {",", ";"}.isdisjoint(setting.passage.view.lower[hit.end : after])


def _grew(sentence: Sentence, number: Number) -> bool:
    """Whether a number is what an amount grew to: "2,974개로 늘었다"."""
    return any(0 <= hit.start - number.end <= _GREW for hit in sentence.of("increase"))


def _registering(text: str, sentence: Sentence, leading: list[Hit], low: int) -> list[Hit]:
    """The verb of registering that the building of models depends on: "đăng ký với Ban Chỉ đạo xây dựng 2 mô hình"."""
    first = min(hit.start for hit in leading)
    joined = [hit.start for hit in sentence.of("connector")]  # "… were registered, and 501 recognised"
    return [
        hit
        for hit in sentence.of("status", "registered")
        if low <= hit.start
        and hit.end <= first
        and "," not in text[hit.end : first]
        and not any(hit.end <= other < first for other in joined)
    ]


def _statuses(sentence: Sentence) -> list[Hit]:
    """The words of status of a sentence, without those in longer ones or in the movement's name.

    "Effektive Massenmobilisierung" says nothing of the models, "rated effective" not that they were only rated.
    """
    registered = [hit.end for hit in sentence.of("status", "registered")]
    said = [  # "登録を完了した": it is the registering that was completed
        hit
        for hit in sentence.of("status")
        if hit.value != "completed" or not any(0 <= hit.start - end <= _OBJECT for end in registered)
    ]
    others = [other for other in (*said, *sentence.of("subject")) if other.last - other.first > 1]
    others += sentence.of("model", "exemplar")  # "1,808 models and typical examples" are not said to be commended
    if not others:
        return said
    return [hit for hit in said if not any(hit.is_part_of(other) for other in others)]


def _weight(hit: Hit, number: Number, *, aside: bool) -> float:
    """How little a word of status says of a count: weak, far, or behind a comma though "there are" leads up to it."""
    return _STRONGEST.index(hit.value) + _apart(hit, number) / _FAR + _ASIDE * aside


def _leading(text: str, sentence: Sentence, number: Number, low: int, said: list[Hit]) -> list[Hit]:
    """The verbs right before a number, one close behind the other: "đăng ký xây dựng 261"."""
    chain: list[Hit] = []
    reach = number.start
    for hit in sorted(said, key=lambda hit: -hit.end):
        if low <= hit.start and hit.end <= reach:
            between = [other for other in sentence.of("connector") if hit.end <= other.start < reach]
            both = len(between) == 1 and hit.value != "registered" and bool(chain)
            both = both and text[hit.end : reach].strip() == text[between[0].start : between[0].end]
            joined = bool(between) and not both  # "xây dựng và nhân rộng 2.220": both are said of the number
            if reach - hit.end > _CHAIN or "," in text[hit.end : reach] or joined:
                break
            chain.append(hit)
            reach = hit.start
    return chain


def _apart(hit: Hit, number: Number) -> int:
    return max(number.start - hit.end, hit.start - number.end, 0)
