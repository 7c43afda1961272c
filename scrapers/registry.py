"""The source registry: what is known of each site, read from one YAML file a site.

Strict: an unknown key, a wrong type or a host claimed twice stops the reading with one sentence that names the file.
What nobody knows is null, never a guess; ``checked_at`` stays null until somebody has looked at the site live.

The keys of a file ``<id>.yml``:

    id                 lower case letters, digits, hyphens; the file's name
    paper              name of the publication as it writes itself
    kind               central | province | city | aggregator | demo
    hosts              host names, the present one first; www. and m. need not be listed
    old_hosts          earlier hosts and mirrors whose pages count as this source's
    host_group         host that all of them are folded to in canonical URLs; papers that merged share one, also where
                       the merger is a guess: slug and number still tell their articles apart
    province_before    province of the paper until 2025-06-30 (63 provinces), null for national sites
    province_after     province since 2025-07-01 (34 provinces)
    languages          ISO 639-1 codes of the editions, the main one first
    editions           language: path prefix or host of its edition; others are told by /<language>/ in the path
    family             td_post | mediatech | onecms | zce | content_fck | vietlong | vccorp | kinhtedothi | bbg |
                       vietnamvn | own | generic: how its pages are laid out (see scrapers/families)
    earlier_families   families whose layouts its older pages have
    layouts            layouts that this site alone has or had, as selectors (see scrapers/declared.py), newest first;
                       family: own says that its present pages have the first of them
    article_pattern    regular expression an article's URL path matches from its start; null = not known, then a path
                       that ends in a slug of six words or more, with a digit or a file ending, is taken for one
    identity           null, or pattern and path: where a number alone is the identity of an article
    feeds, sitemaps, sections    absolute URLs; null = not known, [] = known to have none
    tags               pages that list the articles of a tag; read like sections
    dated_sitemaps     addresses with {Y}, {m} or {n} (month with, without zero) and {d}, one file a day or month; a
                       backfill reads those of its days, a nightly run none
    json_lists         lists as JSON: address with {page}, items (keys that lead to the list), and its keys url, title,
                       published
    section_links      CSS selector of article links in section and tag pages; null = every link that fits the pattern
    next_page          how sections go on: link (a CSS selector) or address ('{section}?p={page}'); null = not known
    to_check           lists that somebody named and nobody verified: for a live check, never asked by a run
    pace_seconds       pause between two requests to one host, at least 1 except for demo sources
    robots             what is known of its robots.txt; it is asked on every run all the same
    blocked            what is known of blocks, challenges
    legacy_tls         true where a server speaks only TLS of before 1.2; its certificate is verified all the same
    off                null, or the reason why the source is not scraped at all
    checked_at         date of the last live check by a person, or null
    bounds             min_candidates, max_candidates, max_pages of one run; min_articles of a month, and which share
                       of them has a date and a lead at least (min_dated, min_lead, 0 to 1); null = no bound
    notes              anything else, with where it comes from
"""

from __future__ import annotations

import re
from datetime import date  # noqa: TC003 - pydantic reads the annotation at run time
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from scrapers.declared import DeclaredLayout  # noqa: TC001 - pydantic reads the annotation at run time
from scrapers.identity import UrlError, canonical_url, host_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NEW_PROVINCES_FROM = "2025-07-01"
_SLUG_WORDS = 6
_EDITION = re.compile(r"^/([a-z]{2})(?:-[A-Za-z]{2})?/")
Family = Literal[
    "td_post",
    "mediatech",
    "onecms",
    "zce",
    "content_fck",
    "vietlong",
    "vccorp",
    "kinhtedothi",
    "bbg",
    "vietnamvn",
    "own",
    "generic",
]
Kind = Literal["central", "province", "city", "aggregator", "demo"]
HostName = Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=253)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
Edition = Annotated[str, Field(pattern=r"^(/[A-Za-z0-9-]+/|[a-z0-9-]+(\.[a-z0-9-]+)+)$", max_length=253)]
WebAddress = Annotated[str, Field(pattern=r"^https?://[^\s/]+/\S*$", max_length=2048)]


class SourceError(ValueError):
    """A source file that cannot be used; the message names file, key and reason."""


