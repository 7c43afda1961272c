"""What a language file holds, read from ``languages/<code>.yml`` and checked; ``lexicon`` makes it ready for reading.

Rules speak of classes of words (``recipient.collective``, ``status.registered`` …), never of strings; the classes and
the values each may have are ``CLASSES``. How terms are written: see ``terms``. Adding a language is one YAML file.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from yaml import YAMLError

from extraction.data_files import load_yaml
from extraction.terms import TermError, expand

LANGUAGES = Path(__file__).with_name("languages")
LEVELS = ("central", "province", "district", "commune")
EVENT_KINDS = (
    "review",
    "training",
    "launch",
    "commendation",
    "seminar",
    "contest",
    "signing",
    "meeting",
    "other",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
STATUSES = ("registered", "built", "recognised", "completed", "commended", "replicated", "effective", "active")
AWARDS = (
    "bằng khen",
    "giấy khen",
    "kỷ niệm chương",
    "huân chương",
    "cờ thi đua",
    "khen thưởng",
    "tuyên dương",
    "giải thưởng",
    "other",
)
PRAISE = frozenset(["khen thưởng", "tuyên dương"])  # awards that are no more than a word for praising
DOCUMENT_KINDS = (
    "law",
    "decree",
    "resolution",
    "directive",
    "plan",
    "project",
    "conclusion",
    "decision",
    "regulation",
    "other",
)

# class → the values its terms may have; () where a class has no values.
CLASSES: dict[str, tuple[str, ...]] = {
    "subject": ("dan_van", "dan_van_kheo", "democracy"),  # what the project is about
    "organ": (),  # bodies named after mass mobilisation: naming one makes no article relevant
    "event": (*EVENT_KINDS, "conference"),  # nouns of events; 'conference' leaves the kind to the cues
    "cue": EVENT_KINDS,  # what an event is held for: "to review", "tổng kết", "biểu dương"
    "held": (),  # verbs that report an event as taking place
    "nominal": (),  # nouns made of words that elsewhere report an event or a plan: "các tổ chức", "今後の任務"
    "part": ("chair", "speaker", "attendee", "awarder"),  # verbs that tell a person's part
    "give": ("gives", "receives"),  # an award changes hands
    "plan": (),  # future, plans, targets: nothing that has happened
    "asked": (),  # requests, and norms for each unit: a number behind them is no count, the event none the less
    "proposed": (),  # somebody is put forward for an award, or an award for somebody: none has been given
    "future": (),  # the mere tense: a plan, but where the period told of is over ("In 2023, the province will have 9")
    "to_come": (),  # verbs that say of an event that it is still to take place: "se celebrará", "odbędzie się"
    "done": (),  # what has been done by now: "đến nay", "so far": a plan told before it goes no further
    "background": (),  # another time than the report's: "năm ngoái", "last year", "trước đó"
    "anniversary": (),
    "occasion": (),  # begins a clause that tells on what ground or what for something is held: "thực hiện", "nhằm"
    "issued": (),  # verbs by which a document comes out: "ban hành"
    "model": ("model", "exemplar", "works"),
    "status": STATUSES,
    "recipient": ("collective", "individual", "both"),
    "award": AWARDS,
    # bodies by level; that of a city or a "place" is told by what follows, a "unit" of the army or a school has none
    "body": (*LEVELS, "city", "place", "unit"),
    "scope": (*LEVELS, "city"),  # words that say how far something reaches: "toàn tỉnh", "the whole district"
    "grade": (*LEVELS, "city"),  # the level something was done or recognised at: "cấp huyện", "district-level"
    "place_type": (*LEVELS, "city"),  # the word beside a place's name
    "title": (),  # words that begin or make up a position
    "honorific": (),
    "rank": (),
    "role_end": (),  # words with which no position goes on: "đã", "cùng", "làm"
    "named_after": (),  # things that bear people's names: schools, streets, prizes
    "delegate": (),
    "represent": (),  # verbs by which some stand for more: "đại diện cho": those who came are no count of models
    "qualifier": ("at_least", "about"),
    "document": DOCUMENT_KINDS,
    "number_mark": (),  # "số", "no.", "№"
    "period": ("first_half", "first_nine_months", "first_quarter"),
    "field": ("leads", "names"),  # what models are for: what leads from a number to it ("belong to"), and fields
    "of_which": (),
    "increase": (),  # "tăng", "more than last year": the number beside it is no count
    "grew": (),  # verbs of growth of which only what "by" leads to is an increase: "stieg … um 45"
    "percent": (),  # the word for "%", behind a number or before it: it is no count
    "today": ("today", "same_day", "yesterday", "just", *WEEKDAYS),  # "same_day" is that of another event told
    "connector": (),  # "and": joins two recipients or two names
    "date_context": (),  # part of day, "on", "ngày": the number pair behind it is a date
}

Terms = Annotated[list[str], BeforeValidator(lambda value: [str(term) for term in value])]


class LexiconError(ValueError):
    """A language file that cannot be used: which file, and what is wrong with it."""


class Numbers(BaseModel):
    """How a language writes numbers in words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: dict[str, int] = Field(default_factory=dict)
    multipliers: dict[str, int] = Field(default_factory=dict)
    spaced_thousands: bool = False
    counters: Terms = Field(default_factory=list, description="glued to a number, of no meaning: 件, 名, 개")
    person_counters: Terms = Field(default_factory=list, description="counters of people alone: 名, 人, 명")
    ordinals: Terms = Field(default_factory=list, description="before a number make it an ordinal: 第, 제")
    closing: Terms = Field(default_factory=list, description="behind the number of a document: 号, 호")
    never_first: Terms = Field(default_factory=list, description="large words that begin no number: 백, 만")
    vague: Terms = Field(default_factory=list, description="before a large word make it no number: '数百', '수백'")
    in_one: bool = Field(default=False, description="numbers are written in one word: 'trentadue'")
    joints: Terms = Field(default_factory=list, description="'and', glued between the parts of such a word: 'und'")


