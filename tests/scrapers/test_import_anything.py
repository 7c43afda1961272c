"""Whatever comes in, nothing raises, the text is kept and the blocks hold together."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrapers import datelines, debris, languages
from scrapers.encodings import Refused, decode
from scrapers.given import parse
from scrapers.importing import read_articles
from scrapers.lines import fold, split_lines
from scrapers.plaintext import read_plain
from storage.records import Article
from storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

Given = TypeVar("Given")
Found = TypeVar("Found")
LANGUAGES = "en fr es de pt it nl sv no da cs pl ro el ru uk ar hi th lo id ms ja ko zh vi"
PIECES = [
    "Sáng 14/10, Ban Dân vận Tỉnh ủy tổ chức hội nghị với 230 đại biểu. Dự có đồng chí Trần Văn Giả.",
    "The committee gave 25 certificates to groups. It gave 31 to individuals from all districts of the province.",
    "Делегаты, присутствовавшие на конференции.",
    "会議には230人の代表者が出席した。",
    "في صباح يوم 14 أكتوبر، عقدت اللجنة مؤتمرا.",
    "Bắc Lâm biểu dương điển hình",
    "Báo Bắc LâmBáo Bắc Lâm14/10/2024",
    "14/10/2024 08:30",
    "174 vizualizări",
    "[anuncio_2]",
    "![]() |",
    "| Quang cảnh hội nghị. |",
    "Nguồn: https://baobaclam.example/a-1.html",
    "Comment (0)",
    "Même sujet",
    "Hải An",
    "Footer Banner Bank",
    "(Baobaclam.vn) - Sáng 14/10, tỉnh tổ chức hội nghị.",
    "- 12 tập thể",
    "\u200f",
    "😀",
    "\ufeff",
    "",
]
BREAKS = st.sampled_from(["\n", "\r\n", "\n\n", "\r", "\u2028", "\x85", " "])
PAGES = st.lists(st.tuples(st.sampled_from(PIECES) | st.text(max_size=60), BREAKS), max_size=25).map(
    lambda parts: "".join(line + end for line, end in parts)
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=12,
)
KEYS = ["id", "url", "site", "lang", "published", "text", "original_url"]
OBJECTS = st.dictionaries(
    st.sampled_from(KEYS), JSON | st.sampled_from([*PIECES, "vi", "xx", "2024-10-14", "https://a/"])
)


def holds(text: str) -> None:
    found = read_plain(text)
    last = 0
    covered = []
    for block in found.blocks:
        assert last <= block.start < block.end <= len(text)
        words = text[block.start : block.end]
        assert words == words.strip()
        covered.append(words)
        last = block.end
    if found.title is not None:
        assert found.title in covered
    if found.lead is not None:
        assert found.lead in covered
    if found.published is not None:
        assert datelines.given(found.published) == (found.published, None)
    if covered and any(kind.kind != "debris" for kind in found.blocks):
        assert "".join(covered)


def outcome(work: Callable[[Given], Found], value: Given) -> Found | Refused:
    """What came of it; a refusal is one clear line that can be shown."""
    try:
        return work(value)
    except Refused as refused:
        found = refused
    assert found.reason
    assert "\n" not in found.reason
    assert found.sample.isprintable()
    return found


@given(PAGES)
@settings(max_examples=300, deadline=None)
def test_pages_of_any_lines(text: str) -> None:
    holds(text)


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text(text: str) -> None:
    holds(text)
    for line in split_lines(text):
        assert text[line.start : line.end] == line.text
        assert fold(line.key) == line.key
        datelines.find(line.text)
        datelines.residue(line.text)


@given(st.lists(st.sampled_from(PIECES[:5]), min_size=1, max_size=6, unique=True), st.sampled_from(["\n", "\n\n"]))
@settings(deadline=None)
def test_statements_among_each_other_are_all_kept(statements: list[str], between: str) -> None:
    text = between.join(statements)
    found = read_plain(text)
    assert "debris" not in {block.kind for block in found.blocks}
    assert "".join(text[b.start : b.end] for b in found.blocks) == "".join(statements)


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    found = outcome(decode, data)
    if isinstance(found, Refused):
        assert found.rule in {"empty-file", "binary-file", "wrong-encoding"}
    else:
        assert found.text


@given(OBJECTS | JSON)
@settings(max_examples=300, deadline=None)
def test_any_json_is_an_article_or_refused(value: object) -> None:
    found = outcome(parse, json.dumps(value))
    if not isinstance(found, Refused):
        assert isinstance(value, dict)
        assert len(found.text) == len(value["text"])
        found.text.encode("utf-8")


@given(st.sampled_from([".txt", ".json", ".jsonl", ".html", ".warc", ".warc.gz"]), st.binary(max_size=300))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_files_of_any_bytes_stop_nothing(suffix: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bad, good = Path(folder) / f"a{suffix}", Path(folder) / "b.txt"
        bad.write_bytes(data)
        good.write_text(PIECES[0], "utf-8")
        found = list(read_articles([Path(folder)], Settings()))
    assert len(found) >= 2
    last = found[-1]
    assert isinstance(last, Article)
    assert last.text == PIECES[0]


@given(st.text(max_size=60))
def test_any_text_is_a_date_given_or_not(text: str) -> None:
    found = datelines.given(text)
    if found is not None:
        assert datelines.given(found[0]) == (found[0], None)


@given(st.text(max_size=12))
def test_any_code_is_a_language_or_not(code: str) -> None:
    assert languages.known(code) in {None, *languages.ISO_639_1}


def test_the_words_cover_every_language_that_is_published_in() -> None:
    assert set(debris.load()) >= set(LANGUAGES.split())
    for words in debris.load().values():
        for name in ("views", "comments", "source", "related", "photo"):
            listed = [fold(word) for word in getattr(words, name)]
            assert len(set(listed)) == len(listed)
            assert all(listed)


@pytest.mark.parametrize(
    "content",
    ["vi: {}", "vi: [1]", "[]", "vi: {views: [a], unknown: [b]}", "\tvi: x", "vi:\n  views: 3"],
)
def test_a_word_file_that_does_not_fit_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "debris.yml"
    path.write_text(content, "utf-8")
    with pytest.raises(debris.DebrisError, match=str(path)):
        debris.load(path)
