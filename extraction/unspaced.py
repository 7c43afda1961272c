"""Names of people in scripts without capitals: katakana, Hangul, Han.

A run of katakana, a word of Hangul or a row of Han characters is a name when it reads as Vietnamese syllables and
stands by a position or a word like "comrade" (people), or by the word that says what it is (places). A person named
so once is known wherever the name stands again in the article.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING, Final

from extraction.caseless import is_glued
from extraction.names import is_syllable, knowledge, likeliest, read_back
from extraction.names.han import han
from extraction.unspaced_roles import LATIN_BEHIND, ROLE_CLASSES, role_of, roles_in
from extraction.view import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extraction.lexicon import GluedPatterns, Lexicon
    from extraction.passage import Passage, Sentence

__all__ = [
    "SCRIPTS",
    "Span",
    "is_solid",
    "is_unspaced",
    "is_verb_last",
    "people_of",
    "role_of",
]
SCRIPTS: Final = frozenset(["katakana", "hangul", "han"])
Span = tuple[int, int, str]  # view offsets of a name and its Latin form

# "グエン・NGOC・ガン": a part left in Latin
_KANA_NAME: Final = re.compile(r"[ァ-ヺー]+(?:[・･·＝=]\s?(?:[ァ-ヺー]+|[A-Za-z]+))*")
_HANGUL_WORD: Final = re.compile(r"[가-힣]+")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_NO_NAMES: Final = frozenset(
    ["title", "honorific", "body", "organ", "event", "held", "part", "delegate", "recipient", "model"]
)
_MAX_SYLLABLES: Final = 6
_LONGEST_SYLLABLE: Final = 6  # characters
_MOST_NAMES: Final = 200  # of an article; more are those of a list that nobody means
_MOST_IN_SENTENCE: Final = 60
_LONGEST_PARTICLES: Final = 9  # characters
_MENTIONS: Final = 20
_NEAR_TEXT: Final = 20_000  # characters in which other mentions of a name are looked for


def is_unspaced(lexicon: Lexicon) -> bool:
    """Whether the language writes Vietnamese names in one of these scripts."""
    return lexicon.name_script in SCRIPTS


def is_solid(lexicon: Lexicon) -> bool:
    """Whether what counts as words is told by characters: these scripts, and those of Thai, Lao and Khmer."""
    return is_unspaced(lexicon) or is_glued(lexicon)


def is_verb_last(lexicon: Lexicon) -> bool:
    """Whether the verb stands at the end: Japanese, Korean and Hindi."""
    return lexicon.verb_last


def people_of(passage: Passage, sentence: Sentence) -> list[Span]:
    """The people named in a sentence in the language's own script, in order."""
    introduced: dict[int, list[Span]] = passage.found.setdefault("introduced", {})
    if passage.known_names is None:
        passage.known_names = {}
        for one in passage.sentences:
            introduced[one.index] = _introduced(passage, one)
            for start, end, latin in introduced[one.index]:
                if len(passage.known_names) < _MOST_NAMES:
                    passage.known_names.setdefault(passage.view.cased[start:end], latin)
    found = {span[0]: span for span in introduced[sentence.index]}
    text = passage.view.cased
    for written in sorted(passage.known_names, key=len, reverse=True):
        at = text.find(written, sentence.start, sentence.end)
        while at >= 0 and len(found) < _MOST_IN_SENTENCE:
            if not any(start < at + len(written) and at < end for start, end, _ in found.values()):
                found[at] = (at, at + len(written), passage.known_names[written])
            at = text.find(written, at + len(written), sentence.end)
    return [found[start] for start in sorted(found)[:_MOST_IN_SENTENCE]]


def _introduced(passage: Passage, sentence: Sentence) -> list[Span]:
    """The people that a sentence names beside their position or a word like "comrade"."""
    script = passage.lexicon.name_script
    candidates = {"katakana": _kana_names, "hangul": _hangul_names, "han": _han_names}[script]
    found: list[Span] = []
    taken = [(place.start, place.end) for place in sentence.places if place.kind or script == "katakana"]
    if script == "hangul":
        words = [hit for hit in sentence.hits if hit.cls in _NO_NAMES and hit.last - hit.first > 1]
        taken += [(hit.start, hit.end) for hit in words]
    subjects = [*sentence.of("subject"), *sentence.of("organ")]
    joins = {"、", ",", *passage.lexicon.and_words}  # "副部长潘文利、陈氏红绒": both bear the office
    for start, end, latin in candidates(passage, sentence):
        if (found and start < found[-1][1]) or any(low < end and start < high for low, high in taken):
            continue
        if script == "han" and any(hit.start <= start < hit.end for hit in subjects):
            continue  # "总理:民运工作…": what a headline says behind somebody's title
        if fold(latin) in knowledge().not_people:
            continue
        joined = bool(found) and passage.view.cased[found[-1][1] : start].strip() in joins
        if joined or role_of(passage, sentence, start, end) is not None:
            found.append((start, end, latin))
            if len(found) == _MOST_IN_SENTENCE:
                break
    return found


