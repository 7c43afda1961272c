"""The sources danvan knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from danvan.console import table
from danvan.faults import FaultError
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
    group.command("health")(health)
    app.add_typer(group, name="sources", rich_help_panel="The result")


def _group(context: typer.Context) -> None:
    """The sites danvan reads; without a further word, their list.

    \b
    danvan sources
    danvan sources list
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


def health() -> None:
    """Hold each source's last runs to its bounds and its own history; exit status 1 when one needs a person.

    \b
    danvan sources health
    """
    from scrapers.health import look

    report = look(Settings())
    table(("source", "state", "what was found", "what to do"), [
        (one.source_id, one.state, one.finding, one.to_do)
        for one in sorted(report.sources, key=lambda one: one.state == "well")
    ])  # fmt: skip
    ailing = len(report.ailing)
    if ailing:
        raise FaultError(
            f"{ailing} source{'s need' if ailing > 1 else ' needs'} a person", "the last column says what to do"
        )


def _province(source: Source) -> str:
    """The paper's province, before and since July 2025 where that made a difference."""
    if source.province_before == source.province_after:
        return source.province_before or ""
    return f"{source.province_before or '?'} → {source.province_after or '?'}"


def _languages(codes: Sequence[str]) -> str:
    more = len(codes) - _LANGUAGES_SHOWN
    return ", ".join(codes[:_LANGUAGES_SHOWN]) + (f" and {more} more" if more > 0 else "")
