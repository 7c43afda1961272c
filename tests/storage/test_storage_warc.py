"""A run's WARC file: whole or not at all, and read as far as it goes."""

from __future__ import annotations

import gzip
import io
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from storage.warc import Exchange, Kept, payload_digest, writing
from storage.warc_reading import Page, WarcError, read_pages

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2024, 9, 21, 1, 2, 3, 456789, tzinfo=UTC)


def exchange(url: str, body: bytes, status: int = 200) -> Exchange:
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("X-Odd", "dòng\r\nhai"))
    return Exchange(url, AT, (("User-Agent", "danvan"),), "GET", status, "OK", headers, body, {"elapsed_ms": 3})


def written(path: Path, *exchanges: Exchange, known: dict[tuple[str, str], Kept] | None = None) -> Path:
    with writing(path, known) as writer:
        for one in exchanges:
            writer.add(one)
    return path


def records(path: Path) -> list[tuple[str, str]]:
    with path.open("rb") as stream:
        return [(r.rec_type, r.rec_headers.get_header("WARC-Target-URI") or "") for r in ArchiveIterator(stream)]


def test_every_exchange_leaves_request_response_and_metadata(tmp_path: Path) -> None:
    path = written(tmp_path / "run.warc.gz", exchange("https://bao.example/a?x=1", b"<p>m\xe1\xbb\x99t</p>"))
    kinds = [kind for kind, _ in records(path)]
    assert kinds == ["warcinfo", "request", "response", "metadata"]
    (page,) = read_pages(path)
    assert (page.url, page.status, page.at) == ("https://bao.example/a?x=1", 200, AT)
    assert page.body == "<p>một</p>".encode()
    assert page.digest == payload_digest(page.body)
    assert page.header("content-type") == "text/html"
    assert page.header("content-encoding") is None
    assert page.problem is None


def test_an_equal_payload_is_kept_once(tmp_path: Path) -> None:
    body = b"<p>the same</p>"
    path = written(tmp_path / "a.warc.gz", exchange("https://a.example/1", body), exchange("https://a.example/2", body))
    assert [kind for kind, _ in records(path)].count("revisit") == 1
    first, second = read_pages(path)
    assert first.body == body
    assert second.body is None
    assert second.digest == first.digest
    known = {("https://a.example/1", payload_digest(body)): Kept("https://a.example/1", AT)}
    later = written(tmp_path / "b.warc.gz", exchange("https://a.example/1", body), known=known)
    assert next(read_pages(later)).body is None


def test_a_file_that_was_not_finished_does_not_appear(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"
    broken = Exchange(**{**asdict(exchange("https://a.example/1", b"x")), "metadata": {"elapsed": object()}})
    with pytest.raises(TypeError), writing(path) as writer:  # noqa: PT012 -- the second exchange is what breaks
        writer.add(exchange("https://a.example/1", b"x"))
        writer.add(broken)
    assert list(tmp_path.iterdir()) == []


def read_until_error(path: Path) -> tuple[list[Page], str]:
    pages: list[Page] = []
    try:
        pages.extend(read_pages(path))
    except WarcError as error:
        return pages, str(error)
    return pages, ""


def test_a_file_cut_short_gives_what_is_readable_and_one_sentence(tmp_path: Path) -> None:
    bodies = [bytes(f"<p>{n} {'x' * 3000}{n * 7919}</p>", "utf-8") for n in range(5)]
    path = written(
        tmp_path / "run.warc.gz", *(exchange(f"https://a.example/{n}", body) for n, body in enumerate(bodies))
    )
    whole = path.read_bytes()
    counts = set()
    for keep in (len(whole) - 1, len(whole) * 3 // 4, len(whole) // 2, 40):
        path.write_bytes(whole[:keep])
        pages, sentence = read_until_error(path)
        sound = [page for page in pages if page.problem is None]
        assert [page.body for page in sound] == bodies[: len(sound)]
        assert sentence.startswith("run.warc.gz breaks off after ")
        assert "\n" not in sentence
        counts.add(len(sound))
    assert len(counts) > 2


@pytest.mark.parametrize("content", [b"", b"just words", b"\x1f\x8bnonsense", b"WARC/1.1\r\nnonsense"])
def test_a_file_that_is_no_warc_gives_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(content)
    pages, sentence = read_until_error(path)
    assert pages == []
    assert sentence.startswith("x.warc ")


def test_broken_compression_in_the_middle_is_said(tmp_path: Path) -> None:
    path = written(tmp_path / "run.warc.gz", *(exchange(f"https://a.example/{n}", b"%d" % n * 500) for n in range(4)))
    whole = bytearray(path.read_bytes())
    middle = len(whole) // 2
    whole[middle : middle + 40] = b"\xff" * 40
    path.write_bytes(bytes(whole))
    _, sentence = read_until_error(path)
    assert "run.warc.gz breaks off after" in sentence


def test_pages_other_crawlers_kept_encoded_are_decoded(tmp_path: Path) -> None:
    body = "<p>một trang nén</p>".encode() * 50
    packed = gzip.compress(body)
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    path = tmp_path / "other.warc.gz"
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for extra, payload in (([("Transfer-Encoding", "chunked")], chunked), ([], packed)):
            head = StatusAndHeaders("200 OK", [("Content-Encoding", "gzip"), *extra], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record("https://a.example/1", "response", io.BytesIO(payload), http_headers=head)
            )
    pages = list(read_pages(path))
    assert [page.body for page in pages] == [body, body]
    assert [page.problem for page in pages] == [None, None]
