"""People who take part: their names in any script, positions, and what part they had.

A name is a run of capitalised Vietnamese syllables that begins with a surname and stands beside a position, a rank or
a word like "comrade". One person is one claim an article, with the weightiest part seen.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction import caseless, unspaced
from extraction.evidence import Stand, Valued, from_text, make_claim
from extraction.names import is_syllable, knowledge, likeliest, read_back, read_inflected, scripts
from extraction.names.romanised import in_letters
from extraction.parts import PARTS, cue_parts, goes_on_speaking, inside_title, is_more_of_list, opens_list
from extraction.roles import ROLE_CLASSES, role_after, role_before, role_span
from extraction.view import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from extraction.passage import Passage, Sentence
    from extraction.terms import Hit

_SUBJECT = 150  # characters from a sentence's beginning within which whom it is about is named
_TOLD = 25  # characters behind a name in which something is told of who bears it
_LONGEST_OTHER = 8  # letters of a part of a name in Cyrillic that is no Vietnamese syllable
MAX_NAME = 6  # syllables
_NOT_NAME_CLASSES = {"title", "rank", "honorific", "body", "organ", "place_type", "event", "document", "award", "held"}
_BEFORE_LAST = 4  # syllables of a name before its last one
_WORDS_IN_NAMES = {"document", "event", "award", "held"}


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
    if any(sentence.has(cls) for cls in ROLE_CLASSES):
        found += _capitalised_names(passage, sentence)
    return sorted([*found, *_unspaced_names(passage, sentence)], key=lambda name: name.start)


def _capitalised_names(passage: Passage, sentence: Sentence) -> Iterator[Name]:
    """The names of a sentence that are written in capitalised words beside somebody's role."""
    taken = _taken(passage, sentence)
    addressed = {hit.last for hit in (*sentence.of("honorific"), *sentence.of("rank"))}
    addressed |= _listed(passage, sentence)
    index = sentence.first
    cased, tokens = passage.view.cased, passage.tokens
    while index < sentence.last:
        if not cased[tokens[index].start].isupper():
            index += 1
            continue
        name = None if index in taken else _name_at(passage, sentence, index, taken, addressed=index in addressed)
        if name is None:
            index += 1
            continue
        index = name.last
        if _is_person(passage, sentence, name):
            yield name


def _listed(passage: Passage, sentence: Sentence) -> set[int]:
    """Where the members of a list begin that a form of address opens: "các đồng chí: A, Bí thư …; B, Chủ tịch …"."""
    tokens = passage.tokens
    opened = {hit.last for hit in sentence.of("honorific") if hit.last < sentence.last and tokens[hit.last].text == ":"}
    if not opened:
        return set()
    begins = {index + 1 for index in range(min(opened), sentence.last - 1) if tokens[index].text == ";"}
    return begins | {index + 1 for index in opened}


def _unspaced_names(passage: Passage, sentence: Sentence) -> list[Name]:
    """The names of a sentence that are written in a script without capitals."""

    def name(span: unspaced.Span) -> Name:
        start, end, latin = span
        first, last = (bisect_left(passage.tokens, at, key=lambda token: token.start) for at in (start, end))
        return Name(first, last, start, end, latin)

    if unspaced.is_unspaced(passage.lexicon):
        return [name(span) for span in unspaced.people_of(passage, sentence)]
    if caseless.is_caseless(passage.lexicon):
        spans = caseless.people_of(passage, sentence, lambda one, span: _is_person(passage, one, name(span)))
        return [name(span) for span in spans]
    return []


def _taken(passage: Passage, sentence: Sentence) -> set[int]:
    """Tokens that belong to titles, bodies and places, so that no name runs through them."""
    taken = {
        token
        for hit in sentence.hits
        if hit.cls in _NOT_NAME_CLASSES and (hit.last - hit.first > 1 or hit.cls != "event")
        for token in range(hit.first, hit.last)
        if not (hit.last - hit.first == 1 and (_begins_name(passage, token) or _goes_on(passage, sentence, hit)))
        and not _ends_name(passage, hit)
    }
    for place in sentence.places:
        if place.kind or not _is_within_name(passage, sentence, place.first):
            taken |= set(range(place.first, place.last))
    return taken


