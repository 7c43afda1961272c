"""The competitors' side of ``bench.scrape_parsing``: page → main text, in their environment.

``python -m bench.page_readers NAME WARM_UP PAGES``. trafilatura is measured three times: as it comes, with the
settings that score best on these pages, and with its quickest. newspaper4k is told the language; resiliparse is told to
leave out comments, bullets and picture descriptions. A page without any text found counts as an empty text.
"""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING, Any

from bench.measuring import lines, report, stay_on_one_core

if TYPE_CHECKING:
    from collections.abc import Callable

TRAFILATURA: dict[str, dict[str, Any]] = {
    "trafilatura": {},
    "trafilatura, tuned": {"include_comments": False, "include_tables": False, "favor_precision": True},
    "trafilatura, fast": {"include_comments": False, "include_tables": False, "fast": True},
}


def main(name: str, warm_up: str, pages: str) -> None:
    """Time one pass over the pages, and print what was found on each."""
    stay_on_one_core()
    warnings.simplefilter("ignore")  # newspaper4k warns of a package that only its summaries need
    read = {"newspaper4k": _newspaper, "resiliparse": _resiliparse}.get(name, lambda: _trafilatura(name))()
    report(read, lines(warm_up, "page"), lines(pages, "page"), keep=True)


def _trafilatura(name: str) -> Callable[[str], str]:
    from trafilatura import extract  # noqa: PLC0415 -- the other competitors' memory is not to be counted

    settings = TRAFILATURA[name]
    return lambda page: extract(page, **settings) or ""


def _newspaper() -> Callable[[str], str]:
    from newspaper import Article  # noqa: PLC0415

    def text(page: str) -> str:
        article = Article("https://bao-thu.example/mot-bai-bao-123456.html", language="vi")
        article.download(input_html=page)
        article.parse()
        return str(article.text)

    return text


def _resiliparse() -> Callable[[str], str]:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    settings = dict.fromkeys(("list_bullets", "alt_texts", "comments", "post_meta"), False)
    return lambda page: str(extract_plain_text(page, preserve_formatting=True, main_content=True, **settings))


if __name__ == "__main__":
    main(*sys.argv[1:])
