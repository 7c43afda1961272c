"""The lines of one text while they are sorted, and where among them the article ends.

An article is ended by the link to its original, by a counter of comments or an invitation to write one, and by the
heading of a list of other articles if nothing but headlines follows. A counter may also stand above an article: it ends
nothing while more prose is below than above.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scrapers import captions, chrome
from scrapers.debris import vocabulary

if TYPE_CHECKING:
    from scrapers.datelines import Found
    from scrapers.lines import Line
    from storage.records import BlockKind

LOOK_AHEAD = 300  # lines below a mark that are looked at before it is believed


@dataclass
class Page:
    """The lines of one text and what each has been found to be; None is undecided."""

    text: str
    lines: list[Line]
    kinds: list[BlockKind | None]
    credits: dict[int, int] = field(default_factory=dict)  # line → length of the paper's name before its first words
    dates: list[tuple[int, Found]] = field(default_factory=list)  # rank (lower is better), date
    links: list[tuple[str, str, int]] = field(default_factory=list)  # label, URL, line
    end: int = 0  # first line behind the article

    def undecided(self, index: int) -> bool:
        """Whether nothing has been said about a line yet."""
        return self.kinds[index] is None


def find_end(page: Page) -> None:
    """Find the first line behind the article; from there on all but links is debris."""
    before, paragraphs = 0, 0
    dense = [line.width if line.is_dense_prose else 0 for line in page.lines]
    after = sum(dense)
    labels = {at: label for label, _, at in page.links}
    for index, line in enumerate(page.lines):
        after -= dense[index]
        below = before > 0 and (paragraphs > 2 or before >= after or page.kinds[index] == "link")
        if below and _ends_article(page, index, labels.get(index)):
            page.end = index
            break
        if page.undecided(index) and (line.is_prose or line.width >= 150 or (line.ends and line.width >= 40)):
            before += line.width
            paragraphs += line.is_dense_prose
    for index in range(page.end, len(page.lines)):
        if page.kinds[index] != "link":
            label = chrome.is_source_label(page.lines[index])
            page.kinds[index] = "link" if label and index == page.end else "debris"


def _ends_article(page: Page, index: int, label: str | None) -> bool:
    line = page.lines[index]
    if chrome.is_comment_counter(line) or chrome.is_prompt(line):
        return True
    below = page.lines[index + 1 : index + 1 + LOOK_AHEAD]
    if label is not None:
        return label in vocabulary().source or not any(later.is_prose for later in below)
    if chrome.is_source_label(line):
        return _only_headlines(below, labels_end=True)
    return chrome.is_list_heading(line) and _only_headlines(below, labels_end=False)


def _only_headlines(lines: list[Line], *, labels_end: bool) -> bool:
    """Whether nothing of the article comes any more; what stands below a second mark does not count."""
    for line in lines:
        if chrome.is_comment_counter(line) or chrome.is_prompt(line):
            return True
        signed = captions.is_labelled(line) or captions.is_byline_label(line) or (line.is_name and len(line.words) > 1)
        if signed or (chrome.is_source_label(line) and not labels_end):
            return False
        headline = not line.ends or line.width < 20 or chrome.is_bullet(line) or line.text.endswith(("?", "!"))
        if line.is_dense_prose or not (headline or chrome.is_list_heading(line)):
            return False
    return True
