"""What part each named person of a sentence has in an event, by the verbs around the names."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extraction.language import PRAISE

if TYPE_CHECKING:
    from extraction.passage import Passage, Sentence
    from extraction.people import Name
    from extraction.terms import Hit

PARTS: Final = ("chair", "speaker", "awarder", "attendee", "author", "other")  # weightiest first
_SUBJECT_BEHIND: Final = 60  # characters between "and chaired" and who did
_FOLLOW: Final = 14  # characters at the end of a sentence in which it says that names follow
_PRONOUN: Final = 12  # characters at the opening of a sentence in which "he" or "she" stands
_BY: Final = 2  # words behind a verb within which "by" stands: "dihadiri pula oleh"
_LEADS: Final = 14  # characters between a verb and the form of address of who follows it: " também o "
_OPENS: Final = 2  # characters: a bullet, a quote


def cue_parts(passage: Passage, sentence: Sentence, names: list[Name]) -> list[set[str]]:
    """The parts that the verbs of a sentence give each of its names."""
    got = {at for hit in sentence.of("give", "receives") for at in range(hit.first, hit.last)}  # "được trao tặng …"
    cues = [
        (hit.start, hit.value)
        for hit in sentence.of("part")
        if not inside_title(sentence, hit) and not (hit.value == "awarder" and hit.first in got)
    ]
    praise = set() if gives_anybody(sentence) else {hit.start for hit in sentence.of("award", *PRAISE)}
    cues += [
        (hit.start, "speaker" if hit.start in praise else "awarder")
        for hit in sentence.of("give", "gives")
        if not inside_title(sentence, hit) and hit.first not in got and not _inside_other(sentence, hit)
    ]
    passive = {hit.start for hit in sentence.of("part") if _is_done_by(passage, hit)}
    lead = {value for start, value in cues if start < names[0].start}
    text, glued_and = passage.view.lower, passage.lexicon.glued_and
    own: list[set[str]] = [set() for _ in names]
    listed: set[str] = set()  # by a verb that leads a list: "also attending were A, head of …; B, …"
    for place, name in enumerate(names):
        following = names[place + 1].start if place + 1 < len(names) else sentence.end
        clause = passage.view.lower.rfind(";", name.end, following) if following < sentence.end else -1
        leading = set()
        led = passive | _right_before(passage, sentence, following)
        for start, value in cues:
            if name.end <= start < following:  # "A praised the results; the debate was led by B"
                near = following - start <= _SUBJECT_BEHIND and place + 1 < len(names)
                glued = near and text.startswith(glued_and, start)  # "… وترأسته B"
                is_of_next = 0 <= clause < start or (place + 1 < len(names) and start in led)
                own[place + 1 if is_of_next or glued else place].add(value)
                leading |= {value} if is_of_next else set()
        if place + 1 < len(names) and (clause >= 0 or not own[place] - listed):
            listed = leading or listed
            own[place + 1] |= listed if not leading else set()
        else:
            listed = set()
        if passage.view.lower[name.end : name.end + 2] in {": ", ':"'}:  # "Bí thư Tỉnh ủy Lê Văn A: Dân vận phải khéo"
            own[place].add("speaker")
    if own[0]:  # "the standing committee chaired; A attended and spoke"
        stop = passage.view.lower.rfind(";", sentence.start, names[0].start)
        lead = {value for start, value in cues if stop < start < names[0].start}
    if _gets(passage, sentence, names[0]):
        lead.discard("awarder")
    parts: list[set[str]] = []
    for place in range(len(names)):
        given = own[place] | (lead if not own[place] or place == 0 else set())
        if not given and place and _stand_together(passage, sentence, names[place - 1], names[place]):
            given = parts[-1]
        if not given:  # "A; B chaired": the verb behind the last one is everybody's
            given = next((later for later in own[place + 1 :] if later), set())
        if {"awarder", "attendee"} <= given and not _awards(sentence):
            given = given - {"awarder"}  # who comes with presents gives no award
        parts.append(given)
    return parts


def _stand_together(passage: Passage, sentence: Sentence, before: Name, name: Name) -> bool:
    """Whether nothing but "and", a comma or a form of address stands between two names: both do the same."""
    text, start = passage.view.lower, before.end
    said = ""
    for hit in (*sentence.of("honorific"), *sentence.of("rank")):
        if start <= hit.start and hit.end <= name.start:
            said += text[start : hit.start]
            start = hit.end
    said = (said + text[start : name.start]).strip(" ,、.")
    return not said or said in passage.lexicon.and_words


def told_again(passage: Passage, sentence: Sentence, known: dict[str, Name]) -> list[tuple[str, Name, str]]:
    """The parts of people known already whom a sentence names without a role: "Taking the floor, A said …"."""
    if not sentence.has("part") or sentence.block not in {"lead", "paragraph"}:
        return []
    text = passage.view.cased
    again: list[tuple[str, Name]] = []
    for key, name in known.items():
        start = text.find(text[name.start : name.end], sentence.start, sentence.end)
        if start >= 0:
            first = bisect_left(passage.tokens.starts, start)
            last, end = first + name.last - name.first, start + name.end - name.start
            again.append((key, replace(name, first=first, last=last, start=start, end=end)))
    again += _by_given_name(passage, sentence, known) if not again else []
    again.sort(key=lambda pair: pair[1].start)
    parts = cue_parts(passage, sentence, [name for _, name in again]) if again else []
    return [
        (key, name, next((part for part in PARTS if part in given), "other"))
        for (key, name), given in zip(again, parts, strict=True)
    ]


def _by_given_name(passage: Passage, sentence: Sentence, known: dict[str, Name]) -> list[tuple[str, Name]]:
    """Whom a sentence calls by the given name alone, behind a form of address: "Ms. Mai said", "bà Mai cho biết"."""
    found = []
    for hit in sentence.of("honorific"):
        first = last = hit.last + (hit.last < sentence.last and passage.tokens.texts[hit.last] == ".")
        while last < sentence.last and passage.cased(last)[:1].isupper():
            last += 1
        called = [key for key, name in known.items() if _ends_in(passage, name, first, last)]
        if first < last and len(called) == 1:
            start, end = passage.tokens.starts[first], passage.tokens.ends[last - 1]
            found.append((called[0], replace(known[called[0]], first=first, last=last, start=start, end=end)))
    return found


def _ends_in(passage: Passage, name: Name, first: int, last: int) -> bool:
    """Whether a name ends in the words between two tokens, and has more."""
    count = last - first
    return 0 < count < name.last - name.first and (
        passage.tokens.texts[name.last - count : name.last] == passage.tokens.texts[first:last]
    )


def _is_done_by(passage: Passage, hit: Hit) -> bool:
    """Whether "by" ends a verb or stands right behind it: who bears the name that follows did it."""
    return not passage.lexicon.by_words.isdisjoint(passage.tokens.texts[hit.last - 1 : hit.last + _BY])


def _right_before(passage: Passage, sentence: Sentence, name: int) -> set[int]:
    """Where a verb of attending stands right before who does it: "…, assistiu também o camarada B"."""
    roles = (*sentence.of("honorific"), *sentence.of("rank"))
    begins = [hit.start for hit in roles if 0 <= name - hit.end <= 1] or [name]
    return {
        hit.start
        for hit in sentence.of("part", "attendee")
        if 0 <= begins[0] - hit.end <= _LEADS and not set(",;:") & set(passage.view.lower[hit.end : begins[0]])
    }


def _awards(sentence: Sentence) -> bool:
    """Whether what is given in a sentence may be an award: it says so, or that people or exemplars get it."""
    return sentence.has("award") or sentence.has("recipient") or sentence.has("model", "exemplar")


def gives_anybody(sentence: Sentence) -> bool:
    """Whether what is praised in a sentence is somebody, or with an award: "A praised the work done" only says so."""
    named = any(hit.value not in PRAISE for hit in sentence.of("award"))
    return named or sentence.has("recipient") or sentence.has("model", "model", "exemplar")


def _gets(passage: Passage, sentence: Sentence, name: Name) -> bool:
    """Whether "to" leads up to a name: what was given before it went to who bears it."""
    given = max((hit.end for hit in sentence.of("give", "gives") if hit.end <= name.start), default=name.start)
    for index in range(name.first - 1, sentence.first - 1, -1):
        text = passage.tokens.texts[index]
        if passage.tokens.starts[index] < given or text in {",", ";", ":"}:
            return False
        if text in passage.lexicon.to_words:
            return True
    return False


def _inside_other(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb of giving is a part of one that gives its subject another part: "tặng hoa chúc mừng"."""
    return any(hit.is_part_of(other) for other in sentence.of("part") if other.value != "awarder")


