"""Local files → articles: ``.txt``, ``.html``, ``.json``, ``.jsonl`` and ``.warc(.gz)``, read like fetched pages.

``read_articles`` needs no lake. ``import_paths`` lands what it reads: the bytes first, then the articles, then what
was refused, the outcomes last. Whatever cannot be read becomes a rejection with one clear sentence, and so does what
could be read only by guessing or in part; nothing that a file holds stops the rest. An article whose words are in the
lake is not landed again, so importing twice changes nothing.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapers import archives, containers, languages
from scrapers.assembling import IMPORT_SOURCE, article_of_text
from scrapers.containers import Item, Refusal
from scrapers.encodings import Refused
from scrapers.inputs import PATH_RULES, files, shown, suffix_of
from scrapers.landed import Landed, free_run
from scrapers.pages import article_of_page
from scrapers.registry import load_sources, source_of_url
from storage.lake import Lake, run_name
from storage.records import Article, Outcome, Rejection
from storage.warc import payload_digest, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from scrapers.registry import Source
    from storage.settings import Settings
    from storage.warc import Writer


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What one import came to; ``rejections`` are the rows it wrote to ``lake/rejected``."""

    found: int = 0  # articles in all files
    landed: int = 0
    unchanged: int = 0
    rejected: int = 0
    rejections: tuple[Rejection, ...] = field(default=())

    @property
    def exit_status(self) -> int:
        """1 when a path is not there or cannot be read, or when nothing at all could be used; else 0."""
        unread = any(rejection.rule in PATH_RULES for rejection in self.rejections)
        return int(unread or (self.rejected > 0 and self.found == 0))


def read_articles(paths: Sequence[Path], settings: Settings) -> Iterator[Article | Rejection]:
    """The articles in files and folders, in order, and a rejection for every input that broke a rule.

    Raises ``scrapers.registry.SourceError`` when the source files cannot be used.
    """
    sources = load_sources(settings.sources)
    for _, found in _read(paths, sources, datetime.now(UTC)):
        yield found


