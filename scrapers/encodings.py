"""Bytes → text, saying so when it was not plain UTF-8, and refusing what is no text at all."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

import charset_normalizer

from scrapers import languages

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings of old files, and the languages that were written in them.
_LEGACY = {
    "cp1258": {"vi"},
    "cp1252": {"en", "fr", "es", "de", "pt", "it", "nl", "sv", "no", "da", "id", "ms"},
    "cp1250": {"cs", "pl", "ro", "hu", "sk", "sl", "hr"},
    "cp1251": {"ru", "uk", "be", "bg", "sr", "mk"},
    "koi8_r": {"ru"},
    "cp1253": {"el"},
    "cp1256": {"ar", "fa", "ur"},
    "cp874": {"th"},
    "shift_jis": {"ja"},
    "euc_jp": {"ja"},
    "euc_kr": {"ko"},
    "gb18030": {"zh"},
    "big5": {"zh"},
}
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_MOST_CONTROLS = 0.02
_LOW_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x20), 0x7F])
_HIGH_CONTROL = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")
_LEAST_VALID = 0.9


class Refused(ValueError):  # noqa: N818 -- not a fault of the program: an input that cannot be used
    """An input that cannot be used: the rule it broke, one sentence for a person, and a printable sample."""

    def __init__(self, rule: str, reason: str, sample: str | bytes = "") -> None:
        super().__init__(reason)
        self.rule = rule
        self.reason = reason
        self.sample = printable(sample)


@dataclass(frozen=True)
class Decoded:
    """Text read from bytes, and a sentence when something had to be guessed or replaced to read it."""

    text: str
    problem: str | None = None
    flag: str | None = None


def decode(data: bytes) -> Decoded:
    """The text that ``data`` holds; raises Refused ('empty-file', 'binary-file', 'wrong-encoding')."""
    if not data.strip(b"\x00 \t\r\n\f\v" + codecs.BOM_UTF8):
        raise Refused("empty-file", "it is empty" if not data else "it holds nothing but white space")
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise Refused("binary-file", f"it is {what}, not text", data[:60])
    for bom, encoding in _BOMS:
        if data.startswith(bom) and encoding != "utf-8-sig":
            return _with_bom(data, encoding)
    if data.count(0):
        raise Refused("binary-file", "it holds zero bytes, so it is not text", data[:60])
    try:
        return _checked(Decoded(data.decode("utf-8-sig")), data)
    except UnicodeDecodeError as error:
        return _checked(_broken_utf8(data, error) or _legacy(data, error), data)


def printable(sample: str | bytes) -> str:
    """At most 200 characters of an input that can be shown on one line."""
    text = sample[:400].decode("utf-8", errors="replace") if isinstance(sample, bytes) else sample[:400]
    shown = "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text)
    return " ".join(shown.split())[:200]


def _with_bom(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), f"it is {encoding.upper()}, not UTF-8", f"read-as-{encoding}")
    except UnicodeDecodeError as error:
        reason = f"it begins as {encoding.upper()} but breaks off or goes wrong at byte {error.start}"
        raise Refused("wrong-encoding", reason, data[:60]) from None


def _broken_utf8(data: bytes, error: UnicodeDecodeError) -> Decoded | None:
    """UTF-8 that was cut within a letter or holds stray bytes: readable but for those."""
    if error.reason == "unexpected end of data" and error.start >= len(data) - 3 and error.start > 0:
        text = data[: error.start].decode("utf-8-sig")
        return Decoded(text, "it breaks off within a letter; what stands before was kept", "cut-short")
    text = data.decode("utf-8-sig", errors="replace")
    broken = text.count("\ufffd")
    letters = sum(ord(character) > 127 for character in text)
    if letters - broken < 20 or broken > letters * (1 - _LEAST_VALID):
        return None
    problem = (
        f"it is UTF-8 with {broken} broken letters, the first at byte {error.start}; they were marked and the rest kept"
    )
    return Decoded(text, problem, "broken-utf-8")


def _legacy(data: bytes, error: UnicodeDecodeError) -> Decoded:
    """The encoding whose letters make least noise, and among those the one that the language was written in."""
    reason = f"it is not UTF-8 (byte 0x{data[error.start]:02x} at {error.start})"
    likely = charset_normalizer.from_bytes(data[:200_000], cp_isolation=list(_LEGACY), threshold=0.15)
    readings = [(match.encoding, text) for match in likely if (text := _strictly(data, match.encoding)) is not None]
    fitting = [(name, text) for name, text in readings if languages.detect(text) in _LEGACY.get(name, ())]
    if not readings:
        raise Refused("wrong-encoding", f"{reason} and no other encoding fits", data[:60])
    encoding, text = (fitting or readings)[0]
    letters = sum(character.isalpha() or unicodedata.combining(character) > 0 for character in text)
    if letters < len(text) / 2:
        raise Refused("wrong-encoding", f"{reason} and reads as nothing sensible", data[:60])
    return Decoded(text, f"{reason}; it was read as {encoding}", f"read-as-{encoding}")


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _checked(decoded: Decoded, data: bytes) -> Decoded:
    if decoded.flag is None and not _has_controls(data):
        return decoded
    controls = len(_CONTROL.findall(decoded.text))
    if controls > len(decoded.text) * _MOST_CONTROLS:
        raise Refused("binary-file", f"{controls} of its {len(decoded.text)} characters are control codes", data[:60])
    return decoded


def _has_controls(utf8: bytes) -> bool:
    """Whether text in UTF-8 holds a control code at all; far quicker than finding them."""
    return len(utf8.translate(None, _LOW_CONTROLS)) < len(utf8) or _HIGH_CONTROL.search(utf8) is not None
