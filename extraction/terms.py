"""One pass over the words of a text that finds every term of a language at once.

A term is a sequence of words. In a lexicon it is written with spaces; ``*`` after a word admits any ending
("грамот*"; a lone ``*`` is any one word), ``?`` makes the word optional, ``(a|b)`` gives a choice. Scripts written
without spaces are cut into single characters, so their terms match anywhere. The walk is an automaton over words,
linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, product
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# CJK, kana, Hangul, Thai, Lao and Khmer: no spaces between words, or endings glued to them.
UNSPACED: Final = "\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_LETTER: Final = rf"[^\W\d{UNSPACED}]"
_MARKS: Final = "\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0970-\u097f"  # combining ones are no letters to a regex
_MARK: Final = f"[{_MARKS}]"
_TOKEN: Final = re.compile(
    rf"({_LETTER}++(?:{_MARK}++{_LETTER}*+)*+|[{UNSPACED}]|\d++(?:(?:[.,]\d{{3}})+(?!\d))?+"
    rf"|{_MARK}++(?:{_LETTER}++{_MARK}*+)*+|[^\w\s])"
)
# The same for a text that holds neither, as most do: fewer questions a letter.
_UNSPACED_OR_MARK: Final = re.compile(f"[{UNSPACED}{_MARKS}]")
_PLAIN_TOKEN: Final = re.compile(r"([^\W\d]++|\d++(?:(?:[.,]\d{3})+(?!\d))?+|[^\w\s])")
_LEAST_BEHIND_PREFIX: Final = 3  # letters of a word behind "and", "in", "to" glued to it
_TATWEEL: Final = "\u0640"
_VOWEL_SIGNS: Final = re.compile(f"[\u064b-\u065f{_TATWEEL}]")  # all marks but for the last
_Value = TypeVar("_Value")
_MAX_EXPANSIONS: Final = 512
_A_PAIR: Final = 2  # letters
_MOST_WORDS, _MOST_LETTERS = 1 << 14, 32  # remembered of a language, and of a word


@dataclass(slots=True)
class Token:
    """One word, number, sign or unspaced character of the view, with its offsets."""

    text: str  # lower case
    start: int
    end: int

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end


class Tokens(Sequence[Token]):
    """The tokens of a text, in order: three lists, for there are hundreds, and few are asked for as a ``Token``."""

    __slots__ = ("ends", "starts", "texts")

    def __init__(self, texts: list[str], starts: list[int], ends: list[int]) -> None:
        self.texts = texts
        self.starts = starts
        self.ends = ends

    def __len__(self) -> int:
        """How many there are."""
        return len(self.texts)

    @overload
    def __getitem__(self, index: int) -> Token: ...

    @overload
    def __getitem__(self, index: slice) -> list[Token]: ...

    def __getitem__(self, index: int | slice) -> Token | list[Token]:
        """One of them, or some."""
        if isinstance(index, slice):
            return list(map(Token, self.texts[index], self.starts[index], self.ends[index]))
        return Token(self.texts[index], self.starts[index], self.ends[index])

    def part(self, first: int, last: int) -> Tokens:
        """Those of a stretch, half open."""
        return Tokens(self.texts[first:last], self.starts[first:last], self.ends[first:last])


# Hits come by the hundred an article: one that is frozen takes twice as long to make; so does, compiled, one without an
# ``__init__`` of its own, since that which ``dataclass`` writes stays as it is.
@dataclass(slots=True)
class Hit:
    """A term found: its class and value, its tokens ``first:last`` (half open) and its view offsets."""

    cls: str
    value: str
    first: int
    last: int
    start: int
    end: int

    def __init__(self, cls: str, value: str, first: int, last: int, start: int, end: int) -> None:
        self.cls = cls
        self.value = value
        self.first = first
        self.last = last
        self.start = start
        self.end = end

    def is_part_of(self, other: Hit) -> bool:
        """Whether it stands within the other one, which is longer."""
        return (
            other.first <= self.first and self.last <= other.last and self.last - self.first < other.last - other.first
        )


def tokenize(lower: str) -> Tokens:
    """Cut the lower-case view into tokens; spaces vanish, everything else is in exactly one token or skipped.

    Arabic words are told without their vowel signs, which some writers set and some do not.
    """
    is_plain = _UNSPACED_OR_MARK.search(lower) is None
    pattern = _PLAIN_TOKEN if is_plain else _TOKEN
    pieces = pattern.split(lower)  # by turns what stands between tokens, and a token
    offsets = list(accumulate(map(len, pieces)))
    words = pieces[1::2]
    if (not is_plain or _TATWEEL in lower) and _VOWEL_SIGNS.search(lower) is not None:
        words = [_VOWEL_SIGNS.sub("", word) or word for word in words]
    return Tokens(words, offsets[:-1:2], offsets[1::2])


_NO_NODES: Final[Mapping[str, _Node]] = MappingProxyType(
    {}
)  # shared: most nodes lead on along one kind of edge, or none
_NO_LENGTHS: Final[Mapping[str, tuple[int, ...]]] = MappingProxyType({})


@dataclass(slots=True)
class _Node:
    words: Mapping[str, _Node] = field(default_factory=lambda: _NO_NODES)
    stems: Mapping[str, _Node] = field(default_factory=lambda: _NO_NODES)
    stem_lengths: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: _NO_LENGTHS)  # by first letter
    found: tuple[tuple[str, str], ...] = ()

    def after(self, word: str) -> Iterator[_Node]:
        """The nodes that a word leads to, that of the word itself first, then the longer stems: what says most wins."""
        if word in self.words:
            yield self.words[word]
        for length in self.stem_lengths.get(word[0], ()):
            if length <= len(word) and word[:length] in self.stems:
                yield self.stems[word[:length]]

    def grown(self, word: str) -> _Node:
        """The node that a written word leads to ("*" ends a stem), made when it is not there."""
        if not word.endswith("*"):
            node = self.words.get(word)
            if node is None:
                node = _Node()
                self.words = _with(self.words, word, node)
            return node
        stem = word[:-1]
        node = self.stems.get(stem)
        if node is None:
            node = _Node()
            self.stems = _with(self.stems, stem, node)
            lengths = {len(known) for known in self.stems if known[:1] == stem[:1]}
            self.stem_lengths = _with(self.stem_lengths, stem[:1], tuple(sorted(lengths, reverse=True)))
        return node


class _State:
    """All nodes that the same words lead to, for a walk that need not choose among them."""

    __slots__ = ("found", "is_last", "letters", "nodes", "prefixes", "steps", "words")

    def __init__(self, nodes: Sequence[_Node], prefixes: Sequence[tuple[str, str]] = ()) -> None:
        self.nodes = nodes
        self.prefixes = prefixes  # glued before a word, and what is left of them: Arabic "and", "in", "to"
        found: dict[str, str] = {}
        for cls, value in (one for node in nodes for one in node.found):
            found.setdefault(cls, value)
        self.found = tuple(found.items())
        self.words = frozenset(word for node in nodes for word in node.words)
        self.letters = frozenset(letter for node in nodes for letter in node.stem_lengths)
        self.is_last = not self.words and not self.letters
        self.steps: dict[str, _State] = {}  # made as they are taken

    def after(self, word: str) -> _State:
        """The state that a word leads to."""
        state = self.steps.get(word)
        if state is None:
            words = [word, *(meant + word[len(prefix) :] for prefix, meant in self.prefixes if _bears(word, prefix))]
            nodes = [further for one in words for node in self.nodes for further in node.after(one)]
            state = _State(nodes) if nodes else _NOWHERE
            if len(word) <= _MOST_LETTERS:
                if len(self.steps) >= _MOST_WORDS:
                    self.steps.clear()
                self.steps[word] = state
        return state


_NOWHERE: Final = _State(())


def _with(known: Mapping[str, _Value], key: str, value: _Value) -> dict[str, _Value]:
    """A mapping with one entry more; one that is shared by many is copied first."""
    own = known if isinstance(known, dict) else dict(known)
    own[key] = value
    return own


def _bears(word: str, prefix: str) -> bool:
    return word.startswith(prefix) and len(word) >= len(prefix) + _LEAST_BEHIND_PREFIX


def _is_torn(tokens: Tokens, first: int) -> bool:
    """Whether two letters of Hangul are the end of one word and the beginning of the next: "운동 지도" is no "동지"."""
    if first == 0 or not "가" <= tokens.texts[first] <= "힣":
        return False
    before, one, other = tokens[first - 1 : first + 2]
    return before.end == one.start and one.end != other.start and "가" <= before.text <= "힣"


class TermError(ValueError):
    """A term of a lexicon that cannot be read."""


def expand(term: str) -> list[tuple[str, ...]]:
    """All word sequences that a written term stands for; words keep their ``*``."""
    parts: list[list[str]] = []
    if term.count("(") != len(re.findall(r"\([^()]*\)", term)):
        raise TermError(f"term '{term}' has a choice inside a choice, or one without its end; write it as several")
    for piece in re.findall(r"\([^()]*\)\??|[^\s()]+", term):
        optional = piece.endswith("?") and len(piece) > 1
        inner = piece.removesuffix("?") if optional else piece
        choices = inner[1:-1].split("|") if inner.startswith("(") else [inner]
        parts.append([*choices, ""] if optional else choices)
    sequences = []
    for chosen in product(*parts):
        words = tuple(word for part in chosen for word in _words(part))
        if words:
            sequences.append(words)
        if len(sequences) > _MAX_EXPANSIONS:
            raise TermError(f"term '{term}' stands for more than {_MAX_EXPANSIONS} sequences; write it as several")
    if not sequences:
        raise TermError(f"term '{term}' holds no word")
    return sequences


def _words(part: str) -> Iterator[str]:
    for word in part.split():
        stem = word.endswith("*")
        tokens = tokenize(word.removesuffix("*")).texts
        for index, token in enumerate(tokens):
            yield token + "*" if stem and index == len(tokens) - 1 and not _is_unspaced(token) else token


def _is_unspaced(token: str) -> bool:
    return re.match(rf"[{UNSPACED}]", token) is not None


class TermSet:
    """The compiled terms of a language."""

    def __init__(self, prefixes: Mapping[str, str] | None = None) -> None:
        self._root = _Node()
        self._prefixes = tuple((prefixes or {}).items())
        self._start: _State | None = None  # made when all terms are there

    def add(self, cls: str, value: str, term: str) -> None:
        """Add one written term (already in the form of the view's lower case)."""
        for words in expand(term):
            node = self._root
            for word in words:
                node = node.grown(word)
            if (cls, value) not in node.found:
                node.found = (*node.found, (cls, value))
        self._start = None

    def find(self, tokens: Tokens, line_ends: Iterable[int] = ()) -> list[Hit]:
        """All hits, in text order; of one class only the longest at a place, none inside a longer one of it.

        No term goes on behind the tokens that end a line.
        """
        hits: list[Hit] = []
        reach: dict[str, int] = {}
        start = self._start = self._start or _State([self._root], self._prefixes)
        words, starts, ends = tokens.texts, tokens.starts, tokens.ends
        following = [*words[1:], ""]
        for index in line_ends:
            following[index] = ""
        for first, state in enumerate(map(start.steps.get, words)):
            if state is _NOWHERE:
                continue
            state = state or start.after(words[first])  # noqa: PLW2901 -- one not reached before
            word = following[first]
            if state.is_last or (word not in state.words and word[:1] not in state.letters):  # most go no further
                for cls, value in state.found:
                    if first >= reach.get(cls, 0):
                        reach[cls] = first + 1
                        hits.append(Hit(cls, value, first, first + 1, starts[first], ends[first]))
                continue
            longest: dict[str, tuple[int, str]] = {}
            last = first + 1
            while True:
                for cls, value in state.found:
                    longest[cls] = (last, value)
                word = following[last - 1]
                if state.is_last or (word not in state.words and word[:1] not in state.letters):
                    break
                state = state.steps.get(word) or state.after(word)  # noqa: PLW2901 -- a step on
                last += 1
            for cls, (end, value) in longest.items():
                if end > reach.get(cls, 0) and not (end - first == _A_PAIR and _is_torn(tokens, first)):
                    reach[cls] = end
                    hits.append(Hit(cls, value, first, end, starts[first], ends[end - 1]))
        return hits
