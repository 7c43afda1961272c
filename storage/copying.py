"""Copies of whole files and second names for them, without bytes being read where the file system can do that.

XFS, Btrfs and others give two files the same blocks until one of them is written to: such a copy takes no time and no
room, however large the file. Everywhere else the bytes are copied. Second names (hard links) are for files that nobody
writes to; nearly all file systems know them.
"""

from __future__ import annotations

import errno
import fcntl
import mmap
import os
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_FICLONE = 0x40049409  # of linux/fs.h; newer Pythons have it as fcntl.FICLONE
_AT_ONCE = 8 << 20  # bytes
_SECTOR = 4096  # bytes that are written to a disk as one, or a multiple of what is
# What a file system answers that cannot, or not between these two files.
_CANNOT = {errno.EOPNOTSUPP, errno.ENOTTY, errno.EINVAL, errno.EXDEV, errno.EPERM, errno.ENOSYS, errno.ETXTBSY}


def copy_file(source: Path, target: Path, *, to_put_by: bool = False) -> None:
    """Make ``target`` a file with the bytes of ``source``, instead of what it was; raises OSError.

    A file that nobody reads soon is ``to_put_by``: its bytes do not fill the memory that the system keeps files in.
    """
    if sys.platform == "linux" and (_shares_blocks(source, target) or (to_put_by and _goes_to_disk(source, target))):
        return
    shutil.copyfile(source, target)


def link_file(source: Path, target: Path) -> None:
    """Make ``target`` a second name for the file ``source``, or a copy where there are none; raises OSError."""
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _CANNOT | {errno.EMLINK}:
            raise
        copy_file(source, target)


def _goes_to_disk(source: Path, target: Path) -> bool:
    """Write the bytes straight to the disk; False where the file system cannot."""
    size = source.stat().st_size
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_DIRECT, 0o666)
        try:
            with source.open("rb", buffering=0) as read, mmap.mmap(-1, _AT_ONCE) as buffer:
                done = 0
                while count := read.readinto(buffer):
                    done += count
                    whole = -(-count // _SECTOR) * _SECTOR  # what is too much of the last one is cut off below
                    if (whole != count and done != size) or os.write(descriptor, memoryview(buffer)[:whole]) != whole:
                        return False
            os.ftruncate(descriptor, size)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno in _CANNOT:
            return False
        raise
    return True


def _shares_blocks(source: Path, target: Path) -> bool:
    """Let ``target`` share the blocks of ``source``; False where that cannot be done."""
    with source.open("rb") as read, target.open("wb") as written:
        try:
            fcntl.ioctl(written.fileno(), _FICLONE, read.fileno())
        except OSError as error:
            if error.errno in _CANNOT:
                return False
            raise
    return True
