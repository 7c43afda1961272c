"""The newsroom's article files: valid, varied, and gold that stands in the text."""

import json
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from scrapers.identity import canonical_url
from scrapers.newsroom.article_files import ARTICLES, VIETNAM, NewsroomArticle, gold, newsroom_articles, read_article
from scrapers.newsroom.site_files import newsroom_sites
from scrapers.registry import load_sources

SHARED_GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold"
SOURCES = ARTICLES.parent / "sources"
GOLD_KEYS = {
    "id", "url", "site", "lang", "published", "text", "story", "original_url", "relevant",
    "conferences", "models", "awards", "people", "documents",
}  # fmt: skip
COUNT_SLOTS = ("delegates", "count", "collective", "individual", "collectives", "individuals", "total")
LATIN = {"vi", "en", "fr", "es", "ro", "de"}
DENSE = {"ja", "ko", "zh"}  # a character says more

every_article = pytest.mark.parametrize("article", newsroom_articles(), ids=lambda article: article.id)


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def numbers_in(text: str) -> set[int]:
    joined = re.sub(r"(?<=\d)[.,\u0020\u00a0\u202f](?=\d{3}(?!\d))", "", text)
    return {int(number) for number in re.findall(r"\d+", joined)}


def test_there_are_enough_articles_languages_and_sites():
    articles = newsroom_articles()
    assert len(articles) >= 40
    assert len({a.lang for a in articles}) >= 9
    assert sum(a.lang == "vi" for a in articles) >= 18
    assert {"en", "fr", "es", "ro", "ru", "el"} <= {a.lang for a in articles}
    assert {a.site for a in articles} == set(newsroom_sites())
    assert sum(not a.facts.relevant for a in articles) >= 7
    assert len(list(ARTICLES.glob("*.yml"))) == len(articles)


def test_several_stories_are_told_on_several_sites_and_in_several_languages():
    told = defaultdict(list)
    for article in newsroom_articles():
        if article.story:
            told[article.story].append(article)
    wide = [s for s, by in told.items() if len({a.site for a in by}) > 1 and len({a.lang for a in by}) > 1]
    assert len(wide) >= 6
    papers = [s for s, by in told.items() if len({a.site for a in by if a.original is None}) > 1]
    assert len(papers) >= 2, "a second paper reports on its own"


def test_one_story_has_contradicting_counts():
    counts = {
        model.count
        for article in newsroom_articles()
        if article.story == "thanh-hoa-review-2024"
        for model in article.facts.models
        if model.status == "registered"
    }
    assert counts == {4215, 4251}


def test_two_events_of_one_day_and_province_are_two_stories():
    stories = {
        article.story
        for article in newsroom_articles()
        for event in article.facts.conferences
        if (event.date, event.province) == ("2025-03-27", "Thanh Hóa")
    }
    assert stories == {"thanh-hoa-launch-2025", "thanh-hoa-signing-2025"}


def test_the_merged_province_is_named_as_of_the_event():
    for article in newsroom_articles():
        for event in article.facts.conferences:
            if event.province == "Thái Bình":
                assert event.date < "2025-07-01"
            if event.province == "Hưng Yên":
                assert event.date >= "2025-07-01"
                assert event.district is None
    provinces = {e.province for a in newsroom_articles() if a.site == "baosongtra.example" for e in a.facts.conferences}
    assert {"Thái Bình", "Hưng Yên"} <= provinces


@every_article
def test_an_article_has_the_length_of_a_report(article: NewsroomArticle):
    assert (400 if article.lang in DENSE else 1200) <= len(article.text) <= 3500


@every_article
def test_every_number_of_the_gold_stands_in_the_text(article: NewsroomArticle):
    stated = numbers_in(article.text)
    for number, words in article.facts.words.items():
        assert words in article.text
        assert number not in stated, "given in digits as well: no words needed"
    facts = article.facts.model_dump()
    for kind in ("conferences", "models", "awards"):
        for fact in facts[kind]:
            for number in filter(None, (fact.get(slot) for slot in COUNT_SLOTS)):
                assert number in stated | set(article.facts.words), f"{number} of {kind}"


