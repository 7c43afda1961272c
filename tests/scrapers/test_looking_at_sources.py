"""danvan sources show, check and new: what a person sees of one source, what a look at it costs, how one begins."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from ground import LEAD, Ground, feed, page
from small_site import HOME, Reply, SmallSite

from danvan.cli import run as danvan
from scrapers.registry import read_source
from storage.settings import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ground]:
    with SmallSite() as site:
        ground = Ground(site, tmp_path)
        for name in ("home", "sources", "connect_to"):
            monkeypatch.setenv(f"DANVAN_{name.upper()}", str(getattr(ground.settings, name)))
        site.replies["/robots.txt"] = Reply("User-agent: *\nDisallow: /cam-\n")
        site.replies["/rss"] = Reply(feed(*(f"/bai-{number:06}.html" for number in range(9)), "/gioi-thieu"))
        for number in range(9):
            site.replies[f"/bai-{number:06}.html"] = Reply(page(f"Bài báo thứ {number} của xã Đồi Cao"))
        yield ground


def test_check_tells_robots_lists_and_three_articles_field_by_field(
    ground: Ground, capsys: pytest.CaptureFixture[str]
) -> None:
    ground.declare(sitemaps=[f"{HOME}/sitemap.xml"], to_check=[f"{HOME}/rss/home.rss"])
    ground.site.replies["/sitemap.xml"] = Reply("<html><body>Không có</body></html>")
    assert danvan(["sources", "check", "bao-thu"]) == 0
    told = capsys.readouterr().out
    assert "robots.txt was read" in told
    assert "names 10 addresses, 9 of them are articles'" in told
    assert "it is a page, not a sitemap" in told
    assert "answered 404" in told
    assert told.count("Bài báo thứ") >= 3
    assert LEAD in told
    assert "2024-09-23" in told
    assert "mediatech" in told
    assert len(ground.site.asked) == 7
    assert "7 requests were made" in told
    assert not (ground.lake.root / "raw").exists(), "nothing is landed"


def test_check_makes_ten_requests_at_most(ground: Ground, capsys: pytest.CaptureFixture[str]) -> None:
    ground.declare(sections=[f"{HOME}/thoi-su"], sitemaps=[f"{HOME}/sitemap.xml"])
    for path in ("/sitemap.xml", "/thoi-su", *(f"/bai-{number:06}.html" for number in range(9))):
        ground.site.replies[path] = Reply("", 503)
    assert danvan(["sources", "check", "bao-thu"]) == 1
    assert len(ground.site.asked) == 10
    told = capsys.readouterr()
    assert "10 requests were made already" in told.out
    assert "no article of bao-thu could be read" in told.err


def test_show_tells_all_that_is_known(ground: Ground, capsys: pytest.CaptureFixture[str]) -> None:
    assert danvan(["sources", "show", "bao-thu"]) == 0
    told = {line.split()[0]: line.split(maxsplit=1)[1] for line in capsys.readouterr().out.splitlines()}
    assert set(read_source(ground.settings.sources / "bao-thu.yml").model_dump()) <= set(told)
    assert told["feeds"] == f"{HOME}/rss"
    assert told["checked_at"] == "null"
    for command in ("show", "check"):
        assert danvan(["sources", command, "bao-khac"]) == 1
        assert "there is no source 'bao-khac'" in capsys.readouterr().err


def test_new_writes_a_file_and_a_test_that_fails(
    ground: Ground, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tests = tmp_path / "tests"
    tests.mkdir()
    assert danvan(["sources", "new", "www.bao-moi.org.vn", "--tests", str(tests)]) == 0
    begun = read_source(ground.settings.sources / "bao-moi.yml")
    assert (begun.hosts, begun.host_group, begun.article_pattern) == (("www.bao-moi.org.vn",), "bao-moi.org.vn", None)
    assert begun.checked_at is None
    test = tests / "test_source_bao_moi.py"
    code = test.read_text(encoding="utf-8")
    place = 'REPOSITORY / "scrapers" / "sources"'
    assert place in code
    test.write_text(code.replace(place, f"Path({str(ground.settings.sources)!r})").replace(
        "from storage", "from pathlib import Path\nfrom storage"), encoding="utf-8")  # fmt: skip
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "/dev/null", test]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout
    assert "on which day you looked at the site" in done.stdout
    assert "2 failed" in done.stdout
    capsys.readouterr()
    assert danvan(["sources", "new", "m.bao-moi.org.vn", "--tests", str(tests)]) == 1
    assert "belongs to source bao-moi already" in capsys.readouterr().err
    assert danvan(["sources", "new", "no host", "--tests", str(tests)]) == 1
    assert sorted(path.name for path in ground.settings.sources.iterdir()) == ["bao-moi.yml", "bao-thu.yml"]
