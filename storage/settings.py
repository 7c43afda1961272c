"""Where danvan keeps its data and how it introduces itself, from the environment.

Every variable starts with ``DANVAN_``. A value that cannot be used raises ``pydantic.ValidationError`` when the
settings are read, before any work is done.
"""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

REPOSITORY = Path(__file__).resolve().parent.parent
_LOOPBACK = re.compile(r"(127(\.\d{1,3}){3}|localhost|\[::1\]):\d{1,5}")


class Settings(BaseSettings):
    """One reading of the environment; pass it on instead of reading the environment again."""

    model_config = SettingsConfigDict(env_prefix="DANVAN_", frozen=True, extra="ignore")

    home: Path = Field(default=Path("data"), description="folder that holds the lake and the warehouse")
    sources: Path = Field(default=REPOSITORY / "scrapers" / "sources", description="folder of the source YAML files")
    contact: str = Field(default="https://github.com/danvan-warehouse/danvan", description="contact in the user agent")
    connect_to: str = Field(
        default="",
        description="demo and tests only: 'host=127.0.0.1:port,…' sends requests for these hosts to loopback",
    )
    keep_published: int = Field(default=5, ge=1, le=365, description="published files kept for a rollback")
    jobs: int = Field(default=1, ge=1, le=256, description="processes used to extract")

    retry_seconds: int = Field(default=300, ge=0, le=86400, description="pause before a failed task is tried again")

    @field_validator("home", "sources")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("connect_to")
    @classmethod
    def _loopback_only(cls, value: str) -> str:
        for pair in filter(None, value.split(",")):
            host, _, target = pair.partition("=")
            if not host or not _LOOPBACK.fullmatch(target):
                raise ValueError(
                    f"DANVAN_CONNECT_TO: '{pair}' is not 'host=127.0.0.1:port'; only loopback addresses are allowed"
                )
        return value

    @property
    def connections(self) -> dict[str, str]:
        """Host name → loopback ``address:port`` that answers for it; empty outside the demo and tests."""
        pairs = (pair.partition("=") for pair in self.connect_to.split(",") if pair)
        return {host: target for host, _, target in pairs}

    @property
    def lake(self) -> Path:
        """The folder of raw pages, articles, claims, outcomes and rejected rows."""
        return self.home / "lake"

    @property
    def warehouse(self) -> Path:
        """The folder of the published and the candidate DuckDB files."""
        return self.home / "warehouse"
