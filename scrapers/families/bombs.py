"""Pages made to exhaust a parser, told by counting their tags before they are parsed.

By the rules of HTML a parser's time grows with the square of the depth of nesting and of the number of attributes of
one tag, and its memory with the number of formatting tags that are never closed (``<font …>``) times the number of
paragraphs behind them, each of which gets them all again: 40 kB of tags can ask for gigabytes. Real pages are far from
every limit here. The time of the checks themselves is linear in the length of a page.
"""

from __future__ import annotations

import re
from collections import Counter

from scrapers.encodings import Refused

MAX_TAGS = 250_000  # some hundred times as many as a paper's page has
MAX_DEPTH = 2_000
MAX_ATTRIBUTES = 500
MAX_CARRIED = 400_000  # formatting tags open at once × tags: what the parser may have to make anew, some 500 bytes each
ALIKE = 3  # formatting tags of one name without attributes that are carried on at most

_TAG = re.compile(rb"<(/?[a-z][a-z0-9]{0,20}>?)")
_MANY_ATTRIBUTES = re.compile(
    rb"<[a-zA-Z][^\s/>]{0,100}+"
    rb"(?:(?:[\s/]++|(?<=[\"']))[^\s/>][^\s/>=]{0,500}+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+)"
    rb"{%d}" % MAX_ATTRIBUTES
)
_NOT_NESTING = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option tbody "
    b"thead".split()
)
_FORMATTING = frozenset(b"b big code em font i nobr s small strike strong tt u".split())


def refuse_bombs(utf8: bytes) -> None:
    """Let a page pass that can be parsed in time and memory linear in its length. Raises Refused for any other."""
    tags: list[bytes] = _TAG.findall(utf8.lower())
    opened = formatting = nesting = 0
    for tag, times in Counter(tags).items():
        if not tag.startswith(b"/"):
            name = tag.rstrip(b">")
            opened += times
            formatting += times * (name in _FORMATTING)
            nesting += times * (name not in _NOT_NESTING)
    if opened > MAX_TAGS:
        raise Refused("too-large", f"it opens {opened:,} tags; nothing with more than {MAX_TAGS:,} is read", utf8[:200])
    if nesting > MAX_DEPTH or formatting * opened > MAX_CARRIED:
        depth, carried = _most_open(tags)
        if depth > MAX_DEPTH:
            raise Refused("too-deep", f"its tags are nested more than {MAX_DEPTH:,} deep", utf8[:200])
        if carried * opened > MAX_CARRIED:
            raise Refused("too-deep", f"it leaves {carried:,} formatting tags open over {opened:,} others", utf8[:200])
    if _MANY_ATTRIBUTES.search(utf8):
        raise Refused("too-large", f"one of its tags has more than {MAX_ATTRIBUTES} attributes", utf8[:200])


def _most_open(tags: list[bytes]) -> tuple[int, int]:
    """How many tags are open at once at most, and how many formatting ones that are carried on; both from above."""
    opened: Counter[bytes] = Counter()
    plain: Counter[bytes] = Counter()
    depth = carried = deepest = most = 0
    for tag in tags:
        name = tag.strip(b"/>")
        if name in _NOT_NESTING:
            continue
        change = 0
        if not tag.startswith(b"/"):
            opened[name] += 1
            change = 1
        elif opened[name]:
            opened[name] -= 1
            change = -1
        depth += change
        deepest = max(deepest, depth)
        if name in _FORMATTING and change:
            carried += _carries(tag, plain, change)
            most = max(most, carried)
    return deepest, most


def _carries(tag: bytes, plain: Counter[bytes], change: int) -> int:
    """By how much a formatting tag changes what is carried on; of those without attributes only some are."""
    name = tag.strip(b"/>")
    if change < 0:
        if not plain[name]:
            return -1
        plain[name] -= 1
        return -1 if plain[name] < ALIKE else 0
    if not tag.endswith(b">"):
        return 1
    plain[name] += 1
    return 1 if plain[name] <= ALIKE else 0
