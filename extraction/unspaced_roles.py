"""Positions beside names in Japanese, Chinese and Korean.

A position stands right before the name ("省委民运部部长…", "副書記の…") or right behind it, in brackets or
bare; where it begins is told by signs, verbs and particles.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from extraction.passage import Passage, Sentence
    from extraction.terms import Hit

_STOP: Final = re.compile(r"[、。,，;:()《》「」『』\"'\n!?！？|]")
LATIN_BEHIND: Final = re.compile(r"\s?\(([^\W\d_]+(?: [^\W\d_]+){1,5})\)")
_MAX_BACK: Final = 80  # characters that a position reaches back from its last word
_MAX_BEHIND: Final = 30  # characters behind a name within which its position's first word stands
_ENDS_ROLE: Final = frozenset(["part", "held", "delegate", "connector", "honorific"])
ROLE_CLASSES: Final = frozenset(["title", "rank", "honorific"])


def role_of(passage: Passage, sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """The position beside a name, as view offsets; an empty stretch for a bare "comrade"; None without either."""
    before = _title_before(passage, sentence, start)
    if before is not None:
        return _position_start(passage, sentence, before), before.end
    behind = _title_behind(passage, sentence, end)
    if behind is not None:
        return behind
    latin = LATIN_BEHIND.match(passage.view.lower, end)  # "쩐 만 로이(Tran Manh Loi) 동지"
    close = latin.end() if latin is not None else end
    if any(hit.cls in {"honorific", "rank"} and 0 <= hit.start - close <= 1 for hit in sentence.hits):
        return end, end
    if any(hit.cls in {"honorific", "rank"} and 0 <= start - hit.end <= 1 for hit in sentence.hits):
        return start, start
    return None


def roles_in(sentence: Sentence, *classes: str) -> list[Hit]:
    """The hits of these classes that do not merely begin a longer word ("委員" of "委員会")."""
    longer = [hit for hit in sentence.hits if hit.cls in {"body", "organ", "event"}]
    return [
        hit
        for hit in sentence.hits
        if hit.cls in classes and not any(o.start <= hit.start and hit.end < o.end for o in longer)
    ]


def _title_before(passage: Passage, sentence: Sentence, start: int) -> Hit | None:
    """The position that leads up to a name, with nothing but an honorific or "の" between."""
    text = passage.view.lower
    at = start
    leading = [hit for hit in roles_in(sentence, *ROLE_CLASSES) if hit.end <= start]
    for hit in reversed(leading):
        if passage.lexicon.glued.between.fullmatch(text, hit.end, at) is None:
            continue
        if hit.cls == "title":
            return hit
        at = hit.start
    return None


def _position_start(passage: Passage, sentence: Sentence, title: Hit) -> int:
    """Where the position that ends with a title begins."""
    text = passage.view.lower
    low = max(sentence.start, title.start - _MAX_BACK)
    stops = [match.end() for match in _STOP.finditer(text, low, title.start)]
    glued = passage.lexicon.glued
    if glued.not_in_role is not None:
        stops += [match.end() for match in glued.not_in_role.finditer(text, low, title.start)]
    if glued.before_role is not None:
        words = re.finditer(r"\S+", text[low : title.start])
        stops += [low + m.end() for m in words if glued.before_role.search(m.group()) and low + m.end() < title.start]
    if glued.not_in_role is None and glued.before_role is None:  # no particles: verbs end what stands before
        stops += [hit.end for hit in sentence.hits if hit.cls in _ENDS_ROLE and hit.end <= title.start]
    begin = max([low, *(stop for stop in stops if stop <= title.start)])
    while begin < title.start and text[begin] in " 、,・":
        begin += 1
    return begin


def _title_behind(passage: Passage, sentence: Sentence, end: int) -> tuple[int, int] | None:
    """A position right behind a name: "(…)", ", …", or without a sign ("スアン省党委員会委員")."""
    text = passage.view.lower
    begin = end
    while begin < sentence.end and text[begin] in " (,、" and begin - end < 2:
        begin += 1
    stop = _STOP.search(text, begin, sentence.end)
    limit = stop.start() if stop is not None else sentence.end
    titles = [hit for hit in roles_in(sentence, "title") if begin <= hit.start < min(limit, begin + _MAX_BEHIND)]
    if not titles or any(
        hit.cls in {"part", "held", "honorific"} and begin <= hit.start < titles[0].start for hit in sentence.hits
    ):
        return None
    glued = passage.lexicon.glued
    if glued.not_in_role is not None and glued.not_in_role.search(text, begin, titles[0].start):
        return None
    if glued.before_role is not None and begin == end:  # a word with spaces around: the position is another one
        return None
    return begin, titles[-1].end
