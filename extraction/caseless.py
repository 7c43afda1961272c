"""Names of people and places in scripts of sounds without capitals: Thai, Lao, Khmer, Devanagari, Arabic.

A name is a run of words that read as Vietnamese syllables, the first a surname; the rules of ``people`` ask for a
position or a word like "comrade" beside it, and one named so is known wherever the name stands again. In Thai and Lao
a word may hold several syllables, and may begin behind a word it is glued to. Each spelling has one key: without tone
marks, with one letter for those that writers do not keep apart.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final

from extraction.names import is_syllable, knowledge, likeliest, scripts
from extraction.view import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from extraction.lexicon import Lexicon
    from extraction.passage import Passage, Sentence
    from extraction.terms import Tokens

    _Asked = Callable[[Passage, Sentence, "Span"], bool]

Span = tuple[int, int, str]  # view offsets of a name and its Latin form
_GLUED: Final = frozenset(["thai", "lao", "khmer"])  # written without spaces between words
SCRIPTS: Final = frozenset([*_GLUED, "devanagari", "arabic"])
_RANGES: Final = {
    "thai": "\u0e00-\u0e7f",
    "lao": "\u0e80-\u0eff",
    "khmer": "\u1780-\u17d3",
    "devanagari": "\u0900-\u0963\u0971-\u097f",
    "arabic": "\u0621-\u065f\u066e-\u06d3",
}
_WORDS: Final = {script: re.compile(f"[{letters}]+") for script, letters in _RANGES.items()}
_ENDS_NAME: Final = frozenset(["title", "part", "held", "body", "organ", "honorific", "rank", "give", "delegate"])
_LEADS_NAME: Final = frozenset(["title", "honorific", "rank"])
_NO_NAMES: Final = frozenset(
    ["event", "held", "part", "give", "body", "organ", "award", "document", "recipient", "delegate", "place_type"]
)
_A_WORD: Final = 4  # characters
_MAX_SYLLABLES: Final = 5
_MAX_IN_WORD: Final = 5  # syllables glued together
_LONGEST_SYLLABLE: Final = 9
_LONGEST_NAME: Final = 60  # characters
_READINGS: Final = 256
_LONGEST_PLACE: Final = 26  # characters
_PLACE_WORDS: Final = 4
_SHORTEST_ALONE: Final = 5  # letters of a province that stands without the word that says what it is

_TONES: Final = dict.fromkeys(
    map(ord, "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0ec8\u0ec9\u0eca\u0ecb\u0ecc\u17c9\u17ca\u17cb\u17cc\u17cd\u17d0")
)
_ARABIC: Final = str.maketrans("أإآٱىةؤئڤچپگکی", "ااااي" + "هويفجبكك" + "ي", "\u0640\u0621")
_CONSONANTS: Final = dict(
    zip(
        "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ",
        [
            "k",
            "kh",
            "g",
            "g",
            "ng",
            "ch",
            "ch",
            "j",
            "j",
            "ny",
            "t",
            "th",
            "d",
            "d",
            "n",
            "t",
            "th",
            "d",
            "d",
            "n",
            "p",
            "ph",
            "b",
            "b",
            "m",
            "y",
            "r",
            "l",
            "v",
            "x",
            "x",
            "s",
            "h",
            "l",
        ],
        strict=True,
    )
)
_MATRAS: Final = dict(
    zip("ािीुूेैोौृॉॅॆॊ", ["a", "i", "i", "u", "u", "e", "ai", "o", "au", "ri", "o", "e", "e", "o"], strict=True)
)
_VOWELS: Final = dict(
    zip("अआइईउऊएऐओऔऋऑऍ", ["a", "a", "i", "i", "u", "u", "e", "ai", "o", "au", "ri", "o", "e"], strict=True)
)
_NASALS: Final = frozenset("ंँ")


def is_caseless(lexicon: Lexicon) -> bool:
    """Whether the language writes Vietnamese names in one of these scripts."""
    return lexicon.name_script in SCRIPTS


def is_glued(lexicon: Lexicon) -> bool:
    """Whether the language writes its words, too, without spaces: Thai, Lao, Khmer."""
    return lexicon.name_script in _GLUED


@lru_cache(maxsize=4096)
def script_of(character: str) -> str | None:
    """Which of these scripts a character is of."""
    return next((script for script, word in _WORDS.items() if word.match(character)), None)


# --- reading back -----------------------------------------------------------------------------------------------


def _key(script: str, written: str) -> str:
    """The one form of a spelling that readings are looked up by."""
    if script == "devanagari":
        return _devanagari(written)
    if script == "arabic":
        bare = "".join(c for c in unicodedata.normalize("NFC", written) if not unicodedata.combining(c))
        return bare.translate(_ARABIC)
    return written.translate(_TONES)


def _devanagari(written: str) -> str:
    """Devanagari in letters, the vowel that is not written left out at the end: 'गुयेन' → 'guyen'."""
    if written.isascii():
        return written
    out = ""
    silent = True  # whether the last consonant has its vowel already, or none
    for char in unicodedata.normalize("NFD", written):
        if char in _CONSONANTS:
            out += ("" if silent else "a") + _CONSONANTS[char]
            silent = False
        elif char in _MATRAS:
            out += _MATRAS[char]
            silent = True
        elif char == "\u094d":
            silent = True
        elif char == "\u093c":
            out = out[:-1] + "z" if out.endswith("j") else out
        else:
            out += "" if silent else "a"
            silent = True
            out += "n" if char in _NASALS else _VOWELS.get(char, "")
    return out


@lru_cache(maxsize=8)
def _readings(script: str) -> dict[str, tuple[str, ...]]:
    """Every spelling of a syllable → its Latin readings, best first; ``-`` in a rime is where the onset stands."""
    rules = scripts()[script]
    rank = knowledge().rank
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for (onset, onset_forms), (rime, rime_forms) in product(rules.onsets.items(), rules.rimes.items()):
        syllable = fold(onset + rime).replace(" ", "")
        if not is_syllable(syllable) or (onset == "qu" and rime.startswith("u")) or (onset and rime.startswith("yê")):
            continue
        for (i, onset_form), (j, rime_form) in product(enumerate(onset_forms), enumerate(rime_forms)):
            joined = rime_form.replace("-", onset_form) if "-" in rime_form else onset_form + rime_form
            best = found.setdefault(_key(script, joined), {})
            merit = (i + j, rank.get(syllable, len(rank) + 1))
            best[syllable] = min(best.get(syllable, merit), merit)
    read = {
        written: tuple(sorted(by, key=lambda s: (s not in rank, by[s][0], by[s][1]))) for written, by in found.items()
    }
    for whole, first in rules.whole.items():
        written = _key(script, whole)
        read[written] = (*first, *(reading for reading in read.get(written, ()) if reading not in first))
    return read


def _syllable(script: str, key: str, *, surname: bool) -> tuple[str, ...]:
    readings = _readings(script).get(key, ())
    return tuple(r for r in readings if r in knowledge().folded_surnames) if surname else readings


def _cut(script: str, key: str, *, surname: bool) -> list[tuple[str, ...]] | None:
    """The fewest syllables that a word falls into; None when it falls into none."""
    best: list[list[tuple[str, ...]] | None] = [[], *([None] * len(key))]
    for end in range(1, len(key) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            before, known = best[start], best[end]
            if before is None or len(before) >= _MAX_IN_WORD or (known is not None and len(before) + 1 >= len(known)):
                continue
            readings = _syllable(script, key[start:end], surname=surname and start == 0)
            if readings:
                best[end] = [*before, readings]
    return best[-1]


# --- people -----------------------------------------------------------------------------------------------------


def people_of(passage: Passage, sentence: Sentence, is_person: _Asked) -> list[Span]:
    """The people named in a sentence in the language's own script, in order.

    ``is_person`` says of a name and where it stands whether something beside the name makes it a person's.
    """
    introduced: dict[int, list[Span]] = passage.found.setdefault("introduced", {})
    if passage.known_names is None:
        passage.known_names = {}
        for one in passage.sentences:
            introduced[one.index] = _introduced(passage, one, is_person)
            for start, end, latin in introduced[one.index]:
                passage.known_names.setdefault(passage.view.cased[start:end], latin)
    found = {span[0]: span for span in introduced[sentence.index]}
    text = passage.view.cased
    for written in sorted(passage.known_names, key=len, reverse=True):
        at = text.find(written, sentence.start, sentence.end)
        while at >= 0:
            if not any(start < at + len(written) and at < end for start, end, _ in found.values()):
                found[at] = (at, at + len(written), passage.known_names[written])
            at = text.find(written, at + len(written), sentence.end)
    return [found[start] for start in sorted(found)]


def _introduced(passage: Passage, sentence: Sentence, is_person: _Asked) -> list[Span]:
    """The names that something beside them makes a person's, and those that "and" joins to one: "comrades A and B"."""
    found: list[Span] = []
    for span in _names(passage, sentence):
        joined = bool(found) and passage.view.lower[found[-1][1] : span[0]].strip() in passage.lexicon.and_words
        if joined or is_person(passage, sentence, span):
            found.append(span)
    return found