def _is_within_name(passage: Passage, sentence: Sentence, first: int) -> bool:
    """Whether a surname, with at most two syllables behind it, leads up to a word: "Nguyen Tuan Khanh Hoa"."""
    cased, tokens = passage.view.cased, passage.tokens
    for index in range(first - 1, max(sentence.first, first - _BEFORE_LAST + 1) - 1, -1):
        is_joined = cased[tokens[index].end : tokens[index + 1].start] == " "
        if not is_joined or not cased[tokens[index].start].isupper() or not is_syllable(fold(tokens[index].text)):
            return False
        text = tokens[index].text
        if _is_surname(text, fold(text), vietnamese=passage.lexicon.language.bears_accents):
            return True
    return False


def _begins_name(passage: Passage, index: int) -> bool:
    """Whether a surname that is also a word ("ông", "văn") is one here: no surname follows it."""
    if passage.tokens[index].text not in knowledge().surnames:
        return False
    following = passage.tokens[index + 1].text if index + 1 < len(passage.tokens) else ""
    return following not in knowledge().surnames


def _ends_name(passage: Passage, hit: Hit) -> bool:
    """Whether what elsewhere is a degree or a form of address is a given name here: "Đỗ Tiến Sỹ", "Lê Phương Anh"."""
    if hit.cls not in {"rank", "honorific"} or hit.first == 0:
        return False
    before = passage.tokens[hit.first - 1]
    surname = passage.tokens[max(0, hit.first - _BEFORE_LAST) : hit.first]
    return (
        any(token.text in knowledge().surnames for token in surname)
        and passage.view.cased[before.end : hit.start] == " "
        and all(passage.view.cased[token.start].isupper() for token in passage.tokens[hit.first - 1 : hit.last])
        and hit.last - hit.first <= 2
    )


def _goes_on(passage: Passage, sentence: Sentence, hit: Hit) -> bool:
    """Whether a word of the language is a syllable of a name here: "Tran Manh Loi", though "loi" is a law."""
    if hit.cls not in _WORDS_IN_NAMES or hit.first - 2 < sentence.first or passage.lexicon.language.bears_accents:
        return False
    words = [passage.cased(passage.tokens[index]) for index in range(hit.first - 2, hit.first + 1)]
    return all(word[0].isupper() and not word.isupper() and is_syllable(fold(word)) for word in words)


def _name_at(passage: Passage, sentence: Sentence, index: int, taken: set[int], *, addressed: bool) -> Name | None:
    """The longest run of name syllables from ``index`` on, if it begins with a surname or is addressed as a person.

    Behind "đồng chí", "ông" or a rank any capitalised words are a name: not all peoples of Vietnam have one of the
    surnames listed, nor syllables that Vietnamese has. In Vietnamese a name begun goes on to its last capital.
    """
    script = passage.lexicon.language.name_script
    readings: list[tuple[str, ...]] = []
    last = index
    while last < sentence.last and len(readings) < MAX_NAME and last not in taken:
        joined = _joined(passage, last, script)
        if joined:
            readings.append(joined)
            last += 3
            continue
        glued = last > index and _is_glued(passage, last)
        if glued:
            last += 1
        elif last > index and passage.view.cased[passage.tokens[last - 1].end : passage.tokens[last].start] != " ":
            break
        reading = _syllable(passage, last, script, is_surname=last == index and not addressed)
        if last == index:  # who is addressed may have any name, but one with a known surname has that
            reading = tuple(sorted(reading, key=lambda one: one not in knowledge().folded_surnames))
        if glued:
            reading = reading or (in_letters(fold(passage.tokens[last].text)),)
        elif not reading and (
            addressed or (passage.lexicon.language.bears_accents and _may_go_on(passage, last, len(readings)))
        ):
            reading = _other_word(passage, last)
        if not reading:
            break
        readings.append(reading)
        last += 1
    if len(readings) < 2:
        return None
    if not passage.lexicon.language.bears_accents and not any(
        is_syllable(one) for reading in readings for one in reading
    ):
        return None  # "General Political Department"
    start, end = passage.tokens[index].start, passage.tokens[last - 1].end
    latin = " ".join(part.capitalize() for part in likeliest(readings))
    if fold(latin) in knowledge().not_people:
        return None
    return Name(index, last, start, end, latin)


