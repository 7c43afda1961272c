"""Vietnamese names in every script: which syllables there are, how scripts write them, and reading them back.

``latin.yml`` holds surnames and name knowledge, ``scripts.yml`` the spellings in other scripts. ``read_back`` gives the
Latin readings of a syllable of another script, most common name syllable first.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, field_validator

from extraction.data_files import load_yaml
from extraction.names.romanised import hangul, kana
from extraction.view import fold, view

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_HERE = Path(__file__).parent
_SYLLABLE_PARTS = {
    "onsets": "ngh ng nh gh gi kh ph qu th tr ch b c d g h k l m n p r s t v x",
    "rimes": "a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien ieng"
    " iep iet ieu im in inh ip it iu o oa oac oach oai oan oang oanh oao oat oay oc oe oen oi om on ong op ot u ua"
    " uan uang uat uay uc ue uech uen uenh ui um un ung uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen"
    " uyet uynh uyt y yem yen yet yeu ynh uo oong",
}
_ONSETS = _SYLLABLE_PARTS["onsets"].split()
_RIMES = _SYLLABLE_PARTS["rimes"].split()
_LONGEST_SYLLABLE = 9  # letters, as a script writes it
_PAIR = 4  # readings that one may stand behind the best and still be chosen, because of the syllable beside it
_HARDLY = 2  # … and must stand before what a middle name speaks against
_OF_WOMEN = "thi"
_MOST_READINGS = 12  # of a syllable that are weighed
_FRONT = re.compile(r"^(?:ngh|gh|k(?!h))(?![eiy])|^(?:c(?!h)|g(?![hi])|ng(?!h))[eiy]")  # spellings there are none of
_SYLLABLE = re.compile(rf"(?:{'|'.join(_ONSETS)})?(?:{'|'.join(sorted(_RIMES, key=len, reverse=True))})")


class _Latin(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    surnames: list[str]
    weak: list[str]
    other_syllables: list[str]
    not_people: list[str]
    middles: list[str]
    middles_of_men: list[str]
    men: list[str]
    women: list[str]
    compounds: list[str]
    pairs: list[str]
    common: list[str]

    @field_validator("common", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return value.split() if isinstance(value, str) else value


class Script(BaseModel):
    """How one script writes Vietnamese onsets and rimes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    letters: str
    onsets: dict[str, list[str]]
    rimes: dict[str, list[str]]
    whole: dict[str, list[str]] = {}  # syllables whose usual reading the rules would not put first
    endings: dict[str, list[str]] = {}  # of case, glued to the last syllable: what stands there in the nominative


class NameKnowledge:
    """Surnames and syllables, ready to be asked."""

    def __init__(self, latin: _Latin) -> None:
        self.surnames = frozenset(view(name).lower for name in latin.surnames)
        self.folded_surnames = frozenset(fold(name) for name in latin.surnames)
        self.weak = frozenset(latin.weak)
        self.other = frozenset(fold(name) for name in latin.other_syllables)
        self.not_people = frozenset(fold(name) for name in latin.not_people)
        self.middles = frozenset(latin.middles)
        self.middles_of_men = frozenset(latin.middles_of_men)
        self.men = frozenset(latin.men)
        self.women = frozenset(latin.women)
        self.compounds = frozenset(latin.compounds)
        self.pairs = frozenset(latin.pairs)
        self.rank = {syllable: place for place, syllable in reversed(list(enumerate(latin.common)))}


@lru_cache(maxsize=1)
def knowledge() -> NameKnowledge:
    """What ``latin.yml`` holds."""
    return NameKnowledge(_Latin.model_validate(load_yaml((_HERE / "latin.yml").read_text("utf-8"))))


@lru_cache(maxsize=1)
def scripts() -> dict[str, Script]:
    """What ``scripts.yml`` holds, by script."""
    loaded = load_yaml((_HERE / "scripts.yml").read_text("utf-8"))
    return {name: Script.model_validate(value) for name, value in loaded.items()}


@lru_cache(maxsize=4096)
def is_syllable(folded: str) -> bool:
    """Whether a folded Latin word can be one Vietnamese syllable (or a known syllable of another people's names)."""
    return _SYLLABLE.fullmatch(folded) is not None or folded in knowledge().other


