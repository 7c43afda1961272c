"""The steps of the pipeline by hand: scrape, import, extract, build, check, publish, rollback."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path  # noqa: TC003 -- typer reads the annotations at run time
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from danvan.console import err, note, say, table, visible
from danvan.faults import FaultError, tell
from danvan.files import complain, print_facts
from storage.lake import run_name
from storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scrapers.period import Period
    from scrapers.run import ScrapeReport
    from storage.runs import Report_co, Work

RunOption = Annotated[
    str | None,
    typer.Option("--run", help="name of the run; the same name again replaces what it wrote", show_default=False),
]

SinceOption = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="first of the days asked for", show_default=False),
]
UntilOption = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="last of the days asked for, else today", show_default=False),
]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this file."""
    panel = "Steps, in their order"
    for command in (scrape, import_, parse, extract, build, check, publish, rollback):
        app.command(command.__name__.rstrip("_"), rich_help_panel=panel)(command)


def scrape(
    source: Annotated[
        list[str] | None, typer.Argument(help="ids of sources; all that are not switched off when none is given")
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    at_once: Annotated[int, typer.Option(min=1, max=100, help="sources asked at the same time")] = 8,
    run: RunOption = None,
) -> None:
    """Fetch what is new at the sources, or what they published between two days; keep the pages, read the articles.

    A source that cannot be read is told at the end and stops no other.

    \b
    danvan scrape                     every source
    danvan scrape baothanhhoa         one
    danvan scrape vietnamvn --since 2025-01-01 --until 2025-01-31
    """
    from scrapers.registry import load_sources
    from scrapers.several import each_source

    settings, name, period = Settings(), _run(run), _period(since, until)
    known = load_sources(settings.sources)
    unknown = [wanted for wanted in source or () if wanted not in known]
    if unknown:
        raise FaultError(f"there is no source '{unknown[0]}' in {settings.sources}", "danvan sources lists them")
    chosen = list(dict.fromkeys(source or [one.id for one in known.values() if one.off is None]))
    if not chosen:
        raise FaultError(f"there is no source to scrape in {settings.sources}", "danvan sources lists them")
    step = partial(_scrape, settings=settings, run=name, period=period, alone=at_once == 1)
    failed = 0
    for one, report in each_source(chosen, step, at_once):
        if isinstance(report, Exception):
            note(f"danvan: {one} could not be scraped")
            failed += 1
            tell(report, settings.home)
        else:
            say(f"{one}: {counts(report)}")
    if failed:
        raise typer.Exit(1)


def _scrape(source_id: str, *, settings: Settings, run: str, period: Period | None, alone: bool) -> ScrapeReport:
    """Scrape one source; what it is at is shown only where no other is scraped beside it."""
    from extraction.subject import is_wanted
    from scrapers.run import scrape as scrape_source
    from storage.runs import record

    do = _do if alone else record
    return do(partial(scrape_source, source_id, wanted=is_wanted, period=period), settings, run, "scrape", source_id)


def parse(
    source: Annotated[list[str] | None, typer.Argument(help="ids of sources; all when none is given")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    run: RunOption = None,
) -> None:
    """Read the articles out of the kept pages again, with the parsers of today; no site is asked.

    The days are those on which pages were fetched. Pages are read by the layouts of their own day. Articles files that
    come out otherwise than before are replaced and lose their claims: the next `danvan build` reads them anew.

    \b
    danvan parse                      every page ever kept
    danvan parse baothanhhoa --since 2025-01-01 --until 2025-01-31
    """
    from scrapers.assembling import IMPORT_SOURCE
    from scrapers.parsing import parse_raw
    from scrapers.registry import load_sources

    settings, name, period = Settings(), _run(run), _period(since, until)
    known = load_sources(settings.sources)
    kept = sorted(path.name.removeprefix("source=") for path in (settings.lake / "raw").glob("source=*"))
    for stranger in sorted(set(kept) - {*known, IMPORT_SOURCE}):
        complain(stranger, f"its kept pages cannot be parsed again: no file in {settings.sources} declares it")
    chosen = list(dict.fromkeys(source or [one for one in kept if one in known]))
    for one in chosen:
        report = _do(partial(parse_raw, one, period=period), settings, name, "parse", one)
        say(f"{one}: {counts(report)}")
    if not chosen:
        say("parse: nothing to do, no pages of declared sources are kept")


def import_(
    paths: Annotated[list[Path], typer.Argument(help=".txt, .html, .json, .jsonl, .warc(.gz), or folders of them")],
    declared: Annotated[
        bool, typer.Option("--sources", help="keep only pages of hosts that a source declares")
    ] = False,
    run: RunOption = None,
) -> None:
    """Land local files like fetched pages.

    Importing twice changes nothing. What cannot be read is told and kept in lake/rejected; the rest goes on.

    \b
    danvan import articles/*.txt
    danvan import crawl.warc.gz saved-pages/
    danvan import CC-NEWS-*.warc.gz --sources
    """
    from scrapers.importing import import_paths

    report = _do(partial(import_paths, paths, declared=declared), Settings(), _run(run), "import")
    for rejection in report.rejections:
        complain(rejection.subject, rejection.reason)
    say(f"import: {counts(report)}")
    if report.exit_status:
        raise typer.Exit(report.exit_status)


def extract(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="files to read facts from; the lake's articles when none is given")
    ] = None,
    run: RunOption = None,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, max=256, help="processes; what comes out is the same for any number", show_default=False),
    ] = None,
) -> None:
    """Read the facts out of articles: those of the lake, or those in files.

    With paths, one JSON object an article goes to standard output, each fact with the words it stands in; no lake is
    needed. Without, the claims of all articles in the lake that have none yet are written to the lake.

    \b
    danvan extract
    danvan extract article.txt | jq .conferences
    danvan extract pages/*.json --jobs 4 > facts.jsonl
    """
    settings = Settings()
    if paths:
        if print_facts(paths, jobs or settings.jobs):
            raise typer.Exit(1)
        return
    from extraction.run import extract_lake

    report = _do(partial(extract_lake, jobs=jobs or settings.jobs), settings, _run(run), "extract")
    say(f"extract: {counts(report)}")