def goes_on_speaking(passage: Passage, sentence: Sentence) -> bool:
    """Whether a sentence that names nobody begins with "he" or "she", and tells what was said: "他指出…"."""
    opening = passage.view.lower[sentence.start : sentence.start + _PRONOUN].lstrip('"「« -')
    said = any(hit.value == "speaker" and not inside_title(sentence, hit) for hit in sentence.of("part"))
    return said and opening.startswith(passage.lexicon.pronouns)


def opens_list(passage: Passage, sentence: Sentence) -> bool:
    """Whether a sentence that names nobody leads up to those who came: "참석한 동지들은 다음과 같습니다."."""
    parts = {hit.value for hit in sentence.of("part") if not inside_title(sentence, hit)}
    follows = passage.lexicon.follow_words
    end = passage.view.lower[max(sentence.start, sentence.end - _FOLLOW) : sentence.end].rstrip(" .。:")
    return parts == {"attendee"} and not sentence.numbers and any(word in end for word in follows)


def is_more_of_list(sentence: Sentence, name: Name) -> bool:
    """Whether a sentence only goes on a list of people begun before it: one opens it, and nothing is done in it."""
    opens = [hit.start for hit in sentence.hits if hit.cls in {"title", "rank", "honorific"}]
    if sentence.block != "paragraph" or not opens or min(*opens, name.start) > sentence.start + _OPENS:
        return False
    acts = (*sentence.of("part"), *sentence.of("held"), *sentence.of("give"), *sentence.of("event"))
    counted = any(number.start < name.end for number in sentence.numbers)
    return not counted and all(inside_title(sentence, hit) for hit in acts)


def inside_title(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb is a part of an office or of a body's name: "Ban Chỉ đạo"."""
    return any(
        other.start <= hit.start and hit.end <= other.end
        for other in sentence.hits
        if other.cls in {"title", "body", "organ"}
    )
