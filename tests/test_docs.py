"""The documentation keeps up with the code: keys, codes, examples, commands and links, in both languages."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import types
import typing
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
import yaml
from sites import NOW

from leitai import config, documents, fields, yamltext
from leitai.arguments import parser
from leitai.build import Options, build
from leitai.errors import Severity
from leitai.load.census import Census
from leitai.shapes import kind_of
from leitai.sheets import MESSAGES
from leitai.slugs import check
from leitai.sources import digest_of
from leitai.values import LanguageTag, WebAddress

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAIRS = ("formats", "commands", "checks")
FORMATS = ("formats.md", "formats.zh-CN.md")
TOURS = {"formats.md": "## The five-minute tour", "formats.zh-CN.md": "## 五分钟上手"}
REQUIRED = {"formats.md": "required", "formats.zh-CN.md": "必填"}
COMMANDS = ("pip install . && python build.py", 'pip install ".[test]" && python -m pytest')

# The word for each type, in English and Chinese.
TYPES: dict[object, tuple[str, str]] = {
    str: ("text", "文字"),
    WebAddress: ("text", "文字"),
    LanguageTag: ("text", "文字"),
    bool: ("yes/no", "是/否"),
    int: ("number", "数字"),
    Decimal: ("number", "数字"),
    fields.When: ("date", "日期"),
    fields.FigureFields: ("figure", "数据"),
    fields.PhotoFields: ("photo", "照片"),
    fields.GalleryFields: ("gallery", "图集"),
    fields.Roles: ("roles", "署名"),
}
LIST, MAP, KEYS = ("list", "列表"), ("map", "对照"), ("keys", "若干项")

MAPS = {"published_awards"}
"""Keys with names of the editor's own that are no roles, though they are written alike."""

HIDDEN = {"FigureFields": {"short"}, "CertificateFields": {"short"}, "UnitsFields": {"units"}}
"""What is in a shape but is no key that can be written."""


def _shapes() -> dict[str, type[msgspec.Struct]]:
    """Every shape that editors fill in, by name: those of files, and all that stand inside them."""
    found: dict[str, type[msgspec.Struct]] = {}
    queue: list[object] = [documents.AnyFields, fields.FactsFields, fields.AwardedFields, config.ConfigFields]
    while queue:
        hint = queue.pop()
        if not (isinstance(hint, type) and issubclass(hint, msgspec.Struct)):
            queue += typing.get_args(hint)
        elif hint not in (fields.When, *found.values()):
            found[hint.__name__] = hint
            queue += typing.get_type_hints(hint).values()
            queue += _above(hint)
    return found


def _above(shape: type[msgspec.Struct]) -> list[type[msgspec.Struct]]:
    return [each for each in shape.__mro__[1:] if issubclass(each, msgspec.Struct) and each is not msgspec.Struct]


def _own(shape: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    """The keys of a shape that no shape above it has: those stand in that one's table."""
    above = {name for parent in _above(shape) for name in parent.__struct_fields__}
    hidden = HIDDEN.get(shape.__name__, set())
    return {each.name: each for each in msgspec.structs.fields(shape) if each.name not in above | hidden}


def _word(hint: object, language: int) -> str:
    if hint == fields.Roles:
        return TYPES[fields.Roles][language]
    if isinstance(hint, typing.Hashable) and hint in TYPES:
        return TYPES[hint][language]
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return _word(next(arg for arg in typing.get_args(hint) if arg is not type(None)), language)
    if origin is typing.Literal:
        return TYPES[str][language]
    if origin is tuple:
        return LIST[language]
    if origin is dict:
        return MAP[language]
    return KEYS[language]


def _tables(text: str) -> dict[str, list[list[str]]]:
    """The rows of each table that a comment `<!-- keys: Shape -->` stands before."""
    found: dict[str, list[list[str]]] = {}
    for name, table in re.findall(r"<!-- keys: (\w+) -->\n((?:\|.*\n)+)", text):
        assert name not in found, f"{name} has two tables"
        rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.splitlines()]
        found[name] = rows[2:]
    return found


