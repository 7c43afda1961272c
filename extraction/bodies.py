"""Bodies as they are named: who holds an event, who grants an award."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extraction.evidence import Valued, from_text
from extraction.hosting import is_aside, is_venue_place
from extraction.people import speech_start
from extraction.subject import subject_hits
from extraction.unspaced import is_unspaced, is_verb_last

if TYPE_CHECKING:
    from extraction.passage import Passage, Sentence
    from extraction.setting import Setting
    from extraction.terms import Hit

_MIN_LENGTH: Final = 5  # letters: shorter terms are level words, not names of bodies
_QUOTED: Final = re.compile(r"""\s?"[^"\n]{1,80}\"""")
_SHORT_NAME: Final = re.compile(r" ?\([^\W\d_]{2,10}\)? ?|\) ?")  # in brackets behind a name; it may be a body itself
_IN_BRACKETS: Final = re.compile(r" ?\([A-ZĐÂÊÔƠƯ]{2,10}\)")
_REST_OF_SHORT: Final = re.compile(r"\)")
_SHORT: Final = 14  # characters that these take
_PURPOSE: Final = 45  # characters between a body and what it is for: " thực hiện ", " phong trào thi đua "
_PLACE: Final = 12  # characters between a body and the place it is of: ", tỉnh "
_JOINED: Final = 4  # characters that may always stand between the parts of a name: "A và B"
_OF: Final = 10  # characters between an award and the body it is of: " của ", " of the "
_FROM: Final = 18  # characters between an award and the office that it is from: " from the ", " din partea "
_BY: Final = 40  # characters behind recipients within which the body that praised them is named


@dataclass(frozen=True, slots=True)
class _Named:
    start: int
    end: int


def _named(setting: Setting, sentence: Sentence) -> list[_Named]:
    """The bodies a sentence names outside people's positions, each over its parts and the place it is of.

    Looked for once, asked for by several rules.
    """
    known: dict[int, list[_Named]] = setting.passage.found.setdefault("bodies", {})
    if sentence.index not in known:
        known[sentence.index] = _find_named(setting, sentence)
    return known[sentence.index]


def _find_named(setting: Setting, sentence: Sentence) -> list[_Named]:
    places = {  # "the province" alone is no body
        (hit.start, hit.end) for hit in sentence.of("place_type") if hit.last - hit.first == 1
    }
    hits = sorted(
        (
            hit
            for hit in (*sentence.of("organ"), *sentence.of("body"))
            if not setting.in_role(sentence, hit.start)
            and not is_aside(setting.passage, sentence, hit.start)
            and (hit.start, hit.end) not in places
            and not any(hit.is_part_of(work) for work in sentence.of("subject"))  # "propaganda and … work" is no body
        ),
        key=lambda hit: hit.start,
    )
    found: list[_Named] = []
    for hit in hits:
        if found and _goes_on(setting.passage, found[-1].end, hit.start):
            found[-1] = _Named(found[-1].start, max(found[-1].end, hit.end))
        elif hit.end - hit.start >= _MIN_LENGTH:
            found.append(_Named(hit.start, hit.end))
    before_only = is_unspaced(setting.passage.lexicon)
    whole = [_with_rest(setting, sentence, _with_short_name(setting.passage, body)) for body in found]
    return [_with_place(setting.passage, sentence, body, before_only=before_only) for body in whole]


def _goes_on(passage: Passage, end: int, start: int) -> bool:
    """Whether a body's name goes on: "the commission of the party committee", "Ban Thường vụ (BTV) Tỉnh ủy"."""
    if start <= end + _JOINED:
        return True
    if start <= end + _SHORT and _SHORT_NAME.fullmatch(passage.view.lower, end, start):
        return True
    between = passage.view.lower[end:start] if start <= end + _OF else ","
    return all(word in passage.lexicon.of_words for word in between.split())


def _with_short_name(passage: Passage, body: _Named) -> _Named:
    """A body with its short name in brackets: "Hội Liên hiệp Phụ nữ (LHPN)"; all of it when that is a body itself."""
    said = passage.quote(body.end, min(body.end + _SHORT, len(passage.view.lower)))[0]
    short = (_REST_OF_SHORT if "(" in passage.view.lower[body.start : body.end] else _IN_BRACKETS).match(said)
    return _Named(body.start, body.end + short.end()) if short is not None else body


def _with_rest(setting: Setting, sentence: Sentence, body: _Named) -> _Named:
    """A body with what it is for and whose it is: "Ban Chỉ đạo thực hiện QCDC tỉnh", "Hội Cựu chiến binh tỉnh".

    Where verbs stand last, and in Chinese, both are told before it.
    """
    if is_unspaced(setting.passage.lexicon) or is_verb_last(setting.passage.lexicon):
        return body
    end = body.end
    verbs = [hit.start for cls in ("held", "event", "part", "cue", "today", "give") for hit in sentence.of(cls)]
    verbs += [place.start for place in sentence.places]
    verbs += [number.start for number in sentence.numbers]
    for hit in subject_hits(sentence.hits):
        if hit.start < end < hit.end:  # "quy chế dân chủ" goes on: "dân chủ ở cơ sở"
            end = hit.end
            continue
        between = setting.passage.view.lower[end : hit.start]
        if not 0 < len(between) <= _PURPOSE or "," in between or any(end <= verb < hit.start for verb in verbs):
            continue
        end = hit.end + (setting.passage.view.lower[hit.end : hit.end + 1] == '"')
    called = {place.start for place in sentence.places} | {place.start - 1 for place in sentence.places}
    own = (hit for hit in sentence.of("place_type") if hit.start == end + 1)
    end = next((hit.end for hit in own if called.isdisjoint({hit.start, hit.end})), end)
    return _Named(body.start, end)


