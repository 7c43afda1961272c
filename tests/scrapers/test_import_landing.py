"""Importing lands bytes, articles, rejections and outcomes; importing twice changes nothing; bad pages stop nobody."""

from __future__ import annotations

import gzip
import io
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scrapers.importing import ImportReport, import_paths, read_articles
from storage.lake import Lake, LakeError
from storage.records import Article, Rejection
from storage.settings import Settings
from storage.warc_reading import read_pages

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
BODY = (
    "Sáng 14/10, Ban Dân vận Tỉnh ủy Bắc Lâm tổ chức hội nghị biểu dương 45 điển hình dân vận khéo.\n"
    "Hội nghị có 230 đại biểu tham dự, trao 12 giấy khen cho các tập thể có thành tích trong phong trào.\n"
)
URL = "https://baobaclam.example/hoi-nghi-bieu-duong-1.html"
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY.splitlines())
HTML = (
    "<!doctype html><html lang='vi'><head><title>Bắc Lâm biểu dương điển hình dân vận khéo</title>"
    f"<link rel='canonical' href='{URL}'></head><body><article><h1>Bắc Lâm biểu dương điển hình dân vận khéo</h1>"
    f"{PARAGRAPHS}<p>Các địa phương tiếp tục nhân rộng những mô hình hiệu quả trong năm tới.</p></article>"
    "</body></html>"
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


def land(settings: Settings, *paths: Path, run: str = "run-1", at: datetime = AT) -> ImportReport:
    return import_paths(paths, run=run, settings=settings, now=lambda: at)


def table(settings: Settings, name: str) -> list[dict[str, Any]]:
    found = sorted((settings.lake / name).rglob("*.parquet"))
    return [row for path in found for row in pq.read_table(path, partitioning=None).to_pylist()]


def snapshot(settings: Settings, *names: str) -> dict[str, bytes]:
    files = [path for name in names for path in (settings.lake / name).rglob("*") if path.is_file()]
    return {str(path.relative_to(settings.lake)): path.read_bytes() for path in files}


def warc(path: Path, *pages: tuple[str, str, bytes, dict[str, str]], compressed: bool = True) -> Path:
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=compressed)
        for url, status, body, headers in pages:
            http = StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", io.BytesIO(body), http_headers=http))
    return path


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(BODY, "utf-8")
    (folder / "b.json").write_text(json.dumps({"text": BODY.replace("45", "46"), "url": URL, "id": "b"}), "utf-8")
    lines = [json.dumps({"text": BODY.replace("45", str(n)), "id": n}) for n in (47, 48)]
    (folder / "c.jsonl").write_text("\n".join([*lines, "{"]), "utf-8")
    (folder / "d.html").write_text(HTML.replace("bieu-duong-1", "bieu-duong-2"), "utf-8")
    page = HTML.replace("bieu-duong-1", "bieu-duong-3").encode()
    warc(folder / "e.warc.gz", (URL.replace("-1", "-3"), "200 OK", page, {"Content-Type": "text/html; charset=utf-8"}))
    (folder / "f.txt").write_bytes(b"")
    return folder


def test_every_kind_of_file_lands(settings: Settings, files: Path) -> None:
    report = land(settings, files)
    assert (report.found, report.landed, report.unchanged, report.rejected) == (6, 6, 0, 2)
    assert report.exit_status == 0
    articles = Lake(settings.lake).read_articles(Lake(settings.lake).article_files()[0])
    assert sorted(article.parser for article in articles if article.parser == "plaintext") == ["plaintext"] * 4
    assert all(article.source_id == "import" for article in articles)
    raw = list(read_pages(settings.lake / "raw" / "source=import" / "date=2026-01-02" / "run-1.warc.gz"))
    assert {page.body for page in raw} >= {(files / name).read_bytes() for name in ("a.txt", "b.json", "d.html")}
    assert len(raw) == 6
    outcomes = table(settings, "outcomes")
    assert sorted(row["outcome"] for row in outcomes) == ["landed"] * 6 + ["rejected"] * 2
    assert {row["run"] for row in outcomes} == {"run-1"}
    landed = [row for row in outcomes if row["outcome"] == "landed"]
    assert {row["warc_file"] for row in landed} == {"raw/source=import/date=2026-01-02/run-1.warc.gz"}
    assert all(row["article_id"] and row["payload_digest"] and row["n_bytes"] for row in landed)
    assert sorted(row["rule"] for row in table(settings, "rejected")) == ["bad-json", "empty-file"]


