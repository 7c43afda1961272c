"""Watching a run go on: its journal and its process, shown as it changes."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from danvan.console import note, visible
from danvan.steps import counts
from storage.runs import Event, read_events, runs_folder

if TYPE_CHECKING:
    from subprocess import Popen

    from storage.settings import Settings

STEPS = ("scrape", "extract", "build", "check", "publish")
_POLL_SECONDS = 0.15
_MARKS = {"waiting": "·", "running": "▸", "done": "✓", "failed": "✗"}
_STYLES = {"waiting": "dim", "running": "cyan", "done": "green", "failed": "red"}


@dataclass
class StepView:
    """What is known of one step: its last event a source, and how long it took."""

    name: str
    events: dict[str, Event] = field(default_factory=dict)  # by source, '' for a step without
    started: dict[str, Event] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """waiting, running, done or failed."""
        kinds = {event.kind for event in self.events.values()}
        if not kinds:
            return "waiting"
        if kinds <= {"finished", "failed"}:
            return "failed" if "failed" in kinds else "done"
        return "running"

    @property
    def seconds(self) -> float:
        """From the start of its first source to the end of its last, or to now."""
        if not self.started:
            return 0.0
        first = min(event.at for event in self.started.values()).timestamp()
        if self.state == "running":
            return time.time() - first
        return max(event.at for event in self.events.values()).timestamp() - first

    @property
    def totals(self) -> dict[str, Any]:
        """The numbers of all sources' reports added up; the one report of a step that has no sources."""
        if set(self.events) == {""}:
            return self.events[""].detail
        added: dict[str, Any] = {}
        for event in self.events.values():
            for key, value in event.detail.items():
                if isinstance(value, int) and not isinstance(value, bool):
                    added[key] = added.get(key, 0) + value
        return added

    @property
    def line(self) -> str:
        """What it is at, or what it came to, in a few words."""
        if self.state == "running":
            busy = max(self.events.values(), key=lambda event: event.at)
            return " ".join(part for part in (busy.source_id, busy.message) if part)
        told = counts(self.totals) if self.state == "done" or self.totals else ""
        return "; ".join(part for part in (told, self.failures) if part)

    @property
    def failures(self) -> str:
        """Why it failed, by source where there are several; nothing when it did not."""
        failed = [event for event in self.events.values() if event.kind == "failed"]
        return "; ".join(
            f"{event.source_id}: {event.message}" if event.source_id else event.message for event in failed
        )


@dataclass
class RunView:
    """A run as its journal tells it."""

    run: str | None = None
    steps: dict[str, StepView] = field(default_factory=lambda: {name: StepView(name) for name in STEPS})

    def take(self, events: list[Event]) -> None:
        """Replace what is known by these events."""
        self.steps = {name: StepView(name) for name in STEPS}
        for event in events:
            if (step := self.steps.get(event.step)) is None:
                continue
            step.events[event.source_id or ""] = event
            if event.kind == "started":
                step.started[event.source_id or ""] = event


def watch(process: Popen[bytes], settings: Settings, before: set[str]) -> RunView:
    """Show how the run of this process goes until it ends; ``before`` names the runs there were already."""
    view, began = RunView(), time.monotonic()
    console = Console(file=sys.stderr, highlight=False)
    if console.is_terminal:
        with Live(console=console, refresh_per_second=8, transient=True) as live:
            while _look(process, settings, before, view):
                live.update(_table(view, time.monotonic() - began))
                time.sleep(_POLL_SECONDS)
        console.print(_table(view, time.monotonic() - began))
        return view
    told: set[tuple[str, str, str]] = set()
    while _look(process, settings, before, view):
        _tell_new(view, told)
        time.sleep(_POLL_SECONDS)
    _tell_new(view, told)
    return view


def _look(process: Popen[bytes], settings: Settings, before: set[str], view: RunView) -> bool:
    """Read the journal anew; returns whether the process was still going on."""
    going = process.poll() is None
    if view.run is None:
        view.run = next(iter(sorted(run_names(settings) - before)), None)
    if view.run is not None:
        view.take(read_events(settings.home, view.run))
    return going


def run_names(settings: Settings) -> set[str]:
    """The runs that have a journal."""
    folder = runs_folder(settings.home)
    return {path.name for path in folder.iterdir() if path.is_dir()} if folder.is_dir() else set()


def _table(view: RunView, elapsed: float) -> Table:
    table = Table.grid(padding=(0, 2))
    for style in ("", "bold", "", ""):
        table.add_column(style=style, overflow="ellipsis", no_wrap=True)
    if view.run is None:
        table.add_row("▸", "airflow", f"{elapsed:5.1f} s", "starting")
    for step in view.steps.values():
        state = step.state
        seconds = f"{step.seconds:5.1f} s" if step.started else ""
        style = _STYLES[state]
        table.add_row(Text(_MARKS[state], style), Text(step.name, style), seconds, Text(visible(step.line)))
    return table


def _tell_new(view: RunView, told: set[tuple[str, str, str]]) -> None:
    for step in view.steps.values():
        for source, event in step.events.items():
            mark = (step.name, source, event.kind if event.kind != "progress" else "started")
            if mark in told:
                continue
            told.add(mark)
            what = f"{step.name} {source}".strip()
            if event.kind == "failed":
                note(f"{what}: failed after {event.seconds or 0:.1f} s: {event.message}")
            elif event.kind == "finished":
                note(f"{what}: {event.seconds or 0:.1f} s, {counts(event.detail)}")
            else:
                note(f"{what} …")
