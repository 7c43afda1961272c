"""What a person wants to see when a refresh has ended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from danvan.console import heading, note, say, table
from danvan.facts import KINDS, latest
from danvan.lookups import SHORT_KEY, print_facts
from storage import reading

if TYPE_CHECKING:
    from danvan.watching import RunView
    from storage.settings import Settings

FACTS_SHOWN = 3
DEFAULT_HOME = Path("data")


def print_summary(settings: Settings, view: RunView, elapsed: float) -> None:
    """Rows per table, the latest facts, the quality result, the time each step took, and how to go on."""
    key = None
    with reading.connect(settings) as connection:
        heading("Published tables")
        table(("table", "rows"), [(one.name, one.rows) for one in reading.tables(connection)])
        for kind in KINDS.values():
            heading(f"Latest {kind.name}")
            facts = latest(connection, kind, FACTS_SHOWN)
            print_facts(facts)
            if not facts:
                say("none yet")
            key = key or (facts[0].key[:SHORT_KEY] if facts else None)
    heading("Quality")
    _print_quality(settings)
    heading("Time")
    steps = [step for step in view.steps.values() if step.started]
    rows = [(step.name, round(step.seconds, 1), step.line) for step in steps]
    spent = sum(step.seconds for step in steps)
    table(("step", "seconds", "what came of it"), [*rows, ("Airflow", round(elapsed - spent, 1), "")])
    say(f"In all {elapsed:.1f} s.")
    say()
    _print_landed(view)
    _print_ways_on(settings, key)


def _print_quality(settings: Settings) -> None:
    manifest = reading.manifest(settings)
    if manifest is None or manifest.checks is None:
        say("not checked")
        return
    checks = manifest.checks
    say(f"{checks.held} expectations hold, {len(checks.warnings)} warnings; published as {manifest.name}.")
    for warning in checks.warnings:
        say(f"  warning: {warning.name}: {warning.message}")


def _print_landed(view: RunView) -> None:
    landed = view.steps["scrape"].totals.get("landed", 0)
    if landed:
        say(f"{landed} article{'' if landed == 1 else 's'} landed.")
    else:
        say("Nothing new landed: every page is as it was at the last run.")


def _print_ways_on(settings: Settings, key: str | None) -> None:
    here = Path.cwd()
    home = settings.home.relative_to(here) if settings.home.is_relative_to(here) else settings.home
    command = ".venv/bin/danvan" if home == DEFAULT_HOME else f".venv/bin/danvan --home {home}"
    note("Go on with:")
    note(f'  {command} query "select province, count(*) as n from fct_conferences group by all order by n desc"')  # noqa: S608 -- shown, not run
    note(f"  {command} show awards --limit 20")
    if key:
        note(f"  {command} explain {key}")
    note(f"  {command} tables")