def import_paths(
    paths: Sequence[Path],
    *,
    run: str,
    settings: Settings,
    declared: bool = False,
    progress: Callable[[str], None] | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> ImportReport:
    """Land files and folders in the lake; ``progress`` is told one line for each article landed and each rejection.

    ``declared`` keeps only what lies on a host that a source declares: web archives may hold anything.

    Raises ``SourceError`` and ``LakeError`` before anything is read or written.
    """
    work = _Import(settings, run_name(run), now(), declared=declared)
    with ExitStack() as files_of_run:
        for line in work.read(paths, files_of_run):
            if progress is not None:
                progress(line)
    return work.write()


def _read(
    paths: Sequence[Path], sources: Mapping[str, Source], at: datetime, *, declared: bool = False
) -> Iterator[tuple[Item, Article] | tuple[None, Rejection]]:
    for path, unfit in files(paths):
        if unfit is not None:
            yield None, _rejection(shown(path), unfit, at)
            continue
        for item in _items(path, sources, declared=declared):
            if isinstance(item, Refusal):
                yield None, _rejection(item.subject, item.refused, at)
                continue
            found, cut = _article(item, sources)
            if declared and isinstance(found, Article) and found.source_id == IMPORT_SOURCE:
                continue
            if isinstance(found, Refused):
                yield None, _rejection(item.subject, found, at)
                continue
            yield item, found
            for rule, problem in (("wrong-encoding", item.problem), ("cut-short", cut)):
                if problem:
                    yield None, _rejection(item.subject, Refused(rule, problem, item.payload), at)
            if found.lang == languages.UNDETERMINED:
                reason = "its language cannot be told; it was kept as 'und'"
                yield None, _rejection(item.subject, Refused("unknown-language", reason, found.text), at)


def _items(path: Path, sources: Mapping[str, Source], *, declared: bool) -> Iterator[Item | Refusal]:
    if not suffix_of(path).startswith(".warc"):
        return containers.items(path)
    return archives.items(path, (lambda url: source_of_url(sources, url) is not None) if declared else None)


def _article(item: Item, sources: Mapping[str, Source]) -> tuple[Article | Refused, str | None]:
    if item.text is None:
        return article_of_page(item.payload, item.given.url, item.media_type, sources)
    return article_of_text(item.text, item.given, sources, item.flags), None


def _rejection(subject: str, refused: Refused, at: datetime) -> Rejection:
    return Rejection("import", IMPORT_SOURCE, subject, refused.rule, refused.reason, at, refused.sample)


class _Import:
    """One import on its way: what it has landed, and what every input came to."""

    def __init__(self, settings: Settings, run: str, at: datetime, *, declared: bool = False) -> None:
        self._declared = declared
        self._lake = Lake(settings.lake)
        self._sources = load_sources(settings.sources)
        self._at = at
        self._run = run
        self._part = free_run(self._lake, run, at.date())
        self._landed = Landed(self._lake)
        self._raw: Writer | None = None
        self._articles: list[Article] = []
        self._outcomes: list[Outcome] = []
        self._rejections: list[Rejection] = []
        self._found = self._unchanged = 0

    def read(self, paths: Sequence[Path], files_of_run: ExitStack) -> Iterator[str]:
        """Read everything and keep the bytes of what is new; one line for people about each article and rejection."""
        without_url: list[tuple[Item, Article]] = []
        for item, found in _read(paths, self._sources, self._at, declared=self._declared):
            if isinstance(found, Rejection):
                self._rejections.append(found)
                self._note(found.subject, "rejected", found.reason)
                yield f"{found.subject}: {found.reason}"
            elif item is not None and found.canonical_url:
                yield from self._consider(item, found, files_of_run)
            elif item is not None:
                without_url.append((item, found))
        for item, article in without_url:  # last, since the same words may be there with their URL as well
            yield from self._consider(item, article, files_of_run)

    def write(self) -> ImportReport:
        """Write articles, rejections and outcomes, in the order in which a killed run can be done again."""
        day = self._at.date()
        for source_id in sorted({article.source_id for article in self._articles}):
            mine = [article for article in self._articles if article.source_id == source_id]
            self._lake.write_articles(self._lake.articles_path(source_id, day, self._part), mine)
        self._lake.write_rejected(day, self._run, self._rejections)
        self._lake.write_outcomes(day, self._run, self._outcomes)
        counts = (self._found, len(self._articles), self._unchanged, len(self._rejections))
        return ImportReport(*counts, tuple(self._rejections))

    def _consider(self, item: Item, article: Article, files_of_run: ExitStack) -> Iterator[str]:
        self._found += 1
        held = self._landed.holds(article)
        if held is not None:
            self._unchanged += 1
            self._note(item.subject, "unchanged", held, item, article)
            return
        if self._raw is None:
            path = self._lake.raw_path(IMPORT_SOURCE, self._at.date(), self._part)
            self._raw = files_of_run.enter_context(writing(path))
        address = item.given.url or f"urn:danvan:{payload_digest(item.payload)}"
        self._raw.keep(address, self._at, item.media_type, item.payload)
        self._landed.add(article)
        self._articles.append(article)
        self._note(item.subject, "landed", "an article was read from it", item, article)
        yield f"{item.subject}: {article.title or article.text.strip()[:80]}"

    def _note(
        self, subject: str, outcome: str, detail: str, item: Item | None = None, article: Article | None = None
    ) -> None:
        day, kept = self._at.date(), outcome == "landed"
        raw = self._lake.raw_path(IMPORT_SOURCE, day, self._part).relative_to(self._lake.root)
        self._outcomes.append(
            Outcome(
                "import",
                article.source_id if article else IMPORT_SOURCE,
                subject,
                outcome,
                detail,
                self._at,
                article_id=article.article_id if article else None,
                payload_digest=payload_digest(item.payload) if item else None,
                n_bytes=len(item.payload) if item else None,
                warc_file=str(raw) if kept else None,
            )
        )
