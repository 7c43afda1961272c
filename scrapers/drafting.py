"""Beginning a source: a file that says what is known of a host, which is next to nothing, and a test that fails for it.

The test fails until somebody has looked at the site and written down when, and what the addresses of its articles look
like: nobody's guess becomes a source by being generated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapers.registry import SourceError, canonical_host, load_sources, read_source, source_of_host

if TYPE_CHECKING:
    from pathlib import Path

_SOURCE = """---
id: {id}
paper: {host}
kind: central
hosts: [{host}]
host_group: {group}
province_before: null
province_after: null
languages: [vi]
family: generic
article_pattern: null
feeds: null
sitemaps: null
sections: ['https://{host}/']
to_check: ['https://{host}/rss/home.rss', 'https://{host}/sitemap.xml']
pace_seconds: 1.0
robots: null
blocked: null
checked_at: null
bounds: {{max_candidates: 100, max_pages: 30}}
notes: null
"""
_TEST = '''"""{host}: begun by `danvan sources new`; fails until somebody has looked at the site and says so here."""

from __future__ import annotations

from scrapers.registry import read_source
from storage.settings import REPOSITORY

SOURCE = read_source(REPOSITORY / "scrapers" / "sources" / "{id}.yml")
# The address of one of its articles, as a browser shows it, and of a page that is none. `danvan sources check {id}`
# names some.
ARTICLE: str | None = None
NO_ARTICLE: str | None = None


def test_{name}_was_looked_at_by_a_person() -> None:
    assert SOURCE.checked_at is not None, "write into its file on which day you looked at the site"
    assert SOURCE.paper != "{host}", "write into its file how the paper calls itself"


def test_{name}_tells_its_articles_from_its_other_pages() -> None:
    assert SOURCE.article_pattern is not None, "write down what the addresses of its articles look like"
    assert ARTICLE is not None, "put the address of one of its articles here"
    assert SOURCE.is_article(ARTICLE)
    assert NO_ARTICLE is not None, "put the address of a section of it here"
    assert not SOURCE.is_article(NO_ARTICLE)
'''
_SUFFIXES = frozenset({"com", "org", "net", "gov", "edu"})


def draft(host: str, sources: Path, tests: Path) -> tuple[Path, Path]:
    """Write the file of a new source and its test; returns both. Raises SourceError, and then nothing is written."""
    host = host.strip().lower().removeprefix("https://").removeprefix("http://").rstrip("/")
    known = load_sources(sources) if any(sources.glob("*.yml")) else {}
    owner = source_of_host(known, host)
    if owner is not None:
        raise SourceError(f"{host} belongs to source {owner.id} already")
    source_id = _id(host)
    file, test = sources / f"{source_id}.yml", tests / f"test_source_{source_id.replace('-', '_')}.py"
    if taken := [path for path in (file, test) if path.exists()]:
        raise SourceError(f"{taken[0]} is there already")
    if not tests.is_dir():
        raise SourceError(f"there is no folder {tests} for the test; say where with --tests")
    sources.mkdir(parents=True, exist_ok=True)
    file.write_text(_SOURCE.format(id=source_id, host=host, group=canonical_host(host)), encoding="utf-8")
    try:
        read_source(file)
    except SourceError:
        file.unlink()
        raise
    test.write_text(_TEST.format(id=source_id, name=source_id.replace("-", "_"), host=host), encoding="utf-8")
    return file, test


def _id(host: str) -> str:
    """The name in a host: of www.baotayninh.vn it is baotayninh, of mattran.org.vn mattran."""
    labels = canonical_host(host).split(".")[:-1]
    while len(labels) > 1 and labels[-1] in _SUFFIXES:
        labels.pop()
    return "-".join(labels)
