"""What an event was held for: review, training, launch, commendation, seminar, contest, signing, meeting or other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.documents import document_dates
from extraction.evidence import Valued, from_elsewhere, from_text
from extraction.parts import gives_anybody
from extraction.people import speech_start
from extraction.unspaced import is_unspaced, is_verb_last

if TYPE_CHECKING:
    from extraction.passage import Sentence
    from extraction.setting import Setting
    from extraction.terms import Hit

_HANDED_OVER = {"bằng khen", "giấy khen", "kỷ niệm chương", "huân chương", "cờ thi đua"}
_OUT = 2  # characters between the day of a document and the word that it came out
_NEAR = 90  # characters between a purpose or a year and what it is said of
_WHICH = 24  # characters between an event and what it is said to have been for: ", which took "
_OF_WHAT = 22  # characters between a ceremony and the contest that it ends: " và trao giải "
_RIGHT_BEHIND = 14  # characters between "meeting" and what it is for: " to ", " để "
_PURPOSES = {"review", "training"}  # of a meeting only as what it was held for: not "a meeting on how B disseminates …"
_RESULTS = 3  # sentences from "In 2024, …" on in which a count of models makes it a report of results


def kind_of(setting: Setting, main: Sentence, noun: Hit | None, others: list[Sentence]) -> Valued | None:
    """From the noun itself, else from what the event is held for: in its sentence, the title, its results, the slug.

    ``others`` are the sentences that tell of the same event, the best first.
    """
    if noun is not None and noun.value not in {"conference", "meeting"}:
        contest = next((hit for hit in main.of("event", "contest") if 0 <= hit.start - noun.end <= _OF_WHAT), None)
        if noun.value in {"review", "commendation"} and contest is not None:  # "lễ tổng kết và trao giải hội thi"
            return from_text("contest", main, contest.start, contest.end, "events.kind.noun")
        return from_text(noun.value, main, noun.start, noun.end, "events.kind.noun")
    cue = _cue(setting, main, noun)
    if cue is not None:
        told = _met(setting, main, cue) if noun is None and cue.value == "other" else None
        return told or from_text(cue.value, main, cue.start, cue.end, "events.kind.cue")
    given = next((hit for hit in main.of("award") if hit.value in _HANDED_OVER), None)
    if given is not None and noun is not None and noun.value == "conference" and main.has("give"):
        told = _review_told(others)
        return told or from_text("commendation", main, given.start, given.end, "events.kind.given")
    if noun is not None and noun.value == "meeting":
        return from_text("meeting", main, noun.start, noun.end, "events.kind.noun")
    titles = setting.passage.headings
    results = unspecific = None
    if noun is not None:
        unspecific = from_text("meeting", main, noun.start, noun.end, "events.kind.unspecific")
        if _tells_results(setting):
            results = from_text("review", main, noun.start, noun.end, "events.kind.results")
    if main.has("anniversary") and (of_day := _kind_elsewhere(setting, [one for one in others if one.has("cue")])):
        results = of_day  # what was held on the day that is kept
    return (
        _kind_elsewhere(setting, titles)
        or _purpose(setting, main)
        or results
        or _kind_elsewhere(setting, others)
        or _kind_of_slug(setting)
        or unspecific
        or _called_elsewhere(others[:1])
        or _unnamed(main)
    )


def _met(setting: Setting, main: Sentence, cue: Hit) -> Valued | None:
    """A meeting, where that is what the next sentence calls a visit: "A worked with B. C chaired the session"."""
    if not any(body.first == cue.last for cls in ("body", "organ") for body in main.of(cls)):
        return None  # "inspected the work …"
    for near in setting.passage.sentences[main.index + 1 : main.index + 2]:
        for noun in near.of("event", "meeting") if near.block_index == main.block_index else ():
            return from_text("meeting", near, noun.start, noun.end, "events.kind.elsewhere")
    return None


def _called_elsewhere(others: list[Sentence]) -> Valued | None:
    """A meeting, where the next best sentence names what the main one tells: "… gathered. The session was …"."""
    noun = next((hit for sentence in others for hit in sentence.of("event", "conference")), None)
    return from_text("meeting", others[0], noun.start, noun.end, "events.kind.unspecific") if noun is not None else None


def _unnamed(main: Sentence) -> Valued | None:
    """What is said to be held, and is none of the kinds: it is another one."""
    verb = next(iter(main.of("held")), None)
    return from_text("other", main, verb.start, verb.end, "events.kind.unnamed") if verb is not None else None


def _review_told(others: list[Sentence]) -> Valued | None:
    """What is said elsewhere of a conference at which awards were given: "The conference, which reviewed ten years"."""
    for sentence in others:
        nouns = sentence.of("event", "conference")
        cues = [cue for cue in sentence.of("cue", "review") if any(0 <= cue.start - n.end <= _WHICH for n in nouns)]
        if cues:
            return from_text("review", sentence, cues[0].start, cues[0].end, "events.kind.elsewhere")
    return None


def _purpose(setting: Setting, sentence: Sentence) -> Valued | None:
    """The kind that the sentence right behind the event's gives it: "… The aim was to commend the 95 best"."""
    following = setting.passage.sentences[sentence.index + 1 : sentence.index + 2]
    return _kind_elsewhere(setting, [one for one in following if not (one.has("event") or one.has("part"))])


