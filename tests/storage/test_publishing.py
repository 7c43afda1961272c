"""Publishing: only what was checked, always a whole file for readers, and no crash that the next call cannot mend."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from threading import Event, Thread
from typing import TYPE_CHECKING

import duckdb
import pytest

from storage import publishing, reading
from storage.publishing import PublishRefused, publish, rollback
from storage.settings import Settings
from storage.warehouse import (
    CheckReport,
    CheckResult,
    Manifest,
    Warehouse,
    WarehouseError,
    published_sha256,
    read_record,
    sha256_of,
    write_record,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, keep_published=2)


def build(settings: Settings, value: int) -> None:
    """A candidate whose one table says which one it is."""
    candidate = Warehouse(settings).candidate
    candidate.parent.mkdir(parents=True, exist_ok=True)
    candidate.unlink(missing_ok=True)
    with duckdb.connect(str(candidate)) as connection:
        connection.execute("CREATE TABLE fct_awards AS SELECT $1 AS version FROM range($1)", [value])


def check(settings: Settings, *, passed: bool = True, run: str = "night") -> None:
    """What the gate would have written for the candidate that lies there now."""
    warehouse = Warehouse(settings)
    results = [
        CheckResult(name="a__holds", severity="critical", success=passed, observed="0", message="holds"),
        CheckResult(name="b__is_odd", severity="warning", success=False, observed="1", message="look at it"),
    ]
    write_record(
        warehouse.check,
        CheckReport(
            run=run,
            sha256=sha256_of(warehouse.candidate),
            checked_at=datetime(2026, 1, 2, tzinfo=UTC),
            passed=passed,
            tables={"fct_awards": 1},
            results=results,
        ),
    )


def published_version(settings: Settings) -> int:
    with reading.connect(settings) as connection:
        row = connection.execute("SELECT any_value(version) FROM fct_awards").fetchone()
    assert row is not None
    return int(row[0])


def publish_version(settings: Settings, value: int) -> Manifest:
    build(settings, value)
    check(settings)
    return publish(settings=settings, run=f"night-{value}")


def kept(settings: Settings) -> list[str]:
    return sorted(path.name for path in Warehouse(settings).history.iterdir())


def test_a_checked_candidate_becomes_the_published_file(settings: Settings) -> None:
    build(settings, 1)
    check(settings)
    sha256 = sha256_of(Warehouse(settings).candidate)

    manifest = publish(settings=settings, run="night-1")

    warehouse = Warehouse(settings)
    assert not warehouse.candidate.exists()
    assert sha256_of(warehouse.published) == manifest.sha256 == sha256
    assert read_record(Manifest, warehouse.manifest) == manifest == reading.manifest(settings)
    assert manifest.run == "night-1"
    assert manifest.previous is None
    assert manifest.tables == {"fct_awards": 1}
    assert manifest.checks is not None
    assert manifest.checks.held == 1
    assert [warning.name for warning in manifest.checks.warnings] == ["b__is_odd"]


def test_an_unchecked_candidate_is_refused(settings: Settings) -> None:
    build(settings, 1)
    with pytest.raises(PublishRefused, match="has not been checked"):
        publish(settings=settings, run="night")
    assert not Warehouse(settings).published.exists()


def test_a_failed_candidate_is_refused_and_the_published_file_stays_as_it_was(settings: Settings) -> None:
    publish_version(settings, 1)
    warehouse = Warehouse(settings)
    before = warehouse.published.read_bytes()
    build(settings, 2)
    check(settings, passed=False)

    with pytest.raises(PublishRefused, match="a__holds"):
        publish(settings=settings, run="night-2")

    assert warehouse.published.read_bytes() == before
    assert warehouse.candidate.exists(), "the candidate is kept for the engineer"


def test_a_candidate_built_again_after_the_check_is_refused(settings: Settings) -> None:
    build(settings, 1)
    check(settings)
    build(settings, 2)
    with pytest.raises(PublishRefused, match="check it again"):
        publish(settings=settings, run="night")


def test_a_candidate_with_changes_left_in_its_log_is_refused(settings: Settings) -> None:
    build(settings, 1)
    check(settings)
    Warehouse(settings).candidate.with_name("candidate.duckdb.wal").write_bytes(b"changes")
    with pytest.raises(WarehouseError, match=r"candidate\.duckdb was not closed"):
        publish(settings=settings, run="night")


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b'{"run": "x"', b"\xff\xfe", b'{"passed": true}'],
    ids=["empty", "no-keys", "list", "cut-short", "not-text", "bare-passed"],
)
def test_a_broken_check_file_publishes_nothing(settings: Settings, content: bytes) -> None:
    build(settings, 1)
    Warehouse(settings).check.write_bytes(content)
    with pytest.raises(WarehouseError, match=r"check\.json cannot be read"):
        publish(settings=settings, run="night")
    assert not Warehouse(settings).published.exists()


def test_a_check_that_says_passed_over_a_critical_failure_is_not_believed(settings: Settings) -> None:
    build(settings, 1)
    check(settings, passed=False)
    path = Warehouse(settings).check
    text = path.read_text()
    assert '"passed": false' in text
    path.write_text(text.replace('"passed": false', '"passed": true'))
    with pytest.raises(WarehouseError, match="contradicts the results"):
        publish(settings=settings, run="night")


def test_publishing_with_nothing_built_says_so(settings: Settings) -> None:
    with pytest.raises(PublishRefused, match="there is no candidate"):
        publish(settings=settings, run="night")


def test_publishing_twice_ends_where_the_first_ended(settings: Settings) -> None:
    first = publish_version(settings, 1)
    files = kept(settings)
    assert publish(settings=settings, run="night-1") == first
    assert kept(settings) == files


def test_the_same_bytes_built_again_are_published_without_a_second_copy(settings: Settings) -> None:
    first = publish_version(settings, 1)
    warehouse = Warehouse(settings)
    warehouse.candidate.write_bytes(warehouse.published.read_bytes())
    check(settings)
    again = publish(settings=settings, run="night-2")
    assert (again.name, again.previous, again.run) == (first.name, None, "night-2")
    assert not warehouse.candidate.exists()


def test_the_last_published_files_are_kept_and_older_ones_go(settings: Settings) -> None:
    manifests = [publish_version(settings, value) for value in range(1, 6)]
    names = [f"{manifest.name}{suffix}" for manifest in manifests[2:] for suffix in (".duckdb", ".json")]
    assert kept(settings) == sorted(names), "the live one and two from before it"


def test_rollback_goes_back_one_each_time_and_says_when_there_is_no_more(settings: Settings) -> None:
    manifests = [publish_version(settings, value) for value in (1, 2, 3)]
    assert rollback(settings).rolled_back_from == manifests[2].name
    assert published_version(settings) == 2
    assert rollback(settings).name == manifests[0].name
    assert published_version(settings) == 1
    assert sha256_of(Warehouse(settings).published) == manifests[0].sha256
    with pytest.raises(PublishRefused, match="nothing can be rolled back to"):
        rollback(settings)
    assert published_version(settings) == 1


def test_what_was_rolled_back_is_not_what_a_later_rollback_returns_to(settings: Settings) -> None:
    publish_version(settings, 1)
    publish_version(settings, 2)
    rollback(settings)
    publish_version(settings, 3)
    rollback(settings)
    assert published_version(settings) == 1


def test_rollback_passes_over_a_kept_file_that_was_damaged(settings: Settings) -> None:
    manifests = [publish_version(settings, value) for value in (1, 2, 3)]
    (Warehouse(settings).history / f"{manifests[1].name}.duckdb").write_bytes(b"something else")
    assert rollback(settings).name == manifests[0].name
    assert published_version(settings) == 1


def test_rollback_with_only_damaged_files_changes_nothing(settings: Settings) -> None:
    first = publish_version(settings, 1)
    publish_version(settings, 2)
    (Warehouse(settings).history / f"{first.name}.duckdb").write_bytes(b"something else")
    with pytest.raises(PublishRefused, match="no whole file"):
        rollback(settings)
    assert published_version(settings) == 2


def test_rollback_brings_back_a_published_file_that_was_spoilt_or_lost(settings: Settings) -> None:
    publish_version(settings, 1)
    second = publish_version(settings, 2)
    published = Warehouse(settings).published
    with published.open("r+b") as file:
        file.write(b"spoilt in place")
    assert rollback(settings).name == second.name
    assert published_version(settings) == 2
    published.unlink()
    assert rollback(settings).name == second.name
    assert published_version(settings) == 2


def test_a_published_file_nobody_knows_is_kept_before_it_is_replaced(settings: Settings) -> None:
    build(settings, 7)
    warehouse = Warehouse(settings)
    warehouse.candidate.replace(warehouse.published)
    publish_version(settings, 8)
    rollback(settings)
    assert published_version(settings) == 7


def test_two_processes_do_not_publish_at_once(settings: Settings) -> None:
    build(settings, 1)
    check(settings)
    with publishing._alone(Warehouse(settings)), pytest.raises(PublishRefused, match="another process"):
        publish(settings=settings, run="night")


# What changes files, by name, and how often a second publishing calls it: a crash is tried before each call.
CRASH_POINTS = [("replace", n) for n in range(1, 5)] + [("fsync", n) for n in range(1, 7)]
CRASH_POINTS += [("unlink", n) for n in range(1, 4)]


@pytest.mark.parametrize(("call", "nth"), CRASH_POINTS)
@pytest.mark.parametrize("again", ["publish", "build"])
def test_a_crash_at_any_point_is_mended_by_the_next_call(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, call: str, nth: int, again: str
) -> None:
    first = publish_version(settings, 1)
    build(settings, 2)
    check(settings)
    real, calls = getattr(os, call), 0

    def crash(*args: object, **kwargs: object) -> object:
        nonlocal calls
        calls += 1
        if calls == nth:
            raise SystemExit
        return real(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(os, call, crash)
        try:
            publish(settings=settings, run="night-2")
        except SystemExit:
            assert published_version(settings) in {1, 2}
        else:
            pytest.fail(f"publishing calls os.{call} fewer than {nth} times: remove that crash point")

    if again == "build":
        build(settings, 2)
        check(settings)
    second = publish(settings=settings, run="night-2")

    warehouse = Warehouse(settings)
    assert published_version(settings) == 2
    assert read_record(Manifest, warehouse.manifest) == second
    assert sha256_of(warehouse.published) == second.sha256
    assert not warehouse.candidate.exists()
    assert not list(warehouse.folder.rglob(".*.tmp"))
    while rollback(settings).sha256 != first.sha256:
        pass
    assert published_version(settings) == 1


KILLED = """
import os, signal, sys
from pathlib import Path
from storage.publishing import publish
from storage.settings import Settings