class Dates(BaseModel):
    """How a language writes dates; ``months`` names may end in ``*``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    months: dict[int, Terms] = Field(default_factory=dict)
    days: dict[int, Terms] = Field(default_factory=dict, description="days of a month in words: 'premier'")
    between: Terms = Field(default_factory=list, description="words between day, month and year: 'de', 'tháng', 'năm'")
    day_ends: Terms = Field(default_factory=list, description="glued to the number of a day: 'th', 'er', '-го', 'ης'")
    day_mark: Terms = Field(default_factory=list, description="words before a numeric day: 'ngày'")
    year_mark: Terms = Field(default_factory=list, description="words that stand before a year: 'năm', 'in', 'en'")
    year_suffix: Terms = Field(default_factory=list, description="words that follow a year: 'год*', '年'")
    month_suffix: Terms = Field(default_factory=list, description="signs that follow the number of a month: '月', '월'")
    day_suffix: Terms = Field(default_factory=list, description="signs that follow a day of the month: '日', '일'")
    ordinal_dot: bool = Field(default=False, description="a full stop behind one or two digits makes them an ordinal")
    month_part: Terms = Field(default_factory=list, description="before a month told alone: 'Ende', 'early', 'fin'")
    month_first: bool = Field(default=False, description="'July 23, 2024' is the usual order")


class Joining(BaseModel):
    """The small words of a language that hold phrases together."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    of: Terms = Field(default_factory=list, description="'of': stands between a noun and whose it is")
    out_of: Terms = Field(default_factory=list, description="beside 'of', between a part and its whole: '9 sur 12'")
    and_: Terms = Field(default_factory=list, alias="and", description="'and': joins two days, numbers or names")
    at: Terms = Field(default_factory=list, description="'at': stands before the place where something is held")
    by: Terms = Field(default_factory=list, description="'by': leads from what was done to who did it")
    to: Terms = Field(default_factory=list, description="'to': leads from what is given to who gets it")
    reaching: Terms = Field(default_factory=list, description="'to': before what an amount came to: 'raising it to 9'")
    difference: Terms = Field(default_factory=list, description="'by': before what an amount grew by: 'um', 'med'")
    until: Terms = Field(default_factory=list, description="'to', 'until': stands between two days or years")
    spans: Terms = Field(default_factory=list, description="years, months, days: a number before them counts time")
    number_of: Terms = Field(default_factory=list, description="'number', 'total': the number of what follows is told")
    pronouns: Terms = Field(default_factory=list, description="'he', 'she': who was named last goes on speaking")
    follow: Terms = Field(default_factory=list, description="'as follows': names come in the next sentence")
    being: Terms = Field(default_factory=list, description="'were', 'have been': between a number and what it became")


