"""People who take part: their names in any script, positions, and what part they had.

A name is a run of capitalised Vietnamese syllables that begins with a surname and stands beside a position, a rank or
a word like "comrade". One person is one claim an article, with the weightiest part seen.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extraction import caseless, unspaced
from extraction.evidence import Stand, Valued, from_text, make_claim
from extraction.name_words import is_glued, joined_syllable, may_go_on, other_word, syllable
from extraction.names import is_syllable, knowledge, likeliest
from extraction.names.romanised import in_letters
from extraction.parts import PARTS, cue_parts, goes_on_speaking, inside_title, is_more_of_list, opens_list, told_again
from extraction.passage import Sentence
from extraction.roles import ROLE_CLASSES, role_after, role_before, role_span
from extraction.surnames import is_compound, is_surname
from extraction.view import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from extraction.passage import Passage
    from extraction.terms import Hit

_SUBJECT: Final = 150  # characters from a sentence's beginning within which whom it is about is named
_TOLD: Final = 25  # characters behind a name in which something is told of who bears it
MAX_NAME: Final = 6  # syllables
_NOT_NAME_CLASSES: Final = {
    "title",
    "rank",
    "honorific",
    "body",
    "organ",
    "place_type",
    "event",
    "document",
    "award",
    "held",
}
_BEFORE_LAST: Final = 4  # syllables of a name before its last one
_WORDS_IN_NAMES: Final = {"document", "event", "award", "held"}


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in a sentence: tokens ``first:last``, view offsets, and its folded Latin form."""

    first: int
    last: int
    start: int
    end: int
    latin: str


def find_names(passage: Passage, sentence: Sentence) -> list[Name]:
    """All names of people in a sentence, in order; looked for once, asked for by several rules."""
    known: dict[int, list[Name]] = passage.found.setdefault("names", {})
    if sentence.index not in known:
        known[sentence.index] = _find_names(passage, sentence)
    return known[sentence.index]


def _find_names(passage: Passage, sentence: Sentence) -> list[Name]:
    found: list[Name] = []
    if not ROLE_CLASSES.isdisjoint(sentence.by_class):
        found += _capitalised_names(passage, sentence)
    if others := _unspaced_names(passage, sentence):
        found = sorted([*found, *others], key=lambda name: name.start)
    return found


def _capitalised_names(passage: Passage, sentence: Sentence) -> Iterator[Name]:
    """The names of a sentence that are written in capitalised words beside somebody's role."""
    taken = _taken(passage, sentence)
    addressed = {hit.last for hit in (*sentence.of("honorific"), *sentence.of("rank"))}
    addressed |= _listed(passage, sentence)
    cased, first = passage.view.cased, sentence.first
    reached = first
    before: Name | None = None
    for index, start in enumerate(passage.tokens.starts[first : sentence.last], first):
        if index < reached or index in taken or not cased[start].isupper():
            continue
        name = _name_at(passage, sentence, index, taken, addressed=index in addressed)
        if name is not None:
            reached = name.last
            if _is_person(passage, sentence, name) or (before is not None and _is_joined(passage, before, name)):
                yield name
                before = name


def _is_joined(passage: Passage, before: Name, name: Name) -> bool:
    """Whether "and" alone stands between a person and a name: "comrades A and B, deputy heads"."""
    return name.first == before.last + 1 and passage.tokens.texts[before.last] in passage.lexicon.and_words


def _listed(passage: Passage, sentence: Sentence) -> set[int]:
    """Where the members of a list begin that a form of address opens: "các đồng chí: A, Bí thư …; B, Chủ tịch …"."""
    texts = passage.tokens.texts
    opened = {hit.last for hit in sentence.of("honorific") if hit.last < sentence.last and texts[hit.last] == ":"}
    if not opened:
        return set()
    begins = {index + 1 for index in range(min(opened), sentence.last - 1) if texts[index] == ";"}
    return begins | {index + 1 for index in opened}


def _unspaced_names(passage: Passage, sentence: Sentence) -> list[Name]:
    """The names of a sentence that are written in a script without capitals."""
    if unspaced.is_unspaced(passage.lexicon):
        return [_name_of(passage, span) for span in unspaced.people_of(passage, sentence)]
    if caseless.is_caseless(passage.lexicon):
        return [_name_of(passage, span) for span in caseless.people_of(passage, sentence, _is_of_person)]
    return []


