"""``make compiled``: the modules that read articles, compiled to machine code with mypyc, which comes with mypy.

What is compiled is the same source with the same types that mypy checks, and reads the same. It needs a C compiler and
Python's headers; where they are missing nothing is made, and danvan reads from source, at about half the speed.
``extraction.compiled`` tells what the outcome is used for, and when it is not.
"""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path

from mypyc.build import mypycify
from setuptools import Distribution

from extraction.compiled import SOURCES, digest, home

# Modules without pydantic's classes are compiled, but for those that run once a process or a file, not once an article.
AS_SOURCE = frozenset(
    [
        "__init__", "compiled", "compiling", "data_files", "floors", "gold", "language", "names/__init__", "names/han",
        "parallel", "place_names", "reader", "readings", "run", "scoring",
    ]
)  # fmt: skip
_SHARED = f"{SOURCES.name}.all"  # the library that holds the code of all modules


class CannotCompileError(RuntimeError):
    """This machine cannot compile; says what it lacks."""


def main() -> None:
    """Compile, unless it is done, and say what came of it."""
    folders = home()
    if folders is None:
        sys.exit("DANVAN_COMPILED is empty: it says that nothing is to be compiled.")
    folder = folders / digest()
    if not folder.is_dir():
        try:
            compile_into(folder)
        except CannotCompileError as error:
            print(f"Not compiled: {error}. danvan reads from source, at about half the speed.", file=sys.stderr)
            return
        for other in folders.iterdir():
            if other != folder:
                shutil.rmtree(other)
    print(f"Compiled modules lie in {folder}", file=sys.stderr)


def modules() -> list[Path]:
    """The sources that are compiled."""
    names = {path: path.relative_to(SOURCES).with_suffix("").as_posix() for path in SOURCES.rglob("*.py")}
    return sorted(path for path, name in names.items() if name not in AS_SOURCE)


def compile_into(folder: Path) -> None:
    """Compile all modules; the folder is there when all of them are. Raises ``CannotCompileError``."""
    _check_compiler()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as work, contextlib.chdir(SOURCES.parent):
        said = io.StringIO()
        try:
            with contextlib.redirect_stdout(said):
                _build(Path(work))
        except SystemExit as error:
            raise RuntimeError(f"extraction cannot be compiled: {error}\n{said.getvalue()}") from error
        (Path(work) / "built" / SOURCES.name).rename(folder)


def _build(work: Path) -> None:
    paths = [str(path.relative_to(SOURCES.parent)) for path in modules()]
    extensions = mypycify(
        paths, opt_level="2", debug_level="0", multi_file=True, target_dir=str(work / "c"), group_name=_SHARED
    )
    for extension in extensions:  # mypycify leaves out where the headers of a library within a package lie
        extension.include_dirs.append(str(work / "c" / SOURCES.name))
    command = Distribution({"name": "danvan-compiled", "ext_modules": extensions}).get_command_obj("build_ext")
    command.build_lib, command.build_temp = str(work / "built"), str(work / "objects")
    command.ensure_finalized()
    command.run()


def _check_compiler() -> None:
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")[0]
    if shutil.which(compiler) is None:
        raise CannotCompileError(f"there is no C compiler '{compiler}' (Debian and Ubuntu: apt install gcc)")
    if not (Path(sysconfig.get_path("include")) / "Python.h").exists():
        raise CannotCompileError("Python's headers are not there (Debian and Ubuntu: apt install python3-dev)")


if __name__ == "__main__":
    main()
