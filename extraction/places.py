"""Places of Vietnam in a text, in the scripts names are written in, against the units of both periods.

Provinces are found wherever their name stands; districts and communes only beside the word that says what they are,
since their names are also those of people and villages. A name that fits several units keeps them all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extraction import caseless, unspaced_places
from extraction.names import bare, read_back_solid
from extraction.place_beginnings import WAYS, PlaceBeginnings
from extraction.place_kinds import ANY_LEVEL
from extraction.place_names import PlaceNames, place_names
from extraction.remembered import kept_for_good
from extraction.units import bare_of_type, fits, valid_on
from extraction.view import fold
from extraction.view import view as seen_view
from storage.admin_units import MERGER, AdminUnit, dated_units

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from extraction.lexicon import Lexicon
    from extraction.terms import Tokens
    from extraction.view import View

_LONGEST = 6  # tokens of "Bà Rịa - Vũng Tàu" and "thành phố Hồ Chí Minh"
_GENITIVE = 2  # letters that a name has at least before the "s" that says whose something is
_SOLID_LETTERS = {"cyrillic": re.compile(r"[а-яё]"), "greek": re.compile(r"[α-ωάέήίόύώϊϋΐΰ]")}
_MOST_LETTERS = 40  # of a place's name
_MOST_HOSTS = 2_000  # remembered at a time
_NUMBERED = {"district": "quan", "commune": "phuong"}  # units that may bear a number, by kind
MIN_HOST_NAME = 5  # letters of a province's name that a host must hold to be its paper's


@dataclass(slots=True)
class PlaceHit:
    """A named place: the units it may be, the word beside it ('' when none) and where it stands."""

    name: str
    kind: str  # value of the place_type or body beside it, or ''
    units: tuple[AdminUnit, ...]
    first: int
    last: int
    start: int
    end: int

    @property
    def is_province(self) -> bool:
        """Whether it is, or may be, a province and nothing beside it says otherwise."""
        return self.kind in {"", "province", "city", "central", ANY_LEVEL} and any(
            u.level == "province" for u in self.units
        )


class Gazetteer:
    """All units by folded name, with and without spaces."""

    def __init__(self, units: Sequence[AdminUnit], names: PlaceNames) -> None:
        self.provinces: dict[str, list[AdminUnit]] = defaultdict(list)
        self.smaller: dict[str, list[AdminUnit]] = defaultdict(list)
        self._hosts: dict[str | None, str | None] = {}
        self.municipalities = frozenset(names.municipalities)
        self._persons = frozenset(map(fold, names.persons))
        self._stations = dict(names.hosts)
        known = [*names.aliases, *names.renamed, *(alias for group in names.aliases.values() for alias in group)]
        known += [unit.name for unit in units if unit.level == "province"]
        self._accented = frozenset(_spaced(_seen(name)) for name in known)
        by_name: dict[str, list[AdminUnit]] = defaultdict(list)
        for unit in map(bare_of_type, units):
            index = self.provinces if unit.level == "province" else self.smaller
            folded = fold(unit.name)
            index[folded].append(unit)
            if unit.level == "province":
                by_name[unit.name].append(unit)
                self.provinces[folded.replace(" ", "")].append(unit)
            elif not folded.isdigit():
                solid = folded.replace(" ", "")
                if solid != folded:
                    self.smaller[solid].append(unit)
        for old, new in names.renamed.items():
            both = [*by_name[old], *by_name[new]]
            by_name[old] = by_name[new] = both
            for name in (old, new):
                self.provinces[fold(name)] = self.provinces[fold(name).replace(" ", "")] = both
        for province, aliases in names.aliases.items():
            for alias in aliases:
                for key in {fold(alias), fold(alias).replace(" ", ""), bare(alias)}:
                    self.provinces[key] = by_name[province]
        self.beginnings = PlaceBeginnings(self.provinces, self.smaller)

    def _is_written_so(self, lower: str, unit: AdminUnit) -> bool:
        """Vietnamese text keeps its accents: "Đảng" is not the commune "Dang", "Huệ" no Huế. Plain ASCII passes."""
        if unit.level == "province":
            return lower.isascii() or _spaced(lower) in self._accented
        return lower.isascii() or lower == _seen(unit.name)

    def find(
        self,
        view: View,
        tokens: Tokens,
        begins: Iterable[int],
        beside: tuple[dict[int, str], dict[int, str]],
        lexicon: Lexicon,
    ) -> list[PlaceHit]:
        """All places of a token sequence, in order; a longer name wins over one inside it.

        ``begins`` are the tokens a place may begin with (``PlaceBeginnings``), ``beside`` the words that say what it
        is (``place_kinds``).
        """
        before, after = beside
        begins = {*begins, *before, *after}
        if lexicon.ordinals:
            begins |= {index for index, text in enumerate(tokens.texts) if text in lexicon.ordinals}
        if lexicon.language.place_order == "before":
            after = {}
        accents, n_tokens = lexicon.language.bears_accents, len(tokens.texts)
        found: list[PlaceHit] = []
        reached = 0
        for index in sorted(begins):
            if index < reached or index == n_tokens:
                continue
            way = WAYS[view.cased[tokens.starts[index]]]
            if tokens.texts[index] in lexicon.ordinals:
                hit = self._ordinal(view, tokens, index, after, lexicon)
            elif way == "digit":
                hit = self._numbered(view, tokens, index)
            elif way == "capital":
                hit = self._at_capital(view, tokens, index, before.get(index, ""), after, accents=accents)
            elif way == "unspaced":
                hit = self._at_unspaced(view, tokens, index, after, lexicon)
            elif way == "caseless":
                hit = self._at_caseless(view, tokens, index, before.get(index, ""), after)
            else:
                continue
            if hit is not None:
                reached = hit.last
                if way != "capital" or not self._is_person(hit, tokens, lexicon):
                    found.append(hit)
        return found

    def _is_person(self, hit: PlaceHit, tokens: Tokens, lexicon: Lexicon) -> bool:
        """Whether the one is meant whose name a city bears: the full name, with no word that it is a place.

        "Phong cách Hồ Chí Minh" names no city, "tại Hồ Chí Minh" and "Thành ủy Hồ Chí Minh" do.
        """
        if hit.kind or fold(hit.name) not in self._persons:
            return False
        return not hit.first or tokens.texts[hit.first - 1] not in lexicon.at_words

    def _numbered(self, view: View, tokens: Tokens, index: int) -> PlaceHit | None:
        """A unit that bears a number for a name ("Quận 1", "phường 12"): right behind the word that it is called by."""
        if not self.beginnings.is_numbered(tokens, index):
            return None
        token, called = tokens[index], tokens[index - 1]
        units = self.smaller.get(f"{fold(called.text)} {token.text.lstrip('0')}")
        if not units:
            return None
        name = view.cased[called.start : token.end]
        return PlaceHit(name, units[0].level, tuple(units), index - 1, index + 1, called.start, token.end)

    def _ordinal(
        self, view: View, tokens: Tokens, index: int, after: dict[int, str], lexicon: Lexicon
    ) -> PlaceHit | None:
        """A unit that bears a number for a name, in a script without spaces: "第八郡", "제8군"."""
        told = unspaced_places.ordinal(tokens, index, after, lexicon)
        if told is None:
            return None
        value, last, kind = told
        units = self.smaller.get(f"{_NUMBERED[kind]} {value}") if kind in _NUMBERED else None
        start, end = tokens[index].start, tokens[last - 1].end
        return PlaceHit(view.cased[start:end], kind, tuple(units), index, last, start, end) if units else None

    def _at_capital(
        self, view: View, tokens: Tokens, index: int, beside: str, after: dict[int, str], *, accents: bool
    ) -> PlaceHit | None:
        """The longest place that begins with this capitalised word; a smaller unit only with a word that says so."""
        start = tokens.starts[index]
        is_small = bool(beside) or (bool(after) and _any_within(after, index, _LONGEST))
        begins = self.beginnings.of_unit if is_small else self.beginnings.of_province
        ends: list[tuple[int, str]] = []
        for last in range(index + 1, min(index + _LONGEST, len(tokens.texts)) + 1):
            text, end = tokens.texts[last - 1], tokens.ends[last - 1]
            if text[-1] == "s" and len(text) > _GENITIVE:  # no Vietnamese name ends in that of "Hoa Binhs partikomité"
                end -= 1
            name = view.cased[start:end]
            if len(name) > _MOST_LETTERS or "\n" in name or not begins[name]:
                break
            if name[-1].isalnum():
                ends.append((last, name))
        for last, name in reversed(ends):
            kind = beside or after.get(last, "")
            if kind == ANY_LEVEL:  # "the women's union of Ca Mau province"
                kind = after.get(last, kind)
            units = self.lookup(name, kind)
            end = start + len(name)
            if accents and units:
                units = tuple([unit for unit in units if self._is_written_so(view.lower[start:end], unit)])
            if units:
                return PlaceHit(name, kind, units, index, last, start, end)
        return None

    def _at_unspaced(
        self, view: View, tokens: Tokens, index: int, after: dict[int, str], lexicon: Lexicon
    ) -> PlaceHit | None:
        """A place named in a script without capitals: the word that says what it is stands behind it."""
        start, text = tokens.starts[index], view.cased
        if index and index not in after and unspaced_places.is_within_word(text, start):
            return None
        is_small = _any_within(after, index, unspaced_places.LONGEST_PLACE)
        begins = self.beginnings.of_unit if is_small else self.beginnings.of_province
        if not begins[unspaced_places.beginning(text, start)]:
            return None
        for last in unspaced_places.place_stretches(text, tokens, index, after, lexicon):
            end, kind = tokens.ends[last - 1], after.get(last, "")
            name = text[start:end]
            if name in lexicon.glued.never_in_names:
                continue
            if (kind or unspaced_places.may_stand_alone(name)) and (units := _read_unspaced(name, kind)):
                return PlaceHit(name, kind, units, index, last, start, end)
        return None

    def _at_caseless(
        self, view: View, tokens: Tokens, index: int, beside: str, after: dict[int, str]
    ) -> PlaceHit | None:
        """A place named in a script of sounds without capitals, with the word that says what it is on either side."""
        start = tokens.starts[index]
        for last in caseless.place_ends(view.cased, tokens, index, beside, after):
            end = tokens.ends[last - 1]
            kind = beside or after.get(last, "")
            name = view.cased[start:end]
            if units := _read_caseless(name, kind):
                return PlaceHit(name, kind, units, index, last, start, end)
        return None

    def of_readings(self, readings: Iterable[str], kind: str) -> tuple[AdminUnit, ...]:
        """The units that any of the Latin readings of a name may be, those that fit the word beside it first."""
        known = [reading for reading in readings if reading in self.provinces or (kind and reading in self.smaller)]
        units = tuple(dict.fromkeys(unit for reading in known for unit in self.lookup(reading, kind)))
        return tuple(unit for unit in units if fits(unit, kind)) or units

    def lookup(self, name: str, kind: str = "") -> tuple[AdminUnit, ...]:
        """The units a name may be: provinces, and smaller ones where ``kind`` says that it is one.

        Of several readings of a name ("Ταν Κι": Tân Kỳ, Thanh Kỳ) the one that has units of its kind is meant.
        """
        misfits: tuple[AdminUnit, ...] = ()
        for key in _keys(name):
            provinces = self.provinces.get(key, [])
            smaller = self.smaller.get(key, [])
            if kind in {"province", "central", ""} and provinces:
                return tuple(provinces)
            if kind in {"province", "central", ""}:
                continue
            if kind == ANY_LEVEL and provinces:  # "Công an Lào Cai" is the province's or the town's
                return (*provinces, *smaller)
            if kind == "city" and any(province.name in self.municipalities for province in provinces):
                cities = [unit for unit in (*provinces, *smaller) if fits(unit, kind)]
                return tuple(cities)  # Huế was a city of its province before it became one itself
            if wanted := [unit for unit in smaller if fits(unit, kind)]:
                return tuple(wanted)
            misfits = misfits or tuple(smaller)
        return misfits

    def province_named(self, name: str | None, day: str | None = None) -> str | None:
        """The province's name as data write it, that of a day where one is given; None for what is no province."""
        units = self.provinces.get(fold(name)) if name else None
        return valid_on(units, day)[0].name if units else None

    def province_of_host(self, host: str | None) -> str | None:
        """The province whose name a paper's host holds ("baoquangbinh.vn"), or that it is known to be of; else None."""
        if host not in self._hosts:
            if len(self._hosts) > _MOST_HOSTS:
                self._hosts.clear()
            self._hosts[host] = self._province_in(host)
        return self._hosts[host]

    def _province_in(self, host: str | None) -> str | None:
        bare_host = (host or "").lower().removeprefix("www.")
        if bare_host in self._stations:
            return self._stations[bare_host]
        letters = re.sub(r"[^a-z]", "", bare_host)
        named = {
            units[0].name
            for key, units in self.provinces.items()
            if " " not in key and len(key) >= MIN_HOST_NAME and key.isascii() and key in letters
        }
        return named.pop() if len(named) == 1 else None