def _name_of(passage: Passage, span: unspaced.Span) -> Name:
    start, end, latin = span
    first, last = (bisect_left(passage.tokens.starts, at) for at in (start, end))
    return Name(first, last, start, end, latin)


def _is_of_person(passage: Passage, sentence: Sentence, span: unspaced.Span) -> bool:
    return _is_person(passage, sentence, _name_of(passage, span))


def _taken(passage: Passage, sentence: Sentence) -> set[int]:
    """Tokens that belong to titles, bodies and places, so that no name runs through them."""
    taken: set[int] = set()
    for hit in (one for one in sentence.hits if one.cls in _NOT_NAME_CLASSES):
        is_word = hit.last - hit.first == 1
        if is_word and (hit.cls == "event" or _begins_name(passage, sentence, hit) or _goes_on(passage, sentence, hit)):
            continue
        if not _ends_name(passage, hit):
            taken.update(range(hit.first, hit.last - _is_cut_from_name(passage, hit)))
    for place in sentence.places:
        if place.kind or not _is_within_name(passage, sentence, place.first):
            taken |= set(range(place.first, place.last))
    return taken


def _is_cut_from_name(passage: Passage, hit: Hit) -> bool:
    """Whether the last word of a term is the surname that follows it: "Chủ tịch Hội Nhà báo tỉnh Đoàn Minh Hỡi"."""
    if not passage.lexicon.bears_accents or hit.last - hit.first == 1 or hit.last >= len(passage.tokens):
        return False
    before, surname, behind = (passage.cased(index) for index in range(hit.last - 2, hit.last + 1))
    return before.islower() and surname.istitle() and surname.lower() in knowledge().surnames and behind.istitle()


def _is_within_name(passage: Passage, sentence: Sentence, first: int) -> bool:
    """Whether a surname, with at most two syllables behind it, leads up to a word: "Nguyen Tuan Khanh Hoa"."""
    cased, tokens = passage.view.cased, passage.tokens
    for index in range(first - 1, max(sentence.first, first - _BEFORE_LAST + 1) - 1, -1):
        is_joined = cased[tokens.ends[index] : tokens.starts[index + 1]] == " "
        if not is_joined or not cased[tokens.starts[index]].isupper() or not is_syllable(fold(tokens.texts[index])):
            return False
        text = tokens.texts[index]
        if is_surname(text, fold(text), vietnamese=passage.lexicon.bears_accents):
            return True
    return False


def _begins_name(passage: Passage, sentence: Sentence, hit: Hit) -> bool:
    """Whether a surname that is also a word ("ông", "văn") is one here: no surname follows it.

    A sentence begins with a form of address, unless a middle name follows: "Ông Tấn Duy", but "Ông Thị Duyên".
    """
    texts, known = passage.tokens.texts, knowledge()
    following = texts[hit.first + 1] if hit.first + 1 < len(texts) else ""
    if texts[hit.first] not in known.surnames or following in known.surnames:
        return False
    return hit.cls != "honorific" or hit.first != sentence.first or fold(following) in known.middles


def _ends_name(passage: Passage, hit: Hit) -> bool:
    """Whether what elsewhere is a degree or a form of address is a given name here: "Đỗ Tiến Sỹ", "Lê Đức Quận"."""
    if hit.first == 0 or hit.cls not in {"rank", "honorific", "place_type"}:
        return False
    if hit.cls == "place_type" and passage.tokens.texts[hit.last : hit.last + 1] not in ([","], [";"], ["."], ["-"]):
        return False  # "Quận 1", "Huyện A": no name
    tokens, cased = passage.tokens, passage.view.cased
    return (
        hit.last - hit.first <= 2
        and cased[tokens.ends[hit.first - 1] : hit.start] == " "
        and all(cased[start].isupper() for start in tokens.starts[hit.first - 1 : hit.last])
        and not knowledge().surnames.isdisjoint(tokens.texts[max(0, hit.first - _BEFORE_LAST) : hit.first])
    )


