"""YAML of text, lists and mappings only: what front matter is allowed to be."""

from typing import Any

import yaml


class NoYaml(Exception):  # noqa: N818  it says what the text is, not that something failed
    """The text is no YAML mapping."""


def read_yaml(front: str) -> dict[str, Any]:
    """The mapping that `front` is.  Raises NoYaml where it is none."""
    try:
        read = yaml.load(front, Loader=_TextLoader)  # noqa: S506 - BaseLoader builds text, lists and mappings only
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise NoYaml from error
    if not isinstance(read, dict):
        raise NoYaml
    return {str(key): value for key, value in read.items()}


class _TextLoader(yaml.BaseLoader):
    """Aliases, a few lines of which can stand for billions of values, are not read."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        return super().compose_node(parent, index)