def _any_within(places: Collection[int], index: int, reach: int) -> bool:
    """Whether one of these places is among the next ones behind an index."""
    return bool(places) and any(index < place <= index + reach for place in places)


@lru_cache(maxsize=8192)
def _read_unspaced(name: str, kind: str) -> tuple[AdminUnit, ...]:
    """The units that a name in Han, Hangul or kana may be."""
    known = gazetteer()
    units = known.lookup(name, kind) if known.provinces.get(fold(name)) else ()
    return units or known.of_readings(unspaced_places.place_readings(name), kind)


@lru_cache(maxsize=8192)
def _read_caseless(name: str, kind: str) -> tuple[AdminUnit, ...]:
    """The units that a name in another script without capitals may be."""
    known = gazetteer()
    units = tuple(known.provinces.get(bare(name), ())) if kind in {"", "province", "city", "central"} else ()
    if not units and (kind or caseless.may_stand_alone(name)):
        units = known.of_readings(caseless.place_readings(name), kind)
    return units


def _spaced(lower: str) -> str:
    return re.sub(r"\W+", " ", lower)


@lru_cache(maxsize=16384)
def _seen(name: str) -> str:
    return seen_view(name).lower


@lru_cache(maxsize=8192)
def _keys(name: str) -> tuple[str, ...]:
    """Folded forms under which a written name may be found."""
    folded = fold(name)
    if folded.isascii():
        return (folded,)
    for script, letters in _SOLID_LETTERS.items():
        if letters.search(bare(name)):
            solid = re.sub(r"[\s'-]+", "", name)
            return (bare(name), bare(solid), *read_back_solid(script, solid))
    return (folded,)


def units_on(place: PlaceHit, day: str | None) -> tuple[AdminUnit, ...]:
    """The units that a place may be on a day; what is still called a district where there are none is a commune."""
    units = valid_on(place.units, day)
    if place.kind == "district" and day and day >= MERGER and all(unit.valid_to for unit in units):
        communes = gazetteer().lookup(place.name, "commune")
        return tuple(unit for unit in communes if unit.level == "commune" and not unit.valid_to) or units
    return units


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer of all units; built once a process."""
    with kept_for_good():
        return Gazetteer(dated_units(), place_names())
