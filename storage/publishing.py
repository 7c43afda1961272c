"""Putting a checked candidate in the published file's place, and taking it back.

Readers always find a published file, and always a whole one: the live file is never moved, only replaced by
``os.replace``. Each step below may be the last one before a crash; the next ``publish`` then ends well:

1. the history gets the candidate's manifest, then a copy of the candidate;
2. the candidate takes the published file's name;
3. ``manifest.json`` is replaced;
4. history nobody can roll back to any more is removed.

The history holds copies, not hard links: whoever writes into the published file by hand spoils only that one.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from storage.copying import copy_file
from storage.lake import replacing
from storage.warehouse import (
    CheckReport,
    Checks,
    Manifest,
    Warehouse,
    WarehouseError,
    candidate_sha256,
    published_sha256,
    read_record,
    refuse_unclosed,
    sha256_of,
    stamp_of,
    write_record,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from storage.settings import Settings


class PublishRefused(WarehouseError):  # noqa: N818 (says what happened)
    """The candidate may not be published, or there is nothing to publish; the published file is untouched."""


def publish(*, settings: Settings, run: str, progress: Callable[[str], None] | None = None) -> Manifest:
    """Publish the candidate that the gate passed; returns the manifest of what is published now.

    Refuses (PublishRefused) unless ``check.json`` passed for exactly this candidate. When an earlier call died after
    the replace, the candidate is gone and the published file is the one that was checked: the rest is then finished.
    """
    warehouse = Warehouse(settings)
    tell = progress or (lambda _: None)
    with _alone(warehouse):
        report = _passed_check(warehouse)
        tell("comparing the candidate with the one that was checked")
        if not warehouse.candidate.exists():
            return _finish(warehouse, report, settings.keep_published)
        _refuse_unchecked(warehouse, report)
        manifest = _keep_candidate(warehouse, report, run)
        warehouse.candidate.replace(warehouse.published)
        _sync(warehouse.folder)
        write_record(warehouse.manifest, manifest)
        _prune(warehouse, manifest, settings.keep_published)
        return manifest


def rollback(settings: Settings) -> Manifest:
    """Put the file that was live before back in place; returns its manifest. The one taken back stays in the history.

    Rolling back twice goes back two. A kept file that was damaged is passed over; a published file that is gone is
    itself put back. Raises PublishRefused when nothing earlier is kept.
    """
    warehouse = Warehouse(settings)
    with _alone(warehouse):
        live = _live(warehouse)
        said = read_record(Manifest, warehouse.manifest)
        if live is None and said is None:
            raise PublishRefused("nothing is published yet, so there is nothing to roll back")
        back = _intact(warehouse, live.previous if live else said.name if said else None)
        if back is None:
            raise PublishRefused(
                f"no whole file from before {live.name if live else 'the lost one'} is kept, "
                "so nothing can be rolled back to"
            )
        with replacing(warehouse.published) as temporary:
            copy_file(_kept_file(warehouse, back.name), temporary)
        _sync(warehouse.folder)
        manifest = back.model_copy(
            update={
                "rolled_back_at": datetime.now(UTC),
                "rolled_back_from": live.name if live else None,
                "stamp": stamp_of(warehouse.published),
            }
        )
        write_record(warehouse.manifest, manifest)
        return manifest


def _intact(warehouse: Warehouse, name: str | None) -> Manifest | None:
    """The manifest of the kept file of this name, or of the nearest before it whose bytes are as published."""
    while name:
        kept = _kept(warehouse, name)
        if kept is None or sha256_of(_kept_file(warehouse, name)) == kept.sha256:
            return kept
        name = kept.previous
    return None


@contextmanager
def _alone(warehouse: Warehouse) -> Iterator[None]:
    """Let one process at a time publish or roll back; the lock goes with the process, however it ends."""
    warehouse.folder.mkdir(parents=True, exist_ok=True)
    with warehouse.lock.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PublishRefused("another process is publishing or rolling back; try again when it is done") from error
        yield


def _passed_check(warehouse: Warehouse) -> CheckReport:
    report = read_record(CheckReport, warehouse.check)
    if report is None:
        if warehouse.candidate.exists():
            raise PublishRefused("the candidate has not been checked: run the check first")
        raise PublishRefused(f"there is no candidate to publish at {warehouse.candidate}: build and check first")
    if not report.passed:
        failures = report.failures("critical")
        raise PublishRefused(
            f"the candidate failed {len(failures)} critical expectation(s), so the published file stays: "
            + "; ".join(result.name for result in failures)
        )
    return report


def _refuse_unchecked(warehouse: Warehouse, report: CheckReport) -> None:
    refuse_unclosed(warehouse.candidate)
    refuse_unclosed(warehouse.published)
    if candidate_sha256(warehouse) != report.sha256:
        raise PublishRefused(
            f"the candidate is not the one that was checked in run {report.run} (its sha256 differs): check it again"
        )


def _keep_candidate(warehouse: Warehouse, report: CheckReport, run: str) -> Manifest:
    """Give the candidate its manifest and its name in the history; the same again when it was done already."""
    live = _live(warehouse)
    if live is not None and live.sha256 == report.sha256:
        name, previous = live.name, live.previous
    else:
        name, previous = _next_name(warehouse, report.sha256), live.name if live else None
    manifest = Manifest(
        run=run,
        name=name,
        sha256=report.sha256,
        published_at=datetime.now(UTC),
        stamp=stamp_of(warehouse.candidate),
        tables=report.tables,
        checks=Checks(
            run=report.run,
            checked_at=report.checked_at,
            held=sum(result.success for result in report.results),
            warnings=report.failures("warning"),
            may_shrink=report.may_shrink,
            expectations=report.expectations,
        ),
        previous=previous,
    )
    _sync(warehouse.candidate)
    _keep(warehouse, warehouse.candidate, manifest)
    return manifest


def _finish(warehouse: Warehouse, report: CheckReport, keep: int) -> Manifest:
    """End a publishing that died between the replace and the manifest; a no-op when it had ended."""
    if not warehouse.published.exists() or sha256_of(warehouse.published) != report.sha256:
        raise PublishRefused(f"there is no candidate to publish at {warehouse.candidate}: build and check first")
    live = _live(warehouse)
    if live is None:
        raise PublishRefused(f"nothing is published at {warehouse.published}: build and check first")
    if read_record(Manifest, warehouse.manifest) != live:
        write_record(warehouse.manifest, live)
    _prune(warehouse, live, keep)
    return live


def _live(warehouse: Warehouse) -> Manifest | None:
    """The manifest of the file that is published now, whatever ``manifest.json`` had time to say; None without one.

    A published file that no manifest knows (put there by hand) is taken into the history first, so that replacing
    it can be undone too.
    """
    if not warehouse.published.exists():
        return None
    sha256 = published_sha256(warehouse)
    said = read_record(Manifest, warehouse.manifest)
    if said is not None and said.sha256 == sha256:
        return said
    for name in reversed(_names(warehouse)):
        if name.endswith(f"-{sha256[:12]}"):
            kept = _kept(warehouse, name)
            if kept is not None and kept.sha256 == sha256:
                return kept
    unknown = Manifest(
        run="unknown",
        name=_next_name(warehouse, sha256),
        sha256=sha256,
        published_at=datetime.fromtimestamp(warehouse.published.stat().st_mtime, UTC),
        tables={},
        previous=said.name if said is not None else None,
    )
    _keep(warehouse, warehouse.published, unknown)
    return unknown


def _keep(warehouse: Warehouse, file: Path, manifest: Manifest) -> None:
    """Record a file in the history: manifest first, so that a kept file always has one."""
    write_record(warehouse.history / f"{manifest.name}.json", manifest)
    kept = _kept_file(warehouse, manifest.name)
    if not kept.exists():
        with replacing(kept) as temporary:
            copy_file(file, temporary, to_put_by=True)
    _sync(warehouse.history)


def _kept(warehouse: Warehouse, name: str) -> Manifest | None:
    if not _kept_file(warehouse, name).exists():
        return None
    return read_record(Manifest, warehouse.history / f"{name}.json")


def _kept_file(warehouse: Warehouse, name: str) -> Path:
    return warehouse.history / f"{name}.duckdb"


def _names(warehouse: Warehouse) -> list[str]:
    """The names of the kept files, oldest first."""
    return sorted((path.stem for path in warehouse.history.glob("[0-9]*-*.duckdb")), key=_number)


def _number(name: str) -> int:
    number = name.partition("-")[0]
    return int(number) if number.isdigit() else 0


def _next_name(warehouse: Warehouse, sha256: str) -> str:
    """A number above all kept ones, unless the newest kept file is this very one (from a call that died)."""
    newest = next(reversed(_names(warehouse)), None)
    if newest is not None and newest.endswith(f"-{sha256[:12]}"):
        return newest
    return f"{_number(newest or '0') + 1:06d}-{sha256[:12]}"


def _prune(warehouse: Warehouse, live: Manifest, keep: int) -> None:
    """Remove what is neither live nor one of the ``keep`` files that were live before it."""
    wanted, manifest = {live.name}, live
    while len(wanted) <= keep and manifest.previous:
        earlier = _kept(warehouse, manifest.previous)
        if earlier is None or earlier.name in wanted:
            break
        manifest = earlier
        wanted.add(manifest.name)
    for path in sorted(warehouse.history.glob("[0-9]*-*.*"), key=lambda path: path.suffix):
        if path.stem not in wanted and path.suffix in {".duckdb", ".json"}:
            path.unlink(missing_ok=True)
    for target in (warehouse.published, warehouse.manifest, warehouse.history / "*"):
        for unfinished in target.parent.glob(f".{target.name}.*.tmp"):
            unfinished.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Make a file's bytes, or the renames in a folder, survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
