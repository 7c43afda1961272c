"""Articles given as JSON objects with the keys ``id, url, site, lang, published, text, original_url``.

Only ``text`` must be there. Other keys (facts, notes) are ignored. Values of the wrong kind are refused with one
sentence that names the key.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from pydantic import BaseModel, ConfigDict, ValidationError

from scrapers import datelines, languages
from scrapers.encodings import Refused
from scrapers.identity import UrlError, canonical_url
from scrapers.lines import split_lines

if TYPE_CHECKING:
    from datetime import datetime

MOST_LINES = 20_000
_UNSTORABLE = re.compile("[\ud800-\udfff\0]")
_ABSENT = frozenset({"", "und", "unknown", "none", "null"})


class _Object(BaseModel):
    """The keys that count, as strictly as they are written down."""

    model_config = ConfigDict(extra="ignore", strict=True)

    text: str
    id: str | int | None = None
    url: str | None = None
    site: str | None = None
    lang: str | None = None
    published: str | None = None
    original_url: str | None = None


@dataclass(frozen=True)
class Given:
    """What an article came with besides its text; everything checked, None where nothing was given."""

    given_id: str | None = None
    url: str | None = None
    site: str | None = None
    lang: str | None = None
    published: str | None = None
    published_at: datetime | None = None
    original_url: str | None = None


@dataclass(frozen=True)
class GivenArticle:
    """A text and what came with it; ``flags`` name repairs that storing it needed."""

    text: str
    given: Given
    flags: tuple[str, ...] = ()


def parse(source: str) -> GivenArticle:
    """The article in one JSON object; raises Refused ('bad-json', 'missing-keys', 'wrong-type', 'bad-value', …)."""
    try:
        raw = json.loads(source, parse_constant=_no_constant)
    except RecursionError:
        raise Refused("bad-json", "its JSON is nested too deeply", source) from None
    except ValueError as error:
        raise Refused("bad-json", f"it is not JSON: {error}", source) from None
    if not isinstance(raw, dict):
        reason = f"it holds a JSON {_kind(raw)}, not one object; a list of articles goes into a .jsonl file, one a line"
        raise Refused("not-an-object", reason, source)
    try:
        found = _Object.model_validate(raw)
    except ValidationError as error:
        raise _refusal(error, source) from None
    text, flags = storable(found.text)
    n_lines = len(split_lines(text))
    if not n_lines:
        raise Refused("empty-text", "its 'text' is empty", source)
    if n_lines > MOST_LINES:
        raise Refused("too-large", f"its 'text' has {n_lines:,} lines; no article has more than {MOST_LINES:,}", text)
    return GivenArticle(text, _given(found), flags)


def storable(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with what no UTF-8 file can hold (lone surrogates, NUL) replaced one for one, and a flag if so."""
    clean = _UNSTORABLE.sub("\ufffd", text)
    return (text, ()) if clean == text else (clean, ("unstorable-characters",))


def _given(found: _Object) -> Given:
    published, published_at = None, None
    if found.published is not None and found.published.strip().lower() not in _ABSENT:
        date = datelines.given(found.published)
        if date is None:
            raise Refused(
                "bad-value", f"its 'published' is no date of the form YYYY-MM-DD: '{_short(found.published)}'"
            )
        published, published_at = date
    return Given(
        given_id=storable(str(found.id))[0] if found.id is not None else None,
        url=_url(found.url, "url"),
        site=storable(found.site)[0] if found.site else None,
        lang=_language(found.lang),
        published=published,
        published_at=published_at,
        original_url=_url(found.original_url, "original_url"),
    )


def _language(code: str | None) -> str | None:
    if code is None or code.strip().lower() in _ABSENT:
        return None
    language = languages.known(code)
    if language is None:
        raise Refused("unknown-language", f"its 'lang' is no known language code (ISO 639-1): '{_short(code)}'")
    return language


def _url(url: str | None, key: str) -> str | None:
    if url is None or not url.strip():
        return None
    try:
        canonical_url(url)
    except UrlError as error:
        raise Refused("bad-value", f"its '{key}' cannot be used: {error}") from None
    return url.strip()


def _refusal(error: ValidationError, source: str) -> Refused:
    problems = error.errors()
    missing = [str(problem["loc"][0]) for problem in problems if problem["type"] == "missing"]
    if missing:
        return Refused("missing-keys", f"it has no '{missing[0]}'; an article needs at least its text", source)
    key, message = str(problems[0]["loc"][0]), problems[0]["msg"]
    return Refused("wrong-type", f"its '{key}' is not what it should be: {message[0].lower()}{message[1:]}", source)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _kind(value: object) -> str:
    names = {list: "list", str: "text", bool: "truth value", int: "number", float: "number"}
    return names.get(type(value), "null")


def _short(text: str) -> str:
    return text[:60] + ("…" if len(text) > 60 else "")
