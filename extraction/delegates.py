"""How many people attended an event, as its report counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extraction.caseless import is_glued
from extraction.counting import counted_by, qualifier
from extraction.evidence import Valued, from_text
from extraction.people import find_names
from extraction.recipients import recipients
from extraction.unspaced import is_solid

if TYPE_CHECKING:
    from extraction.numbers import Number
    from extraction.passage import Sentence
    from extraction.setting import Setting
    from extraction.terms import Hit

_BEHIND: Final = 4  # sentences from an event's own on in which it is told who came
_MANY: Final = 10  # people, at least, where no word says that they are delegates
_COME: Final = 70  # characters between a number of people and that they came
_NO_PEOPLE: Final = {
    "part",
    "place_type",
    "model",
    "award",
    "event",
    "document",
    "organ",
    "body",
    "date_context",
    "period",
}
_CAME: Final = 2  # characters between people counted and that they attended
_ATTEND: Final = 9  # … and between "models" that are people and the verb that says so
_STAND_FOR: Final = 60  # characters between those present and the verb by which they stand for more: ' of "…" '


def _delegate_counted(setting: Setting, sentence: Sentence, number: Number) -> Hit | None:
    """The "delegates" that a number counts, in a script without spaces on either side of it."""
    called = sentence.of("delegate")
    gap = 0 if number.in_words else 2
    speakers = {hit.first for hit in sentence.of("part", "speaker")}
    behind = next((d for d in called if 0 <= d.first - number.last <= gap and d.last not in speakers), None)
    if behind is not None or not is_solid(setting.passage.lexicon):
        return behind
    begin = next((q.first for q in sentence.of("qualifier") if q.last == number.first), number.first)
    before = next((d for d in called if d.last == begin), None)
    if before is not None and is_glued(setting.passage.lexicon):  # "ผู้แทน 60 คน", "ຜູ້ແທນ 75 ທ່ານ"
        return before
    came = _came(setting, sentence, number)
    if came is not None or not called:
        return came
    names = [*sentence.of("subject"), *sentence.of("organ")]  # those of "mass mobilisation" are not counted
    others = [*sentence.of("recipient"), *sentence.of("model", "model")]  # "11,000명 이상의 모델을 대표"
    others = [h for h in others if all(h.first != d.first for d in called)]
    others = [h for h in others if not any(h.is_part_of(name) for name in names)]
    hit = counted_by(setting.passage, sentence, number, sorted((*called, *others), key=lambda hit: hit.first))
    return hit if hit is not None and hit.cls == "delegate" else None


def _came(setting: Setting, sentence: Sentence, number: Number) -> Hit | None:
    """The people that a number with their counter says attended: "86名が参加した"."""
    counters = setting.passage.lexicon.person_counters
    if not counters or not setting.passage.view.lower.endswith(counters, number.start, number.end):
        return None
    between = [hit for hit in sentence.of("event") if 0 <= hit.start - number.end <= 1]  # "90名が会議に集まった"
    ends = {number.end, *(hit.end for hit in between)}
    attended = sentence.of("part", "attendee")
    return next((hit for hit in attended if any(0 <= hit.start - end <= _CAME for end in ends)), None)


def _gives(sentence: Sentence) -> bool:
    """Whether something is given in a sentence, to those counted in it: "trao … cho 2 cán bộ"."""
    return sentence.has("give", "gives") or (sentence.has("give", "receives") and sentence.has("award"))


def _who_came(setting: Setting, sentence: Sentence) -> tuple[Valued, Valued] | None:
    """The people, whatever they are called, that a number says came: "trên 90 nhà khoa học, chức sắc tham dự".

    They are told of in the sentence of the event or right behind it, before the verb or at the end of who came.
    """
    if is_solid(setting.passage.lexicon) or sentence.has("event", "contest"):  # who competes is no delegate
        return None
    for near in setting.passage.sentences[sentence.index : sentence.index + _BEHIND]:
        if near.block == "caption" or near.has("plan") or near.has("background") or _gives(near):
            continue
        for number in near.numbers:
            if number.value < _MANY or (near is not sentence and _is_done_for(setting, near, number)):
                continue
            if _names_people(setting, near, number) and _attended(setting, near, number):
                told = from_text(number.value, near, number.start, number.end, "events.delegates.came")
                return told, qualifier(near, number)
    return None


def _is_done_for(setting: Setting, sentence: Sentence, number: Number) -> bool:
    """Whether "to" leads up to those counted: "nói chuyện truyền thống cho 93 lượt thanh thiếu nhi, tham gia …"."""
    rounded = [hit.first for hit in sentence.of("qualifier") if hit.last == number.first]
    before = min([number.first, *rounded]) - 1
    return before >= sentence.first and setting.passage.tokens.texts[before] in setting.passage.lexicon.to_words


def _names_people(setting: Setting, sentence: Sentence, number: Number) -> bool:
    """Whether what a number counts may be people: it is a word, and none for units, time, models or awards."""
    tokens = setting.passage.tokens
    if number.last >= sentence.last or not tokens.texts[number.last].isalpha():
        return False
    if tokens.texts[number.last] in setting.passage.lexicon.spans_of_time:
        return False
    return not any(
        hit.first == number.last and (hit.cls in _NO_PEOPLE or hit.value == "collective") for hit in sentence.hits
    )


def _attended(setting: Setting, sentence: Sentence, number: Number) -> bool:
    """Whether those counted are said to have come, behind the number, or before it with "and" leading up to it."""
    text, names = setting.passage.view.lower, find_names(setting.passage, sentence)
    attended = sentence.of("part", "attendee")
    for hit in attended:
        between = text[number.end : hit.start]
        if (
            0 < len(between) <= _COME
            and not any(sign in between for sign in ";:.")
            and not any(map(str.isdigit, between))
        ):
            elsewhere = not sentence.has("event") and _has_object(setting, sentence, hit)
            return not elsewhere and not any(number.end <= name.start < hit.start for name in names)
    rounded = [hit.first for hit in sentence.of("qualifier") if hit.last == number.first]
    if any(hit.last == min([number.first, *rounded]) for hit in attended):  # "Το παρακολούθησαν 140 στελέχη"
        return True
    before = setting.passage.tokens.texts[min([number.first, *rounded]) - 1]
    joined = before in setting.passage.lexicon.and_words or any(
        hit.last == min([number.first, *rounded]) for hit in sentence.of("connector")
    )
    last = number is sentence.numbers[-1] and not any(name.start > number.end for name in names)
    return joined and last and any(hit.start < number.start for hit in attended)


def _has_object(setting: Setting, sentence: Sentence, verb: Hit) -> bool:
    """Whether a word right behind a verb says what was taken part in: "1.681 hội viên tham gia các tổ hòa giải"."""
    return verb.last < sentence.last and setting.passage.tokens.texts[verb.last].isalpha()


def delegates(setting: Setting, sentence: Sentence, *, alone: bool) -> tuple[Valued | None, Valued | None]:
    """A number right before "delegates", in a sentence about the event; else the exemplars received at a meeting.

    Of an event told of beside another one its own sentence ``alone`` is asked.
    """
    titles_last = sorted(setting.passage.sentences, key=lambda one: one.block == "title")  # a headline rounds
    for candidate in [sentence, *(() if alone else titles_last)]:
        is_of_award = candidate is not sentence and _gives(candidate)
        is_of_another = candidate is not sentence and candidate.has("background")
        if candidate.block == "caption" or candidate.has("plan") or is_of_award or is_of_another:
            continue
        pairs = [
            (max(hit.first - number.last, number.first - hit.last), number, hit)
            for number in candidate.numbers
            if number.value > 1
            and not any(0 <= number.first - verb.last <= 1 for verb in candidate.of("give", "gives"))
            and (hit := _delegate_counted(setting, candidate, number)) is not None
        ]
        for _, number, hit in sorted(pairs, key=lambda pair: pair[0])[:1]:
            start, end = min(number.start, hit.start), max(number.end, hit.end)
            value = from_text(number.value, candidate, start, end, "events.delegates")
            rounded = next((h for h in candidate.of("qualifier") if 0 <= number.first - h.last <= 1), None)
            if rounded is None:
                return value, Valued("exact", value.stand)
            return value, from_text(rounded.value, candidate, rounded.start, rounded.end, "events.delegates.qualifier")
    came = None if alone else _who_came(setting, sentence)
    if came is not None:
        return came
    meets = sentence.has("event", "meeting") or (sentence.has("cue", "meeting") and not sentence.has("event"))
    received = _received(setting, sentence) if meets else None
    received = received or next(filter(None, (_with_guests(setting, one) for one in [sentence, *titles_last])), None)
    return received, Valued("exact", received.stand) if received is not None else None


def _with_guests(setting: Setting, sentence: Sentence) -> Valued | None:
    """The people counted behind the guests that a sentence names: "also present were A, head of …, and 90 officers"."""
    names = find_names(setting.passage, sentence) if sentence.has("part", "attendee") else []
    if not names or sentence.block == "caption" or sentence.has("plan") or _gives(sentence):
        return None
    for one in recipients(setting.passage, sentence):
        last = one.number.first == sentence.numbers[-1].first  # of several groups counted none is all who came
        if one.value == "individual" and one.number.value > 1 and one.start > names[-1].end and last:
            return from_text(one.number.value, sentence, one.start, one.end, "events.delegates.guests")
    return None


def _received(setting: Setting, sentence: Sentence) -> Valued | None:
    """The exemplars whom a meeting brought together, told in its sentence or in the one behind it."""
    following = setting.passage.sentences[sentence.index + 1 : sentence.index + 2]
    gathers = [near for near in following if near.has("held") and not near.has("event") and not _gives(near)]
    for candidate in [sentence, *gathers]:
        exemplars = {hit.first for hit in candidate.of("model", "exemplar")}
        for one in recipients(setting.passage, candidate):
            if one.hit.first in exemplars and one.number.value > 1:
                return from_text(one.number.value, candidate, one.start, one.end, "events.delegates.received")
    return None


def are_present(setting: Setting, sentence: Sentence, number: Number, hit: Hit) -> bool:
    """Whether the "models" that a number counts are those who came.

    Their counter tells it, "120人の…モデルなどの同志が出席した", or that they stand for all others: "120 exemplary
    models representing the more than 11,000 of the province".
    """
    if _stand_for_more(setting, sentence, number, hit):
        return True
    counters = setting.passage.lexicon.person_counters
    if not counters or not setting.passage.view.lower.endswith(counters, number.start, number.end):
        return False
    told = max(hit.end, number.end)  # "모델을 대표하는 90명이 참석했다"
    return any(0 <= part.start - told <= _ATTEND for part in sentence.of("part", "attendee"))


def _stand_for_more(setting: Setting, sentence: Sentence, number: Number, hit: Hit) -> bool:
    """Whether a verb says that those counted stand for a number of models told behind it, or in German before it."""
    end = max(hit.end, number.end)
    verb = next((one for one in sentence.of("represent") if one.start >= end), None)
    if verb is None:
        return False
    text, behind = setting.passage.view.lower, [other for other in sentence.numbers if other.start > end]
    if behind and behind[0].start > verb.end:
        return verb.start - end <= _STAND_FOR and not set(",;:.") & set(text[end : verb.start])
    if not behind or (len(behind) > 1 and behind[1].start < verb.start):
        return False
    counted = any(behind[0].end <= noun.start < verb.start for noun in sentence.of("model"))
    relative = text[end : behind[0].start]  # ', die mehr als '
    return counted and "," in relative and len(relative) <= _STAND_FOR and ";" not in text[end : verb.start]
