"""The language files are data that people edit: every term stands once in its list, and is one term."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = sorted((Path(__file__).parents[2] / "extraction" / "languages").glob("*.yml"))
SEVERAL_TERMS = re.compile(r"\([^()]*\|[^()]*\)")  # "(a|b)" that is all of it: a and b are terms of their own


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_term_stands_once_in_its_list(file: Path) -> None:
    doubled = {
        path: [term for term, times in Counter(terms).items() if times > 1]
        for path, terms in _lists(yaml.safe_load(file.read_text("utf-8")))
        if len(terms) > len(set(terms))
    }
    assert not doubled


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_choice_of_whole_terms_is_written_as_terms(file: Path) -> None:
    bracketed = {
        path: found
        for path, terms in _lists(yaml.safe_load(file.read_text("utf-8")))
        if (found := [term for term in terms if SEVERAL_TERMS.fullmatch(term)])
    }
    assert not bracketed


def _lists(node: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every list of texts in a file, with the keys that lead to it."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _lists(value, f"{path}.{key}".strip("."))
    elif isinstance(node, list) and node and all(isinstance(item, str) for item in node):
        yield path, node
