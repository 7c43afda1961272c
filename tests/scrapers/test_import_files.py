"""Files of any state: what can be read is read, the rest is one clear row each, and nothing stops the others."""

from __future__ import annotations

import json
import os
import unicodedata
from typing import TYPE_CHECKING

import pytest

from scrapers.identity import article_id as id_of
from scrapers.identity import canonical_url, text_id
from scrapers.importing import read_articles
from storage.records import Article, Rejection
from storage.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings()
BODY = (
    "Sáng 14/10, Ban Dân vận Tỉnh ủy Bắc Lâm tổ chức hội nghị biểu dương 45 điển hình dân vận khéo.\n"
    "Hội nghị có 230 đại biểu tham dự, trao 12 giấy khen cho các tập thể có thành tích trong phong trào.\n"
)
GOOD = {
    "id": "a-1",
    "url": "https://baobaclam.example/tin-1.html",
    "lang": "vi",
    "published": "2024-10-14",
    "text": BODY,
}


def read(*paths: Path) -> tuple[list[Article], list[Rejection]]:
    found = list(read_articles(paths, SETTINGS))
    return [f for f in found if isinstance(f, Article)], [f for f in found if isinstance(f, Rejection)]


def one(folder: Path, name: str, data: bytes | str) -> tuple[list[Article], list[str]]:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    articles, rejections = read(path)
    for rejection in rejections:
        is_clear(rejection)
        assert rejection.subject.startswith(str(path))
    return articles, [rejection.rule for rejection in rejections]


def is_clear(rejection: Rejection) -> None:
    """One sentence on one line, with a sample that can be shown."""
    assert rejection.reason
    assert "\n" not in rejection.reason
    assert len(rejection.reason) < 400
    assert len(rejection.sample) <= 200
    assert rejection.sample.isprintable()
    assert (rejection.step, rejection.source_id) == ("import", "import")


def test_a_text_is_kept_to_the_letter(tmp_path: Path) -> None:
    text = unicodedata.normalize("NFD", BODY).replace("\n", "\r\n") + "😀 \u200frtl\u200e \t end "
    articles, rules = one(tmp_path, "a.txt", "\ufeff" + text)
    assert rules == []
    assert articles[0].text == text
    assert articles[0].article_id == text_id(text)
    assert articles[0].lang == "vi"
    assert articles[0].parser == "plaintext"


def test_what_was_given_wins_over_what_is_found(tmp_path: Path) -> None:
    given = {**GOOD, "text": "Bắc Lâm biểu dương điển hình\n01/02/2023\n" + BODY, "lang": "en", "site": "x.example"}
    articles, rules = one(tmp_path, "a.json", json.dumps(given))
    assert rules == []
    article = articles[0]
    assert (article.lang, article.published, article.published_evidence) == ("en", "2024-10-14", "given")
    assert (article.given_id, article.site, article.url) == ("a-1", "x.example", given["url"])
    assert article.article_id == id_of(canonical_url(str(given["url"])))
    assert article.published_at is None
    assert "published-differs-from-dateline" in article.flags


def test_what_was_not_given_is_found(tmp_path: Path) -> None:
    given = {
        "text": "Bắc Lâm biểu dương điển hình\n14/10/2024 08:30\n" + BODY,
        "lang": None,
        "facts": [1],
        "published": "",
    }
    articles, rules = one(tmp_path, "a.json", json.dumps(given))
    assert rules == []
    assert (articles[0].lang, articles[0].published, articles[0].published_evidence) == ("vi", "2024-10-14", "dateline")
    assert articles[0].published_at is not None
    assert articles[0].published_at.isoformat() == "2024-10-14T01:30:00+00:00"


def test_a_translation_is_not_the_original_it_names(tmp_path: Path) -> None:
    original = "https://baothanhhoa.vn/hoi-nghi-225483.htm"
    text = "The committee met on October 14 in the city. It was attended by 230 delegates from all communes.\n"
    given = {"text": f"{text}Source: {original}\n", "url": original, "lang": "en"}
    articles, _ = one(tmp_path, "a.json", json.dumps(given))
    plain, _ = one(tmp_path, "b.txt", str(given["text"]))
    article = articles[0]
    assert article.article_id == plain[0].article_id == text_id(str(given["text"]))
    assert (article.canonical_url, article.original_url) == (None, original)
    assert (article.source_id, article.province) == ("baothanhhoa", "Thanh Hóa")
    own = {"text": BODY + f"Nguồn: {original}\n", "url": original, "lang": "vi"}
    vietnamese, _ = one(tmp_path, "c.json", json.dumps(own))
    assert vietnamese[0].canonical_url == original


