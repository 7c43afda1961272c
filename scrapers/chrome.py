"""What single lines of a page are when they are not the article: counters, markers, links, headings of lists.

Each function looks at one line and says what it is by its shape first and by the words of ``debris.yml`` second.
Where on the page the line stands, and so whether it ends the article, is for ``scrapers.plaintext`` to judge.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapers import datelines
from scrapers.debris import vocabulary
from scrapers.lines import fold

if TYPE_CHECKING:
    from scrapers.lines import Line

_AD_MARKER = re.compile(r"[\[【]\s?[^\W\d][^\d\[\]【】,;:!?]{0,30}\d{1,2}\s?[\]】]?")
_IMAGE = re.compile(r"\|?\s*!\[(?P<alt>[^\[\]]*)\]\([^()]*\)\s*\|?")
_ROW = re.compile(r"\|\s*(?P<cell>[^|]+?)\s*\|")
_RULE = re.compile(r"[|\-–—_=*·•.~\s:+#]+")
_COUNTER = re.compile(r"(?P<words>[^\d()（）\[\]]{2,40}?) ?[(（\[] ?(?P<number>\d{1,6}) ?[)）\]]")
_NUMBER_FIRST = re.compile(r"(?P<number>\d[\d.,\s]{0,14})(?:[km]\b)? ?(?P<words>[^\d\W][^\d]{0,30})")
_NUMBER_LAST = re.compile(r"(?P<words>[^\d\W][^\d:]{0,30}?) ?:? ?(?P<number>\d[\d.,\s]{0,14})(?:[km]\b)?")
_URL = re.compile(r"https?://[^\s<>\"“”«»\[\]|]+", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\d)(?:\+84|\(?0|1[89]00)[\d .()\-]{6,16}\d(?!\d)")
_MAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}\.[\w.\-]{2,63}")
_SITE_BANNER = re.compile(r"(?:https?://)?(?:www\.)?(?:[\w\-]{1,40}\.){1,3}(?:vn|com|org|net)(?: ?[-–—|:•] .{3,90})?")
_POINTER = re.compile(r"(?:>{1,3}|->|=>|»|›|▶|►|→|⇒|➤)\s?\S")
_BULLET = re.compile(r"[-–—•*·+▪●]\s+\S")
_TRAIL = re.compile(r"\s*[>»›/|→]\s*")
_EDGES = " :：.…»>-–—|•*[]()"


def is_ad_marker(line: Line) -> bool:
    """``[anuncio_2]``, ``[إعلان 1]``: an advertisement's place holder, its word in any language."""
    return line.width <= 60 and bool(_AD_MARKER.fullmatch(line.key))


def image_alt(line: Line) -> tuple[int, int] | None:
    """Where the words of a Markdown image row stand in the line ((0, 0) when it has none), None for other lines."""
    found = _IMAGE.fullmatch(line.text) if len(line.text) < 2000 else None
    if found is None:
        return None
    return found.span("alt") if len(found["alt"].split()) > 2 else (0, 0)


def table_cell(line: Line) -> tuple[int, int] | None:
    """Where the words of a table row with one cell, ``| caption. |``, stand in the line."""
    found = _ROW.fullmatch(line.text) if line.text.startswith("|") and len(line.text) < 2000 else None
    return found.span("cell") if found else None


def is_rule(line: Line) -> bool:
    """A line of signs only: rulers, empty table rows, stray marks."""
    return len(line.text) < 400 and bool(_RULE.fullmatch(line.text))


def is_comment_counter(line: Line) -> bool:
    """``Comment (0)`` in a known language, or up to four words of any language and ``(0)``."""
    found = _COUNTER.fullmatch(line.key.strip("|• ")) if line.width <= 80 else None
    if found is None:
        known = _NUMBER_FIRST.fullmatch(line.key) if line.width <= 40 else None
        return bool(known) and known["words"].strip(_EDGES) in vocabulary().comments  # type: ignore[index]
    if found["words"].strip(_EDGES) in vocabulary().comments:
        return True
    return int(found["number"]) == 0 and len(found["words"].split()) <= 4


def is_view_counter(line: Line, *, near_top: bool) -> bool:
    """``174 views`` with a known word; near the top of a page, a number and one word of any language."""
    if line.width > 50 or line.ends:
        return False
    words = vocabulary().views
    for pattern in (_NUMBER_FIRST, _NUMBER_LAST):
        if found := pattern.fullmatch(line.key):
            counted = found["words"].strip(_EDGES)
            if counted in words:
                return True
            if near_top and pattern is _NUMBER_FIRST and len(counted.split()) == 1 and int_like(found["number"]):
                return True
    return False


