"""What a source file may say, and what the registry makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from small_site import source

from scrapers.families import LAYOUTS
from scrapers.registry import SourceError, load_sources, source_of_host, source_of_url
from storage.settings import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = REPOSITORY / "scrapers" / "sources"
SEEDS = {
    "baothaibinh": "https://baothaibinh.com.vn/tin-tuc/246/183089/mot-bai-bao",
    "baothanhhoa": "https://baothanhhoa.vn/mot-bai-bao-225483.htm",
    "kinhtedothi": "https://kinhtedothi.vn/mot-bai-bao-nho.html",
    "vietnamvn": "https://www.vietnam.vn/fr/mot-bai-bao-nho",
    "baotuyenquang": "https://baotuyenquang.com.vn/mot-bai-bao-nam-2025!-203863.html",
}


def write(folder: Path, name: str, **changes: object) -> None:
    given = source().model_dump(mode="json") | changes
    (folder / f"{name}.yml").write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")


def test_the_sites_of_the_first_articles_are_declared() -> None:
    sources = load_sources(SOURCES)
    for source_id, url in SEEDS.items():
        assert sources[source_id].is_article(url), url
        found = source_of_url(sources, url)
        assert found is not None
        assert found.id == source_id


def test_nobody_claims_to_have_checked_a_site_and_every_pace_is_polite() -> None:
    for one in load_sources(SOURCES).values():
        assert one.checked_at is None
        assert one.pace_seconds >= 1
        assert one.feeds or one.sitemaps or one.sections
        assert one.family in {*LAYOUTS, "vietnamvn", "own", "generic"}


def test_addresses_of_one_article_have_one_identity() -> None:
    sources = load_sources(SOURCES)
    thai_binh = sources["baothaibinh"]
    variants = (
        "https://baothaibinh.com.vn/tin-tuc/246/183089/mot-bai-bao",
        "http://thunghiem.baothaibinh.com.vn/tin-tuc/32/183089/mot-bai-bao?x=1",
        "https://m.baothaibinh.com.vn/print/news/183089",
    )
    assert len({thai_binh.canonical(url) for url in variants}) == 1
    mirror = sources["vietnamvn"].canonical("https://thongtin.vietnam.vn/es/mot-bai-bao-nho")
    assert mirror == "https://vietnam.vn/es/mot-bai-bao-nho"


SLUG = "xa-doi-cao-tong-ket-phong-trao"


@pytest.mark.parametrize(
    ("source_id", "addresses"),
    [
        (
            "baodaklak",
            [f"/chinh-tri/202412/{SLUG}-1a2b3c4{end}" for end in ("", "/", "/index.htm", "/index.html?a=1#b")],
        ),
        ("baolaocai", [f"/{SLUG}-post123.html", f"//m.baolaocai.vn/{SLUG}-post123.amp", f"/{SLUG}-post123.html?utm=1"]),
        ("baotayninh", [f"/{SLUG}-123456.html", "/print/news/123456", f"//m.baotayninh.vn/{SLUG}-123456.html#cmt"]),
        ("baonghean", [f"/{SLUG}-10285666.html", "/print/10285666.html", f"//www.baonghean.vn/{SLUG}-10285666.html"]),
        ("baonghean", [f"/en/{SLUG}-10285666.html", "/en/print/10285666.html"]),
        ("baobinhphuoc", [f"/tin-tuc/4/123456/{SLUG}", f"/news/9/123456/{SLUG}/", "/print/news/123456"]),
        ("baoquangbinh", [f"/xa-hoi/202404/{SLUG}-2217416/", f"//beta.baoquangbinh.vn/xa-hoi/202404/{SLUG}-2217416"]),
        ("baotuyenquang", [f"/{SLUG}-2025!-203863.html", f"/{SLUG}-2025%21-203863.html"]),
        ("baocaobang", ["/-33679.html", "//www.baocaobang.vn/-33679.html?x"]),
        (
            "baonamdinh",
            ["/channel/5087/201112/Co-lua-2141513/", "//m.baonamdinh.vn/channel/5087/201112/Co-lua-2141513"],
        ),
        ("kinhtedothi", [f"/{SLUG}.html", f"//m.kinhtedothi.vn/{SLUG}.html?zarsrc=30", f"/{SLUG}.html/amp"]),
        (
            "vietnamvn",
            [f"/fr/{SLUG}"] + [f"//{host}.vietnam.vn/fr/{SLUG}/" for host in ("thongtin", "vjs", "vcdn", "www")],
        ),
        ("baohaiduong", [f"/{SLUG}-387551.html", f"//baohaiphong.vn/{SLUG}-387551.html"]),
        ("baoninhbinh", [f"/{SLUG}/d20200831220830347.htm", f"/x%2E/../{SLUG}/d20200831220830347.htm"]),
    ],
)
def test_editions_mirrors_and_presentations_of_an_article_are_one(source_id: str, addresses: list[str]) -> None:
    sources = load_sources(SOURCES)
    host = sources[source_id].hosts[0]
    urls = [f"https:{one}" if one.startswith("//") else f"http://{host}{one}" for one in addresses]
    assert len({sources[source_id].canonical(url) for url in urls}) == 1
    assert all(source_of_url(sources, url) is not None for url in urls)


def test_translations_and_other_articles_are_not_folded_together() -> None:
    nghe_an, tay_ninh = (load_sources(SOURCES)[name] for name in ("baonghean", "baotayninh"))
    editions = {nghe_an.canonical(f"https://baonghean.vn{e}/{SLUG}-10285666.html") for e in ("", "/en", "/fr", "/cn")}
    assert len(editions) == 4
    assert nghe_an.canonical("https://baonghean.vn/dan-van-ptag.html") == "https://baonghean.vn/dan-van-ptag.html"
    old, new = (tay_ninh.canonical(f"https://baotayninh.vn/{SLUG}-{number}.html") for number in ("a123456", "123456"))
    assert old != new


@pytest.mark.parametrize(
    ("published", "province"),
    [
        ("2025-06-30", "Thái Bình"),
        ("2025-07-01", "Hưng Yên"),
        ("2025-07", "Hưng Yên"),
        ("2019", "Thái Bình"),
        ("2026", "Hưng Yên"),
        ("2025", None),
        (None, None),
    ],
)
def test_the_province_is_the_one_valid_at_publication(published: str | None, province: str | None) -> None:
    assert source().province_on(published) == province


def test_a_province_that_did_not_change_needs_no_date() -> None:
    assert source(province_after="Thái Bình").province_on(None) == "Thái Bình"


def test_hosts_are_known_with_and_without_www() -> None:
    sources = {"bao-thu": source(old_hosts=["bao-cu.example"])}
    for host in ("bao-thu.example", "www.bao-thu.example", "m.bao-cu.example", "BAO-THU.example"):
        assert source_of_host(sources, host) is not None
    assert source_of_host(sources, "evil-bao-thu.example") is None
    assert source_of_url(sources, "mailto:a@bao-thu.example") is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"colour": "red"}, "colour: Extra inputs are not permitted"),
        ({"article_pattern": "^/(a"}, "article_pattern"),
        ({"family": "unheard-of"}, "family"),
        ({"pace_seconds": 0.1, "kind": "province"}, "below 1 is for demo sources only"),
        ({"feeds": ["https://elsewhere.example/rss"]}, "elsewhere.example"),
        ({"hosts": []}, "hosts"),
        ({"id": "Bao Thu"}, "id"),
        ({"id": "bao-khac"}, "named after the id"),
        ({"identity": {"pattern": r"/(?P<id>\d+)", "path": "/x"}}, "every group"),
        ({"checked_at": "yesterday"}, "checked_at"),
    ],
)
def test_a_file_that_cannot_be_used_says_so_in_one_sentence(
    tmp_path: Path, changes: dict[str, object], said: str
) -> None:
    write(tmp_path, "bao-thu", **changes)
    with pytest.raises(SourceError) as caught:
        load_sources(tmp_path)
    assert str(caught.value).startswith("bao-thu.yml: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_two_sources_share_a_host(tmp_path: Path) -> None:
    write(tmp_path, "bao-thu")
    write(tmp_path, "bao-khac", id="bao-khac", hosts=["www.bao-thu.example"])
    with pytest.raises(SourceError, match="already belongs to"):
        load_sources(tmp_path)


@pytest.mark.parametrize("content", [b"", b"- a\n- b", b"id: [", b"\xff\xfe"])
def test_a_file_that_is_no_mapping_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bao-thu.yml").write_bytes(content)
    with pytest.raises(SourceError, match=r"^bao-thu\.yml: "):
        load_sources(tmp_path)


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no source file"):
        load_sources(tmp_path / "nowhere")


def test_an_article_that_only_the_query_names_is_told_from_the_others() -> None:
    binh_dinh = load_sources(SOURCES)["baobinhdinh"]
    one, same, other = (
        binh_dinh.canonical(f"https://baobinhdinh.vn/{query}")
        for query in ("viewer.aspx?macm=1&macmp=2&mabb=345678", "Viewer.aspx?mabb=345678", "viewer.aspx?mabb=345679")
    )
    assert one == same == binh_dinh.canonical(one)
    assert one != other


def test_a_paper_whose_slug_is_the_identity_has_one_article_with_and_without_a_number() -> None:
    paper = load_sources(SOURCES)["kinhtedothi"]
    addresses = ("khac-phuc-benh-hinh-thuc-340993.html", "khac-phuc-benh-hinh-thuc.html")
    assert len({paper.canonical(f"https://kinhtedothi.vn/{address}") for address in addresses}) == 1
    assert paper.canonical("https://kinhtedothi.vn/ke-hoach-nam-2025.html").endswith("/ke-hoach-nam-2025.html")
