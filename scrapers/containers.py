"""Files → the articles-to-be in them: one in a ``.txt``, ``.html`` or ``.json``, one a line in a ``.jsonl``.

``items`` yields what can be read and refuses the rest, piece by piece; one bad line or record never costs another.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from scrapers import given
from scrapers.encodings import Decoded, Refused, decode
from scrapers.given import Given
from scrapers.inputs import shown, suffix_of
from scrapers.lines import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_BYTES = 5_000_000  # of one text, page or object
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".htm": "text/html",
    ".html": "text/html",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
}


@dataclass(frozen=True)
class Item:
    """One article-to-be: its text (or page), what came with it, and the bytes it was read from."""

    subject: str  # the path, with ':line' or '#record' where the file holds several
    payload: bytes
    media_type: str
    text: str | None  # None for a page of HTML
    given: Given = field(default_factory=Given)
    flags: tuple[str, ...] = ()
    problem: str | None = None  # a sentence, when the input was bad and could be read nevertheless


@dataclass(frozen=True)
class Refusal:
    """A part of a file that cannot be used."""

    subject: str
    refused: Refused


def items(path: Path) -> Iterator[Item | Refusal]:
    """Everything in one file, in its order. Never raises for what the file holds."""
    subject = shown(path)
    suffix = suffix_of(path)
    try:
        if suffix == ".jsonl":
            yield from _lines(path)
        else:
            item = item_of_bytes(subject, _read(path), suffix)
            yield item if item.given.given_id else replace(item, given=replace(item.given, given_id=_own_name(path)))
    except Refused as refused:
        yield Refusal(subject, refused)
    except OSError as error:
        yield Refusal(subject, Refused("not-readable", f"it cannot be read: {error.strerror or error}"))


def _own_name(path: Path) -> str:
    """What a file of one article calls it, where the article itself gives no id: the file's name."""
    return given.storable(path.stem)[0]


def item_of_bytes(subject: str, data: bytes, suffix: str) -> Item:
    """The one article-to-be in the bytes of a ``.txt``, ``.html`` or ``.json`` file. Raises Refused."""
    if len(data) > MOST_BYTES:
        raise Refused(
            "too-large", f"it has {len(data) / 1e6:.1f} MB; a text or page may have {MOST_BYTES / 1e6:.0f} MB"
        )
    if suffix in {".html", ".htm"}:
        return Item(subject, data, MEDIA_TYPES[suffix], None)
    decoded = decode(data)
    if suffix == ".json":
        return _object(subject, data, decoded, MEDIA_TYPES[suffix])
    text, flags = given.storable(decoded.text)
    n_lines = len(split_lines(text))
    if not n_lines:
        raise Refused("empty-file", "it holds nothing but white space")
    if n_lines > given.MOST_LINES:
        raise Refused("too-large", f"it has {n_lines:,} lines; no article has more than {given.MOST_LINES:,}", text)
    return Item(subject, data, MEDIA_TYPES[suffix], text, flags=_flags(decoded, flags), problem=decoded.problem)


def _lines(path: Path) -> Iterator[Item | Refusal]:
    empty = True
    with path.open("rb") as lines:
        for number, line in enumerate(_capped(lines), start=1):
            subject = f"{shown(path)}:{number}"
            if line is not None and not line.strip():
                continue
            empty = False
            try:
                if line is not None:
                    yield _object(subject, line, decode(line), MEDIA_TYPES[".json"])
                    continue
                yield Refusal(subject, Refused("too-large", f"the line is longer than {MOST_BYTES / 1e6:.0f} MB"))
            except Refused as refused:
                yield Refusal(subject, refused)
    if empty:
        raise Refused("empty-file", "it holds no line with an object")


def _capped(lines: object) -> Iterator[bytes | None]:
    """The lines of a binary file; None for one that is too long, without keeping it."""
    readline = lines.readline  # type: ignore[attr-defined]
    while piece := readline(MOST_BYTES + 1):
        if len(piece) <= MOST_BYTES or piece.endswith(b"\n"):
            yield piece.rstrip(b"\r\n")
            continue
        while piece and not piece.endswith(b"\n"):
            piece = readline(MOST_BYTES)
        yield None


def _object(subject: str, data: bytes, decoded: Decoded, media_type: str) -> Item:
    article = given.parse(decoded.text)
    flags = _flags(decoded, article.flags)
    return Item(subject, data, media_type, article.text, article.given, flags, decoded.problem)


def _flags(decoded: Decoded, more: tuple[str, ...]) -> tuple[str, ...]:
    return (decoded.flag, *more) if decoded.flag else more


def _read(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise Refused("too-large", f"it has {size / 1e6:.1f} MB; a text or page may have {MOST_BYTES / 1e6:.0f} MB")
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)