def _read(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


@pytest.mark.parametrize("document", FORMATS)
def test_every_shape_has_a_table(document: str) -> None:
    with_keys = {name for name, shape in _shapes().items() if _own(shape)}
    assert set(_tables(_read(document))) == with_keys


@pytest.mark.parametrize("shape", sorted(name for name, shape in _shapes().items() if _own(shape)))
@pytest.mark.parametrize("document", FORMATS)
def test_every_key_is_explained(document: str, shape: str) -> None:
    language = FORMATS.index(document)
    rows = _tables(_read(document))[shape]
    keys = _own(_shapes()[shape])
    hints = typing.get_type_hints(_shapes()[shape])
    assert [row[0] for row in rows if len(row) != 4] == [], "a row with a number of cells other than four"
    assert sorted(row[0].strip("`") for row in rows) == sorted(keys)
    for key, kind, what, default in rows:
        key = key.strip("`")
        assert kind == (MAP[language] if key in MAPS else _word(hints[key], language)), f"the type of {shape}.{key}"
        assert what
        assert (default == REQUIRED[document]) == keys[key].required, f"whether {shape}.{key} is required"


@pytest.mark.parametrize("document", FORMATS)
def test_everything_that_can_be_counted_is_named(document: str) -> None:
    text = _read(document)
    # Photos cannot be counted yet: the census has no numbers of them.
    assert [what for what in Census.WHAT if f"`{what}`" not in text and what != "photos"] == []


class Example(typing.NamedTuple):
    """A block of a document that is a whole file: its path, text and line, and whether it is part of the tour."""

    document: str
    path: str
    text: str
    line: int
    tour: bool


_BLOCK = re.compile(r"^(?P<fence>`{3,})(?P<word>\w+)\n(?P<text>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"(?:---\n)?# (?P<path>[\w./-]+\.(?:yaml|md))\n")


def _blocks(document: str) -> Iterator[tuple[int, str, str]]:
    text = _read(document)
    for block in _BLOCK.finditer(text):
        yield block.start(), block["word"], block["text"]


def _examples(document: str) -> list[Example]:
    text = _read(document)
    begin = text.index(TOURS[document] + "\n")
    bare = _BLOCK.sub(lambda block: " " * len(block[0]), text)
    end = bare.index("\n## ", begin + 1)
    return [
        Example(document, named["path"], block, text.count("\n", 0, start) + 2, begin < start < end)
        for start, _, block in _blocks(document)
        if (named := _NAMED.match(block))
    ]


EXAMPLES = [example for document in FORMATS for example in _examples(document)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.document}:{example.line}")
def test_examples_are_valid_files(example: Example) -> None:
    data = example.text.encode()
    if example.path == "config.yaml":
        said, problems = config.load(data)
        assert problems == []
        assert said is not None
    elif example.path == "addresses.yaml":
        plain = yamltext.parse(example.text)
        assert isinstance(plain, dict)
        assert [check(str(slug)) for slug in plain.values()]
    else:
        kind = kind_of(example.path)
        assert kind is not None, f"nothing is read at {example.path}"
        document, _ = documents.parse(example.path, digest_of(data), data, kind.shape)
        assert document.problems == ()
        assert document.fields is not None


@pytest.mark.parametrize("document", FORMATS)
def test_other_yaml_blocks_parse(document: str) -> None:
    for _, word, text in _blocks(document):
        if word == "yaml":
            assert isinstance(yamltext.parse(text), dict | list)


@pytest.mark.parametrize("document", FORMATS)
def test_every_kind_of_file_has_an_example(document: str) -> None:
    shown = {kind.shape.__name__ for example in _examples(document) if (kind := kind_of(example.path))}
    kinds = {each.__name__ for each in typing.get_args(documents.AnyFields)}
    assert shown == kinds


@pytest.mark.parametrize("document", FORMATS)
def test_the_tour_builds_without_a_warning(document: str, tmp_path: Path) -> None:
    tour = [example for example in _examples(document) if example.tour]
    assert len({example.path for example in tour}) == len(tour) >= 8
    for example in tour:
        place = tmp_path / example.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(example.text, "utf-8")
    report = build(Options(root=tmp_path, output=tmp_path / "output", now=NOW, strict=True, jobs=1))
    assert [problem for problem in report.problems if problem.severity is not Severity.NOTE] == []
    assert report.ok
    assert (tmp_path / "output" / "index.html").is_file()
    for example in tour:
        kind = kind_of(example.path)
        if kind and kind.edition:
            page = {"edition": "", "shortlist": "shortlist/", "results": "results/"}.get(
                Path(example.path).stem, f"projects/{kind.name}/"
            )
            assert (tmp_path / "output" / "contests" / kind.key / page / "index.html").is_file()


def _codes() -> list[str]:
    catalogues = [
        yaml.safe_load((ROOT / "leitai" / "messages" / f"{tongue}.yaml").read_text("utf-8"))["problems"]
        for tongue in ("zh", "en")
    ]
    scores = {f"score-{code.replace('_', '-')}" for code in MESSAGES}
    return sorted({code for catalogue in catalogues for code in catalogue} | scores)


SEVERITIES = {"checks.md": ("error", "warning", "note"), "checks.zh-CN.md": ("错误", "警告", "提示")}


def _code_rows(document: str) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    for line in _read(document).splitlines():
        found = re.match(r"\| `([\w-]+)` \| ([^|]*) \| (.*) \|$", line)
        if found:
            assert found[1] not in rows, f"{found[1]} is explained twice"
            rows[found[1]] = [found[2].strip(), found[3].strip()]
    return rows


@pytest.mark.parametrize("document", SEVERITIES)
def test_every_code_is_explained(document: str) -> None:
    rows = _code_rows(document)
    assert sorted(rows) == _codes()
    for code, (severity, words) in rows.items():
        assert set(re.split(r"[ /]+", severity)) <= set(SEVERITIES[document]), code
        assert words


@pytest.mark.parametrize("document", SEVERITIES)
def test_the_severities_are_those_of_the_code(document: str) -> None:
    rows = _code_rows(document)
    names = dict(zip(("error", "warning", "note"), SEVERITIES[document], strict=True))
    source = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "leitai").rglob("*.py")))
    made: dict[str, set[str]] = {}
    for severity, code in re.findall(r"\b(error|warning|note)\(\s*f?\"([\w-]+)\"", source):
        made.setdefault(code, set()).add(names[severity])
    wrong = {
        code: said for code, said in made.items() if code in rows and set(re.split(r"[ /]+", rows[code][0])) != said
    }
    assert wrong == {}


