"""The articles of the demo newsroom, one strict YAML file each, with the facts a careful reader finds in them.

The facts (gold) are written with the article, by the conventions of the facts of one article in
``docs/architecture.md``, before any extractor reads it; they are never adapted to one.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from scrapers.newsroom.site_files import newsroom_sites

ARTICLES = Path(__file__).resolve().parent / "articles"
VIETNAM = timedelta(hours=7)

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
PartialDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Period = Annotated[str, StringConstraints(pattern=r"^(\d{4}(-\d{4})?|first half \d{4})$")]
Count = Annotated[int, Field(ge=1)]
Language = Literal["vi", "en", "fr", "es", "ro", "ru", "el", "de", "ja", "ko", "zh"]
Kind = Literal["review", "training", "launch", "commendation", "seminar", "contest", "signing", "meeting", "other"]
Level = Literal["central", "province", "district", "commune"]
Status = Literal["registered", "built", "recognised", "completed", "commended", "replicated", "effective", "active"]
Award = Literal[
    "bằng khen",
    "giấy khen",
    "kỷ niệm chương",
    "huân chương",
    "cờ thi đua",
    "khen thưởng",
    "tuyên dương",
    "giải thưởng",
    "other",
]
Part = Literal["chair", "speaker", "attendee", "awarder", "author", "other"]
DocumentKind = Literal["law", "decree", "resolution", "directive", "conclusion", "plan", "project", "other"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Conference(_Strict):
    """One event the article reports; what it does not state is null."""

    date: PartialDate | None = None
    kind: Kind
    level: Level | None = None
    province: Text | None = None
    district: Text | None = None
    commune: Text | None = None
    host: Text | None = None
    delegates: Count | None = None


class Models(_Strict):
    """One stated count of "Dân vận khéo" models."""

    count: Count
    status: Status
    collective: Count | None = None
    individual: Count | None = None
    level: Level | None = None
    unit: Text | None = None
    period: Period | None = None


class AwardGiven(_Strict):
    """One award by one grantor, with its recipients as far as they are counted."""

    award: Award
    as_written: Text | None = None
    grantor: Text | None = None
    collectives: Count | None = None
    individuals: Count | None = None
    total: Count | None = None
    optional: bool = False


class Person(_Strict):
    """One named person and their part; `name` as the article writes it."""

    name: Text
    name_latin: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z ]+$")]
    position: Text | None = None
    part: Part


class Document(_Strict):
    """One cited document that the article gives a number to."""

    number: Text
    kind: DocumentKind
    date: PartialDate | None = None


class Facts(_Strict):
    """The facts of one article; an irrelevant article has none."""

    relevant: bool
    conferences: tuple[Conference, ...] = ()
    models: tuple[Models, ...] = ()
    awards: tuple[AwardGiven, ...] = ()
    people: tuple[Person, ...] = ()
    documents: tuple[Document, ...] = ()
    words: dict[int, Text] = Field(default_factory=dict)  # a number the text gives only in words → the words
    notes: Text | None = None

    @model_validator(mode="after")
    def _nothing_of_an_irrelevant_article(self) -> Facts:
        if not self.relevant and any((self.conferences, self.models, self.awards, self.people, self.documents)):
            raise ValueError("an irrelevant article has no facts")
        return self


class Photo(_Strict):
    """A photograph in the body; only its caption is text."""

    caption: Text
    alt: Text | None = None  # vietnam.vn-like pages keep the Vietnamese alt before the translated caption


class NewsroomArticle(_Strict):
    """One article as its paper prints it."""

    id: Slug
    site: Text
    lang: Language
    section: Slug
    slug: Slug
    number: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{6,7}$")] | None = None
    published: AwareDatetime
    story: Slug | None = None
    original: Slug | None = None  # id of the newsroom article this one translates or takes over
    original_url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] | None = None  # not in the newsroom
    source_label: Text | None = None  # an aggregator's label of the paper it took the article from
    title: Text
    lead: Text | None = None
    body: tuple[Text | Photo, ...] = Field(min_length=2)
    byline: Text | None = None
    views: Count | None = None  # the view counter of a page that shows one
    ad_marker: Text | None = None
    comment_footer: Text | None = None
    repeats_lead: bool = False  # the lead stands again as first paragraph
    markup: Literal["usual", "unclosed"] = "usual"
    former_path: Annotated[str, StringConstraints(pattern=r"^/\S+$")] | None = None  # answers 301; listed
    facts: Facts

    @model_validator(mode="after")
    def _stands_on_a_known_site(self) -> NewsroomArticle:
        site = newsroom_sites().get(self.site)
        if site is None:
            raise ValueError(f"'{self.site}' is not a site of sites.yml")
        if self.section not in site.sections:
            raise ValueError(f"'{self.section}' is not a section of {self.site}")
        if site.needs_number != (self.number is not None):
            raise ValueError(f"{self.site} {'needs a' if site.needs_number else 'has no'} number in its paths")
        if self.original and self.original_url:
            raise ValueError("name the original by id or by URL, not by both")
        return self

    @property
    def path(self) -> str:
        """The path on its site, as the layout's papers write it."""
        return newsroom_sites()[self.site].article_path(self)

    @property
    def url(self) -> str:
        """The URL the article stands at (after any redirect)."""
        return f"https://{self.site}{self.path}"

    @property
    def listed_path(self) -> str:
        """The path that lists and feeds give, which may be a former one."""
        return self.former_path or self.path

    @property
    def local_time(self) -> datetime:
        """Publication in Vietnam's time, without a zone, as the papers print it."""
        offset = self.published.utcoffset() or timedelta(0)
        return self.published.replace(tzinfo=None) - offset + VIETNAM

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body's paragraphs, captions left out."""
        return tuple(block for block in self.body if isinstance(block, str))

    @property
    def captions(self) -> tuple[str, ...]:
        """The captions of the body's photographs."""
        return tuple(block.caption for block in self.body if isinstance(block, Photo))

    @property
    def text(self) -> str:
        """Everything a reader is told: title, lead, body and captions in their order, byline."""
        body = (block if isinstance(block, str) else block.caption for block in self.body)
        return "\n".join(filter(None, (self.title, self.lead, *body, self.byline)))

    @property
    def source(self) -> str | None:
        """The URL of the original, where the article names one."""
        if self.original is None:
            return self.original_url
        return article_by_id(self.original).url