class Glued(BaseModel):
    """What a language writes solid with names and positions: particles, and the words between a position and a name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    prefixes: dict[str, str] = Field(
        default_factory=dict, description="before a term's first word: what is meant there"
    )
    behind_names: Terms = Field(default_factory=list, description="behind a name: 'は', '동지는', '에게'")
    behind_places: Terms = Field(default_factory=list, description="behind a place's bare name: '에서', '의'")
    between: Terms = Field(default_factory=list, description="between a position and a name: 'の', 'である', '인'")
    before_roles: Terms = Field(default_factory=list, description="ends of the word before a position: '은', '에서'")
    never_in_roles: str = Field(default="", description="characters that no position has: one begins behind them")
    never_in_names: Terms = Field(
        default_factory=list, description="words that read as names and are none: '및', '동안'"
    )


class Language(BaseModel):
    """One language file, checked; unknown keys, classes and values are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(pattern=r"^[a-z]{2}$")
    name: str
    english_name: str
    name_script: str = Field(default="latin", description="how Vietnamese names are written: see names/scripts.yml")
    name_order: str = Field(default="either", pattern="^(before|after|either)$", description="position and name")
    place_order: str = Field(default="either", pattern="^(before|either)$", description="'before': 'huyện X' only")
    count_order: str = Field(default="before", pattern="^(before|after|both)$", description="number and what it counts")
    count_gap: int = Field(default=3, ge=0, le=5, description="words that may stand between a number and its noun")
    abbreviations: Terms = Field(default_factory=list, description="words whose full stop ends no sentence")
    numbers: Numbers = Numbers()
    dates: Dates = Dates()
    joining: Joining = Joining()
    glued: Glued = Glued()
    bears_accents: bool = Field(default=False, description="Vietnamese names stand in it as at home, accents and all")
    verb_last: bool = Field(default=False, description="verbs stand at the end: Japanese, Korean, Hindi")
    verb_second: bool = Field(default=False, description="who acts may stand right behind the verb: German, Swedish")
    terms: dict[str, dict[str, Terms] | Terms]

    @model_validator(mode="after")
    def _known_classes(self) -> Language:
        for cls, values in self.terms.items():
            if cls not in CLASSES:
                raise ValueError(f"unknown class '{cls}'; known are {', '.join(CLASSES)}")
            allowed = CLASSES[cls]
            if isinstance(values, list):
                if allowed:
                    raise ValueError(f"class '{cls}' needs its terms by value: {', '.join(allowed)}")
                continue
            unknown = sorted(set(values) - set(allowed))
            if unknown:
                raise ValueError(f"class '{cls}' has no value {', '.join(unknown)}; known are {', '.join(allowed)}")
        for cls, _, term in self.flat_terms():
            try:
                expand(term)
            except TermError as error:
                raise ValueError(f"class '{cls}': {error}") from error
        return self

    def flat_terms(self) -> list[tuple[str, str, str]]:
        """Every term as (class, value, term); the value is '' in a class without values."""
        flat: list[tuple[str, str, str]] = []
        for cls, values in self.terms.items():
            by_value = {"": values} if isinstance(values, list) else values
            flat.extend((cls, value, term) for value, terms in by_value.items() for term in terms)
        return flat


def parse_language(content: str, where: str) -> Language:
    """Read one language file; ``LexiconError`` says in one sentence what is wrong and where."""
    try:
        loaded: Any = load_yaml(content)
        return Language.model_validate(loaded)
    except YAMLError as error:
        raise LexiconError(f"{where} is not valid YAML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise LexiconError(f"{where}: {place or 'file'}: {first['msg']}") from error


@lru_cache(maxsize=1)
def language_codes() -> frozenset[str]:
    """The codes of all languages that have a file."""
    return frozenset(path.stem for path in LANGUAGES.glob("*.yml"))


@lru_cache(maxsize=64)
def language(code: str) -> Language:
    """The checked file of a language; only the languages that articles are in are ever read."""
    if code not in language_codes():
        raise LexiconError(f"there is no languages/{code}.yml")
    found = parse_language((LANGUAGES / f"{code}.yml").read_text("utf-8"), f"languages/{code}.yml")
    if found.code != code:
        raise LexiconError(f"languages/{code}.yml: code is '{found.code}', the file's name says '{code}'")
    return found
