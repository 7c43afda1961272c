"""People who take part: their names in any script, positions, and what part they had.

A name is a run of capitalised Vietnamese syllables that begins with a surname and stands beside a position, a rank or
a word like "comrade". One person is one claim an article, with the weightiest part seen.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction import caseless, unspaced
from extraction.evidence import Stand, Valued, from_text, make_claim
from extraction.names import is_syllable, knowledge, likeliest, read_back, scripts
from extraction.parts import PARTS, cue_parts, inside_title
from extraction.view import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from extraction.passage import Passage, Sentence
    from extraction.terms import Hit

_SUBJECT = 150  # characters from a sentence's beginning within which whom it is about is named
_TOLD = 25  # characters behind a name in which something is told of who bears it
MAX_NAME = 6  # syllables
MAX_POSITION = 240  # characters
_ROLE_CLASSES = {"title", "rank", "honorific"}
_NOT_NAME_CLASSES = {"title", "rank", "honorific", "body", "organ", "place_type", "event", "document", "award", "held"}
_NO_POSITION = {"part", "held", "role_end", "award"}
_BEFORE_LAST = 4  # syllables of a name before its last one
_WORDS_IN_NAMES = {"document", "event", "award", "held"}
_TITLE_LAST = 14  # tokens behind a name within which its position is told, also where the body stands first
_SHORT_FORM = re.compile(r"\([A-ZĐ][A-ZĐ0-9-]{1,9}\)")  # "the Vietnam Fatherland Front (VFF) Central Committee"
_STOP = re.compile(r"[;؛:()]|\.(?=\s)|\s-\s|\"")


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
    if any(sentence.has(cls) for cls in _ROLE_CLASSES):
        found += _capitalised_names(passage, sentence)
    return sorted([*found, *_unspaced_names(passage, sentence)], key=lambda name: name.start)


def _capitalised_names(passage: Passage, sentence: Sentence) -> Iterator[Name]:
    """The names of a sentence that are written in capitalised words beside somebody's role."""
    taken = _taken(passage, sentence)
    addressed = {hit.last for hit in (*sentence.of("honorific"), *sentence.of("rank"))}
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
        before = passage.tokens[place.first - 1].text if place.first > sentence.first else ""
        if place.kind or before not in knowledge().surnames:
            taken |= set(range(place.first, place.last))
    return taken


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
    if hit.cls not in _WORDS_IN_NAMES or hit.first - 2 < sentence.first or passage.lexicon.code == "vi":
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
        if last > index and _is_glued(passage, last):
            last += 1
        elif last > index and passage.view.cased[passage.tokens[last - 1].end : passage.tokens[last].start] != " ":
            break
        reading = _syllable(passage, last, script, is_surname=last == index and not addressed)
        if not reading and (addressed or (passage.lexicon.code == "vi" and len(readings) > 1)):
            reading = _other_word(passage, last)
        if not reading:
            break
        readings.append(reading)
        last += 1
    if len(readings) < 2:
        return None
    if passage.lexicon.code != "vi" and not any(is_syllable(one) for reading in readings for one in reading):
        return None  # "General Political Department"
    start, end = passage.tokens[index].start, passage.tokens[last - 1].end
    latin = " ".join(part.capitalize() for part in likeliest(readings))
    if fold(latin) in knowledge().not_people:
        return None
    return Name(index, last, start, end, latin)


def _is_glued(passage: Passage, index: int) -> bool:
    """Whether an apostrophe joins one letter and the rest of a name: "K'Thanh", "H'Duyên"."""
    if index + 1 >= len(passage.tokens):
        return False
    before, mark, after = passage.tokens[index - 1 : index + 2]
    return mark.text == "'" and len(before.text) == 1 and before.end == mark.start and mark.end == after.start


