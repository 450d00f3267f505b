"""The faster Markdown writes what the untouched library writes, byte for byte."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import SimpleTagInlineProcessor

from leitai import prose
from leitai.prose.fast import FastExtension
from leitai.prose.ready import Ready

SAMPLES = sorted((Path(__file__).parent / "data" / "prose" / "samples").glob("*.md"))

OURS = ["tables", "footnotes", "def_list", "attr_list", "fenced_code", "abbr", "sane_lists"]
SETTINGS: dict[str, dict[str, Any]] = {
    "ours": {"extensions": OURS, "output_format": "html"},
    "contents": {"extensions": [*OURS, "toc"], "output_format": "html"},
    "bare": {"extensions": []},
    "extra": {"extensions": ["extra", "toc", "admonition", "nl2br", "smarty", "wikilinks"], "output_format": "xhtml"},
    "legacy": {"extensions": ["extra", "legacy_em", "legacy_attrs", "meta"], "tab_length": 2},
}


@cache
def pair(name: str) -> tuple[Markdown, Markdown]:
    known = SETTINGS[name]
    return Markdown(**known), Markdown(**{**known, "extensions": [*known["extensions"], FastExtension()]})


def convert(md: Markdown, text: str) -> str:
    try:
        return md.reset().convert(text)
    except (AttributeError, IndexError, TypeError, ValueError) as error:
        # The library fails on some broken documents: so must we, and alike.
        md.parser.state.clear()
        return type(error).__name__


def same(text: str) -> None:
    for name in SETTINGS:
        slow, fast = pair(name)
        assert convert(fast, text) == convert(slow, text), name


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    same(text)
    same(text.replace("\n", "\r\n"))
    same(text.replace("\n\n", "\n"))
    same("\n".join("> " + line for line in text.splitlines()))
    same("- x\n\n" + "\n".join("    " + line for line in text.splitlines()))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_beginning_and_every_line_alone(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    for n in range(0, len(lines), 7):
        same("\n".join(lines[:n]))
    for line in lines:
        same(line)


HAN = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后"


def article(seed: int) -> str:
    chance = random.Random(seed)

    def words(n: int) -> str:
        return "".join(chance.choices(HAN, k=n))

    def paragraph() -> str:
        parts = [
            words(chance.randint(5, 30)),
            f"**{words(4)}**",
            f"**{words(4)}。**{words(9)}",
            f"“{words(8)}”",
            f"[{words(3)}](../{words(2)}.md)",
            f"<https://e.org/{words(2)}>",
            f"`{words(3)}`",
            f"*{words(2)}*",
            f"![{words(2)}](a.jpg)",
            "AT&T",
            "  \n",
            "\n",
            "2 * 3",
            "snake_case",
        ]
        return "，".join(chance.choices(parts, k=8)) + "。"

    blocks = [f"{'#' * chance.randint(1, 4)} {words(6)}", *(paragraph() for _ in range(6))]
    blocks.append("\n".join(f"- {paragraph()}" for _ in range(4)))
    blocks.append("\n".join(f"{n}. {words(6)}" for n in range(1, 5)))
    blocks.append("\n".join(f"> {words(12)}" for _ in range(3)))
    blocks.append(f"| {words(2)} | {words(2)} |\n|---|---|\n| {paragraph()} | {words(3)} |".replace("\n\n", ""))
    chance.shuffle(blocks)
    return "\n\n".join(blocks)


@pytest.mark.parametrize("seed", range(25))
def test_articles(seed: int) -> None:
    same(article(seed))


PIECES = [
    *"*_`[]()!<>&\\#-+=:|{}~ \n\"'1a中，。",
    *(
        "**",
        "***",
        "__",
        "``",
        "```\n",
        "~~~\n",
        "](a.md)",
        '](<a b> "t")',
        "][x]",
        "![",
        "[^1]",
        "[x]",
        "  \n",
        "\n\n",
        "\n\n",
    ),
    *(
        "\n[x]: http://a 't'\n",
        "\n[^1]: note\n",
        "\n*[HTML]: abc\n",
        "HTML",
        "<b>",
        "</b>",
        "\n<div>",
        "</div>\n",
        "<!--",
        "-->",
    ),
    *(
        "&amp;",
        "&#65",
        "<http://a.b>",
        "<a@b.c>",
        "\\*",
        "\\`",
        "\n    ",
        "\n> ",
        "\n- ",
        "\n    - ",
        "\n1. ",
        "\n# ",
        "\n---\n",
    ),
    *(
        "\n===\n",
        "\n***\n",
        "\n|a|b|\n|-|-|\n|1|2|\n",
        "\n: def",
        "\nterm\n:   def\n",
        "{#id .c}",
        "\n{: .x k=v }",
        "[TOC]",
        "word ",
    ),
    *(
        "**中文。**",
        "**a** ",
        "*b* ",
        "`c` ",
        "[d](e.md) ",
        "“引文”",
        "\t",
        "\r\n",
        "\x02",
        "\u3000",
        "[[w]]",
        "///Footnotes Go Here///",
    ),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@example("**a*b**c*")
@example("*a **b***")
@example("``a`b``` `")
@example("[a](b [c](d)")
@example("a&#65b\n\n<")
@example(" \n a \n")
def test_any_mixture(text: str) -> None:
    same(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    same(text)


class _Strange(Extension):
    """Patterns that the fast walk knows nothing about."""

    def __init__(self, excludes: tuple[str, ...]) -> None:
        super().__init__()
        self.excludes = excludes

    def extendMarkdown(self, md: Markdown) -> None:
        pattern = SimpleTagInlineProcessor("()~(.*?)~", "s")
        pattern.ANCESTOR_EXCLUDES = self.excludes  # type: ignore[misc]
        md.inlinePatterns.register(pattern, "strike", 75)


@pytest.mark.parametrize("excludes", [(), ("strong",)])
def test_what_another_extension_adds_still_works(excludes: tuple[str, ...]) -> None:
    text = "~a~ **b ~c~** [~d~](e) plain\n\n- ~f~"
    slow = Markdown(extensions=[_Strange(excludes)])
    fast = Markdown(extensions=[_Strange(excludes), FastExtension()])
    assert fast.convert(text) == slow.convert(text)
    assert "<s>a</s>" in fast.reset().convert(text)


def test_other_instances_stay_as_they_were() -> None:
    before = dict(Markdown.output_formats)
    Markdown(extensions=[FastExtension()])
    assert Markdown.output_formats == before
    assert Markdown().serializer is before["xhtml"]


DIRECT = [
    *(
        "甲乙",
        "**三方。**后文",
        "**a** b **c**",
        "`x y`",
        '`{"ok": true}`',
        "[名单](../a_b.md)",
        "[x](http://e.org/1)",
        "(1)",
    ),
    *(
        "# 标题",
        "## a **b** ",
        "#x",
        "- 一",
        "- 一\n- **二**\n- `三`",
        "- a\n  b",
        "> 引文",
        "> **引** [a](b)",
        ">紧",
        "甲  \n乙",
    ),
    *(
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n\n",
        "\n\n",
        ": 定义",
        ":定义",
        "* 甲",
        "1. 甲",
        "١. x",
        "    四格",
        "|",
        "---",
        "!",
        "^",
        "“引”",
    ),
    *(
        "*",
        "**",
        "`",
        "[",
        "](",
        "_",
        "{",
        "}",
        "\\",
        "&",
        "<",
        ">",
        "*[HTML]: x",
        "HTML",
        "[^1]",
        "[^1]: 注",
        "[a]: b",
        "x@y.z",
    ),
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(DIRECT), max_size=14).map("".join))
@example("- a\n\n- b")
@example("> a\n\n\n\n> b")
@example("甲\n\n\n: 乙")
@example("甲\n\n[a]: b\n\n\n\n: 乙")
@example("甲\n\n[^1]: b\n\n\n\n: 乙")
@example("- - -")
@example("- a|b\n- |-")
@example("**a****b**")
@example("[^1](x)\n\n[^1]: n")
@example("`a``b`")
@example("一\n\n<!-- x -->\n\n二")
@example("甲[^1]\n\n///Footnotes Go Here///\n\n乙\n\n[^1]: 注")
def test_plain_blocks_beside_everything_else(text: str) -> None:
    same(text)


def test_plain_blocks_are_written_at_once() -> None:
    """Otherwise the tests above would say nothing of them."""
    text = "# 标题\n\n甲**乙**`丙`[丁](e)\n\n- 一\n- 二\n\n> 引文\n\n*斜体*"
    slow, fast = pair("ours")
    root = fast.reset().parser.parseDocument([*text.split("\n"), ""]).getroot()
    assert root is not None
    assert [type(each) is Ready for each in root] == [True, True, True, True, False]
    assert fast.reset().convert(text) == slow.reset().convert(text)
    contents = pair("contents")[1]
    root = contents.reset().parser.parseDocument(text.split("\n")).getroot()
    assert root is not None
    assert not any(type(each) is Ready for each in root), "a table of contents wants to see the headings"


FENCES = [
    "```",
    "\n```\n",
    "\n```\nx\n```\n",
    "\n~~~ py\ny\n\n z\n~~~\n",
    "\n````\n",
    "```.c++\n",
    '```py hl_lines="1"\n',
]


SPACES = ["甲\u3000乙", "\u3000", "\xa0", "\u2028", "\n\n\u2029\n\n"]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from([*DIRECT, *FENCES, "{{ count }}", "![图](a.jpg)", "<b>", "<div>x</div>", "甲\n乙", *SPACES]),
        max_size=14,
    ).map("".join)
)
@example("# [a](b) **c**\n\n甲 \n\n  乙")
@example("甲\n```\n<b> **x**\n\n\ty\n```\n乙\n\n~~~ py\nz\n~~~")
@example("- 甲\n```\nx\n```\n\n\n- 乙")
@example("```{.py}\nx\n```\n\n```\ny\n```")
@example("```\nx\n```\n\n: 乙")
@example("- 甲\u3000乙\n- 丙\xa0丁")
@example("> 甲\u3000乙\u2028丙")
@example("- 甲\n\n\u2028\n\n- 乙")
@example("甲\n\n\u2029\n\n: 乙")
@example("甲\n\n\u2029\n: 乙")
def test_bodies_are_the_same_with_and_without(text: str) -> None:
    """Not only the HTML: also what a text says about itself, its words, holes and headings."""

    def body() -> object:
        try:
            return prose.parse(text)
        except prose.ProseError as problem:
            return str(problem)

    quick = body()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("leitai.prose.plain.written", lambda text: None)
        patch.setattr("leitai.prose.direct.ready", lambda *given: None)
        assert body() == quick
