"""An article cut into sentences, each with everything found in it: terms, numbers, dates, places and names.

All offsets here are those of the view; ``Passage.quote`` leads back to the article's own text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from extraction.caseless import is_glued
from extraction.dates import DateHit, Period, find_dates, in_month_of, year_spans
from extraction.lexicon import Lexicon
from extraction.names import begins_person, knowledge
from extraction.numbers import Number, beginnings
from extraction.place_kinds import kinds_beside
from extraction.places import PlaceHit, gazetteer
from extraction.sentence_numbers import numbers_of
from extraction.surnames import is_begun_name
from extraction.term_parts import without_parts
from extraction.terms import Hit, Tokens, tokenize
from extraction.unspaced import is_unspaced
from extraction.view import View, view
from storage.records import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


READ_BLOCKS: Final = ("title", "lead", "paragraph", "caption")
_END: Final = re.compile(
    r"[.!?…。！？।។\n](?:(?<=[.!?…])[.!?…]*[\"')\]]*(?=\s)|(?<=[。！？।។])[。！？।។]*[\"'」』）]*|(?<=\n)\n*)"
)
_CLAUSE: Final = re.compile(r"[;；·]\s*|(?<!\d)\s-\s|\s-\s(?!\d)")  # but not within "2016 - 2020"
_NEW_SUBJECT: Final = 40  # characters behind a number within which a text without stops may go on to another unit
_SHORT_WORD: Final = 3  # characters
_LAST_MONTH: Final = {"first_quarter": 3, "first_half": 6, "first_nine_months": 9}  # of a part of a year
_SAY_KIND: Final = frozenset(["place_type", "body"])
MAX_CLAIMS: Final = (
    200  # of one type an article; real reports have at most some dozens, and merging compares each with each
)
MAX_SENTENCE: Final = 5_000  # characters; a longer run without an end is cut there, so that no rule sees more


@dataclass(slots=True)
class Sentence:
    """One sentence of one block, with what stands in it. Token indices are those of the whole passage."""

    index: int
    block: str
    block_index: int
    words: str  # in the article's own text
    start: int
    end: int
    first: int
    last: int
    hits: list[Hit]
    by_class: dict[str, list[Hit]]  # the same hits
    dates: list[DateHit]
    numbers: list[Number]
    periods: list[Period]
    places: list[PlaceHit]

    def __init__(  # noqa: PLR0913, PLR0917 -- as many as there are fields
        self,
        index: int,
        block: str,
        block_index: int,
        words: str,
        start: int,
        end: int,
        first: int,
        last: int,
        hits: list[Hit],
        by_class: dict[str, list[Hit]],
        dates: list[DateHit],
        periods: list[Period],
    ) -> None:
        self.index = index
        self.block = block
        self.block_index = block_index
        self.words = words
        self.start = start
        self.end = end
        self.first = first
        self.last = last
        self.hits = hits
        self.by_class = by_class
        self.dates = dates
        self.numbers = []
        self.periods = periods
        self.places = []

    def of(self, cls: str, *values: str) -> list[Hit]:
        """The hits of a class (and of these values, when given), in order; a list that is not to be changed."""
        found = self.by_class.get(cls)
        if found is None:
            return []
        return [hit for hit in found if hit.value in values] if values else found

    def has(self, cls: str, *values: str) -> bool:
        """Whether a term of that class stands in the sentence."""
        found = self.by_class.get(cls)
        if found is None or not values:
            return found is not None
        return any(hit.value in values for hit in found)


@dataclass
class Passage:
    """All sentences of an article, in order."""

    article: Article
    lexicon: Lexicon
    view: View
    tokens: Tokens
    hits: list[Hit]
    sentences: list[Sentence]
    headings: list[Sentence] = field(default_factory=list)  # those of title and lead
    periods: list[Period] = field(default_factory=list)  # of years: the first and the last one, and where they stand
    found: dict[str, dict[int, Any]] = field(default_factory=dict)  # what a rule found, by sentence, for other rules
    known_names: dict[str, str] | None = None  # people of a text without capitals: see ``unspaced``

    def quote(self, start: int, end: int) -> tuple[str, int, int]:
        """The words of the article's own text behind a stretch of the view, and their offsets there."""
        begin, stop = self.view.origin(start, end)
        return self.article.text[begin:stop], begin, stop

    def cased(self, index: int) -> str:
        """A token with its own capitals."""
        return self.view.cased[self.tokens.starts[index] : self.tokens.ends[index]]

    def _new_subjects(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """The spaces behind which a text without stops speaks of another unit: "… 96 โมเดล อำเภอ…มี 118 โมเดล"."""
        for hit in sentence.of("place_type"):
            counted = any(number.end <= hit.start <= number.end + _NEW_SUBJECT for number in sentence.numbers)
            if counted and self.view.lower[hit.start - 1] == " ":
                yield hit.start - 1, hit.start

    def clause(self, sentence: Sentence, offset: int) -> tuple[int, int]:
        """The part of a sentence between semicolons or dashes that an offset stands in."""
        known: dict[int, list[tuple[int, int]]] = self.found.setdefault("stops", {})
        stops = known.get(sentence.index)
        if stops is None:
            matches = _CLAUSE.finditer(self.view.lower, sentence.start, sentence.end)
            stops = known[sentence.index] = [match.span() for match in matches]
            if is_glued(self.lexicon):
                stops.extend(self._new_subjects(sentence))
                stops.sort()
        start, end = sentence.start, sentence.end
        for low, high in stops:
            if high <= offset:
                start = high
            elif low >= offset:
                end = low
                break
        return start, end


def read_passage(article: Article, lexicon: Lexicon) -> Passage:
    """Cut and annotate an article; linear in its length."""
    passage = open_passage(article, lexicon)
    annotate(passage)
    return passage


def open_passage(article: Article, lexicon: Lexicon) -> Passage:
    """An article with its terms alone, to tell whether its sentences are worth looking at."""
    seen = view(article.text)
    tokens = tokenize(seen.lower)
    return Passage(article, lexicon, seen, tokens, lexicon.terms.find(tokens, _line_ends(seen, tokens)), [])


def _line_ends(seen: View, tokens: Tokens) -> Iterator[int]:
    """The last token of every line."""
    at = seen.lower.find("\n")
    while at >= 0:
        index = bisect_left(tokens.starts, at) - 1
        if index >= 0:
            yield index
        at = seen.lower.find("\n", at + 1)


def annotate(passage: Passage) -> None:
    """Cut an article into its sentences, and find what stands in each."""
    passage.periods = year_spans(passage.view.lower, passage.lexicon)
    _fill(passage, _sentence_spans(passage))
    passage.headings = [sentence for sentence in passage.sentences if sentence.block in {"title", "lead"}]
    _recall_places(passage)


def _recall_places(passage: Passage) -> None:
    """A district or commune once named with its kind is the same place where its bare name stands."""
    known = {
        hit.name: hit for sentence in passage.sentences for hit in sentence.places if hit.kind and not hit.is_province
    }
    known = dict(islice(known.items(), MAX_CLAIMS))
    for sentence in passage.sentences if known else ():
        text = passage.view.cased[sentence.start : sentence.end]
        for name, place in known.items():
            start = text.find(name)
            if start < 0 or any(hit.name == name for hit in sentence.places):
                continue
            begin, end = sentence.start + start, sentence.start + start + len(name)
            first, last = (bisect_left(passage.tokens.starts, at, sentence.first, sentence.last) for at in (begin, end))
            if first < last and passage.tokens.starts[first] == begin and passage.tokens.ends[last - 1] == end:
                sentence.places.append(PlaceHit(name, place.kind, place.units, first, last, begin, end))
        sentence.places.sort(key=lambda hit: hit.start)


def _blocks(article: Article, seen: View) -> Iterator[tuple[str, int, int]]:
    if not article.blocks:
        yield "paragraph", 0, len(seen.lower)
    for block in article.blocks:
        if block.kind in READ_BLOCKS:
            end = len(seen.lower) if block.end >= len(article.text) else seen.of_origin(block.end)
            yield block.kind, seen.of_origin(block.start), end


def _sentence_spans(passage: Passage) -> Iterator[tuple[str, int, int, int]]:
    lower = passage.view.lower
    for index, (kind, start, end) in enumerate(_blocks(passage.article, passage.view)):
        begin = start
        for match in _END.finditer(lower, start, end):
            if match.group()[0] == "." and not _ends_sentence(passage, match):
                continue
            yield from _cut(kind, index, begin, match.end())
            begin = match.end()
        yield from _cut(kind, index, begin, end)


def _cut(kind: str, index: int, start: int, end: int) -> Iterator[tuple[str, int, int, int]]:
    for begin in range(start, end, MAX_SENTENCE):
        yield kind, index, begin, min(begin + MAX_SENTENCE, end)


def _ends_sentence(passage: Passage, match: re.Match[str]) -> bool:
    """A full stop ends no sentence behind an abbreviation or a single letter, nor before a lower-case word."""
    cased = passage.view.cased
    follow = match.end()
    while follow < len(cased) and cased[follow] in " \"'(":
        follow += 1
    if len(match.group()) > 1 and match.group().startswith("..."):
        return follow >= len(cased) or not cased[follow].islower()
    if follow < len(cased) and (cased[follow].islower() or cased[follow] in "-,;"):
        return False
    begin = match.start()
    while begin > 0 and not cased[begin - 1].isspace() and match.start() - begin < 30:
        begin -= 1
    word = passage.view.lower[begin : match.start()].strip("\"'(")
    if passage.lexicon.ordinal_dot and word.isdigit() and len(word) <= 2:
        return _opens_sentence(passage, follow)
    return not (word in passage.lexicon.abbreviations or (len(word) == 1 and word.isalpha()))


def _opens_sentence(passage: Passage, start: int) -> bool:
    """Whether a word that is no name of anything begins there, in capitals: "…, dort 24. Auf Provinzebene …"."""
    lexicon = passage.lexicon
    word = passage.view.lower[start : passage.view.lower.find(" ", start)]
    return word in lexicon.at_words or word in lexicon.of_words or word in lexicon.and_words


def _fill(passage: Passage, spans: Iterable[tuple[str, int, int, int]]) -> None:
    tokens, hits = passage.tokens, passage.hits
    published = passage.article.published
    starts = tokens.starts
    numbers = beginnings(tokens, passage.lexicon)
    figures = [starts[index] for index in numbers if tokens.texts[index][0].isdigit()]
    dates = [in_month_of(hit, published) for hit in find_dates(passage.view.lower, passage.lexicon, hits, figures)]
    hit_starts = [hit.first for hit in hits]
    date_starts = [hit.start for hit in dates]
    places = gazetteer().beginnings.find(passage.view.cased, tokens)
    period_starts = [start for _, _, start, _ in passage.periods]
    for kind, block_index, start, end in spans:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if first == last:
            continue
        begin, stop = starts[first], tokens.ends[last - 1]
        found = hits[bisect_left(hit_starts, first) : bisect_left(hit_starts, last)]
        found = without_parts([hit for hit in found if hit.last <= last])
        told = dates[bisect_left(date_starts, begin) : bisect_left(date_starts, stop)]
        periods = passage.periods[bisect_left(period_starts, begin) : bisect_left(period_starts, stop)]
        by_class = _by_class(found)
        if "future" in by_class:
            found = _told_as_plans(found, told, periods, published)
            by_class = _by_class(found)
        sentence = Sentence(
            len(passage.sentences), kind, block_index, passage.quote(begin, stop)[0], begin, stop, first, last,
            found, by_class, told, periods,
        )  # fmt: skip
        passage.sentences.append(sentence)
        window = tokens.part(first, last)
        if here := _between(numbers, first, last):
            sentence.numbers = numbers_of(passage, sentence, window, here)
        here = _between(places, first, last)
        if here or sentence.has("place_type") or sentence.has("body"):
            sentence.places = _places(passage, sentence, window, here)


def _between(indices: list[int], first: int, last: int) -> list[int]:
    """Those of a sentence, counted from its first token."""
    return [index - first for index in indices[bisect_left(indices, first) : bisect_left(indices, last)]]


def _by_class(hits: list[Hit]) -> dict[str, list[Hit]]:
    by_class: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit.cls in by_class:
            by_class[hit.cls].append(hit)
        else:
            by_class[hit.cls] = [hit]
    return by_class


def _told_as_plans(hits: list[Hit], dates: list[DateHit], periods: list[Period], published: str | None) -> list[Hit]:
    """What is told in the future tense is a plan, unless it is told of a period that was over when it was published.

    Translations choose a tense where Vietnamese has none: "In the first 6 months of 2024, the province will build …".
    """
    ends = max((_LAST_MONTH[hit.value] for hit in hits if hit.cls == "period"), default=12)
    years = [date.year for date in dates if date.year and not date.day and not date.ranged]
    years += [last for _, last, _, _ in periods]
    is_over = bool(published and years) and f"{max(years):04d}-{ends:02d}" < (published or "")[: len("2024-06")]
    told = [replace(hit, cls="plan") if hit.cls == "future" and not is_over else hit for hit in hits]
    return [hit for hit in told if hit.cls != "future"]


def _places(passage: Passage, sentence: Sentence, window: Tokens, begins: list[int]) -> list[PlaceHit]:
    kinds = [hit for hit in sentence.hits if hit.cls in _SAY_KIND]
    if kinds and is_unspaced(passage.lexicon):
        kinds = [hit for hit in kinds if not _in_a_word(sentence, hit)]
    beside = kinds_beside(kinds, sentence.first, window, passage.view.cased, passage.lexicon.of_words)
    kept = []
    for hit in gazetteer().find(passage.view, window, begins, beside, passage.lexicon):
        if not _is_surname(passage, hit, window) and not _ends_in_word(passage, sentence, hit):
            hit.first += sentence.first
            hit.last += sentence.first
            kept.append(hit)
    return kept


def _ends_in_word(passage: Passage, sentence: Sentence, place: PlaceHit) -> bool:
    """Whether a place's name in a script without spaces would end in the middle of a word: "อำเภอได้มอบ"."""
    if not is_glued(passage.lexicon):
        return False
    return any(
        place.start <= hit.start < place.end < hit.end for hit in sentence.hits if hit.cls not in {"place_type", "body"}
    )


def _is_surname(passage: Passage, hit: PlaceHit, window: Tokens) -> bool:
    """Whether a place of one word is a person's surname: "Secretary of the commune Phùng Văn Toàn"."""
    if hit.last >= len(window.texts) or passage.view.cased[hit.end : hit.end + 1] != " ":
        return False
    following = passage.view.cased[window.starts[hit.last] : window.ends[hit.last]]
    if hit.last - hit.first == 2:
        return is_begun_name(passage, hit, window, following)
    if hit.last - hit.first != 1 or not following[0].isupper():
        return False
    surnames = knowledge().surnames if passage.lexicon.bears_accents else frozenset()
    is_one = hit.name.lower() in surnames and following.lower() not in surnames  # "UBND thành phố Phan Quý Tịnh"
    return is_one or begins_person(passage.lexicon.name_script, hit.name, following)


def _in_a_word(sentence: Sentence, hit: Hit) -> bool:
    """Whether a character that could say what a place is belongs to another word ("동" of "동지", "社" of "社長")."""
    if hit.cls != "place_type":
        return False
    return any(
        other.first <= hit.first
        and hit.last <= other.last
        and hit.last - hit.first < other.last - other.first <= _SHORT_WORD
        for other in sentence.hits
        if other.cls not in {"body", "organ", "place_type", "scope", "grade"}
    )
