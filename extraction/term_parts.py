"""Terms that are none because they are only a part of a longer one of another class."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extraction.terms import Hit

# The classes of which a term is none where it is a part of one of these others.
_WITHIN = {
    "part": frozenset(["plan"]),
    "give": frozenset(["part", "event"]),
    "status": frozenset(["part", "event", "nominal"]),
    "title": frozenset(["body"]),
    "rank": frozenset(["title"]),
    "held": frozenset(["nominal"]),
    "cue": frozenset(["nominal", "part", "event"]),
    "event": frozenset(["nominal"]),
    "delegate": frozenset(["nominal"]),
    "today": frozenset(["anniversary"]),
    "grade": frozenset(["subject"]),
    "role_end": frozenset(["nominal"]),
    "recipient": frozenset(["body"]),
    "plan": frozenset(["nominal"]),
    "body": frozenset(["nominal", "grade"]),
    "named_after": frozenset(["body", "place_type"]),
    "asked": frozenset(["status"]),
    "proposed": frozenset(["nominal"]),
    "increase": frozenset(["status"]),
}
_WHOLES = frozenset(cls for wholes in _WITHIN.values() for cls in wholes)


def without_parts(hits: list[Hit]) -> list[Hit]:
    """No term that is only a part of a longer one of another class.

    So "trao" (gives) in "trao đổi" (talks), "tư lệnh" (commander) in "Bộ Tư lệnh" (the command), and the grass roots
    in "grass-roots democracy".
    """
    wholes = [hit for hit in hits if hit.cls in _WHOLES and (hit.last - hit.first > 1 or hit.cls == "nominal")]
    wholes = [hit for hit in wholes if hit.cls != "part" or hit.value != "awarder"]
    if not wholes:
        return hits
    return [hit for hit in hits if hit.cls not in _WITHIN or not _is_part(hit, wholes)]


def _is_part(hit: Hit, wholes: list[Hit]) -> bool:
    within = _WITHIN[hit.cls]
    for other in wholes:
        if other.first > hit.first or (other.first == hit.first and hit.cls == "title"):
            continue
        if hit.first >= other.last or other.cls not in within:
            continue
        if hit.is_part_of(other) or (other.cls == "nominal" and hit.last <= other.last):  # "konkurransebevegelsen"
            return True
    return False
