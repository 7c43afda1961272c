"""Telling a challenge for browsers, served with status 200, from a page: it is the host that does not want us then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapers.encodings import Refused
from scrapers.families.page import CHALLENGE, open_page

if TYPE_CHECKING:
    from storage.warc import Exchange

MOST_BYTES = 100_000  # challenges are small; pages that merely hold a captcha are not


def is_challenge(exchange: Exchange) -> bool:
    """Whether a short answer asks a browser to prove itself, whatever it was asked for."""
    body = exchange.body
    if len(body) > MOST_BYTES or not CHALLENGE.search(body.decode("utf-8", errors="replace")):
        return False
    try:
        open_page(body, exchange.header("content-type"))
    except Refused as refused:
        return refused.rule == "challenge-page"
    return False
