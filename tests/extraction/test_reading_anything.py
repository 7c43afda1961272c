"""Whatever a text holds, reading it does not raise, quotes stand, and time grows with length."""

from __future__ import annotations

import gc
import itertools
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.language import language, language_codes
from extraction.lexicon import lexicon
from extraction.reader import read
from extraction.view import view
from storage.records import Article, Block

CODES = sorted(language_codes())
WORDS = sorted({term.rstrip("*?") for code in CODES for _, _, term in language(code).flat_terms() if "(" not in term})[
    ::7
]
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(
        ["Nguyễn Văn", "Huyện Vũ Thư", "185/261", "7.604", "13/12", "30/02", "08-ĐA/TU", "2024", "\r\n", "…"]
    ),
    st.sampled_from(["\u200f", "😀", "\ud800", "e\u0301\u0323\u0302", "İ", "ﬁ", "\x00", "、", "。", "“", "№", "٢٠٢٤"]),
    st.integers(0, 10**13).map(str),
    st.text(max_size=8),
)
TEXTS = st.lists(PIECES, max_size=60).map(" ".join)


def article(text: str, lang: str) -> Article:
    lines, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append(Block("paragraph", start, start + len(line)))
        start += len(line) + 1
    return Article(
        article_id="0" * 32, content_hash="1" * 32, source_id="import", site=None, url=None, canonical_url=None,
        lang=lang, title=None, lead=None, byline=None, text=text, blocks=tuple(lines), published="2024-11-20",
        published_at=None, published_evidence=None, original_url=None, province=None, parser="test", parser_version="1",
    )  # fmt: skip


def assert_quotes_stand(text: str, lang: str) -> None:
    for rows in read(article(text, lang)).claims.values():
        for claim in rows:
            assert text[claim["start"] : claim["end"]] == claim["quote"]
            assert claim["quote"]
            for cell in claim["cells"]:
                if cell["origin"] == "text":
                    assert text[cell["start"] : cell["end"]] == cell["quote"]


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(CODES))
def test_no_text_raises_and_every_quote_stands(text: str, lang: str) -> None:
    assert_quotes_stand("Dân vận khéo, dân vận khéo. " + text, lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (code, f"Dân vận khéo, dân vận khéo.\n25{counter}")
        for code in CODES
        for counter in language(code).numbers.counters
    ],
)
def test_a_text_may_end_with_a_counter(lang: str, text: str) -> None:
    assert_quotes_stand(text, lang)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_the_view_keeps_the_way_back(text: str) -> None:
    seen = view(text)
    assert len(seen.cased) == len(seen.lower)
    assert seen.origin(0, len(seen.lower)) == (0, len(text))
    at = [seen.origin(i, i)[0] for i in range(len(seen.lower))]
    assert at == sorted(at)


def test_decomposed_text_gives_the_same_facts_as_composed() -> None:
    text = (
        "Phong trào “Dân vận khéo”. Sáng 13/11, Tỉnh ủy Thái Bình tổ chức hội nghị tổng kết, "
        "tặng bằng khen cho 12 tập thể."
    )
    composed = read(article(unicodedata.normalize("NFC", text), "vi")).claims
    decomposed_text = unicodedata.normalize("NFD", text)
    decomposed = read(article(decomposed_text, "vi")).claims
    assert decomposed_text != text
    for kind, slots in (("conferences", ("date", "kind", "province")), ("awards", ("award", "collectives"))):
        assert [[c[s] for s in slots] for c in composed[kind]] == [[c[s] for s in slots] for c in decomposed[kind]]
        assert composed[kind]
    assert_quotes_stand(decomposed_text, "vi")


@pytest.mark.parametrize("code", CODES)
def test_a_language_file_compiles(code: str) -> None:
    known = lexicon(code)
    assert known is not None
    assert known.language.terms.keys() >= {"subject", "organ", "event", "model", "recipient", "award", "title", "part"}


GROWING = {
    "one phrase": lambda _: "dân vận khéo ",
    "names": lambda i: f"Đồng chí Nguyễn Văn A{chr(97 + i % 26)}{chr(97 + i // 26 % 26)} phát biểu. ",
    "one name": lambda _: "đồng chí Nguyễn Văn Chu ",
    "awards": lambda i: f"Tặng giấy khen cho {i} tập thể và {i + 1} cá nhân. ",
    "counts": lambda i: f"{i} mô hình, ",
    "dates": lambda i: f"Ngày {i % 28 + 1}/{i % 12 + 1}/2024 họp. ",
    "documents": lambda i: f"Nghị quyết số {i % 90000} năm {1990 + i % 30}. ",
    "events": lambda i: f"Sáng {i % 28 + 1}/9, Huyện ủy tổ chức hội nghị. ",
    "places": lambda _: "Huyện Vũ Thư họp. ",
    "positions": lambda _: "Dự có ông Lê Văn Chu, Phó Bí thư Huyện ủy. Bà Vũ Thị Chè, Trưởng Ban. ",
    "letters": lambda _: "a",
    "stops": lambda _: "1.",
    "lines": lambda _: "\n",
    "brackets": lambda _: "(",
}


@pytest.mark.parametrize("kind", GROWING)
def test_time_grows_with_length_and_no_faster(kind: str) -> None:
    def seconds(size: int) -> float:
        pieces, length = ["dân vận khéo dân vận khéo. "], 0
        for i in itertools.count():
            pieces.append(GROWING[kind](i))
            length += len(pieces[-1])
            if length > size:
                break
        text = "".join(pieces)
        begin = time.process_time()
        read(article(text, "vi"))
        return time.process_time() - begin

    gc.collect()
    gc.freeze()  # what other tests left behind is not gone through again while this one is timed
    try:
        seconds(2_000)
        small, large = min(seconds(20_000) for _ in range(2)), seconds(160_000)
    finally:
        gc.unfreeze()
    assert large < 30 * max(small, 0.01), (small, large)