def _syllable(passage: Passage, index: int, script: str, *, is_surname: bool) -> tuple[str, ...]:
    """The folded Latin readings of a capitalised syllable, best first; none for any other word."""
    token = passage.tokens[index]
    cased = passage.cased(token)
    if not cased[0].isupper() or (len(cased) > 2 and cased.isupper()):
        return ()
    folded = fold(cased)
    known = knowledge()
    if folded.isascii():
        if not is_syllable(folded):
            return ()
        if is_surname and not _is_surname(token.text, folded, vietnamese=passage.lexicon.code == "vi"):
            return ()
        return (folded,)
    if script not in scripts():
        return ()
    readings = read_back(script, cased)
    if is_surname:
        readings = tuple(reading for reading in readings if reading in known.folded_surnames)
    return readings


def _other_word(passage: Passage, index: int) -> tuple[str, ...]:
    """The folded form of a capitalised Latin word that is no Vietnamese syllable ("Rươl", "Ksor")."""
    cased = passage.cased(passage.tokens[index])
    folded = fold(cased)
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
    return _role_before(passage, sentence, name) is not None or _role_after(passage, sentence, name) is not None


def _role_before(passage: Passage, sentence: Sentence, name: Name) -> Hit | None:
    """The first word of the role that leads up to a name without a stop between, or None."""
    stop = sentence.start
    abbreviated = [m.span() for m in _SHORT_FORM.finditer(passage.view.cased, sentence.start, name.start)]
    for match in _STOP.finditer(passage.view.lower, sentence.start, name.start):
        if any(start <= match.start() < end for start, end in abbreviated):
            continue
        if not _abbreviates(passage, sentence, match):
            stop = match.end()
    leading = [hit for hit in sentence.hits if hit.cls in _ROLE_CLASSES and stop <= hit.start and hit.end <= name.start]
    if not leading or name.start - leading[-1].end > 120:
        return None
    nearest = leading[-1]
    between = passage.view.lower[nearest.end : name.start]
    if nearest.cls in {"honorific", "rank"}:
        return leading[0] if len(between) <= 3 else None
    comma = max(between.rfind(","), between.rfind("،"))
    if comma >= 0 and len(between) - comma > 3:
        return None
    return leading[0]


