"""Pages that list articles: sections, tags, search results. Their teasers read like paragraphs, but are no article.

Told by their links alone: headlines that lead elsewhere, again and again with a line or two of text below each, or next
to no text outside links. An article's own boxes of other articles hold headlines without text between them.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from scrapers.encodings import Refused
from scrapers.families.blocks import node_text, pieces_of, same_words
from scrapers.lines import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selectolax.lexbor import LexborNode

BOXES = (
    "[class*=relate i], [class*=lienquan i], [class*=lien-quan i], [class*=comment i], [class*=cmt i], "
    "[class*=binhluan i], [class*=binh-luan i], [class*=social i], [class*=share i]"
)  # what stands in a text and is none, by the names that many systems give it
_HEADLINE = 20  # characters from which the words of a link are a headline
_FEWEST = 5
_SHARE = 0.7
_PROSE = 60
_BESIDE = 30
_LEVELS = 3
_INLINE = frozenset({"strong", "b", "em", "i", "span", "u", "font"})
_LINES = frozenset({"p", "div", "li", "h2", "h3", "h4", "td"})


def refuse_list(root: LexborNode, sample: str) -> None:
    """Raises Refused when what stands under ``root`` is a list of articles, or ``root`` is one entry of a list."""
    root = _list_of(root)
    links = [node for node in root.css("a[href]") if len(node.text()) >= _HEADLINE]
    if len(links) < _FEWEST:
        return
    headlines = sorted(set(filter(None, map(node_text, links))))
    lines = [line.text for line in pieces_of(root)]
    is_headline = [_begins_with_headline(line, headlines) for line in lines]
    prose = [at for at, line in enumerate(lines) if len(line) >= _PROSE and not is_headline[at]]
    led = sum(any(is_headline[max(0, at - 2) : at]) for at in prose)  # between them may stand a date or a section
    linked = sum(len(line) for at, line in enumerate(lines) if is_headline[at])
    told = sum(len(lines[at]) for at in prose)
    if (led >= _FEWEST and led >= len(prose) * _SHARE) or (sum(is_headline) >= 2 * _FEWEST and told * 2 < linked):
        raise Refused("list-page", f"it lists other articles: {sum(is_headline)} headlines that lead elsewhere", sample)


def _begins_with_headline(line: str, headlines: Sequence[str]) -> bool:
    """Whether a line is a link's words, or these and a date or section; ``headlines`` are in order."""
    at = bisect_right(headlines, line)
    return at > 0 and line.startswith(headlines[at - 1]) and len(line) - len(headlines[at - 1]) <= _BESIDE


def _list_of(node: LexborNode) -> LexborNode:
    """What holds a node and many others of its tag and class, if it is one of many; else the node."""
    entry: LexborNode | None = node
    for _ in range(_LEVELS):
        parent = entry.parent if entry is not None else None
        if entry is None or parent is None or entry.tag in {"body", "html", "p"}:
            break
        name = entry.attributes.get("class")
        alike = [other for other in parent.iter() if other.tag == entry.tag and other.attributes.get("class") == name]
        if name and len(alike) >= _FEWEST:
            return parent
        entry = parent
    return node


def teasers_in(body: LexborNode) -> list[LexborNode]:
    """The lines of a text that are nothing but a link with the headline of another article."""
    found = []
    said: dict[int, str] = {}
    for link in body.css("a[href]"):
        text = node_text(link) or ""
        if len(text) < _HEADLINE or Line(0, len(text), text, 0).ends:
            continue
        line = link.parent
        while line is not None and line.tag in _INLINE:
            line = line.parent
        if line is None or line.tag not in _LINES:
            continue
        if line.mem_id not in said:
            said[line.mem_id] = same_words(line.text())
        if said[line.mem_id] == same_words(text):
            found.append(line)
    return found
