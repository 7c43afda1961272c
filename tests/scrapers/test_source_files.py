"""The files of ``scrapers/sources``: each site of the list of sites once, its places and its address forms as known."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import yaml
from small_site import source

from danvan.cli import run
from scrapers.families import LAYOUTS
from scrapers.registry import Source, SourceError, canonical_host, load_sources, read_source, source_of_host
from storage.settings import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = load_sources(REPOSITORY / "scrapers" / "sources")
SITES_FILE = REPOSITORY.parent / "shared" / "sources.csv"
SITES = list(csv.DictReader(SITES_FILE.open(encoding="utf-8"))) if SITES_FILE.is_file() else []
needs_sites = pytest.mark.skipif(not SITES, reason=f"{SITES_FILE} with the list of the sites is not here")
UNITS = REPOSITORY / "storage" / "data" / "admin_units.csv"
HOST = re.compile(r"(?:[a-z0-9-]+\.)+vn\b")
EXAMPLE = re.compile(r"(?:https?://|(?<=\s)|^)((?:[a-z0-9-]+\.)+(?:vn|com)/\S+)")
NO_ARTICLES = (
    "/", "/thoi-su", "/thoi-su/", "/xay-dung-dang/", "/chinh-tri/xay-dung-dang",
    "/xay-dung-dang-va-he-thong-chinh-tri/", "/rss/home.rss", "/sitemap.xml", "/robots.txt",
    "/tim-kiem", "/tag/dan-van-kheo", "/search?q=dan-van",
)  # fmt: skip
NO_STORIES = (
    "/",
    "/category/thoi-su-chinh-tri",
    "/tag/dan-van-kheo-2024",
    "/authors/bao-thai-binh-moi",
    "/sitemap.xml",
)


def id_of(host: str) -> str:
    owner = source_of_host(SOURCES, host)
    assert owner is not None, f"{host} belongs to no source"
    return owner.id


def examples(site: dict[str, str]) -> list[str]:
    """Article addresses of the list; a slug that was shortened there is filled with words."""
    text = re.sub(r"\S+ \(search page\)", "", site["example_urls"])
    found = [f"https://{match[1]}" for match in EXAMPLE.finditer(text)]
    return [url.replace("…", "mot-bai-bao") for url in found if "fixtures/" not in url]


@needs_sites
def test_every_site_has_exactly_one_file() -> None:
    owners = Counter(id_of(site["host"]) for site in SITES)
    assert set(owners.values()) == {1}
    assert set(owners) == set(SOURCES)
    for site in SITES:
        assert SOURCES[id_of(site["host"])].paper == site["paper"].replace(" (Cục TTĐN aggregator)", "")


def test_no_host_belongs_to_two_sources() -> None:
    hosts = Counter(host for one in SOURCES.values() for host in {canonical_host(host) for host in one.all_hosts})
    assert [host for host, times in hosts.items() if times > 1] == []


@needs_sites
def test_papers_that_merged_share_one_host_group_and_no_others_do() -> None:
    expected: dict[str, set[str]] = defaultdict(set)
    for site in SITES:
        own = id_of(site["host"])
        gone = HOST.search(site["where_now"])
        into = own
        if gone and not site["where_now"].startswith("same"):
            into = next(id_of(h) for h in (gone[0].split(".", 1)[1], gone[0]) if source_of_host(SOURCES, h))
        expected[into].add(own)
    groups: dict[str, set[str]] = defaultdict(set)
    for one in SOURCES.values():
        groups[one.host_group].add(one.id)
    assert sorted(map(sorted, groups.values())) == sorted(map(sorted, expected.values()))


def test_a_host_group_is_a_host_of_one_of_its_papers() -> None:
    for one in SOURCES.values():
        assert SOURCES[id_of(one.host_group)].host_group == one.host_group, one.id


@needs_sites
@pytest.mark.parametrize("site", SITES, ids=[site["host"] for site in SITES])
def test_the_addresses_of_the_list_are_articles_of_one_source(site: dict[str, str]) -> None:
    group = SOURCES[id_of(site["host"])].host_group
    for url in examples(site):
        owner = SOURCES[id_of(urlsplit(url).hostname or "")]
        assert owner.is_article(url), url
        assert owner.host_group == group, url
        assert owner.canonical(url).startswith(f"https://{group}/")


@needs_sites
def test_the_list_names_addresses_at_all() -> None:
    assert sum(len(examples(site)) for site in SITES) > 45


@pytest.mark.parametrize("one", SOURCES.values(), ids=SOURCES)
def test_home_pages_lists_and_sections_are_no_articles(one: Source) -> None:
    paths = NO_STORIES if one.family == "vietnamvn" else NO_ARTICLES
    lists = [*(one.feeds or ()), *(one.sitemaps or ()), *(one.sections or ()), *one.to_check]
    for url in [*lists, *(f"https://{host}{path}" for host in one.all_hosts for path in paths)]:
        assert not one.is_article(url), url


@needs_sites
def test_section_addresses_of_the_list_are_no_articles() -> None:
    for site in SITES:
        for path in re.findall(r"(?<![\w:/<>.|\]])/[a-z0-9/.-]+(?=[\s,;?]|$)", site["sections_tags_search"]):
            assert not SOURCES[id_of(site["host"])].is_article(f"https://{site['host']}{path}"), path


def test_provinces_are_those_of_each_time_and_none_is_without_a_paper() -> None:
    with UNITS.open(encoding="utf-8") as file:
        provinces = [row for row in csv.DictReader(file) if row["level"] == "province"]
    before = {row["name"] for row in provinces if row["valid_to"]}
    after = {row["name"] for row in provinces if not row["valid_to"]}
    assert (len(before), len(after)) == (63, 34)
    assert {one.province_before for one in SOURCES.values()} - {None} == before
    assert {one.province_after for one in SOURCES.values()} - {None} == after
    for one in SOURCES.values():
        assert (one.province_before is None) == (one.kind in {"central", "aggregator"}) == (one.province_after is None)


@needs_sites
def test_provinces_are_those_of_the_list() -> None:
    for site in SITES:
        one = SOURCES[id_of(site["host"])]
        named = [re.sub(r" \(.*|^TP\. ", "", site[key]) for key in ("province_old_63", "province_new_34")]
        expected = [None, None] if named[0].startswith("(") else [name.removeprefix("TP. ") for name in named]
        assert [one.province_before, one.province_after] == expected, one.id


def test_what_robots_forbid_and_what_needs_a_browser_is_off_with_its_reason() -> None:
    off = {one.id: one.off for one in SOURCES.values() if one.off}
    assert "robots.txt" in off["baolangson"]
    assert "browser" in off["tuyengiaodanvan"]
    assert "browser" in off["baodienbienphu"]
    assert len(off) == 3
    assert [one.id for one in SOURCES.values() if one.legacy_tls] == ["baoapbac"]


def test_a_night_stays_polite() -> None:
    for one in SOURCES.values():
        assert one.pace_seconds >= 1
        assert one.bounds.max_pages is not None
        assert len([*(one.feeds or ()), *(one.sitemaps or ()), *(one.sections or ())]) <= 6, one.id
        assert one.bounds.max_pages * one.pace_seconds <= 600, f"{one.id} would take longer than ten minutes"
    assert SOURCES["qdnd"].pace_seconds >= 3.3


def test_every_family_reads_a_site_and_every_site_has_one() -> None:
    read = {one.family for one in SOURCES.values()} | {"generic"}
    assert read == {*LAYOUTS, "vietnamvn", "own", "generic"}
    assert sum(one.family == "generic" for one in SOURCES.values()) <= 10


def test_editions_are_told_by_path_and_host() -> None:
    for source_id, url, language in (
        ("baonghean", "https://baonghean.vn/cn/mot-bai-bao-10285666.html", "zh"),
        ("baonghean", "https://baonghean.vn/mot-bai-bao-10285666.html", "vi"),
        ("baodongnai", "https://baodongnai.com.vn/english/politics/202510/a-report-b5c2622", "en"),
        ("sggp", "https://cn.sggp.org.vn/mot-bai-bao-post12.html", "zh"),
        ("vietnamvn", "https://www.vietnam.vn/es/mot-bai-bao-nho", "es"),
    ):
        assert SOURCES[source_id].language_of(url) == language


def test_where_no_address_form_is_known_a_long_slug_is_an_article() -> None:
    unknown = source(article_pattern=None)
    assert unknown.is_article("https://bao-thu.example/tin/12/ra-mat-mo-hinh-dan-van-kheo/")
    assert unknown.is_article("https://bao-thu.example/ra-mat-mo-hinh-dan-van-kheo.aspx")
    assert not unknown.is_article("https://bao-thu.example/xay-dung-dang-va-he-thong-chinh-tri/")
    assert not unknown.is_article("https://elsewhere.example/12/ra-mat-mo-hinh-dan-van-kheo.html")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"editions": {"en": "/english/"}}, "'en', which is not among languages"),
        ({"languages": ["vi", "en"], "editions": {"en": "en.elsewhere.example"}}, "not among hosts"),
        ({"languages": ["vi", "en"], "editions": {"en": "english"}}, "editions"),
        ({"to_check": ["https://elsewhere.example/rss"]}, "elsewhere.example"),
        ({"family": "wordpress"}, "family"),
        ({"family": "own"}, "family own needs layouts"),
        ({"layouts": [{"version": "1", "body": "div[["}]}, "'div[[' is no CSS selector"),
        ({"layouts": [{"version": "1", "body": "p", "drop_lines": "("}]}, "is no regular expression"),
        ({"layouts": [{"version": "1", "body": "p", "sapo": "b"}]}, "layouts.0.sapo"),
        ({"layouts": [{"version": "1", "body": "p"}, {"version": "1", "body": "b"}]}, "same version"),
        ({"bounds": {"min_dated": 1.2}}, "min_dated"),
    ],
)
def test_what_does_not_hold_together_is_said(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    given = source().model_dump(mode="json") | changes
    (tmp_path / "bao-thu.yml").write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")
    with pytest.raises(SourceError, match=re.escape(said)):
        read_source(tmp_path / "bao-thu.yml")


def test_off_and_no_are_words_in_a_source_file(tmp_path: Path) -> None:
    given = source().model_dump(mode="json", exclude={"off", "languages"})
    text = yaml.safe_dump(given, allow_unicode=True) + "off: it rests\nlanguages: [vi, no]\n"
    (tmp_path / "bao-thu.yml").write_text(text, encoding="utf-8")
    one = read_source(tmp_path / "bao-thu.yml")
    assert (one.off, one.languages) == ("it rests", ("vi", "no"))


@pytest.mark.parametrize("command", [["sources"], ["sources", "list"]])
def test_the_command_lists_every_source_on_a_line(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command) == 0
    first, *lines = capsys.readouterr().out.splitlines()
    assert first.split()[:4] == ["id", "paper", "host", "province"]
    assert [line.split()[0] for line in lines] == sorted(SOURCES)
    shown = dict(zip(sorted(SOURCES), lines, strict=True))
    assert "Thái Bình → Hưng Yên" in shown["baothaibinh"]
    assert "robots.txt" in shown["baolangson"]
    assert max(map(len, lines)) < 240
