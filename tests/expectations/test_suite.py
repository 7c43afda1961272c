"""The suites as data: readable, unambiguous, and rejected with the place of the mistake when they are not."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from expectations.suite import SuiteError, load_suites

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """
about: What this suite is for, in one sentence.
expectations:
  - name: fct_awards__recipients_are_not_negative
    table: fct_awards
    severity: critical
    meaning: An award has fewer than no recipients.
    remedy: Look at the claim.
    no_rows: SELECT award_key FROM fct_awards WHERE total < 0
"""


def test_the_suites_of_the_project_can_be_read() -> None:
    suites = load_suites()
    severities = {one.severity for suite in suites.values() for one in suite.expectations}
    assert {"awards", "batches", "conferences", "evidence", "models"} <= set(suites)
    assert severities == {"critical", "warning"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("severity: critical", "severity: deadly", r"broken\.yml: expectations\.0\.severity"),
        ("remedy: Look at the claim.", "cure: Look.", r"expectations\.0\.(remedy|cure)"),
        ("name: fct_awards__", "name: fct_models__", "must start with the table"),
        ("fct_awards__recipients_are_not_negative", "fct_awards__negative", "name"),
        ("    no_rows: SELECT award_key FROM fct_awards WHERE total < 0\n", "", "either no_rows or expect"),
        (
            "no_rows: SELECT award_key FROM fct_awards WHERE total < 0",
            "expect: ExpectColumnValuesToMatchRegex",
            "expect",
        ),
        ("    no_rows:", "    given: {column: total}\n    no_rows:", "given belongs to expect"),
        ("about: What", "about: [What", "not readable YAML"),
        ("about: What this suite is for, in one sentence.", "", "about"),
        (GOOD, "", "valid dictionary"),
    ],
)
def test_a_broken_suite_names_the_file_and_the_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    (tmp_path / "broken.yml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(SuiteError, match=said):
        load_suites(tmp_path)


def test_two_expectations_cannot_share_a_name(tmp_path: Path) -> None:
    for subject in ("one", "two"):
        (tmp_path / f"{subject}.yml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(SuiteError, match=r"is taken in one\.yml"):
        load_suites(tmp_path)


def test_a_folder_without_suites_would_pass_anything_and_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="nothing would be checked"):
        load_suites(tmp_path)


def test_importing_the_gate_does_not_import_great_expectations() -> None:
    code = "import sys, expectations.gate; sys.exit('great_expectations' in sys.modules or 'sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
