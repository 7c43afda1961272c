"""What the newsroom's sites answer: pages, lists, feeds, sitemaps and robots.txt, rendered from the articles.

Pure: a press room (which articles, up to when) and a path give an :class:`Answer`; no socket, no clock.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import yaml
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from scrapers.newsroom.article_files import NewsroomArticle
    from scrapers.newsroom.site_files import Fault, Site

LAYOUTS = Path(__file__).resolve().parent / "layouts"
HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
FOUNDED = datetime(2023, 1, 1, tzinfo=UTC)
DAILY = re.compile(r"^/sitemap/sitemap-post/(\d{4}-\d{2}-\d{2})\.xml$")
CATEGORY = re.compile(r"^(?:/(?P<lang>[a-z]{2}))?/category/(?P<section>[a-z-]+)$")
SAPO_LENGTH = 300  # the length a MEDIATECH page cuts its automatic lead to


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a site, before conditional requests are considered."""

    status: int
    body: bytes
    content_type: str = HTML
    modified: datetime | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list, feed or sitemap."""

    path: str
    title: str
    lead: str
    published: datetime
    modified: datetime
    section: str | None = None
    lang: str = "vi"

    @property
    def rfc822(self) -> str:
        """Publication as RSS writes it."""
        return format_datetime(self.published)


@dataclass(frozen=True, slots=True)
class Press:
    """One site and what it has published so far, oldest first."""

    site: Site
    articles: Sequence[NewsroomArticle]
    faults: Sequence[Fault] = ()
    corrected: Mapping[str, datetime] = field(default_factory=dict)  # article id → when it was corrected

    @property
    def items(self) -> list[Item]:
        """All that lists name, newest first."""
        listed = [
            Item(a.listed_path, a.title, a.lead or a.paragraphs[0], a.published, self.changed(a), a.section, a.lang)
            for a in self.articles
        ]
        listed += [Item(f.path, f.title, f.lead, f.published, f.published) for f in self.faults]
        return sorted(listed, key=lambda item: (item.published, item.path), reverse=True)

    @property
    def modified(self) -> datetime:
        """When a list last changed."""
        return max((item.modified for item in self.items), default=FOUNDED)

    def changed(self, article: NewsroomArticle) -> datetime:
        """When an article's page last changed."""
        return self.corrected.get(article.id, article.published)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(LAYOUTS), autoescape=True, undefined=jinja2.StrictUndefined
    )


@cache
def _words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = yaml.safe_load((LAYOUTS / "words.yml").read_text("utf-8"))
    return words


def _render(template: str, **values: Any) -> bytes:
    return _environment().get_template(template).render(**values).encode()


def answer(press: Press, path: str) -> Answer:
    """What the site answers for a path (query already removed)."""
    found = _standing(press, path) or _list(press, path) or _fault(press, path) or _article(press, path)
    return found or Answer(404, _render("error.html.j2", site=press.site))


def _standing(press: Press, path: str) -> Answer | None:
    site = press.site
    if path == "/robots.txt":
        lines = ["User-agent: *", *(f"Disallow: {rule}" for rule in site.disallow), ""]
        lines.append(f"Sitemap: https://{site.host}/sitemap.xml\n")
        return Answer(200, "\n".join(lines).encode(), PLAIN, FOUNDED)
    if site.has_feed and path in ("/rss", "/rss/home.rss"):
        feed = _render("rss.xml.j2", site=site, items=press.items)
        return Answer(200, feed, "application/rss+xml; charset=utf-8", press.modified)
    if path == "/sitemap.xml" and site.layout == "aggregator":
        return Answer(200, _render("sitemap.xml.j2", host=site.host, files=_days(press)), XML, press.modified)
    if path in ("/sitemap.xml", "/news-sitemap.xml"):
        return _sitemap(press, press.items)
    if day := DAILY.match(path):
        items = [item for item in press.items if _day(item) == day[1]]
        return _sitemap(press, items) if items and site.layout == "aggregator" else None
    return None


def _sitemap(press: Press, items: Iterable[Item]) -> Answer:
    items = list(items)
    body = _render("sitemap.xml.j2", host=press.site.host, files=(), items=items)
    return Answer(200, body, XML, max((item.modified for item in items), default=FOUNDED))


def _day(item: Item) -> str:
    return item.published.date().isoformat()


