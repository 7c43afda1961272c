"""How well facts are read: scores over all gold at hand, held to the committed floors."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from danvan.console import heading, note, say, table
from danvan.faults import FaultError, wrong_usage
from storage.records import Rejection
from storage.schemas import CLAIM_TYPES
from storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extraction.floors import Floors
    from extraction.gold import GoldSet, SetName
    from extraction.reader import Reading
    from extraction.scoring import Agreement, Fact, Mistake, Score
    from storage.records import Article

_TITLES = {
    "tuned": "Own gold that rules were tuned on",
    "held_out": "Own gold held out",
    "seeds": "The seeds, beside the clone",
    "dev": "Gold of other readers, beside the clone",
}
_NOTHING = "–"


def add_to(app: typer.Typer) -> None:
    """Register the command of this file."""
    app.command("accuracy", rich_help_panel="The rules")(accuracy)


def accuracy(
    lang: Annotated[
        list[str] | None, typer.Option(help="of one language only; may be given again", show_default=False)
    ] = None,
    mistakes: Annotated[
        bool, typer.Option("--mistakes", help="list every fact missed, made up or different, but for held-out gold")
    ] = False,
    raise_floors: Annotated[
        bool, typer.Option("--raise-floors", help="move the committed floors up to what is measured, less a margin")
    ] = False,
    new_readings: Annotated[
        bool, typer.Option("--new-readings", help="write down what a new version of the extractor reads from own gold")
    ] = False,
    jobs: Annotated[int | None, typer.Option(min=1, max=256, help="processes", show_default=False)] = None,
) -> None:
    """Score what is read from gold articles by type and language, and hold it to the floors in tests/extraction.

    Exit status 1 when a figure is below its floor. Run it from a clone: gold is no part of an installed package.

    \b
    danvan accuracy
    danvan accuracy --lang el --mistakes
    danvan accuracy --raise-floors
    danvan accuracy --new-readings
    """
    from extraction.floors import drops, raised, read_floors, write_floors
    from extraction.gold import gold_sets

    if (raise_floors or new_readings) and lang:
        wrong_usage(f"--{'raise-floors' if raise_floors else 'new-readings'} takes all languages: leave --lang out")
    sets = gold_sets()
    if not any(one.name == "tuned" for one in sets):
        raise FaultError("there is no gold in tests/extraction/gold", "run danvan from a clone of the repository")
    chosen = [one for one in ((one.of_languages(lang) if lang else one) for one in sets) if one.documents]
    if not chosen:
        raise FaultError(f"there is no gold in {', '.join(lang or ())}")
    jobs = jobs or Settings().jobs
    if new_readings:
        _write_readings(sets, jobs)
    measured = measure(chosen, jobs)
    floors = read_floors()
    for one in chosen:
        _print_set(one, measured[one.name], floors, whole=not lang)
    _print_difference(measured)
    if mistakes:
        _print_mistakes(measured)
    if raise_floors:
        floors = raised(floors, measured)
        write_floors(floors)
        note("The floors in tests/extraction/floors.yml are raised where more was measured.")
    dropped = [drop for drop in drops(floors, measured) if not lang or drop.scope in lang]
    for drop in dropped:
        note(f"danvan: {drop}", "red")
    unread = [name for agreement in measured.values() for name in agreement.unread]
    if unread:
        note(f"danvan: {len(unread)} articles could not be read: {', '.join(unread[:5])}", "red")
    if dropped or unread:
        raise typer.Exit(1)
    say()
    say("No figure is below its floor.")


def measure(sets: Sequence[GoldSet], jobs: int = 1) -> dict[SetName, Agreement]:
    """Read the articles of gold sets like any imported file, and score what came of it."""
    from extraction.reader import facts
    from extraction.scoring import compare

    predicted = {
        article.given_id or article.article_id: facts(article, reading) for article, reading in _read(sets, jobs)
    }
    return {one.name: compare(one.documents, predicted) for one in sets}


def digests(sets: Sequence[GoldSet], jobs: int = 1) -> dict[str, str]:
    """The digest of what is read from each article of own gold, by its id."""
    from extraction.readings import digest

    own = [one for one in sets if one.name in {"tuned", "held_out"}]
    return {article.given_id or article.article_id: digest(reading) for article, reading in _read(own, jobs)}


def _write_readings(sets: Sequence[GoldSet], jobs: int) -> None:
    from extraction.reader import VERSION
    from extraction.readings import ReadingsError, read_readings, renewed, write_readings

    try:
        write_readings(renewed(read_readings(), digests(sets, jobs), VERSION))
    except ReadingsError as error:
        raise FaultError(str(error)) from error
    note(f"tests/extraction/readings.yml holds what version {VERSION} reads.")


def _read(sets: Sequence[GoldSet], jobs: int) -> Iterator[tuple[Article, Reading]]:
    from danvan.files import complain, read_files

    for found in read_files([path for one in sets for path in one.paths], jobs):
        if isinstance(found, Rejection):
            complain(found.subject, found.reason)
        else:
            yield found


def _print_set(one: GoldSet, agreement: Agreement, floors: Floors, *, whole: bool) -> None:
    relevance = agreement.relevance_accuracy()
    heading(f"{_TITLES[one.name]}: {agreement.documents} articles, relevance told rightly for {relevance:.3f}")
    by_type = [(kind, agreement.score(kind=kind)) for kind in CLAIM_TYPES]
    columns = ("type", "gold", "read", "precision", "recall", "F1", "strict")
    rows = [(*_counts(kind, score), *_shares(score)) for kind, score in [*by_type, ("all", agreement.score())]]
    table(columns, rows)
    say()
    scopes: list[str | None] = [*agreement.languages, *([None] if whole else [])]
    table(
        ("lang", "articles", "gold", "read", "F1", "floor", "strict", "floor", "relevance", *CLAIM_TYPES),
        [_language_row(one.name, lang, agreement, floors) for lang in scopes],
    )


def _language_row(name: SetName, lang: str | None, agreement: Agreement, floors: Floors) -> tuple[Any, ...]:
    score = agreement.score(lang=lang)
    floor = floors.of(name).get(lang or "all")
    articles = agreement.relevance[lang][1] if lang else agreement.documents
    return (
        lang or "all",
        articles,
        score.gold,
        score.predicted,
        f"{score.f1:.3f}",
        f"{floor.f1:.3f}" if floor else _NOTHING,
        f"{score.strict:.3f}",
        f"{floor.strict:.3f}" if floor else _NOTHING,
        f"{agreement.relevance_accuracy(lang):.3f}",
        *(_f1(agreement.score(lang=lang, kind=kind)) for kind in CLAIM_TYPES),
    )


def _counts(name: str, score: Score) -> tuple[str, int, int]:
    return name, score.gold, score.predicted


def _shares(score: Score) -> tuple[str, ...]:
    return tuple(f"{share:.3f}" for share in (score.precision, score.recall, score.f1, score.strict))


def _f1(score: Score) -> str:
    return f"{score.f1:.3f}" if score.gold or score.predicted else _NOTHING


def _print_difference(measured: Mapping[SetName, Agreement]) -> None:
    """What tuning is worth: the same language on articles that rules were tuned on and on articles they were not."""
    from extraction.scoring import Score

    tuned, held_out = measured.get("tuned"), measured.get("held_out")
    if tuned is None or held_out is None:
        return
    heading("Tuned on and held out, micro F1")
    shared = [lang for lang in tuned.languages if lang in held_out.languages]
    by_language = [
        (lang, held_out.relevance[lang][1], tuned.score(lang=lang), held_out.score(lang=lang)) for lang in shared
    ]
    both = (
        "these",
        sum(articles for _, articles, _, _ in by_language),
        sum((on for _, _, on, _ in by_language), Score()),
        sum((out for _, _, _, out in by_language), Score()),
    )
    rows = [
        (lang, articles, f"{on.f1:.3f}", f"{out.f1:.3f}", f"{out.f1 - on.f1:+.3f}")
        for lang, articles, on, out in [*by_language, both]
    ]
    table(("lang", "held out", "F1 tuned on", "F1 held out", "difference"), rows)


def _print_mistakes(measured: Mapping[SetName, Agreement]) -> None:
    heading("Mistakes")
    for name, agreement in measured.items():
        if name == "held_out":
            note(f"{len(agreement.mistakes)} mistakes in held-out gold are not shown: who has seen them tunes on them.")
            continue
        for mistake in agreement.mistakes:
            say(f"{mistake.what:<8} {mistake.document}  {mistake.kind}: {_told(mistake)}")


def _told(mistake: Mistake) -> str:
    """The fact with what it states, or what differs as gold → read."""
    gold, read = mistake.gold, mistake.predicted
    if gold is None or read is None:
        fact: Fact = gold or read or {}
        words = f"  in “{fact['evidence']['sentence']}”" if "evidence" in fact else ""
        return f"{_stated(fact)}{words}"
    differing = {slot: f"{gold[slot]} → {read.get(slot)}" for slot in gold if gold[slot] != read.get(slot)}
    same = {slot: value for slot, value in gold.items() if slot not in differing}
    return f"{_stated(same)}  but {', '.join(f'{slot} {change}' for slot, change in differing.items())}"


def _stated(fact: Fact) -> str:
    stated = {slot: value for slot, value in fact.items() if value is not None and slot != "evidence"}
    return json.dumps(stated, ensure_ascii=False)
