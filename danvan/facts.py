"""Facts of the published warehouse with what they stand on: read by `show`, `explain` and the end of a refresh."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

QUALIFIERS = ("at_least", "about")
PROVENANCE = ("quote", "quote_start", "quote_end", "sentence", "rule", "is_chosen", "claim_id", "article_id")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact: where it lies and which of its columns tell it."""

    name: str
    table: str
    claims: str
    key: str
    latest: str  # SQL that orders the latest first
    headline: tuple[str, ...]  # columns that are read as one line
    details: tuple[str, ...]  # columns named when they hold something
    qualifier: str  # column that says how exact the counts are


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "conferences",
            "fct_conferences",
            "fct_conference_claims",
            "conference_key",
            "event_date DESC NULLS LAST, first_reported_at DESC NULLS LAST",
            ("event_date", "kind", "level", "commune", "district", "province"),
            ("host", "delegates"),
            "delegates_qualifier",
        ),
        Kind(
            "models",
            "fct_models",
            "fct_model_claims",
            "model_key",
            "first_reported_at DESC NULLS LAST, period DESC NULLS LAST",
            ("model_count", "status", "unit", "level", "commune", "district", "province"),
            ("period", "collective_count", "individual_count"),
            "count_qualifier",
        ),
        Kind(
            "awards",
            "fct_awards",
            "fct_award_claims",
            "award_key",
            "first_reported_at DESC NULLS LAST",
            ("award", "grantor", "province"),
            ("collectives", "individuals", "total"),
            "count_qualifier",
        ),
    )
}


# What else has a key and claims behind it: explained, but not among the facts that `show` lists.
FURTHER_KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "participants",
            "(SELECT part.*, person.display_name, event.event_date, event.kind, event.province"
            " FROM fct_conference_participants AS part JOIN dim_person AS person USING (person_key)"
            " JOIN fct_conferences AS event USING (conference_key))",
            "fct_person_claims",
            "participant_key",
            "event_date DESC NULLS LAST",
            ("display_name", "part", "event_date", "kind", "province"),
            ("position",),
            "",
        ),
        Kind(
            "document references",
            "(SELECT reference.* EXCLUDE (quote, sentence), document.number, document.kind"
            " FROM fct_document_references AS reference JOIN dim_document AS document USING (document_key))",
            "fct_document_claims",
            "document_reference_key",
            "number",
            ("number", "kind"),
            (),
            "",
        ),
        Kind(
            "people",
            "dim_person",
            "fct_person_claims",
            "person_key",
            "display_name",
            ("display_name",),
            ("position",),
            "",
        ),
        Kind(
            "documents",
            "dim_document",
            "fct_document_claims",
            "document_key",
            "number",
            ("number", "kind", "document_date"),
            (),
            "",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a fact table, and the claims of :func:`explained` or the one sentence of :func:`latest`."""

    kind: Kind
    values: dict[str, Any]
    sentence: str | None = None
    url: str | None = None
    claims: list[dict[str, Any]] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The fact's key, 32 hex digits."""
        return str(self.values[self.kind.key])

    @property
    def headline(self) -> str:
        """The fact in a line, as far as it is known."""
        told = [self._told(name) for name in self.kind.headline if self.values.get(name) is not None]
        named = [
            f"{name.replace('_', ' ')} {self._told(name)}"
            for name in self.kind.details
            if self.values.get(name) is not None
        ]
        return " · ".join(told) + (f" — {', '.join(named)}" if named else "")

    def _told(self, name: str) -> str:
        """A value in words: numbers with their thousands apart and with what the reports say of them."""
        value = self.values[name]
        if not isinstance(value, int):
            return str(value)
        qualifier = self.values.get(self.kind.qualifier)
        return f"{qualifier.replace('_', ' ')} {value:,}" if qualifier in QUALIFIERS else f"{value:,}"

    @property
    def support(self) -> str:
        """How many articles, sources and languages say so."""
        parts = [
            f"{self.values[name]} {word}{'' if self.values[name] == 1 else 's'}"
            for name, word in (("n_articles", "article"), ("n_sources", "source"), ("n_languages", "language"))
            if self.values.get(name) is not None
        ]
        return ", ".join(parts) + (", contested" if self.values.get("is_contested") else "")


def latest(connection: DuckDBPyConnection, kind: Kind, limit: int, province: str | None = None) -> list[Fact]:
    """The latest facts of a kind, each with the sentence of a chosen claim (a Vietnamese one if there is one)."""
    where = "WHERE lower(f.province) = lower(?)" if province else ""
    rows = _rows(
        connection,
        f"""
        WITH standing AS (
            SELECT
                c.{kind.key},
                arg_min({{'sentence': c.sentence, 'url': a.url}}, (a.lang != 'vi', c.claim_id)) AS claim
            FROM {kind.claims} AS c LEFT JOIN dim_article AS a USING (article_id)
            WHERE c.is_chosen GROUP BY ALL
        )
        SELECT f.*, claim.sentence AS _sentence, claim.url AS _url
        FROM {kind.table} AS f LEFT JOIN standing USING ({kind.key}) {where}
        ORDER BY {kind.latest}, f.{kind.key} LIMIT ?
        """,  # noqa: S608 -- names come from KINDS, values are bound
        [*([province] if province else []), limit],
    )
    return [Fact(kind, row, row.pop("_sentence"), row.pop("_url")) for row in rows]


def matching(connection: DuckDBPyConnection, prefix: str, limit: int = 20) -> list[Fact]:
    """The facts of any kind whose key begins so, people and documents too."""
    return [
        Fact(kind, row)
        for kind in (KINDS | FURTHER_KINDS).values()
        for row in _rows(
            connection,
            f"SELECT * FROM {kind.table} WHERE starts_with({kind.key}, ?) ORDER BY {kind.key} LIMIT ?",  # noqa: S608 -- as above
            [prefix, limit],
        )
    ]


def explained(connection: DuckDBPyConnection, fact: Fact) -> Fact:
    """The fact with when it was published, and all claims about it, the chosen first, each with its article."""
    kind = fact.kind
    published = _rows(
        connection,
        "SELECT first_published_at, last_changed_at FROM fact_history WHERE fact_key = ?",
        [fact.key],
    )
    claims = _rows(
        connection,
        f"""
        SELECT c.*, a.title, a.url, a.site, a.lang, a.published
        FROM {kind.claims} AS c LEFT JOIN dim_article AS a USING (article_id)
        WHERE c.{kind.key} = ? ORDER BY c.is_chosen DESC, a.published, a.lang != 'vi', c.claim_id
        """,  # noqa: S608 -- as above
        [fact.key],
    )
    return Fact(kind, fact.values | (published[0] if published else {}), claims=claims)


def _rows(connection: DuckDBPyConnection, sql: str, parameters: list[Any]) -> list[dict[str, Any]]:
    result = connection.execute(sql, parameters)
    columns = [column[0] for column in result.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