def _abbreviates(passage: Passage, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a full stop is that of a shortened word ("Mr.", "dl.", "TP."), not the end of anything."""
    if match.group() != ".":
        return False
    if any(hit.end in {match.start(), match.end()} for hit in sentence.of("honorific")):
        return True
    before = passage.view.lower[max(sentence.start, match.start() - 12) : match.start()].split()
    return bool(before) and before[-1] in passage.lexicon.abbreviations


def _role_after(passage: Passage, sentence: Sentence, name: Name) -> Hit | None:
    """The first word of a role given behind the name: after a comma, a dash or a bracket, or a word like "comrade"."""
    is_caseless = caseless.is_caseless(passage.lexicon)
    address = next((hit for hit in sentence.of("honorific") if hit.first == name.last), None)
    stop = address.last if address is not None else name.last
    if stop >= sentence.last:
        return address
    if passage.tokens[stop].text not in {",", "-", "(", ":", "—"}:
        if is_caseless:  # "X secretary of Y", with a space between
            return next((hit for hit in sentence.of("title", "") if 0 <= hit.start - name.end <= 1), None)
        return address
    for hit in sentence.hits:
        if hit.first > stop + (_TITLE_LAST if is_caseless else 5):
            break
        if hit.cls in _ROLE_CLASSES and hit.first > stop and hit.cls != "honorific":
            return hit
    return address


def role_span(passage: Passage, sentence: Sentence, name: Name, following: Name | None) -> tuple[int, int] | None:
    """View offsets of the position given with a name, before or behind it; None when only an honorific is."""
    if unspaced.is_unspaced(passage.lexicon):
        role = unspaced.role_of(passage, sentence, name.start, name.end)
        return role if role is not None and role[0] < role[1] else None
    after = _role_after(passage, sentence, name)
    if after is not None and after.cls != "honorific":
        return _trimmed(passage, after.start, _role_end(passage, sentence, after, following))
    before = _role_before(passage, sentence, name)
    if before is None:
        return None
    roles = [hit for hit in sentence.hits if hit.cls in {"title", "rank"} and before.start <= hit.start < name.start]
    if not roles:
        return None
    return _trimmed(passage, roles[0].start, name.start)


def _role_end(passage: Passage, sentence: Sentence, role: Hit, following: Name | None) -> int:
    """Where a position behind a name ends: a stop, the next name's lead, or the verb of the sentence."""
    end = min(sentence.end, role.start + MAX_POSITION)
    for stop in _STOP.finditer(passage.view.lower, role.end, end):
        if "-" in stop.group() and any(hit.start == stop.end() for hit in sentence.of("title")):
            continue  # "Trưởng Ban Dân vận - Chủ tịch MTTQ": the position goes on
        end = stop.start()
        break
    if following is not None and following.start < end:
        end = following.start
        honorifics = [h for h in sentence.hits if h.cls in {"honorific", "rank"} and role.end <= h.start < end]
        if honorifics:
            end = honorifics[-1].start
    for hit in sentence.hits:
        if role.end < hit.start < end and hit.cls in _NO_POSITION and not inside_title(sentence, hit):
            return hit.start
    return end


def _trimmed(passage: Passage, start: int, end: int) -> tuple[int, int] | None:
    """The stretch without punctuation and joining words at its end."""
    text = passage.view.lower
    connectors = {" " + word for word in passage.lexicon.and_words}
    while end > start:
        if text[end - 1] in " ,;:.-—(\"'\n":
            end -= 1
        elif (joined := next((word for word in connectors if text[start:end].endswith(word)), None)) is not None:
            end -= len(joined)
        else:
            break
    return (start, end) if end > start else None


def _is_told_of(passage: Passage, sentence: Sentence, name: Name) -> bool:
    """Whether a sentence of a report is about the one official it begins with: as a rule it tells what he said."""
    if sentence.block not in {"lead", "paragraph"} or sentence.has("document") or sentence.has("background"):
        return False
    role = _role_before(passage, sentence, name)
    start = role.start if role is not None else name.start
    before = passage.view.lower[sentence.start : start].rstrip()
    opens = start - sentence.start <= _SUBJECT and (not before or before[-1] in ',;:"-')
    return opens and sentence.end - name.end >= _TOLD


@dataclass(slots=True)
class _Person:
    name: Name
    sentence: Sentence
    part: str
    position: Valued | None


def people(passage: Passage, *, has_event: bool) -> list[dict[str, Any]]:
    """One claim a person of the article, in order of first mention.

    Who is quoted in an article that reports no event speaks at none.
    """
    found: dict[str, _Person] = {}
    for sentence in passage.sentences:
        names = find_names(passage, sentence)
        if not names:
            continue
        for place, (name, parts) in enumerate(zip(names, cue_parts(passage, sentence, names), strict=True)):
            part = next((part for part in PARTS if part in parts), "other")
            if part == "speaker" and not has_event:
                part = "other"
            following = names[place + 1] if place + 1 < len(names) else None
            position = _position(passage, sentence, name, following)
            if part == "other" and has_event and len(names) == 1 and position and _is_told_of(passage, sentence, name):
                part = "speaker"
            known = found.get(fold(name.latin))
            if known is None:
                found[fold(name.latin)] = _Person(name, sentence, part, position)
                continue
            if PARTS.index(part) < PARTS.index(known.part):
                known.part, known.name, known.sentence = part, name, sentence
            known.position = known.position or position
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


def _position(passage: Passage, sentence: Sentence, name: Name, following: Name | None) -> Valued | None:
    span = role_span(passage, sentence, name, following)
    if span is None:
        return None
    return from_text(passage.quote(*span)[0], sentence, *span, "people.position")


def role_spans(passage: Passage, sentence: Sentence) -> list[tuple[int, int]]:
    """Where the positions of all people of a sentence stand: what they name is no host and no place of the event."""
    names = find_names(passage, sentence)
    spans = []
    for place, name in enumerate(names):
        span = role_span(passage, sentence, name, names[place + 1] if place + 1 < len(names) else None)
        if span is not None:
            spans.append(span)
    return spans