def bare(text: str) -> str:
    """Lower case without accents, for scripts whose accents move (Greek)."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in "\u0301\u0300\u0342\u0308"))


_LETTERS = {"katakana": kana, "hangul": hangul}


def _key(script: str, text: str) -> str:
    if script in _LETTERS and not text.isascii():
        return _LETTERS[script](text) or text
    return bare(text).replace("ς", "σ") if script == "greek" else text.lower().replace("ё", "е")


@lru_cache(maxsize=8)
def _readings(script: str) -> dict[str, tuple[str, ...]]:
    """Every written syllable of a script → its Latin readings, best first."""
    rules = scripts()[script]
    rank = knowledge().rank
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for onset, onset_forms in rules.onsets.items():
        for rime, rime_forms in rules.rimes.items():
            syllable = fold(onset + rime).replace(" ", "")
            if (
                not is_syllable(syllable)
                or _FRONT.match(syllable)
                or (onset not in {"", "qu"} and rime.startswith("yê"))
            ):
                continue
            for i, onset_form in enumerate(onset_forms):
                for j, rime_form in enumerate(rime_forms):
                    written = _key(script, onset_form + rime_form)
                    best = found.setdefault(written, {})
                    merit = (i + j, rank.get(syllable, len(rank) + 1))
                    best[syllable] = min(best.get(syllable, merit), merit)
    read = {
        written: tuple(sorted(by, key=lambda s: (s not in rank, by[s][0], by[s][1]))) for written, by in found.items()
    }
    for whole, first in rules.whole.items():
        written = _key(script, whole)
        read[written] = (*first, *(reading for reading in read.get(written, ()) if reading not in first))
    return read


def read_back(script: str, word: str) -> tuple[str, ...]:
    """The Latin readings of one written syllable, best first; empty when it is none."""
    return _readings(script).get(_key(script, word), ())


def read_inflected(script: str, word: str) -> tuple[str, ...]:
    """The readings of a name's last syllable with an ending of case ("Тиена" is "Тиен"); empty when it has none."""
    for ending, ends in scripts()[script].endings.items():
        if word.endswith(ending):
            for end in ends:
                readings = read_back(script, word.removesuffix(ending) + end)
                if readings:
                    return readings
    return ()


def begins_person(script: str, word: str, following: str) -> bool:
    """Whether a word is rather a surname than a place's name: "Văn" or "Thị" follows it."""
    known = knowledge()
    surnames, middles = (
        {fold(one)} if fold(one).isascii() else set(read_back(script, one) if script in scripts() else ())
        for one in (word, following)
    )
    return bool(surnames & known.folded_surnames and middles & known.middles)


def likeliest(choices: Sequence[tuple[str, ...]]) -> list[str]:
    """One reading for each syllable of a name: those that make the most pairs often heard, and else are the best."""
    if all(len(readings) == 1 for readings in choices):
        return [reading for (reading,) in choices]
    ways: list[tuple[int, list[str]]] = [(0, [])]  # the best way to each reading of the syllable before
    unlikely = _hardly(choices)
    for at, readings in enumerate(choices, start=1):
        ways = [
            max(
                (
                    (
                        merit
                        + _PAIR * _often_follows(way, reading)
                        - _PAIR * (reading in way[-1:])
                        - _HARDLY * (at == len(choices) and reading in unlikely)
                        - place,
                        [*way, reading],
                    )
                    for merit, way in ways
                ),
                key=lambda one: one[0],
            )
            for place, reading in enumerate(readings[:_MOST_READINGS])
        ]
    return max(ways, key=lambda one: one[0])[1]


def _hardly(choices: Sequence[tuple[str, ...]]) -> frozenset[str]:
    """The last syllables that a middle name speaks against: those of men behind "Thị", of women behind "Văn"."""
    known = knowledge()
    middles = {readings[0] for readings in choices[1:-1]}
    if _OF_WOMEN in middles:
        return known.men
    return known.women if middles & known.middles_of_men else frozenset()


def _often_follows(before: Sequence[str], reading: str) -> bool:
    known = knowledge()
    return bool(before) and (
        f"{before[-1]} {reading}" in known.pairs or (len(before) == 1 and reading in known.middles)
    )


def read_back_solid(script: str, word: str, limit: int = 64) -> list[str]:
    """The Latin readings of a word of several syllables written together ("Тханьхоа"), without spaces."""
    readings = _readings(script)
    key = _key(script, word)
    if len(key) > 40:
        return []
    ends: list[list[str]] = [[""], *([] for _ in key)]
    for end in range(1, len(key) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            if ends[start] and (syllables := readings.get(key[start:end])):
                ends[end].extend(before + s for before in ends[start] for s in syllables)
                del ends[end][limit:]
    return ends[-1]


def may_begin(script: str, word: str, begins: Callable[[str], bool]) -> bool:
    """Whether a name can begin with a word (or go on within it), when ``begins`` says which letters names begin with.

    The word falls into written syllables, of which the last may be cut off.
    """
    readings, cut_off = _readings(script), _cut_off(script)
    key = _key(script, word)
    reached: list[set[str]] = [{""}, *(set() for _ in key)]
    for start, before in enumerate(reached):
        if before and key[start:] in cut_off:
            return True
        for end in range(start + 1, min(start + _LONGEST_SYLLABLE, len(key)) + 1) if before else ():
            syllables = readings.get(key[start:end], ())
            reached[end] |= {letters for b in before for s in syllables if begins(letters := b + s)}
    return False


@lru_cache(maxsize=8)
def _cut_off(script: str) -> frozenset[str]:
    """Every beginning of every written syllable of a script, the empty one among them."""
    return frozenset(written[:end] for written in _readings(script) for end in range(len(written)))
