"""No text makes `parse` crash or take minutes: it is parsed, or refused with a reason."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitai.prose import Body, ProseError, parse

TIMES = 10_000

REPEATED = [
    ">",
    "> ",
    "[",
    "[]",
    "]",
    "*",
    "* ",
    "*a ",
    "*a **b ",
    "_a __b ",
    "***a ",
    "*_",
    "`",
    "` ",
    "`` ` ",
    "- ",
    "1. ",
    "#",
    "<",
    "<a ",
    "<div>",
    "<b>",
    "<!--",
    "<b>a<!--x-->",
    "</",
    "<?",
    "<![CDATA[",
    '<a href="',
    "&",
    "&amp;",
    "&#",
    "![",
    "[a](",
    "[a](b) ",
    '[a](b "',
    "[^1]",
    "[x]: y\n",
    "|",
    "\n",
    "a\n\n",
    "中文\n",
    "\\",
    "\\*",
    "{{",
    "{{a}}",
    "{",
    "{.x}",
    "```\n",
    "~~~\na\n",
    "a\n: b\n\n",
    "*[A]: b\n",
    "**中**，",
    "<script>",
    "\x00",
    "\x02",
    "\x0e0\x0f",
    "\ud800",
    "- a\n",
    "# a\n",
    "a\n=\n",
    '<sup id="fnref',
    "中\n<b>",
    "![x](y.jpg)\n",
    "[TOC]\n\n",
    "<details>\n",
    "<ruby>中<rt>z</rt></ruby>",
    "a. ",
    "    ",
    "\u3000",
    "\t",
    "\r",
    "[^",
    "[^\n",
    "(",
    "。",
    "“",
    "：",
    "://",
    "<a@b.c>",
    "<http://a.b>",
    "  \n",
    "| a |\n",
]


def survives(text: str) -> Body | None:
    try:
        return parse(text)
    except ProseError:
        return None


@pytest.mark.parametrize("piece", REPEATED, ids=ascii)
def test_the_same_thing_many_times(piece: str) -> None:
    survives(piece * TIMES)
    assert parse("好。").summary == "好。"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 900 + "x" + "](y)" * 900,
        "*" * 4000 + "x" + "*" * 900,
        "\n".join(" " * 4 * n + "- a" for n in range(300)),
        "\n".join("> " * n + "a" for n in range(300)),
        "<div>" * 3000 + "</div>" * 3000,
        "{{ " + " " * TIMES,
        "<p style='" + "a" * TIMES,
        " ".join("`" * n for n in range(1, 90)),
        "".join(f"[^{n}]" for n in range(900)) + "\n\n" + "".join(f"[^{n}]: x\n" for n in range(900)),
        "|a" * 100 + "|\n" + "|-" * 100 + "|\n" + ("|a" * 100 + "|\n") * 50,
        "a" * 999_999,
        "中" * 999_999,
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_large_and_deep(text: str) -> None:
    survives(text)


def test_a_refusal_is_a_value_error() -> None:
    assert issubclass(ProseError, ValueError)


def test_five_million_characters_are_refused() -> None:
    with pytest.raises(ProseError, match="longer than 1,000,000 characters") as caught:
        parse("中" * 5_000_000)
    assert pickle.loads(pickle.dumps(caught.value)).reason == caught.value.reason


def test_a_refusal_names_its_line() -> None:
    with pytest.raises(ProseError) as caught:
        parse("好\n" * 10 + "<a " * 2000)
    assert caught.value.line == 11


def test_nesting_is_refused_not_crashed_on() -> None:
    with pytest.raises(ProseError, match="nested too deeply"):
        parse("- " * 5000 + "x")


def test_ordinary_large_documents_are_parsed() -> None:
    body = parse(
        "\n\n".join(f"## 第{n}节\n\n**重点：**正文[链接](a{n}.md)，见`代码`。\n\n- 一\n- 二" for n in range(400))
    )
    assert len(body.blocks) == 1200
    assert len(body.holes) == 400
    table = "| 单位 | 项目 |\n|---|---|\n" + "".join(f"| 单位{n} | [项目](p{n}.md) |\n" for n in range(1500))
    assert len(parse(table).holes) == 1500


def test_characters_that_are_no_text_are_dropped() -> None:
    assert parse("\ufeff一\x00二\x07三\ud83d四\x85五").blocks[0].html == "<p>一二三\ufffd四五</p>"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_text(text: str) -> None:
    body = survives(text)
    if body is not None:
        assert len(body.blocks) <= len(text)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(REPEATED), max_size=30).map("".join))
def test_any_mixture(text: str) -> None:
    survives(text)