def _kind_of_slug(setting: Setting) -> Valued | None:
    if setting.slug is None:
        return None
    for hit in (*setting.slug.of("event"), *setting.slug.of("cue")):
        if hit.value != "conference":
            return from_elsewhere(hit.value, "url", setting.slug.url, "events.kind.slug")
    return None


def _kind_elsewhere(setting: Setting, sentences: list[Sentence]) -> Valued | None:
    """The kind that another sentence gives a conference; a contest told of there is another event."""
    for sentence in sentences:
        noun = next((hit for hit in sentence.of("event") if hit.value not in {"conference", "contest"}), None)
        found = noun or _cue(setting, sentence, None)
        if found is not None and found.value != "contest":
            return from_text(found.value, sentence, found.start, found.end, "events.kind.elsewhere")
    return None


def _tells_results(setting: Setting) -> bool:
    """Whether an article reports what was done in a year or a part of one: then its conference reviewed it."""
    for sentence in setting.passage.sentences:
        opening = [
            date for date in sentence.dates if date.year and not date.day and date.start - sentence.start < _NEAR
        ]
        if (opening or sentence.has("period")) and not sentence.has("plan"):
            following = setting.passage.sentences[sentence.index : sentence.index + _RESULTS]
            if any(near.numbers and near.has("model") for near in following):
                return True
    return False


def _cue(setting: Setting, sentence: Sentence, noun: Hit | None) -> Hit | None:
    """What an event is held for, as said behind its noun, else before it; of several purposes the first said."""
    said = speech_start(setting.passage, sentence)
    text = setting.passage.view.lower
    cues = [
        hit
        for hit in sentence.of("cue")
        if (hit.start < said or (hit.start == said and _is_purpose(text, noun, hit)))
        and not _issues(setting, sentence, hit)
    ]
    if noun is None:
        return cues[0] if cues else None
    joined = min((hit.start for hit in sentence.of("connector") if hit.start >= noun.end), default=said)
    cues = [
        hit for hit in cues if hit.value != "contest" or hit.start < joined
    ]  # "to set tasks and announce a contest"
    if noun.value == "meeting":  # "họp mặt kỷ niệm …, kết hợp sơ kết" is still a meeting
        cues = [hit for hit in cues if hit.value not in _PURPOSES or 0 <= hit.start - noun.end <= _RIGHT_BEHIND]
        cues = [hit for hit in cues if hit.value not in {"meeting", "launch"}]  # "họp mặt … và phát động thi đua"
        if not gives_anybody(sentence):  # "a meeting on Monday, praising the achievements"
            cues = [hit for hit in cues if hit.value != "commendation"]
    behind = [hit for hit in cues if hit.start >= noun.end]
    before = [hit for hit in cues if hit.end <= noun.start and noun.start - hit.end <= _NEAR]
    if is_unspaced(setting.passage.lexicon) or is_verb_last(
        setting.passage.lexicon
    ):  # "総括し、模範を表彰する会議": all that leads up to the noun
        return before[0] if before else behind[0] if behind else None
    return behind[0] if behind else before[-1] if before else None


def _is_purpose(text: str, noun: Hit | None, cue: Hit) -> bool:
    """Whether a verb that may tell of speech says what an event was for: "persidangan anjuran … bagi menilai"."""
    if noun is None or cue.value != "review":  # "praised" is said
        return False
    return noun.end <= cue.start and not set(",;:") & set(text[noun.end : cue.start])


def _issues(setting: Setting, sentence: Sentence, cue: Hit) -> bool:
    """Whether a word says, right behind the day of a document, that it came out: "2009年9月8日颁发的…结论"."""
    days = {date.start: date.end for date in sentence.dates if 0 <= cue.start - date.end <= _OUT}
    return bool(days) and not days.keys().isdisjoint(document_dates(setting.passage, sentence))
