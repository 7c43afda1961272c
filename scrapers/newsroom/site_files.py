"""The invented sites of the demo newsroom, from ``sites.yml``: names, sections, paths and faulty pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import yaml
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

if TYPE_CHECKING:
    from scrapers.newsroom.article_files import NewsroomArticle

SITES = Path(__file__).resolve().parent / "sites.yml"

Layout = Literal["td_post", "mediatech", "aggregator"]
UrlPath = Annotated[str, StringConstraints(pattern=r"^/\S*$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Fault(_Strict):
    """A page that lists and feeds name, but that no article can be read from.

    `cut`: HTML that stops in the middle of the lead. `gone`: 404. `error-200`: an error page with status 200.
    `forbidden`: a page robots.txt forbids; it answers, so that a scraper that ignores robots.txt is found out.
    """

    kind: Literal["cut", "gone", "error-200", "forbidden"]
    path: UrlPath
    title: str
    lead: str
    published: AwareDatetime


class Site(_Strict):
    """One invented site."""

    host: Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]+\.example$")]
    aliases: tuple[str, ...] = ()
    name: str
    slogan: str
    layout: Layout
    sections: dict[str, str] = Field(min_length=1)
    disallow: tuple[str, ...] = ()
    has_feed: bool = True
    faults: tuple[Fault, ...] = ()

    @property
    def needs_number(self) -> bool:
        """Whether article paths carry a number."""
        return self.layout != "aggregator"

    def article_path(self, article: NewsroomArticle) -> str:
        """The path of an article in this site's manner."""
        if self.layout == "td_post":
            return f"/{article.section}/{article.local_time:%Y%m}/{article.slug}-{article.number}/"
        if self.layout == "mediatech":
            return f"/{article.slug}-{article.number}.html"
        return f"/{article.slug}" if article.lang == "vi" else f"/{article.lang}/{article.slug}"


@cache
def newsroom_sites() -> dict[str, Site]:
    """All sites by host."""
    sites = [Site.model_validate(entry) for entry in yaml.safe_load(SITES.read_text("utf-8"))]
    return {site.host: site for site in sites}
