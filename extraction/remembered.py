"""Answers that are remembered, for questions asked of every word of a text; and what is kept for good.

The words come again and again. A dictionary that holds its answers is asked many times faster than a function with a
cache, above all by ``map``.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Answer = TypeVar("Answer")
_MOST = 1 << 14  # answers; then it begins anew, so that no stream of texts fills the memory


class Remembered(dict[str, Answer]):
    """What a function says of strings, each asked of it once: ``remembered[string]``."""

    __slots__ = ("_tell",)

    def __init__(self, tell: Callable[[str], Answer]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, asked: str) -> Answer:
        """Ask, and keep the answer."""
        answer = self._tell(asked)
        if len(self) >= _MOST:
            self.clear()
        self[asked] = answer
        return answer


@contextmanager
def kept_for_good() -> Iterator[None]:
    """What is made within stays as long as the process: the garbage collector goes through it neither now nor later.

    Lexicons and gazetteer are nearly a million objects: going through them took a twelfth of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
