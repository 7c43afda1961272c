"""Compiled, articles are read as from source, byte for byte; and a source that was edited is read as it is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from extraction.compiled import SOURCES, SUFFIX, digest
from extraction.compiling import CannotCompileError, compile_into
from extraction.gold import gold_sets

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("compiled"), pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the modules compiled, as ``make compiled`` leaves it."""
    home = tmp_path_factory.mktemp("compiled")
    try:
        compile_into(home / digest())
    except CannotCompileError as error:
        pytest.skip(f"nothing can be compiled here: {error}")
    return home


def run(*arguments: str, compiled: Path | str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=SOURCES.parent,
        env={**os.environ, "DANVAN_COMPILED": str(compiled), **environment},
        capture_output=True,
        text=True,
        check=True,
    )


def imported(sources: Path, compiled: Path | str) -> tuple[str, str]:
    """What a process says of the package it imports from there, and which file it takes a module from."""
    code = f"import sys; sys.path.insert(0, {str(sources.parent)!r})\n"
    code += "from extraction import compiled, passage; print(compiled.is_compiled(), passage.__spec__.origin)"
    said, _, file = run("-c", code, compiled=compiled).stdout.strip().partition(" ")
    return said, file


def test_gold_is_read_the_same_compiled(compiled: Path, tmp_path: Path) -> None:
    module = compiled / digest() / f"passage{SUFFIX}"
    assert imported(SOURCES, compiled) == ("True", str(module))
    assert imported(SOURCES, "") == ("False", str(SOURCES / "passage.py"))
    gold = tmp_path / "gold.jsonl"
    documents = [json.dumps(document) for one in gold_sets() for document in one.documents]
    assert len(documents) > 500
    gold.write_text("\n".join(documents), "utf-8")
    as_source, as_compiled = (
        run("-m", "danvan", "extract", str(gold), "--jobs", jobs, compiled=where).stdout.splitlines()
        for where, jobs in (("", "1"), (compiled, "2"))
    )
    assert len(as_source) == len(documents)
    assert as_compiled == as_source


def test_an_edited_source_is_read_as_it_is(compiled: Path, tmp_path: Path) -> None:
    copy = tmp_path / SOURCES.name
    shutil.copytree(SOURCES, copy)
    assert imported(copy, compiled)[0] == "True"
    with (copy / "passage.py").open("a", encoding="utf-8") as file:
        file.write("# one comment more\n")
    assert imported(copy, compiled) == ("False", str(copy / "passage.py"))


def test_without_a_compiler_one_sentence_says_what_is_missing(tmp_path: Path) -> None:
    done = run("-m", "extraction.compiling", compiled=tmp_path / "none", CC="no-such-compiler -O2")
    assert done.stderr == (
        "Not compiled: there is no C compiler 'no-such-compiler' (Debian and Ubuntu: apt install gcc)."
        " danvan reads from source, at about half the speed.\n"
    )
    assert not (tmp_path / "none").exists()
