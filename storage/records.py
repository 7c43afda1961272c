"""What the rooms hand each other: articles, outcomes and rejections, as plain frozen records.

An article's ``text`` is kept exactly as it was read; ``blocks`` say what each stretch of it is. Evidence points
into ``text`` by character offsets, so nothing may rewrite it after parsing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

BlockKind = Literal["title", "lead", "dateline", "paragraph", "caption", "byline", "link", "debris"]
Step = Literal["scrape", "import", "parse", "extract"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch ``text[start:end]`` of an article and what it is."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """What a parser read out of one page. Holds no retrieval time: the same page gives the same article."""

    article_id: str  # 32 hex digits, of the canonical URL (or of the text where there is no URL)
    content_hash: str  # 32 hex digits, of what the page says: title, text, published
    source_id: str
    site: str | None  # host of the page
    url: str | None  # as fetched or as given
    canonical_url: str | None
    lang: str  # ISO 639-1, 'und' when it could not be told
    title: str | None
    lead: str | None
    byline: str | None
    text: str
    blocks: tuple[Block, ...]
    published: str | None  # YYYY-MM-DD or YYYY-MM in Vietnam's time, as far as the page says
    published_at: datetime | None  # UTC, only when the page gives a time of day
    published_evidence: str | None  # where it was read: 'json-ld', 'dateline', 'given', …
    original_url: str | None  # the original a translation names
    province: str | None  # of the paper, from the source registry, valid at publication
    parser: str
    parser_version: str
    given_id: str | None = None  # the id an imported JSON object came with
    flags: tuple[str, ...] = field(default=())  # contradictions seen while parsing


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one step came to for one URL or file, said in words."""

    step: Step
    source_id: str
    subject: str  # URL or path
    outcome: str  # one of OUTCOMES
    detail: str  # one sentence
    at: datetime
    http_status: int | None = None
    article_id: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    payload_digest: str | None = None
    n_bytes: int | None = None
    elapsed_ms: int | None = None
    warc_file: str | None = None


OUTCOMES = (
    "landed",  # a page was kept and an article read from it
    "unchanged",  # 304, or the same content as last time
    "moved",  # a redirect was followed; the target has its own outcome
    "gone",  # 404 or 410
    "forbidden",  # robots.txt or the source's YAML says no
    "blocked",  # 403, 428, 429 or a challenge page
    "failed",  # network or server fault after all retries
    "rejected",  # fetched, but not an article that can be used
    "skipped",  # not asked for: pattern, date or subject
    "extracted",
)


@dataclass(frozen=True, slots=True)
class Rejection:
    """One input that broke a rule: what and where, in one sentence. Nothing is dropped without one."""

    step: Step
    source_id: str
    subject: str  # URL or path, with the line or record number where there is one
    rule: str  # short name, e.g. 'empty-file'
    reason: str  # one clear sentence for a person
    at: datetime
    sample: str = ""  # at most 200 characters of the offending input, printable
