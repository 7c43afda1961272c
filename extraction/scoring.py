"""How well predicted facts agree with gold facts, by the rules of the gold schema.

Documents are objects of the gold schema: ``id``, ``lang``, ``relevant`` and a list of facts a type. Within a document
every gold fact, those that must be found before those that may be, takes one prediction that *agrees* with it, a
*strictly* agreeing one where there is one; what is left over was made up. Two facts agree when

- conferences: the prediction's date is the gold date as far as that goes (a bare year is met by no date, too), and
  the province is the gold one where gold names one; strictly, so are kind, level, district and delegates;
- models: the count is the same; strictly, status and unit too;
- awards: the recipients are the same, or in sum where gold has one figure for both; strictly, the award is of the
  same family, as a translation cannot tell *bằng khen* from *giấy khen*; awards without any figure are not scored;
- people: the Latin name is the same; strictly, the part too; a person counts once a document;
- documents: the number is the same; strictly, the kind too.

Neither right nor wrong, on either side, are contest prizes, people who are author or other, and facts that gold calls
optional. An article that gold calls irrelevant has no facts, whatever its lists hold.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from storage.schemas import CLAIM_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Fact = dict[str, Any]
_FAMILIES = {
    "bằng khen": "certificate",
    "giấy khen": "certificate",
    "khen thưởng": "commendation",
    "tuyên dương": "commendation",
    "kỷ niệm chương": "medal",
    "huân chương": "order",
    "cờ thi đua": "flag",
    "giải thưởng": "prize",
}
_RECIPIENTS = ("collectives", "individuals")
_UNSCORED_PARTS = ("author", "other")
_D = str.maketrans("ĐđÐ", "DdD")
_PLACE_TYPE = re.compile(r"^(?:tinh|thanh pho|tp|huyen|quan|thi xa|tx|xa|phuong|thi tran|province|district) ")
_SHORT_PLACES = {"hcm": "ho chi minh", "tphcm": "ho chi minh"}


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of facts and the shares that follow from them; with nothing to find, or nothing found, a share is 1."""

    gold: int = 0
    predicted: int = 0
    right: int = 0
    strictly_right: int = 0

    def __add__(self, other: Score) -> Score:
        """The score over both."""
        return Score(
            self.gold + other.gold,
            self.predicted + other.predicted,
            self.right + other.right,
            self.strictly_right + other.strictly_right,
        )

    @property
    def precision(self) -> float:
        """Share of the predicted facts that are right."""
        return self.right / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold facts that were found."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        every = self.gold + self.predicted
        return 2 * self.right / every if every else 1.0

    @property
    def strict(self) -> float:
        """Share of the right facts that agree strictly."""
        return self.strictly_right / self.right if self.right else 1.0


