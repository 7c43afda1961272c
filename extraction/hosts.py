"""Which of the bodies of a sentence holds its event, and of which level that body is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extraction.evidence import from_text
from extraction.hosting import is_aside, is_bare_venue
from extraction.people import speech_start

if TYPE_CHECKING:
    from extraction.evidence import Valued
    from extraction.passage import Sentence
    from extraction.setting import Setting
    from extraction.terms import Hit

_ATTENDED: Final = 20  # characters between "attended" and the event
_HELD: Final = 60  # characters between a body that something is done by and the verb behind it


def host_level(setting: Setting, sentence: Sentence) -> Valued | None:
    """The level of the first body a sentence names outside positions: its host; "central" only when alone.

    A body that "by" leads up to comes first, wherever it stands.
    """
    hosts = _hosts(setting, sentence)
    agents = [hit for hit in hosts if _is_agent(setting, sentence, hit)]
    levels = [
        from_text(level, sentence, hit.start, hit.end, "setting.host")
        for hit in (*agents, *hosts)
        if (level := setting.level_of_body(sentence, hit.value, hit.end))
    ]
    return next((level for level in levels if level.value != "central"), levels[0] if levels else None)


def is_held_by_unit(setting: Setting, sentence: Sentence) -> bool:
    """Whether the host is a unit of the army, a university or the like: it has no level of administration."""
    bare = {(hit.start, hit.end) for hit in sentence.of("place_type") if hit.last - hit.first == 1}
    hosts = [hit for hit in _hosts(setting, sentence) if (hit.start, hit.end) not in bare]  # not "in de provincie X"
    return any(hit.value == "unit" for hit in hosts[:1])


def _hosts(setting: Setting, sentence: Sentence) -> list[Hit]:
    """The bodies a sentence names outside positions, before the guests, in order: the first of them is its host.

    Where guests are named first, it is among those behind the event that they attended.
    """
    guests = min((hit.start for hit in sentence.of("part", "attendee")), default=sentence.end)
    guests = min(guests, speech_start(setting.passage, sentence))
    attended = _event_attended(setting, sentence, guests)
    return sorted(
        (
            hit
            for hit in setting.bodies(sentence)
            if not setting.in_role(sentence, hit.start)
            and (hit.start < guests if attended is None else hit.start >= attended)
            and not is_aside(setting.passage, sentence, hit.start)
            and not is_bare_venue(setting.passage, sentence, hit)
        ),
        key=lambda hit: hit.start,
    )


def _event_attended(setting: Setting, sentence: Sentence, attended: int) -> int | None:
    """Where an event ends that those named first are said to attend: "leaders of the districts attended the …"."""
    if any(hit.start < attended for hit in (*sentence.of("held"), *sentence.of("event"))):
        return None
    verb = next((hit for hit in sentence.of("part", "attendee") if hit.start == attended), None)
    bodies = setting.bodies(sentence)
    if verb is None or not any(hit.start < attended for hit in bodies):
        return None
    noun = next((hit for hit in sentence.of("event") if 0 <= hit.start - verb.end <= _ATTENDED), None)
    behind = noun is not None and any(hit.start >= noun.end for hit in bodies)
    return noun.end if noun is not None and behind else None


def _is_agent(setting: Setting, sentence: Sentence, hit: Hit) -> bool:
    """Whether "by" leads up to a body and what it held stands behind: "… được Bộ CHQS tỉnh bế mạc ngày 31-8"."""
    words = setting.passage.lexicon.by_words
    led = hit.first > sentence.first and setting.passage.tokens.texts[hit.first - 1] in words
    return led and any(0 <= verb.start - hit.end <= _HELD for verb in sentence.of("held"))
