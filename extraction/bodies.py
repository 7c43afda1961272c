"""Bodies as they are named: who holds an event, who grants an award."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.evidence import Valued, from_text

if TYPE_CHECKING:
    from extraction.passage import Sentence
    from extraction.setting import Setting
    from extraction.terms import Hit

_MIN_LENGTH = 5  # letters: shorter terms are level words, not names of bodies


def body_phrase(setting: Setting, sentence: Sentence, rule: str, *, before: int | None = None) -> Valued | None:
    """The first body named in a sentence outside people's positions (and before an offset), as it is written."""
    bodies = [
        hit
        for hit in (*sentence.of("organ"), *sentence.of("body"))
        if not setting.in_role(sentence, hit.start)
        and hit.end - hit.start >= _MIN_LENGTH
        and (before is None or hit.start < before)
    ]
    if not bodies:
        return None
    bodies.sort(key=lambda hit: hit.start)
    start, end = bodies[0].start, _reach(sentence, bodies)
    start = min((place.start for place in sentence.places if 0 <= start - place.end <= 1), default=start)
    return from_text(setting.passage.quote(start, end)[0], sentence, start, end, rule)


def _reach(sentence: Sentence, bodies: list[Hit]) -> int:
    """Where the first body's name ends: over the bodies it is a part of, and its place."""
    end = bodies[0].end
    for hit in bodies[1:]:
        if hit.start <= end + 4:
            end = max(end, hit.end)
    for place in sentence.places:
        if 0 <= place.start - end <= 12:
            return place.end
    return end
