"""Adding a language is one YAML file: a small Hungarian one, put beside the others, reads Hungarian."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from extraction import language, lexicon
from extraction.reader import read
from storage.records import Article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HUNGARIAN = """
code: hu
name: Magyar
english_name: Hungarian
numbers: {words: {tizenkét: 12}, multipliers: {száz: 100}}
dates:
  months: {11: [november*]}
  year_suffix: ["évben"]
joining: {and: [és]}
terms:
  subject: {dan_van: ["tömegmozgósítás*"], dan_van_kheo: ["ügyes tömegmozgósítás*"]}
  organ: ["tömegmozgósítási bizottság*"]
  event: {conference: ["konferenci*"]}
  cue: {review: ["értékel*"]}
  held: ["tartott"]
  part: {chair: ["elnökölt"], speaker: ["felszólalt"]}
  give: {gives: ["adományozott", "átadott"]}
  model: {model: ["modell*"]}
  status: {registered: ["bejegyz*"], recognised: ["elismer*"]}
  recipient: {collective: ["kollektív*"], individual: ["személy*"]}
  award: {bằng khen: ["érdemoklevel*"]}
  body: {province: ["tartományi pártbizottság*"]}
  place_type: {province: ["tartomány*"]}
  title: ["titkár*"]
  honorific: ["elvtárs"]
  connector: ["és"]
"""
TEXT = (
    "Thái Bình tartományban november 13-án a tartományi pártbizottság konferenciát tartott az ügyes tömegmozgósítás "
    "értékelésére. Elnökölt Nguyen Van Tuat elvtárs, a pártbizottság titkára. A tartomány 214 modellt ismert el: "
    "elismert 214 modell. Érdemoklevelet adományozott 12 kollektíva és 5 személy részére."
)


@pytest.fixture
def with_hungarian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "languages"
    shutil.copytree(language.LANGUAGES, folder)
    (folder / "hu.yml").write_text(HUNGARIAN, "utf-8")
    monkeypatch.setattr(language, "LANGUAGES", folder)
    caches = (language.language_codes, language.language, lexicon.lexicon)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


def test_a_language_file_alone_makes_a_language_read(with_hungarian: None) -> None:
    article = Article(
        article_id="0" * 32, content_hash="1" * 32, source_id="import", site=None, url=None, canonical_url=None,
        lang="hu", title=None, lead=None, byline=None, text=TEXT, blocks=(), published="2024-11-14",
        published_at=None, published_evidence=None, original_url=None, province=None, parser="test", parser_version="1",
    )  # fmt: skip
    reading = read(article)
    assert reading.relevant
    [event] = reading.claims["conferences"]
    assert (event["date"], event["kind"], event["level"], event["province"]) == (
        "2024-11-13",
        "review",
        "province",
        "Thái Bình",
    )
    [count] = reading.claims["models"]
    assert (count["count"], count["status"]) == (214, "recognised")
    [award] = reading.claims["awards"]
    assert (award["award"], award["collectives"], award["individuals"]) == ("bằng khen", 12, 5)
    [person] = reading.claims["people"]
    assert (person["name_latin"], person["part"]) == ("Nguyen Van Tuat", "chair")


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        ("code: hu\nname: [", "is not valid YAML"),
        (
            "code: hu\nname: Magyar\nenglish_name: Hungarian\nterms: {subjekt: {dan_van: [x]}}",
            "unknown class 'subjekt'",
        ),
        ("code: hu\nname: Magyar\nenglish_name: Hungarian\nterms: {subject: {love: [x]}}", "has no value love"),
        ("code: hu\nname: Magyar\nenglish_name: Hungarian\ntypo: 1\nterms: {}", "typo"),
        (
            "code: hu\nname: Magyar\nenglish_name: Hungarian\nterms: {held: ['(a (b|c)|d) e']}",
            "a choice inside a choice",
        ),
        ("code: hu\nname: Magyar\nname: Magyar\nenglish_name: Hungarian\nterms: {}", "stands twice"),
    ],
)
def test_a_broken_language_file_is_told_in_one_sentence(broken: str, complaint: str) -> None:
    with pytest.raises(language.LexiconError, match=r"languages/hu\.yml") as raised:
        language.parse_language(broken, "languages/hu.yml")
    assert complaint in str(raised.value)