@every_article
def test_every_name_host_and_document_of_the_gold_stands_in_the_text(article: NewsroomArticle):
    text = article.text
    for person in article.facts.people:
        assert person.name in text
        if article.lang in LATIN:
            assert folded(person.name) == folded(person.name_latin)
    for document in article.facts.documents:
        assert document.number.split("/")[0] in text
        assert folded(document.number) in folded(text)
    if article.lang in LATIN and article.lang != "de":  # the others inflect
        for event in article.facts.conferences:
            assert event.host is None or folded(event.host) in folded(text)


@every_article
def test_every_date_of_the_gold_is_told(article: NewsroomArticle):
    stated = numbers_in(article.text)
    dates = [fact.date for fact in (*article.facts.conferences, *article.facts.documents) if fact.date]
    for date in dates:
        if len(date) == 10:
            assert int(date[8:]) in stated
    for event in article.facts.conferences:
        assert event.date <= article.local_time.date().isoformat(), "a report of an event yet to come"


@every_article
def test_gold_has_the_keys_of_the_schema(article: NewsroomArticle):
    facts = gold(article)
    assert set(facts) == GOLD_KEYS
    assert facts["url"].startswith(f"https://{article.site}/")
    assert json.loads(json.dumps(facts, ensure_ascii=False)) == facts
    if not facts["relevant"]:
        assert not any(facts[kind] for kind in ("conferences", "models", "awards", "people", "documents"))


@every_article
def test_translations_come_after_and_carry_the_slug_of_their_original(article: NewsroomArticle):
    assert article.published.utcoffset() == VIETNAM
    if article.site != "toancanhviet.example":
        assert article.source is None
        return
    assert article.source is not None
    assert article.slug in article.source
    if article.original:
        original = next(a for a in newsroom_articles() if a.id == article.original)
        assert original.lang == "vi"
        assert original.published < article.published
        assert original.story == article.story


def test_no_two_articles_share_a_url_or_a_text():
    articles = newsroom_articles()
    assert len({canonical_url(a.url) for a in articles}) == len(articles)
    assert len({(a.site, a.text) for a in articles}) == len(articles)


def test_names_are_nobody_of_the_shared_gold():
    if not SHARED_GOLD.is_dir():
        pytest.skip(f"{SHARED_GOLD} is not on this machine")
    known = {
        folded(person.get("name_latin") or person.get("name") or "")
        for path in SHARED_GOLD.glob("*/*.json")
        for person in json.loads(path.read_text("utf-8"))["people"]
    }
    ours = {folded(person.name_latin) for article in newsroom_articles() for person in article.facts.people}
    assert not ours & known


def test_the_sources_own_every_page():
    sources = load_sources(SOURCES)
    assert len(sources) == len(newsroom_sites())
    for site in newsroom_sites().values():
        source = next(s for s in sources.values() if s.owns_host(site.host))
        assert source.kind == "demo"
        assert set(source.languages) >= {a.lang for a in newsroom_articles() if a.site == site.host}
        for path in (
            *(fault.path for fault in site.faults),
            *(a.path for a in newsroom_articles() if a.site == site.host),
            *(a.listed_path for a in newsroom_articles() if a.site == site.host),
        ):
            assert source.is_article(f"https://{site.host}{path}"), path
        assert not source.is_article(f"https://{site.host}/robots.txt")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"colour": "red"}, "colour"),
        ({"lang": "xx"}, "lang"),
        ({"site": "elsewhere.example"}, "not a site"),
        ({"section": "sport"}, "not a section"),
        ({"number": None}, "needs a number"),
        ({"published": "2024-12-18T16:42:00"}, "published"),
        ({"body": ["One paragraph."]}, "body"),
        ({"facts": {"relevant": False, "models": [{"count": 3, "status": "built"}]}}, "irrelevant"),
        ({"facts": {"relevant": True, "models": [{"count": -3, "status": "built"}]}}, "count"),
        ({"id": "another"}, "not the file's name"),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence(tmp_path: Path, change: dict, complaint: str):
    content = yaml.safe_load((ARTICLES / "army-review-2024-vi.yml").read_text("utf-8"))
    content["published"] = content["published"].isoformat()
    path = tmp_path / "army-review-2024-vi.yml"
    path.write_text(yaml.safe_dump(content | change), "utf-8")
    with pytest.raises(ValueError, match=complaint) as refused:
        read_article(path)
    assert path.name in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_no_yaml_is_refused(tmp_path: Path):
    path = tmp_path / "broken.yml"
    path.write_text("title: [unclosed", "utf-8")
    with pytest.raises(ValueError, match=r"broken\.yml: not YAML"):
        read_article(path)
