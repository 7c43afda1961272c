"""Web archives of any origin as input: only pages of declared hosts, one at a time, broken records said and passed."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import yaml
from ground import page
from small_site import HOME, source

from danvan.cli import run as danvan
from storage.lake import Lake
from storage.settings import REPOSITORY
from storage.warc import Exchange, writing
from storage.warc_reading import WarcError, read_pages

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2024, 9, 24, 2, 0, tzinfo=UTC)


def exchange(url: str, body: str) -> Exchange:
    return Exchange(url, AT, (), "GET", 200, "OK", (("Content-Type", "text/html; charset=utf-8"),), body.encode())


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    path = tmp_path / "CC-NEWS-1.warc.gz"
    with writing(path) as writer:
        for number in range(6):
            writer.add(exchange(f"https://elsewhere.example/bai-{number:06}.html", page(f"Bài của báo khác {number}")))
            writer.add(exchange(f"{HOME}/bai-{number:06}.html", page(f"Bài báo thứ {number} của xã Đồi Cao")))
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lake:
    (tmp_path / "sources").mkdir()
    given = yaml.safe_dump(source().model_dump(mode="json"), allow_unicode=True)
    (tmp_path / "sources" / "bao-thu.yml").write_text(given, encoding="utf-8")
    monkeypatch.setenv("DANVAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DANVAN_SOURCES", str(tmp_path / "sources"))
    return Lake(tmp_path / "home" / "lake")


def urls(lake: Lake) -> set[str | None]:
    return {article.url for path in lake.article_files() for article in lake.read_articles(path)}


def test_only_pages_of_declared_hosts_are_kept(collection: Path, home: Lake) -> None:
    assert danvan(["import", str(collection), "--sources", "--run", "i1"]) == 0
    assert urls(home) == {f"{HOME}/bai-{number:06}.html" for number in range(6)}
    assert [path.parent.parent.name for path in home.article_files()] == ["source=bao-thu"]
    (raw,) = home.root.glob("raw/**/*.warc.gz")
    assert {page.url for page in read_pages(raw)} == urls(home)
    assert danvan(["import", str(collection), "--run", "i2"]) == 0
    assert len(urls(home)) == 12, "without the option everything is"


def test_a_broken_record_is_said_and_passed(collection: Path, home: Lake, capsys: pytest.CaptureFixture[str]) -> None:
    data = bytearray(collection.read_bytes())
    middle = data.index(b"\x1f\x8b\x08", len(data) // 2)
    data[middle + 40 : middle + 60] = b"\xff" * 20
    collection.write_bytes(bytes(data))
    assert danvan(["import", str(collection), "--sources", "--run", "i1"]) == 0
    assert len(urls(home)) >= 5
    assert f"{HOME}/bai-000005.html" in urls(home), "what follows is read"
    assert "breaks off after" in capsys.readouterr().err


def test_archives_without_pages_of_ours_say_so(tmp_path: Path, home: Lake, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "CC-NEWS-2.warc.gz"
    with writing(path) as writer:
        writer.add(exchange("https://elsewhere.example/bai-000001.html", page("Bài của báo khác")))
    danvan(["import", str(path), "--sources", "--run", "i1"])
    assert urls(home) == set()
    assert "no page of a declared host" in capsys.readouterr().err


SCRIPT = """
import resource, sys
from pathlib import Path
from storage.warc_reading import read_pages
asked = (lambda url: url.endswith("7.html")) if sys.argv[2] == "some" else None
print(sum(1 for page in read_pages(Path(sys.argv[1]), asked)), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.parametrize("asked", ["some", "all"])
def test_memory_does_not_grow_with_the_archive(tmp_path: Path, asked: str) -> None:
    peaks = []
    for count in (20, 200):
        path = tmp_path / f"{count}.warc.gz"
        with writing(path) as writer:
            for number in range(count):
                writer.add(exchange(f"{HOME}/bai-{number}.html", f"<p>{number}</p>" + "x" * 1_000_000))
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, path, asked], cwd=REPOSITORY, capture_output=True, text=True, check=True
        )
        n_pages, peak = map(int, done.stdout.split())
        assert n_pages == (count if asked == "all" else count // 10)
        peaks.append(peak)
    assert peaks[1] < peaks[0] + 10_000, f"kB at most: {peaks}"


@pytest.mark.parametrize("packed", [True, False])
def test_a_large_record_is_no_reason_to_hang(tmp_path: Path, *, packed: bool) -> None:
    path = tmp_path / "large.warc.gz"
    with writing(path) as writer:
        writer.add(exchange(f"{HOME}/bai-000001.html", "x" * 9_000_000))
    data = path.read_bytes()
    path.write_bytes(data if packed else data[:-9])
    try:
        assert len(list(read_pages(path))) == 1
    except WarcError:
        assert not packed