def _names(passage: Passage, sentence: Sentence) -> Iterator[Span]:
    """Runs of words that read as a Vietnamese name and are no place's."""
    script = passage.lexicon.name_script
    text = passage.view.cased
    words = _WORDS[script]
    starts = {match.start() for match in words.finditer(text, sentence.start, sentence.end)}
    for mark in passage.lexicon.glued_and:  # "وتران" is "and Trần"
        starts |= {start + len(mark) for start in starts if text.startswith(mark, start)}
    if script in _GLUED:
        starts |= {hit.end for hit in sentence.hits if hit.cls in _LEADS_NAME and hit.end < sentence.end}
    taken = [(place.start, place.end) for place in sentence.places if place.kind]
    taken += [(date.start, date.end) for date in sentence.dates]  # "ตุลาคม" is a month
    reached = sentence.start
    for start in sorted(starts):
        if start < reached:
            continue
        name = _name_at(passage, sentence, script, start)
        if name is None or any(low < name[1] and start < high for low, high in taken) or _is_a_word(sentence, name):
            continue
        yield name
        reached = name[1]


def _is_a_word(sentence: Sentence, name: Span) -> bool:
    """Whether a longer word of the language stands in what reads as a name."""
    return any(
        name[0] <= hit.start and hit.end <= name[1] and hit.end - hit.start >= _A_WORD
        for hit in sentence.hits
        if hit.cls in _NO_NAMES
    )


