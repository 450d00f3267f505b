"""YAML as editors write it: text in, plain values out, every scalar as the text that stands there.

``12:00`` stays ``12:00`` and ``no`` stays ``no``; what a field means by its text is decided by `schema`. Duplicate keys
are refused, mistakes that editors make (a full-width colon, a missing space, a tab, an unquoted colon) are named as
such. Positions cost nothing until somebody asks: `position` composes the text again. Knows no file and no field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import yaml

from leitai.errors import Keys

Plain: TypeAlias = "str | None | list[Plain] | dict[str, Plain]"

_MAX_NODES = 200_000
_MAX_DEPTH = 64

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class YamlError(ValueError):
    """The text is not usable YAML: a message ``code`` with its ``params``, ``line`` and ``column`` from 1."""

    def __init__(self, code: str, line: int, column: int, **params: object) -> None:
        super().__init__(f"{code} at {line}:{column}")
        self.code = code
        self.line = line
        self.column = column
        self.params = params


def parse(text: str) -> Plain:
    """The plain value of a YAML text; ``None`` for an empty one.

    Raises:
        YamlError: with the first mistake.
    """
    node = _compose(text)
    return None if node is None else _Reader(text).plain(node, 0)


def position(text: str, keys: Keys, on_key: bool = False) -> tuple[int, int]:
    """Line and column (from 1) of the value that ``keys`` lead to, or of its key; of the deepest part that exists.

    A path may be one step richer than the text where an editor used a short form (``tags: x`` for ``tags: [x]``).
    """
    try:
        node = _compose(text)
    except YamlError as problem:
        return problem.line, problem.column
    if node is None:
        return 1, 1
    mark = node.start_mark
    for step, key in enumerate(keys):
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if getattr(k, "value", None) == str(key)), None)
            if pair is None:
                break
            node = pair[1]
            mark = pair[0].start_mark if (on_key and step == len(keys) - 1) or _is_empty(node) else node.start_mark
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            mark = node.start_mark
    return mark.line + 1, mark.column + 1


def _is_empty(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value == ""


def _compose(text: str) -> Any:
    try:
        return yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as problem:
        raise _explain(problem, text) from None
    except RecursionError:
        raise YamlError("yaml-too-deep", 1, 1) from None


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.nodes = 0

    def plain(self, node: Any, depth: int) -> Plain:
        self.nodes += 1
        mark = node.start_mark
        if self.nodes > _MAX_NODES or depth > _MAX_DEPTH:
            raise YamlError("yaml-too-deep", mark.line + 1, mark.column + 1)
        if isinstance(node, yaml.ScalarNode):
            if not node.style and node.value in ("", "~", "null"):
                return None
            return str(node.value)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item, depth + 1) for item in node.value]
        result: dict[str, Plain] = {}
        for key, value in node.value:
            mark = key.start_mark
            if not isinstance(key, yaml.ScalarNode):
                if _character(self.text, mark.line + 1, mark.column) == "{":
                    # {{ count … }} at the beginning of a value is a mapping in a mapping to YAML.
                    raise YamlError("yaml-bad-start", mark.line + 1, mark.column, character="{")
                raise YamlError("yaml-bad-key", mark.line + 1, mark.column + 1)
            if key.value in result:
                raise YamlError("yaml-duplicate-key", mark.line + 1, mark.column + 1, key=key.value)
            result[key.value] = self.plain(value, depth + 1)
        return result


_WIDE_COLON = re.compile(r"^\s*(?:- )?(?P<key>[\w-]+)(?P<colon>：)")
_NO_SPACE = re.compile(r"^\s*(?:- )?(?P<key>[A-Za-z_][\w-]*):(?=[^\s/])")
_COUNT = re.compile(r"^\s*(?:- )?(?:[\w-]+:\s+)?(?P<brace>\{)\{")
_TWO_COLONS = re.compile(r"^\s*(?:- )?[\w-]+:\s+[^\s\"'\[{|>#&*].*?(?P<colon>:)(?:\s|$)")


def mistakes(text: str) -> Iterator[YamlError]:
    """The well-known slips of the pen, line by line; asked only when a text would not parse or made no mapping."""
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            yield YamlError("yaml-tab", number, line.index("\t") + 1)
        elif found := _WIDE_COLON.match(line):
            yield YamlError("yaml-wide-colon", number, found.start("colon") + 1, key=found["key"])
        elif found := _NO_SPACE.match(line):
            yield YamlError("yaml-no-space", number, found.end() + 1, key=found["key"])
        elif found := _COUNT.match(line):
            yield YamlError("yaml-bad-start", number, found.start("brace") + 1, character="{")
        elif found := _TWO_COLONS.match(line):
            yield YamlError("yaml-unquoted-colon", number, found.start("colon") + 1)


def _explain(problem: yaml.YAMLError, text: str) -> YamlError:
    mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if isinstance(problem, yaml.reader.ReaderError):
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)  # libyaml counts bytes
        before = text[: found.start()] if found else ""
        return YamlError("yaml-bad-character", before.count("\n") + 1, len(before) - before.rfind("\n"))
    # A slip spoils the lines after it, so the parser's own position is often one or more lines late.
    slips = [slip for slip in mistakes(text) if slip.line <= line + 1]
    if slips:
        return min(slips, key=lambda slip: abs(slip.line - line))
    said = str(getattr(problem, "problem", "") or "")
    context = str(getattr(problem, "context", "") or "")
    opened = getattr(problem, "context_mark", None) or mark
    if opened and "quoted scalar" in context and "escape" not in said:
        return YamlError("yaml-open-quote", opened.line + 1, opened.column + 1)
    if opened and ("flow" in context or "','" in said):
        return YamlError("yaml-open-bracket", opened.line + 1, opened.column + 1)
    if "cannot start any token" in said:
        return YamlError("yaml-bad-start", line, column, character=_character(text, line, column))
    if "undefined alias" in said or "undefined alias" in context:
        return YamlError("yaml-bad-start", line, column, character="*")
    if opened and ("alias" in context or "anchor" in context or "scanning a tag" in context):
        line, column = opened.line + 1, opened.column + 1
        return YamlError("yaml-bad-start", line, column, character=_character(text, line, column))
    return YamlError("yaml-syntax", line, column, said=said or str(problem).split("\n")[0])


def _character(text: str, line: int, column: int) -> str:
    lines = text.split("\n")
    row = lines[line - 1] if line <= len(lines) else ""
    return row[column - 1 : column] or "?"
