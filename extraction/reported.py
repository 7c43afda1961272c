"""What a sentence only tells somebody to have said: of that, no word reports an event as taking place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extraction.parts import inside_title
from extraction.people import find_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extraction.passage import Passage, Sentence
    from extraction.terms import Hit

_LEAD: Final = 4  # words before an event within which "at" or "attending" leads up to it
_AT_ONCE: Final = 30  # characters behind a verb of speaking within which it is told where somebody spoke


def outside_speech(passage: Passage, sentence: Sentence, hits: list[Hit], held: Sequence[Hit] = ()) -> list[Hit]:
    """The hits but those behind a name and its verb of speaking: "A said that her team had trained for the event".

    Where somebody spoke is told right behind the verb, with no colon between, or behind "at" or "attending": "A urged
    unity at the conference held in …". What stands right behind such a word (one of ``held``) is told as well.
    """
    speeches = [hit for hit in sentence.of("part", "speaker") if not inside_title(sentence, hit)] if hits else []
    names = find_names(passage, sentence) if speeches else []
    if not names:
        return hits
    ends = sorted(hit.end for hit in speeches if hit.start >= names[0].end)
    return [
        hit
        for hit in hits
        if not _is_said(passage, hit, [end for end in ends if end <= hit.start])
        or _is_told_where(passage, sentence, hit)
        or any(0 <= hit.start - known.end <= _AT_ONCE for known in held)
    ]


def _is_said(passage: Passage, hit: Hit, ends: list[int]) -> bool:
    if not ends:
        return False
    return hit.start - ends[-1] > _AT_ONCE or ":" in passage.view.lower[ends[-1] : hit.start]


def _is_told_where(passage: Passage, sentence: Sentence, hit: Hit) -> bool:
    """Whether "at" or "attending" leads up to an event, with no colon before: who said it was there."""
    if ":" in passage.view.lower[sentence.start : hit.start]:
        return False
    before = range(max(sentence.first, hit.first - _LEAD), hit.first)
    attends = {index for verb in sentence.of("part", "attendee") for index in range(verb.first, verb.last)}
    return any(index in attends or passage.tokens.texts[index] in passage.lexicon.at_words for index in before)
