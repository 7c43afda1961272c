"""What a check has to look at: all rows, or those that may have changed since they were checked.

A build that goes on from the published file writes the rows of the articles it touched and keeps the others as they
were, byte for byte. An expectation that judges a row by its article alone (``per_article``) has been asked of those
others already, when the published file was checked, and need not be asked again. Nor of the rows of a touched article
in a table where the build left them: what a value was read from stays as it is, whatever its article is tied to.

All rows are looked at when that cannot be relied upon: after a full build, when the candidate is not the one that the
build left, when what it went on from is not what is published and was checked, when the expectations or the code that
asks them have changed, and for an expectation that did not hold last time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import duckdb

from storage.warehouse import Manifest, read_record
from storage.workings import kept_path, told_anew

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from expectations.suite import Expectation
    from storage.warehouse import Warehouse


@dataclass(frozen=True, slots=True)
class Scope:
    """What one check looks at: ``articles`` alone, or with None all of them, for a reason in words.

    ``written`` names those of them whose rows in a table may be other than they were; all of them in tables it leaves
    out.
    """

    articles: Sequence[str] | None = None
    reason: str = ""
    written: Mapping[str, Sequence[str]] = field(default_factory=dict)
    again: frozenset[str] = field(default=frozenset())  # names of expectations that are asked of all rows anyway

    def narrows(self, expectation: Expectation) -> bool:
        """Whether this expectation is asked of the articles alone."""
        return self.articles is not None and expectation.per_article and expectation.name not in self.again


def scope_of(warehouse: Warehouse, sha256: str, expectations: str, tables: Iterable[str], *, full: bool) -> Scope:
    """What to look at in the candidate with this hash.

    ``expectations`` is the digest of those that are asked, ``tables`` those of which they judge rows by their articles.
    """
    try:
        return _scope(warehouse, kept_path(warehouse.workings, sha256), expectations, tables, full=full)
    except duckdb.Error as error:
        return Scope(reason=f"its workings cannot be read ({str(error).splitlines()[0]})")


def _scope(warehouse: Warehouse, workings: Path, expectations: str, tables: Iterable[str], *, full: bool) -> Scope:
    if full or not workings.exists():
        return Scope(reason="asked for" if full else "nobody knows what it was built from")
    anew = told_anew(workings, tables)
    if not anew.went_on_from:
        return Scope(reason="the whole lake was read")
    manifest = read_record(Manifest, warehouse.manifest)
    if manifest is None or manifest.checks is None or manifest.sha256 != anew.went_on_from:
        return Scope(reason="it was built from another file than the published one, or from one that was never checked")
    if manifest.checks.expectations != expectations:
        return Scope(reason="the expectations have changed")
    return Scope(
        anew.articles,
        written=anew.by_table,
        again=frozenset(warning.name for warning in manifest.checks.warnings),
    )