@pytest.mark.parametrize(("run", "later"), [("run-1", 0), ("run-2", 0), ("run-2", 1)])
def test_importing_twice_changes_nothing(settings: Settings, files: Path, run: str, later: int) -> None:
    land(settings, files)
    before = snapshot(settings, "raw", "articles")
    report = land(settings, files, run=run, at=AT + timedelta(days=later))
    assert (report.landed, report.unchanged) == (0, 6)
    assert snapshot(settings, "raw", "articles") == before
    assert {row["outcome"] for row in table(settings, "outcomes") if row["run"] == run} == {"unchanged", "rejected"}


def test_what_was_landed_can_be_imported_again_from_its_own_archive(settings: Settings, files: Path) -> None:
    land(settings, files)
    before = snapshot(settings, "raw", "articles")
    report = land(settings, settings.lake / "raw", run="run-2")
    assert (report.landed, report.unchanged, report.rejected) == (0, 6, 0)
    assert snapshot(settings, "raw", "articles") == before


def test_a_run_that_goes_on_never_rewrites_what_it_wrote(settings: Settings, tmp_path: Path) -> None:
    one, two = tmp_path / "1.txt", tmp_path / "2.txt"
    one.write_text(BODY, "utf-8")
    two.write_text(BODY.replace("45", "46"), "utf-8")
    land(settings, one)
    before = snapshot(settings, "raw", "articles")
    assert land(settings, one, two).landed == 1
    after = snapshot(settings, "raw", "articles")
    assert {name: after[name] for name in before} == before
    assert len(table(settings, "articles")) == 2


