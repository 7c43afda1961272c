"""What the rules read in an article, shown to the person who has to mend one.

The article with every claim marked where its words stand, on a terminal in a colour for each type, elsewhere between
brackets; then the claims with the words and the rule behind every slot; on request the words that rules see at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path  # noqa: TC003 -- typer reads the annotations at run time
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from danvan.console import note, out, say, visible, visible_lines
from danvan.faults import wrong_usage
from danvan.files import complain, complain_of_language, read_files
from storage.records import Rejection
from storage.schemas import CLAIM_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extraction.reader import Reading
    from storage.records import Article

COLOURS = {"conferences": "cyan", "models": "green", "awards": "yellow", "people": "magenta", "documents": "blue"}
_VALUE_WIDTH = 30  # longer values push the words behind them to the right
_BLOCK_SHOWN = 60  # characters of a stretch that rules do not read


def add_to(app: typer.Typer) -> None:
    """Register the command of this file."""
    app.command("explain-text", rich_help_panel="The rules")(explain_text)


def explain_text(
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="what `danvan import` takes: text, pages, JSON, WARC")
    ],
    types: Annotated[
        list[str] | None,
        typer.Option("--type", help=f"{', '.join(CLAIM_TYPES)}; may be given again", show_default=False),
    ] = None,
    seen: Annotated[
        bool, typer.Option("--seen", help="also the classes of words that rules see in each sentence")
    ] = False,
) -> None:
    """Show an article with its claims marked, and the words and the rule behind every slot.

    \b
    danvan explain-text article.txt
    danvan explain-text tests/extraction/gold/el/el-own-001.json --type people --seen
    """
    from scrapers.inputs import PATH_RULES

    unknown = [kind for kind in types or () if kind not in CLAIM_TYPES]
    if unknown:
        wrong_usage(f"'{unknown[0]}' is no type of claim: {', '.join(CLAIM_TYPES)}")
    read_any = unread = False
    for found in read_files(paths, jobs=1):
        if isinstance(found, Rejection):
            complain(found.subject, found.reason)
            unread |= found.rule in PATH_RULES
            continue
        if read_any:
            say()
        read_any = True
        article, reading = found
        complain_of_language(article, reading)
        _print_article(article, reading, types or CLAIM_TYPES)
        if seen:
            _print_seen(article)
    if unread or not read_any:
        note("danvan: not everything could be read" if read_any else "danvan: nothing could be read")
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim with the name it is called by (``M2``: the second count of models)."""

    name: str
    kind: str
    claim: dict[str, Any]

    @property
    def start(self) -> int:
        """Where its words start in the article's text."""
        return int(self.claim["start"])

    @property
    def end(self) -> int:
        """Where they end."""
        return int(self.claim["end"])


def marks(reading: Reading, types: Sequence[str] = CLAIM_TYPES) -> list[Mark]:
    """The claims of some types, each called by its type's letter and its number."""
    return [
        Mark(f"{kind[0].upper()}{number}", kind, claim)
        for kind in CLAIM_TYPES
        if kind in types
        for number, claim in enumerate(reading.claims[kind], start=1)
    ]


def bracketed(text: str, found: Sequence[Mark]) -> str:
    """The text with every claim between brackets: ``[M2: 41 models ‹models.part›]``."""
    pieces = []
    for stretch, opened, closed, _ in _stretches(text, found):
        pieces.append("".join(f"[{mark.name}: " for mark in opened))
        pieces.append(visible_lines(stretch))
        pieces.append("".join(f" ‹{mark.claim['rule']}›]" for mark in closed))
    return "".join(pieces)


def coloured(article: Article, found: Sequence[Mark]) -> Text:
    """The text with every claim in the colour of its type and its name and rule behind; what rules do not read, dim."""
    from extraction.passage import READ_BLOCKS

    unread = [block for block in article.blocks if block.kind not in READ_BLOCKS]
    shown = Text()
    edges = [edge for block in unread for edge in (block.start, block.end)]
    for stretch, _, closed, (start, within) in _stretches(article.text, found, edges):
        style = f"bold {COLOURS[within[-1].kind]}" + (" underline" if len(within) > 1 else "") if within else ""
        if not within and any(block.start <= start < block.end for block in unread):
            style = "dim"
        shown.append(visible_lines(stretch), style=style)
        for mark in closed:
            shown.append(f" {mark.name} {mark.claim['rule']} ", style=f"reverse {COLOURS[mark.kind]}")
    return shown


