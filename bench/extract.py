"""How fast facts are read, beside underthesea's NER and trafilatura's text extraction: ``make bench-extract``.

Every figure comes from a process of its own on one core, the competitors' from an environment of their own; the rounds
of all of them alternate, and the median round counts. Rates are articles per second of core time, so that other work
on the machine weighs little. The table goes to standard output, the same with the machine's facts to
``bench/results/extract.json``. How the articles are made: ``bench.article_set``; the pages: ``bench.page_set``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from bench.article_set import ARTICLES, article_set, described, size, write_jsonl
from bench.machine import machine
from bench.page_set import full_page, lean_page
from bench.processes import compare_jobs
from danvan.console import heading, note, say, table
from extraction.compiled import is_compiled
from storage.settings import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

RESULT = REPOSITORY / "bench" / "results" / "extract.json"
COMPETITORS = REPOSITORY / ".venv-bench" / "bin" / "python"
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS", "RAYON_NUM_THREADS"), "1"
)
OWN = ("danvan", "danvan from plain text", "danvan as source")
AS_SOURCE = {"DANVAN_COMPILED": ""}  # see extraction.compiled
AIMS = {"underthesea": 20, "trafilatura": 5}  # danvan's rate ÷ theirs, at least
MOST_MB = 300


@dataclass(frozen=True, slots=True)
class Contender:
    """Something measured: its name, the command's beginning, which articles of the set it gets, and what it is told."""

    name: str
    command: tuple[str, ...]
    indices: Sequence[int]
    file: Path
    warm_up: Path
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Measured:
    """The rounds of one contender, as ``bench.measuring`` reports them."""

    contender: Contender
    rounds: list[dict[str, Any]]

    def rate(self, indices: Sequence[int] | None = None) -> float:
        """Articles per second of core time in the median round: of all, or of some, by their place in the set."""
        chosen = set(self.contender.indices if indices is None else indices)
        at = [place for place, index in enumerate(self.contender.indices) if index in chosen]
        return _median(len(at) / sum(one["seconds"][place] for place in at) for one in self.rounds)

    def typical(self, key: str) -> float:
        """The median of one figure over the rounds."""
        return _median(one[key] for one in self.rounds)

    @property
    def wall_rate(self) -> float:
        """Articles per second on the clock."""
        return _median(len(self.contender.indices) / one["wall_seconds"] for one in self.rounds)


def _median(figures: Iterable[float]) -> float:
    return float(median(figures))