def test_a_changed_article_is_a_new_version(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for words in (BODY, BODY + "Bổ sung một đoạn mới.\n", BODY):
        path.write_text(json.dumps({"text": words, "url": URL}), "utf-8")
        land(settings, path)
    rows = table(settings, "articles")
    assert len({row["article_id"] for row in rows}) == 1
    assert len({row["content_hash"] for row in rows}) == len(rows) == 2


def test_the_same_words_with_and_without_an_address_are_one_article(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, "utf-8")
    (tmp_path / "b.json").write_text(json.dumps({"text": BODY, "url": URL}), "utf-8")
    (tmp_path / "c.json").write_text(json.dumps({"text": BODY, "url": URL.replace("-1", "-2")}), "utf-8")
    report = land(settings, tmp_path / "a.txt", tmp_path / "b.json", tmp_path / "c.json")
    assert (report.landed, report.unchanged) == (2, 1)
    assert all(row["url"] for row in table(settings, "articles"))
    assert land(settings, tmp_path / "a.txt", run="run-2").unchanged == 1


def test_a_missing_path_is_one_row_and_shows_in_the_exit_status(
    settings: Settings, files: Path, tmp_path: Path
) -> None:
    said: list[str] = []
    missing = tmp_path / "nope"
    report = import_paths([missing, files], run="r", settings=settings, progress=said.append, now=lambda: AT)
    assert report.landed == 6
    assert report.exit_status == 1
    assert f"{missing}: there is no such file or folder" in said
    assert all("\n" not in line for line in said)
    assert "path-not-found" in {row["rule"] for row in table(settings, "rejected")}


def test_only_bad_input_is_a_failure(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{", "utf-8")
    report = land(settings, tmp_path / "a.json")
    assert (report.exit_status, report.rejected) == (1, 1)
    assert not (settings.lake / "articles").exists()
    assert not (settings.lake / "raw").exists()


def test_nothing_at_all_is_no_failure(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert land(settings, tmp_path / "empty") == ImportReport()


def test_a_run_without_a_name_is_refused_before_anything_is_read(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(LakeError):
        land(settings, tmp_path, run="///")


def test_an_import_that_dies_while_reading_leaves_nothing(
    settings: Settings, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(_line: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_paths([files], run="run-1", settings=settings, progress=dies, now=lambda: AT)
    assert not [path for path in settings.lake.rglob("*") if path.is_file()]
    assert land(settings, files).landed == 6


def test_a_kill_between_bytes_and_articles_is_made_good(settings: Settings, files: Path) -> None:
    land(settings, files)
    wanted = sorted((row["article_id"], row["content_hash"], row["text"]) for row in table(settings, "articles"))
    for path in [*(settings.lake / "articles").rglob("*.parquet"), *(settings.lake / "outcomes").rglob("*.parquet")]:
        path.unlink()
    assert land(settings, files).landed == 6
    assert (
        sorted((row["article_id"], row["content_hash"], row["text"]) for row in table(settings, "articles")) == wanted
    )


# ---- pages -----------------------------------------------------------------------------------------------------------


def one(path: Path) -> tuple[list[Article], list[str]]:
    found = list(read_articles([path], Settings()))
    return [f for f in found if isinstance(f, Article)], [f.rule for f in found if isinstance(f, Rejection)]


def test_a_saved_page_is_known_by_its_own_address(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HTML, "utf-8")
    (article,), rules = one(tmp_path / "a.html")
    assert rules == []
    assert (article.canonical_url, article.lang) == (URL, "vi")
    assert "230 đại biểu" in article.text


def test_a_saved_page_of_a_known_paper_counts_as_its_own(tmp_path: Path) -> None:
    address = "https://baothanhhoa.vn/hoi-nghi-bieu-duong-225483.htm"
    (tmp_path / "a.html").write_text(HTML.replace(URL, address), "utf-8")
    (article,), _ = one(tmp_path / "a.html")
    assert (article.source_id, article.province) == ("baothanhhoa", "Thanh Hóa")


def test_a_page_cut_off_is_kept_as_far_as_it_goes_and_said(tmp_path: Path) -> None:
    whole = HTML.encode()
    (tmp_path / "a.html").write_bytes(whole[: whole.index("Các địa phương".encode()) + 3])
    articles, rules = one(tmp_path / "a.html")
    assert rules == ["cut-short"]
    assert "230 đại biểu" in articles[0].text
    assert "cut-short" in articles[0].flags


@pytest.mark.parametrize("cut", [15, 60, 250])
def test_a_page_cut_off_before_its_words_is_refused(tmp_path: Path, cut: int) -> None:
    (tmp_path / "a.html").write_bytes(HTML.encode()[:cut])
    articles, rules = one(tmp_path / "a.html")
    assert articles == []
    assert len(rules) == 1


@pytest.mark.parametrize(
    "data", [b"", b" ", b"\x00\x01", b"<html></html>", b"plain words", b"<rss></rss>", b"%PDF-1.4"]
)
def test_what_is_no_page_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.html").write_bytes(data)
    articles, rules = one(tmp_path / "a.html")
    assert articles == []
    assert len(rules) == 1


# ---- archives --------------------------------------------------------------------------------------------------------


def pages() -> list[tuple[str, str, bytes, dict[str, str]]]:
    page = {"Content-Type": "text/html; charset=utf-8"}
    return [
        (
            f"https://a.example/tin-{n}.html",
            "200 OK",
            HTML.replace(URL, f"https://a.example/tin-{n}.html").encode(),
            page,
        )
        for n in (1, 2, 3)
    ]


@pytest.mark.parametrize("compressed", [True, False])
def test_an_archive_of_any_host_is_read(tmp_path: Path, compressed: bool) -> None:
    name = "a.warc.gz" if compressed else "a.warc"
    extra = [
        ("https://a.example/gone", "404 Not Found", b"<p>gone</p>", {"Content-Type": "text/html"}),
        ("https://a.example/x.png", "200 OK", b"\x89PNG", {"Content-Type": "image/png"}),
        ("https://a.example/robots.txt", "200 OK", b"User-agent: *", {"Content-Type": "text/plain"}),
    ]
    articles, rules = one(warc(tmp_path / name, *extra, *pages(), compressed=compressed))
    assert rules == []
    assert [article.url for article in articles] == [page[0] for page in pages()]


def test_pages_kept_as_they_were_sent_are_unpacked(tmp_path: Path) -> None:
    url, status, body, headers = pages()[0]
    packed = (url, status, gzip.compress(body), {**headers, "Content-Encoding": "gzip"})
    articles, rules = one(warc(tmp_path / "a.warc.gz", packed))
    assert rules == []
    assert "230 đại biểu" in articles[0].text


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize("share", [0.55, 0.9, 0.995])
def test_an_archive_cut_short_gives_what_is_there_and_one_row(
    tmp_path: Path,
    compressed: bool,
    share: float,
) -> None:
    whole = warc(tmp_path / "whole.warc", *pages(), compressed=compressed).read_bytes()
    name = "a.warc.gz" if compressed else "a.warc"
    (tmp_path / name).write_bytes(whole[: int(len(whole) * share)])
    articles, rules = one(tmp_path / name)
    assert [article.url for article in articles] == [page[0] for page in pages()][: len(articles)]
    assert 1 <= len(articles) < 4
    assert rules == ["cut-short"]


@pytest.mark.parametrize("data", [b"", b"not a warc", b"\x1f\x8b broken", b"WARC/1.0\r\n\r\n", b"\0" * 99])
def test_what_is_no_archive_is_one_row(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.warc.gz").write_bytes(data)
    articles, rules = one(tmp_path / "a.warc.gz")
    assert articles == []
    assert len(rules) == 1


def test_a_bad_page_in_an_archive_costs_only_itself(tmp_path: Path) -> None:
    first, second, third = pages()
    broken = ("https://[bad/", second[1], second[2], second[3])
    articles, rules = one(warc(tmp_path / "a.warc.gz", first, broken, third))
    assert [article.url for article in articles] == [first[0], third[0]]
    assert rules == ["bad-value"]
