"""Which language a text is in: the code it was given, or what its words say.

Codes are ISO 639-1; the two written Norwegians are one, as on the pages. 'und' stands for a language that could not
be told.
"""

from __future__ import annotations

import re
import threading
from functools import cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNDETERMINED = "und"
_LOADING = threading.Lock()
_FEWEST_LETTERS = 20
_LEAST_PROBABILITY = 0.5
_LONGEST_SAMPLE = 20_000
_VIETNAMESE = re.compile("[ạ-ỹẠ-Ỹăđơư]")  # letters that, taken together, no other language has
_LEAST_VIETNAMESE = 0.12  # their share of the letters; prose has a quarter, a French text full of names a twentieth
_ENOUGH_LETTERS = 200
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "cmn": "zh"}
ISO_639_1 = frozenset(
    re.findall(
        r"\w+",
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz "
        "ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik "
        "io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml "
        "mn mr ms mt my na nd ne ng nl no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg "
        "si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo "
        "xh yi yo za zh zu",
    )
)


def known(code: str) -> str | None:
    """The ISO 639-1 code that ``code`` means ('pt-BR' is 'pt', 'nb' is 'no'); None when it means none."""
    primary = re.split(r"[-_]", code.strip().lower(), maxsplit=1)[0]
    primary = _SAME.get(primary, primary)
    return primary if primary in ISO_639_1 else None


def detect(text: str) -> str:
    """The language of ``text`` by its words, 'und' when there are too few or they point nowhere."""
    sample = _ADDRESS.sub(" ", text[:_LONGEST_SAMPLE])
    letters = sum(map(str.isalpha, sample))
    if letters < _FEWEST_LETTERS:
        return UNDETERMINED
    if letters >= _ENOUGH_LETTERS and len(_VIETNAMESE.findall(sample)) > letters * _LEAST_VIETNAMESE:
        return "vi"
    with _LOADING:  # threads that come at the same time would each load it
        identifier = _identifier()
    code, probability = identifier.classify(sample)
    if probability < _LEAST_PROBABILITY:
        return UNDETERMINED
    return known(str(code)) or UNDETERMINED


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 -- loads a model of 4.5 MB

    return cast("LanguageIdentifier", LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))
