"""The articles that speed is measured on: made from own material only, the same ones for the same material and seed.

Material is the gold in ``tests/extraction/gold`` and the articles of the demo newsroom. They are taken in turn, so the
languages have the shares that they have there. An article is one of them whole, lengthened behind its last long
paragraph by paragraphs of others in its language that are on the subject if it is, and off it if it is not, to a size
drawn evenly from ``SIZES``. In each, counts and days are drawn anew with as many digits (years and months stay), and
persons named in the gold are given the name of another one. The texts read well line by line, and make little sense as
a whole: they say nothing about how well facts are read.

``python -m bench.article_set`` prints what the set is made of, with its digest.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections import Counter
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Any

from scrapers.newsroom.article_files import gold as newsroom_gold
from scrapers.newsroom.article_files import newsroom_articles
from storage.settings import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

SEED = 3
ARTICLES = 2100
SIZES = (1250, 3750)  # bytes of UTF-8, 2,500 on average
LONG = 120  # bytes from which a line is a paragraph
GOLD = REPOSITORY / "tests" / "extraction" / "gold"

_NUMBER = re.compile(
    r"(?<!\d)(?:"
    r"(?P<kept>\d{4}-\d\d?-\d\d?|\d\d?[/.-]\d{4}|\d\d?[:hH]\d\d|(?:19|20)\d\d|\d\d?\s?[月월]|tháng \d\d?)(?!\d)"
    r"|(?P<day>\d\d?)(?P<month>[/.-]\d\d?)(?!\d)"
    r"|(?P<count>\d+)"
    r")",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Material:
    """One article of our own: its lines, which of them can lengthen others, and the persons it names."""

    document: dict[str, Any]
    lines: tuple[str, ...]
    paragraphs: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def kind(self) -> tuple[str, bool]:
        """What can be put together: the language, and whether the article is on the subject."""
        return self.document["lang"], self.document["relevant"]


def article_set(n: int = ARTICLES, seed: int = SEED) -> list[dict[str, Any]]:
    """``n`` articles as objects that ``danvan import`` takes: id, url, site, lang, published, original_url, text."""
    material = [_material(document) for document in _documents()]
    pools: dict[tuple[str, bool], list[str]] = {}
    names: dict[str, set[str]] = {}
    for one in material:
        pools.setdefault(one.kind, []).extend(one.paragraphs)
        names.setdefault(one.kind[0], set()).update(one.names)
    swaps = {lang: _Names(sorted(found)) for lang, found in names.items()}
    made = []
    for number in range(n):
        base = material[number % len(material)]
        draw = random.Random(f"{seed}-{number}")  # noqa: S311 -- nothing secret: the same articles every time
        change = _changes(swaps[base.kind[0]], draw)
        text = "\n\n".join(change(line) for line in _lengthened(base, pools[base.kind], draw))
        made.append(_numbered(base.document, number, text))
    return made


def write_jsonl(path: Path, objects: Iterable[dict[str, Any]]) -> None:
    """One object a line."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)


def size(article: dict[str, Any]) -> int:
    """Bytes of the text in UTF-8."""
    return len(article["text"].encode())


def described(articles: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """How many there are, how long they are, how many in each language; and a digest of all their texts."""
    digest = hashlib.sha256("\0".join(one["text"] for one in articles).encode()).hexdigest()
    return {
        "seed": SEED,
        "articles": len(articles),
        "mean_bytes": round(fmean(size(one) for one in articles)),
        "mean_characters": round(fmean(len(one["text"]) for one in articles)),
        "languages": dict(Counter(one["lang"] for one in articles).most_common()),
        "sha256": digest,
    }


def _documents() -> list[dict[str, Any]]:
    own = [json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob("*/*.json"))]
    return own + [newsroom_gold(article) for article in newsroom_articles()]


def _material(document: dict[str, Any]) -> Material:
    lines = tuple(line.strip() for line in document["text"].splitlines() if line.strip())
    long = [line for line in lines if len(line.encode()) >= LONG]
    # The first paragraph tells of the event: an article that took others' would tell of many.
    paragraphs = long[1:] or long or list(lines)
    return Material(document, lines, tuple(paragraphs), tuple(person["name"] for person in document["people"]))


def _lengthened(base: Material, pool: list[str], draw: random.Random) -> list[str]:
    """The lines of ``base``, and paragraphs of the pool behind its last long one, up to about the drawn size."""
    lines = list(base.lines)
    at = max((index for index, line in enumerate(lines) if len(line.encode()) >= LONG), default=len(lines) - 1) + 1
    wanted = draw.randint(*SIZES)
    have = sum(len(line.encode()) + 2 for line in lines)
    left: list[str] = []
    while have < wanted:
        if not left:
            left = [line for line in pool if line not in base.lines] or list(pool)
            draw.shuffle(left)
        line = left.pop()
        more = len(line.encode()) + 2
        if have + more - wanted > wanted - have:
            break
        lines.insert(at, line)
        at += 1
        have += more
    return lines


class _Names:
    """The persons named in one language's gold, and how they are found in a text."""

    def __init__(self, names: list[str]) -> None:
        self.names = [name for name in names if len(name) >= 3]
        longest_first = sorted(self.names, key=lambda name: (-len(name), name))
        # Names that are written in several words end where a word ends; scripts without spaces have no such place.
        found = (rf"(?<!\w){re.escape(name)}(?!\w)" if " " in name else re.escape(name) for name in longest_first)
        self.pattern = re.compile("|".join(found) or r"(?!)")


def _changes(names: _Names, draw: random.Random) -> Callable[[str], str]:
    """A function that varies the lines of one article; a person has the same other name in all of them."""
    given: dict[str, str] = {}

    def name(match: re.Match[str]) -> str:
        return given.setdefault(match.group(), draw.choice(names.names))

    def number(match: re.Match[str]) -> str:
        if match["kept"]:
            return match["kept"]
        if match["day"]:
            return _like(match["day"], draw) + match["month"]
        return _like(match["count"], draw)

    return lambda line: _NUMBER.sub(number, names.pattern.sub(name, line))


def _like(digits: str, draw: random.Random) -> str:
    """Another number with as many digits; one that can be a day stays one."""
    zeros = len(digits) - len(digits.lstrip("0"))
    rest = digits[zeros:]
    if not rest:
        return digits
    low = 10 ** (len(rest) - 1)
    most = 28 if len(rest) == 2 and int(rest) <= 31 else 10 * low - 1
    return "0" * zeros + str(draw.randint(low, most))


def _numbered(document: dict[str, Any], number: int, text: str) -> dict[str, Any]:
    url = document.get("url")
    return {
        "id": f"bench-{number:05}",
        "url": re.sub(r"(\.html?|/)?$", rf"-{number}\1", url, count=1) if url else None,
        **{key: document.get(key) for key in ("site", "lang", "published", "original_url")},
        "text": text,
    }


if __name__ == "__main__":
    print(json.dumps(described(article_set())))
