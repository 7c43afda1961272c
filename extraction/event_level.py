"""Of which level an event is: central, province, district or commune."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.event_place import is_at
from extraction.evidence import Valued, from_text
from extraction.hosting import bodies_visited, grants_there, is_aside
from extraction.hosts import host_level
from extraction.people import speech_start
from extraction.setting import LEVELS
from extraction.unspaced import is_unspaced

if TYPE_CHECKING:
    from extraction.passage import Sentence
    from extraction.places import PlaceHit
    from extraction.setting import Setting
    from extraction.terms import Hit


def level_of(setting: Setting, sentence: Sentence, others: list[Sentence]) -> Valued | None:
    """That of the body that holds it, in its sentence or in ``others`` that tell of it; else of its place or guests."""
    for candidate in [sentence, *others]:
        said = speech_start(setting.passage, candidate)
        level = host_level(setting, candidate) or _level_of_visitors(setting, candidate)
        level = level or setting.level(candidate, until=said)
        aside = level is None or is_aside(setting.passage, candidate, level.stand.start)
        if level is not None and not aside and not grants_there(candidate, level.stand):
            return level
    return (
        _organiser_behind(setting, sentence)
        or _level_of_place(setting, sentence, venues=False)
        or _level_of_guests(setting)
        or _level_of_place(setting, sentence, venues=True)
    )


def _level_of_place(setting: Setting, sentence: Sentence, *, venues: bool) -> Valued | None:
    """The level of the first unit that an event's sentence, or the opening of the report, names with its kind."""
    for candidate in [sentence, *setting.passage.sentences[:3]]:
        places = [
            place
            for place in setting.places(candidate)
            if place.kind and (venues or not _is_where(setting, candidate, place))
        ]
        if is_unspaced(setting.passage.lexicon):  # the greater unit is named first
            places.reverse()
        for place in places:
            unit = setting.unit(place, setting.day)
            if unit is not None:
                return from_text(unit[0], candidate, place.start, place.end, "events.level.place")
    return None


def _is_where(setting: Setting, sentence: Sentence, place: PlaceHit) -> bool:
    """Whether a place is only where something was held: "at" leads up to it, or a bracket says where that lies."""
    before = setting.passage.view.lower[sentence.start : place.start]
    return before.count("(") > before.count(")") or is_at(setting.passage, sentence, place)


def _level_of_guests(setting: Setting) -> Valued | None:
    """The level that most of the positions of an article are of."""
    votes: dict[str, list[tuple[Sentence, Hit]]] = {}
    for candidate in setting.passage.sentences:
        for hit in candidate.of("body"):
            if setting.in_role(candidate, hit.start):
                named = setting.level_of_body(candidate, hit.value, hit.end)
                if named is None:
                    continue
                votes.setdefault(named, []).append((candidate, hit))
    if votes:
        most = max(votes, key=lambda name: len(votes[name]))
        candidate, hit = votes[most][0]
        return from_text(most, candidate, hit.start, hit.end, "events.level.guests")
    return None


def _organiser_behind(setting: Setting, sentence: Sentence) -> Valued | None:
    """The level of the body that the sentence behind an event's says held it: "… It was organised by the …"."""
    following = setting.passage.sentences[sentence.index + 1 : sentence.index + 2]
    acts = (near for near in following if near.block_index == sentence.block_index and not near.has("event"))
    return next((host_level(setting, near) for near in acts if near.has("held") and not near.has("plan")), None)


def _level_of_visitors(setting: Setting, sentence: Sentence) -> Valued | None:
    """The level of those who come to another body, by their positions: it is theirs that holds a visit."""
    if not bodies_visited(sentence):
        return None
    levels = [
        from_text(level, sentence, hit.start, hit.end, "events.level.visitors")
        for hit in sentence.of("body")
        if setting.in_role(sentence, hit.start) and (level := setting.level_of_body(sentence, hit.value, hit.end))
    ]
    return min(levels, key=lambda level: LEVELS.index(level.value), default=None)
