"""What danvan knows of a language, ready for reading: its terms, number words and small words, as the view has them.

The files it comes from, and the classes that terms belong to: ``language``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extraction.joined_numbers import JoinedNumbers
from extraction.language import language, language_codes
from extraction.remembered import Remembered, kept_for_good
from extraction.terms import TermSet, tokenize
from extraction.view import view

if TYPE_CHECKING:
    from extraction.language import Glued, Language, Numbers

# Translations leave terms in Vietnamese or English, and slugs are Vietnamese: every language knows these two's subject.
_SHARED_LANGUAGES: Final = ("vi", "en")
_SHARED_CLASSES: Final = ("subject", "organ")


class GluedPatterns:
    """What is glued, as patterns over the view."""

    def __init__(self, glued: Glued) -> None:
        between = "|".join(map(re.escape, sorted(glued.between, key=len, reverse=True)))
        self.behind_name = re.compile(rf"(?:{_any(glued.behind_names)}){{0,3}}$")
        self.word_behind = re.compile(_any(glued.behind_names)) if glued.behind_names else None
        self.behind_place = re.compile(rf"(?:{_any(glued.behind_places)})?(?![가-힣])")
        self.between = re.compile(rf"(?:[\s・:]{'|' + between if between else ''})*")
        self.before_role = re.compile(rf"(?:{_any(glued.before_roles)})$") if glued.before_roles else None
        self.not_in_role = re.compile(f"[{re.escape(glued.never_in_roles)}]") if glued.never_in_roles else None
        self.never_in_names = frozenset(_as_seen(word) for word in glued.never_in_names)


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted((_as_seen(word) for word in words), key=len, reverse=True)))


class Lexicon:
    """A language made ready for reading: its compiled terms, number words and date patterns."""

    def __init__(self, language: Language, shared: list[tuple[str, str, str]]) -> None:
        self.language = language
        self.code = language.code
        self.name_script = language.name_script
        self.bears_accents = language.bears_accents
        self.place_order = language.place_order
        self.count_order = language.count_order
        self.count_gap = language.count_gap
        self.verb_last = language.verb_last
        self.verb_second = language.verb_second
        self.ordinal_dot = language.dates.ordinal_dot
        self.spaced_thousands = language.numbers.spaced_thousands
        self.terms = TermSet({_as_seen(prefix): _as_seen(meant) for prefix, meant in language.glued.prefixes.items()})
        for cls, value, term in [*language.flat_terms(), *shared]:
            self.terms.add(cls, value, _as_seen(term))
        self.and_words = frozenset(_as_seen(word) for word in language.joining.and_)
        # "and", where it is glued to the word behind it: "وترأس" is "and chaired", "خمسة وعشرون" five and twenty
        self.glued_and = tuple(self.and_words & {_as_seen(prefix) for prefix in language.glued.prefixes})
        joined = {mark + word: value for mark in self.glued_and for word, value in language.numbers.words.items()}
        self.number_words = _token_keys({**language.numbers.words, **joined})
        self.multipliers = _token_keys(language.numbers.multipliers)
        self.large_words = frozenset(_as_seen(word) for word in language.numbers.multipliers)
        self.counters = frozenset(tuple(tokenize(_as_seen(c)).texts) for c in language.numbers.counters)
        self.first_of_counters = frozenset(counter[0] for counter in self.counters if counter)
        self.longest_counter = max((len(counter) for counter in self.counters), default=0)
        self.first_number_words = frozenset(key[0] for key in (*self.number_words, *self.multipliers) if key)
        self.joined_numbers = Remembered(_joined(language.numbers).value) if language.numbers.in_one else None
        self.begins_number = Remembered(self._begins_number)
        self.longest_number_word = max((len(key) for key in {**self.number_words, **self.multipliers}), default=1)
        self.of_words = frozenset(_as_seen(word) for word in language.joining.of)
        kinds = language.terms.get("recipient", {})
        by_kind = kinds.values() if isinstance(kinds, dict) else ()
        self.plain_recipients = frozenset(_as_seen(terms[0]) for terms in by_kind if terms)
        self.out_of_words = frozenset(_as_seen(word) for word in language.joining.out_of)
        self.to_words = frozenset(_as_seen(word) for word in language.joining.to)
        self.by_words = frozenset(_as_seen(word) for word in language.joining.by)
        self.reaching_words = frozenset(_as_seen(word) for word in language.joining.reaching)
        self.difference_words = frozenset(_as_seen(word) for word in language.joining.difference)
        self.at_words = frozenset(_as_seen(word) for word in language.joining.at)
        self.person_counters = tuple(_as_seen(word) for word in language.numbers.person_counters)
        self.ordinals = frozenset(_as_seen(word) for word in language.numbers.ordinals)
        self.vague = frozenset(_as_seen(word) for word in language.numbers.vague)
        self.closing = tuple(_as_seen(word) for word in language.numbers.closing)
        self.never_first = frozenset(_as_seen(word) for word in language.numbers.never_first)
        self.until_words = frozenset(_as_seen(word) for word in language.joining.until)
        self.glued = GluedPatterns(language.glued)
        self.spans_of_time = frozenset(_as_seen(word) for word in language.joining.spans)
        self.number_of_words = frozenset(_as_seen(word) for word in language.joining.number_of)
        self.pronouns = tuple(_as_seen(word) for word in language.joining.pronouns)
        self.follow_words = tuple(_as_seen(word) for word in language.joining.follow)
        self.being_words = frozenset(_as_seen(word) for word in language.joining.being)
        self.abbreviations = frozenset(_as_seen(word).rstrip(".") for word in language.abbreviations)

    def _begins_number(self, word: str) -> bool:
        is_joined = self.joined_numbers is not None and self.joined_numbers[word] is not None
        return is_joined or word in self.first_number_words or word[0].isdigit()


def _as_seen(term: str) -> str:
    return view(term).lower


def _joined(numbers: Numbers) -> JoinedNumbers:
    words, factors = (
        {_as_seen(word): value for word, value in known.items() if " " not in word}
        for known in (numbers.words, numbers.multipliers)
    )
    return JoinedNumbers(words, factors, tuple(_as_seen(joint) for joint in numbers.joints))


def _token_keys(words: dict[str, int]) -> dict[tuple[str, ...], int]:
    return {tuple(tokenize(_as_seen(word)).texts): value for word, value in words.items()}


@lru_cache(maxsize=64)
def lexicon(code: str) -> Lexicon | None:
    """The lexicon of a language, or None when danvan does not read it."""
    if code not in language_codes():
        return None
    with kept_for_good():
        shared = [
            term
            for other in _SHARED_LANGUAGES
            if other != code
            for term in language(other).flat_terms()
            if term[0] in _SHARED_CLASSES
        ]
        return Lexicon(language(code), shared)
