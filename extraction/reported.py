"""What a sentence only tells somebody to have said: of that, no word reports an event as taking place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.parts import inside_title
from extraction.people import find_names

if TYPE_CHECKING:
    from extraction.passage import Passage, Sentence
    from extraction.terms import Hit

_AT_ONCE = 30  # characters behind a verb of speaking within which it is told where somebody spoke


def outside_speech(passage: Passage, sentence: Sentence, hits: list[Hit]) -> list[Hit]:
    """The hits but those behind a name and its verb of speaking: "A said that her team had trained for the event".

    Where somebody spoke is told right behind the verb, with no colon between: "A spoke at the conference held in …".
    """
    speeches = [hit for hit in sentence.of("part", "speaker") if not inside_title(sentence, hit)] if hits else []
    names = find_names(passage, sentence) if speeches else []
    if not names:
        return hits
    ends = sorted(hit.end for hit in speeches if hit.start >= names[0].end)
    return [hit for hit in hits if not _is_said(passage, hit, [end for end in ends if end <= hit.start])]


def _is_said(passage: Passage, hit: Hit, ends: list[int]) -> bool:
    if not ends:
        return False
    return hit.start - ends[-1] > _AT_ONCE or ":" in passage.view.lower[ends[-1] : hit.start]
