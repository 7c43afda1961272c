"""What stands between a page's heading and its text where no class is known for it: the date line and the lead.

Nothing here is asked while a layout's own selectors find both. Site chrome is left out, above all the date of today
that many papers print over every page, and so are boxes of other articles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapers import datelines
from scrapers.families.blocks import node_text, pieces_of, same_words
from scrapers.families.published import Dated

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from selectolax.lexbor import LexborNode

    from scrapers.families.blocks import Piece

LEADS = (
    "[class*=sapo i], [class*=summary i], [class*=chapeau i], [class*=tomtat i], [class~=lead i], [class~=desc], "
    "[class$=-desc], [class*=-intro]"
)
APART = "strong, b, em, i, h2, h3, h4, [style*='font-weight']"
CUT_OFF = re.compile(r"(?:\.\.\.|…|\[…\])\s*$")
LEAST_LEAD, LONGEST_LEAD = 60, 1_500
CHROME = (
    "nav, aside, footer, [class*=relate i], [class*=comment i], [id*=today i], [class*=today i], "
    "[class*=current-date i], [id*=current-date i], [class*=clock i]"
)
AUTHORS = "[class*=author i], [class*=tacgia i], [class*=tac-gia i], [rel=author]"
_HEADINGS = "h1, h2, h3, [class*=title i]"
_LEVELS = 8
_MOST = 100  # nodes looked at
_LONGEST_NAME = 60
_LONGEST_DATE = 110
_WORDS_BESIDE_DATE = 8


@dataclass(frozen=True)
class Beside:
    """Lead, date and author that stand between heading and text, the latter perhaps below; None for what does not."""

    lead: str | None = None
    dated: Dated | None = None
    byline: str | None = None


def beside(body: LexborNode, title: str | None) -> Beside:
    """What stands above ``body`` and below the heading that says ``title``."""
    box, heading = _box_of(body, title)
    if box is None:
        return Beside()
    headers = [node for node in box.css("header") if not _holds(node, heading)]
    named = [("lead", node) for node in box.css(LEADS) if not (_holds(node, body) or _holds(body, node))]
    named = [(kind, node) for kind, node in named if not _holds(node, heading)]
    named += [("paragraph", body), *([("title", heading)] if heading is not None else [])]
    lines = pieces_of(box, drop=[*box.css(f"{CHROME}, li"), *headers], kinds=named)  # type: ignore[arg-type]
    byline = author_among(node for node in box.css(AUTHORS) if not (_holds(node, body) or _holds(body, node)))
    end = next((at for at, line in enumerate(lines) if line.kind == "paragraph"), len(lines))
    start = next((at for at, line in enumerate(lines[:end]) if line.kind == "title"), -1)
    return Beside(lead_among(lines[start + 1 : end]), dated_among(lines[start + 1 : end]), byline)


def is_excerpt(lead: str, lines: Sequence[Piece]) -> bool:
    """Whether a lead was only cut out of the text: it ends within one of the first lines."""
    words = same_words(lead)
    said = ""
    for line in lines[:6]:
        if said == words:
            return False
        said += same_words(line.text)
    return len(words) < len(said) and said.startswith(words) and words != same_words(lines[0].text)


def of_heading(nodes: Sequence[LexborNode], body: LexborNode, title: str | None) -> list[LexborNode]:
    """Those of several nodes that stand with the heading and the text, not in chrome; each thing said once."""
    box, _ = _box_of(body, title)
    if box is None:
        return list(nodes)
    chrome = {node.mem_id for node in box.css(f"{CHROME}, li")}
    near = [node for node in nodes[:_MOST] if _holds(box, node) and not is_within(node, chrome)]
    return list({same_words(node.text()): node for node in reversed(near)}.values())


def is_set_apart(body: LexborNode, first: str) -> bool:
    """Whether the first paragraph of a text is set apart as a whole: by face, as a heading, or by a lead's class."""
    wanted = same_words(first)
    if not LEAST_LEAD <= len(first) <= LONGEST_LEAD:
        return False
    if any(same_words(node_text(node) or "") == wanted for node in body.css(LEADS)[:3]):
        return True
    said = ""
    for node in body.css(APART)[:12]:
        words = same_words(node_text(node) or "")
        if words and wanted.startswith(said + words):
            said += words
        if len(said) == len(wanted):
            return True
    return False


def _box_of(body: LexborNode, title: str | None) -> tuple[LexborNode | None, LexborNode | None]:
    """The smallest node that holds both the heading and the text, and the heading."""
    words = same_words(title or "")
    node = body.parent
    for _ in range(_LEVELS):
        if node is None or node.tag == "html" or not words:
            break
        for heading in node.css(_HEADINGS)[:_MOST]:
            if same_words(heading.text()) == words and not _holds(body, heading):
                return node, heading
        node = node.parent
    parent = body.parent
    return (parent, None) if parent is not None and parent.tag not in {"body", "html"} else (None, None)


def _holds(outer: LexborNode, inner: LexborNode | None) -> bool:
    node = inner
    while node is not None:
        if node.mem_id == outer.mem_id:
            return True
        node = node.parent
    return False


def is_within(node: LexborNode, others: Container[int]) -> bool:
    """Whether a node is one of others, told by their ids, or stands in one."""
    holder: LexborNode | None = node
    while holder is not None and holder.mem_id not in others:
        holder = holder.parent
    return holder is not None


def author_among(nodes: Iterable[LexborNode]) -> str | None:
    """The first short words of nodes of an author's class that hold no date."""
    for node in nodes:
        said = node_text(node)
        if said and len(said) <= _LONGEST_NAME and datelines.find(said) is None:
            return said
    return None


def lead_among(lines: Sequence[Piece]) -> str | None:
    """The first lines of a lead's class, as one; what else has such a class below them is another article's."""
    at = next((at for at, line in enumerate(lines) if line.kind == "lead"), len(lines))
    said = []
    for line in lines[at:]:
        if line.kind != "lead":
            break
        said.append(line.text)
    lead = " ".join(said)
    return lead if LEAST_LEAD <= len(lead) <= LONGEST_LEAD and not CUT_OFF.search(lead) else None


def dated_among(lines: Sequence[Piece]) -> Dated | None:
    """The first line that is a date and little else."""
    for line in lines:
        found = datelines.find(line.text) if len(line.text) <= _LONGEST_DATE else None
        if found and len(datelines.residue(line.text).split()) <= _WORDS_BESIDE_DATE:
            return Dated("page", found.day.isoformat(), found.at)
    return None
