"""Where an article plays: its province, and the unit that a sentence speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from extraction.address import unit_of_address, unit_of_title
from extraction.evidence import Stand, Valued, from_text
from extraction.home_province import province_of
from extraction.hosting import is_author, is_venue_place
from extraction.passage import Passage
from extraction.people import find_names, role_spans
from extraction.place_names import same_province
from extraction.places import gazetteer, units_on
from extraction.slug import Slug
from extraction.unspaced import is_unspaced
from extraction.years import Years, read_years
from storage.admin_units import MERGER

if TYPE_CHECKING:
    from extraction.passage import Sentence
    from extraction.places import PlaceHit
    from extraction.terms import Hit

LEVELS: Final = ("central", "province", "district", "commune")
_BESIDE: Final = 60  # characters behind a body's name within which the place it is of is named
_WHEREABOUTS: Final = 8  # characters between a unit and the province it lies in: " (", ", tỉnh "
_SAID_WHERE: Final = 24  # the same where its kind is said: " (distrito de "
_YEAR: Final = re.compile(r"\d{4}")
_NamedUnit = tuple["PlaceHit", tuple[str, str | None, str | None, str | None]]


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit that a count is of, each part with the words it stands on."""

    level: Valued | None = None
    name: Valued | None = None
    province: Valued | None = None
    district: Valued | None = None
    commune: Valued | None = None


