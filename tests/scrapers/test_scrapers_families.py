"""What each family's versions read out of pages laid out like theirs: typical, full of traps, empty, broken.

The pages in ``pages/`` were written for this project; no paper printed them. Beside each stands what a careful reader
finds in it, which was read by a person before it became the expectation.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from small_site import source

from scrapers.families import LAYOUTS, Refused, generic, parse_page, vietnamvn
from scrapers.families.blocks import Piece, assembled, node_text, without_repeats
from scrapers.families.page import Page
from scrapers.families.pictures import captions_behind
from scrapers.registry import Source, load_sources
from storage.records import Article
from storage.settings import REPOSITORY

PAGES = Path(__file__).parent / "pages"
SOURCES = load_sources(REPOSITORY / "scrapers" / "sources")
VERSIONS = [(family, layout.version) for family, layouts in LAYOUTS.items() for layout in layouts]
VERSIONS += [("vietnamvn", vietnamvn.VERSION), ("generic", generic.VERSION)]
VERSIONS += [(one.id, layout.version) for one in SOURCES.values() for layout in one.layouts]
KINDS = ("typical", "traps", "empty", "broken")
CASES = [f"{family}-{version}-{kind}" for family, version in VERSIONS for kind in KINDS]


def read(name: str, *, url: str | None = None, with_source: bool = True) -> Article | Refused:
    return parse_page(
        (PAGES / f"{name}.html").read_bytes(),
        url=url,
        source=source_of(name) if with_source else None,
        content_type="text/html; charset=utf-8",
    )


def source_of(name: str) -> Source:
    """The site that declares the page's layout itself, or some site of the page's family."""
    family = name.rsplit("-", 2)[0]
    return SOURCES.get(family) or source(family=family, languages=["vi", "fr", "en"])


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((PAGES / f"{name}.yml").read_text(encoding="utf-8"))
    return found


def told(article: Article, url: str) -> dict[str, Any]:
    return {
        "url": url,
        "parser": f"{article.parser} {article.parser_version}",
        "lang": article.lang,
        "published": article.published,
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "evidence": article.published_evidence,
        "original_url": article.original_url,
        "flags": list(article.flags),
        "blocks": [[block.kind, article.text[block.start : block.end]] for block in article.blocks],
    }


@pytest.mark.parametrize("name", CASES)
def test_a_page_gives_what_a_careful_reader_finds(name: str) -> None:
    wanted = expected(name)
    found = read(name, url=wanted["url"])
    if isinstance(found, Refused):
        assert {"url": wanted["url"], "refused": found.rule, "reason": found.reason} == wanted
    else:
        assert told(found, wanted["url"]) == wanted


def test_every_page_belongs_to_a_version() -> None:
    assert {path.stem for path in PAGES.glob("*.html")} == set(CASES)
    assert {path.stem for path in PAGES.glob("*.yml")} == set(CASES)


@pytest.mark.parametrize("name", [case for case in CASES if case.endswith(("typical", "traps"))])
def test_blocks_lie_in_the_text_in_order_and_do_not_overlap(name: str) -> None:
    article = read(name, url=expected(name)["url"])
    assert isinstance(article, Article)
    ends = 0
    for block in article.blocks:
        stretch = article.text[block.start : block.end]
        assert block.start >= ends
        assert stretch == stretch.strip()
        assert "\n" not in stretch
        ends = block.end
    assert article.text == "\n\n".join(article.text[block.start : block.end] for block in article.blocks)
    assert article.lead is None or article.lead in article.text


LOCAL = ["td_post-1-typical", "mediatech-1-typical", "onecms-1-typical", "zce-1-typical", "generic-1-typical"]


@pytest.mark.parametrize("name", LOCAL)
def test_a_local_file_is_read_without_source_and_address(name: str) -> None:
    article = read(name, with_source=False)
    assert isinstance(article, Article)
    assert article.source_id == "import"
    assert article.parser == name.rsplit("-", 2)[0]
    assert len(article.article_id) == 32


def test_the_same_page_gives_the_same_article() -> None:
    assert read("td_post-1-typical", url=None) == read("td_post-1-typical", url=None)


def test_a_page_later_than_its_version_is_left_to_the_generic_parser_and_flagged() -> None:
    html = (PAGES / "baotuyenquang-1-typical.html").read_text(encoding="utf-8").replace("05/12/2024", "05/12/2025")
    url = expected("baotuyenquang-1-typical")["url"]
    article = parse_page(html.encode(), url=url, source=SOURCES["baotuyenquang"], content_type=None)
    assert isinstance(article, Article)
    assert (article.parser, article.flags) == ("generic", ("layout-unknown",))
    assert "24 mô hình" in article.text


@pytest.mark.parametrize(
    ("source_id", "name"),
    [
        ("baotayninh", "content_fck-1-typical"),
        ("baohungyen", "td_post-1-typical"),
        ("baodanang", "td_post-1-typical"),
        ("baolamdong", "td_post-1-traps"),
        ("baohatinh", "vietlong-1-typical"),
        ("baoquangngai", "td_post-1-typical"),
        ("mattran", "zce-0-typical"),
    ],
)
def test_pages_from_before_a_change_of_system_are_read_by_the_layout_of_their_time(source_id: str, name: str) -> None:
    data = (PAGES / f"{name}.html").read_bytes()
    article = parse_page(data, url=None, source=SOURCES[source_id], content_type=None)
    assert isinstance(article, Article)
    assert (article.source_id, article.flags) == (source_id, ("url-from-page",) if article.url else ())
    assert f"{article.parser}-{article.parser_version}" == name.rpartition("-")[0]


FEW = "Nhân dân trong xã cùng nhau sửa đường và trồng cây."
PICTURE = '<p><img src="1.jpg"></p>'


@pytest.mark.parametrize(
    ("markup", "captions"),
    [
        (f'{PICTURE}<p style="text-align: center;">{FEW}</p>', [FEW]),
        (f'{PICTURE}\n<!-- x --><p align="CENTER">{FEW}</p>', [FEW]),
        (f"{PICTURE}<p><em>{FEW}</em></p>", [FEW]),
        (f"{PICTURE}<center>{FEW}</center>", [FEW]),
        (f'<p><img src="1.jpg"><br><i>{FEW}</i></p><p>{FEW}</p>', [FEW]),
        (f'<img src="1.jpg"><em>{FEW}</em>', [FEW]),
        (f"{PICTURE}<p><em>Nhân dân</em> trong xã cùng sửa đường.</p>", []),
        (f"{PICTURE}<p>{FEW}</p>", []),
        (f"{PICTURE}{FEW}<p align=center>{FEW}</p>", []),
        (f'{PICTURE}<p align="center"><img src="2.jpg"></p>', []),
        (f"{PICTURE}<p align=center>{FEW * 9}</p>", []),
        (f"<p align=center>{FEW}</p>{PICTURE}", []),
    ],
)
def test_a_centred_or_italic_line_behind_a_picture_is_its_caption(markup: str, captions: list[str]) -> None:
    body = Page(f"<div id=a>{markup}</div>").one("#a")
    assert [node_text(node) for node in captions_behind(body)] == captions


def test_an_address_that_the_page_gets_wrong_is_not_taken_over() -> None:
    html = (PAGES / "generic-1-typical.html").read_text(encoding="utf-8")
    html = html.replace("</head>", '<link rel="canonical" href="http://[x"></head>')
    article = parse_page(html.encode(), url=None, source=None, content_type=None)
    assert isinstance(article, Article)
    assert article.url is None


def test_the_month_in_the_path_is_held_against_the_page() -> None:
    url = "https://bao-thu.example/dan-van/202405/xa-doi-cao-1a2b3c4/"
    article = read("td_post-1-typical", url=url)
    assert isinstance(article, Article)
    assert article.published == "2024-12-05"
    assert article.flags == ("published-differs-in-url",)


ARTICLE_BODY = "<p>Các thôn trong xã đã cùng nhau sửa đường, trồng cây và giúp đỡ những gia đình gặp khó khăn.</p>" * 3


@pytest.mark.parametrize(
    ("data", "content_type", "rule"),
    [
        (b"", None, "empty-file"),
        (b" \n\t ", None, "empty-file"),
        (b"%PDF-1.4 \xff\xfe", None, "binary-file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", None, "binary-file"),
        (b'{"title": "x"}', None, "not-html"),
        (b'<?xml version="1.0"?><rss><channel></channel></rss>', None, "not-html"),
        (b"<html><body><p>x</p></body></html>", "application/json", "not-html"),
        (b"<html><body><h1>404 Not Found</h1></body></html>", None, "error-page"),
        ("<html><body><h1>Lỗi hệ thống</h1></body></html>".encode(), None, "error-page"),
        ("<html><title>Không tìm thấy trang</title><body>Xin thử lại.</body></html>".encode(), None, "error-page"),
        (b"<html><title>Just a moment...</title><body><p>x</p></body></html>", None, "challenge-page"),
        (b"<html><body><script>location='?jskey=1'</script></body></html>", None, "challenge-page"),
        (b"<html><body><script>var a = 1</script></body></html>", None, "challenge-page"),
        (b"<html><body></body></html>", None, "empty-page"),
        (f"<html><body><h1>Bài</h1>{ARTICLE_BODY}".encode(), None, "cut-short"),
        (b"<div>" * 3_000 + b"x", None, "too-deep"),
        (b"<p>" + b"x" * 9_000_000, None, "too-large"),
    ],
)
def test_what_is_no_article_is_refused_with_a_rule_and_a_sentence(
    data: bytes, content_type: str | None, rule: str
) -> None:
    found = parse_page(data, url=None, source=None, content_type=content_type)
    assert isinstance(found, Refused)
    assert found.rule == rule
    assert found.reason
    assert "\n" not in found.reason
    assert len(found.sample) <= 200


def test_a_page_in_a_legacy_encoding_is_read_as_it_declares() -> None:
    html = "<html><head><meta charset='windows-1251'><title>Заголовок</title></head><body><h1>Заголовок статьи</h1>"
    html += (
        "<p>Утром состоялась конференция, на которой подвели итоги работы коммуны за прошедший год.</p></body></html>"
    )
    article = parse_page(html.encode("windows-1251"), url=None, source=None, content_type=None)
    assert isinstance(article, Article)
    assert article.lang == "ru"
    assert "подвели итоги" in article.text
    assert "read-as-windows-1251" in article.flags


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([c for c in CASES if "generic" not in c]),
    st.integers(0, 4000),
    st.binary(max_size=60),
    st.booleans(),
)
def test_no_broken_page_brings_a_parser_down(name: str, at: int, junk: bytes, cut: bool) -> None:
    whole = (PAGES / f"{name}.html").read_bytes()
    data = whole[:at] + junk + (b"" if cut else whole[at:])
    found = parse_page(data, url=None, source=source_of(name), content_type=None)
    if isinstance(found, Article):
        assert all(found.text[block.start : block.end].strip() for block in found.blocks)


# -- repetitions --------------------------------------------------------------------------------------------------

LEAD = "Sáng 5/12, Đảng ủy xã Đồi Cao tổ chức hội nghị tổng kết phong trào thi đua với hơn 80 đại biểu."
MORE = f"{LEAD} Các thôn báo cáo kết quả."


def test_a_lead_that_stands_in_the_body_is_not_doubled() -> None:
    once = without_repeats([Piece("lead", LEAD), Piece("paragraph", LEAD.upper()), Piece("paragraph", "Khác.")])
    assert [piece.kind for piece in once] == ["lead", "paragraph"]


def test_of_a_lead_and_a_fuller_paragraph_the_fuller_stays_as_lead() -> None:
    assert without_repeats([Piece("lead", LEAD), Piece("paragraph", MORE)]) == [Piece("lead", MORE)]


def test_a_paragraph_with_another_number_is_no_repetition() -> None:
    other = Piece("paragraph", LEAD.replace("80", "90"))
    assert without_repeats([Piece("lead", LEAD), other]) == [Piece("lead", LEAD), other]


@given(st.lists(st.tuples(st.sampled_from(["title", "paragraph", "caption", "debris"]), st.text("ab c", max_size=9))))
def test_text_is_exactly_its_blocks(given_pieces: list[tuple[Any, str]]) -> None:
    pieces = [Piece(kind, " ".join(words.split())) for kind, words in given_pieces]
    text, blocks = assembled(pieces)
    assert [text[b.start : b.end] for b in blocks] == [p.text for p in pieces if p.kind != "debris" and p.text]
