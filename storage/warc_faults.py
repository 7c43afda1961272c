"""Where a WARC file is broken, since a reader that stops early does not say so, and where it goes on after that.

Only what lies behind the last good record is looked at, so a whole file costs next to nothing. Packed files are made of
one gzip member a record; of others nothing can be found again after a fault.
"""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 16
_MEMBER = b"\x1f\x8b\x08"
_LENGTH = re.compile(rb"^content-length:\s*(\d{1,15})\s*$", re.IGNORECASE | re.MULTILINE)
_LONGEST_HEAD = 1 << 20


def after_fault(stream: BinaryIO, last: int, problem: str | None, *, packed: bool) -> tuple[int | None, str | None]:
    """What is wrong after the record at ``last`` and where the next readable one begins.

    ``problem`` is what a reader said when it gave up. (None, None) when all is well; the place is None when nothing
    follows; it always lies behind ``last``.
    """
    if packed:
        bad, words = _bad_member(stream, last)
    else:
        bad, words = _bad_record(stream, last)
    problem = words or problem
    if problem is None:
        return None, None
    start = max(last + 1, bad + 1 if bad is not None else 0)
    return (_next_member if packed else _next_record)(stream, start), problem


def _bad_member(stream: BinaryIO, start: int) -> tuple[int | None, str | None]:
    """Where the first gzip member from ``start`` on begins that is broken, and how; (None, None) when none is."""
    stream.seek(start)
    if stream.read(len(_MEMBER)) != _MEMBER:
        start = 0  # one member holds many records
    stream.seek(start)
    place, member = start, zlib.decompressobj(wbits=31)
    while chunk := stream.read(_CHUNK):
        while chunk:
            if member.eof:
                place = stream.tell() - len(chunk)
                member = zlib.decompressobj(wbits=31)
            try:
                member.decompress(chunk, 1 << 22)
                while member.unconsumed_tail and not member.eof:
                    member.decompress(member.unconsumed_tail, 1 << 22)
            except zlib.error as error:
                return place, f"its compression is broken ({str(error).strip()})"
            chunk = member.unused_data
    return (None, None) if member.eof else (place, "its last record is not complete")


def _bad_record(stream: BinaryIO, start: int) -> tuple[int | None, str | None]:
    """Where the first record from ``start`` on begins whose length leads to no other, and how it fails."""
    size = stream.seek(0, io.SEEK_END)
    place = start
    while place < size:
        stream.seek(place)
        head, end, _ = stream.read(_LONGEST_HEAD).partition(b"\r\n\r\n")
        length = _LENGTH.search(head.replace(b"\r\n", b"\n"))
        if not head.startswith(b"WARC/") or not end or length is None:
            return place, "it holds something that is no record"
        following = place + len(head) + 4 + int(length[1]) + 4
        stream.seek(max(following - 4, 0))
        if stream.read(9)[:4] != b"\r\n\r\n":
            return (
                place,
                "its last record is not complete" if following > size else "a record is not as long as it says",
            )
        place = following
    return None, None


def _next_member(stream: BinaryIO, start: int) -> int | None:
    """The first place from ``start`` on where a packed record begins."""
    for place in _places(stream, _MEMBER, start):
        stream.seek(place)
        try:
            if zlib.decompressobj(wbits=31).decompress(stream.read(512), 5) == b"WARC/":
                return place
        except zlib.error:
            continue
    return None


def _next_record(stream: BinaryIO, start: int) -> int | None:
    """The first place from ``start`` on where a record begins that is not packed."""
    for place in _places(stream, b"\r\n\r\nWARC/1.", max(0, start - 4)):
        if place + 4 >= start:
            return place + 4
    return None


def _places(stream: BinaryIO, wanted: bytes, start: int) -> Iterator[int]:
    """Everywhere from ``start`` on where these bytes stand."""
    kept, place = b"", start
    stream.seek(start)
    while chunk := stream.read(_CHUNK):
        data = kept + chunk
        base, after = place - len(kept), stream.tell()
        at = data.find(wanted)
        while at >= 0:
            yield base + at
            at = data.find(wanted, at + 1)
        kept, place = data[-(len(wanted) - 1) :], after
        stream.seek(after)
