"""The competitors' side: ``python -m bench.competitors underthesea|trafilatura WARM_UP ITEMS``, in their environment.

underthesea gets a text line by line, which is how it is fastest: given 2.4 kB at once it took 3.6 times as long. Its
NER is the one that its package holds (a CRF of 2017, after its own word, part-of-speech and chunk models); the one of
its ``deep=True`` has to be downloaded from elsewhere and is left out. trafilatura gets a page and its own defaults.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bench.measuring import lines, report, stay_on_one_core

if TYPE_CHECKING:
    from collections.abc import Callable


def main(which: str, warm_up: str, items: str) -> None:
    """Time one pass over the items."""
    stay_on_one_core()
    key, work = {"underthesea": _underthesea, "trafilatura": _trafilatura}[which]()
    report(work, lines(warm_up, key), lines(items, key))


def _underthesea() -> tuple[str, Callable[[str], object]]:
    from underthesea import ner  # noqa: PLC0415 -- the other competitor's memory is not to be counted

    def entities(text: str) -> object:
        found = [ner(line) for line in text.splitlines() if line]
        if not any(tag != "O" for line in found for *_, tag in line):
            raise RuntimeError("underthesea found no entity in an article: it does not do its work")
        return found

    return "text", entities


def _trafilatura() -> tuple[str, Callable[[str], object]]:
    from trafilatura import extract  # noqa: PLC0415

    def text(page: str) -> object:
        found = extract(page)
        if not found:
            raise RuntimeError("trafilatura found no text on a page: it does not do its work")
        return found

    return "page", text


if __name__ == "__main__":
    main(*sys.argv[1:])