@lru_cache(maxsize=16384)
def _readings(script: str, written: str, *, surname: bool) -> tuple[str, ...]:
    readings = read_back(script, written)
    return tuple(r for r in readings if r in knowledge().folded_surnames) if surname else readings


@lru_cache(maxsize=16384)
def _begins_with_surname(script: str, written: str) -> bool:
    return any(_readings(script, written[:end], surname=True) for end in range(1, len(written) + 1))


@lru_cache(maxsize=4096)
def _latin(syllables: tuple[tuple[str, ...], ...]) -> str | None:
    """The likeliest reading of a name; None for one that may be that of somebody who takes part in nothing."""
    for reading in product(*(choices[:4] for choices in syllables[:4])):
        if " ".join(reading) in knowledge().not_people:
            return None
    return " ".join(reading.capitalize() for reading in likeliest(syllables))


def _solid(script: str, written: str, most: int = 5) -> list[tuple[str, ...]] | None:
    """The fewest syllables that a run falls into, the first a surname; None when it falls into none."""
    if not _begins_with_surname(script, written[:_LONGEST_SYLLABLE]):
        return None
    best: list[list[tuple[str, ...]] | None] = [[], *([None] * len(written))]
    for end in range(1, len(written) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            before = best[start]
            if before is None or len(before) >= most:
                continue
            readings = _readings(script, written[start:end], surname=start == 0)
            known = best[end]
            if readings and (known is None or len(before) + 1 < len(known)):
                best[end] = [*before, readings]
    return best[-1]


def _kana_names(passage: Passage, sentence: Sentence) -> Iterator[Span]:
    for match in _KANA_NAME.finditer(passage.view.cased, sentence.start, sentence.end):
        parts = re.findall(r"[ァ-ヺー]+|[A-Za-z]+", match.group())
        syllables: list[tuple[str, ...]] = []
        for place, part in enumerate(parts):
            kept = fold(part)
            readings = (kept,) if is_syllable(kept) else _readings("katakana", part, surname=place == 0)
            whole = [readings] if readings else _solid("katakana", part) if place == 0 else _later(part)
            if not whole or (len(parts) == 1 and not all(_is_common(one) for one in whole)):
                break  # "グループ" falls into syllables, too
            syllables.extend(whole)
        else:
            least = 2 if len(parts) > 1 else 3
            latin = _latin(tuple(syllables)) if least <= len(syllables) <= _MAX_SYLLABLES else None
            if latin is not None:
                yield match.start(), match.end(), latin


def _later(part: str) -> list[tuple[str, ...]] | None:
    """Given names written together ("クオックハン")."""
    for cut in range(1, len(part)):
        first, second = read_back("katakana", part[:cut]), read_back("katakana", part[cut:])
        if first and second:
            return [first, second]
    return None


def _hangul_names(passage: Passage, sentence: Sentence) -> Iterator[Span]:
    text = passage.view.cased
    words = list(_HANGUL_WORD.finditer(text, sentence.start, sentence.end))
    index = 0
    glued = passage.lexicon.glued
    while index < len(words):
        if not _begins_with_surname("hangul", words[index].group()[:_LONGEST_SYLLABLE]):
            index += 1
            continue
        name = _spaced_hangul(text, words, index, glued) or _solid_hangul(words[index], glued)
        if name is None:
            index += 1
            continue
        start, end, syllables = name
        latin = _latin(tuple(syllables))
        behind = LATIN_BEHIND.match(text, end)
        if behind is not None and all(is_syllable(part) for part in fold(behind[1]).split()):
            latin = " ".join(part.capitalize() for part in fold(behind[1]).split())
        if latin is not None:
            yield start, end, latin
        while index < len(words) and words[index].start() < end:
            index += 1


def _spaced_hangul(
    text: str, words: list[re.Match[str]], index: int, glued: GluedPatterns
) -> tuple[int, int, list[tuple[str, ...]]] | None:
    """A name written syllable by syllable, from a word on; a particle glued to the last one is no part of it."""
    syllables: list[tuple[str, ...]] = []
    end = words[index].end()
    for place in range(index, min(index + _MAX_SYLLABLES, len(words))):
        word = words[place]
        follows = text[words[place - 1].end() : word.start()] == " "
        if place > index and (not follows or word.group() in glued.never_in_names):
            break
        readings = _readings("hangul", word.group(), surname=place == index)
        if readings:
            syllables.append(readings)
            end = word.end()
            continue
        for bare in _without_particles(word.group(), glued) if place > index else ():
            readings = _readings("hangul", bare, surname=False)
            if readings:
                syllables.append(readings)
                end = word.start() + len(bare)
                break
        break
    return (words[index].start(), end, syllables) if len(syllables) >= 2 else None


def _without_particles(word: str, glued: GluedPatterns) -> Iterator[str]:
    """A word without the particles at its end, the fewest first: "코이가" is "코이", "코" only if that is no name."""
    if glued.behind_name.fullmatch(word):
        return
    for end in range(len(word) - 1, max(0, len(word) - _LONGEST_PARTICLES) - 1, -1):
        if end and glued.behind_name.fullmatch(word, end):
            yield word[:end]


def _solid_hangul(word: re.Match[str], glued: GluedPatterns) -> tuple[int, int, list[tuple[str, ...]]] | None:
    """A name written together, of three syllables or more: of two there are too many Korean words."""
    if word.group() in glued.never_in_names:
        return None
    for bare in (word.group(), *_without_particles(word.group(), glued)):
        syllables = _solid("hangul", bare) if 3 <= len(bare) <= 12 else None
        if syllables and len(syllables) >= 3 and all(_is_common(readings) for readings in syllables):
            return word.start(), word.start() + len(bare), syllables
    return None


def _is_common(readings: tuple[str, ...]) -> bool:
    """Whether a syllable is one of usual names: of others, Korean words can be made ("정치총국")."""
    return readings[0] in knowledge().rank


def _han_names(passage: Passage, sentence: Sentence) -> Iterator[Span]:
    """Names that begin where a position ends, that end where "comrade" begins, or that follow such a name."""
    text = passage.view.cased
    hits = roles_in(sentence, *ROLE_CLASSES)
    between = passage.lexicon.glued.between
    starts = {match.end() for hit in hits if (match := between.match(text, hit.end, sentence.end))}
    for hit in hits:
        if hit.cls == "honorific":
            starts |= {hit.start - length for length in (4, 3, 2) if _is_edge(passage, sentence, hit.start - length)}
    found: list[Span] = []
    joins = {"、", ",", *passage.lexicon.and_words}
    for at in sorted(starts):
        if len(found) >= _MOST_IN_SENTENCE:
            break
        start = at + (text[at : at + 1] in passage.lexicon.and_words)  # "…同志和杜文山同志"
        while sentence.start <= start < sentence.end and not (found and start < found[-1][1]):
            length = _han_length(passage, sentence, start, first=start == at)
            if not length:
                break
            syllables = [tuple(han().of_people[character]) for character in text[start : start + length]]
            syllables[0] = tuple(reading for reading in syllables[0] if reading in knowledge().folded_surnames)
            latin = _latin(tuple(syllables))
            if latin is None:
                break
            found.append((start, start + length, latin))
            start += length
            if text[start : start + 1] not in joins or start + 1 >= sentence.end:
                break
            start += 1
    yield from found


def _is_edge(passage: Passage, sentence: Sentence, at: int) -> bool:
    """Whether something ends right before an offset: the sentence's beginning, a stop, or a term."""
    return (
        at == sentence.start
        or (at > sentence.start and _HAN.match(passage.view.cased[at - 1]) is None)
        or any(hit.end == at for hit in sentence.hits)
    )


def _han_length(passage: Passage, sentence: Sentence, start: int, *, first: bool) -> int:
    """How many characters from an offset on are a name; 0 for none. One of a list must end where something ends."""
    text, known = passage.view.cased, han()
    if not any(r in knowledge().folded_surnames for r in known.of_people.get(text[start : start + 1], ())):
        return 0
    best, merit = 0, 0.0
    for length in (2, 3, 4):
        end = start + length
        written = text[start:end]
        if end > sentence.end or any(character not in known.of_people for character in written):
            break
        bounded = _ends_name(passage, sentence, start, end)
        if not bounded and not first:
            continue
        loose = not bounded and (text[end] in known.stops or text[end] not in known.of_people)
        score = 3.0 * bounded + 2.0 * loose + 2.0 * (_differ(text[:_NEAR_TEXT], written))
        score += (
            1.5 * (length == 3)
            - 2.0 * (length == 2 and not bounded)
            + (3.0 if written[1] == known.middle and length == 4 else -2.0 * (length == 4))
        )
        score -= 3.0 * any(character in known.stops for character in written[2:]) * (not bounded and not loose)
        if score > merit:
            best, merit = length, score
        if bounded:  # what comes behind is a sign or a term, and no part of a name
            break
    return best


def _ends_name(passage: Passage, sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name that began at ``start`` has to end here: at a sign, another script, or a term."""
    text = passage.view.cased
    if end >= sentence.end or _HAN.match(text[end]) is None:
        return True
    return any(
        hit.start == end and (hit.end - end > 1 or hit.cls == "honorific") for hit in sentence.hits if hit.start > start
    )


def _differ(text: str, written: str) -> bool:
    """Whether a row of characters goes on in different ways where it stands (the first times)."""
    mentions = islice(re.finditer(re.escape(written), text), _MENTIONS)
    return len({text[match.end() : match.end() + 1] for match in mentions}) > 1
