"""What an analyst asks of the published newsroom: metrics by name, MetricFlow's own command, every fact's sentences."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from danvan.cli import run
from storage.candidate import PROJECT

if TYPE_CHECKING:
    from running_danvan import Demo

DOCS = PROJECT.parent / "docs"

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("pipeline"), pytest.mark.timeout(600)]


@pytest.fixture
def metrics(demo: Demo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """Ask for metrics; returns the rows of the answer, all as text."""
    monkeypatch.setenv("DANVAN_HOME", str(demo.home))

    def ask(*arguments: str) -> list[tuple[str, ...]]:
        capsys.readouterr()
        assert run(["metrics", "query", *arguments, "--csv"]) == 0, capsys.readouterr().err
        return [tuple(row) for row in csv.reader(io.StringIO(capsys.readouterr().out))][1:]

    return ask


def test_events_of_a_territory_are_those_of_the_provinces_it_was_made_of(metrics, demo: Demo) -> None:
    expected = demo.rows("""
        SELECT CAST(make_date(year(event_on), 1, 1) AS VARCHAR), province_now, CAST(count(*) AS VARCHAR)
        FROM fct_conferences JOIN dim_admin_unit USING (admin_unit_key) GROUP BY ALL ORDER BY ALL
    """)
    assert metrics("events", "--group-by", "year,province_now") == expected
    assert {"Hưng Yên", "Thanh Hóa"} <= {row[1] for row in expected}


def test_a_provinces_models_of_a_year_are_its_own_latest_count(metrics, demo: Demo) -> None:
    (expected,) = demo.rows("""
        SELECT CAST(max(model_count) AS VARCHAR) FROM fct_models
        WHERE province = 'Thái Bình' AND level = 'province' AND status = 'registered' AND period LIKE '%2024'
    """)
    asked = metrics(
        "models", "--where", "province_then=Thái Bình", "--where", "status=registered", "--where", "year=2024"
    )
    assert asked == [expected]
    now = metrics(
        "models_now", "--where", "province_now=Hưng Yên", "--where", "status=registered", "--where", "year=2024"
    )
    assert now == [expected]


def test_a_completion_rate_is_over_units_that_reported_both(metrics) -> None:
    rates = metrics("completion_rate", "--group-by", "province_then,year")
    told = [float(rate) for *_, rate in rates if rate]
    assert len(told) >= 2
    assert all(0 < rate <= 1 for rate in told)


def test_recipients_leave_out_what_is_a_part_of_another_award(metrics, demo: Demo) -> None:
    expected = demo.rows("""
        SELECT award, CAST(sum(coalesce(total, collectives + individuals, collectives, individuals)) AS VARCHAR)
        FROM fct_awards WHERE part_of_award_key IS NULL GROUP BY award ORDER BY award
    """)
    assert sorted(metrics("recipients", "--group-by", "award")) == sorted(
        (award, count or "") for award, count in expected
    )


def test_articles_are_counted_by_language_and_site(metrics, demo: Demo) -> None:
    expected = demo.rows("SELECT lang, CAST(count(*) AS VARCHAR) FROM dim_article GROUP BY lang ORDER BY lang")
    assert metrics("articles", "--group-by", "lang") == expected
    assert metrics("languages") == [(str(len(expected)),)]


def test_events_are_counted_by_the_site_that_reported_them_first(metrics, demo: Demo) -> None:
    told = demo.rows(
        "SELECT DISTINCT ON (event.conference_key) event.conference_key, article.source_id "
        "FROM mart_events AS event JOIN fct_conference_claims AS claim USING (conference_key) "
        "JOIN dim_article AS article ON claim.article_id = article.article_id "
        "ORDER BY event.conference_key, coalesce(article.published_at, article.published::TIMESTAMP), "
        "article.article_id"
    )
    expected = Counter(source for _, source in told)
    assert len(expected) > 1
    assert metrics("events", "--group-by", "source_id") == sorted((site, str(n)) for site, n in expected.items())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["moddels"], "there is no metric 'moddels'"),
        (["events", "--group-by", "lang"], "events cannot be grouped by 'lang'"),
        (["events", "awards", "--where", "kind=review"], "events and awards cannot be grouped by 'kind'"),
        (["events", "--where", "Hưng Yên"], "'Hưng Yên' is no condition"),
        (["events", "--where", "year=soon"], "'soon' is no year"),
        (["events", "--where", "year=²"], "'²' is no year"),
        (["events", "--where", "month=2024-11"], "of time, --where takes the year only"),
        ([","], "no metric is named"),
    ],
)
def test_a_question_that_has_no_answer_gets_a_sentence(
    arguments: list[str],
    said: str,
    demo: Demo,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DANVAN_HOME", str(demo.home))
    assert run(["metrics", "query", *arguments]) in {1, 2}
    assert said in " ".join(capsys.readouterr().err.split())


def test_a_value_is_never_sql(metrics) -> None:
    assert metrics("events", "--where", "province_now=' OR true OR '{{ 1/0 }}") == [("",)]


# Every command that the docs show with its answer.
EXAMPLES = [
    pytest.param(shlex.split(command), answer, id=f"{name}: {command[:40]}")
    for name in ("questions.md", "metrics.md")
    for command, answer in re.findall(r"```\n\$ danvan (.*)\n([^`]*)```", (DOCS / name).read_text("utf-8"))
]


@pytest.mark.parametrize(("arguments", "answer"), EXAMPLES)
def test_what_the_docs_show_is_what_the_newsroom_answers(
    arguments: list[str],
    answer: str,
    demo: Demo,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DANVAN_HOME", str(demo.home))
    capsys.readouterr()
    assert run(arguments) == 0, capsys.readouterr().err
    assert without_moments(capsys.readouterr().out) == without_moments(answer)


def without_moments(text: str) -> list[str]:
    """The lines of an answer; when a fact was published depends on when the demo ran."""
    moments = ("first_published_at", "last_changed_at")
    return [line.rstrip() for line in text.rstrip().splitlines() if not line.strip().startswith(moments)]


def test_metricflows_own_command_answers_from_the_published_file(demo: Demo, tmp_path: Path) -> None:
    project = tmp_path / "dbt_project"
    shutil.copytree(PROJECT, project, ignore=shutil.ignore_patterns("target", "logs"))
    environment = os.environ | {
        "DANVAN_TARGET": "published",
        "DANVAN_PUBLISHED": str(demo.published),
        "DBT_PROFILES_DIR": str(project),
        "DO_NOT_TRACK": "1",
    }
    before = demo.published.read_bytes()
    answer = tmp_path / "answer.csv"
    for command in (
        ["dbt", "--quiet", "parse"],
        ["mf", "query", "--metrics", "events", "--group-by", "province_now", "--csv", str(answer)],
    ):
        done = subprocess.run(
            [str(Path(sys.executable).with_name(command[0])), *command[1:]],
            env=environment,
            cwd=project,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    found = {row["province_now"]: int(row["events"]) for row in csv.DictReader(answer.open(encoding="utf-8"))}
    assert found == dict(demo.rows("SELECT province_now, count(*) FROM mart_events GROUP BY ALL"))
    assert demo.published.read_bytes() == before


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("fct_conferences", "conference_key"),
        ("fct_models", "model_key"),
        ("fct_awards", "award_key"),
        ("fct_conference_participants", "participant_key"),
        ("fct_document_references", "document_reference_key"),
        ("dim_person", "person_key"),
        ("dim_document", "document_key"),
        ("mart_model_counts", "model_key"),
    ],
)
def test_every_fact_is_explained_by_its_sentences(
    table: str,
    key: str,
    demo: Demo,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DANVAN_HOME", str(demo.home))
    keys = [str(found) for (found,) in demo.rows(f"SELECT {key} FROM {table} ORDER BY {key}")]
    assert keys
    for found in keys[:4]:
        capsys.readouterr()
        assert run(["explain", found, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["fact"][key] == found
        assert told["claims"], f"{table} {found} stands on nothing"
        assert all(claim["quote"] and claim["quote"] in claim["sentence"] for claim in told["claims"])
        assert run(["explain", found]) == 0
        if table.startswith("fct_"):
            assert "first_published_at" in capsys.readouterr().out
