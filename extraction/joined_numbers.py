"""Numbers in words that a language writes in one word: "zweihundertfünfzig", "tweeëndertig", "trentadue"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_LEAST: Final = 6  # letters of such a word
_MOST: Final = 48


class JoinedNumbers:
    """The values of words that are made of number words, with "and" glued between them where the language does so."""

    def __init__(self, words: Mapping[str, int], factors: Mapping[str, int], joints: tuple[str, ...]) -> None:
        self._parts = {**{word: (value, False) for word, value in words.items()}, **dict(_factors(factors))}
        self._joints = joints
        self._longest = max(map(len, self._parts), default=0)

    def value(self, word: str) -> int | None:
        """The number that a word is, or None where it is none or only one number word."""
        if not _LEAST <= len(word) <= _MOST or word in self._parts:
            return None
        parts = self._cut(word)
        if parts is None:
            return None
        total = section = 0
        for value, is_factor in parts:
            if not is_factor:
                section += value
            elif value < 1000:
                section = max(section, 1) * value
            else:
                total, section = total + max(section, 1) * value, 0
        return total + section

    def _cut(self, word: str, *, is_first: bool = True) -> list[tuple[int, bool]] | None:
        """A word cut into its parts, the longest first."""
        for length in range(min(self._longest, len(word)), 1, -1):
            part = self._parts.get(word[:length])
            if part is None:
                continue
            rest = word[length:]
            if not rest:
                return None if is_first else [part]
            for behind in (rest, *(rest.removeprefix(joint) for joint in self._joints if rest.startswith(joint))):
                following = self._cut(behind, is_first=False) if behind else None
                if following is not None:
                    return [part, *following]
        return None


def _factors(factors: Mapping[str, int]) -> list[tuple[str, tuple[int, bool]]]:
    return [(word, (value, True)) for word, value in factors.items()]
