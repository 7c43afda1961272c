"""The position that stands with a person's name: before it, or behind a comma, a dash or a bracket."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extraction import caseless, unspaced
from extraction.parts import inside_title

if TYPE_CHECKING:
    from extraction.passage import Passage, Sentence
    from extraction.people import Name
    from extraction.terms import Hit

MAX_POSITION: Final = 240  # characters
_NO_POSITION: Final = {"part", "held", "role_end", "award"}
ROLE_CLASSES: Final = {"title", "rank", "honorific"}
_SHORT_FORM: Final = re.compile(r"\([A-ZĐ][A-ZĐ0-9-]{1,9}\)")  # "the Vietnam Fatherland Front (VFF) Central Committee"
_STOP: Final = re.compile(r"[;؛:()]|\.(?=\s)|\s-\s|\"")
_NEXT: Final = 3  # words, at most, that lead from a comma to the form of address of the next: "and the "
_AT: Final = 3  # words from "at" to the event: "at the conference", "en la reunión"
_KIND: Final = (
    12  # characters of the word for what a place is that stands with it in a bracket: "tỉnh ", "province of "
)
_TITLE_LAST: Final = 14  # tokens behind a name within which its position is told, also where the body stands first


def role_before(passage: Passage, sentence: Sentence, name: Name) -> Hit | None:
    """The first word of the role that leads up to a name without a stop between, or None."""
    stop = sentence.start
    abbreviated = [m.span() for m in _SHORT_FORM.finditer(passage.view.cased, sentence.start, name.start)]
    for match in _STOP.finditer(passage.view.lower, sentence.start, name.start):
        if any(start <= match.start() < end for start, end in abbreviated) or _holds_place(passage, sentence, match):
            continue
        leads_up = "-" in match.group() and match.end() == name.start  # "Bí thư Huyện ủy - Đặng Văn A"
        if not leads_up and not _abbreviates(passage, sentence, match) and not _opens_names(passage, sentence, match):
            stop = match.end()
    leading = [hit for hit in sentence.hits if hit.cls in ROLE_CLASSES and stop <= hit.start and hit.end <= name.start]
    if not leading or name.start - leading[-1].end > 120:
        return None
    nearest = leading[-1]
    between = passage.view.lower[nearest.end : name.start]
    if nearest.cls in {"honorific", "rank"}:
        return leading[0] if len(between) <= 3 else None
    comma = max(between.rfind(","), between.rfind("،"))
    behind = nearest.end + comma
    goes_on = _is_body(sentence, behind + 1, name.start) or _tells_where(passage, sentence, behind, name)
    if comma >= 0 and len(between) - comma > 3 and not goes_on:
        return None
    return leading[0]


def _is_body(sentence: Sentence, start: int, end: int) -> bool:
    """Whether nothing but a body's name stands between a comma and a name: "Vụ trưởng Vụ 3, Ban Dân vận TW A"."""
    reached = start
    for hit in sorted((*sentence.of("organ"), *sentence.of("body")), key=lambda hit: hit.start):
        if start <= hit.start <= reached + 1:
            reached = max(reached, hit.end)
    return start < reached and end - reached <= 1


def _tells_where(passage: Passage, sentence: Sentence, comma: int, name: Name) -> bool:
    """Whether behind a comma nothing but places leads up to a name: "of commune A, district of B (province C) Le D"."""
    told = {at for place in sentence.places for at in range(place.first, place.last)}
    told |= {at for hit in sentence.of("place_type") for at in range(hit.first, hit.last)}
    if not any(comma < place.start < name.start for place in sentence.places):
        return False
    joining, texts = passage.lexicon.of_words | passage.lexicon.at_words, passage.tokens.texts
    behind = (at for at in range(sentence.first, name.first) if passage.tokens.starts[at] > comma)
    return all(at in told or texts[at] in joining or texts[at] in {"(", ")", ","} for at in behind)


