"""Paths given by a person → the files below them, sorted, each once; what is no readable file is refused."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from scrapers.encodings import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SUFFIXES = (".txt", ".html", ".htm", ".json", ".jsonl", ".warc", ".warc.gz")
PATH_RULES = frozenset({"path-not-found", "not-readable", "not-a-file"})  # paths that could not be read at all


def files(paths: Iterable[Path]) -> Iterator[tuple[Path, Refused | None]]:
    """Every file to be read, in order, with None; every path that cannot be, with the reason.

    Folders are walked recursively, entries sorted by name, hidden ones left out. Links are followed, a folder or file
    reached twice counts once.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        yield from _below(path, seen, ())


def suffix_of(path: Path) -> str:
    """The suffix that says how a file is read, in lower case: '.warc.gz' whole."""
    name = path.name.lower()
    return next(
        (suffix for suffix in sorted(SUFFIXES, key=len, reverse=True) if name.endswith(suffix)), path.suffix.lower()
    )


def shown(path: Path) -> str:
    """A path as text that can be printed and stored, whatever bytes its name is made of."""
    return os.fsencode(path).decode("utf-8", errors="replace").replace("\n", "\ufffd")


def _below(
    path: Path, seen: set[tuple[int, int]], above: tuple[tuple[int, int], ...]
) -> Iterator[tuple[Path, Refused | None]]:
    try:
        status = path.stat()
    except OSError as error:
        yield path, _unreachable(path, error)
        return
    except ValueError as error:
        yield path, Refused("path-not-found", f"it is no path: {error}")
        return
    identity = (status.st_dev, status.st_ino)
    if identity in above:
        yield path, Refused("directory-loop", "it leads back to a folder that holds it")
        return
    if identity in seen:
        return
    seen.add(identity)
    if stat.S_ISDIR(status.st_mode):
        try:
            entries = sorted(entry for entry in os.listdir(path) if not entry.startswith("."))  # noqa: PTH208
        except OSError as error:
            yield path, Refused("not-readable", f"the folder cannot be read: {error.strerror}")
            return
        for entry in entries:
            yield from _below(path / entry, seen, (*above, identity))
    else:
        yield path, _unfit(path, status)


def _unreachable(path: Path, error: OSError) -> Refused:
    if isinstance(error, FileNotFoundError):
        if path.is_symlink():
            return Refused("broken-link", "it is a link to a path that is not there")
        return Refused("path-not-found", "there is no such file or folder")
    if isinstance(error, PermissionError):
        return Refused("not-readable", f"it cannot be read: {error.strerror}")
    return Refused("path-not-found", f"it cannot be reached: {error.strerror}")


def _unfit(path: Path, status: os.stat_result) -> Refused | None:
    if not stat.S_ISREG(status.st_mode):
        return Refused("not-a-file", "it is a device, pipe or socket, not a file")
    if suffix_of(path) not in SUFFIXES:
        return Refused("unknown-suffix", f"its name does not end in one of {', '.join(SUFFIXES)}")
    if not os.access(path, os.R_OK):
        return Refused("not-readable", "it cannot be read: permission denied")
    return None
