"""A layout that one site alone has, as its YAML file declares it: selectors instead of a parser in Python.

What the keys mean is told in ``scrapers.families.layout``, whose layouts are made of them. A selector that cannot be
read is a fault of the file, found when the file is read.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class DeclaredLayout(BaseModel):
    """One dated version of a site's pages; an empty selector stands for what nobody knows."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Annotated[str, Field(pattern=r"^\d{1,4}$")]
    valid_from: Day | None = None
    valid_until: Day | None = None
    body: Annotated[str, Field(min_length=1)]
    title: str = ""
    lead: str = ""
    time: str = ""
    author: str = ""
    captions: str = ""
    drop: str = ""
    drop_lines: str = ""

    @field_validator("body", "title", "lead", "time", "author", "captions", "drop")
    @classmethod
    def _is_selector(cls, value: str) -> str:
        try:
            LexborHTMLParser("").css(value) if value else None
        except (SelectolaxError, ValueError):
            raise ValueError(f"'{value}' is no CSS selector") from None
        return value

    @field_validator("drop_lines")
    @classmethod
    def _is_pattern(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"'{value}' is no regular expression: {error}") from None
        return value
