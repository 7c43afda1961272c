"""Kana and Hangul in letters, so that a written syllable falls into an onset and a rime like one of an alphabet.

The letters serve ``scripts.yml`` alone: they are those of no standard romanisation, but each written syllable has
exactly one form. Long vowels and doubled consonants of kana are left out, for writers do not agree on them.
"""

from __future__ import annotations

from typing import Final

_ROWS: Final = {
    "": "アイウエオ",
    "k": "カキクケコ",
    "g": "ガギグゲゴ",
    "s": "サ_スセソ",
    "z": "ザ_ズゼゾ",
    "t": "タ__テト",
    "d": "ダ__デド",
    "n": "ナニヌネノ",
    "h": "ハヒフヘホ",
    "b": "バビブベボ",
    "p": "パピプペポ",
    "m": "マミムメモ",
    "r": "ラリルレロ",
}
_KANA: Final = {
    **{kana: onset + vowel for onset, row in _ROWS.items() for kana, vowel in zip(row, "aiueo", strict=True)},
    "シ": "shi",
    "ジ": "ji",
    "チ": "chi",
    "ヂ": "ji",
    "ツ": "tsu",
    "ヅ": "zu",
    "ヴ": "vu",
    "ヤ": "ya",
    "ユ": "yu",
    "ヨ": "yo",
    "ワ": "wa",
    "ヲ": "o",
    "ン": "n",
    "ー": "",
    "ッ": "",
}
_CYRILLIC: Final = str.maketrans(
    {
        **dict(zip("абвгґдеёєзиіїйклмнопрстуфхыэ", "abvggdeeeziiiyklmnoprstufhie", strict=True)),
        "ж": "z",
        "ц": "c",
        "ч": "ch",
        "ш": "s",
        "щ": "s",
        "ю": "iu",
        "я": "ia",
        "ь": "",
        "ъ": "",
    }
)
_GREEK: Final = str.maketrans(
    {
        **dict(zip("αβγδεζηικλμνορσςτυφχω", "avgdeziiklmnorsstifho", strict=True)),
        "θ": "th",
        "ξ": "x",
        "π": "p",
        "ψ": "ps",
    }
)
_GREEK_PAIRS: Final = {"νγκ": "ng", "γκ": "g", "μπ": "b", "ντ": "d", "ου": "u"}
_SMALL_VOWELS: Final = dict(zip("ァィゥェォ", "aiueo", strict=True))
_SMALL_GLIDES: Final = {"ャ": "a", "ュ": "u", "ョ": "o"}

_LEADS: Final = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "_", "j", "jj", "ch", "k", "t", "p", "h"]
_VOWELS: Final = [
    "a",
    "ɛ",
    "ya",
    "yɛ",
    "ə",
    "e",
    "yə",
    "ye",
    "o",
    "wa",
    "wɛ",
    "oe",
    "yo",
    "u",
    "wə",
    "we",
    "wi",
    "yu",
    "ɨ",
    "ɨi",
    "i",
]
_TAILS: Final = [
    "_",
    "k",
    "k",
    "ks",
    "n",
    "nj",
    "nh",
    "t",
    "l",
    "lk",
    "lm",
    "lb",
    "ls",
    "lt",
    "lp",
    "lh",
    "m",
    "p",
    "ps",
    "t",
    "t",
    "ng",
    "t",
    "t",
    "k",
    "t",
    "p",
    "h",
]
_HANGUL_FIRST: Final = 0xAC00
_HANGUL_LAST: Final = 0xD7A3


def in_letters(text: str) -> str:
    """Small letters of Cyrillic and Greek as Latin ones, in names that are no Vietnamese syllables: 'брем' → 'brem'."""
    bare = text.translate(_CYRILLIC)
    for written, meant in _GREEK_PAIRS.items():
        bare = bare.replace(written, meant)
    return bare.translate(_GREEK)


def kana(text: str) -> str:
    """Katakana in letters: 'グエン' → 'guen', 'トゥエット' → 'tueto'; other characters vanish."""
    out = ""
    for char in text:
        if char in _SMALL_VOWELS:
            vowel = _SMALL_VOWELS[char]
            if out.endswith("hu") and vowel != "u":
                out = out[:-2] + "f" + vowel
            elif out[-1:] == "u" and out[-2:-1] in {"k", "g"} and vowel != "u":
                out += vowel  # グェ is グエ
            elif out == "u" or (out.endswith("u") and len(out) > 1 and out[-2] in "aiueo"):
                out = out[:-1] + "w" + vowel
            else:
                out = out[:-1] + vowel
        elif char in _SMALL_GLIDES:
            glide = "" if out.endswith(("shi", "chi", "ji")) else "y"
            out = out[:-1] + glide + _SMALL_GLIDES[char]
        else:
            out += _KANA.get(char, "")
    return out


def hangul(text: str) -> str:
    """Hangul in letters: '쩐' → 'jjən', '응우옌' → 'ɨnguyen'; other characters vanish."""
    out = ""
    for char in text:
        code = ord(char)
        if _HANGUL_FIRST <= code <= _HANGUL_LAST:
            lead, rest = divmod(code - _HANGUL_FIRST, 588)
            vowel, tail = divmod(rest, 28)
            out += (_LEADS[lead] + _VOWELS[vowel] + _TAILS[tail]).replace("_", "")
    return out
