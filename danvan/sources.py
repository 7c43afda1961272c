"""The sources danvan knows."""

from __future__ import annotations

import typer

from danvan.console import table
from storage.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Register the commands of this file."""
    group = typer.Typer(no_args_is_help=True)
    group.callback()(_group)
    group.command("list")(list_)
    app.add_typer(group, name="sources", rich_help_panel="The result")


def _group() -> None:
    """The sites danvan reads.

    \b
    danvan sources list
    """


def list_() -> None:
    """List the sources: id, host, languages, parser family, and why one is switched off.

    \b
    danvan sources list
    DANVAN_SOURCES=my-sources danvan sources list
    """
    from scrapers.registry import load_sources

    rows = [
        (one.id, one.paper, one.hosts[0], list(one.languages), one.family, one.checked_at, one.off or "")
        for one in load_sources(Settings().sources).values()
    ]
    table(("id", "paper", "host", "languages", "family", "checked at", "off because"), rows)
