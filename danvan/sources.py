"""The sources danvan knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from danvan.console import table
from storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapers.registry import Source

_LANGUAGES_SHOWN = 3


def add_to(app: typer.Typer) -> None:
    """Register the commands of this file."""
    group = typer.Typer(no_args_is_help=False)
    group.callback(invoke_without_command=True)(_group)
    group.command("list")(list_)
    app.add_typer(group, name="sources", rich_help_panel="The result")


def _group(context: typer.Context) -> None:
    """The sites danvan reads; without a further word, their list.

    \b
    danvan sources
    danvan sources list
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


def _province(source: Source) -> str:
    """The paper's province, before and since July 2025 where that made a difference."""
    if source.province_before == source.province_after:
        return source.province_before or ""
    return f"{source.province_before or '?'} → {source.province_after or '?'}"


def _languages(codes: Sequence[str]) -> str:
    more = len(codes) - _LANGUAGES_SHOWN
    return ", ".join(codes[:_LANGUAGES_SHOWN]) + (f" and {more} more" if more > 0 else "")
