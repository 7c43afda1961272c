"""Facts for people: the latest of each kind, and one fact with everything it stands on."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.padding import Padding
from rich.text import Text

from danvan.console import note, out, say, visible
from danvan.facts import KINDS, PROVENANCE, Fact, explained, latest, matching
from danvan.faults import FaultError, wrong_usage
from storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORT_KEY = 12


def add_to(app: typer.Typer) -> None:
    """Register the commands of this file."""
    app.command("show", rich_help_panel="The result")(show)
    app.command("explain", rich_help_panel="The result")(explain)


def show(
    what: Annotated[Literal["conferences", "models", "awards"], typer.Argument(help="which facts")],
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="how many")] = 10,
    province: Annotated[str | None, typer.Option(help="of one province only", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object a line")] = False,
) -> None:
    """Show the latest facts, each with the sentence it stands on.

    \b
    danvan show conferences
    danvan show awards --province "Thanh Hóa" --limit 20
    danvan show models --json | jq .model_count
    """
    from storage import reading

    with reading.connect(Settings()) as connection:
        facts = latest(connection, KINDS[what], limit, province)
    if as_json:
        for fact in facts:
            _print_json({**fact.values, "sentence": fact.sentence, "url": fact.url})
        return
    if not facts:
        note(f"There are no {what}{f' of {province}' if province else ''} in the published warehouse.")
    print_facts(facts)


def print_facts(facts: Iterable[Fact]) -> None:
    """Facts as short paragraphs: what, the sentence it stands on, where from."""
    for fact in facts:
        console = out()
        console.print(Text(visible(fact.headline), style="bold" if console.is_terminal else ""))
        if fact.sentence:
            _indented(f"“{' '.join(fact.sentence.split())}”")
        _indented(f"{fact.support} · {fact.url or 'no address'} · {fact.key[:SHORT_KEY]}", "dim")


def explain(
    key: Annotated[str, typer.Argument(metavar="KEY", help="a fact's key, or the beginning of it")],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object with the fact and its claims")] = False,
) -> None:
    """Explain a fact: its claims, the words they stand in, the articles these come from.

    The keys stand at the end of each fact in `danvan show`, and in the fact tables.

    \b
    danvan explain 3f9a1c
    danvan explain 3f9a1c --json | jq .claims
    """
    wanted = key.strip().lower()
    if not re.fullmatch(r"[0-9a-f]{1,32}", wanted):
        wrong_usage(f"'{key}' is no key: keys are up to 32 hex digits, as 'danvan show conferences' prints them")
    from storage import reading

    with reading.connect(Settings()) as connection:
        found = matching(connection, wanted)
        if not found:
            raise FaultError(f"no published fact has a key that begins with {wanted}", "danvan show lists facts")
        if len(found) > 1:
            several = ", ".join(f"{fact.key[:SHORT_KEY]} ({fact.kind.name})" for fact in found[:6])
            raise FaultError(f"{wanted} is the beginning of several keys: {several}", "give more of the key")
        fact = explained(connection, found[0])
    if as_json:
        _print_json({"kind": fact.kind.name, "fact": fact.values, "claims": fact.claims})
        return
    _print_explained(fact)


def _print_explained(fact: Fact) -> None:
    say(fact.headline, "bold" if out().is_terminal else "")
    width = max(len(name) for name in fact.values)
    for name, value in fact.values.items():
        if value is not None:
            _indented(f"{name:<{width}}  {value}")
    say(f"\n{len(fact.claims)} claim{'' if len(fact.claims) == 1 else 's'}:")
    for claim in fact.claims:
        slots = {
            name: value
            for name, value in claim.items()
            if value is not None
            and name not in (*PROVENANCE, fact.kind.key, "title", "url", "site", "lang", "published")
            and not name.endswith(("_key", "_id"))
        }
        say()
        say(f"{'chosen' if claim['is_chosen'] else 'other'}: {claim['title'] or 'untitled'}")
        _indented(
            f"{claim['url'] or claim['site'] or 'no address'} · {claim['lang']} · {claim['published'] or 'undated'}"
        )
        _quoted(claim)
        _indented(", ".join(f"{name} {value}" for name, value in slots.items()))
        _indented(f"rule {claim['rule']}, characters {claim['quote_start']} to {claim['quote_end']}", "dim")


def _quoted(claim: dict[str, Any]) -> None:
    """The sentence with the quote in it marked: bold on a terminal, between brackets elsewhere."""
    sentence, quote = visible(" ".join(claim["sentence"].split())), visible(" ".join(claim["quote"].split()))
    before, found, after = sentence.partition(quote)
    if not found:
        _indented(f"“{sentence}”")
    elif out().is_terminal:
        out().print(Padding(Text.assemble("“", before, (found, "bold"), after, "”"), (0, 0, 0, 4)), soft_wrap=False)
    else:
        _indented(f"“{before}⟦{found}⟧{after}”")


def _indented(text: str, style: str = "") -> None:
    console = out()
    if console.is_terminal:
        console.print(Padding(Text(visible(text), style=style), (0, 0, 0, 4)), soft_wrap=False)
    else:
        sys.stdout.write(f"    {visible(text)}\n")


def _print_json(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")
