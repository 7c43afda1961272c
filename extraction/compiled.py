"""Taking the room's modules compiled where they were compiled from exactly the sources that lie here.

``make compiled`` leaves a folder of extension modules in the environment (``extraction.compiling``), which bears the
digest of the sources it was made from. Sources with another digest are read as they are: an edit takes effect at once,
and nothing stale is ever loaded. Compiled or not, the same is read, byte for byte; only the time differs.

``DANVAN_COMPILED`` names another folder for such folders; empty, it lets everything be read as source.
"""

from __future__ import annotations

import hashlib
import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

SOURCES = Path(__file__).parent
SUFFIX = EXTENSION_SUFFIXES[0]  # of this very Python: what another one compiled is none of ours
_PACKAGE = SOURCES.name


def home() -> Path | None:
    """The folder that holds compiled modules, by digest; None when they are not wanted."""
    named = os.environ.get("DANVAN_COMPILED")
    if named is None:
        return Path(sys.prefix) / "danvan-compiled"
    return Path(named) if named else None


def digest() -> str:
    """What the sources are called by: any change in any of them gives another one."""
    found = hashlib.sha256()
    for path in sorted(SOURCES.rglob("*.py")):
        content = path.read_bytes()
        found.update(f"{path.relative_to(SOURCES)} {len(content)}\n".encode() + content)
    return found.hexdigest()[:32]


class _Compiled(MetaPathFinder):
    """Finds the modules of one such folder."""

    def __init__(self, folder: Path) -> None:
        self._files = {
            f"{_PACKAGE}.{path.relative_to(folder).as_posix().removesuffix(SUFFIX).replace('/', '.')}": path
            for path in folder.rglob(f"*{SUFFIX}")
        }

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module of that name, if it was compiled."""
        del path, target
        file = self._files.get(fullname)
        return None if file is None else spec_from_file_location(fullname, file)


def use_compiled() -> None:
    """Let the package's modules be imported compiled from now on, where they are."""
    folders = home()
    if folders is not None and folders.is_dir() and (folder := folders / digest()).is_dir():
        sys.meta_path.insert(0, _Compiled(folder))


def is_compiled() -> bool:
    """Whether this process imports what was compiled."""
    return any(isinstance(finder, _Compiled) for finder in sys.meta_path)
