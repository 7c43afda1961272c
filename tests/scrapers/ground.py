"""A home folder, a registry of one small site, and runs an hour apart: what scraping it came to, told by the lake."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import yaml
from small_site import HOME, HOST, SmallSite, source

from scrapers.run import ScrapeReport, scrape
from storage.lake import Lake
from storage.records import OUTCOMES

if TYPE_CHECKING:
    from pathlib import Path

    from storage.settings import Settings

PAGE = """<html lang="vi"><head><title>{title} | Báo Thử</title>
<meta property="og:title" content="{title}"></head><body>
<div class="content-article"><h1 class="name">{title}</h1><div class="date">Thứ 2, 23/09/2024 | 10:30:00 [GMT +7]</div>
<div class="views">{views} lượt xem</div><div id="content-detail" class="detail"><p class="sapo">{lead}</p>
<p>{body}</p></div></div></body></html>"""
LEAD = "Sáng 23/9, xã Đồi Cao tổ chức hội nghị tổng kết phong trào thi đua trong năm qua."
BODY = "Trong năm, các thôn đã cùng nhau sửa đường, trồng cây và giúp đỡ các gia đình gặp khó khăn."
START = datetime(2024, 9, 24, 1, 0, tzinfo=UTC)


def page(title: str, body: str = BODY, views: int = 7) -> str:
    return PAGE.format(title=title, lead=LEAD, body=body, views=views)


def feed(*paths: str, title: str = "Xã Đồi Cao tổng kết phong trào") -> str:
    links = [path if path.startswith("http") else f"{HOME}{path}" for path in paths]
    items = "".join(f"<item><title>{title}</title><link>{link}</link></item>" for link in links)
    return f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'


class Ground:
    """A home folder, a registry of the small site, and runs an hour apart."""

    def __init__(self, site: SmallSite, folder: Path, hosts: tuple[str, ...] = (HOST,)) -> None:
        self.site = site
        self.folder = folder
        self.hosts = hosts
        self.lake = Lake(folder / "home" / "lake")
        self.at = START
        self.declare()

    def declare(self, **changes: Any) -> None:
        sources = self.folder / "sources"
        sources.mkdir(exist_ok=True)
        given = source(hosts=self.hosts, **changes).model_dump(mode="json")
        (sources / "bao-thu.yml").write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")

    @property
    def settings(self) -> Settings:
        return self.site.settings(self.folder / "home", self.hosts, sources=self.folder / "sources")

    def scrape(self, run: str, **more: Any) -> ScrapeReport:
        self.at += timedelta(hours=1)
        return scrape("bao-thu", run=run, settings=self.settings, now=lambda: self.at, **more)

    def outcomes(self, run: str, step: str = "scrape") -> dict[str, tuple[str, str]]:
        (path,) = self.lake.root.glob(f"outcomes/step={step}/source=bao-thu/date=*/{run}.parquet")
        rows = pq.read_table(path, partitioning=None).to_pylist()
        assert all(row["outcome"] in OUTCOMES and row["detail"] for row in rows)
        assert len({(row["subject"], row["warc_file"]) for row in rows}) == len(rows)
        return {row["subject"].removeprefix(HOME): (row["outcome"], row["detail"]) for row in reversed(rows)}

    def articles(self) -> dict[str, list[Any]]:
        return {path.stem: self.lake.read_articles(path) for path in self.lake.article_files()}

    def files(self) -> set[str]:
        return {path.relative_to(self.lake.root).as_posix() for path in self.lake.root.rglob("*") if path.is_file()}
