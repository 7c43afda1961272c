"""Copies of whole files and second names for them, without bytes being read where the file system can do that.

XFS, Btrfs and others give two files the same blocks until one of them is written to: such a copy takes no time and no
room, however large the file. Everywhere else the bytes are copied. Second names (hard links) are for files that nobody
writes to; nearly all file systems know them.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_FICLONE = 0x40049409  # of linux/fs.h; newer Pythons have it as fcntl.FICLONE
# What a file system answers that cannot, or not between these two files.
_CANNOT = {errno.EOPNOTSUPP, errno.ENOTTY, errno.EINVAL, errno.EXDEV, errno.EPERM, errno.ENOSYS, errno.ETXTBSY}


def copy_file(source: Path, target: Path) -> None:
    """Make ``target`` a file with the bytes of ``source``, instead of what it was; raises OSError."""
    if not (sys.platform == "linux" and _shares_blocks(source, target)):
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