def _goes_on(passage: Passage, sentence: Sentence, hit: Hit) -> bool:
    """Whether a word of the language is a syllable of a name here: "Tran Manh Loi", though "loi" is a law."""
    if hit.cls not in _WORDS_IN_NAMES or hit.first - 2 < sentence.first or passage.lexicon.bears_accents:
        return False
    words = [passage.cased(index) for index in range(hit.first - 2, hit.first + 1)]
    return all(word[0].isupper() and not word.isupper() and is_syllable(fold(word)) for word in words)


def _name_at(passage: Passage, sentence: Sentence, index: int, taken: set[int], *, addressed: bool) -> Name | None:
    """The longest run of name syllables from ``index`` on, if it begins with a surname or is addressed as a person.

    Behind "đồng chí", "ông" or a rank any capitalised words are a name: not all peoples of Vietnam have one of the
    surnames listed, nor syllables that Vietnamese has. In Vietnamese a name begun goes on to its last capital.
    """
    lexicon = passage.lexicon
    script, cased, tokens = lexicon.name_script, passage.view.cased, passage.tokens
    readings: list[tuple[str, ...]] = []
    last = index
    while last < sentence.last and len(readings) < MAX_NAME and last not in taken:
        whole = joined_syllable(passage, last, script)
        if whole:
            readings.append(whole)
            last += 3
            continue
        glued = last > index and is_glued(passage, last)
        if glued:
            last += 1
        elif last > index and cased[tokens.ends[last - 1] : tokens.starts[last]] != " ":
            break
        reading = syllable(passage, last, script, as_surname=last == index and not addressed)
        if last == index and len(reading) > 1:  # who is addressed may have any name, but a known surname is one
            reading = tuple(sorted(reading, key=lambda one: one not in knowledge().folded_surnames))
        if glued:
            reading = reading or (in_letters(fold(tokens.texts[last])),)
        elif not reading and (addressed or (lexicon.bears_accents and may_go_on(passage, last, len(readings)))):
            reading = other_word(passage, last)
        if not reading:
            break
        readings.append(reading)
        last += 1
    if len(readings) < 2 or is_compound(passage, index):
        return None
    if not lexicon.bears_accents and not any(is_syllable(one) for reading in readings for one in reading):
        return None  # "General Political Department"
    start, end = tokens.starts[index], tokens.ends[last - 1]
    latin = " ".join(part.capitalize() for part in likeliest(readings))
    if fold(latin) in knowledge().not_people:
        return None
    return Name(index, last, start, end, latin)


def _is_person(passage: Passage, sentence: Sentence, name: Name) -> bool:
    """Whether a position, a rank or an honorific stands beside the name."""
    if unspaced.is_unspaced(passage.lexicon):
        return unspaced.role_of(passage, sentence, name.start, name.end) is not None
    if any(_bears(sentence, hit, name) for hit in sentence.of("named_after")):
        return False
    return role_before(passage, sentence, name) is not None or role_after(passage, sentence, name) is not None


def _bears(sentence: Sentence, thing: Hit, name: Name) -> bool:
    """Whether a school, a street or a village stands right beside a name, so that it is its own: "Hua Tat village"."""
    beside = thing.last == name.first or thing.first == name.last
    return beside and not any(thing.is_part_of(title) for title in sentence.of("title"))


def _is_told_of(passage: Passage, sentence: Sentence, name: Name) -> bool:
    """Whether a sentence of a report is about the one official it begins with: as a rule it tells what he said."""
    if sentence.block not in {"lead", "paragraph"} or sentence.has("document") or sentence.has("background"):
        return False
    role = role_before(passage, sentence, name)
    start = role.start if role is not None else name.start
    before = passage.view.lower[sentence.start : start].rstrip()
    if any(hit.start >= name.end for hit in sentence.of("give", "receives")):
        return False  # "A was awarded a medal"
    opens = start - sentence.start <= _SUBJECT and (not before or before[-1] in ',;:"-')
    return opens and sentence.end - name.end >= _TOLD


@dataclass(slots=True)
class _Person:
    name: Name
    sentence: Sentence
    part: str
    position: Valued | None


def _key(passage: Passage, name: Name) -> str:
    """What a name is told again by: in Vietnamese its letters as they are spelt, for Hùng and Hưng are two."""
    spelt = passage.view.lower[name.start : name.end] if passage.lexicon.bears_accents else fold(name.latin)
    return "".join(filter(str.isalpha, spelt))  # "K'ré" is "Kré"