def _name_at(passage: Passage, sentence: Sentence, script: str, start: int) -> Span | None:
    """The name that begins at an offset, word by word until one is no syllable, or begins with a term."""
    text = passage.view.cased
    first = _WORDS[script].match(text, start, sentence.end)
    if first is None or not _opens_name(script, first.group()):
        return None
    stops = {hit.start for hit in sentence.hits if hit.cls in _ENDS_NAME and hit.end - hit.start > 1}
    glued = passage.lexicon.glued
    if glued.word_behind is not None:
        limit = min(sentence.end, start + _LONGEST_NAME)
        stops |= {match.start() for match in glued.word_behind.finditer(text, start, limit)}
    # "هو" is "he", but behind "comrade" Mr Hồ.
    addressed = {hit.end + 1 for hit in sentence.of("honorific")} if start < sentence.end else set()
    syllables: list[tuple[str, ...]] = []
    at, end = start, start
    while len(syllables) < _MAX_SYLLABLES:
        word = _WORDS[script].match(text, at, sentence.end)
        if word is None or at in stops or (word.group() in glued.never_in_names and at not in addressed):
            break
        limit = min((stop for stop in stops if at < stop < word.end()), default=word.end())
        limit = limit if script in _GLUED else word.end()
        key = _key(script, text[at:limit])
        cut = _cut(script, key, surname=not syllables) if script in _GLUED else _whole(script, key, syllables)
        if not cut or len(syllables) + len(cut) > _MAX_SYLLABLES:
            break
        syllables.extend(cut)
        end = limit
        if limit < word.end() or text[limit : limit + 1] != " ":
            break
        at = limit + 1
    if len(syllables) < 2:
        return None
    for reading in product(*(choices[:4] for choices in syllables[:4])):
        if " ".join(reading) in knowledge().not_people or reading[:2] == ("viet", "nam"):
            return None
    return start, end, " ".join(reading.capitalize() for reading in likeliest(syllables))