@pytest.mark.parametrize(
    ("given", "lang"),
    [("vi", "vi"), ("pt-BR", "pt"), ("zh_CN", "zh"), ("nb", "no"), ("und", "vi"), ("", "vi"), (None, "vi")],
)
def test_languages_given_in_any_usual_form(tmp_path: Path, given: str | None, lang: str) -> None:
    articles, rules = one(tmp_path, "a.json", json.dumps({**GOOD, "lang": given}))
    assert ([article.lang for article in articles], rules) == ([lang], [])


@pytest.mark.parametrize(
    ("date", "published"),
    [("2024-10-14", "2024-10-14"), ("2024-10", "2024-10"), ("2024", "2024"), ("2024-10-13T20:00:00Z", "2024-10-14")],
)
def test_dates_given_as_far_as_they_are_known(tmp_path: Path, date: str, published: str) -> None:
    articles, rules = one(tmp_path, "a.json", json.dumps({**GOOD, "published": date}))
    assert ([article.published for article in articles], rules) == ([published], [])


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ("{", "bad-json"),
        ('{"text": NaN}', "bad-json"),
        ('{"text": "a", "x": Infinity}', "bad-json"),
        ("[" * 100_000, "bad-json"),
        ('{"text": ' * 50_000, "bad-json"),
        ('{"text": ' + "9" * 6000 + "}", "bad-json"),
        ("[]", "not-an-object"),
        ("null", "not-an-object"),
        ('"text"', "not-an-object"),
        ("{}", "missing-keys"),
        ('{"id": "x", "url": null}', "missing-keys"),
        ('{"text": 7}', "wrong-type"),
        ('{"text": null}', "wrong-type"),
        ('{"text": "a", "lang": ["vi"]}', "wrong-type"),
        ('{"text": "a", "url": 3}', "wrong-type"),
        ('{"text": " \\n"}', "empty-text"),
        ('{"text": "a", "lang": "xx"}', "unknown-language"),
        ('{"text": "a", "lang": "klingon"}', "unknown-language"),
        ('{"text": "a", "published": "14/10/2024"}', "bad-value"),
        ('{"text": "a", "published": "2024-13-40"}', "bad-value"),
        ('{"text": "a", "url": "javascript:alert(1)"}', "bad-value"),
        ('{"text": "a", "url": "https://[oops"}', "bad-value"),
        ('{"text": "a", "original_url": "file:///etc/passwd"}', "bad-value"),
        ("", "empty-file"),
        ("\ufeff \n", "empty-file"),
    ],
)
def test_bad_json_is_one_row(tmp_path: Path, content: str, rule: str) -> None:
    assert one(tmp_path, "a.json", content) == ([], [rule])


def test_one_bad_line_of_many_costs_only_itself(tmp_path: Path) -> None:
    lines = [
        json.dumps({**GOOD, "id": "a"}),
        "{broken",
        "",
        json.dumps({"id": "no text"}),
        json.dumps({**GOOD, "id": 7}),
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    articles, rejections = read(path)
    assert [article.given_id for article in articles] == ["a", "7"]
    assert [(r.subject, r.rule) for r in rejections] == [(f"{path}:2", "bad-json"), (f"{path}:4", "missing-keys")]


def test_a_line_without_end_is_not_kept_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "' + b"x" * 11_000_000 + b'"}\n' + json.dumps(GOOD).encode() + b"\n")
    articles, rejections = read(path)
    assert [article.given_id for article in articles] == ["a-1"]
    assert [rejection.rule for rejection in rejections] == ["too-large"]


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("a.txt", b"", "empty-file"),
        ("a.txt", b" \r\n\t\n", "empty-file"),
        ("a.txt", "\ufeff".encode(), "empty-file"),
        ("a.txt", "\u200b\u3000\n".encode(), "empty-file"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "binary-file"),
        ("a.txt", b"%PDF-1.7 ...", "binary-file"),
        ("a.txt", b"PK\x03\x04 docx", "binary-file"),
        ("a.txt", BODY.encode("utf-16-le"), "binary-file"),
        ("a.txt", bytes(range(1, 32)) * 50 + b"abc", "binary-file"),
        ("a.txt", b"\xff\xfe" + b"a\0b\0c", "wrong-encoding"),
        ("a.txt", bytes(range(128, 256)) * 4, "wrong-encoding"),
        ("a.json", b"\x89PNG\r\n\x1a\n\0\0", "binary-file"),
        ("a.docx", b"PK\x03\x04", "unknown-suffix"),
        ("noname", b"text", "unknown-suffix"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, name: str, data: bytes, rule: str) -> None:
    assert one(tmp_path, name, data) == ([], [rule])


def test_a_huge_text_is_refused_by_its_size_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    articles, rejections = read(path)
    assert articles == []
    assert [rejection.rule for rejection in rejections] == ["too-large"]
    assert "50.0 MB" in rejections[0].reason