@dataclass
class Setting:
    """What the rules of events, models and awards share about one article."""

    passage: Passage
    slug: Slug | None
    province: Valued | None
    roles: dict[int, list[tuple[int, int]]]  # sentence index → stretches that are people's positions
    years: Years
    homes: dict[str | None, Unit] = field(default_factory=dict)  # the article's own unit, as of each day asked for
    only_ones: dict[tuple[str, str | None], Unit | None] = field(default_factory=dict)  # its one district or commune
    districts: set[str] | None = None  # those named as such, once asked for
    day: str | None = None  # of the event as far as known, else of publication: which units there were

    def _named_districts(self) -> set[str]:
        """The districts that the article names as such: they tell which of several wards of one name is meant."""
        if self.districts is None:
            self.districts = self._districts()
        return self.districts

    def _districts(self) -> set[str]:
        return {
            unit.name
            for sentence in self.passage.sentences
            for place in sentence.places
            if place.kind in {"district", "city"}
            for unit in place.units
            if unit.level == "district"
        }

    @property
    def is_municipality(self) -> bool:
        """Whether the article's province is a city."""
        return self.province is not None and self.province.value in gazetteer().municipalities

    def in_role(self, sentence: Sentence, offset: int) -> bool:
        """Whether an offset stands in somebody's position."""
        return any(start <= offset < end for start, end in self.roles.get(sentence.index, ()))

    def places(self, sentence: Sentence) -> list[PlaceHit]:
        """The places of a sentence that are not part of somebody's position."""
        return [place for place in sentence.places if not self.in_role(sentence, place.start)]

    def unit(self, place: PlaceHit, day: str | None) -> tuple[str, str | None, str | None, str | None] | None:
        """(level, province, district, commune) of a place as of a day; names that stay ambiguous are None."""
        units = units_on(place, day)
        if not units:
            return None
        mine = [
            unit for unit in units if self.province is not None and same_province(unit.province, self.province.value)
        ]
        units = tuple(mine) or units
        level = min((unit.level for unit in units), key=LEVELS.index)
        units = tuple(unit for unit in units if unit.level == level)
        provinces = {unit.province for unit in units}
        province = provinces.pop() if len(provinces) == 1 else None
        if level == "province":
            return level, units[0].name, None, None
        if level == "district":
            return level, province, units[0].name, None
        districts = {unit.district for unit in units}
        if len(districts) > 1 and not districts.isdisjoint(self._named_districts()):
            districts &= self._named_districts()
        elif len(districts) > 1:
            address = unit_of_address(self, "district", day)
            districts = {address[0].name} if address is not None and address[0].name in districts else districts
        district = districts.pop() if len(districts) == 1 else None
        return level, province, district or None, units[0].name

    def unit_of(self, sentence: Sentence, offset: int, period: str | None) -> Unit:
        """The unit a statement at an offset is about: named beside it, else the article's own."""
        year = _YEAR.search(period) if period else None  # the first one of "2021-2025", that of "first half 2024"
        day = year.group() if year is not None else self.day
        until = min(_next_number(sentence, offset), self.passage.clause(sentence, offset)[1])
        subject = self._level_of_subject(sentence, offset)
        level = subject or self.level(sentence, grades=False, until=until)
        near = sorted(self.places(sentence), key=lambda place: (place.start >= until, abs(place.start - offset)))
        units = [(place, unit) for place in near if (unit := self.unit(place, day)) is not None]
        named = [(place, unit) for place, unit in units if place.kind or unit[0] == "province"]
        named = [pair for pair in named if not is_author(self.passage, sentence, pair[0].start)]
        of_level = [pair for pair in named if level is not None and pair[1][0] == level.value]
        kinds = {hit.start for hit in sentence.of("place_type")}  # where "provinz" alone may also say how far
        scopes = {hit.start for hit in sentence.of("scope")} - kinds  # "apart from X, the whole district of Y has …"
        bare = level if level is not None and level.stand.start not in scopes else None
        whereabouts = _whereabouts(named)
        if bare is not None and any(_is_kind_of(bare.stand, place) for place, _ in whereabouts):
            of_level = []  # "in the district of X in the province of Y"
        provinces = {unit[1] for _, unit in named if unit[0] == "province"}
        extent = [hit for hit in sentence.of("scope", "province", "central") if 0 <= offset - hit.end <= _BESIDE]
        if level is not None and extent and len(provinces) > 1:  # "after X, Y and Z merged, the whole province has …"
            return self._province_unit(level.value)
        others_behind = subject is not None and all(place.start > offset for place, _ in named)
        if others_behind or self._speaks_of_itself(sentence, offset, named):
            of_level = named = []
        if named and (of_level or not self._acts_elsewhere(sentence, offset, named)):
            return self._unit(sentence, *(of_level or [pair for pair in named if pair not in whereabouts])[0])
        if level is not None and level.value in {"province", "central"}:
            return self._province_unit(level.value)
        only = (self._last_named(sentence, level.value) or self._only_one(level.value)) if level is not None else None
        if only is not None:
            return only
        if day not in self.homes:
            self.homes[day] = self._home(day)
        return self.homes[day]

    def _level_of_subject(self, sentence: Sentence, offset: int) -> Valued | None:
        """The level of the bare unit that has or does what is counted: "huyện có 158 mô hình"."""
        for hit in sentence.of("place_type"):
            acts = any(0 <= verb.first - hit.last <= 1 and verb.end <= offset for verb in sentence.of("status"))
            level = self.level_of_body(sentence, hit.value, hit.end) if acts and hit.last - hit.first == 1 else None
            if level is not None:
                return from_text(level, sentence, hit.start, hit.end, "setting.level.subject")
        return None

    @staticmethod
    def _speaks_of_itself(sentence: Sentence, offset: int, named: list[_NamedUnit]) -> bool:
        """Whether "the commune" before a number is the article's own, and the places behind only tell where."""
        own = [hit for hit in sentence.of("scope") if hit.end <= offset and hit.value in {"district", "commune"}]
        return bool(own and named) and all(place.start > offset for place, _ in named)

    def _acts_elsewhere(self, sentence: Sentence, offset: int, named: list[_NamedUnit]) -> bool:
        """Whether a body acts before a number and the places behind only tell where: "Hội LHPN tỉnh xây dựng 2 …"."""
        bodies = [
            hit
            for hit in sentence.of("body")
            if hit.end <= offset
            and not self.in_role(sentence, hit.start)
            and self.level_of_body(sentence, hit.value, hit.end)
        ]
        return bool(bodies) and all(place.start > offset for place, _ in named)

    def _home(self, day: str | None) -> Unit:
        """The unit the article is about: the first one its title or its opening names with its kind."""
        nation = self._nation()
        if nation is not None:
            return Unit(level=nation)
        opening = self.passage.headings + self.passage.sentences[:3]
        for wanted in (True, False):
            for sentence in opening if wanted else self.passage.sentences:
                level = self.level(sentence)
                is_province = wanted and level is not None and level.value == "province"
                for place in self.places(sentence):
                    unit = self.unit(place, day)
                    if is_province and level is not None and level.stand.start < place.start:
                        break
                    if is_province and is_venue_place(self.passage, sentence, place):
                        continue
                    if unit is not None and place.kind and unit[0] != "province":
                        return self._unit(sentence, place, unit)
                if is_province:
                    return self._province_unit("province")
            if self.province is not None and wanted and not self._speaks_of_districts():
                return self._province_unit("province")
            address = (
                (unit_of_address(self, "district", day) or unit_of_title(self, "district", day)) if wanted else None
            )
            if address is not None:
                found, stand = address
                parts = (found.level, found.name, found.province, found.name)
                return Unit(*(Valued(part, stand) for part in parts))
        graded = any(level.value == "district" for s in self.passage.sentences for level in self._levels(s))
        only = self._only_one("district") if graded else None
        return only if only is not None else self._province_unit("province" if self.province is not None else None)

    def _nation(self) -> Valued | None:
        """The level of what is told to have been held centrally, in a province that is no more than its venue."""
        stand = self.province.stand if self.province is not None else None
        if stand is None or stand.sentence is None:
            return None
        level = self.level(stand.sentence)
        if level is None or level.value != "central":
            return None
        named = [(s, place) for s in self.passage.sentences for place in self.places(s) if place.is_province]
        only_venue = all(is_venue_place(self.passage, sentence, place) for sentence, place in named)
        return level if named and only_venue else None

    def _last_named(self, sentence: Sentence, level: str) -> Unit | None:
        """The unit of a level that the paragraph named last before a sentence: "the district" is that one."""
        for near in reversed(self.passage.sentences[: sentence.index]):
            if near.block_index != sentence.block_index:
                return None
            for place in self.places(near):
                unit = self.unit(place, self.day) if place.kind else None
                if unit is not None and unit[0] == level:
                    return self._unit(near, place, unit)
        return None

    def _only_one(self, level: str) -> Unit | None:
        """The one district, or commune, that an article names, be it in people's positions alone."""
        key = (level, self.day)
        if key not in self.only_ones:
            self.only_ones[key] = self._find_only_one(level)
        return self.only_ones[key]

    def _find_only_one(self, level: str) -> Unit | None:
        named: dict[str, Unit] = {}
        for sentence in self.passage.sentences:
            for place in sentence.places:
                unit = self.unit(place, self.day) if place.kind else None
                name = unit[2 if level == "district" else 3] if unit is not None and unit[0] == level else None
                if unit is not None and name:
                    named.setdefault(name, self._unit(sentence, place, unit))
        return next(iter(named.values())) if len(named) == 1 else None

    def _speaks_of_districts(self) -> bool:
        levels = {level.value for s in self.passage.sentences if (level := self.level(s)) is not None}
        return bool(levels & {"district", "commune"}) and "province" not in levels

    def _province_unit(self, level: str | None) -> Unit:
        if level is None:
            return Unit()
        if level == "central" or self.province is None:
            return Unit(level=_told(level, self.province))
        return Unit(_told(level, self.province), self.province, self.province)

    @staticmethod
    def _unit(sentence: Sentence, place: PlaceHit, unit: tuple[str, str | None, str | None, str | None]) -> Unit:
        stand = Stand("setting.unit", sentence, place.start, place.end)
        level, province, district, commune = unit
        name = commune or district or province
        return Unit(*(Valued(value, stand) if value else None for value in (level, name, province, district, commune)))

    def level(self, sentence: Sentence, *, grades: bool = True, until: int | None = None) -> Valued | None:
        """The highest level of the bodies, scopes (and grades) that a sentence names outside people's positions.

        With ``until`` only what stands before that offset counts: the level of a later number is that number's.
        """
        found = [level for level in self._levels(sentence, grades=grades) if until is None or level.stand.start < until]
        return min(found, key=lambda level: LEVELS.index(level.value), default=None)

    def _levels(self, sentence: Sentence, *, grades: bool = True) -> list[Valued]:
        return [
            from_text(level, sentence, hit.start, hit.end, "setting.level")
            for hit in (*self.bodies(sentence), *sentence.of("scope"), *(sentence.of("grade") if grades else ()))
            if not self.in_role(sentence, hit.start) and (level := self.level_of_body(sentence, hit.value, hit.end))
        ]

    @staticmethod
    def bodies(sentence: Sentence) -> list[Hit]:
        """The bodies of a sentence that are no part of a position ("省党委員会委員").

        The bare "province" that only says where a smaller unit lies is none.
        """
        titles = sentence.of("title")
        bodies = [hit for hit in sentence.of("body") if not any(hit.is_part_of(title) for title in titles)]
        if not any(place.kind and not place.is_province for place in sentence.places):
            return bodies
        bare = {(hit.start, hit.end) for hit in sentence.of("place_type", "province") if hit.last - hit.first == 1}
        return [hit for hit in bodies if (hit.start, hit.end) not in bare]

    def level_of_body(self, sentence: Sentence, value: str, end: int) -> str | None:
        """A body's level; a city's is a province's where the city is one, and no smaller city is named.

        The level of a body that every level has ("hội nông dân") is that of the place named behind it, else None.
        """
        if value == "unit":
            return None
        if value == "place":
            behind = [hit for hit in sentence.of("place_type") if 0 <= hit.start - end <= _BESIDE]
            behind += [hit for hit in sentence.of("body") if 0 <= hit.start - end <= 1 and hit.value != "place"]
            if not behind and is_unspaced(self.passage.lexicon):  # the greater unit is named first
                behind = [hit for hit in sentence.of("place_type") if 0 <= end - hit.end <= _BESIDE][-1:]
            if not behind:
                return self._level_of_place_behind(sentence, end)
            nearest = min(behind, key=lambda hit: hit.start)
            return self.level_of_body(sentence, nearest.value, nearest.end)
        if value != "city":
            return self._as_of_today(value)
        beside = [place for place in sentence.places if 0 <= place.start - end <= 30 or place.kind == "city"]
        for place in beside:
            unit = self.unit(place, None)
            if unit is not None and unit[0] == "district":
                return self._as_of_today("district")
        return "province" if self.is_municipality else self._as_of_today("district")

    def _level_of_place_behind(self, sentence: Sentence, end: int) -> str | None:
        """The level of a body that only a province's name follows: "BĐBP Lào Cai"."""
        place = next((place for place in sentence.places if 0 <= place.start - end <= 1), None)
        unit = self.unit(place, self.day) if place is not None else None
        return unit[0] if unit is not None and unit[0] == "province" else None

    def _as_of_today(self, level: str) -> str:
        """There are no districts since July 2025: a translation's "district" is then a commune."""
        if level == "district" and self.day and self.day >= MERGER:
            return "commune"
        return level