class _Words(yaml.SafeLoader):
    """Safe YAML in which off, on, yes and no are words: a key is named so, and Norwegian is."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the name and the kind that PyYAML asks for
        letter: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:bool"]
        for letter, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Bounds(_Strict):
    """What a source may bring: in one run, where fewer candidates are an error and more are cut off, and in a month."""

    min_candidates: int | None = Field(default=None, ge=0)
    max_candidates: int | None = Field(default=None, ge=1)
    max_pages: int | None = Field(default=None, ge=1)
    min_articles: int | None = Field(default=None, ge=0)
    min_dated: float | None = Field(default=None, ge=0, le=1)
    min_lead: float | None = Field(default=None, ge=0, le=1)


class Identity(_Strict):
    """Sites where one article has several addresses: ``path`` is filled with the groups of ``pattern``.

    The pattern is held against an address's path and, where that does not fit, against path and query.
    """

    pattern: str
    path: str

    @model_validator(mode="after")
    def _fits(self) -> Self:
        groups = _compiled(self.pattern).groupindex
        if not groups or any(f"{{{name}}}" not in self.path for name in groups):
            raise ValueError("identity.path must name every group of identity.pattern")
        return self


class NextPage(_Strict):
    """How a section goes on: a link on its page, or an address in which pages are counted. One of the two."""

    link: str | None = None
    address: str | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.link is None) == (self.address is None):
            raise ValueError("next_page needs either link or address")
        if self.address is not None and ("{page}" not in self.address or not self.address.startswith("{section}")):
            raise ValueError("next_page.address begins with {section} and holds {page}")
        return self


class JsonList(_Strict):
    """A list of articles as JSON: where page by page it lies, and under which keys it keeps what."""

    address: WebAddress
    items: tuple[str, ...] = ()
    url: str
    title: str | None = None
    published: str | None = None


class Source(_Strict):
    """One site as its YAML file declares it; the keys are told in this module's docstring."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")]
    paper: str
    kind: Kind
    hosts: tuple[HostName, ...] = Field(min_length=1)
    old_hosts: tuple[HostName, ...] = ()
    host_group: HostName
    province_before: str | None
    province_after: str | None
    languages: tuple[Language, ...] = Field(min_length=1)
    editions: dict[Language, Edition] = Field(default_factory=dict)
    family: Family
    earlier_families: tuple[Family, ...] = ()
    layouts: tuple[DeclaredLayout, ...] = ()
    article_pattern: str | None
    identity: Identity | None = None
    feeds: tuple[WebAddress, ...] | None
    sitemaps: tuple[WebAddress, ...] | None
    sections: tuple[WebAddress, ...] | None
    tags: tuple[WebAddress, ...] | None = None
    dated_sitemaps: tuple[WebAddress, ...] | None = None
    json_lists: tuple[JsonList, ...] | None = None
    section_links: str | None = None
    next_page: NextPage | None = None
    to_check: tuple[WebAddress, ...] = ()
    pace_seconds: float = Field(ge=0, le=3600)
    robots: str | None
    blocked: str | None
    legacy_tls: bool = False
    off: str | None = None
    checked_at: date | None
    bounds: Bounds = Bounds()
    notes: str | None = None

    @field_validator("article_pattern")
    @classmethod
    def _is_pattern(cls, value: str | None) -> str | None:
        if value is not None:
            _compiled(value)
        return value

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.kind != "demo" and self.pace_seconds < 1:
            raise ValueError("pace_seconds below 1 is for demo sources only")
        if self.family == "own" and not self.layouts:
            raise ValueError("family own needs layouts")
        if len({layout.version for layout in self.layouts}) < len(self.layouts):
            raise ValueError("two of the layouts have the same version")
        for url in self.all_lists:
            if not self.owns_host(urlsplit(url).hostname or ""):
                raise ValueError(f"{url} lies on a host that is not among hosts or old_hosts")
        for template in self.dated_sitemaps or ():
            if "{Y}" not in template or not any(place in template for place in ("{m}", "{n}")):
                raise ValueError(f"{template} does not say where year and month stand: {{Y}}, {{m}} or {{n}}, {{d}}")
        for language, place in self.editions.items():
            if language not in self.languages:
                raise ValueError(f"editions names '{language}', which is not among languages")
            if not place.startswith("/") and not self.owns_host(place):
                raise ValueError(f"the edition {place} is not among hosts or old_hosts")
        return self

    @property
    def all_lists(self) -> tuple[str, ...]:
        """Addresses of all lists, templates and unverified ones among them."""
        known = (self.feeds, self.sitemaps, self.sections, self.tags, self.dated_sitemaps, self.to_check)
        given = [url for urls in known for url in urls or ()]
        return (*given, *(one.address for one in self.json_lists or ()))

    @property
    def all_hosts(self) -> tuple[str, ...]:
        """Present and earlier hosts."""
        return (*self.hosts, *self.old_hosts)

    def owns_host(self, host: str) -> bool:
        """Whether this host, or its ``www.``/``m.`` variant, is one of the source's."""
        bare = canonical_host(host)
        return any(bare == canonical_host(own) for own in self.all_hosts)

    def is_article(self, url: str) -> bool:
        """Whether the address lies on the source's hosts and looks like an article's."""
        try:
            if not self.owns_host(host_of(url)):
                return False
        except UrlError:
            return False
        path = urlsplit(url).path
        return _ends_in_a_slug(path) if self.article_pattern is None else bool(re.match(self.article_pattern, path))

    def language_of(self, url: str) -> str:
        """The language of the edition an address belongs to; the main one where nothing says otherwise."""
        parts = urlsplit(url)
        for language, place in self.editions.items():
            if parts.path.startswith(place) or parts.hostname == place:
                return language
        found = _EDITION.match(parts.path)
        return found[1] if found and found[1] in self.languages else self.languages[0]

    def canonical(self, url: str) -> str:
        """The canonical URL as this site needs it. Raises scrapers.identity.UrlError."""
        canonical = canonical_url(url, self.host_group)
        if self.identity:
            pattern = _compiled(self.identity.pattern)
            path = urlsplit(canonical).path
            found = pattern.match(path) or pattern.match(f"{path}?{urlsplit(url).query}")
            if found:
                return f"https://{self.host_group}{self.identity.path.format(**found.groupdict(default=''))}"
        return canonical

    def province_on(self, published: str | None) -> str | None:
        """The paper's province valid on a date 'YYYY-MM-DD', 'YYYY-MM' or 'YYYY'.

        None where the date decides and is unknown.
        """
        if self.province_before == self.province_after:
            return self.province_before
        known = (published or "")[:7]
        if len(known) < 7:
            turn = NEW_PROVINCES_FROM[:4]
            if len(known) < 4 or known[:4] == turn:
                return None
            return self.province_after if known[:4] > turn else self.province_before
        return self.province_after if known >= NEW_PROVINCES_FROM[:7] else self.province_before