def read_article(path: Path) -> NewsroomArticle:
    """Read one article file; raises ``ValueError`` with one sentence naming the file and the key."""
    try:
        article = NewsroomArticle.model_validate(
            yaml.safe_load(path.read_text("utf-8")), strict=False, context={"path": path}
        )
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise ValueError(f"{path.name}: {where}: {first['msg']}") from error
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name}: not YAML: {str(error).splitlines()[0]}") from error
    if article.id != path.stem:
        raise ValueError(f"{path.name}: id '{article.id}' is not the file's name")
    return article


@cache
def _articles() -> tuple[NewsroomArticle, ...]:
    read = (read_article(path) for path in sorted(ARTICLES.glob("*.yml")))
    return tuple(sorted(read, key=lambda article: (article.published, article.id)))


def newsroom_articles() -> list[NewsroomArticle]:
    """All articles, oldest first."""
    return list(_articles())


def article_by_id(article_id: str) -> NewsroomArticle:
    """The article of that id; raises ``KeyError`` when there is none."""
    for article in _articles():
        if article.id == article_id:
            return article
    raise KeyError(f"no article '{article_id}' in the newsroom")


def gold(article: NewsroomArticle) -> dict[str, Any]:
    """The article and its facts with the keys of the gold schema; `published` is a day in Vietnam's time."""
    facts = article.facts.model_dump(mode="json", exclude={"words", "notes"})
    for award in facts["awards"]:
        if not award["optional"]:
            del award["optional"]
    return {
        "id": article.id,
        "url": article.url,
        "site": article.site,
        "lang": article.lang,
        "published": article.local_time.date().isoformat(),
        "text": article.text,
        "story": article.story,
        "original_url": article.source,
        **facts,
    }