def _holds_place(passage: Passage, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a bracket holds no more than a place: "secretary of the district of A (province of B) Nguyen Van C"."""
    if match.group() not in {"(", ")"}:
        return False
    text, at = passage.view.lower, match.start()
    opens = at if match.group() == "(" else text.rfind("(", sentence.start, at)
    closes = text.find(")", at, sentence.end) if match.group() == "(" else at
    inside = [place for place in sentence.places if opens < place.start and place.end <= closes]
    return len(inside) == 1 and closes - opens - 1 - (inside[0].end - inside[0].start) <= _KIND


def _opens_names(passage: Passage, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a colon stands between a position and those who have it: "các Phó Trưởng Ban Dân vận: A, B, C"."""
    if match.group() != ":":
        return False
    title = next((hit for hit in reversed(sentence.of("title")) if hit.end <= match.start()), None)
    if title is None or not {",", ";", ":"}.isdisjoint(passage.view.lower[title.end : match.start()]):
        return False
    says = (hit for cls in ("part", "held", "give") for hit in sentence.of(cls))
    return not any(title.start <= hit.start < match.start() for hit in says)


def _abbreviates(passage: Passage, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a full stop is that of a shortened word ("Mr.", "dl.", "TP."), not the end of anything."""
    if match.group() != ".":
        return False
    if any(hit.end in {match.start(), match.end()} for hit in sentence.of("honorific")):
        return True
    before = passage.view.lower[max(sentence.start, match.start() - 12) : match.start()].split()
    return bool(before) and before[-1] in passage.lexicon.abbreviations


def role_after(passage: Passage, sentence: Sentence, name: Name) -> Hit | None:
    """The first word of a role given behind the name: after a comma, a dash or a bracket, or a word like "comrade"."""
    is_caseless = caseless.is_caseless(passage.lexicon)
    address = next((hit for hit in sentence.of("honorific") if hit.first == name.last), None)
    stop = address.last if address is not None else name.last
    if stop >= sentence.last:
        return address
    if passage.tokens.texts[stop] not in {",", "-", "(", ":", "—"}:
        if is_caseless:  # "X secretary of Y", with a space between
            return next((hit for hit in sentence.of("title", "") if 0 <= hit.start - name.end <= 1), None)
        return address
    if stop + 1 < sentence.last and passage.tokens.texts[stop + 1] in passage.lexicon.and_words:
        return address  # "A, and leaders of B": others follow
    for hit in sentence.hits:
        if hit.first > stop + (_TITLE_LAST if is_caseless else 5):
            break
        if hit.cls in ROLE_CLASSES and hit.first > stop and hit.cls != "honorific":
            return hit
    return address


def role_span(
    passage: Passage, sentence: Sentence, name: Name, following: Name | None, begin: int = 0
) -> tuple[int, int] | None:
    """View offsets of the position given with a name, before or behind it; None when only an honorific is.

    ``begin`` is where the name before it ends: no position reaches back beyond it.
    """
    if unspaced.is_unspaced(passage.lexicon):
        role = unspaced.role_of(passage, sentence, name.start, name.end)
        return role if role is not None and role[0] < role[1] else None
    after = role_after(passage, sentence, name)
    before = role_before(passage, sentence, name)
    lead = _lead_of_next(passage, sentence, name, following)
    if lead is not None and before is not None and _leads_up(passage, sentence, before, name):
        lead = name.end  # all between the two names is of the next one
    if after is not None and after.cls != "honorific" and (lead is None or after.start < lead):
        return _trimmed(passage, after.start, _role_end(passage, sentence, after, following))
    if before is None:
        return None
    first = max(before.start, begin)
    if begin and passage.view.lower[begin : before.start].strip() in {",", "-", "("}:  # behind the name before
        first = max(first, passage.view.lower.rfind(",", before.end, name.start))
    roles = [hit for hit in sentence.hits if hit.cls in {"title", "rank"} and first <= hit.start < name.start]
    if not roles:
        return None
    return _trimmed(passage, _begin_of_role(sentence, roles[0]), name.start)


def _leads_up(passage: Passage, sentence: Sentence, role: Hit, name: Name) -> bool:
    """Whether a position stands right before a name: "head of A Le B, member of C, secretary of D Tran E"."""
    titles = [hit.end for hit in sentence.of("title") if role.start <= hit.start and hit.end <= name.start]
    return bool(titles) and "," not in passage.view.lower[titles[-1] : name.start]


def _begin_of_role(sentence: Sentence, role: Hit) -> int:
    """Where a position begins that is told body first: "Politburo member", "Provincial Party Committee Secretary"."""
    bodies = [hit.start for hit in sentence.of("body") if role.start - hit.end == 1 and hit.last == role.first]
    return min([role.start, *bodies])


def _role_end(passage: Passage, sentence: Sentence, role: Hit, following: Name | None) -> int:
    """Where a position behind a name ends: a stop, the next name's lead, or the verb of the sentence."""
    end = min(sentence.end, role.start + MAX_POSITION)
    abbreviated = [m.span() for m in _SHORT_FORM.finditer(passage.view.cased, role.end, end)]
    for stop in _STOP.finditer(passage.view.lower, role.end, end):
        if any(first <= stop.start() < last for first, last in abbreviated):
            continue
        if "-" in stop.group() and any(hit.start == stop.end() for hit in sentence.of("title")):
            continue  # "Trưởng Ban Dân vận - Chủ tịch MTTQ": the position goes on
        if _abbreviates(passage, sentence, stop):
            continue
        end = stop.start()
        break
    if following is not None and following.start < end:
        end = following.start
        lead = _lead_of_next(passage, sentence, role, following)
        end = lead if lead is not None and lead > role.start else end
        honorifics = [h for h in sentence.hits if h.cls in {"honorific", "rank"} and role.end <= h.start < end]
        if honorifics:
            end = honorifics[-1].start
    for hit in sentence.hits:
        if role.end < hit.start < end and hit.cls in _NO_POSITION and not inside_title(sentence, hit):
            end = hit.start
            break
    end = _before_document(passage, sentence, role, _before_event(passage, sentence, role, end))
    return _before_figures(passage, sentence, role, _before_next(passage, sentence, role, end))


def _before_event(passage: Passage, sentence: Sentence, role: Hit, end: int) -> int:
    """The end of a position before "at" or a comma behind which an event is named: "head of A, at the session"."""
    event = next((hit for hit in sentence.of("event") if role.end <= hit.start < end), None)
    if event is None:
        return end
    named = [hit.start for cls in ("title", "body", "organ") for hit in sentence.of(cls)]
    comma = passage.view.lower.rfind(",", role.end, event.start)
    if comma > 0 and not any(comma < start < event.start for start in named):
        return comma
    for index in range(event.first - 1, event.first - _AT, -1):
        start = passage.tokens.starts[index]
        if passage.tokens.texts[index] in passage.lexicon.at_words and start > role.end:
            return end if any(start < other < event.start for other in named) else start
    return end


def _before_document(passage: Passage, sentence: Sentence, role: Hit, end: int) -> int:
    """The end of a position before the comma behind which a document is named: "chairman of A, signed Plan No. 12"."""
    document = next((hit for hit in sentence.of("document") if role.end <= hit.start < end), None)
    comma = passage.view.lower.rfind(",", role.end, document.start) if document is not None else -1
    named = [hit.start for cls in ("title", "body", "organ") for hit in sentence.of(cls)]
    return end if document is None or comma < 0 or any(comma < at < document.start for at in named) else comma


def _before_next(passage: Passage, sentence: Sentence, role: Hit, end: int) -> int:
    """The end of a position before the comma behind which the sentence goes on with somebody or something else."""
    comma = passage.view.lower.rfind(",", role.end, end)
    words = passage.view.lower[comma + 1 : end].split() if comma >= 0 else []
    if not words:
        return end
    if len(words) <= _NEXT and words[0] in passage.lexicon.and_words:  # "…, y la Sra. B"
        return comma
    if not passage.lexicon.verb_second:
        return end
    goes_on = any(comma < hit.start < end for cls in ("title", "body", "organ", "scope") for hit in sentence.of(cls))
    return end if goes_on else comma  # "So lobte A, Leiter von B, die Ergebnisse …"


def _lead_of_next(passage: Passage, sentence: Sentence, name: Name | Hit, following: Name | None) -> int | None:
    """Where the position begins that leads up to the next name: "Phó Chủ tịch A, Trưởng ban Dân vận B"."""
    if following is None:
        return None
    comma = passage.view.lower.rfind(",", name.end, following.start)
    titles = [hit for hit in sentence.of("title") if comma < hit.start and hit.end <= following.start]
    told = passage.view.lower[titles[-1].end : following.start] if comma >= 0 and titles else ";"
    apart = [hit for cls in ("honorific", "rank", "part", "connector") for hit in sentence.of(cls)]
    if {";", "-", "("} & set(told) or any(comma < hit.start < following.start for hit in apart):
        return None
    return titles[0].start


def _before_figures(passage: Passage, sentence: Sentence, role: Hit, end: int) -> int:
    """The end of a position before what is counted behind it: "…, Trưởng ban Dân vận, năm 2023 huyện có 41 tập thể"."""
    number = next((number.start for number in sentence.numbers if role.end < number.start < end), None)
    if number is None:
        return end
    joined = [hit.start for hit in sentence.of("connector") if role.end < hit.start < number]
    cut = max([passage.view.lower.rfind(",", role.end, number), *joined])
    titled = any(cut < hit.start < number for hit in sentence.hits if hit.cls in ROLE_CLASSES)
    return cut if cut > 0 and not titled else end


def _trimmed(passage: Passage, start: int, end: int) -> tuple[int, int] | None:
    """The stretch without punctuation and joining words at its end."""
    text = passage.view.lower
    connectors = {" " + word for word in passage.lexicon.and_words}
    while end > start:
        if text[end - 1] in " ,;:.-—(\"'\n":
            end -= 1
        elif (joined := next((word for word in connectors if text[start:end].endswith(word)), None)) is not None:
            end -= len(joined)
        else:
            break
    return (start, end) if end > start else None
