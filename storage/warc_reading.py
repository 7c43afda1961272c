"""Reading WARC files of any origin: the pages in them as far as they can be read, a sentence where they cannot."""

from __future__ import annotations

import io
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType
from warcio.bufferedreaders import ChunkedDataReader, DecompressingBufferedReader

from storage.warc_faults import after_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

MAX_RECORD = 64_000_000


@dataclass(frozen=True, slots=True)
class Page:
    """A response, or a resource, read back from a WARC file; ``body`` is None for a revisit: it lies elsewhere."""

    url: str
    at: datetime | None
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    digest: str | None
    problem: str | None = None
    truncated: str | None = None  # why the crawler kept only the beginning, in the words of WARC files

    def header(self, name: str) -> str | None:
        """The first response header of that name."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class WarcError(ValueError):
    """A WARC file, or the rest of one, that cannot be read; one sentence that names file and record."""


def read_pages(path: Path, asked: Callable[[str], bool] | None = None) -> Iterator[Page]:
    """The responses and resources of a WARC file in order, then WarcError if some of it cannot be read or it is none.

    What is readable is yielded first, also what follows a broken record, so a caller can keep it and report the
    sentence. ``asked`` says of an address whether its page is read at all. One record is in memory at a time.
    """
    seen = skipped = 0
    breaks: list[tuple[int, str]] = []  # how many pages had been read, and what was wrong then
    with _opened(path) as stream:
        packed = stream.read(2) == b"\x1f\x8b"
        place: int | None = 0
        while place is not None:
            last, problem = place, None
            stream.seek(place)
            try:
                for at, page in _pages(stream, asked):
                    last = at
                    if page is None:
                        skipped += 1
                    else:
                        seen += 1
                        yield page
            except (OSError, RuntimeError, EOFError, zlib.error, ValueError) as error:
                problem = _words(error)
            place, problem = after_fault(stream, last, problem, packed=packed)
            if problem is not None:
                breaks.append((seen + skipped, problem))
    if breaks:
        after, problem = breaks[0]
        follows = seen + skipped - after
        more = f", and goes on with {follows} more" + (f" after {len(breaks)} breaks" if breaks[1:] else "")
        raise WarcError(f"{path.name} breaks off after {after} readable pages: {problem}{more if follows else ''}")


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as stream:
            magic = stream.read(5)
            stream.seek(0)
            if not magic:
                raise WarcError(f"{path.name} is empty")
            if not (magic[:2] == b"\x1f\x8b" or magic == b"WARC/"):
                raise WarcError(f"{path.name} is no WARC file: it starts with {magic!r}")
            yield stream
    except OSError as error:
        raise WarcError(f"{path.name} cannot be read: {_words(error)}") from None


def _pages(stream: BinaryIO, asked: Callable[[str], bool] | None) -> Iterator[tuple[int, Page | None]]:
    """Where each response or resource begins, and its page unless nobody asked for it."""
    wanted = WarcRecordType.response | WarcRecordType.revisit | WarcRecordType.resource
    for record in ArchiveIterator(stream, record_types=wanted, parse_http=True):
        url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
        if asked is not None and not asked(url):
            yield record.stream_pos, None
            continue
        http = record.http_headers
        is_resource = record.record_type == WarcRecordType.resource
        if not is_resource and (http is None or http.status_code is None):
            continue
        pairs = (("Content-Type", record.headers.get("Content-Type") or ""),) if is_resource else http
        headers = tuple((str(key), str(value)) for key, value in pairs)
        expected = record.content_length
        has_body = record.record_type != WarcRecordType.revisit
        body = _bytes(record.reader) if has_body else None
        problem = None
        if body is not None and len(body) > MAX_RECORD:
            body, problem = None, f"a page of more than {MAX_RECORD:,} bytes is not read"
        elif body is not None and len(body) < expected:
            problem = f"only {len(body):,} of {expected:,} bytes of the page are there"
        elif body is not None:
            body, problem = _decoded(body, headers)
        page = Page(
            url=url,
            at=record.record_date,
            status=200 if is_resource else int(http.status_code or 0),
            headers=headers,
            body=body,
            digest=record.headers.get("WARC-Payload-Digest"),
            problem=problem,
            truncated=record.headers.get("WARC-Truncated"),
        )
        yield record.stream_pos, page


def _bytes(reader: Any) -> bytes:
    """All there is, up to one byte more than may be; piece by piece, since a reader makes room for what it is asked."""
    parts: list[bytes] = []
    left = MAX_RECORD + 1
    while left > 0 and (part := reader.read(min(left, 1 << 16))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _decoded(body: bytes, headers: tuple[tuple[str, str], ...]) -> tuple[bytes | None, str | None]:
    """The payload without the encodings other crawlers keep, or the reason why it cannot be had."""
    named = {key.lower(): value.strip().lower() for key, value in headers}
    coding = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate", "br": "br"}.get(named.get("content-encoding", ""))
    chunked = named.get("transfer-encoding") == "chunked"
    if not (coding or chunked):
        return body, None
    reader = ChunkedDataReader if chunked else DecompressingBufferedReader
    stream = reader(io.BytesIO(body), decomp_type=coding)
    parts: list[bytes] = []
    size = 0
    try:
        while part := stream.read(1 << 16):
            parts.append(part)
            size += len(part)
            if size > MAX_RECORD:
                return None, f"a page of more than {MAX_RECORD:,} bytes is not read"
    except (OSError, zlib.error, ValueError) as error:
        return None, f"its encoding is broken ({_words(error)})"
    return b"".join(parts), None


def _words(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
