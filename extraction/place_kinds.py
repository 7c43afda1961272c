"""The words that stand beside names of places and say what they are: "huyện", "Tỉnh ủy", "-distriktet"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from extraction.terms import Hit, Token
    from extraction.view import View

ANY_LEVEL = "place"  # what a body says of a place that every level has: "Hội Nông dân X"


def kinds_beside(
    hits: Sequence[Hit], tokens: Sequence[Token], view: View, links: Collection[str]
) -> tuple[dict[int, str], dict[int, str]]:
    """Token index → kind, for a name that begins right after such a word, and for one that ends right before it."""
    before: dict[int, str] = {}
    after: dict[int, str] = {}
    for hit in hits:
        if hit.cls not in {"place_type", "body"}:
            continue
        last = hit.last
        while last < len(tokens) and last < hit.last + 2 and tokens[last].text in links:
            if not view.cased[tokens[last].start].islower():  # "Da Lat" begins with a name, not with a link
                break
            last += 1
        if hit.cls == "place_type" or last not in before:
            before[last] = hit.value
            before.setdefault(hit.last, hit.value)
        if hit.cls == "place_type":
            after[hit.first] = hit.value
            if hit.first and tokens[hit.first - 1].text == "-":  # "Quynh Luu-distriktet"
                after[hit.first - 1] = hit.value
    return before, after