@dataclass(frozen=True, slots=True)
class Mistake:
    """A gold fact that was missed, one found whose other slots differ, or a prediction that gold does not have."""

    document: str
    kind: str
    what: Literal["missed", "differs", "made up"]
    gold: Fact | None
    predicted: Fact | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a set of documents came to: scores by language and type, relevance, and every mistake."""

    scores: dict[tuple[str, str], Score] = field(default_factory=dict)  # (language, type)
    relevance: dict[str, tuple[int, int]] = field(default_factory=dict)  # language → right, documents
    mistakes: list[Mistake] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)  # ids without a prediction

    @property
    def languages(self) -> list[str]:
        """The languages of the documents, sorted."""
        return sorted(self.relevance)

    @property
    def documents(self) -> int:
        """How many documents were scored."""
        return sum(documents for _, documents in self.relevance.values())

    def score(self, *, lang: str | None = None, kind: str | None = None) -> Score:
        """The score of one language or all, of one type or, as the micro average, of all."""
        chosen = (
            score
            for (of_lang, of_kind), score in self.scores.items()
            if lang in (None, of_lang) and kind in (None, of_kind)
        )
        return sum(chosen, Score())

    def relevance_accuracy(self, lang: str | None = None) -> float:
        """Share of the documents whose relevance was told rightly; 0 when there are none."""
        right, documents = (
            sum(pair[i] for of_lang, pair in self.relevance.items() if lang in (None, of_lang)) for i in (0, 1)
        )
        return right / max(documents, 1)


def compare(gold: Iterable[Mapping[str, Any]], predicted: Mapping[str, Mapping[str, Any]]) -> Agreement:
    """Score predictions, by document id, against gold documents; one without a prediction counts as read empty."""
    scores: defaultdict[tuple[str, str], Score] = defaultdict(Score)
    relevance: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    mistakes: list[Mistake] = []
    unread: list[str] = []
    for document in gold:
        name, lang, relevant = document["id"], document["lang"], bool(document.get("relevant", True))
        found = predicted.get(name, {})
        if name not in predicted:
            unread.append(name)
        said = found.get("relevant", any(found.get(kind) for kind in CLAIM_TYPES))
        right, documents = relevance[lang]
        relevance[lang] = (right + (bool(said) == relevant), documents + 1)
        for kind in CLAIM_TYPES:
            score, wrong = _compare_facts(
                name, kind, _scored(document.get(kind) if relevant else (), kind), _scored(found.get(kind), kind)
            )
            scores[lang, kind] += score
            mistakes += wrong
    return Agreement(dict(scores), dict(relevance), mistakes, unread)


def _compare_facts(document: str, kind: str, gold: list[Fact], predicted: list[Fact]) -> tuple[Score, list[Mistake]]:
    agrees, strictly = _RULES[kind]
    left = list(predicted)
    mistakes: list[Mistake] = []
    right = strictly_right = 0
    needed = [fact for fact in gold if not _is_optional(kind, fact)]
    for fact in needed:
        taken = _take(fact, left, agrees, strictly)
        if taken is None:
            mistakes.append(Mistake(document, kind, "missed", fact, None))
            continue
        right += 1
        if strictly(fact, taken):
            strictly_right += 1
        else:
            mistakes.append(Mistake(document, kind, "differs", fact, taken))
    for fact in gold:
        if _is_optional(kind, fact):
            _take(fact, left, agrees, strictly)
    made_up = [fact for fact in left if not _is_optional(kind, fact)]
    mistakes += [Mistake(document, kind, "made up", None, fact) for fact in made_up]
    return Score(len(needed), right + len(made_up), right, strictly_right), mistakes


def _take(
    fact: Fact, left: list[Fact], agrees: Callable[[Fact, Fact], bool], strictly: Callable[[Fact, Fact], bool]
) -> Fact | None:
    """Take out of those left the prediction that meets a gold fact: the first that agrees strictly, else the first."""
    options = [index for index, prediction in enumerate(left) if agrees(fact, prediction)]
    if not options:
        return None
    return left.pop(next((index for index in options if strictly(fact, left[index])), options[0]))


def _scored(facts: Iterable[Fact] | None, kind: str) -> list[Fact]:
    """The facts that can be scored at all: awards with a figure, every person once."""
    listed = list(facts or ())
    if kind == "awards":
        return [fact for fact in listed if any(fact.get(slot) is not None for slot in (*_RECIPIENTS, "total"))]
    if kind == "people":
        once: dict[str, Fact] = {}
        for fact in listed:
            once.setdefault(_name(fact), fact)
        return list(once.values())
    return listed


def _is_optional(kind: str, fact: Fact) -> bool:
    return bool(
        fact.get("optional")
        or (kind == "awards" and fact.get("award") == "giải thưởng")
        or (kind == "people" and fact.get("part") in _UNSCORED_PARTS)
    )


# -- when two facts agree -----------------------------------------------------------------------------------------


def _same_event(gold: Fact, predicted: Fact) -> bool:
    return _same_date(gold.get("date"), predicted.get("date")) and _same_place(gold, predicted, "province")


def _same_event_strictly(gold: Fact, predicted: Fact) -> bool:
    return (
        all(gold.get(slot) == predicted.get(slot) for slot in ("kind", "level"))
        and _same_place(gold, predicted, "district")
        and (not gold.get("delegates") or gold["delegates"] == predicted.get("delegates"))
    )


def _same_date(gold: str | None, predicted: str | None) -> bool:
    if not gold or (len(gold) == len("2024") and not predicted):
        return True
    return (predicted or "").startswith(gold)


def _same_place(gold: Fact, predicted: Fact, slot: str) -> bool:
    """Whether a place is the gold one; where gold names none, any will do."""
    return not gold.get(slot) or _place(gold[slot]) == _place(predicted.get(slot))


def _same_recipients(gold: Fact, predicted: Fact) -> bool:
    if all(gold.get(slot) is None for slot in _RECIPIENTS):
        return gold.get("total") in (predicted.get("total"), sum(predicted.get(slot) or 0 for slot in _RECIPIENTS))
    return all(gold.get(slot) == predicted.get(slot) for slot in _RECIPIENTS)


def _same_award_family(gold: Fact, predicted: Fact) -> bool:
    return _FAMILIES.get(gold.get("award") or "", "other") == _FAMILIES.get(predicted.get("award") or "", "other")


_RULES: dict[str, tuple[Callable[[Fact, Fact], bool], Callable[[Fact, Fact], bool]]] = {
    "conferences": (_same_event, _same_event_strictly),
    "models": (
        lambda gold, predicted: gold.get("count") == predicted.get("count"),
        lambda gold, predicted: gold.get("status") == predicted.get("status") and _same_place(gold, predicted, "unit"),
    ),
    "awards": (_same_recipients, _same_award_family),
    "people": (
        lambda gold, predicted: _name(gold) == _name(predicted),
        lambda gold, predicted: gold.get("part") == predicted.get("part"),
    ),
    "documents": (
        lambda gold, predicted: _plain(gold.get("number")) == _plain(predicted.get("number")),
        lambda gold, predicted: gold.get("kind") == predicted.get("kind"),
    ),
}


def _name(person: Fact) -> str:
    return _plain(person.get("name_latin") or person.get("name"))


def _place(text: str | None) -> str:
    """A place without diacritics and without what kind of unit it is."""
    bare = _PLACE_TYPE.sub("", _plain(text))
    return _SHORT_PLACES.get(bare, bare)


def _plain(text: str | None) -> str:
    """Lower case without diacritics, signs as single spaces. Not ``view.fold``: rules may change, this may not."""
    marked = unicodedata.normalize("NFD", (text or "").translate(_D))
    bare = "".join(c for c in marked if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", bare.casefold()).strip()