@lru_cache(maxsize=1 << 14)
def _opens_name(script: str, word: str) -> bool:
    """Whether a word is a surname, or begins with one where words are glued; most words go no further."""
    key = _key(script, word)
    lengths = range(1, _LONGEST_SYLLABLE + 1) if script in _GLUED else [len(key)]
    return any(_syllable(script, key[:length], surname=True) for length in lengths)


def _whole(script: str, key: str, before: list[tuple[str, ...]]) -> list[tuple[str, ...]] | None:
    readings = _syllable(script, key, surname=not before)
    return [readings] if readings else None


# --- places -----------------------------------------------------------------------------------------------------


def is_within_word(tokens: Tokens, index: int) -> bool:
    """Whether a token goes on a word of its script, where no place's name begins."""
    if not index or tokens.ends[index - 1] != tokens.starts[index]:
        return False
    return script_of(tokens.texts[index - 1][0]) == script_of(tokens.texts[index][0])


def place_ends(cased: str, tokens: Tokens, index: int, kind: str, after: dict[int, str]) -> list[int]:
    """Token indices at which a place's name that begins at a token of these scripts may end, longest first.

    ``kind`` is the word that says what it is, when one stands before the name; ``after`` are the tokens that begin
    such a word.
    """
    texts, starts, token_ends = tokens.texts, tokens.starts, tokens.ends
    script = script_of(texts[index][0])
    if script is None:
        return []
    if not kind and index not in after and is_within_word(tokens, index):
        return []
    furthest = starts[index] + _LONGEST_PLACE
    if not kind and not after:  # most of what is written solid is longer than any place's name
        word = _WORDS[script].match(cased, starts[index])
        if word is not None and word.end() > furthest:
            return []
    ends = []
    words = 1
    last = index
    while last < len(texts) and token_ends[last] <= furthest:
        gap = last > index and starts[last] != token_ends[last - 1]
        words += gap
        if words > _PLACE_WORDS or script_of(texts[last][0]) != script or (gap and cased[starts[last] - 1] != " "):
            break
        end = token_ends[last]
        last += 1
        follow = cased[end : end + 1]
        inside = bool(follow) and script_of(follow) == script
        if not inside or last in after or (kind and not unicodedata.category(follow).startswith("M")):
            ends.append(last)
    return ends[::-1]


def place_readings(name: str) -> tuple[str, ...]:
    """The Latin readings of a place's name, without spaces; empty when it cannot be one."""
    script = script_of(name[0])
    if script is None or script not in scripts():
        return ()
    readings = _readings(script)
    ends = [""]
    for word in name.split():
        key = _key(script, word)
        reached: list[list[str]] = [ends, *([] for _ in key)]
        for end in range(1, len(key) + 1):
            for start in range(max(0, end - _LONGEST_SYLLABLE), end):
                if reached[start] and (syllables := readings.get(key[start:end])):
                    reached[end].extend(before + syllable for before in reached[start] for syllable in syllables)
                    del reached[end][_READINGS:]
        ends = reached[-1]
        if not ends:
            return ()
    return tuple(dict.fromkeys(ends))


def may_stand_alone(name: str) -> bool:
    """Whether a province may be told by this name alone, without the word that says what it is."""
    return len(name.replace(" ", "")) >= _SHORTEST_ALONE
