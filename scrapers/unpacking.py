"""A body as it comes over the wire → its bytes without content encodings, within a limit whatever it unpacks to."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEP = 1 << 20
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_BARE_DEFLATE = -15
MAX_CODINGS = 3


class TooLargeError(Exception):
    """More bytes than the limit allows."""


class BrokenCompressionError(Exception):
    """Bytes that are not what their content encoding says, or end before it does."""


class Unpacking:
    """Takes the parts of a body in; ``body`` is what they hold so far, at most ``limit`` bytes."""

    def __init__(self, content_encoding: str, limit: int) -> None:
        names = [name.strip().lower() for name in content_encoding.split(",") if name.strip()]
        codings = [name for name in names if name != "identity"]
        unknown = [name for name in codings if name not in _WINDOWS]
        self._problem = None
        if unknown or len(codings) > MAX_CODINGS:
            self._problem = f"the body is packed as '{content_encoding[:60]}', which was not asked for"
        self._stages = [_Stage(_WINDOWS[name]) for name in reversed(codings)] if self._problem is None else []
        self._limit = limit
        self._received = 0
        self._parts: list[bytes] = []
        self._size = 0

    @property
    def body(self) -> bytes:
        """All bytes so far."""
        return b"".join(self._parts)

    def add(self, part: bytes) -> None:
        """Take in what came. Raises TooLargeError and BrokenCompressionError."""
        self._received += len(part)
        if self._received > self._limit:
            raise TooLargeError
        self._through(part, 0)

    def finish(self) -> None:
        """All has come. Raises BrokenCompressionError if the encoding says otherwise, or is none that was asked for."""
        if self._problem is not None:
            raise BrokenCompressionError(self._problem)
        for stage in self._stages:
            stage.finish()

    def _through(self, data: bytes, level: int) -> None:
        if level < len(self._stages):
            for piece in self._stages[level].unpacked(data):
                self._through(piece, level + 1)
            return
        room = self._limit - self._size
        self._parts.append(data[:room])
        self._size += min(len(data), room)
        if len(data) > room:
            raise TooLargeError


class _Stage:
    """One content encoding; gzip members may follow each other, deflate comes with and without its header."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._member = zlib.decompressobj(window)
        self._head: bytes | None = b"" if window == _WINDOWS["deflate"] else None  # until two bytes tell which it is
        self._fresh = True  # the member has given nothing yet
        self._whole = False  # a member came to its end
        self._over = False

    def unpacked(self, data: bytes) -> Iterator[bytes]:
        data = self._after_head(data)
        while data and not self._over:
            if self._member.eof:
                self._member, self._fresh = zlib.decompressobj(self._window), True
            try:
                piece = self._member.decompress(data, _STEP)
            except zlib.error as error:
                if not self._whole:
                    raise BrokenCompressionError(f"the compression of the body is broken ({error})") from None
                self._over = True  # padding after the last member
                return
            self._fresh = False
            self._whole = self._whole or self._member.eof
            data = self._member.unconsumed_tail or self._member.unused_data
            yield piece

    def finish(self) -> None:
        if self._head or not (self._fresh or self._over or self._member.eof):
            raise BrokenCompressionError("the compressed body ends before its compression does")

    def _after_head(self, data: bytes) -> bytes:
        """What may be unpacked: servers send 'deflate' bare or, as it should be, in zlib's wrapping."""
        if self._head is None:
            return data
        data = self._head + data
        if len(data) < 2:
            self._head = data
            return b""
        self._head = None
        if data[0] & 0x0F != 8 or (data[0] << 8 | data[1]) % 31:
            self._window = _BARE_DEFLATE
            self._member = zlib.decompressobj(self._window)
        return data