@lru_cache(maxsize=4096)  # every page of an import is held against the hosts of every source
def canonical_host(host: str) -> str:
    """A host without its ``www.``, ``m.`` and the like."""
    try:
        return host_of(canonical_url(f"https://{host}/"))
    except UrlError:
        return host.lower()


def load_sources(folder: Path) -> dict[str, Source]:
    """All sources of a folder by id, in the order of their names. Raises SourceError with one clear sentence."""
    files = sorted(folder.glob("*.yml")) if folder.is_dir() else []
    if not files:
        raise SourceError(f"{folder} holds no source file (*.yml)")
    sources: dict[str, Source] = {}
    owner: dict[str, str] = {}
    for file in files:
        source = read_source(file)
        for host in {canonical_host(host) for host in source.all_hosts}:
            if host in owner:
                raise SourceError(f"{file.name}: host {host} already belongs to source {owner[host]}")
            owner[host] = source.id
        sources[source.id] = source
    return sources


def read_source(file: Path) -> Source:
    """One source from its YAML file. Raises SourceError."""
    try:
        given: Any = yaml.load(file.read_text(encoding="utf-8"), _Words)  # noqa: S506 - a SafeLoader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SourceError(f"{file.name}: cannot be read as YAML: {' '.join(str(error).split())}") from None
    if not isinstance(given, dict):
        raise SourceError(f"{file.name}: holds no keys")
    try:
        source = Source.model_validate(given)
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors(include_url=False)
        )
        raise SourceError(f"{file.name}: {wrong}") from None
    if source.id != file.stem:
        raise SourceError(f"{file.name}: its id is '{source.id}', but a file is named after the id")
    return source


def source_by_id(source_id: str, folder: Path) -> Source:
    """One source of a registry; its file alone is read where it bears the source's name. Raises SourceError."""
    if (file := folder / f"{source_id}.yml").is_file():
        return read_source(file)
    sources = load_sources(folder)
    if source_id not in sources:
        raise SourceError(f"there is no source '{source_id}'; known are {', '.join(sources)}")
    return sources[source_id]


def source_of_host(sources: Mapping[str, Source], host: str) -> Source | None:
    """The source a host belongs to, ``www.`` and the like aside; None when nobody declares it."""
    return next((source for source in sources.values() if source.owns_host(host)), None)


def source_of_url(sources: Mapping[str, Source], url: str) -> Source | None:
    """The source an address belongs to; None when nobody declares its host, or it is no address."""
    try:
        return source_of_host(sources, host_of(url))
    except UrlError:
        return None


def _ends_in_a_slug(path: str) -> bool:
    """Whether a path looks like an article's where nobody knows the form: a long slug, a digit or a file ending."""
    last = path.rstrip("/").rpartition("/")[2]
    words = [word for word in last.split("-") if word]
    return len(words) >= _SLUG_WORDS and ("." in last or any(letter.isdigit() for letter in path))


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ValueError(f"'{pattern}' is no regular expression: {error}") from None
