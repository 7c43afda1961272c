"""What one run of a source notes down: an outcome for every address it considered, a rejection for every bad page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.records import Outcome, Rejection

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from scrapers.encodings import Refused
    from scrapers.web import Fetched
    from storage.records import Step
    from storage.warc import Exchange


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is noted of an exchange; its body may be forgotten then."""

    at: datetime
    status: int
    etag: str | None
    last_modified: str | None
    digest: str | None
    n_bytes: int
    elapsed_ms: int | None

    @classmethod
    def of(cls, exchange: Exchange) -> Receipt:
        """The receipt of one exchange."""
        return cls(
            at=exchange.at,
            status=exchange.status,
            etag=exchange.header("etag"),
            last_modified=exchange.header("last-modified"),
            digest=exchange.digest if exchange.body and exchange.status == 200 else None,
            n_bytes=len(exchange.body),
            elapsed_ms=exchange.metadata.get("elapsed_ms"),
        )


class Journal:
    """Collects rows; the first outcome of an address stands, so that there is one for each."""

    def __init__(self, source_id: str, step: Step, now: Callable[[], datetime], warc_file: str) -> None:
        self._source_id = source_id
        self._step = step
        self._now = now
        self._warc_file = warc_file
        self._outcomes: dict[str, Outcome] = {}
        self._rejections: list[Rejection] = []

    @property
    def outcomes(self) -> list[Outcome]:
        """One row an address, in the order they came up."""
        return list(self._outcomes.values())

    @property
    def rejections(self) -> list[Rejection]:
        """Rows for ``lake/rejected``."""
        return list(self._rejections)

    def count(self, *kinds: str, without: Collection[str] = ()) -> int:
        """How many addresses, but those in ``without``, came to one of these."""
        return sum(row.outcome in kinds for subject, row in self._outcomes.items() if subject not in without)

    def note(
        self, subject: str, outcome: str, detail: str, receipt: Receipt | None = None, article_id: str | None = None
    ) -> None:
        """One address and what it came to."""
        if subject in self._outcomes:
            return
        self._outcomes[subject] = Outcome(
            step=self._step,
            source_id=self._source_id,
            subject=subject,
            outcome=outcome,
            detail=detail,
            at=receipt.at if receipt else self._now(),
            http_status=receipt.status if receipt else None,
            article_id=article_id,
            etag=receipt.etag if receipt else None,
            last_modified=receipt.last_modified if receipt else None,
            payload_digest=receipt.digest if receipt else None,
            n_bytes=receipt.n_bytes if receipt else None,
            elapsed_ms=receipt.elapsed_ms if receipt else None,
            warc_file=self._warc_file if receipt else None,
        )

    def note_fetched(self, fetched: Fetched, detail: str = "") -> None:
        """What asking for an address came to when there is nothing to parse."""
        receipt = Receipt.of(fetched.exchange) if fetched.exchange else None
        self.note(fetched.url, fetched.result, fetched.detail + detail, receipt)

    def reject(self, subject: str, refused: Refused) -> None:
        """A page that broke a rule."""
        row = Rejection("parse", self._source_id, subject, refused.rule, refused.reason, self._now(), refused.sample)
        self._rejections.append(row)