point, real, calls = int(sys.argv[2]), os.replace, 0

def killing(*args, **kwargs):
    global calls
    calls += 1
    if calls == point:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **kwargs)

os.replace = killing
publish(settings=Settings(home=Path(sys.argv[1]), keep_published=2), run="night-2")
"""


@pytest.mark.parametrize("point", [1, 2, 3, 4])
def test_a_publishing_killed_at_any_rename_is_finished_by_the_next(settings: Settings, point: int) -> None:
    publish_version(settings, 1)
    build(settings, 2)
    check(settings)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(settings.home), str(point)], check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert published_version(settings) in {1, 2}

    publish(settings=settings, run="night-2")

    assert published_version(settings) == 2
    assert not list(Warehouse(settings).folder.rglob(".*.tmp"))
    rollback(settings)
    assert published_version(settings) == 1


def test_readers_never_fail_and_keep_what_they_opened_while_versions_come_and_go(settings: Settings) -> None:
    publish_version(settings, 1)
    stop, faults, seen = Event(), [], set()

    def read() -> None:
        while not stop.is_set():
            try:
                with reading.connect(settings) as connection:
                    versions = [
                        connection.execute("SELECT version, count(*) FROM fct_awards GROUP BY 1").fetchall()
                        for _ in range(3)
                    ]
                assert versions[0] == versions[1] == versions[2]
                ((version, rows),) = versions[0]
                assert version == rows
                seen.add(version)
            except (AssertionError, duckdb.Error, WarehouseError, ValueError) as error:
                faults.append(error)
                return

    long_reader = reading.connect(settings)
    readers = [Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for value in range(2, 8):
        publish_version(settings, value)
    rollback(settings)
    stop.set()
    for reader in readers:
        reader.join(timeout=30)

    assert faults == []
    assert seen
    with long_reader:
        assert long_reader.execute("SELECT any_value(version) FROM fct_awards").fetchone() == (1,)
    assert published_version(settings) == 6, "a new connection of the same process sees the new file"


def test_the_published_file_is_read_to_know_its_hash_only_when_it_was_written_to(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = Warehouse(settings)
    for value in (1, 2):
        build(settings, value)
        check(settings)
        publish(settings=settings, run="night")
    first = rollback(settings)

    monkeypatch.setattr("storage.warehouse.sha256_of", lambda _: "read")
    assert published_sha256(warehouse) == first.sha256
    with duckdb.connect(str(warehouse.published)) as connection:
        connection.execute("INSERT INTO fct_awards VALUES (7)")
    assert published_sha256(warehouse) == "read"
