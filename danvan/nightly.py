"""The whole pipeline at once, through Airflow: `refresh` on the real sources, `demo` on the demo newsroom."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from danvan.console import note, say
from danvan.embedded import environment
from danvan.faults import FaultError
from danvan.summary import print_summary
from danvan.watching import run_names, watch
from storage.runs import runs_folder
from storage.settings import REPOSITORY, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    import typer

    from danvan.watching import RunView

DEMO_HOME = Path(".demo")
_NEWSROOM_SOURCES = REPOSITORY / "scrapers" / "newsroom" / "sources"
_GRACE_SECONDS = 10


def add_to(app: typer.Typer) -> None:
    """Register the commands of this file."""
    app.command("demo", rich_help_panel="All at once")(demo)
    app.command("refresh", rich_help_panel="All at once")(refresh)


def refresh() -> None:
    """Run the nightly refresh now: scrape, extract, build, check, publish.

    It is the Airflow DAG nightly_refresh, run without a server, on the sources in scrapers/sources.

    \b
    danvan refresh
    danvan --home /srv/danvan refresh
    """
    _refresh(Settings())


def demo() -> None:
    """Run the nightly refresh on the demo newsroom: invented papers, served by this machine to itself.

    What comes of it lies in ./.demo, or in --home. A second run finds nothing new.

    \b
    danvan demo
    danvan --home .demo show conferences
    """
    from scrapers.newsroom import serve

    home = Path(os.environ.get("DANVAN_HOME") or DEMO_HOME)
    with serve() as newsroom:
        settings = Settings(home=home, sources=_NEWSROOM_SOURCES, connect_to=newsroom.connect_to)
        note(f"The demo newsroom serves {len(newsroom.articles)} invented articles on 127.0.0.1:{newsroom.port}.")
        _refresh(settings)


def _refresh(settings: Settings) -> None:
    from scrapers.registry import load_sources

    active = [source.id for source in load_sources(settings.sources).values() if source.off is None]
    if not active:
        raise FaultError(f"there is no source to scrape in {settings.sources}", "danvan sources list shows them")
    began = time.monotonic()
    with _alone(settings) as lock:
        status, view = _run(settings, lock)
    _report(settings, status, view, time.monotonic() - began)


def _run(settings: Settings, lock: int) -> tuple[int, RunView]:
    """Run the DAG in a process of its own; returns its exit status and what its journal tells.

    The process holds the lock, too: should this one be killed, no other refresh starts before that one has ended.
    """
    before = run_names(settings)
    with _log(settings).open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "danvan.embedded", "nightly_refresh"],
            env=environment(settings),
            cwd=REPOSITORY,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=[lock],
        )
        try:
            view = watch(process, settings, before)
        finally:
            _end(process)
    return process.returncode, view


def _report(settings: Settings, status: int, view: RunView, elapsed: float) -> None:
    log = _log(settings)
    published = view.steps["publish"].state == "done"
    if not published:
        failed = [step for step in view.steps.values() if step.state == "failed"]
        what = f"{failed[-1].name} failed: {failed[-1].failures}" if failed else f"it ended early (status {status})"
        raise FaultError(f"the refresh published nothing, {what}", f"Airflow's log is {log}")
    print_summary(settings, view, elapsed)
    broken = [e for s in view.steps.values() for e in s.events.values() if e.kind == "failed"]
    for event in broken:
        note(f"danvan: {event.step} {event.source_id or ''} failed: {event.message}", "red")
    if broken or status:
        say()
        raise FaultError("the refresh published, but not everything went well", f"Airflow's log is {log}")


def _log(settings: Settings) -> Path:
    folder = runs_folder(settings.home)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "airflow.log"


@contextmanager
def _alone(settings: Settings) -> Iterator[int]:
    """Let one refresh at a time use a home: an open lock that goes with the processes that hold it."""
    folder = runs_folder(settings.home)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FaultError(
                f"another refresh is using {settings.home}", "wait for it to end, or choose another --home"
            ) from error
        yield lock.fileno()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Leave nothing of an interrupted run behind: its whole process group ends with it."""
    if process.poll() is not None:
        return
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
