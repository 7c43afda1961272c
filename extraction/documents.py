"""Documents cited by number: laws, decrees, resolutions, directives, plans, projects.

The letters of a number tell its kind in every language ("08-ĐA/TU" is a project); a bare number counts only behind the
name of a kind of document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extraction.evidence import Stand, Valued, from_text, make_claim
from extraction.passage import Sentence
from extraction.terms import UNSPACED
from extraction.unspaced import is_unspaced
from extraction.view import fold

if TYPE_CHECKING:
    from extraction.dates import DateHit
    from extraction.passage import Passage

# Letters of Vietnamese document numbers (folded) → kind. Source: the abbreviations of Decree 30/2020/NĐ-CP and the
# Party's Guidance 36-HD/VPTW.
CODES = {
    "qh": "law",
    "nd": "decree",
    "nq": "resolution",
    "nqlt": "resolution",
    "nqtw": "resolution",
    "ct": "directive",
    "kh": "plan",
    "da": "project",
    "kl": "conclusion",
    "qd": "decision",
    "pl": "other",  # ordinance
    "qdi": "regulation",
    "qc": "regulation",
}
_LETTER = rf"[^\W\d_{UNSPACED}]"  # of a script with spaces: what stands around it in the others is no part of a number
_GLUED = "و"  # "and", which may stand right before a number
_FULL = re.compile(
    rf"(?P<number>\d(?<![/.]\d)(?<![^\W{UNSPACED}{_GLUED}]\d)\d{{0,4}}(?:/(?:19|20)\d\d)?\s?[-/]\s?(?P<code>{_LETTER}{{1,7}})\d{{0,3}}"
    rf"(?:[-/](?:{_LETTER}|\d){{1,12}}){{0,6}})(?![^\W{UNSPACED}])"
)
_PAIR = re.compile(  # with the sign that stands before a number in scripts without spaces
    rf"(?:(?<![\w/.])|(?<=[{UNSPACED}]))(?P<first>\d{{1,5}})\s?(?P<join>,|[^\d\s,.;/-]+?)\s?[第제]?$"
)
_BARE = re.compile(r"(?P<number>\d{1,5})(?![\d.,]*\d|[/%-]\w)")
_LAST_NUMBER = re.compile(r"(?<![\d.,])(?P<number>\d{1,5})$")
_DATE_GAP = 14  # characters between a document and its date: " dated ", " ngày "
_TITLE_GAP = 60  # … when the title of a law stands between
_DATE_BEFORE = 24  # … where the date stands before: "2023年8月14日付の政令第59/2023/NĐ-CP号"
# The title of a document, where it stands between its date and its number.
_TITLE = re.compile(r"\"[^\"]{1,80}\"|《[^《》]{1,80}》|「[^「」]{1,80}」|『[^『』]{1,80}』")
_TITLED = 110  # characters before a number within which its document's title begins
_ISSUED = 30  # characters between the verb by which a document comes out and its number: " Kế hoạch số "
_BRACKET = 3  # … where it stands in brackets: "号("
_MAX_GAP = 14  # characters between the kind and its bare number: " (NQ) ", " số "


@dataclass(slots=True)
class _Cited:
    number: str
    kind: str
    sentence: Sentence
    start: int
    end: int
    date: Valued | None


def documents(passage: Passage) -> list[dict[str, Any]]:
    """One claim a document of the article, in order of first mention."""
    found: dict[str, _Cited] = {}
    for sentence in passage.sentences:
        told = (*_numbered(passage, sentence), *_bare(passage, sentence), *_ordered(passage, sentence))
        for cited in sorted(told, key=lambda one: one.start):
            key = _key(cited.number)
            known = found.get(key)
            if known is None:
                found[key] = cited
            else:
                known.date = known.date or cited.date
                if known.kind == "other":
                    known.kind = cited.kind
    full = {key.split(" ")[0].lstrip("0") for key in found if " " in key}
    kept = [cited for key, cited in found.items() if " " in key or key.lstrip("0") not in full]
    return [_claim(passage, ordinal, cited) for ordinal, cited in enumerate(sorted(kept, key=_begin))]


def _begin(cited: _Cited) -> int:
    return cited.start


def _key(number: str) -> str:
    return fold(number)


def _claim(passage: Passage, ordinal: int, cited: _Cited) -> dict[str, Any]:
    stand = Stand("documents.number", cited.sentence, cited.start, cited.end)
    return make_claim(
        passage, "documents", ordinal, stand, {"number": cited.number, "kind": cited.kind, "date": cited.date}
    )


def _numbered(passage: Passage, sentence: Sentence) -> list[_Cited]:
    """Documents with letters in their number; "09, 10-KL/TU" are two."""
    found = []
    for match in _FULL.finditer(passage.view.cased, sentence.start, sentence.end):
        code = match["code"]
        if not code[0].isupper() or sum(c.isupper() for c in code) < min(2, len(code)):
            continue
        number = re.sub(r"\s", "", passage.view.cased[match.start("number") : match.end("number")])
        if fold(code) not in CODES and "/" not in number:
            continue
        kind = CODES.get(fold(code)) or _kind_before(sentence, match.start()) or "other"
        if fold(code) in {"ctr", "hd", "tb", "cv"}:
            kind = "other"
        day = (
            (
                _date_in_brackets(passage, sentence, match.end())
                if is_unspaced(passage.lexicon)
                else _date_behind(sentence, match.end())
            )
            or _date_before(passage, sentence, match.start())
            or _date_of_issue(sentence, match.start())
        )
        before = _PAIR.search(passage.view.lower, max(sentence.start, match.start() - 12), match.start())
        if before is not None and _joins(passage, before["join"]):
            first = before["first"] + number.lstrip("0123456789")
            found.append(_Cited(first, kind, sentence, before.start(), match.end(), day))
        found.append(_Cited(number, kind, sentence, match.start(), match.end(), day))
    return found


def _joins(passage: Passage, join: str) -> bool:
    """Whether what stands between two numbers says "and": "09, 10-KL/TU", "第09号、第10-KL/TU号", "제09호와 제10-…"."""
    lexicon = passage.lexicon
    bare = next((join.removeprefix(sign) for sign in lexicon.closing if join.startswith(sign)), join)
    return bare in {",", "、"} or bare in lexicon.and_words


def _kind_before(sentence: Sentence, offset: int) -> str | None:
    kinds = [hit for hit in sentence.of("document") if hit.end <= offset and offset - hit.end <= 40]
    return kinds[-1].value if kinds else None


def _bare(passage: Passage, sentence: Sentence) -> list[_Cited]:
    """A kind of document, perhaps "số", and a number without letters."""
    found = []
    for hit in sentence.of("document"):
        marks = [m for m in sentence.of("number_mark") if hit.end <= m.start <= hit.end + _MAX_GAP]
        begin = marks[0].end if marks else hit.end
        if any(hit.end <= other.start < begin for other in sentence.of("document")):
            continue  # "法に関する決議第62号": the number is that of the nearer kind
        match = _BARE.search(passage.view.lower, begin, min(begin + _MAX_GAP, sentence.end))
        if match is None or re.search(r"[\w%]", _between(passage, begin, match.start())):
            continue
        closing = passage.lexicon.closing
        if is_unspaced(passage.lexicon) and not (
            marks and (match.end() == len(passage.view.lower) or passage.view.lower.startswith(closing, match.end()))
        ):
            continue
        number = match["number"]
        if not marks and (len(number) == 4 and number[:2] in {"19", "20"}):
            continue
        if not marks and any(n.start == match.start() and _counts(passage, n.last) for n in sentence.numbers):
            continue
        if any(date.start <= match.start() < date.end for date in sentence.dates):
            continue
        if _FULL.match(passage.view.cased, match.start()):
            continue
        if is_unspaced(passage.lexicon) and any(0 <= h.start - match.end() <= 1 for h in sentence.of("document")):
            continue  # "…指示,并按照第06号决议": the number is that of the kind behind it
        day = (
            _date_before(passage, sentence, hit.start) or _date_in_brackets(passage, sentence, match.end())
            if is_unspaced(passage.lexicon)
            else _date_behind(sentence, match.end()) or _date_of_issue(sentence, match.start())
        )
        found.append(_Cited(number, hit.value, sentence, hit.start, match.end(), day))
    return found


def _ordered(passage: Passage, sentence: Sentence) -> list[_Cited]:
    """A number that stands with its mark before the kind, in scripts without spaces: "第25号決議", "第34号指示"."""
    found = []
    for hit in sentence.of("document") if is_unspaced(passage.lexicon) and sentence.has("number_mark") else ():
        lead = passage.view.lower[max(sentence.start, hit.start - _MAX_GAP) : hit.start].rstrip()
        closing = next((sign for sign in passage.lexicon.closing if lead.endswith(sign)), None)
        match = _LAST_NUMBER.search(lead.removesuffix(closing).rstrip()) if closing else None
        if match is None:
            continue
        start = max(sentence.start, hit.start - _MAX_GAP) + match.start()
        if any(mark.end == start for mark in sentence.of("number_mark")):
            day = _date_before(passage, sentence, start)
            found.append(_Cited(match["number"], hit.value, sentence, start, hit.end, day))
    return found


def _between(passage: Passage, start: int, end: int) -> str:
    """What stands between kind and number, without an abbreviation in brackets ("(NQ)")."""
    return re.sub(r"\([^)]*\)", "", passage.view.lower[start:end])


def _counts(passage: Passage, following: int) -> bool:
    """Whether a number is followed by a word that it may count ("Kế hoạch 5 năm", "đề án 3 mô hình")."""
    if following >= len(passage.tokens.texts):
        return False
    text = passage.tokens.texts[following]
    return text in passage.lexicon.spans_of_time


def _date_behind(sentence: Sentence, offset: int) -> Valued | None:
    """The date a document was issued: the first complete one close behind its number."""
    for hit in sentence.dates:
        if offset <= hit.start <= offset + 30 and hit.day and hit.year and not hit.ranged:
            return from_text(hit.iso(), sentence, hit.start, hit.end, "documents.date")
    return None


def _date_before(passage: Passage, sentence: Sentence, offset: int) -> Valued | None:
    """The same in languages that put the date first: the last complete one, with no other number between."""
    if not is_unspaced(passage.lexicon) and not passage.lexicon.language.verb_last:
        return None
    text = passage.view.lower
    titles = [
        match
        for match in _TITLE.finditer(text, max(sentence.start, offset - _TITLED), offset)
        if offset - match.end() <= _DATE_BEFORE
    ]
    begin = titles[-1].start() if titles else offset
    for hit in reversed(sentence.dates):
        if titles and begin - _DATE_BEFORE <= hit.end <= begin and hit.day and hit.year and not hit.ranged:
            between = text[hit.end : begin] + text[titles[-1].end() : offset]
            if not re.search(r"[\d、。,]", between):
                return from_text(hit.iso(), sentence, hit.start, hit.end, "documents.date")
        if offset - _DATE_BEFORE <= hit.end <= offset and hit.day and hit.year and not hit.ranged:
            between = text[hit.end : offset]
            found = None if re.search(r"[\d、。,]", between) else hit
            return from_text(hit.iso(), sentence, hit.start, hit.end, "documents.date") if found else None
    return None


def _date_of_issue(sentence: Sentence, offset: int) -> Valued | None:
    """The complete date on which somebody is said to issue the document: "Ngày 23/3/2022, … ban hành Kế hoạch số …"."""
    verb = next((hit for hit in reversed(sentence.of("issued")) if 0 <= offset - hit.end <= _ISSUED), None)
    if verb is None:
        return None
    before = [hit for hit in sentence.dates if hit.end <= verb.start]
    if len(before) != 1 or not (before[0].day and before[0].year) or before[0].ranged:
        return None
    return from_text(before[0].iso(), sentence, before[0].start, before[0].end, "documents.issued")


def _date_in_brackets(passage: Passage, sentence: Sentence, offset: int) -> Valued | None:
    """A date in brackets right behind a document: "제59/2023/ND-CP호(2023년 8월 14일)"."""
    for date in sentence.dates:
        between = passage.view.lower[offset : date.start] if 0 < date.start - offset <= _BRACKET else ""
        if date.year and between.endswith("("):
            return from_text(date.iso(), sentence, date.start, date.end, "documents.date")
    return None


def _opens_statement(passage: Passage, end: int, date: DateHit) -> bool:
    """Whether a day without a year stands between commas: "Thực hiện Quy định số 11, ngày 19/11, Đảng ủy …"."""
    text = passage.view.lower
    return not date.year and "," in text[end : date.start] and text[date.end : date.end + 1] == ","


def document_dates(passage: Passage, sentence: Sentence) -> set[int]:
    """Start offsets of the dates that belong to documents: no event happened on them."""
    if not sentence.dates:
        return set()
    matches = list(_FULL.finditer(passage.view.cased, sentence.start, sentence.end))
    before = [_date_before(passage, sentence, match.start()) for match in matches]
    if is_unspaced(passage.lexicon):
        bracketed = [_date_in_brackets(passage, sentence, match.end()) for match in matches]
        bare = [cited.date for cited in (*_bare(passage, sentence), *_ordered(passage, sentence))]
        return {valued.stand.start for valued in (*before, *bracketed, *bare) if valued is not None}
    issued = [*before, *(_date_of_issue(sentence, match.start()) for match in matches)]
    numbered = [match.end() for match in matches]
    subjects = sentence.of("subject")  # the regulations on grassroots democracy have no day of their own
    named = [hit.end for hit in sentence.of("document") if not any(hit.is_part_of(one) for one in subjects)]
    verbs = [hit.start for hit in (*sentence.of("held"), *sentence.of("event"), *sentence.of("part"))]
    dates = {valued.stand.start for valued in issued if valued is not None}
    for date in sentence.dates:
        ends = [end for end in (*numbered, *named) if 0 <= date.start - end <= _DATE_GAP]
        behind = bool(ends) and not _opens_statement(passage, ends[-1], date)
        with_year = [end for end in named if date.year and 0 <= date.start - end <= _TITLE_GAP]
        own = [one.start for one in sentence.dates if one.year and not one.day and one.end < date.start]
        with_year = [end for end in with_year if not any(end <= year for year in own)]  # "plan of 2024, on 15/7/2024 …"
        if behind or any(not any(end + 1 < verb < date.start for verb in verbs) for end in with_year):
            dates.add(date.start)
    return dates