def build(
    run: RunOption = None,
    full: Annotated[
        bool, typer.Option("--full", help="read the whole lake and test every row, as once a week")
    ] = False,
) -> None:
    """Build the candidate warehouse from the lake, with dbt.

    Articles that have no claims yet are read first, so that what was imported or scraped is in it. A build goes on from
    the published warehouse where it can. That stays as it is until the candidate is checked and published.

    \b
    danvan build && danvan check && danvan publish
    """
    from extraction.run import extract_lake
    from storage.candidate import build as build_candidate

    settings, name = Settings(), _run(run)
    read = _do(partial(extract_lake, jobs=settings.jobs), settings, name, "extract")
    if read.files:
        say(f"extract: {counts(read)}")
    report = _do(partial(build_candidate, full=full), settings, name, "build")
    say(f"build: {counts(report)}")


def check(
    run: RunOption = None,
    may_shrink: Annotated[
        bool, typer.Option("--may-shrink", help="let published tables lose any number of rows this once")
    ] = False,
    full: Annotated[
        bool, typer.Option("--full", help="look at all articles again, not only at those the build touched")
    ] = False,
) -> None:
    """Hold the candidate to the expectations; exit status 1 when it may not be published.

    \b
    danvan check
    danvan check --may-shrink         after a source was taken out
    danvan check --full               all articles, whatever was checked before
    """
    from expectations.gate import check as check_candidate
    from storage.runs import journal

    settings, name = Settings(), _run(run)
    with journal(settings.home, name, "check") as pen, _progress("check", pen.progress) as progress:
        report = check_candidate(settings=settings, run=name, progress=progress, may_shrink=may_shrink, full=full)
        pen.report(report)
    broken = [result for result in report.results if not result.success]
    if broken:
        table(("severity", "expectation", "what was found"), [(r.severity, r.name, r.message) for r in broken])
    say(f"check: {len(report.results) - len(broken)} of {len(report.results)} expectations hold")
    if not report.passed:
        raise FaultError(
            "the candidate may not be published; the published warehouse stays as it was",
            f"look at {settings.warehouse / 'candidate.duckdb'}, mend the cause, and build again",
        )


def publish(run: RunOption = None) -> None:
    """Put the checked candidate in the place of the published warehouse.

    Refuses unless the last check passed for exactly this candidate. Readers never see half of it.

    \b
    danvan publish
    """
    from storage.publishing import publish as publish_candidate

    manifest = _do(publish_candidate, Settings(), _run(run), "publish")
    say(f"published: {counts(manifest)}")


def rollback() -> None:
    """Put the warehouse that was published before back in place.

    \b
    danvan rollback
    """
    from storage.publishing import rollback as roll_back

    manifest = roll_back(Settings())
    say(f"rolled back: {manifest.name} is published again, from run {manifest.run}")


def counts(report: Any) -> str:
    """A step's report in a line: a verdict, or its numbers above zero by name, or that there was nothing to do."""
    from storage.runs import plain

    values = plain(report)
    if not isinstance(values, dict):
        return "nothing to do"
    if "results" in values:
        held = sum(result["success"] for result in values["results"])
        return f"{held} of {len(values['results'])} expectations hold"
    if "published_at" in values:
        return f"{values['name']}, {sum(values['tables'].values()):,} rows in {len(values['tables'])} tables"
    numbers = {
        key: value
        for key, value in values.items()
        if isinstance(value, int) and not isinstance(value, bool) and value and not key.endswith("bytes")
    }
    return ", ".join(f"{key.replace('_', ' ')} {value:,}" for key, value in numbers.items()) or "nothing to do"


def _period(since: datetime | None, until: datetime | None) -> Period | None:
    """The days that two options name; None for no limit."""
    from scrapers.period import Period

    if since is None:
        if until is not None:
            raise FaultError("--until needs --since", "days are read from one to another")
        return None
    return Period(since.date(), (until or datetime.now(UTC)).date())


def _run(given: str | None) -> str:
    return run_name(given or f"hand-{datetime.now(UTC):%Y%m%dT%H%M%S.%f}")


def _do(work: Work[Report_co], settings: Settings, run: str, step: str, source_id: str | None = None) -> Report_co:
    """Do a step as a run of its own, telling on a terminal what it is at."""
    from storage.runs import record

    def told(*, settings: Settings, run: str, progress: Callable[[str], None]) -> Report_co:
        with _progress(source_id or step, progress) as both:
            return work(settings=settings, run=run, progress=both)

    return record(told, settings, run, step, source_id)


@contextmanager
def _progress(what: str, write_down: Callable[[str], None]) -> Iterator[Callable[[str], None]]:
    """What a step is at goes to the journal and, on a terminal, to a line that changes as it goes on."""
    console = err()
    if not console.is_terminal:
        yield write_down
        return
    with console.status(Text(f"{what} …")) as status:

        def show(message: str) -> None:
            write_down(message)
            status.update(Text(f"{what}: {visible(message)}"))

        yield show