def _stretches(
    text: str, found: Sequence[Mark], edges: Sequence[int] = ()
) -> Iterator[tuple[str, list[Mark], list[Mark], tuple[int, list[Mark]]]]:
    """The text cut wherever a claim begins or ends, in order.

    Each stretch comes with the claims that open before it, those that close behind it (inner ones inside), and its
    start with the claims it is within.
    """
    cuts = sorted({0, len(text), *edges, *(mark.start for mark in found), *(mark.end for mark in found)})
    by_width = sorted(found, key=lambda mark: (mark.start, -mark.end))
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in by_width:
        opening.setdefault(mark.start, []).append(mark)
        closing.setdefault(mark.end, []).insert(0, mark)
    within: list[Mark] = []
    for start, end in pairwise(cuts):
        within = [mark for mark in within if mark.end > start] + opening.get(start, [])
        yield text[start:end], opening.get(start, []), closing.get(end, []), (start, within)


def _print_article(article: Article, reading: Reading, types: Sequence[str]) -> None:
    found = marks(reading, types)
    where = article.given_id or article.canonical_url or article.article_id
    verdict = f"{len(found)} claims" if reading.relevant else "not on the subject, so no claims"
    _bold(f"{where} · {article.lang} · {article.published or 'undated'} · {verdict}")
    say()
    if out().is_terminal:
        out().print(coloured(article, found))
    else:
        out().print(Text(bracketed(article.text, found)))
    _print_unread(article)
    for kind in CLAIM_TYPES:
        of_kind = [mark for mark in found if mark.kind == kind]
        if of_kind:
            say()
            _bold(f"{kind} ({len(of_kind)})")
        for mark in of_kind:
            _print_claim(mark)


def _print_unread(article: Article) -> None:
    from extraction.passage import READ_BLOCKS

    unread = [block for block in article.blocks if block.kind not in READ_BLOCKS]
    if unread:
        say()
        _bold("not read by any rule")
    for block in unread:
        words = " ".join(article.text[block.start : block.end].split())
        say(f"  {block.kind:<9} {words[:_BLOCK_SHOWN]}{'…' if len(words) > _BLOCK_SHOWN else ''}", "dim")


def _print_claim(mark: Mark) -> None:
    claim = mark.claim
    colour = COLOURS[mark.kind] if out().is_terminal else ""
    say(f"  {mark.name}  «{_line(claim['quote'])}»  {claim['rule']}, characters {mark.start} to {mark.end}", colour)
    cells = [(cell, f"{claim[cell['slot']]}") for cell in claim["cells"]]
    slot_width = max((len(cell["slot"]) for cell, _ in cells), default=0)
    value_width = min(max((len(_line(value)) for _, value in cells), default=0), _VALUE_WIDTH)
    for cell, value in cells:
        origin = "" if cell["origin"] == "text" else f" (from elsewhere: {cell['origin']})"
        words = f"«{_line(cell['quote'])}»{origin}"
        say(f"      {cell['slot']:<{slot_width}}  {_line(value):<{value_width}}  ← {words}  {cell['rule']}")


def _print_seen(article: Article) -> None:
    """Every sentence with the terms, numbers, dates and places that rules find in it."""
    from extraction.lexicon import lexicon
    from extraction.passage import read_passage

    known = lexicon(article.lang)
    if known is None:
        return
    passage = read_passage(article, known)
    say()
    _bold("what rules see")
    for sentence in passage.sentences:
        say(f"  {sentence.block}: {_line(passage.quote(sentence.start, sentence.end)[0])}")
        spans: list[tuple[int, int, str]] = [
            *((hit.start, hit.end, f"{hit.cls}.{hit.value}".rstrip(".")) for hit in sentence.hits),
            *((number.start, number.end, f"number {number.value}") for number in sentence.numbers),
            *((date.start, date.end, f"date {date.iso() or 'without a year'}") for date in sentence.dates),
            *((place.start, place.end, f"place {place.kind}".rstrip()) for place in sentence.places),
        ]
        for start, end, what in sorted(spans):
            say(f"      {what:<28}  «{_line(passage.quote(start, end)[0])}»", "dim" if out().is_terminal else "")


def _bold(text: str) -> None:
    say(text, "bold" if out().is_terminal else "")


def _line(text: str) -> str:
    return visible(" ".join(text.split()))
