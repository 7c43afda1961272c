"""The house holds together: arrows between the rooms, files one can read at once, no hidden errors, no silent skips."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
# The table of docs/architecture.md: a room may import itself and these.
MAY_IMPORT = {
    "storage": set(),
    "scrapers": {"storage"},
    "extraction": {"storage"},
    "expectations": {"storage"},
    "danvan": {"storage", "scrapers", "extraction", "expectations", "explorer"},
    "dags": {"storage", "scrapers", "extraction", "expectations", "explorer"},
}
ROOMS = {*MAY_IMPORT, "explorer", "bench", "tests"}
MOST_LINES = 399
LONGER_FILES: dict[str, str] = {}  # path → the reason why it cannot be shorter


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every module imported anywhere in a file, also inside functions, by ``import``, ``from`` or by its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import in line {node.lineno}: say the room's name"
            yield node.module or "", node.lineno
        elif isinstance(node, ast.Call) and _is_import_call(node.func) and node.args:
            first = node.args[0]
            assert isinstance(first, ast.Constant), f"line {node.lineno} imports a module that cannot be read here"
            yield str(first.value), node.lineno


def _is_import_call(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in {"import_module", "__import__"}


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_arrows_between_rooms_go_only_as_the_table_says(room: str) -> None:
    files = python_files(room)
    assert files, f"the room {room} is empty"
    wrong = [
        f"{shown(path)}:{line} imports {module}"
        for path in files
        for module, line in imports(ast.parse(path.read_text(encoding="utf-8")))
        if (target := module.partition(".")[0]) in ROOMS and target != room and target not in MAY_IMPORT[room]
    ]
    assert not wrong, "\n".join(wrong)


def test_every_room_that_exists_is_in_the_table() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert rooms <= set(MAY_IMPORT), rooms - set(MAY_IMPORT)


@pytest.mark.parametrize("path", python_files(*MAY_IMPORT, "tests"), ids=shown)
def test_a_file_can_be_read_at_once_and_says_what_lives_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    n_lines = text.count("\n")
    assert n_lines <= MOST_LINES or shown(path) in LONGER_FILES, f"{n_lines} lines: split it by subject"
    assert ast.get_docstring(ast.parse(text)), "it has no docstring"


@pytest.mark.parametrize(
    "path", [p for p in (ROOT / "dbt_project").rglob("*.sql") if "target" not in p.parts], ids=shown
)
def test_a_model_can_be_read_at_once(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= MOST_LINES


def test_no_name_says_nothing() -> None:
    empty = re.compile(r"(utils?|helpers?|misc|common|manager)")
    assert not [shown(path) for path in python_files(*MAY_IMPORT) if empty.fullmatch(path.stem)]


@pytest.mark.parametrize("room", [*MAY_IMPORT, "tests"])
def test_no_error_is_hidden(room: str) -> None:
    hidden = []
    for path in python_files(room):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                names = (
                    {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)} if node.type else {"BaseException"}
                )
                says_nothing = all(
                    isinstance(statement, ast.Pass) or _is_ellipsis(statement) for statement in node.body
                )
                if says_nothing or node.type is None:
                    hidden.append(f"{shown(path)}:{node.lineno} except {', '.join(sorted(names))}: nothing")
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "suppress":
                broad = {getattr(arg, "id", "") for arg in node.args} & {"Exception", "BaseException"}
                if broad:
                    hidden.append(f"{shown(path)}:{node.lineno} suppress({', '.join(broad)})")
    assert not hidden, "\n".join(hidden)


def _is_ellipsis(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant) and statement.value.value is ...
    )


def test_no_test_is_skipped_without_a_reason() -> None:
    silent = []
    for path in python_files("tests"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {"skip", "skipif", "xfail"}:
                source = ast.get_source_segment(path.read_text(encoding="utf-8"), node) or ""
                if source.startswith("pytest.") and not _has_reason(path, node):
                    silent.append(f"{shown(path)}:{node.lineno}")
    assert not silent, silent


def _has_reason(path: Path, marker: ast.Attribute) -> bool:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.lineno == marker.lineno:
            if any(keyword.arg == "reason" for keyword in node.keywords):
                return True
            if ast.unparse(node.func) == "pytest.skip" and node.args:
                return True
    return False


def test_dbt_tests_are_on_for_the_whole_project() -> None:
    project = yaml.safe_load((ROOT / "dbt_project" / "dbt_project.yml").read_text(encoding="utf-8"))
    for key in ("tests", "data_tests", "unit_tests"):
        assert "enabled" not in yaml.safe_dump(project.get(key) or {}), f"{key} are switched in dbt_project.yml"


def test_the_lock_names_no_index_and_holds_every_requirement() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    locked = set(re.findall(r"^([a-z0-9_.-]+)==", lock, re.MULTILINE))
    for name in ("requirements.in", "requirements-dev.in"):
        wanted = re.findall(r"^([A-Za-z0-9][A-Za-z0-9_.-]*)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        missing = {re.sub(r"[._-]+", "-", one).lower() for one in wanted} - locked
        assert not missing, f"{name}: run make lock, it lacks {missing}"
