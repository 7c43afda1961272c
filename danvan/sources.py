"""The sources danvan knows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from danvan.console import cell, heading, say, table
from danvan.faults import FaultError
from storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapers.registry import Source

_LANGUAGES_SHOWN = 3
_FIELDS = (
    "title", "lead", "byline", "lang", "published", "published_at", "published_evidence", "original_url", "province",
    "parser", "parser_version", "flags",
)  # fmt: skip
SourceId = Annotated[str, typer.Argument(help="id of the source", metavar="ID")]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this file."""
    group = typer.Typer(no_args_is_help=False)
    group.callback(invoke_without_command=True)(_group)
    group.command("list")(list_)
    group.command("show")(show)
    group.command("check")(check)
    group.command("new")(new)
    group.command("health")(health)
    app.add_typer(group, name="sources", rich_help_panel="The result")


def _group(context: typer.Context) -> None:
    """The sites danvan reads; without a further word, their list.

    \b
    danvan sources
    danvan sources list
    danvan sources show baothanhhoa
    danvan sources check baothanhhoa
    danvan sources new baomoi.example
    danvan sources health
    """
    if context.invoked_subcommand is None:
        list_()


def list_() -> None:
    """List the sources: id, host, province, languages, parser family, why one is switched off.

    \b
    danvan sources list
    DANVAN_SOURCES=my-sources danvan sources list
    """
    from scrapers.registry import load_sources

    rows = [
        (
            one.id,
            one.paper,
            one.hosts[0],
            _province(one),
            _languages(one.languages),
            one.family,
            one.checked_at,
            one.off or "",
        )
        for one in load_sources(Settings().sources).values()
    ]
    table(("id", "paper", "host", "province", "languages", "family", "checked at", "off because"), rows)


def show(source: SourceId) -> None:
    """Show all that is known of one source; null is what nobody knows.

    \b
    danvan sources show baothanhhoa
    """
    known = _source(source)
    table(("key", "value"), [(key, _shown(value)) for key, value in known.model_dump(mode="json").items()])


def check(source: SourceId) -> None:
    """Look at one live source with ten requests at most: robots.txt, its lists, three articles field by field.

    Exit status 1 when no article could be read. What is found is for a person to write into the source's file.

    \b
    danvan sources check baothanhhoa
    """
    from scrapers.encodings import Refused
    from scrapers.probe import probe

    found = probe(_source(source), Settings())
    table(("what", "address", "result", "detail"), [(one.what, one.url, one.result, one.detail) for one in found.seen])
    for url, read in found.articles:
        heading(url)
        if isinstance(read, Refused):
            say(f"it could not be read: {read.reason}")
            continue
        table(("field", "value"), [(name, _shown(getattr(read, name))) for name in _FIELDS])
        say(f"text: {len(read.text):,} characters, beginning with: {cell(read.text[:200])}")
    say(f"{found.requests} requests were made")
    if not any(not isinstance(read, Refused) for _, read in found.articles):
        raise FaultError(f"no article of {source} could be read", "the table says what each address came to")


def new(
    host: Annotated[str, typer.Argument(help="the site's host name, as www.baothanhhoa.vn")],
    tests: Annotated[Path, typer.Option(help="folder of the tests of scrapers")] = Path("tests/scrapers"),
) -> None:
    """Begin a source: write its YAML file, which knows the host alone, and a test that fails until a person has looked.

    \b
    danvan sources new baomoi.example && danvan sources check baomoi
    """
    from scrapers.drafting import draft

    for path in draft(host, Settings().sources, tests):
        say(f"written: {path}")
    say("Fill in what is null with what you find, then read the page's expectation: the test tells how.")


def health() -> None:
    """Hold each source's last runs to its bounds and its own history; exit status 1 when one needs a person.

    \b
    danvan sources health
    """
    from scrapers.health import UNTROUBLED, look

    report = look(Settings())
    table(("source", "state", "what was found", "what to do"), [
        (one.source_id, one.state, one.finding, one.to_do)
        for one in sorted(report.sources, key=lambda one: one.state in UNTROUBLED)
    ])  # fmt: skip
    ailing = len(report.ailing)
    if ailing:
        raise FaultError(
            f"{ailing} source{'s need' if ailing > 1 else ' needs'} a person", "the last column says what to do"
        )


def _source(source_id: str) -> Source:
    from scrapers.registry import load_sources

    settings = Settings()
    known = load_sources(settings.sources)
    if source_id not in known:
        raise FaultError(f"there is no source '{source_id}' in {settings.sources}", "danvan sources lists them")
    return known[source_id]


def _shown(value: Any) -> str:
    """A value as people read it: null where nothing is known, lists and groups of keys on one line."""
    if value is None:
        return "null"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(one)}" for key, one in value.items()) or "none"
    if isinstance(value, list | tuple):
        return "; ".join(_shown(one) for one in value) or "none"
    return str(value)


def _province(source: Source) -> str:
    """The paper's province, before and since July 2025 where that made a difference."""
    if source.province_before == source.province_after:
        return source.province_before or ""
    return f"{source.province_before or '?'} → {source.province_after or '?'}"


def _languages(codes: Sequence[str]) -> str:
    more = len(codes) - _LANGUAGES_SHOWN
    return ", ".join(codes[:_LANGUAGES_SHOWN]) + (f" and {more} more" if more > 0 else "")
