"""Which addresses are one article, and which are not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.identity import (
    UrlError,
    article_id,
    canonical_url,
    content_hash,
    host_of,
    story_slug,
    text_id,
)

SAME = [
    ("http://www.Bao-Moi.example/Tin/A-1.html?utm=x#top", "https://bao-moi.example/Tin/A-1.html"),
    ("https://m.bao.example/a/202411/b-12ab34f/index.htm", "https://bao.example/a/202411/b-12ab34f"),
    ("https://bao.example/a/202411/b-12ab34f/index.html", "https://bao.example/a/202411/b-12ab34f"),
    ("https://bao.example/a/202411/b-12ab34f/", "https://bao.example/a/202411/b-12ab34f"),
    ("https://m.bao.example/a-post12.amp", "https://bao.example/a-post12.html"),
    ("https://bao.example/a-12.html.amp", "https://bao.example/a-12.html"),
    ("https://bao.example/a-12.html/amp", "https://bao.example/a-12.html"),
    ("https://bao.example/print/news/183089", "https://bao.example/news/183089"),
    ("https://bao.example/version/mobile/a-183089.html", "https://bao.example/a-183089.html"),
    ("https://mobile.bao.example:443", "https://bao.example/"),
    ("https://bao.example:8443/a", "https://bao.example:8443/a"),
    ("https://bao.example/nam-2025!-203863.html", "https://bao.example/nam-2025!-203863.html"),
    ("https://bao.example/nam-2025%21-203863.html", "https://bao.example/nam-2025!-203863.html"),
    ("https://bao.example/-33679.html", "https://bao.example/-33679.html"),
    ("https://bao.example/d%c3%a2n-v%E1%BA%ADn", "https://bao.example/d%C3%A2n-v%E1%BA%ADn"),
    ("https://bao.example/dân-vận", "https://bao.example/d%C3%A2n-v%E1%BA%ADn"),
    ("https://bao.example/a/../b//./c", "https://bao.example/b/c"),
    ("https://bao.example/100%-dat", "https://bao.example/100%25-dat"),
]


@pytest.mark.parametrize(("url", "expected"), SAME)
def test_variants_of_an_address_are_folded(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


def test_merged_papers_share_a_host() -> None:
    old = canonical_url("http://thu.bao-cu.example/a-1.html", host_group="bao-moi.example")
    assert old == canonical_url("https://www.bao-moi.example/a-1.html")


def test_a_country_like_host_is_not_shortened_away() -> None:
    assert canonical_url("https://m.vn/a") == "https://m.vn/a"
    assert host_of("HTTPS://WWW.Bao.Example./x") == "www.bao.example"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "bao.example/a",
        "ftp://bao.example/a",
        "https://",
        "https:///a",
        "javascript:alert(1)",
        "http://[::1",
        "http://a:b:c/",
        "https://bao.example/" + "a" * 3000,
        "http://a b/c",
        "https://bao.example:99999/",
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence(url: str) -> None:
    with pytest.raises(UrlError, match=r"address|host"):
        canonical_url(url)


PATHS = st.lists(
    st.one_of(
        st.sampled_from(["amp", "print", "index.html", "index.htm", "a.amp", "A-1.html", "..", ".", "", "b.html.amp"]),
        st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="?#/\\[]"), max_size=12),
    ),
    max_size=6,
)


@given(
    st.sampled_from(["http://", "https://", "HTTPS://"]),
    st.sampled_from(["", "www.", "m.", "www.m.", "mobile."]),
    st.sampled_from(["bao.example", "Bao.Example", "vn.example:80"]),
    PATHS,
    st.sampled_from(["", "?a=1", "#x", "?p=2#x"]),
)
def test_canonical_is_stable_and_blind_to_presentation(
    scheme: str, variant: str, host: str, path: list[str], tail: str
) -> None:
    url = f"{scheme}{variant}{host}/{'/'.join(path)}{tail}"
    canonical = canonical_url(url)
    assert canonical == canonical_url(canonical)
    assert canonical == canonical_url(f"https://{host}/{'/'.join(path)}")
    assert re.fullmatch(r"https://[a-z.]+/[!-~]*", canonical)


@given(st.binary(max_size=60))
def test_any_bytes_give_an_id_or_a_url_error(junk: bytes) -> None:
    url = "https://bao.example/" + junk.decode("utf-8", errors="surrogateescape")
    try:
        canonical = canonical_url(url)
    except UrlError:
        return
    assert re.fullmatch(r"[0-9a-f]{32}", article_id(canonical))
    assert canonical_url(canonical) == canonical


def test_ids_are_fixed_for_ever() -> None:
    assert article_id("https://bao.example/a-1.html") == "8424f2976fddff6e4cbdd2085739f1a4"
    assert text_id("một  hai\nba") == text_id("một hai ba ")
    assert text_id("một hai") != text_id("một ba")
    assert content_hash("a", "b", None) != content_hash("a", "b", "2024-01-01")
    assert content_hash("ab", "c", None) != content_hash("a", "bc", None)
    assert content_hash(None, "x", None) != content_hash("", "x", None)


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://www.vietnam.vn/fr/mot-cau-chuyen-nho", "mot-cau-chuyen-nho"),
        ("https://thongtin.vietnam.vn/mot-cau-chuyen-nho/", "mot-cau-chuyen-nho"),
        ("https://vietnam.vn/zh-CN/mot-cau-chuyen-nho?x=1", "mot-cau-chuyen-nho"),
        ("https://vietnam.vn/category/mot-hai-ba", None),
        ("https://notvietnam.vn/mot-hai-ba", None),
        ("nonsense", None),
    ],
)
def test_the_slug_groups_the_language_versions_of_a_story(url: str, slug: str | None) -> None:
    assert story_slug(url) == slug
