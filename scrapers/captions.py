"""Captions, bylines and credits: the short lines of a page that say who and what is seen, and who wrote.

A caption is told by a label ('Photo:'), by the row it stood in, by standing twice, by the blank line its picture
left, or by being one short sentence about people at the event between paragraphs that are much longer.
"""

from __future__ import annotations

import re
from collections import Counter
from statistics import median

from scrapers.debris import vocabulary
from scrapers.lines import SHORT, Line, fold

_AFTER_LABEL = re.compile(r"\s*(?:\([^()]{1,60}\)\s*)?(?P<who>[^:：()]{0,60}?)\s*(?:[:：]|$)")
_CREDIT_AT_END = re.compile(
    r"(?:^|[.。…(（\[|–—-])\s*(?P<label>[^\W\d][^.。…()（）\[\]:：/|–—-]{0,25})\s*[:：/]\s*[^:：]{2,45}$"
)
_OF = frozenset(
    {"by", "của", "de", "du", "di", "von", "av", "af", "van", "do", "da", "od", "от", "và", "and", "y", "et"}
)
_VIETNAMESE = re.compile("[ăđơưạ-ỹ]|[âêô][\u0300-\u0323]", re.IGNORECASE)
_HOST = re.compile(r"[\w-]{2,30}\.(?:vn|com|net|org)")
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_PAPER = re.compile(
    r"[(（](?P<inside>[^()（）]{2,30})[)）]\s*[-–—:]?\s+|(?P<code>[A-ZĐ][A-ZĐ0-9&.]{1,9}|[\w-]{3,30}\.vn)\s+[-–—]\s+"
)
_PAPER_INSIDE = re.compile(
    r"(?:[\w-]{2,30}\.)+(?:vn|com|net|org)|[A-ZĐ][A-ZĐ0-9&.\-/]{1,11}|.{0,20}\b(?:Online|online|điện tử)"
)

BRIEF = 60  # width up to which a sentence that begins like a caption is one
LONG_PARAGRAPHS = 350  # width from which paragraphs make a short sentence stand out
SHORTER = 0.65  # of the usual paragraph


def is_labelled(line: Line) -> bool:
    """Whether a line is a caption by its own words: 'Photo by X: …', '…. (Ảnh: X)', or a lone 'Illustration'."""
    return _label_before(line) or _label_behind(line)


def is_byline_label(line: Line) -> bool:
    """A line that names its author with a label: 'Author: X', 'Bài, ảnh: X', 'Theo X'."""
    if line.width > 80 or line.ends:
        return False
    found = vocabulary().byline.match(line.key)
    if found is None:
        return False
    rest = line.key[found.end() :].strip()
    if rest[:1] in {":", "："}:
        return 0 < len(rest[1:].split()) <= 8
    words = line.words[len(found.group().split()) :]
    names = all(word[0].isupper() or fold(word) in _OF or _HOST.fullmatch(word) for word in words)
    return 0 < len(words) <= 7 and names and not any(map(_has_digit, words))


def is_closing_name(line: Line) -> bool:
    """A short line without a sentence's end below the text: a name or a pen name."""
    if line.ends or line.width > 45 or _has_digit(line.text) or line.text[-1] in ":;,：；，":
        return False
    first = next((character for character in line.text if character.isalpha()), "")
    return bool(first) and not first.islower() and len(line.words) <= 6 and not _label_before(line)


def is_short_name(line: Line) -> bool:
    """A few letters of a script without capitals: a name, where a name is likely."""
    letters = [character for character in line.text if character.isalpha()]
    caseless = bool(letters) and not any(letter.isupper() or letter.islower() for letter in letters)
    return caseless and line.width <= 40 and not line.ends and not _has_digit(line.text)


def credit_length(line: Line) -> int:
    """How many characters at the start name the paper: '(Baothanhhoa.vn) - ', 'BBK - '; 0 when none do."""
    found = _PAPER.match(line.text)
    if found is None or (found["inside"] and not _PAPER_INSIDE.fullmatch(found["inside"])):
        return 0
    return found.end()


def find(lines: list[Line], opening: int) -> list[int]:
    """Which of the undecided ``lines`` are captions; ``opening`` is the first line of the body."""
    twice = {key for key, count in Counter(line.key for line in lines).items() if count == 2 and len(key) <= 200}
    dense = [line.width for line in lines if line.is_dense_prose]
    usual = median(dense) if len(dense) > 2 else 0
    slotted = sum(line.gap > 0 for line in lines) * 5 <= len(lines) * 2
    foreign = sum(map(_vietnamese_words, lines)) * 5 <= sum(len(line.words) for line in lines)
    found = []
    for index, line in enumerate(lines):
        if is_labelled(line) or (foreign and index > opening and line.width <= SHORT and _is_vietnamese(line)):
            found.append(index)
        elif index > opening and _is_plain_sentence(line):
            following = lines[index + 1] if index + 1 < len(lines) else None
            slot = slotted and line.gap > 0 and (following is None or following.gap == 0)
            if line.key in twice or slot or _shows(line, usual):
                found.append(index)
    return found


def _shows(line: Line, usual: float) -> bool:
    """Whether a sentence only shows people or a scene: brief, or short among paragraphs that are much longer."""
    words = vocabulary()
    opens = words.openings.match(line.key) is not None
    if opens and line.width <= BRIEF and "," not in line.text:
        return True
    if usual < LONG_PARAGRAPHS or line.width > usual * SHORTER:
        return False
    return (opens or any(verb in line.key for verb in words.speaking)) and not _tells(line)


def _tells(line: Line) -> bool:
    """Whether a sentence tells something: of several parts, or with a clause before the person it is about."""
    before, comma, _ = line.text.partition(",")
    last = before.rsplit(maxsplit=1)[-1] if before.strip() else ""
    return ";" in line.text or (bool(comma) and len(before.split()) > 1 and last[:1].islower())


def _is_plain_sentence(line: Line) -> bool:
    """One short sentence that counts nothing and introduces nothing."""
    if line.width > SHORT or line.sentences > 1 or ":" in line.text or not line.ends:
        return False
    return not _has_digit(_YEARS.sub("", line.text))


def _is_vietnamese(line: Line) -> bool:
    """Whether most words carry letters that Vietnamese alone has: picture texts left in a translated page."""
    return len(line.words) > 2 and _vietnamese_words(line) * 2 >= len(line.words)


def _vietnamese_words(line: Line) -> int:
    """How many words carry letters that Vietnamese alone has: a third to a half of a Vietnamese text."""
    return sum(bool(_VIETNAMESE.search(word)) for word in line.words)


def _label_before(line: Line) -> bool:
    if len(line.text) > SHORT + 80:
        return False
    found = vocabulary().photo.match(line.key)
    if found is None or line.width > SHORT + 80 or line.sentences > 3:
        return False
    rest = _AFTER_LABEL.match(line.key, found.end())
    if rest is None:
        return False
    names = line.words[len(found.group().split()) :][: len(rest["who"].split())]
    return all(word[0].isupper() or not word[0].isalpha() or fold(word) in _OF for word in names)


def _label_behind(line: Line) -> bool:
    if len(line.text) > SHORT + 80:
        return False
    tail = line.key[-90:].rstrip(".。 )）]")
    if not any(mark in tail for mark in ":：/") or line.width > SHORT + 80 or line.sentences > 2:
        return False
    found = _CREDIT_AT_END.search(tail)
    return found is not None and vocabulary().photo.fullmatch(found["label"].strip()) is not None


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)