def test_a_text_of_more_lines_than_any_article_is_refused(tmp_path: Path) -> None:
    assert one(tmp_path, "a.txt", "x\n" * 30_000) == ([], ["too-large"])
    assert one(tmp_path, "a.json", json.dumps({"text": "x\n" * 30_000})) == ([], ["too-large"])


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Délégués présents à la conférence où l'on a félicité les collectifs à l'été. " * 5, "windows-1252"),
        ("Στο συνέδριο παρευρέθηκαν οι αντιπρόσωποι της επιτροπής της περιφέρειας. " * 5, "windows-1253"),
        ("На конференции присутствовали делегаты комитета провинции. " * 5, "windows-1251"),
        ("The committee met – 230 delegates. " * 5, "utf-16"),
    ],
)
def test_another_encoding_is_read_and_said(tmp_path: Path, text: str, encoding: str) -> None:
    articles, rules = one(tmp_path, "a.txt", text.encode(encoding))
    assert rules == ["wrong-encoding"]
    assert [article.text for article in articles] == [text]
    assert any(flag.startswith("read-as-") for flag in articles[0].flags)


def test_a_text_cut_within_a_letter_is_kept_up_to_there(tmp_path: Path) -> None:
    articles, rules = one(tmp_path, "a.txt", (BODY + "ế").encode()[:-1])
    assert rules == ["wrong-encoding"]
    assert articles[0].text == BODY
    assert "cut-short" in articles[0].flags


def test_stray_bytes_do_not_turn_a_whole_text_into_another(tmp_path: Path) -> None:
    data = BODY.encode()
    articles, rules = one(tmp_path, "a.txt", data[:40] + b"\xff" + data[40:])
    assert rules == ["wrong-encoding"]
    assert "230 đại biểu" in articles[0].text
    assert "broken-utf-8" in articles[0].flags


def test_lone_surrogates_and_zeros_are_marked(tmp_path: Path) -> None:
    articles, rules = one(tmp_path, "a.json", json.dumps({**GOOD, "text": "\ud83d" + BODY + "\0", "id": "\udc00"}))
    assert rules == []
    assert articles[0].text == "\ufffd" + BODY + "\ufffd"
    assert articles[0].given_id == "\ufffd"
    assert "unstorable-characters" in articles[0].flags


def test_a_language_nobody_can_tell_is_said(tmp_path: Path) -> None:
    articles, rules = one(tmp_path, "a.txt", "12 34 56 78\n90")
    assert rules == ["unknown-language"]
    assert articles[0].lang == "und"


def test_a_path_that_is_not_there_does_not_stop_the_others(tmp_path: Path) -> None:
    good = tmp_path / "b.txt"
    good.write_text(BODY, "utf-8")
    articles, rejections = read(tmp_path / "nope.txt", good, tmp_path / "a\0b")
    assert len(articles) == 1
    assert [rejection.rule for rejection in rejections] == ["path-not-found", "path-not-found"]


def test_folders_are_read_in_order_and_each_file_once(tmp_path: Path) -> None:
    for name in ("b/2.json", "b/1.json", "a/9.json", ".hidden/0.json", "b/.x.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps({**GOOD, "id": name}), "utf-8")
    (tmp_path / "b" / "notes.md").write_text("x", "utf-8")
    (tmp_path / "b" / "same.json").symlink_to(tmp_path / "a" / "9.json")
    (tmp_path / "b" / "gone.json").symlink_to(tmp_path / "gone.json")
    (tmp_path / "b" / "up").symlink_to(tmp_path)
    articles, rejections = read(tmp_path, tmp_path / "a", tmp_path / "a" / "9.json")
    assert [article.given_id for article in articles] == ["a/9.json", "b/1.json", "b/2.json"]
    assert sorted(rejection.rule for rejection in rejections) == ["broken-link", "directory-loop", "unknown-suffix"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipes_and_devices_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to("/dev/zero")
    _, rejections = read(tmp_path)
    assert [rejection.rule for rejection in rejections] == ["not-a-file", "not-a-file"]


def test_a_file_without_permission_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(BODY, "utf-8")
    monkeypatch.setattr("scrapers.inputs.os.access", lambda *_: False)  # root, who runs tests, may read everything
    _, rejections = read(tmp_path)
    assert [rejection.rule for rejection in rejections] == ["not-readable"]


def test_a_file_name_that_is_no_text_can_be_stored(tmp_path: Path) -> None:
    name = os.fsdecode(b"a\xff.txt")
    (tmp_path / name).write_bytes(b"")
    _, rejections = read(tmp_path)
    assert [rejection.rule for rejection in rejections] == ["empty-file"]
    rejections[0].subject.encode("utf-8")