def _may_go_on(passage: Passage, index: int, n_read: int) -> bool:
    """Whether a word that is no Vietnamese syllable may go on a name: behind two, or with accents ("Điểu Kré")."""
    return n_read > 1 or (n_read == 1 and not passage.tokens[index].text.isascii())


def _is_glued(passage: Passage, index: int) -> bool:
    """Whether an apostrophe joins one letter and the rest of a name: "K'Thanh", "H'Duyên"."""
    if index + 1 >= len(passage.tokens):
        return False
    before, mark, after = passage.tokens[index - 1 : index + 2]
    return mark.text == "'" and len(before.text) == 1 and before.end == mark.start and mark.end == after.start


def _joined(passage: Passage, index: int, script: str) -> tuple[str, ...]:
    """The readings of a syllable that an apostrophe cuts in two in Ukrainian: "В'єт" is Việt."""
    if script not in scripts() or index + 3 > len(passage.tokens):
        return ()
    before, mark, after = passage.tokens[index : index + 3]
    if mark.text != "'" or before.end != mark.start or mark.end != after.start or before.text.isascii():
        return ()
    cased = passage.cased(before)
    return read_back(script, cased + passage.cased(after)) if cased[0].isupper() else ()


def _syllable(passage: Passage, index: int, script: str, *, is_surname: bool) -> tuple[str, ...]:
    """The folded Latin readings of a capitalised syllable, best first; none for any other word."""
    token = passage.tokens[index]
    cased = passage.cased(token)
    if not cased[0].isupper() or (len(cased) > 2 and cased.isupper()):
        return ()
    folded = fold(cased)
    known = knowledge()
    if folded.isascii():
        if not is_syllable(folded) and not (is_surname and _before_middle(passage, index)):
            return ()
        known_as_one = _is_surname(token.text, folded, vietnamese=passage.lexicon.language.bears_accents)
        if is_surname and not known_as_one and not _before_middle(passage, index):
            return ()
        return (folded,)
    if script not in scripts():
        return ()
    readings = read_back(script, cased) or (() if is_surname else read_inflected(script, cased))
    if is_surname:
        readings = tuple(reading for reading in readings if reading in known.folded_surnames)
    return readings


def _before_middle(passage: Passage, index: int) -> bool:
    """Whether "Thi" or "Van" and another syllable follow: then the word is a surname, though none that is listed."""
    if passage.lexicon.language.bears_accents or index + 2 >= len(passage.tokens):
        return False
    middle, given = (passage.cased(passage.tokens[index + step]) for step in (1, 2))
    return middle.istitle() and fold(middle) in knowledge().middles and given.istitle() and is_syllable(fold(given))


def _other_word(passage: Passage, index: int) -> tuple[str, ...]:
    """The folded form of a capitalised word that is no Vietnamese syllable ("Rươl", "Ksor", "Брем")."""
    cased = passage.cased(passage.tokens[index])
    folded = in_letters(fold(cased)) if len(cased) <= _LONGEST_OTHER else fold(cased)
    is_name = cased[0].isupper() and cased.isalpha() and folded.isascii() and not (len(cased) > 2 and cased.isupper())
    return (folded,) if is_name else ()


def _is_surname(lower: str, folded: str, *, vietnamese: bool) -> bool:
    known = knowledge()
    if vietnamese:
        return lower in known.surnames
    return folded in known.folded_surnames


def _is_person(passage: Passage, sentence: Sentence, name: Name) -> bool:
    """Whether a position, a rank or an honorific stands beside the name."""
    if unspaced.is_unspaced(passage.lexicon):
        return unspaced.role_of(passage, sentence, name.start, name.end) is not None
    if any(hit.last == name.first for hit in sentence.of("named_after")):
        return False
    return role_before(passage, sentence, name) is not None or role_after(passage, sentence, name) is not None


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


def _key(name: Name) -> str:
    return fold(name.latin).replace(" ", "")  # "K'ré" is "Kré"


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
            last = found.setdefault(_key(name), _Person(name, sentence, part, position))
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
        ends = [0, *(name.end for name in names)]
        known[sentence.index] = [
            role_span(passage, sentence, name, following, before)
            for name, following, before in zip(names, [*names[1:], None], ends, strict=False)
        ]
    return known[sentence.index]