def _is_kind_of(stand: Stand, place: PlaceHit) -> bool:
    """Whether words stand right beside a place, and so say what it is."""
    return place.start - stand.end in {0, 1} or stand.start - place.end in {0, 1}


def _whereabouts(named: list[_NamedUnit]) -> list[_NamedUnit]:
    """Those of the units that only say where another one lies: "huyện Tiên Du (Bắc Ninh)"."""
    return [pair for pair in named if any(_lies_in(other, pair) for other in named if other is not pair)]


def _lies_in(inner: _NamedUnit, outer: _NamedUnit) -> bool:
    """Whether the greater unit is named right behind the smaller one; with its kind between, it must hold it."""
    (place, unit), (around, whole) = inner, outer
    apart = around.start - place.end
    if LEVELS.index(whole[0]) >= LEVELS.index(unit[0]) or apart <= 0:
        return False
    name = whole[1] if whole[0] == "province" else whole[2]
    return (whole[0] == "province" and apart <= _WHEREABOUTS) or (apart <= _SAID_WHERE and name in unit[1:3])


def _next_number(sentence: Sentence, offset: int) -> int:
    return min((number.start for number in sentence.numbers if number.start > offset), default=sentence.end)


def _told(level: str, province: Valued | None) -> Valued:
    """A level that follows from the article's province."""
    return Valued(level, province.stand if province is not None else Stand("setting.level", origin="source"))


def read_setting(passage: Passage, slug: Slug | None) -> Setting:
    """Work out an article's setting once, for all rules."""
    roles = {sentence.index: role_spans(passage, sentence) for sentence in passage.sentences}
    for sentence in passage.sentences:
        sentence.places = _without_people(passage, sentence)
    setting = Setting(passage, slug, None, roles, read_years(passage), day=passage.article.published)
    setting.province = province_of(setting)
    return setting


def _without_people(passage: Passage, sentence: Sentence) -> list[PlaceHit]:
    """The places of a sentence but those in people's names: "Nguyen Thi Thanh Hoa" is not of Thanh Hóa."""
    names = find_names(passage, sentence) if sentence.places else []
    return [
        place
        for place in sentence.places
        if place.kind or not any(name.start < place.start and place.end <= name.end for name in names)
    ]
