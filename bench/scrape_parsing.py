"""How fast and how well articles are read out of pages, beside trafilatura, newspaper4k and resiliparse.

The same pages for all (``bench.paper_pages``), every reader in a process of its own on one core, the rounds of all in
turn, the median round counts. How well: the words of the text found against the words of the article, F1 of the two
multisets, the mean over the pages. The article's text is its lead and its paragraphs; captions, boxes of other
articles, comments and chrome are none. A title or a byline on a line of its own neither helps nor harms anybody.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from statistics import fmean, median
from typing import TYPE_CHECKING, Any

from bench.machine import machine
from bench.page_readers import TRAFILATURA
from bench.paper_pages import SEED, SIZE, PaperPage, paper_pages
from danvan.console import heading, note, say, table
from storage.settings import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Sequence

RESULT = REPOSITORY / "bench" / "results" / "scrape-parsing.json"
COMPETITORS = REPOSITORY / ".venv-bench" / "bin" / "python"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
OWN = {"danvan, by family": "family", "danvan, generic": "generic"}
PEERS = (*TRAFILATURA, "newspaper4k", "resiliparse")
LEAST_TIMES, MOST_SLOWER = 8, 1.1  # the families' rate ÷ trafilatura's; its rate ÷ the generic parser's
_WORD = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\\W_]+")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, write; ends with status 1 when an aim is missed."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="danvan-bench-") as folder:
        result = measure(options.pages, options.rounds, Path(folder))
    if options.date:
        result = {"date": options.date, **result}
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")
    note(f"Written to {options.output}")
    _print(result)
    if not all(aim["reached"] for aim in result["aims"]):
        sys.exit(1)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-scrape", description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=12, help="pages of each family")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--date", help="written into the result; else it names no date")
    parser.add_argument("--output", type=Path, default=RESULT)
    options = parser.parse_args(arguments)
    if min(options.pages, options.rounds) < 1:
        parser.error("there must be one page and one round at least")
    if not COMPETITORS.exists():
        parser.error(f"{COMPETITORS} is not there: run `make bench-scrape`, which makes it")
    return options


def measure(each: int, rounds: int, folder: Path) -> dict[str, Any]:
    """All rounds of all readers on ``each`` pages of every family, and what they come to."""
    note("Making the pages …")
    pages = paper_pages(each)
    files = folder / "warm-up.jsonl", folder / "pages.jsonl"
    first = {(page.family, page.lang): page for page in reversed(pages)}
    for file, chosen in zip(files, (first.values(), pages), strict=True):
        _write(file, list(chosen))
    done: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number in range(1, rounds + 1):
        for name in (*OWN, *PEERS):
            note(f"Round {number} of {rounds}: {name}, {len(pages)} pages …")
            done[name].append(_round(name, *files))
    measured = {name: _row(found, pages) for name, found in done.items()}
    return {
        "machine": machine(),
        "versions": _versions(),
        "set": {
            "seed": SEED,
            "pages": len(pages),
            "families": sorted({page.family for page in pages}),
            "mean_bytes": round(fmean(len(page.html.encode()) for page in pages)),
            "aimed_bytes": SIZE,
            "mean_text_characters": round(fmean(len(page.text) for page in pages)),
        },
        "rounds": rounds,
        "measured": measured,
        "aims": _aims(measured),
    }


def _write(file: Path, pages: Sequence[PaperPage]) -> None:
    rows = (json.dumps({"page": page.html, "url": page.url}, ensure_ascii=False) + "\n" for page in pages)
    file.write_text("".join(rows), "utf-8")


def _round(name: str, warm_up: Path, pages: Path) -> dict[str, Any]:
    own = (sys.executable, "-m", "bench.danvan_pages", OWN.get(name, ""))
    peer = (str(COMPETITORS), "-W", "ignore", "-m", "bench.page_readers", name)
    done = subprocess.run(  # noqa: S603 -- our own modules
        [*(own if name in OWN else peer), str(warm_up), str(pages)],
        cwd=REPOSITORY,
        env={**os.environ, **ONE_THREAD},
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        sys.exit(f"bench: {name} ended with status {done.returncode}; what it said stands above")
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _row(rounds: list[dict[str, Any]], pages: Sequence[PaperPage]) -> dict[str, Any]:
    scores = [_f1(found, page) for found, page in zip(rounds[0]["found"], pages, strict=True)]
    by_family: dict[str, list[float]] = defaultdict(list)
    for score, page in zip(scores, pages, strict=True):
        by_family[page.family].append(score)
    return {
        "pages_per_core_second": round(median(len(pages) / sum(one["seconds"]) for one in rounds), 1),
        "rounds_pages_per_core_second": [round(len(pages) / sum(one["seconds"]), 1) for one in rounds],
        "pages_per_second_of_the_clock": round(median(len(pages) / one["wall_seconds"] for one in rounds), 1),
        "f1": round(fmean(scores), 4),
        "f1_by_family": {family: round(fmean(found), 4) for family, found in by_family.items()},
        "start_seconds": round(median(one["start_seconds"] for one in rounds), 2),
        "peak_mb": round(median(one["peak_mb"] for one in rounds)),
    }


def _f1(found: str, page: PaperPage) -> float:
    neutral = {page.title, page.byline}
    got = Counter(_words("\n".join(line for line in found.split("\n") if line.strip(" #*") not in neutral)))
    wanted = Counter(_words(page.text))
    return 2 * (got & wanted).total() / (got.total() + wanted.total())


def _words(text: str) -> list[str]:
    """The words of a text; letters of scripts without spaces count one by one."""
    return _WORD.findall(text.casefold())


def _aims(measured: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    family, generic = (measured[name] for name in OWN)
    best = max(measured[name]["f1"] for name in PEERS)
    plain = measured["trafilatura"]["pages_per_core_second"]
    times = round(family["pages_per_core_second"] / plain, 2)
    slower = round(plain / generic["pages_per_core_second"], 2)
    return [
        _aim(f"the families at least {LEAST_TIMES} × trafilatura's rate", times, reached=times >= LEAST_TIMES),
        _aim(f"their F1 above every peer's ({best})", family["f1"], reached=family["f1"] > best),
        _aim(f"trafilatura's rate at most {MOST_SLOWER} × the generic parser's", slower, reached=slower <= MOST_SLOWER),
    ]


def _aim(aim: str, figure: float, *, reached: bool) -> dict[str, Any]:
    return {"aim": aim, "is": figure, "reached": reached}


def _versions() -> dict[str, str]:
    code = "import importlib.metadata as m, sys; print(*map(m.version, sys.argv[1:]))"
    names = ["trafilatura", "newspaper4k", "resiliparse"]
    told = subprocess.check_output([str(COMPETITORS), "-c", code, *names], text=True)  # noqa: S603 -- our own words
    return dict(zip(names, told.split(), strict=True))


def _print(result: dict[str, Any]) -> None:
    made = result["set"]
    families = len(made["families"])
    heading(f"{made['pages']} pages in the layouts of {families} families, {made['mean_bytes']:,} bytes on average")
    say(f"One core of {result['machine']['processor']}, median of {result['rounds']} rounds")
    keys = ("pages_per_core_second", "pages_per_second_of_the_clock", "f1", "start_seconds", "peak_mb")
    rows = [(name, *(row[key] for key in keys)) for name, row in result["measured"].items()]
    table(("", "pages a core second", "a second", "F1", "start s", "peak MB"), rows)
    family = result["measured"]["danvan, by family"]["pages_per_core_second"]
    ratios = [(name, round(family / result["measured"][name]["pages_per_core_second"], 1)) for name in PEERS]
    table(("by family, times the rate of", ""), ratios)
    aims = [(one["aim"], one["is"], "reached" if one["reached"] else "MISSED") for one in result["aims"]]
    table(("aim", "is", ""), aims)


if __name__ == "__main__":
    main()
