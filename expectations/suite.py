"""Reading the suites: ``suites/<subject>.yml``, one list of expectations each.

An expectation has a name that is a sentence, a severity, what a failure means and what to do about it, the table it
is about, and one of two ways to say what is expected:

- ``no_rows``: SQL that finds the rows that should not be there, each with enough columns to find it again;
- ``expect`` and ``given``: a Great Expectations class by name and its arguments.

``per_article`` says that a row of the table is judged by itself and its article alone: where a build went on from rows
that were checked, only the articles that it touched are looked at (see expectations.scope).

``critical`` is for what makes the numbers wrong or unprovable: one case stops the publishing. ``warning`` is for
what the papers themselves may have got wrong, or what somebody should look at in the morning.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from storage.warehouse import Severity  # noqa: TC001 (pydantic reads it)

FOLDER = Path(__file__).resolve().parent / "suites"

# The classes seen to work on DuckDB; regular expressions do not, write them as `no_rows`.
Supported = Literal[
    "ExpectColumnValuesToBeBetween",
    "ExpectColumnValuesToBeInSet",
    "ExpectColumnValuesToNotBeNull",
    "ExpectColumnProportionOfNonNullValuesToBeBetween",
    "ExpectColumnValueLengthsToBeBetween",
    "ExpectTableRowCountToBeBetween",
]


class SuiteError(ValueError):
    """A suite file that cannot be used; the message says which file, where in it, and why."""


class Expectation(BaseModel):
    """One expectation, as it stands in a suite file."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: str = Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*__[a-z0-9]+(_[a-z0-9]+){2,}$")
    severity: Severity
    table: str = Field(pattern=r"^[a-z_]+$")
    meaning: str = Field(min_length=20, description="what a failure means")
    remedy: str = Field(min_length=10, description="what to do about it")
    no_rows: str | None = None
    expect: Supported | None = None
    given: dict[str, Any] = Field(default_factory=dict)
    per_article: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> Expectation:
        if (self.no_rows is None) == (self.expect is None):
            raise ValueError("give either no_rows or expect")
        if self.given and self.expect is None:
            raise ValueError("given belongs to expect")
        if self.per_article and self.no_rows is None:
            raise ValueError("per_article belongs to no_rows")
        if not self.name.startswith(f"{self.table}__"):
            raise ValueError(f"the name must start with the table it is about, '{self.table}__'")
        return self


class Suite(BaseModel):
    """The expectations about one subject."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    about: str = Field(min_length=20)
    expectations: list[Expectation] = Field(min_length=1)


def load_suites(folder: Path = FOLDER) -> dict[str, Suite]:
    """All suites by subject (the file's name); SuiteError when one is broken or two expectations share a name."""
    suites = {path.stem: _load(path) for path in sorted(folder.glob("*.yml"))}
    if not suites:
        raise SuiteError(f"{folder} holds no suite, so nothing would be checked")
    seen: dict[str, str] = {}
    for subject, suite in suites.items():
        for expectation in suite.expectations:
            if expectation.name in seen:
                raise SuiteError(f"{subject}.yml: the name {expectation.name} is taken in {seen[expectation.name]}.yml")
            seen[expectation.name] = subject
    return suites


def digest_of(folder: Path = FOLDER) -> str:
    """What decides what is asked: the bytes of the suites, and of the code that asks them."""
    digest = hashlib.sha256()
    files = [*folder.glob("*.yml"), *Path(__file__).parent.glob("*.py")]
    for path in sorted(files, key=lambda path: path.name):
        digest.update(f"\n{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _load(path: Path) -> Suite:
    try:
        return Suite.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SuiteError(f"{path.name}: {where}: {first['msg']}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SuiteError(f"{path.name} is not readable YAML: {' '.join(str(error).split())}") from error
