"""The WARC file of a run: every exchange with a site as it was (``storage.warc_reading`` reads it back).

A file holds, for every exchange, a request, a response and a metadata record that belong together by
``WARC-Concurrent-To``. A payload that was kept before (in this file or an earlier one) is not stored again: a
``revisit`` record names where it is. Written with ``storage.lake.replacing``, so a file appears whole or not at all.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.timeutils import datetime_to_iso_date
from warcio.warcwriter import WARCWriter

from storage.lake import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SOFTWARE = "danvan"
REVISIT_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what came back; ``body`` is decoded of transfer and content encodings."""

    url: str
    at: datetime
    request: tuple[tuple[str, str], ...]
    method: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    metadata: dict[str, Any] = field(default_factory=dict)

    @property
    def truncated(self) -> str | None:
        """'length', 'time' or 'disconnect' when the body is only what came before the answer was cut off."""
        return self.metadata.get("truncated")

    @property
    def digest(self) -> str:
        """``sha1:`` and the base 32 digest of the body, as WARC files carry it."""
        return payload_digest(self.body)

    def header(self, name: str) -> str | None:
        """The first response header of that name."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a payload was kept first."""

    url: str
    at: datetime


class Writer:
    """Adds exchanges to an open file; remembers payloads so that equal ones become revisits."""

    def __init__(self, stream: BinaryIO, name: str, known: Mapping[tuple[str, str], Kept] | None = None) -> None:
        self._writer = WARCWriter(stream, gzip=True, warc_version="WARC/1.1")
        self._known = known or {}
        self._own: dict[str, Kept] = {}
        self.repeated: set[str] = set()  # digests of payloads in this file that later records only refer to
        info = {"software": SOFTWARE, "format": "WARC File Format 1.1"}
        self._writer.write_record(self._writer.create_warcinfo_record(name, info))
        self.written = 0

    def add(self, exchange: Exchange) -> None:
        """Write request, response (or revisit) and metadata of one exchange."""
        when = datetime_to_iso_date(exchange.at.astimezone(UTC).replace(tzinfo=None), use_micros=True)
        earlier = self._earlier(exchange)
        response = self._response(exchange, when, earlier)
        together = {"WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID")}
        line = f"{exchange.method} {_target(exchange.url)} HTTP/1.1"
        request = self._writer.create_warc_record(
            exchange.url,
            "request",
            http_headers=StatusAndHeaders(line, _safe(exchange.request), is_http_request=True),
            warc_headers_dict={"WARC-Date": when, **together},
        )
        metadata = self._writer.create_warc_record(
            exchange.url,
            "metadata",
            payload=io.BytesIO(json.dumps(exchange.metadata, ensure_ascii=False, sort_keys=True).encode()),
            warc_content_type="application/json",
            warc_headers_dict={"WARC-Date": when, **together},
        )
        for record in (request, response, metadata):
            self._writer.write_record(record)
        if exchange.body and exchange.status == 200 and not exchange.truncated:
            self._own.setdefault(exchange.digest, Kept(exchange.url, exchange.at))
        self.written += 1

    def _earlier(self, exchange: Exchange) -> Kept | None:
        """Where the payload was kept: in this file under any address, in an earlier one under the same address."""
        if not exchange.body or exchange.truncated:
            return None
        known = self._known.get((exchange.url, exchange.digest))
        if known is None and (known := self._own.get(exchange.digest)):
            self.repeated.add(exchange.digest)
        return known

    def keep(self, url: str, at: datetime, media_type: str, body: bytes) -> None:
        """Write bytes that no exchange brought, such as a local file, as a resource record."""
        when = datetime_to_iso_date(at.astimezone(UTC).replace(tzinfo=None), use_micros=True)
        resource = self._writer.create_warc_record(
            url,
            "resource",
            payload=io.BytesIO(body),
            length=len(body),
            warc_content_type=_one_line(media_type),
            warc_headers_dict={"WARC-Date": when, "WARC-Payload-Digest": payload_digest(body)},
        )
        self._writer.write_record(resource)
        self.written += 1

    def _response(self, exchange: Exchange, when: str, earlier: Kept | None) -> Any:
        status = f"HTTP/1.1 {exchange.status} {exchange.reason}".strip()
        head = StatusAndHeaders(status.removeprefix("HTTP/1.1 "), _stored(exchange), protocol="HTTP/1.1")
        if earlier is None:
            return self._writer.create_warc_record(
                exchange.url,
                "response",
                payload=io.BytesIO(exchange.body),
                length=len(exchange.body),
                http_headers=head,
                warc_headers_dict={
                    "WARC-Date": when,
                    "WARC-Payload-Digest": exchange.digest,
                    **({"WARC-Truncated": exchange.truncated} if exchange.truncated else {}),
                },
            )
        then = datetime_to_iso_date(earlier.at.astimezone(UTC).replace(tzinfo=None), use_micros=True)
        return self._writer.create_revisit_record(
            exchange.url,
            exchange.digest,
            earlier.url,
            then,
            http_headers=head,
            warc_headers_dict={"WARC-Date": when, "WARC-Profile": REVISIT_PROFILE},
        )


@contextmanager
def writing(path: Path, known: Mapping[tuple[str, str], Kept] | None = None) -> Iterator[Writer]:
    """A writer whose file appears at ``path`` when the block ends well.

    ``known`` maps address and payload digest to where earlier files keep that payload.
    """
    with replacing(path) as temporary, temporary.open("wb") as stream:
        yield Writer(stream, path.name, known)


def payload_digest(body: bytes) -> str:
    """``sha1:`` and base 32, the form other WARC tools compare."""
    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def _stored(exchange: Exchange) -> list[tuple[str, str]]:
    """The response headers, those renamed that no longer describe the decoded body."""
    renamed = {"content-encoding", "transfer-encoding", "content-length"}
    kept = [(f"X-Crawler-{key}" if key.lower() in renamed else key, value) for key, value in exchange.headers]
    return [*_safe(kept), ("Content-Length", str(len(exchange.body)))]


def _safe(headers: tuple[tuple[str, str], ...] | list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(_one_line(key), _one_line(value)) for key, value in headers]


def _one_line(text: str) -> str:
    return " ".join(str(text).split())


def _target(url: str) -> str:
    after = url.split("://", 1)[-1]
    return "/" + after.split("/", 1)[1] if "/" in after else "/"