def int_like(number: str) -> bool:
    """Whether digits and separators make one count, and no day, time or year among words."""
    return bool(re.fullmatch(r"\d{1,3}(?:[.,\s]\d{3})*|\d+(?:[.,]\d)?", number.strip()))


def link(line: Line) -> tuple[str, str] | None:
    """Label (folded, may be '') and URL of a line that is a link and at most five words before it."""
    if len(line.text) > 3000:
        return None
    found = list(_URL.finditer(line.text))
    if not found or (len(found) > 1 and len({url.group().rstrip(").,;") for url in found}) > 1):
        return None
    before, after = line.text[: found[0].start()], line.text[found[-1].end() :]
    if len(before.split()) > 5 or len(before) > 60 or after.strip(" ).,;]>»”\"'"):
        return None
    url = found[0].group().rstrip(".,;»”")
    if url.endswith(")") and "(" not in url:
        url = url.rstrip(")")
    label = _without_signs(before)
    return label, url


def is_source_label(line: Line) -> bool:
    """``Source`` alone on its line, left when the link behind it was lost; or with a paper's name, no address."""
    if line.width > 90:
        return False
    label, colon, name = line.key.replace("：", ":").partition(":")
    if label.strip(_EDGES) not in vocabulary().source:
        return False
    return not name.strip() or (bool(colon) and len(name.split()) <= 7 and not line.ends)


def is_prompt(line: Line) -> bool:
    """An invitation to comment, a copyright line."""
    return line.width <= 250 and line.key.lstrip("*•- ").startswith(vocabulary().prompts)


def is_list_heading(line: Line) -> bool:
    """The heading over a list of other articles or of comments: 'same topic', 'latest news', 'comments'."""
    if line.width > 60:
        return False
    words = vocabulary()
    key = line.key.strip(_EDGES)
    return key in words.related or key in words.more or key in words.comments


def is_pointer(line: Line) -> bool:
    """One other article named in passing: ``>> headline``, ``Read more: headline``."""
    if line.width > 250:
        return False
    if _POINTER.match(line.text):
        return not line.is_dense_prose
    label, colon, rest = line.key.replace("：", ":").partition(":")
    return bool(colon and rest) and label.strip() in vocabulary().more and not line.text.endswith((".", "。"))


def is_bullet(line: Line) -> bool:
    """A list item."""
    return bool(_BULLET.match(line.text))


def is_button(line: Line) -> bool:
    """Words of buttons and boxes only: 'Share', 'Print | Text size', 'Facebook Twitter'."""
    if line.width > 80:
        return False
    words = vocabulary().chrome | vocabulary().views
    key = line.key.strip(_EDGES)
    parts = [part.strip(_EDGES) for part in re.split(r"[|,;•·/]|\s{2,}", key)]
    return key in words or all(part in words for part in parts) or all(part in words for part in key.split())


def is_contact(line: Line) -> bool:
    """A telephone number or an e-mail address with a label of a few words: hotlines."""
    if line.width > 100 or datelines.find(line.text):
        return False
    rest, count = _MAIL.subn("", line.text)
    rest, phones = _PHONE.subn("", rest)
    return count + phones > 0 and len(re.findall(r"\w+", rest)) <= 5


def is_site_banner(line: Line) -> bool:
    """A host name, alone or with the site's slogan: 'Vietnam.vn - …'."""
    return line.width <= 140 and not line.ends and bool(_SITE_BANNER.fullmatch(line.key))


def is_breadcrumb(line: Line) -> bool:
    """The path to a section: 'Home > News > Party building', or words strung behind the word for 'home'."""
    if line.width > 160 or line.ends:
        return False
    steps = [step for step in _TRAIL.split(line.text.strip(_EDGES)) if step]
    if len(steps) > 2 and all(len(step.split()) <= 5 for step in steps):
        return True
    home = vocabulary().home.match(line.key)
    if home is None:
        return False
    rest = line.text[home.end() :].strip()
    return not rest or not rest[0].isalnum() or rest[0].isupper()


def _without_signs(text: str) -> str:
    return fold(re.sub(r"[\s:：|\[\](){}<>•\-–—]+", " ", text))