def _days(press: Press) -> list[Item]:
    newest = {_day(item): item.modified for item in sorted(press.items, key=lambda item: item.modified)}
    files = [Item(f"/sitemap/sitemap-post/{day}.xml", day, "", at, at) for day, at in newest.items()]
    return sorted(files, key=lambda file: file.path, reverse=True)


def _list(press: Press, path: str) -> Answer | None:
    site, folder = press.site, path.strip("/")
    if path == "/":
        return _listing(press, site.name, press.items)
    if site.layout == "aggregator":
        category = CATEGORY.match(path)
        if category is None or category["section"] not in site.sections:
            return None
        lang = category["lang"] or "vi"
        items = [i for i in press.items if i.lang == lang and i.section == category["section"]]
        return _listing(press, site.sections[category["section"]], items)
    if folder not in site.sections:
        return None
    first = next(iter(site.sections))
    items = [item for item in press.items if (item.section or first) == folder]
    return _listing(press, site.sections[folder], items)


def _listing(press: Press, heading: str, items: Sequence[Item]) -> Answer:
    body = _render("list.html.j2", site=press.site, heading=heading, items=items)
    return Answer(200, body, HTML, max((item.modified for item in items), default=FOUNDED))


def _fault(press: Press, path: str) -> Answer | None:
    fault = next((fault for fault in press.faults if fault.path == path), None)
    if fault is None:
        return None
    if fault.kind == "gone":
        return Answer(404, _render("error.html.j2", site=press.site))
    if fault.kind == "error-200":
        return Answer(200, _render("error.html.j2", site=press.site), HTML, fault.published)
    if fault.kind == "forbidden":
        return Answer(200, _render("forbidden.html.j2", fault=fault), HTML, fault.published)
    return Answer(200, _cut(fault), HTML, fault.published)


def _cut(fault: Fault) -> bytes:
    """A page that stops in the middle of its lead, and of a letter."""
    head = (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{fault.title}</title></head><body>'
        f'<div class="content-article"><h1 class="name">{fault.title}</h1><div id="content-detail" class="detail">'
        f'<p class="sapo">'
    ).encode()
    lead = fault.lead.encode()
    middle = len(lead) // 3
    while lead[middle] < 0xC0:
        middle += 1
    return head + lead[: middle + 1]


def _article(press: Press, path: str) -> Answer | None:
    for article in press.articles:
        if article.former_path == path:
            return Answer(301, b"", HTML, location=f"https://{press.site.host}{article.path}")
        if _same_page(press.site, article.path, path):
            return Answer(200, _page(press, article), HTML, press.changed(article))
    return None


def _same_page(site: Site, own: str, asked: str) -> bool:
    if site.layout == "td_post":
        asked = re.sub(r"index\.html?$", "", asked)
        return asked.rstrip("/") == own.rstrip("/")
    return asked == own


def _page(press: Press, article: NewsroomArticle) -> bytes:
    site = press.site
    # Only older articles, so that a page stays as it was when a later one is published.
    related = [a for a in press.articles if a.lang == article.lang and a.published < article.published][-3:][::-1]
    values: dict[str, Any] = {"site": site, "article": article, "related": related}
    if site.layout == "mediatech":
        day = article.local_time.isoweekday()
        lead = article.lead or article.paragraphs[0]
        flowing = " ".join((lead, *article.paragraphs))
        values["weekday"] = "Chủ nhật" if day == 7 else f"Thứ {day + 1}"
        values["short_lead"] = flowing[:SAPO_LENGTH] + ("..." if len(flowing) > SAPO_LENGTH else "")
        values["json_ld"] = Markup(_json_ld(article))  # noqa: S704 -- our own JSON, "<" escaped
    if site.layout == "aggregator":
        values["words"] = _words()[article.lang]
        values["prefix"] = "" if article.lang == "vi" else f"/{article.lang}"
        values["label"] = article.source_label or "Việt Nam"
        values["editions"] = [a for a in press.articles if a.slug == article.slug and a.published < article.published]
    return _render(f"{site.layout}.html.j2", **values)


def _json_ld(article: NewsroomArticle) -> str:
    """Local time without a zone beside UTC, as these pages have it."""
    written = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.title,
            "datePublished": article.local_time.strftime("%Y-%m-%d %H:%M:%S"),
            "dateModified": article.published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
        ensure_ascii=False,
    )
    return written.replace("<", "\\u003c")
