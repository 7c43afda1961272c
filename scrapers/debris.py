"""The words of debris in every language, read from ``debris.yml`` by a strict model.

``vocabulary()`` gives them merged over all languages, because the footer of a page is often in another language
than its text. A file that does not fit the model raises ``DebrisError`` with one sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from scrapers.lines import FIRST_DENSE, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE = Path(__file__).with_name("debris.yml")


class DebrisError(ValueError):
    """The word file cannot be used; the message says where and why."""


class Words(BaseModel):
    """The words of one language; see the head of ``debris.yml`` for what each list holds."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    views: list[str] = Field(min_length=1)
    comments: list[str] = Field(min_length=1)
    prompts: list[str] = Field(min_length=1)
    source: list[str] = Field(min_length=1)
    related: list[str] = Field(min_length=1)
    more: list[str] = Field(min_length=1)
    photo: list[str] = Field(min_length=1)
    byline: list[str] = Field(min_length=1)
    home: list[str] = Field(min_length=1)
    published: list[str] = Field(min_length=1)
    updated: list[str] = Field(min_length=1)
    chrome: list[str] = Field(min_length=1)
    openings: list[str] = Field(min_length=1)
    speaking: list[str] = Field(min_length=1)
    weekdays: list[str] = Field(min_length=7)
    months: list[str] | None = Field(default=None, min_length=12, max_length=12)


@dataclass(frozen=True)
class Vocabulary:
    """All languages' words together, folded; the patterns match the beginning of a folded line."""

    views: frozenset[str]
    comments: frozenset[str]
    source: frozenset[str]
    related: frozenset[str]
    more: tuple[str, ...]
    chrome: frozenset[str]
    published: frozenset[str]
    updated: frozenset[str]
    weekdays: frozenset[str]
    prompts: tuple[str, ...]
    openings: re.Pattern[str]
    speaking: tuple[str, ...]
    photo: re.Pattern[str]
    byline: re.Pattern[str]
    home: re.Pattern[str]
    months: dict[str, int]


def load(path: Path = FILE) -> dict[str, Words]:
    """Language code → its words. Raises ``DebrisError`` when the file does not fit."""
    try:
        raw = yaml.safe_load(path.read_text("utf-8"))
        return TypeAdapter(dict[str, Words]).validate_python(raw)
    except (yaml.YAMLError, ValidationError, UnicodeDecodeError) as error:
        raise DebrisError(f"{path} cannot be used as the words of debris: {error}") from error


@cache
def vocabulary() -> Vocabulary:
    """The merged words of ``debris.yml``; read once."""
    languages = load().values()
    return Vocabulary(
        views=_folded(word for words in languages for word in words.views),
        comments=_folded(word for words in languages for word in words.comments),
        source=_folded(word for words in languages for word in words.source),
        related=_folded(word for words in languages for word in words.related),
        more=tuple(sorted(_folded(word for words in languages for word in words.more))),
        chrome=_folded(word for words in languages for word in words.chrome),
        home=_label(word for words in languages for word in words.home),
        published=_folded(word for words in languages for word in words.published),
        updated=_folded(word for words in languages for word in words.updated),
        weekdays=_folded(word for words in languages for word in words.weekdays),
        prompts=tuple(sorted(_folded(word for words in languages for word in words.prompts))),
        openings=_label((word for words in languages for word in words.openings), solid=True),
        speaking=tuple(sorted(_folded(word for words in languages for word in words.speaking))),
        photo=_label(word for words in languages for word in words.photo),
        byline=_label(word for words in languages for word in words.byline),
        months=_months(languages),
    )


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def _label(words: Iterable[str], *, solid: bool = False) -> re.Pattern[str]:
    """Any of the words, not within a longer one; ``solid``: scripts without spaces may go on behind it."""
    longest_first = sorted(_folded(words), key=lambda word: (-len(word), word))
    ends = ("" if solid and word[-1] >= FIRST_DENSE else r"(?!\w)" for word in longest_first)
    return re.compile("|".join(re.escape(word) + end for word, end in zip(longest_first, ends, strict=True)))


def _months(languages: Iterable[Words]) -> dict[str, int]:
    months: dict[str, int] = {}
    for words in languages:
        for number, names in enumerate(words.months or (), start=1):
            for name in names.split("|"):
                if months.setdefault(fold(name), number) != number:
                    raise DebrisError(f"'{name}' is given as two different months in {FILE}")
    return months