def people(passage: Passage, *, has_event: bool) -> list[dict[str, Any]]:
    """One claim a person of the article, in order of first mention.

    Who is quoted in an article that reports no event speaks at none.
    """
    found: dict[str, _Person] = {}
    last: _Person | None = None
    told: dict[int, str] = {}  # the part that the last one named in a sentence had, by sentence
    for sentence in passage.sentences:
        names = find_names(passage, sentence)
        if not names:
            if opens_list(passage, sentence):
                told[sentence.index] = "attendee"
            elif last is not None and has_event and goes_on_speaking(passage, sentence) and last.part == "other":
                last.part = "speaker"
            if has_event:
                _tell_again(passage, sentence, found)
            continue
        listed = told.get(sentence.index - 1, "other") if is_more_of_list(sentence, names[0]) else "other"
        for place, (name, parts) in enumerate(zip(names, cue_parts(passage, sentence, names), strict=True)):
            part = next((part for part in PARTS if part in parts), listed)
            told[sentence.index] = part
            if part == "speaker" and not has_event:
                part = "other"
            position = _position(passage, sentence, _spans_by_name(passage, sentence)[place])
            if part == "other" and has_event and len(names) == 1 and position and _is_told_of(passage, sentence, name):
                part = "speaker"
            last = found.setdefault(_key(passage, name), _Person(name, sentence, part, position))
            if PARTS.index(part) < PARTS.index(last.part):
                last.part, last.name, last.sentence = part, name, sentence
            last.position = last.position or position
    claims = []
    for ordinal, person in enumerate(found.values()):
        name, sentence = person.name, person.sentence
        stand = Stand(f"people.{person.part}", sentence, name.start, name.end)
        slots = {
            "name": passage.quote(name.start, name.end)[0],
            "name_latin": name.latin,
            "position": person.position,
            "part": person.part,
        }
        claims.append(make_claim(passage, "people", ordinal, stand, slots))
    return claims


def _tell_again(passage: Passage, sentence: Sentence, found: dict[str, _Person]) -> None:
    """Give people the weightier part that they are told to have where they are named again without their role.

    By the given name alone only who had no part yet: "according to Mr. A" tells of no speech.
    """
    for key, name, part in told_again(passage, sentence, {key: one.name for key, one in found.items()}):
        person = found[key]
        if PARTS.index(part) >= PARTS.index(person.part):
            continue
        if name.last - name.first == person.name.last - person.name.first:
            person.part, person.name, person.sentence = part, name, sentence
        elif person.part == "other":
            person.part = part


def _position(passage: Passage, sentence: Sentence, span: tuple[int, int] | None) -> Valued | None:
    if span is None:
        return None
    return from_text(passage.quote(*span)[0], sentence, *span, "people.position")


def speech_start(passage: Passage, sentence: Sentence) -> int:
    """Where it begins to be told what somebody said: the verb behind a name, the event being named before it.

    What is named from there on holds no event and is not what it was held for: "At the meeting A urged the police …".
    """
    speeches = [hit for hit in sentence.of("part", "speaker") if not inside_title(sentence, hit)]
    names = find_names(passage, sentence) if speeches else []
    if not names:
        return sentence.end
    named = max((hit.start for hit in sentence.of("event")), default=sentence.start)
    return min((hit.start for hit in speeches if hit.start >= max(names[0].end, named)), default=sentence.end)


def role_spans(passage: Passage, sentence: Sentence) -> list[tuple[int, int]]:
    """Where the positions of all people of a sentence stand: what they name is no host and no place of the event."""
    return [span for span in _spans_by_name(passage, sentence) if span is not None]


def _spans_by_name(passage: Passage, sentence: Sentence) -> list[tuple[int, int] | None]:
    """Where the position of each person of a sentence stands; looked for once, asked for by several rules."""
    known: dict[int, list[tuple[int, int] | None]] = passage.found.setdefault("positions", {})
    if sentence.index not in known:
        names = find_names(passage, sentence)
        if not names:
            known[sentence.index] = []
            return []
        ends = [0, *(name.end for name in names)]
        known[sentence.index] = [
            role_span(passage, sentence, name, following, before)
            for name, following, before in zip(names, [*names[1:], None], ends, strict=False)
        ]
    return known[sentence.index]