def _with_place(passage: Passage, sentence: Sentence, body: _Named, *, before_only: bool = False) -> _Named:
    around = () if before_only else sentence.places
    behind = (place for place in around if body.start < place.start <= body.end + _PLACE < place.end + _PLACE)
    end = next((place.end for place in behind), body.end)
    before = [place for place in sentence.places if 0 <= body.start - place.end <= 1]
    own = (place.start for place in before if not is_venue_place(passage, sentence, place))  # "в Ханое ЦК организовал"
    start = min(own, default=body.start)
    return _Named(start, end)


def host(setting: Setting, sentence: Sentence) -> Valued | None:
    """The first body that the sentence of an event names outside people's positions, as it is written."""
    said = speech_start(setting.passage, sentence)
    bodies = [
        body for body in _named(setting, sentence) if body.start < said and not _is_office(setting, sentence, body)
    ]
    return _valued(setting, sentence, bodies[0], "events.host") if bodies else None


def _is_office(setting: Setting, sentence: Sentence, body: _Named) -> bool:
    """Whether an office is named and no body: "the Prime Minister met …", "省人民評議会副議長が出席した"."""
    offices = sentence.of("title")
    if is_unspaced(setting.passage.lexicon) and any(hit.start == body.end for hit in offices):
        return True
    return any(hit.start <= body.start and body.end <= hit.end for hit in offices)


def grantor(setting: Setting, sentence: Sentence, start: int, end: int, award: Hit | None) -> Valued | None:
    """Who grants an award to the recipients at ``[start:end]``: the body it is of, else the verb's subject, else "by".

    Looked for in the recipients' own clause only: "A tặng …; B tặng …" has two grantors.
    """
    low, high = setting.passage.clause(sentence, start)
    named = _named(setting, sentence)
    bodies = [body for body in named if low <= body.start < high]
    if award is not None:
        behind = end_with_title(setting.passage, award)
        of = next((body for body in bodies if 0 <= body.start - behind <= _OF), None) or _office(
            sentence, bodies, behind
        )
        if of is not None:
            return _valued(setting, sentence, of, "awards.grantor.of")
    verbs = [hit.start for hit in sentence.of("give") if low <= hit.start <= start]
    limit = verbs[-1] if verbs else start
    before = [body for body in bodies if body.end <= limit]
    if not before and low > sentence.start:  # "A tặng …; tặng …": the subject of the clause before
        before = [
            body for body in named if body.end <= low and any(body.end <= v.start < low for v in sentence.of("give"))
        ]
    if before:
        return _valued(setting, sentence, _with_title(sentence, before[-1]), "awards.grantor.subject")
    if setting.passage.lexicon.verb_second:  # "Zu diesem Anlass verlieh das Volkskomitee …"
        acts = [hit.end for hit in sentence.of("give", "gives") if low <= hit.start]
        near = (body for body in bodies if body.end <= start and any(0 <= body.start - act <= _OF for act in acts))
        subject = next(near, None)
        if subject is not None:
            return _valued(setting, sentence, subject, "awards.grantor.behind")
    by = next((body for body in bodies if 0 <= body.start - end <= _BY), None)
    return _valued(setting, sentence, _with_title(sentence, by), "awards.grantor.by") if by is not None else None


def end_with_title(passage: Passage, award: Hit) -> int:
    """Where an award ends with the title that it bears in quotes: 'Kỷ niệm chương "Vì sự nghiệp dân vận"'."""
    title = _QUOTED.match(passage.view.lower, award.end)
    return title.end() if title is not None else award.end


def _office(sentence: Sentence, bodies: list[_Named], behind: int) -> _Named | None:
    """An office with its body right behind an award: "certificates of merit from the chairman of the …"."""
    for hit in sentence.of("title"):
        body = next((body for body in bodies if 0 <= body.start - hit.end <= _OF), None)
        if body is not None and 0 <= hit.start - behind <= _FROM:
            return _Named(hit.start, body.end)
    return None


def _with_title(sentence: Sentence, body: _Named) -> _Named:
    """A body with the office that grants in its name: "Chủ tịch UBND tỉnh"."""
    before = [hit.start for hit in sentence.of("title") if hit.start < body.start <= hit.end + 1 and hit.end < body.end]
    return _Named(min(before), body.end) if before else body


def _valued(setting: Setting, sentence: Sentence, body: _Named, rule: str) -> Valued:
    return from_text(setting.passage.quote(body.start, body.end)[0], sentence, body.start, body.end, rule)
