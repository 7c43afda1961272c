"""What the command says and how it ends: results on standard output, complaints in one sentence, an exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from danvan.cli import run

DANVAN = [sys.executable, "-m", "danvan"]
COMMANDS = {
    "scrape", "import", "parse", "extract", "build", "check", "publish", "rollback", "refresh", "demo",
    "tables", "query", "show", "explain", "sources", "accuracy", "explain-text",
}  # fmt: skip
LETTER = """Bá Thước, 12/3/2024

Sáng 12/3, Ban Dân vận Tỉnh ủy Thanh Hóa tổ chức hội nghị sơ kết phong trào thi đua “Dân vận khéo”.
Dự hội nghị có 120 đại biểu.
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DANVAN_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def published(home: Path) -> Path:
    """A published file with one small table, of which one value tries to steer the terminal."""
    (home / "warehouse").mkdir(parents=True)
    with duckdb.connect(str(home / "warehouse" / "danvan.duckdb")) as connection:
        connection.execute("CREATE TABLE numbers AS SELECT i AS n, 'word ' || i AS word FROM range(250) AS r(i)")
        connection.execute("COMMENT ON TABLE numbers IS 'One number. Made for a test.'")
        connection.execute(
            "CREATE TABLE odd AS SELECT chr(27) || '[31m[bold]red' AS text, [1, 2] AS list, NULL AS none"
        )
    return home


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_shows_how_it_is_used(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert f"danvan {command}" in shown.partition("Usage")[2].partition("\n")[2], "there is no example"


def test_the_top_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"  {command} " in shown for command in COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["query"],
        ["query", ""],
        ["query", "select 1", "--csv", "--json"],
        ["query", "select 1", "--limit", "0"],
        ["show", "weather"],
        ["show", "awards", "--limit", "-3"],
        ["explain", "not-a-key"],
        ["explain", "abcdef' OR 1=1 --"],
        ["extract", "--jobs", "many"],
        ["import"],
        ["--nonsense", "tables"],
    ],
)
def test_wrong_usage_is_said_in_a_sentence_with_status_two(
    arguments: list[str], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    said = capsys.readouterr()
    assert said.err.startswith("danvan: ")
    assert "--help" in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["tables"], "nothing is published"),
        (["show", "awards"], "nothing is published"),
        (["explain", "abc"], "nothing is published"),
        (["query", "select 1"], "nothing is published"),
        (["publish"], "no candidate to publish"),
        (["check"], "no candidate to check"),
        (["rollback"], "nothing is published"),
        (["scrape", "no-such-source"], "there is no source 'no-such-source'"),
        (["scrape", "--until", "2025-01-31"], "--until needs --since"),
        (["scrape", "--since", "2025-02-01", "--until", "2025-01-31"], "is before the first"),
        (["parse", "no-such-source"], "there is no source 'no-such-source'"),
        (["import", "not-there.txt"], "no such file"),
        (["extract", "not-there.txt"], "no such file"),
        (["extract", "--run", "..."], "no letter or digit"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence_with_status_one(
    arguments: list[str], says: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 1
    said = capsys.readouterr().err
    assert says in said
    assert said.startswith("danvan: ")
    assert "Traceback" not in said
    assert said.count("\n") <= 2


@pytest.mark.parametrize(
    ("name", "value"), [("DANVAN_KEEP_PUBLISHED", "many"), ("DANVAN_CONNECT_TO", "x.example=10.0.0.1:80")]
)
def test_a_setting_that_cannot_be_used_is_named(
    name: str, value: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, value)
    assert run(["tables"]) == 1
    assert capsys.readouterr().err.startswith(f"danvan: {name}")


def test_a_broken_source_file_is_named(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "torn.yml").write_text("id: [torn\n", encoding="utf-8")
    monkeypatch.setenv("DANVAN_SOURCES", str(folder))
    for command in (["sources", "list"], ["scrape"], ["refresh"]):
        assert run(command) == 1
        assert "torn.yml" in capsys.readouterr().err


def test_a_fault_of_ours_is_one_line_and_its_traceback_is_kept(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home.mkdir()
    monkeypatch.setattr("storage.reading.connect", lambda _: 1 / 0)
    assert run(["tables"]) == 1
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert "Traceback" not in said
    (log,) = (home / "logs").glob("*.log")
    assert str(log) in said
    assert "Traceback" in log.read_text(encoding="utf-8")
    monkeypatch.setenv("DANVAN_DEBUG", "1")
    assert run(["tables"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_tables_are_listed_with_rows_and_grain(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["tables"]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[0][0] == "table"
    assert ["numbers", "250", "One", "number"] in lines


def test_a_query_is_answered_as_a_table_cut_off_with_a_note(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["query", "from numbers order by n"]) == 0
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 101
    assert "first 100 rows" in said.err
    assert run(["query", "from numbers", "--limit", "250"]) == 0
    said = capsys.readouterr()
    assert (len(said.out.splitlines()), said.err) == (251, "")


def test_a_query_gives_all_rows_as_csv_and_json(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "from numbers order by n", "--csv"]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert (rows[0], rows[-1], len(rows)) == (["n", "word"], ["249", "word 249"], 251)
    assert run(["query", "from numbers order by n", "--json", "--limit", "2"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [{"n": 0, "word": "word 0"}, {"n": 1, "word": "word 1"}]


def test_values_cannot_steer_the_terminal(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "select text, none, list from odd"]) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\\x1b[31m[bold]red" in shown
    assert shown.splitlines()[1].endswith("1, 2")


@pytest.mark.parametrize(
    "sql",
    [
        "selec 1",
        "from nowhere",
        "insert into numbers values (1, 'x')",
        "drop table numbers",
        "copy numbers to 'stolen.csv'",
        "from read_csv('/etc/passwd')",
        "attach 'other.duckdb'",
        "install httpfs",
        "set enable_external_access = true",
    ],
)
def test_a_query_that_is_wrong_or_would_reach_out_is_refused(
    sql: str, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["query", sql]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("danvan: the query cannot be answered: ")
    assert said.out == ""
    assert not Path("stolen.csv").exists()


def test_kept_pages_of_a_source_that_nobody_declares_are_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "lake" / "raw" / "source=gone").mkdir(parents=True)
    assert run(["parse"]) == 0
    said = capsys.readouterr()
    assert said.err.startswith("danvan: gone: ")
    assert said.out == "parse: nothing to do, no pages of declared sources are kept\n"


def test_an_empty_statement_says_nothing(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "/* nothing */"]) == 0
    assert capsys.readouterr().out.strip() == ""


def test_facts_are_extracted_from_files_without_a_lake(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("letter.txt").write_text(LETTER, encoding="utf-8")
    Path("empty.txt").write_text("", encoding="utf-8")
    Path("given.json").write_text(
        json.dumps(
            {"id": "a-1", "url": "https://baobinh.example/a", "lang": "vi", "published": "2024-03", "text": LETTER}
        ),
        encoding="utf-8",
    )
    assert run(["extract", "letter.txt", "empty.txt", "given.json"]) == 0
    said = capsys.readouterr()
    letter, given = (json.loads(line) for line in said.out.splitlines())
    assert "empty.txt" in said.err
    assert letter["lang"] == "vi"
    assert (given["id"], given["url"], given["published"]) == ("a-1", "https://baobinh.example/a", "2024-03")
    (conference,) = given["conferences"]
    evidence = conference["evidence"]
    assert given["text"][evidence["start"] : evidence["end"]] == evidence["quote"]
    assert not home.exists()


def test_files_that_cannot_be_used_are_told_and_the_rest_goes_on(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("letter.txt").write_text(LETTER, encoding="utf-8")
    Path("binary.txt").write_bytes(bytes(range(256)) * 40)
    Path("torn.json").write_text('{"id": "x", "text": "cut', encoding="utf-8")
    Path("greek.json").write_text(json.dumps({"id": "x", "lang": "tlh", "text": "nuqneH " * 30}), encoding="utf-8")
    assert run(["extract", "binary.txt", "torn.json", "greek.json", "letter.txt"]) == 0
    said = capsys.readouterr()
    assert "binary.txt" in said.err
    assert "torn.json" in said.err
    assert "tlh" in said.err
    assert any(json.loads(line)["conferences"] for line in said.out.splitlines())
    assert run(["extract", "binary.txt"]) == 1, "nothing at all could be read"


def test_the_command_survives_a_reader_that_goes_away(published: Path) -> None:
    sql = "select n, repeat('x', 2000) from numbers, range(40)"
    with subprocess.Popen(
        [*DANVAN, "query", "--csv", sql], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ)
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) in (0, 1)


def test_the_exit_status_reaches_the_shell(home: Path) -> None:
    for arguments, status in ((["tables"], 1), (["nonsense"], 2), (["--help"], 0)):
        done = subprocess.run([*DANVAN, *arguments], capture_output=True, check=False)
        assert done.returncode == status


def test_colours_are_for_terminals_only(published: Path) -> None:
    plain = subprocess.run([*DANVAN, "tables"], capture_output=True, check=True, text=True)
    assert "\x1b" not in plain.stdout + plain.stderr