def main() -> None:
    """Measure, print, write."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="danvan-bench-") as folder:
        result = measure(options, Path(folder))
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")
    note(f"Written to {options.output}")
    _print(result)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-extract", description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=ARTICLES, help="articles in the set, the warm-up among them")
    parser.add_argument("--ner-articles", type=int, default=60, help="Vietnamese ones of them that underthesea reads")
    parser.add_argument("--pages", type=int, default=300, help="ones of them that trafilatura gets as pages")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2, help="processes of `danvan extract` to compare with one")
    parser.add_argument("--date", help="written into the result; else it names no date")
    parser.add_argument("--output", type=Path, default=RESULT)
    options = parser.parse_args()
    if min(options.articles // 1000, options.ner_articles, options.pages, options.rounds, options.jobs - 1) < 1:
        parser.error("there must be 1,000 articles or more, two jobs or more, and at least one of everything else")
    if not COMPETITORS.exists():
        parser.error(f"{COMPETITORS} is not there: run `make bench-extract`, which makes it")
    return options


def measure(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """All rounds of all contenders, and what they come to."""
    note("Making the articles …")
    articles = article_set(options.articles)
    first = {article["lang"]: index for index, article in reversed(list(enumerate(articles)))}
    warm_up = sorted(first.values())  # one article of each language
    timed = [index for index in range(len(articles)) if index not in set(warm_up)]
    contenders = _contenders(options, folder, articles, timed, warm_up)
    rounds: dict[str, list[dict[str, Any]]] = {one.name: [] for one in contenders}
    for number in range(1, options.rounds + 1):
        for one in contenders:
            note(f"Round {number} of {options.rounds}: {one.name}, {len(one.indices)} articles …")
            rounds[one.name].append(_round(one))
    measured = {one.name: Measured(one, rounds[one.name]) for one in contenders}
    whole = folder / "whole.jsonl"
    write_jsonl(whole, articles)
    note(f"danvan extract --jobs 1 and --jobs {options.jobs}, {len(articles)} articles …")
    return {
        **({"date": options.date} if options.date else {}),
        "machine": machine(),
        "versions": _versions(),
        "compiled": is_compiled(),
        "set": described(articles),
        "rounds": options.rounds,
        "measured": {name: _row(one, articles) for name, one in measured.items()},
        "ratios": _ratios(measured),
        "jobs": compare_jobs(whole, len(articles), options.jobs, options.rounds, folder),
    }


def _contenders(
    options: argparse.Namespace, folder: Path, articles: list[dict[str, Any]], timed: list[int], warm_up: list[int]
) -> list[Contender]:
    own = (sys.executable, "-m", "bench.danvan_reading")
    others = (str(COMPETITORS), "-m", "bench.competitors")
    vietnamese = _spread([index for index in timed if articles[index]["lang"] == "vi"], options.ner_articles)
    paged = _spread(timed, options.pages)

    def contender(name: str, command: tuple[str, ...], indices: list[int], made: Callable[..., Any]) -> Contender:
        warm = warm_up if indices is not vietnamese else [index for index in warm_up if articles[index]["lang"] == "vi"]
        files = [folder / f"{name}.jsonl".replace(" ", "-"), folder / f"{name}-warm-up.jsonl".replace(" ", "-")]
        for file, chosen in zip(files, (indices, warm), strict=True):
            write_jsonl(file, (made(articles[index]) for index in chosen))
        return Contender(name, command, indices, files[0], files[1], AS_SOURCE if name == "danvan as source" else {})

    return [
        contender("danvan", (*own, "read"), timed, lambda article: article),
        contender("danvan from plain text", (*own, "parse-and-read"), timed, lambda article: article),
        contender("danvan as source", (*own, "read"), timed, lambda article: article),
        contender("underthesea NER", (*others, "underthesea"), vietnamese, lambda article: article),
        contender("trafilatura, lean pages", (*others, "trafilatura"), paged, lambda a: {"page": lean_page(a)}),
        contender("trafilatura, full pages", (*others, "trafilatura"), paged, lambda a: {"page": full_page(a)}),
    ]


def _spread(indices: list[int], n: int) -> list[int]:
    """``n`` of them (or all, if there are fewer), evenly spread."""
    n = min(n, len(indices))
    return [indices[place * len(indices) // n] for place in range(n)]


def _round(one: Contender) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603 -- our own modules
        [*one.command, str(one.warm_up), str(one.file)],
        cwd=REPOSITORY,
        env={**os.environ, **ONE_THREAD, "HF_HUB_OFFLINE": "1", **one.environment},
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        sys.exit(f"bench: {one.name} ended with status {done.returncode}; what it said stands above")
    result: dict[str, Any] = json.loads(done.stdout)
    if len(result["seconds"]) != len(one.indices):
        sys.exit(f"bench: {one.name} was given {len(one.indices)} articles, and read {len(result['seconds'])}")
    return result


def _row(measured: Measured, articles: list[dict[str, Any]]) -> dict[str, Any]:
    indices = measured.contender.indices
    return {
        "articles": len(indices),
        "mean_text_bytes": round(sum(size(articles[index]) for index in indices) / len(indices)),
        "mean_input_bytes": round(measured.contender.file.stat().st_size / len(indices)),
        "articles_per_core_second": round(measured.rate(), 1),
        "articles_per_second_of_the_clock": round(measured.wall_rate, 1),
        "rounds_articles_per_core_second": [round(len(indices) / sum(r["seconds"]), 1) for r in measured.rounds],
        "start_seconds": round(measured.typical("start_seconds"), 2),
        "peak_mb": round(measured.typical("peak_mb")),
    }


def _ratios(measured: dict[str, Measured]) -> list[dict[str, Any]]:
    """Rates of danvan ÷ a competitor's: over the whole set, and over the very articles that the competitor had."""
    ratios = []
    for name, other in measured.items():
        if name in OWN:
            continue
        for own in OWN:
            mine = measured[own]
            ratios.append(
                {
                    "of": own,
                    "to": name,
                    "whole_set": round(mine.rate() / other.rate(), 2),
                    "same_articles": round(mine.rate(other.contender.indices) / other.rate(), 2),
                    "aim": AIMS[name.replace(",", "").split()[0]],
                }
            )
    return ratios


def _versions() -> dict[str, str]:
    code = "import importlib.metadata as m, sys; print(*map(m.version, sys.argv[1:]))"
    command = [str(COMPETITORS), "-c", code, *AIMS]
    told = subprocess.check_output(command, text=True)  # noqa: S603 -- our own words
    return {"danvan": version("danvan"), **dict(zip(AIMS, told.split(), strict=True))}


def _print(result: dict[str, Any]) -> None:
    made = result["set"]
    heading(
        f"{made['articles']:,} articles in {len(made['languages'])} languages, {made['mean_bytes']:,} bytes on average"
    )
    say(f"One core of {result['machine']['processor']}, median of {result['rounds']} rounds")
    if not result["compiled"]:
        say("Nothing is compiled here (`make compiled` says why): all of danvan's figures are those of its source.")
    columns = ("", "articles", "input bytes", "articles a core second", "a second", "start s", "peak MB")
    keys = (
        "articles",
        "mean_input_bytes",
        "articles_per_core_second",
        "articles_per_second_of_the_clock",
        "start_seconds",
        "peak_mb",
    )
    table(columns, [(name, *(row[key] for key in keys)) for name, row in result["measured"].items()])
    table(
        ("ratio", "to", "over the whole set", "over the same articles", "aim"),
        [(one["of"], one["to"], one["whole_set"], one["same_articles"], f"≥ {one['aim']}") for one in result["ratios"]],
    )
    jobs = result["jobs"]
    table(
        ("danvan extract", "articles a second", "cores kept busy", "largest process MB"),
        [(f"--jobs {n}", *jobs["by_jobs"][n].values()) for n in jobs["by_jobs"]],
    )
    own = [row["peak_mb"] for name, row in result["measured"].items() if name in OWN]
    peak = max(*own, *(row["largest_process_mb"] for row in result["jobs"]["by_jobs"].values()))
    say(f"danvan's memory: {peak} MB at most in one process, to be below {MOST_MB}")
    say(f"The output is {'the same, byte for byte' if jobs['same_output'] else 'NOT THE SAME'} for both.")
    cores = result["machine"]["cores"]
    if jobs["load_before"] > 1.3:  # the measurements before keep one core busy themselves
        say(f"The load was {jobs['load_before']} on {cores} cores, so other work was on: figures by the clock are low.")
    if not jobs["same_output"]:
        sys.exit(1)


if __name__ == "__main__":
    main()
