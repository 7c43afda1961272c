"""Awards granted: what, by whom, and to how many collectives and individuals.

Only numbers that the text states count. A headline's figure and the body's breakdown of it are one award; a smaller
number of the same medal handed over at the event is a part of the greater one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from extraction.award_groups import TOLD_TO, groups_of
from extraction.bodies import end_with_title, grantor
from extraction.counting import Counted, counted_by, is_increase, is_planned, qualifier
from extraction.evidence import Stand, Valued, from_text, make_claim
from extraction.language import PRAISE
from extraction.passage import MAX_CLAIMS, Sentence
from extraction.recipients import is_some, recipients
from extraction.terms import Hit
from extraction.unspaced import is_unspaced, is_verb_last

if TYPE_CHECKING:
    from collections.abc import Collection

    from extraction.setting import Setting

_FAMILY: Final = {
    "bằng khen": "certificate",
    "giấy khen": "certificate",
    "khen thưởng": "praise",
    "tuyên dương": "praise",
}
_GETS: Final = 12  # characters behind recipients within which they are said to get something
_PROPOSED: Final = (
    200  # characters between "propose", with the office that is to decide, and those proposed for an award
)
_OF_THOSE: Final = 15  # characters between recipients and the word that says of them that they are proposed
_PROPOSED_BEHIND: Final = 80  # the same where the verb stands behind them
_NEAR: Final = 160  # characters between recipients and the award they are said to get
_ROUNDED: Final = 0.15  # what "more than 200" may leave out of 221


@dataclass(slots=True)
class _Award:
    sentence: Sentence
    award: Hit | None
    group: list[Counted]
    collectives: Valued | None = None
    individuals: Valued | None = None
    total: Valued | None = None

    @property
    def kind(self) -> str:
        return self.award.value if self.award else "khen thưởng"

    @property
    def family(self) -> str:
        return _FAMILY.get(self.kind, self.kind)

    def numbers(self) -> tuple[int | None, int | None, int | None]:
        collectives, individuals, total = (
            part.value if part else None for part in (self.collectives, self.individuals, self.total)
        )
        return collectives, individuals, total

    def by_kind(self) -> tuple[int, int]:
        return self.numbers()[0] or 0, self.numbers()[1] or 0

    def amount(self) -> int:
        collectives, individuals, total = self.numbers()
        return total if total is not None else (collectives or 0) + (individuals or 0)


def awards(setting: Setting, taken: Collection[int]) -> list[dict[str, Any]]:
    """The awards of an article, counted ones first in text order, then those without a number.

    ``taken`` are the view offsets of numbers that count models, or those who carry them out: models commended are
    models, and those who carry them out are not those who get an award.
    """
    found: list[_Award] = []
    for sentence in setting.passage.sentences:
        if len(found) >= MAX_CLAIMS:
            break
        for award in _in_sentence(setting, sentence, taken):
            _add(found, award)
    counted = [award for award in found if award.amount()]
    families = {award.family for award in counted}
    uncounted = [award for award in found if not award.amount() and award.family not in families]
    kept = counted + uncounted[:1]
    claims = [_claim(setting, ordinal, award) for ordinal, award in enumerate(kept)]
    _link_parts(kept, claims)
    return claims


def _in_sentence(setting: Setting, sentence: Sentence, taken: Collection[int]) -> list[_Award]:
    if not (sentence.has("award") or sentence.has("give")):
        return []
    groups = [
        group
        for group in groups_of(setting, sentence)
        if not any(one.number.start in taken or one.start in taken for one in group)
    ]
    found: list[_Award] = []
    for group in groups:
        award = _handed_over(sentence, group, found[-1]) if found else None
        award = award or _granted(setting, sentence, group, found[-1].group[-1].end if found else sentence.start)
        if award is not None:
            found.append(award)
    found.extend(_counted_themselves(setting, sentence, found))
    named = [hit for hit in sentence.of("award") if hit.value not in PRAISE and hit.value != "giải thưởng"]
    to_come = sentence.has("plan") or sentence.has("proposed")
    if not found and named and sentence.has("give") and sentence.has("recipient") and not to_come:
        found.append(_Award(sentence, named[0], []))
    return found


def _granted(setting: Setting, sentence: Sentence, group: list[Counted], given: int) -> _Award | None:
    """The award that a group of recipients is said to get, or None when it gets none.

    Those before ``given`` got another one: "A gave medals to 9 persons, while B commended 14" names two awards.
    """
    start, end = group[0].start, max(one.end for one in group)
    low, high = setting.passage.clause(sentence, start)
    if any(low <= hit.start < high for hit in sentence.of("status", "registered")):
        return None
    near = [hit for hit in sentence.of("award") if _distance(hit, start, end) <= _NEAR]
    verbs = [hit for hit in sentence.of("give") if _distance(hit, start, end) <= _NEAR]
    inside = [hit for hit in near if low <= hit.start < high]
    if is_unspaced(setting.passage.lexicon):  # the award follows those who get it, up to the verb that gives it
        behind = [hit.end for hit in verbs if hit.start >= end] if is_verb_last(setting.passage.lexicon) else []
        said = min(behind, default=high)
        told = [hit for hit in inside if hit.start < said]
        inside = [hit for hit in told if hit.start >= end] or told or inside
    again = any(given <= hit.start <= start for hit in sentence.of("give"))
    own = [hit for hit in inside if given <= hit.start] if again else []
    other = next((n.start for n in sentence.numbers if n.start >= end), high)
    inside = own or inside
    inside = [hit for hit in inside if hit.start < other] or inside  # an award behind another number is that one's
    gets = next((hit.start for hit in sentence.of("give", "receives") if 0 <= hit.start - end <= _GETS), None)
    if gets is not None:  # "…, 3 persons received medals": not what others before them got
        inside = [hit for hit in inside if gets <= hit.start < other] or inside
    if not is_unspaced(setting.passage.lexicon):  # "medals to 12 persons, certificates to 3 teams"
        ends = [(hit, end_with_title(setting.passage, hit)) for hit in inside if hit.value not in PRAISE]
        inside = [hit for hit, told in ends if 0 <= start - told <= TOLD_TO] or inside
    praised = [hit for hit in inside if hit.value in PRAISE and all(one.value == "exemplar" for one in group)]
    award = _best(praised or inside or near, start, end)  # "nhận Huân chương và biểu dương 90 điển hình"
    if award is None or _is_none_yet(setting, sentence, group, award):
        return None
    if award.value not in PRAISE and not verbs and not inside:
        return None
    if award.value in PRAISE and not inside and any(low <= hit.start <= start for hit in verbs):
        return None  # "…; tặng quà 8 đồng chí": what was told to be an award before is none of theirs
    return _counted(sentence, award, group, is_named=award in inside)


def _counted(sentence: Sentence, award: Hit, group: list[Counted], *, is_named: bool) -> _Award | None:
    """An award with the figures of those who got it; of exemplars, it is a named one only if it ``is_named`` there."""
    result = _Award(sentence, award, group)
    for one in group:
        valued = from_text(one.number.value, sentence, one.start, one.end, "awards.recipients")
        if one.value == "collective":
            result.collectives = valued
        elif one.value == "individual" or (
            one.value == "exemplar"
            and result.individuals is None
            and (result.collectives is not None or award.value == "kỷ niệm chương")  # a medal that people alone get
        ):
            result.individuals = valued
        elif one.value == "both" or (one.value == "exemplar" and (award.value in PRAISE or is_named)):
            result.total = valued
    return result if result.amount() else None


def _handed_over(sentence: Sentence, group: list[Counted], before: _Award) -> _Award | None:
    """The award of those told right before, where some of them are told to have got it: "nine of whom received it".

    None where they are said to have got another one.
    """
    end = group[-1].end
    if before.award is None or not is_some(sentence, group[0].number):
        return None
    verbs = [hit for hit in sentence.of("give") if hit.start >= end]
    named = next((hit for hit in sentence.of("award") if hit.start >= end), None)
    if not verbs:
        return None
    if named is not None and not any(verbs[0].end + _GETS < hit.start < named.start for hit in verbs):
        return None
    return _counted(sentence, before.award, group, is_named=True)


def _is_none_yet(setting: Setting, sentence: Sentence, group: list[Counted], award: Hit) -> bool:
    """Whether recipients will get an award, or are proposed for it: "35 collectives will be given certificates"."""
    start, end = group[0].start, group[-1].end
    proposed = any(end <= hit.start < award.start for hit in (*sentence.of("asked"), *sentence.of("proposed")))
    return (
        proposed
        or any(0 <= hit.start - end <= 1 for hit in sentence.of("plan"))
        or _is_proposed(setting, sentence, start, max(end, award.end))
    )


def _is_proposed(setting: Setting, sentence: Sentence, start: int, end: int) -> bool:
    """Whether a proposal leads up to an award, or follows it where verbs stand last: "to propose that X give …"."""
    low, high = setting.passage.clause(sentence, start)
    lexicon = setting.passage.lexicon
    stands_last = lexicon.verb_last or lexicon.verb_second
    told = [one.end for one in recipients(setting.passage, sentence)]
    for hit in sentence.of("proposed"):
        if low <= hit.start and hit.end <= start and start - hit.end <= _PROPOSED:
            return not any(0 <= hit.start - end <= _OF_THOSE for end in told)  # "of 96 teams proposed, 38 …"
        if stands_last and 0 <= hit.start - end <= _PROPOSED_BEHIND and hit.end <= high:
            return True
    return False


def _best(hits: list[Hit], start: int, end: int) -> Hit | None:
    """The nearest award; a named one rather than the mere word for praising."""
    return min(hits, key=lambda hit: (hit.value in PRAISE, _distance(hit, start, end)), default=None)


def _distance(hit: Hit, start: int, end: int) -> int:
    return max(start - hit.end, hit.start - end, 0)


def _counted_themselves(setting: Setting, sentence: Sentence, found: list[_Award]) -> list[_Award]:
    """The awards are counted, not those who got them: "trao 40 kỷ niệm chương"."""
    hits = [hit for hit in sentence.of("award") if hit.value not in PRAISE]
    taken = {one.number.first for award in found for one in award.group}
    result: list[_Award] = []
    for number in sentence.numbers:
        if (
            number.first in taken
            or number.value < 2
            or is_increase(sentence, number)
            or is_planned(sentence, number, setting.passage)
        ):
            continue
        hit = counted_by(setting.passage, sentence, number, hits)
        if hit is None or any(award.award is hit for award in found):
            continue
        if _is_proposed(setting, sentence, number.start, hit.end):
            continue
        award = _Award(sentence, hit, [Counted(number, hit, "both")])
        valued = from_text(number.value, sentence, number.start, hit.end, "awards.counted")
        until = min((n.start for n in sentence.numbers if n.start > hit.end), default=sentence.end)
        kinds = {h.value for h in sentence.of("recipient") if hit.end < h.start < until}
        last = result[-1] if result else None
        if kinds == {"individual"} and last is not None and last.kind == award.kind and last.individuals is None:
            last.individuals = valued  # "12 giấy khen cho tập thể, 17 giấy khen cho cá nhân"
            continue
        if kinds == {"individual"} or (hit.value == "kỷ niệm chương" and not kinds):
            award.individuals = valued
        elif kinds == {"collective"}:
            award.collectives = valued
        else:
            award.total = valued
        result.append(award)
    return result


def _add(found: list[_Award], award: _Award) -> None:
    """Keep an award unless it is one already told; then the fuller telling stays."""
    for place, known in enumerate(found):
        if known.sentence is award.sentence:
            continue
        if _rounds(award, known):
            return
        if _rounds(known, award):
            found[place] = award
            return
        if not _same(known, award):
            continue
        told_more = sum(part is not None for part in award.numbers()) > sum(p is not None for p in known.numbers())
        if known.sentence.block == "title" and known.total is not None and known.amount() == sum(award.by_kind()):
            known.total, told_more = None, True  # of a headline's one figure the body says whom it counts
        if told_more or (known.kind in PRAISE and award.kind not in PRAISE and award.amount()):
            award.total = award.total or known.total
            award.collectives = award.collectives or known.collectives
            award.individuals = award.individuals or known.individuals
            found[place] = award
        else:
            known.total = known.total or award.total
        return
    found.append(award)


def _rounds(rough: _Award, exact: _Award) -> bool:
    """Whether one figure, told as "more than 200", is what another telling of the same award gives exactly: 221."""
    one_family = rough.family == exact.family or "praise" in {rough.family, exact.family}
    if not one_family or rough.total is None or rough.by_kind() != (0, 0):
        return False
    if qualifier(rough.sentence, rough.group[0].number).value != "at_least":
        return False
    return 0 < exact.amount() - rough.amount() <= rough.amount() * _ROUNDED


def _same(left: _Award, right: _Award) -> bool:
    """One award told twice: nothing that both state differs, and a total is the sum of its parts."""
    if not (left.family == right.family or "praise" in {left.family, right.family}):
        return False
    if not left.amount() or not right.amount():
        return left.family == right.family and not left.amount() and not right.amount()
    if left.amount() == right.amount():
        return True
    pairs = list(zip(left.numbers()[:2], right.numbers()[:2], strict=True))
    shared = [(a, b) for a, b in pairs if a is not None and b is not None]
    return bool(shared) and all(a == b for a, b in shared)


def _claim(setting: Setting, ordinal: int, award: _Award) -> dict[str, Any]:
    sentence = award.sentence
    spans = [(one.start, one.end) for one in award.group]
    if award.award is not None:
        spans.append((award.award.start, award.award.end))
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    kind: Valued | str = award.kind
    if award.award is not None:
        kind = from_text(award.kind, sentence, award.award.start, award.award.end, "awards.named")
    slots = {
        "award": kind,
        "as_written": setting.passage.quote(award.award.start, award.award.end)[0] if award.award else None,
        "grantor": grantor(setting, sentence, *_recipients_span(award), award.award),
        "collectives": award.collectives,
        "individuals": award.individuals,
        "total": award.total,
        "count_qualifier": qualifier(sentence, award.group[0].number) if award.group else None,
        "province": setting.province,
    }
    rule = "awards.granted" if award.group else "awards.uncounted"
    return {**make_claim(setting.passage, "awards", ordinal, Stand(rule, sentence, start, end), slots), "part_of": None}


def _recipients_span(award: _Award) -> tuple[int, int]:
    """Where the recipients of an award stand; the award itself where they are not counted."""
    if award.group:
        return award.group[0].start, award.group[-1].end
    return (award.award.start, award.award.end) if award.award is not None else (award.sentence.start,) * 2


def _link_parts(kept: list[_Award], claims: list[dict[str, Any]]) -> None:
    """The same medal, handed over to fewer than got it: a part of the greater number."""
    for i, part in enumerate(kept):
        for j, whole in enumerate(kept):
            if part.kind == whole.kind == "kỷ niệm chương" and 0 < part.amount() < whole.amount():
                claims[i]["part_of"] = claims[j]["claim_id"]
