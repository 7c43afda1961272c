"""Where the name of a place may begin: most words of a text begin none, and need no further look.

Each word is looked up once, in all scripts; the answers are remembered.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import compress, count
from typing import TYPE_CHECKING, Final

from extraction import caseless, unspaced_places
from extraction.names import bare, may_begin
from extraction.remembered import Remembered
from extraction.view import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extraction.terms import Tokens

_FIGURES: Final = 2  # of the number that a unit bears
SOLID_SCRIPTS: Final = ("cyrillic", "greek")  # they write the syllables of a place together
_SOLID: Final = re.compile("[\u0370-\u03ff\u1f00-\u1fff\u0400-\u052f]")  # a letter of these


class PlaceBeginnings:
    """What the names of places begin with, in every script."""

    def __init__(self, provinces: Iterable[str], smaller: Iterable[str]) -> None:
        self._provinces = sorted(provinces)
        self._all = sorted({*self._provinces, *smaller})
        self._numbered = frozenset(name.rpartition(" ")[0] for name in self._all if name[-1:].isdigit())
        self.of_province = Remembered(lambda written: self._begins(written, is_small=False))
        self.of_unit = Remembered(lambda written: self._begins(written, is_small=True))  # of any size
        self._behind = Remembered(self._may_begin_behind)

    def _begins(self, written: str, *, is_small: bool) -> bool:
        """Whether the name of a province (or of any unit, for ``is_small``) can begin with what is written."""
        names = self._all if is_small else self._provinces

        def begins(letters: str) -> bool:
            at = bisect_left(names, letters)
            return at < len(names) and names[at].startswith(letters)

        if begins(fold(written)) or begins(bare(written)):
            return True
        script = unspaced_places.script_of(written[0])
        if script == "han":
            return any(begins(letters) for letters in unspaced_places.place_readings(written))
        if not script and not _SOLID.search(written):
            return False
        solid = re.sub(r"[\W_]+", "", written)
        return any(may_begin(one, solid, begins) for one in ([script] if script else SOLID_SCRIPTS))

    def find(self, cased: str, tokens: Tokens) -> list[int]:
        """The tokens that a place's name may begin with, by their index.

        Where words are not told apart by spaces, others may that stand beside a word that says what the place is.
        """
        ways = list(map(WAYS.__getitem__, [cased[start] for start in tokens.starts]))
        return [index for index in compress(count(), ways) if self._may_begin(ways[index], cased, tokens, index)]

    def _may_begin(self, way: str, cased: str, tokens: Tokens, index: int) -> bool:
        start = tokens.starts[index]
        if way == "capital":
            return self.of_unit[cased[start : tokens.ends[index]]]
        if way == "unspaced":
            beginning = unspaced_places.beginning(cased, start)
            return self._behind[cased[start - 1] + beginning] if start else self.of_unit[beginning]
        return self.is_numbered(tokens, index) if way == "digit" else not caseless.is_within_word(tokens, index)

    def is_numbered(self, tokens: Tokens, index: int) -> bool:
        """Whether a figure may be that of a unit which bears a number: behind a word that such units are called by."""
        if not index or len(tokens.texts[index]) > _FIGURES or tokens.starts[index] - tokens.ends[index - 1] != 1:
            return False
        return fold(tokens.texts[index - 1]) in self._numbered

    def _may_begin_behind(self, written: str) -> bool:
        """Whether a place's name without spaces may begin with the second of the characters, behind the first."""
        return not unspaced_places.is_within_word(written, 1) and self.of_unit[written[1:]]


def _way(character: str) -> str:
    """The way along which a name is looked for that a character may begin; '' for a character that begins none."""
    if character.isdigit():
        return "digit"
    if character.islower() or not character.isalpha():
        return ""
    if unspaced_places.script_of(character):
        return "unspaced"
    if caseless.script_of(character):
        return "caseless"
    return "capital" if character.isupper() else ""


WAYS: Final = Remembered(_way)
