"""The words that stand beside names of places and say what they are: "huyện", "Tỉnh ủy", "-distriktet"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from extraction.terms import Hit, Tokens

ANY_LEVEL: Final = "place"  # what a body says of a place that every level has: "Hội Nông dân X"


def kinds_beside(
    hits: Sequence[Hit], begin: int, tokens: Tokens, cased: str, links: Collection[str]
) -> tuple[dict[int, str], dict[int, str]]:
    """Token index → kind, for a name that begins right after such a word, and for one that ends right before it.

    ``hits`` are the words; ``tokens`` those of a sentence that begins with token ``begin`` of its article, from which
    indices are counted.
    """
    before: dict[int, str] = {}
    after: dict[int, str] = {}
    texts = tokens.texts
    for hit in hits:
        first, behind = hit.first - begin, hit.last - begin
        if first and texts[first - 1] == "-":  # "Quynh Luu-distriktet" says nothing of what comes behind it
            if hit.cls == "place_type":
                after[first] = after[first - 1] = hit.value
            continue
        last = behind
        while last < len(texts) and last < behind + 2 and texts[last] in links:
            if not cased[tokens.starts[last]].islower():  # "Da Lat" begins with a name, not with a link
                break
            last += 1
        if hit.cls == "place_type" or last not in before:
            before[last] = hit.value
            before.setdefault(behind, hit.value)
        if hit.cls == "place_type":
            after[first] = hit.value
    return before, after