@pytest.mark.parametrize("document", ["commands.md", "commands.zh-CN.md"])
def test_every_command_and_option_is_explained(document: str) -> None:
    text = _read(document)
    names = ("build", "check", "explain", "freeze", "photos", "print", "serve", "totals")
    whole = parser(dict.fromkeys(names, lambda given: 0))
    commands = next(each for each in whole._actions if isinstance(each, argparse._SubParsersAction))
    options = {
        option
        for each in (whole, *commands.choices.values())
        for action in each._actions
        for option in action.option_strings
        if option.startswith("--")
    }
    assert [name for name in commands.choices if f"`{name}" not in text and f"leitai {name}" not in text] == []
    assert [option for option in sorted(options) if f"`{option}" not in text] == []


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_two_commands_stand_in_the_readme_as_lines(readme: str) -> None:
    lines = (ROOT / readme).read_text("utf-8").splitlines()
    for command in COMMANDS:
        assert command in lines


def test_the_readme_is_what_the_package_shows() -> None:
    assert 'readme = "README.md"' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License")


TEXTS = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])
_LINK = re.compile(r"!?\[[^\]]*\]\(([^()\s]+)(?: \"[^\"]*\")?\)|<img src=\"([^\"]+)\"")


def _prose_of(text: str) -> str:
    """A document without its code, in which links are only examples."""
    text = re.sub(r"^(`{3,})\w*\n.*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"(`+)(?:(?!\1).)+\1", "", text)


def _anchors(text: str) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    text = re.sub(r"^(`{3,})\w*\n.*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    text = path.read_text("utf-8")
    dead = []
    for one, other in _LINK.findall(_prose_of(text)):
        target = one or other
        if re.match(r"[a-z]+:", target):
            continue
        name, _, fragment = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        if not file.exists() or (fragment and fragment not in _anchors(file.read_text("utf-8"))):
            dead.append(target)
    assert dead == []


@pytest.mark.parametrize("name", PAIRS)
def test_both_languages_have_the_same_sections(name: str) -> None:
    shapes = []
    for document in (f"{name}.md", f"{name}.zh-CN.md"):
        text = re.sub(r"^(`{3,})\w*\n.*?^\1$", "", _read(document), flags=re.MULTILINE | re.DOTALL)
        shapes.append([len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)])
    assert shapes[0] == shapes[1]


def _keys_of(value: object) -> set[str]:
    """Every key of nested JSON, by its path; lists are looked through."""
    if isinstance(value, list):
        return {key for each in value for key in _keys_of(each)}
    if not isinstance(value, dict):
        return set()
    return {name for name, inner in value.items()} | {
        f"{name}.{below}" for name, inner in value.items() for below in _keys_of(inner)
    }


@pytest.mark.parametrize("document", ["results-json.md", "results-json.zh-CN.md"])
def test_the_schema_of_results_json_is_what_is_written(document: str, tmp_path: Path) -> None:
    block = re.search(r"```text\n(.*?)```", _read(document), re.DOTALL)
    assert block
    shown = _keys_of(json.loads(block[1]))
    shutil.copytree(ROOT / "content/contests/demo-yanshisai", tmp_path / "content/contests/demo-yanshisai")
    shutil.copy(ROOT / "content/units.yaml", tmp_path / "content/units.yaml")
    (tmp_path / "config.yaml").write_text("title: T\nurl: https://t.example/\nlanguage: zh-CN\nsource: T\n", "utf-8")
    assert build(Options(root=tmp_path, output=tmp_path / "output", now=NOW + timedelta(days=600), jobs=1)).ok
    made = json.loads((tmp_path / "output/contests/demo-yanshisai/2025/results/results.json").read_text("utf-8"))
    # Only a contest in rounds has these, and their lines are like others.
    rounds = {key for key in shown if key.startswith(("stage_standings.", "cuts.", "rules.stages."))}
    assert _keys_of(made) ^ shown == rounds
