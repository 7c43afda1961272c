"""The Parquet schemas of the lake: one for articles, one a claim type, outcomes and rejected rows.

dbt's staging layer reads exactly these columns. Adding one is a change here and in ``dbt_project/models/staging``.
"""

from __future__ import annotations

import pyarrow as pa

CLAIM_TYPES = ("conferences", "models", "awards", "people", "documents")

_TEXT = pa.string()
_TIME = pa.timestamp("us", tz="UTC")

ARTICLES = pa.schema(
    [
        ("article_id", _TEXT),
        ("content_hash", _TEXT),
        ("source_id", _TEXT),
        ("site", _TEXT),
        ("url", _TEXT),
        ("canonical_url", _TEXT),
        ("lang", _TEXT),
        ("title", _TEXT),
        ("lead", _TEXT),
        ("byline", _TEXT),
        ("text", _TEXT),
        ("blocks", pa.list_(pa.struct([("kind", _TEXT), ("start", pa.int64()), ("end", pa.int64())]))),
        ("published", _TEXT),
        ("published_at", _TIME),
        ("published_evidence", _TEXT),
        ("original_url", _TEXT),
        ("province", _TEXT),
        ("parser", _TEXT),
        ("parser_version", _TEXT),
        ("given_id", _TEXT),
        ("flags", pa.list_(_TEXT)),
    ]
)

OUTCOMES = pa.schema(
    [
        ("run", _TEXT),
        ("step", _TEXT),
        ("source_id", _TEXT),
        ("subject", _TEXT),
        ("outcome", _TEXT),
        ("detail", _TEXT),
        ("at", _TIME),
        ("http_status", pa.int32()),
        ("article_id", _TEXT),
        ("etag", _TEXT),
        ("last_modified", _TEXT),
        ("payload_digest", _TEXT),
        ("n_bytes", pa.int64()),
        ("elapsed_ms", pa.int64()),
        ("warc_file", _TEXT),
    ]
)

REJECTED = pa.schema(
    [
        ("run", _TEXT),
        ("step", _TEXT),
        ("source_id", _TEXT),
        ("subject", _TEXT),
        ("rule", _TEXT),
        ("reason", _TEXT),
        ("at", _TIME),
        ("sample", _TEXT),
    ]
)

# One slot of a claim and the words it was read from. `origin` is 'text', or where else the value comes from:
# 'url' (the slug), 'source' (the registry's province) or 'published' (the year of publication).
CELL = pa.struct(
    [
        ("slot", _TEXT),
        ("quote", _TEXT),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("sentence", _TEXT),
        ("rule", _TEXT),
        ("origin", _TEXT),
    ]
)

_CLAIM = [
    ("claim_id", _TEXT),  # 32 hex digits of (article_id, content_hash, type, start, end, slots)
    ("article_id", _TEXT),
    ("content_hash", _TEXT),
    ("ordinal", pa.int32()),  # place of the claim among those of its type in the article, from 0
    ("quote", _TEXT),
    ("start", pa.int64()),
    ("end", pa.int64()),
    ("sentence", _TEXT),
    ("rule", _TEXT),
    ("cells", pa.list_(CELL)),
]

CLAIMS: dict[str, pa.Schema] = {
    "conferences": pa.schema(
        [
            *_CLAIM,
            ("date", _TEXT),  # YYYY, YYYY-MM or YYYY-MM-DD
            ("date_precision", _TEXT),  # day, month, year
            ("kind", _TEXT),
            ("level", _TEXT),
            ("province", _TEXT),
            ("district", _TEXT),
            ("commune", _TEXT),
            ("host", _TEXT),
            ("delegates", pa.int64()),
            ("delegates_qualifier", _TEXT),  # exact, at_least, about
        ]
    ),
    "models": pa.schema(
        [
            *_CLAIM,
            ("count", pa.int64()),
            ("count_qualifier", _TEXT),
            ("status", _TEXT),
            ("collective", pa.int64()),
            ("individual", pa.int64()),
            ("level", _TEXT),
            ("unit", _TEXT),
            ("province", _TEXT),
            ("district", _TEXT),
            ("commune", _TEXT),
            ("period", _TEXT),
            ("part_of", _TEXT),  # claim_id of the total this count is a part of
        ]
    ),
    "awards": pa.schema(
        [
            *_CLAIM,
            ("award", _TEXT),
            ("as_written", _TEXT),
            ("grantor", _TEXT),
            ("collectives", pa.int64()),
            ("individuals", pa.int64()),
            ("total", pa.int64()),
            ("count_qualifier", _TEXT),
            ("province", _TEXT),
            ("part_of", _TEXT),  # claim_id of the award this one is a part of (8 handed over of 40)
        ]
    ),
    "people": pa.schema([*_CLAIM, ("name", _TEXT), ("name_latin", _TEXT), ("position", _TEXT), ("part", _TEXT)]),
    "documents": pa.schema([*_CLAIM, ("number", _TEXT), ("kind", _TEXT), ("date", _TEXT)]),
}

# One row an extracted article, claims or none: what `extract` has done, and whether the article is on the subject.
READINGS = pa.schema(
    [
        ("article_id", _TEXT),
        ("content_hash", _TEXT),
        ("lang", _TEXT),
        ("relevant", pa.bool_()),
        ("n_claims", pa.int32()),
    ]
)
