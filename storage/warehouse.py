"""The warehouse folder: which files lie there, and the records written beside the DuckDB files.

    danvan.duckdb             the published file; always the last good one, never written to, only replaced
    candidate.duckdb          the one being built
    candidate.json            what the build that left it knows of its bytes
    check.json                what the gate found in exactly one candidate, named by its sha256
    manifest.json             what is published: run, rows per table, checks, sha256, what it replaced
    workings/<sha>.duckdb     what the build keeps beside the published file and the candidate (storage.workings)
    published/<n>-<sha>.*     the published files kept for a rollback, each with its manifest

The records are read strictly: a file that was cut short or edited into nonsense is an error that names it.
"""

from __future__ import annotations

import hashlib
from datetime import datetime  # noqa: TC003 (pydantic reads it)
from typing import TYPE_CHECKING, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from storage.lake import replacing

if TYPE_CHECKING:
    from pathlib import Path

    from storage.settings import Settings

Severity = Literal["critical", "warning"]
SHA256 = Field(pattern=r"^[0-9a-f]{64}$")


class WarehouseError(RuntimeError):
    """Something about the warehouse's files that stops the step; the message is one sentence for a person."""


class Warehouse:
    """The paths below one warehouse folder."""

    def __init__(self, settings: Settings) -> None:
        self.folder = settings.warehouse
        self.published = self.folder / "danvan.duckdb"
        self.candidate = self.folder / "candidate.duckdb"
        self.built = self.folder / "candidate.json"
        self.check = self.folder / "check.json"
        self.manifest = self.folder / "manifest.json"
        self.history = self.folder / "published"
        self.workings = self.folder / "workings"
        self.lock = self.folder / ".publish.lock"


class CheckResult(BaseModel):
    """What one expectation found. ``observed`` is the number it looked at, as text; ``message`` a sentence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    severity: Severity
    success: bool
    observed: str
    message: str


class CheckReport(BaseModel):
    """All that one check found in one candidate; ``passed`` when every critical expectation held."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run: str
    sha256: str = SHA256
    checked_at: datetime
    passed: bool
    may_shrink: bool = False
    expectations: str = ""  # digest of the expectations that were asked
    articles: int | None = None  # how many were looked at one by one; None for all
    tables: dict[str, int]
    results: list[CheckResult] = Field(min_length=1)

    @model_validator(mode="after")
    def _passed_means_no_critical_failure(self) -> CheckReport:
        if self.passed != (not self.failures("critical")):
            raise ValueError("'passed' contradicts the results")
        return self

    @property
    def summary(self) -> str:
        """The verdict in a sentence, naming the critical expectations that do not hold."""
        held = sum(result.success for result in self.results)
        critical, warnings = self.failures("critical"), self.failures("warning")
        verdict = "may be published" if self.passed else "may not be published"
        named = f": {', '.join(result.name for result in critical)}" if critical else ""
        return (
            f"the candidate {verdict}: {held} expectations hold, {len(warnings)} warnings and {len(critical)} "
            f"critical ones do not{named}"
        )

    def failures(self, severity: Severity) -> list[CheckResult]:
        """The results of this severity that did not hold."""
        return [result for result in self.results if result.severity == severity and not result.success]


class Checks(BaseModel):
    """A check in short, as a manifest carries it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run: str
    checked_at: datetime
    held: int
    warnings: list[CheckResult]
    may_shrink: bool
    expectations: str = ""  # digest of the expectations that were asked


class Stamp(BaseModel):
    """What changes whenever somebody writes to a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    size_bytes: int
    modified_ns: int


class Built(BaseModel):
    """What a build left as its candidate: told apart from whatever is put there later."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str = SHA256
    stamp: Stamp


class Manifest(BaseModel):
    """What one published file is. ``previous`` names the kept file that was live before it, None for the first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run: str
    name: str = Field(pattern=r"^[0-9]{6,}-[0-9a-f]{12}$")
    sha256: str = SHA256
    published_at: datetime
    stamp: Stamp | None = None  # of the file under its published name
    tables: dict[str, int]
    checks: Checks | None = None
    previous: str | None = Field(default=None, pattern=r"^[0-9]{6,}-[0-9a-f]{12}$")
    rolled_back_at: datetime | None = None
    rolled_back_from: str | None = None


Record = TypeVar("Record", bound=BaseModel)


def read_record(kind: type[Record], path: Path) -> Record | None:
    """The record in a JSON file, None when there is no such file; WarehouseError when it cannot be used."""
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        return kind.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise WarehouseError(f"{path} cannot be read as a {kind.__name__}: {where}: {first['msg']}") from error


def write_record(path: Path, record: BaseModel) -> None:
    """Replace a JSON file by this record, whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_text(record.model_dump_json(indent=1) + "\n", encoding="utf-8")


def sha256_of(path: Path) -> str:
    """The sha256 of a file's bytes, 64 hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stamp_of(path: Path) -> Stamp:
    """The file's size and the time it was last written to; renaming it changes neither."""
    status = path.stat()
    return Stamp(size_bytes=status.st_size, modified_ns=status.st_mtime_ns)


def published_sha256(warehouse: Warehouse) -> str:
    """The sha256 of the published file; its bytes are read when its stamp is not the one in the manifest."""
    said = read_record(Manifest, warehouse.manifest)
    if said is not None and said.stamp == stamp_of(warehouse.published):
        return said.sha256
    return sha256_of(warehouse.published)


def candidate_sha256(warehouse: Warehouse) -> str:
    """The sha256 of the candidate; its bytes are read when its stamp is not the one that its build gave it."""
    said = read_record(Built, warehouse.built)
    if said is not None and said.stamp == stamp_of(warehouse.candidate):
        return said.sha256
    return sha256_of(warehouse.candidate)


def log_of(path: Path) -> Path:
    """Where DuckDB keeps a file's write-ahead log: changes that lie outside it."""
    return path.with_name(f"{path.name}.wal")


def refuse_unclosed(path: Path) -> None:
    """Raise WarehouseError when a DuckDB file has changes that lie outside it, in a write-ahead log."""
    log = log_of(path)
    if log.exists() and log.stat().st_size:
        raise WarehouseError(
            f"{path.name} was not closed by the program that wrote it ({log.name} still holds changes): "
            "end that program, or build again if it was killed"
        )
