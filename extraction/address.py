"""The district or commune that a URL or a title names: a portal's host ("daksong.daknong.gov.vn"), or its slug."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from extraction.evidence import Stand
from extraction.place_names import same_province
from extraction.places import gazetteer
from extraction.units import valid_on
from extraction.view import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extraction.setting import Setting
    from storage.admin_units import AdminUnit

_CALLED: Final = re.compile(r"^(?:huyen|thixa|thanhpho|quan|phuong|thitran|tx|tp|xa)(?=[a-z]{3})")
_SEGMENT: Final = re.compile(r"(?:huyen|thi xa|thanh pho|quan|phuong|thi tran|xa) (?P<name>[a-z]+(?: [a-z]+){0,3})")
_MOST_WORDS: Final = 3  # of a district's or commune's name in a slug
_MIN_LETTERS: Final = 5  # of a host's label: shorter ones name too many things …
_BESIDE_PROVINCE: Final = 4  # … but where the host names the province, too: "lagi.binhthuan.dcs.vn"


def unit_of_address(setting: Setting, level: str, day: str | None) -> tuple[AdminUnit, Stand] | None:
    """The unit of that level in the article's province that its URL names, and where; None when there is none."""
    if setting.province is None:
        return None
    for name, words, rule in _names(setting):
        units = [
            unit
            for unit in valid_on(gazetteer().smaller.get(name, ()), day)
            if unit.level == level and same_province(unit.province, setting.province.value)
        ]
        if len(units) == 1:
            return units[0], Stand(rule, origin="url", words=words)
    return None


def unit_of_title(setting: Setting, level: str, day: str | None) -> tuple[AdminUnit, Stand] | None:
    """The unit of that level in the article's province that its title calls by its bare name, and where."""
    passage = setting.passage
    for sentence in passage.headings:
        for first in range(sentence.first, sentence.last) if sentence.block == "title" else ():
            for last in range(min(first + _MOST_WORDS, sentence.last), first + 1, -1):
                start, end = passage.tokens.starts[first], passage.tokens.ends[last - 1]
                if not all(passage.view.cased[at].isupper() for at in passage.tokens.starts[first:last]):
                    continue
                unit = _only_unit(setting, passage.view.lower[start:end], level, day)
                if unit is not None:
                    return unit, Stand("address.title", sentence, start, end)
    return None


def _only_unit(setting: Setting, name: str, level: str, day: str | None) -> AdminUnit | None:
    """The one unit of a level in the article's province that bears a name, accents and all."""
    if setting.province is None:
        return None
    units = [
        unit
        for unit in valid_on(gazetteer().smaller.get(fold(name), ()), day)
        if unit.level == level and same_province(unit.province, setting.province.value) and unit.name.lower() == name
    ]
    return units[0] if len(units) == 1 else None


def _names(setting: Setting) -> Iterator[tuple[str, str, str]]:
    """Folded names that the URL may give a unit, the words they stand in and the rule."""
    article = setting.passage.article
    for url in (article.original_url, article.url):
        host = urlsplit(url).hostname if url else None
        names_province = host is not None and gazetteer().province_of_host(host) is not None
        for label in (host or "").split(".")[:-1]:
            if len(label) >= (_BESIDE_PROVINCE if names_province else _MIN_LETTERS):
                yield label, host or "", "address.host"
                yield _CALLED.sub("", label), host or "", "address.host"
        for segment in urlsplit(url).path.split("/") if url else ():
            called = _SEGMENT.fullmatch(fold(segment))
            if called is not None:
                yield called["name"], segment, "address.path"
    if setting.slug is None:
        return
    for hit in setting.slug.of("place_type"):
        following = setting.slug.words[hit.end :].split()[:_MOST_WORDS]
        for length in range(len(following), 0, -1):
            yield " ".join(following[:length]), setting.slug.url, "address.slug"
