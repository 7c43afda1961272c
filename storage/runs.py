"""The journal of runs: what each step of a run is doing and what it came to, for whoever watches or asks later.

    <home>/runs/<run>/<step>[.<source>].jsonl      one JSON object a line, appended as the step goes

Every step (of every source) writes its own file, so steps that run side by side never share one. A line is one
:class:`Event`. The journal is for people: no step reads it, and nothing published depends on it.
"""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from storage.lake import LakeError, run_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from storage.settings import Settings

STEPS = ("scrape", "import", "parse", "extract", "build", "check", "publish")
EventKind = Literal["started", "progress", "finished", "failed"]
Report_co = TypeVar("Report_co", covariant=True)


class Work(Protocol[Report_co]):
    """A step's function, as every room offers it."""

    def __call__(self, *, settings: Settings, run: str, progress: Callable[[str], None]) -> Report_co:
        """Do the step's work for one run and report what it came to."""


class StepFailedError(RuntimeError):
    """A step did its work and its report says that the run must not go on; the message says why."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the journal: ``detail`` holds a finished step's report as plain JSON values."""

    kind: EventKind
    step: str
    source_id: str | None
    at: datetime
    message: str = ""
    seconds: float | None = None
    detail: dict[str, Any] = field(default_factory=dict)


class StepJournal:
    """One step's pen: opened by :func:`journal`, which writes its first and last line."""

    def __init__(self, path: Path, step: str, source_id: str | None) -> None:
        self._path = path
        self._step = step
        self._source_id = source_id
        self._report: Any = None

    def progress(self, message: str) -> None:
        """Note what the step is doing now, in a few words."""
        self.write("progress", message)

    def report(self, report: Any) -> None:
        """Keep what the step came to; it is written with the step's last line. Dataclasses become objects."""
        self._report = report

    def write(self, kind: EventKind, message: str = "", seconds: float | None = None) -> None:
        """Append one line; a reader sees it at once."""
        detail = plain(self._report)
        line = {
            "kind": kind,
            "step": self._step,
            "source_id": self._source_id,
            "at": datetime.now(UTC).isoformat(),
            "message": message,
            "seconds": seconds,
            "detail": detail if isinstance(detail, dict) else {},
        }
        with self._path.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(line, ensure_ascii=False) + "\n")


def runs_folder(home: Path) -> Path:
    """Where the journals of all runs lie."""
    return home / "runs"


@contextmanager
def journal(home: Path, run: str, step: str, source_id: str | None = None) -> Iterator[StepJournal]:
    """Write down that a step started, and in the end that it finished or why it failed; errors go on to the caller.

    A repeated step starts its file anew. Raises ``LakeError`` for a step that is none.
    """
    if step not in STEPS:
        raise LakeError(f"'{step}' is not a step of a run: {', '.join(STEPS)}")
    folder = runs_folder(home) / run_name(run)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (f"{step}.{source_id}.jsonl" if source_id else f"{step}.jsonl")
    path.unlink(missing_ok=True)
    pen = StepJournal(path, step, source_id)
    pen.write("started")
    began = time.monotonic()
    try:
        yield pen
    except BaseException as error:
        reason = str(error) or type(error).__name__
        pen.write("failed", reason, time.monotonic() - began)
        raise
    pen.write("finished", "", time.monotonic() - began)


def record(work: Work[Report_co], settings: Settings, run: str, step: str, source_id: str | None = None) -> Report_co:
    """Do one step of a run and write down how it goes; returns its report.

    A report whose ``passed`` is false is a step that failed: :class:`StepFailedError` is raised with its ``summary``.
    """
    with journal(settings.home, run, step, source_id) as pen:
        report = work(settings=settings, run=run, progress=pen.progress)
        pen.report(report)
        if getattr(report, "passed", True) is False:
            raise StepFailedError(str(getattr(report, "summary", report)))
    return report


def read_events(home: Path, run: str) -> list[Event]:
    """All events of a run so far, oldest first; a line that is still being written is left for the next reading."""
    found: list[Event] = []
    for path in sorted((runs_folder(home) / run_name(run)).glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
            if not line.endswith("\n"):
                continue
            values = json.loads(line)
            found.append(Event(**{**values, "at": datetime.fromisoformat(values["at"])}))
    return sorted(found, key=lambda event: event.at)


def plain(value: Any) -> Any:
    """A report as JSON values: what JSON does not know is told as text."""
    if hasattr(value, "model_dump"):
        value = value.model_dump(mode="json")
    elif hasattr(value, "__dataclass_fields__"):
        value = asdict(value)
    return json.loads(json.dumps(value, default=str, ensure_ascii=False))
