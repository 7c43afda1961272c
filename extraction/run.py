"""Extract the lake: every articles file without claims of the present rules is read, and its claims written.

The unit of work is one articles file. Its claims files are written one a type, the readings last; a file with readings
is done, so a run that died does the rest, and extracting twice changes nothing. Nothing here touches the network.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from extraction.parallel import in_order
from extraction.reader import VERSION, read
from storage.lake import Lake
from storage.records import Outcome, Rejection
from storage.schemas import CLAIM_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from extraction.reader import Reading
    from storage.records import Article
    from storage.settings import Settings

UNKNOWN_LANGUAGE = "unknown-language"


@dataclass(frozen=True, slots=True)
class ExtractReport:
    """What one run of extraction came to."""

    articles: int = 0
    files: int = 0
    skipped_files: int = 0
    claims: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class _FileResult:
    outcomes: list[Outcome]
    rejections: list[Rejection]
    articles: int
    claims: int


def extract_lake(
    *,
    settings: Settings,
    run: str,
    source_id: str | None = None,
    jobs: int = 1,
    progress: Callable[[str], None] | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> ExtractReport:
    """Read every articles file that has no claims of this extractor version yet; the same output for any ``jobs``."""
    lake = Lake(settings.lake)
    every = lake.article_files(source_id)
    pending = [path for path in every if not lake.claims_path("readings", VERSION, path).exists()]
    at = now()
    outcomes: list[Outcome] = []
    rejections: list[Rejection] = []
    articles = claims = 0
    for done, result in enumerate(_results(lake, pending, at, jobs), start=1):
        outcomes += result.outcomes
        rejections += result.rejections
        articles += result.articles
        claims += result.claims
        if progress is not None:
            progress(f"{done}/{len(pending)} files, {articles} articles, {claims} claims")
    lake.write_rejected(at.date(), run, rejections)
    lake.write_outcomes(at.date(), run, outcomes)
    return ExtractReport(articles, len(pending), len(every) - len(pending), claims, len(rejections))


def _results(lake: Lake, pending: list[Path], at: datetime, jobs: int) -> Iterator[_FileResult]:
    """The articles of all files go through the processes as one row, so that one large file keeps them all busy."""
    readings: list[tuple[Article, Reading]] = []
    items = _articles(lake, pending)
    for path, read_article in in_order(_read_one, items, jobs=jobs, weight=_weight):
        if read_article is not None:
            readings.append(read_article)
            continue
        yield _write_file(lake, path, readings, at)
        readings = []


def _articles(lake: Lake, pending: list[Path]) -> Iterator[tuple[Path, Article | None]]:
    """Every article with its file, and behind a file's last one the file alone."""
    for path in pending:
        for article in lake.read_articles(path):
            yield path, article
        yield path, None


def _weight(item: tuple[Path, Article | None]) -> int:
    return len(item[1].text) if item[1] is not None else 0


def _read_one(item: tuple[Path, Article | None]) -> tuple[Path, tuple[Article, Reading] | None]:
    path, article = item
    return path, None if article is None else (article, read(article))


def _write_file(lake: Lake, path: Path, read_articles: list[tuple[Article, Reading]], at: datetime) -> _FileResult:
    """Write the claims of one file's articles, the readings last."""
    rows: dict[str, list[dict[str, Any]]] = {kind: [] for kind in CLAIM_TYPES}
    readings: list[dict[str, Any]] = []
    outcomes: list[Outcome] = []
    rejections: list[Rejection] = []
    for article, reading in read_articles:
        if not reading.language_known:
            rejections.append(_unknown_language(article, at))
        for kind in CLAIM_TYPES:
            rows[kind] += reading.claims[kind]
        readings.append(
            {
                "article_id": article.article_id,
                "content_hash": article.content_hash,
                "lang": article.lang,
                "relevant": reading.relevant,
                "n_claims": reading.n_claims,
            }
        )
        outcomes.append(_outcome(article, reading.n_claims, at, known=reading.language_known, on=reading.relevant))
    for kind in CLAIM_TYPES:
        lake.write_claims(lake.claims_path(kind, VERSION, path), kind, rows[kind])
    lake.write_claims(lake.claims_path("readings", VERSION, path), "readings", readings)
    return _FileResult(outcomes, rejections, len(read_articles), sum(len(found) for found in rows.values()))


def _subject(article: Article) -> str:
    return article.canonical_url or article.given_id or article.article_id


def _unknown_language(article: Article, at: datetime) -> Rejection:
    return Rejection(
        "extract",
        article.source_id,
        _subject(article),
        UNKNOWN_LANGUAGE,
        f"the article is in '{article.lang}', which has no file in extraction/languages; it is kept, without claims",
        at,
        "".join(c for c in article.text[:200] if c.isprintable()),
    )


def _outcome(article: Article, n_claims: int, at: datetime, *, known: bool, on: bool) -> Outcome:
    if not known:
        detail = f"not read: no language file for '{article.lang}'"
    elif not on:
        detail = "not about mass mobilisation work, so no claims"
    else:
        detail = f"{n_claims} claims"
    return Outcome(
        "extract",
        article.source_id,
        _subject(article),
        "extracted" if known else "rejected",
        detail,
        at,
        article_id=article.article_id,
    )
