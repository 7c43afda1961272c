"""Where an event took place: province, district and commune, as they were on its day."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from extraction.address import unit_of_address, unit_of_title
from extraction.bodies import host
from extraction.evidence import Stand, Valued, from_text
from extraction.place_names import same_province
from extraction.units import valid_on
from extraction.unspaced import is_solid, is_verb_last

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extraction.passage import Passage, Sentence
    from extraction.places import PlaceHit
    from extraction.setting import Setting

_OPENING = 5  # sentences, headline and captions among them, in which a report's dateline stands
_BESIDE = 12  # characters between a commune and the district it lies in: " (huyện "
_HOLDS = 12  # characters between a body and that it holds something: " phối hợp "
_AGENCY = 4  # characters of an agency's name glued to the place of its dateline: "越通社河内--"
_OF = 4  # characters between the word for a kind of place and its name: " de "
_AT = 16  # characters before a place within which "at" stands: "tại thành phố "


def place_of(
    setting: Setting, sentence: Sentence, level: str | None, day: str | None
) -> tuple[Valued | None, Valued | None, Valued | None]:
    """Province, district and commune: the unit of the event's level named nearest to it."""
    province = _province_of_host(setting, sentence) or setting.province
    district: Valued | None = None
    commune: Valued | None = None
    if level in {"district", "commune"}:
        titles = setting.passage.headings
        for candidate in [sentence, *titles, *setting.passage.sentences]:
            others = candidate.places if candidate is sentence or not setting.places(candidate) else []
            for place in (*setting.places(candidate), *others):
                unit = setting.unit(place, day)
                if unit is None or unit[0] not in {"district", "commune"}:
                    continue
                stand = Stand("events.place", candidate, place.start, place.end)
                if unit[2] and district is None and (level == "district" or unit[0] == "commune"):
                    district = Valued(unit[2], stand)
                if unit[3] and level == "commune" and commune is None:
                    commune = Valued(unit[3], stand)
                if province is None and unit[1]:
                    province = Valued(unit[1], stand)
            if (level == "district" and district) or (level == "commune" and commune):
                break
        known = (commune or district) is not None
        named = None if known else unit_of_address(setting, level, day) or unit_of_title(setting, level, day)
        if named is not None and level == "commune":
            district, commune = Valued(named[0].district, named[1]), Valued(named[0].name, named[1])
        elif named is not None:
            district = Valued(named[0].name, named[1])
    if level == "commune":
        district = None if day and day >= "2025-07-01" else district or _district_beside(setting, sentence, day)
    return province, district, commune


def _district_beside(setting: Setting, sentence: Sentence, day: str | None) -> Valued | None:
    """The district named right behind a commune of which the data do not say where it lay: "xã A (huyện B)"."""
    places = setting.places(sentence)
    for commune, around in pairwise(places):
        inner, outer = setting.unit(commune, day), setting.unit(around, day)
        if inner is None or outer is None or inner[0] != "commune" or outer[0] != "district":
            continue
        if 0 <= around.start - commune.end <= _BESIDE:
            return from_text(outer[2], sentence, around.start, around.end, "events.place") if outer[2] else None
    return None


def visited(setting: Setting, sentence: Sentence, day: str | None) -> tuple[Valued | None, Valued | None]:
    """The one district or commune that a delegation of the province went to, as its sentence names it."""
    named: dict[tuple[str | None, str | None], PlaceHit] = {}
    for place in setting.places(sentence):
        unit = setting.unit(place, day) if place.kind else None
        if unit is not None and unit[0] in {"district", "commune"}:
            named.setdefault(unit[2:], place)
    if len(named) != 1:
        return None, None
    (district, commune), place = next(iter(named.items()))
    stand = Stand("events.visited", sentence, place.start, place.end)
    return Valued(district, stand) if district else None, Valued(commune, stand) if commune else None


def province_visited(setting: Setting, sentence: Sentence) -> Valued | None:
    """The one province that a delegation from the capital is said to have come to, or to a unit of which."""
    named: dict[str | None, PlaceHit] = {}
    for place in setting.places(sentence):
        unit = setting.unit(place, setting.day)
        if unit is not None and (place.kind or place.is_province):
            named.setdefault(unit[1], place)
    named.pop(None, None)
    if len(named) != 1:
        return None
    name, place = next(iter(named.items()))
    return from_text(name, sentence, place.start, place.end, "events.visited")


