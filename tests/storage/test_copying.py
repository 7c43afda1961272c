"""Copies of files, whether or not the file system can let them share their blocks."""

from __future__ import annotations

import errno
import fcntl
import os
from typing import TYPE_CHECKING

import pytest

from storage.copying import copy_file

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    source = tmp_path / "source"
    source.write_bytes(os.urandom(300_000))
    return source


def test_a_copy_has_the_bytes_and_a_life_of_its_own(source: Path, tmp_path: Path) -> None:
    before = source.read_bytes()
    copy = tmp_path / "copy"
    copy.write_bytes(b"longer than what is copied" * 100_000)
    copy_file(source, copy)
    assert copy.read_bytes() == before
    with copy.open("r+b") as file:
        file.write(b"changed")
    assert source.read_bytes() == before


@pytest.mark.parametrize("size", [0, 1, 4096, 4097, (8 << 20) - 1, 8 << 20, (8 << 20) + 4097])
def test_a_copy_to_put_by_has_the_bytes_whatever_their_number(tmp_path: Path, size: int) -> None:
    (tmp_path / "source").write_bytes(os.urandom(size))
    (tmp_path / "copy").write_bytes(b"longer than what is copied" * 1000)
    copy_file(tmp_path / "source", tmp_path / "copy", to_put_by=True)
    assert (tmp_path / "copy").read_bytes() == (tmp_path / "source").read_bytes()


def test_where_nothing_can_be_written_past_the_cache_it_is_copied(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_less(_: int, content: memoryview) -> int:
        return len(content) // 2

    monkeypatch.setattr(os, "write", write_less)
    copy_file(source, tmp_path / "copy", to_put_by=True)
    assert (tmp_path / "copy").read_bytes() == source.read_bytes()


@pytest.mark.parametrize("number", [errno.EOPNOTSUPP, errno.ENOTTY, errno.EINVAL, errno.EXDEV])
def test_where_blocks_cannot_be_shared_the_bytes_are_copied(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "ioctl", refuse)
    copy_file(source, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == source.read_bytes()


def test_a_full_disk_is_told(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(fcntl, "ioctl", full)
    with pytest.raises(OSError, match="No space left"):
        copy_file(source, tmp_path / "copy")


def test_a_source_that_is_not_there_is_told_and_leaves_no_copy(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no-such-file"):
        copy_file(tmp_path / "no-such-file", tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
