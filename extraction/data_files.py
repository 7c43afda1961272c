"""Reading the room's YAML files by the rules of YAML 1.2.

Under YAML 1.1 (PyYAML's own) the words ``on``, ``no``, ``y`` are booleans; here they are a syllable, a language and a
surname. Only ``true`` and ``false`` are booleans, and a key that stands twice is an error instead of a silent loss.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

ROOM = Path(__file__).parent  # asked for here, since a compiled module does not know its own file
_Safe = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml reads many times faster where it is there


class _Loader(_Safe):  # type: ignore[misc, valid-type]
    """SafeLoader with YAML 1.2 booleans and without duplicate keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"key '{key}' stands twice", key_node.start_mark)
            seen.add(key)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def load_yaml(content: str) -> Any:
    """The content of a YAML file; raises ``yaml.YAMLError`` for what is none."""
    return yaml.load(content, Loader=_Loader)  # noqa: S506  a SafeLoader by descent