def venue(setting: Setting, sentence: Sentence, others: Sequence[Sentence]) -> Valued | None:
    """The province that a central event is expressly held at: "tại Hà Nội"; ``others`` tell of the same event."""
    held = held_at(setting, sentence) or _held_by_headline(setting) or _dateline(setting)
    return held or next((found for one in others if (found := _named_at(setting, one))), None)


def _named_at(setting: Setting, sentence: Sentence) -> Valued | None:
    """The province of the place that "at" leads to right behind the event: "present at the meeting in Hanoi were …"."""
    for place in setting.places(sentence):
        if any(0 <= place.start - hit.end <= _HOLDS for hit in sentence.of("event")):
            unit = setting.unit(place, setting.day)
            if unit is not None and unit[1] and is_at(setting.passage, sentence, place):
                return from_text(unit[1], sentence, place.start, place.end, "events.venue")
    return None


def _held_by_headline(setting: Setting) -> Valued | None:
    """The same as a headline says it that tells of an event: "…会议在河内召开"."""
    titles = (one for one in setting.passage.sentences[:_OPENING] if one.block == "title")
    return next((held_at(setting, one) for one in titles if one.has("event") and one.has("held")), None)


def held_at(setting: Setting, sentence: Sentence) -> Valued | None:
    """The province of the place that a sentence says something was held at."""
    for place in setting.places(sentence):
        unit = setting.unit(place, setting.day)
        if unit is not None and unit[1] and is_at(setting.passage, sentence, place):
            return from_text(unit[1], sentence, place.start, place.end, "events.venue")
    return None


def _dateline(setting: Setting) -> Valued | None:
    """The province that an agency's report opens with: "Hanoi (VNA) - …", "HÀ NỘI — …"."""
    text = setting.passage.view.lower
    for sentence in setting.passage.sentences[:_OPENING]:
        for place in sentence.places[:1]:
            opens = place.start - sentence.start <= (_AGENCY if is_solid(setting.passage.lexicon) else 0)
            if opens and place.is_province and text[place.end : place.end + 2].lstrip()[:1] in {"(", "-"}:
                unit = setting.unit(place, setting.day)
                if unit is not None and unit[1]:
                    return from_text(unit[1], sentence, place.start, place.end, "events.dateline")
    return None


def is_at(passage: Passage, sentence: Sentence, place: PlaceHit) -> bool:
    """Whether "at" leads up to a place, or stands right behind it where verbs stand last: "ハノイで"."""
    text, words = passage.view.lower, passage.lexicon.at_words
    if is_verb_last(passage.lexicon):
        ends = (hit.end for hit in sentence.of("place_type") if 0 <= hit.start - place.end <= 1)
        return text[next(ends, place.end) : sentence.end].lstrip().startswith(tuple(words))
    kinds = [hit.start for hit in sentence.of("place_type") if 0 <= place.start - hit.end <= _OF]
    start = min(kinds, default=place.start)  # "dans la province de Quang Nam"
    before = text[max(sentence.start, start - _AT) : start]
    if is_solid(passage.lexicon):
        return any(word in before for word in words)
    return any(word in words for word in before.split())


def _province_of_host(setting: Setting, sentence: Sentence) -> Valued | None:
    """The province that the event's own sentence names with its kind ("Tỉnh ủy Thanh Hóa"), when it is one."""
    named = [place for place in setting.places(sentence) if place.kind in {"province", "city"} and place.is_province]
    provinces = {valid_on(place.units, setting.day)[0].province for place in named}
    if len(provinces) != 1:
        return None
    if not _holds_it(setting, sentence, named) and _names_own(setting, sentence):
        return None
    place = named[0]
    return from_text(provinces.pop(), sentence, place.start, place.end, "events.province")


def _holds_it(setting: Setting, sentence: Sentence, places: list[PlaceHit]) -> bool:
    """Whether one of these places is in the name of the body that is said to hold the event: "do Tỉnh ủy X tổ chức"."""
    holder = host(setting, sentence)
    if holder is None or not any(0 <= hit.start - holder.stand.end <= _HOLDS for hit in sentence.of("held")):
        return False
    return any(holder.stand.start <= place.start and place.end <= holder.stand.end for place in places)


def _names_own(setting: Setting, sentence: Sentence) -> bool:
    """Whether a sentence also names the article's own province: the other one is a guest's, or its predecessor."""
    own = setting.province
    return own is not None and any(
        place.is_province and same_province(place.units[0].province, own.value) for place in setting.places(sentence)
    )
