"""Recipients of awards that are named together: "12 collectives and 25 individuals" get one award."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extraction.counting import Counted, is_planned
from extraction.language import PRAISE
from extraction.recipients import is_given_to, recipients
from extraction.unspaced import is_verb_last

if TYPE_CHECKING:
    from extraction.passage import Sentence
    from extraction.setting import Setting

TOLD_TO: Final = 8  # characters between an award and those it is told to go to: " cho ", " to the "
_LISTED: Final = 40  # characters between two figures of one list of recipients


def groups_of(setting: Setting, sentence: Sentence) -> list[list[Counted]]:
    """Recipients that are named together: a group ends at a semicolon or when a kind comes again.

    Of two kinds of individuals in one list ("05 hộ gia đình, 06 cá nhân") the one called so stands for them. Those
    told apart of others, who got no award of their own ("…, trong đó 3 tập thể là …"), are left out.
    """
    groups: list[list[Counted]] = []
    told = recipients(setting.passage, sentence)
    for place, one in enumerate(told):
        if is_planned(sentence, one.number, setting.passage) or setting.in_role(sentence, one.start):
            continue
        start, _ = setting.passage.clause(sentence, one.start)
        last = groups[-1] if groups else None
        if last and one.hit.first == one.number.first:
            last = None
        elif last and last[-1].start >= start and _is_part(sentence, last, one):
            if not is_given_to(setting.passage, sentence, _end_of_list(told[place:])):
                continue
            last = None
        if last and is_verb_last(setting.passage.lexicon) and _given_between(sentence, last[-1], one):
            last = None
        kinds = {known.value for known in last or ()}
        if last and last[-1].start >= start and _is_listed(setting, last[-1], one) and one.value in kinds:
            known = next(other for other in last if other.value == one.value)
            if not _is_plain(setting, known):
                last[last.index(known)] = one
        elif last and _gets_another(sentence, last, one):
            groups.append([one])
        elif last and last[-1].start >= start and one.start - last[-1].end <= _LISTED and one.value not in kinds:
            last.append(one)
        else:
            groups.append([one])
    return groups


def _end_of_list(told: list[Counted]) -> int:
    """Where those listed with the first of some recipients end: "7 teams, 12 persons received …"."""
    end = told[0].end
    for one in told[1:]:
        if one.start - end > _LISTED:
            break
        end = one.end
    return end


def _given_between(sentence: Sentence, before: Counted, one: Counted) -> bool:
    """Whether the verb that gives an award to those before stands between two figures."""
    return any(before.end <= hit.start and hit.end <= one.start for hit in sentence.of("give", "gives"))


def _gets_another(sentence: Sentence, group: list[Counted], one: Counted) -> bool:
    """Whether another award is named between recipients, each told behind its own: "A to 12 persons, B to 3 teams"."""
    named = [hit for hit in sentence.of("award") if hit.value not in PRAISE]
    before = [hit for hit in named if hit.end <= group[0].start and group[0].start - hit.end <= TOLD_TO]
    between = [hit for hit in named if group[-1].end <= hit.start and hit.end <= one.start <= hit.end + TOLD_TO]
    return bool(before and between) and before[-1].value != between[-1].value


def _is_part(sentence: Sentence, group: list[Counted], one: Counted) -> bool:
    """Whether "of which" leads from recipients that are told by kind already to a smaller number of them."""
    marks = [hit for hit in sentence.of("of_which") if group[-1].end <= hit.start <= one.start]
    if not marks or any(marks[-1].end <= hit.start <= one.start for hit in sentence.of("give")):
        return False
    kinds = {known.value for known in group}
    known = next((known for known in group if known.value == one.value), None)
    return bool(kinds & {"collective", "individual"}) and (known is None or one.number.value < known.number.value)


def _is_listed(setting: Setting, before: Counted, one: Counted) -> bool:
    """Whether nothing but a comma or "and" stands between two figures of recipients."""
    between = setting.passage.view.lower[before.end : one.start].strip(" ,")
    return not between or between in setting.passage.lexicon.and_words


def _is_plain(setting: Setting, one: Counted) -> bool:
    """Whether recipients are called by the first word the language has for their kind: "cá nhân"."""
    return setting.passage.view.lower[one.hit.start : one.hit.end] in setting.passage.lexicon.plain_recipients
