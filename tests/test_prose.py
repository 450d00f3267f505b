"""What a Markdown text becomes: blocks, holes, headings, counts, summaries, leads."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitai.prose import Block, Body, Hole, fill, locate, parse

DATA = Path(__file__).parent / "data" / "prose"


def rows(name: str) -> list[tuple[str, str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("# ")]  # type: ignore[misc]


def html(text: str) -> str:
    return parse(text).html


def filled(text: str) -> str:
    body = parse(text)
    return fill(body.html, [f"[{hole.kind} {hole.target}]" for hole in body.holes])


# Blocks


def test_a_document_is_its_top_level_blocks() -> None:
    body = parse(
        "## 简介\n\n一段话。\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n> 引文\n\n```\ncode\n```\n\n---\n"
    )
    assert [block.tag for block in body.blocks] == ["h2", "p", "ul", "table", "blockquote", "pre", "hr"]
    assert [block.text for block in body.blocks] == ["简介", "一段话。", "a b", "x y 1 2", "引文", "code", ""]


def test_an_empty_text_is_an_empty_body() -> None:
    assert parse("") == parse(" \n\u3000\n\n") == Body()


def test_a_body_is_a_plain_value() -> None:
    body = parse("## 标题\n\n见[名单](a.md)，{{ count }}。\n\n![x](y.jpg)\n\n<b onclick=x>")
    assert hash(body) == hash(pickle.loads(pickle.dumps(body)))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(body), type=Body) == body
    assert parse("## 标题\n\n见[名单](a.md)，{{ count }}。\n\n![x](y.jpg)\n\n<b onclick=x>") == body


def test_nothing_is_carried_from_one_document_to_the_next() -> None:
    alone = parse("[x][r] 注[^1] GDP\n\n# 标题")
    parse("[x][r] 注[^1] GDP\n\n[r]: a.md\n[^1]: 一\n*[GDP]: 总值\n\n# 标题\n\n<div>")
    assert parse("[x][r] 注[^1] GDP\n\n# 标题") == alone


def test_importing_the_types_imports_neither_markdown_nor_the_sanitiser() -> None:
    code = "import sys, leitai.prose; print('markdown' in sys.modules, 'nh3' in sys.modules)"
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_a_text_that_is_plain_throughout_needs_no_markdown() -> None:
    code = (
        "import sys; from leitai.prose import parse\n"
        "for text in ('# 题\\n\\n见[单](a.md)，**要紧**。\\n\\n- 甲\\n- 乙\\n\\n> 引\\n\\n```py\\nx\\n```', '*斜*'):\n"
        "    print(len(parse(text).blocks), 'markdown' in sys.modules)"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert done.stdout.split("\n")[:2] == ["5 False", "1 True"]


def test_the_whole_dialect() -> None:
    assert parse("术语\n:   解释\n").blocks[0].html == "<dl>\n<dt>术语</dt>\n<dd>解释</dd>\n</dl>"
    assert '<abbr title="国内生产总值">GDP</abbr>' in html("千亿GDP强区，GDPR。\n\n*[GDP]: 国内生产总值")
    assert html("千亿GDP强区，GDPR。\n\n*[GDP]: 国内生产总值").count("<abbr") == 1
    assert html("1. a\n\n- b").count("<ol>") == 1
    assert '<ol start="3">' in html("3. a\n4. b")
    assert 'class="language-python"' in html("```python\nx\n```")
    assert html("a  \nb") == "<p>a<br>\nb</p>"
    assert html("第一行  \n第二行") == "<p>第一行<br>\n第二行</p>"
    assert '<th class="align-center">a</th>' in html("|a|b|\n|:-:|-|\n|1|2|")
    assert html("{重要} **注意**{重要}") == "<p>{重要} <strong>注意</strong>{重要}</p>"
    assert html("*字*{.note}") == '<p><em class="note">字</em></p>'


def test_footnotes_have_stable_ids_and_stay_out_of_the_text() -> None:
    body = parse("正文[^注一]。又[^注一]。\n\n[^注一]: 见附件。")
    assert 'id="fnref-注一"' in body.html
    assert 'href="#fn-注一"' in body.html
    assert '<li id="fn-注一">' in body.html
    assert body.blocks[0].text == "正文。又。"
    assert body.blocks[1].text == "见附件。"


# Holes


def test_site_links_are_holes_and_others_are_not() -> None:
    text = "[a](../news/y.md#x) [b](/news/x/) [c](#c) [d](https://e.org/?a=1&b=2) [e](mailto:a@b.cn) [f](tel:110)"
    body = parse(text)
    assert [(hole.kind, hole.target) for hole in body.holes] == [("link", "../news/y.md#x"), ("link", "/news/x/")]
    assert fill(body.html, ["/y/#x", "/news/x/"]) == (
        '<p><a href="/y/#x">a</a> <a href="/news/x/">b</a> <a href="#c">c</a> '
        '<a href="https://e.org/?a=1&amp;b=2" rel="noopener">d</a> <a href="mailto:a@b.cn">e</a> '
        '<a href="tel:110">f</a></p>'
    )


def test_every_syntax_of_links_and_pictures_goes_through_the_same_gate() -> None:
    text = '[a][r] <a href="a.md">a</a> <img src="b.jpg" alt="B">\n\n[r]: a.md "T"\n\n<p><a href=a.md>x</a></p>'
    assert [(h.kind, h.target, h.text, h.title, h.nth) for h in parse(text).holes] == [
        ("link", "a.md", "", "T", 0),
        ("link", "a.md", "", "", 1),
        ("image", "b.jpg", "B", "", 0),
        ("link", "a.md", "", "", 2),
    ]


def test_a_picture_alone_is_a_block_of_its_own() -> None:
    body = parse('![合影 "A"](照片 1.jpg "颁奖合影。")\n\n![x](a.jpg)\n![y](b.jpg){.wide}\n\n见图![z](c.jpg)。')
    assert [block.tag for block in body.blocks] == ["figure", "figure", "figure", "p"]
    assert body.holes[0] == Hole("image", "照片 1.jpg", '合影 "A"', "颁奖合影。", 0, alone=True)
    assert [(hole.target, hole.alone, hole.classes) for hole in body.holes[1:]] == [
        ("a.jpg", True, ""),
        ("b.jpg", True, "wide"),
        ("c.jpg", False, ""),
    ]
    assert filled("![x](a.jpg)") == "[image a.jpg]"


def test_a_remote_picture_becomes_a_link_and_is_told() -> None:
    body = parse("![图](https://cdn.example/x.png) [![图](http://cdn.example/y.png)](z.md)")
    assert "<img" not in body.html
    assert '<a href="https://cdn.example/x.png" rel="noopener">图</a>' in body.html
    assert fill(body.blocks[0].html, ["/z/"]).endswith('<a href="/z/">图</a></p>')
    assert [(loss.kind, loss.name) for loss in body.losses] == [
        ("remote-image", "https://cdn.example/x.png"),
        ("remote-image", "http://cdn.example/y.png"),
    ]


def test_counts_are_holes_except_in_code() -> None:
    text = "共 {{ count projects }} 个，`{{ a }}`，**{{b}}**{{ c }}\n\n    {{ d }}\n\n"
    text += "```\n{{ e }}\n```\n\n<div>{{ f }}</div>"
    body = parse(text)
    assert [(hole.kind, hole.target) for hole in body.holes] == [
        ("count", t) for t in ("count projects", "b", "c", "f")
    ]
    assert "<code>{{ a }}</code>" in body.html
    assert "{{ d }}" in body.html
    assert "{{ e }}" in body.html
    assert "<strong>[count b]</strong>[count c]" in filled(text)


def test_a_count_in_an_address_or_alt_text_stays_as_written() -> None:
    body = parse('[x]({{ a }}) ![{{ b }}](c.jpg) {{ d }} <b title="{{ e }}">x</b>')
    assert [(hole.kind, hole.target, hole.text) for hole in body.holes] == [
        ("count", "d", ""),
        ("link", "{{ a }}", ""),
        ("image", "c.jpg", "{{ b }}"),
    ]
    assert 'title="{{ e }}"' in body.html


def test_a_summary_keeps_the_holes_of_its_counts() -> None:
    assert fill(parse("共 {{ n }} 个项目。").summary, ["26"]) == "共 26 个项目。"


def test_a_count_in_a_heading() -> None:
    body = parse("## 共{{ n }}个 {#all}\n\n## 有{{ m }}个")
    assert [(block.id, block.text) for block in body.headings] == [("all", "共个"), ("有个", "有个")]


def test_holes_can_be_found_in_the_source() -> None:
    source = "一\n\n[a](x.md) 和\n[b](x.md)，![c](y.jpg)\n\n[d](javascript:x)\n"
    body = parse(source)
    assert [locate(source, hole.target, hole.kind, hole.nth) for hole in body.holes] == [(3, 5), (4, 5), (4, 16)]
    assert locate(source, body.losses[0].name, body.losses[0].kind) == (6, 5)
    assert locate("", "x.md", "link") == (0, 0)


@pytest.mark.parametrize(
    ("source", "name", "what", "nth", "place"),
    [
        ("x.md 见 [甲](../x.md)、[乙](x.md)", "x.md", "link", 0, (1, 25)),
        ("[甲][1]\n\n[1]: x.md", "x.md", "link", 0, (3, 6)),
        ('<a href="x.md">甲</a>', "x.md", "link", 0, (1, 10)),
        ("[甲](<a b.md>)", "a b.md", "link", 0, (1, 6)),
        ('![甲](a.jpg "说明")', "a.jpg", "image", 0, (1, 6)),
        ("{{ count projects }}，{{ count }}", "count", "count", 0, (1, 25)),
        ("通路\n\n## 通路\n\n### 通路", "通路", "heading", 0, (3, 4)),
        ("通路\n\n## 通路\n\n### 通路", "通路", "heading", 1, (5, 5)),
        ("通路\n\n**通路**\n---", "通路", "heading", 0, (3, 3)),
        ("见一、二。\n\n一、先说", "一、", "opening", 0, (3, 1)),
        ("一段 script 文字\n\n<script>x</script>", "script", "tag", 0, (3, 2)),
        ("说 onclick\n\n<p onclick=x>", "onclick", "attribute", 0, (3, 4)),
        ("不在任何地方", "x.md", "link", 0, (0, 0)),
        ("只在 x.md 这里", "x.md", "link", 0, (1, 4)),
    ],
)
def test_each_kind_of_thing_is_found_where_it_stands(
    source: str, name: str, what: str, nth: int, place: tuple[int, int]
) -> None:
    assert locate(source, name, what, nth) == place


def test_markers_cannot_be_forged() -> None:
    body = parse("\x0e0\x0f &#14;0&#15; <b>&#x0e;0&#x0F; &#014;0&#15</b> [x](a.md) `\x0e0\x0f`")
    assert body.html.count("\x0e") == 1


# Headings


def test_anchors() -> None:
    text = "# 主要 做法\n\n## 主要做法\n\n## 主要做法\n\n"
    text += "## A Big *Idea*: `x`\n\n## ……\n\n## 甲 {#乙}\n\n## 乙\n\n## [丙](c.md)[^1]\n\n[^1]: x"
    assert [(block.level, block.id) for block in parse(text).headings] == [
        (1, "主要-做法"),
        (2, "主要做法"),
        (2, "主要做法-2"),
        (2, "a-big-idea-x"),
        (2, "section"),
        (2, "乙"),
        (2, "乙-2"),
        (2, "丙"),
    ]
    assert '<h2 id="主要做法-2">主要做法</h2>' in html(text)


def test_table_of_contents() -> None:
    body = parse("[TOC]\n\n## 一\n\n### 甲 [x](y.md)\n\n### 乙\n\n## 二\n\n# 三")
    assert body.blocks[0].tag == "nav"
    assert body.blocks[0].html == (
        '<nav class="toc"><ul><li><a href="#一">一</a><ul><li><a href="#甲-x">甲 x</a></li>'
        '<li><a href="#乙">乙</a></li></ul></li><li><a href="#二">二</a></li><li><a href="#三">三</a></li></ul></nav>'
    )


# Soft line breaks (commonmark-spec #744)


@pytest.mark.parametrize(
    ("source", "inner"),
    [
        ("中文\n中文", "中文中文"),
        ("中文。\n“引用”", "中文。“引用”"),
        ("中文，\n   中文 \n中文", "中文，中文中文"),
        ("**重点**\n后文", "<strong>重点</strong>后文"),
        ("前文\n**重点**", "前文<strong>重点</strong>"),
        ("**重\n点**", "<strong>重点</strong>"),
        ("前`码`\n后", "前<code>码</code>后"),
        ("[名\n单](#a)\n（附）", '<a href="#a">名单</a>（附）'),
        ("字[^1]\n字\n\n[^1]: x", '字<sup id="fnref-1"><a href="#fn-1" class="footnote-ref">1</a></sup>字'),
        ("中文\nEnglish\nwords\n中文", "中文\nEnglish\nwords\n中文"),
        ("“a”\n“b”", "“a”\n“b”"),
        ("한국어\n한국어", "한국어\n한국어"),
        ("`中\n文`", "<code>中\n文</code>"),
        ("中文<br>\n中文", "中文<br>\n中文"),
        ("中文  \n中文", "中文<br>\n中文"),
        ("中文\r\n中文", "中文中文"),
    ],
)
def test_a_line_break_between_wide_characters_leaves_nothing(source: str, inner: str) -> None:
    assert parse(source).blocks[0].html == f"<p>{inner}</p>"


def test_code_blocks_keep_their_lines() -> None:
    assert "中\n文\n" in html("```\n中\n文\n```")
    assert "中\n文\n" in html("    中\n    文")
    assert "中\n文" in html("<pre>中\n文</pre>")


# Emphasis (commonmark-spec #650)


@pytest.mark.parametrize(("source", "expected"), rows("emphasis.tsv"))
def test_emphasis_beside_wide_characters(source: str, expected: str) -> None:
    assert html(source) == f"<p>{expected}</p>"
    assert html(source.replace("**", "__")) == f"<p>{expected}</p>"
    assert html(source.replace("**", "*")) == f"<p>{expected.replace('strong>', 'em>')}</p>"


@pytest.mark.parametrize("text", ["snake_case_name", "a__b__c", "名单_终稿_2", "_a_b", "2 * 3 * 4", "3__x__"])
def test_what_is_not_emphasis(text: str) -> None:
    assert html(text) == f"<p>{text}</p>"


# Leads


@pytest.mark.parametrize(("lead", "paragraph"), rows("practices.tsv"))
def test_leads_of_real_practices(lead: str, paragraph: str) -> None:
    block = parse(paragraph).blocks[0]
    assert block.lead == lead
    assert block.rest == (f"<p>{paragraph[len(lead) + 1 :]}</p>" if lead else f"<p>{paragraph}</p>")


@pytest.mark.parametrize(
    ("source", "lead", "rest"),
    [
        ("**三方联动。**由工委牵头。", "<strong>三方联动</strong>", "<p>由工委牵头。</p>"),
        ("**三方联动**：由工委牵头。", "<strong>三方联动</strong>", "<p>由工委牵头。</p>"),
        ("**三方联动：聚力**牵头。", "<strong>三方联动</strong>", "<p><strong>聚力</strong>牵头。</p>"),
        ("三方*联动*起来。", "三方<em>联动</em>起来", ""),
        ("三方联动:", "", "<p>三方联动:</p>"),
        ("注意：由工委牵头。", "", "<p>注意：由工委牵头。</p>"),
        ("时间在12:00开始。大家到场。", "时间在12:00开始", "<p>大家到场。</p>"),
        ("《方案。说明》印发：内容。", "《方案。说明》印发", "<p>内容。</p>"),
        ("[见名单。](#a)由工委。后文。", '<a href="#a">见名单。</a>由工委', "<p>后文。</p>"),
        ("`a: b` 是代码。后文。", "<code>a: b</code> 是代码", "<p>后文。</p>"),
        ("Open data first: we did.", "Open data first", "<p>we did.</p>"),
        ("字" * 41 + "。后文。", "", "<p>" + "字" * 41 + "。后文。</p>"),
        ("字" * 40 + "。后文。", "字" * 40, "<p>后文。</p>"),
    ],
)
def test_leads(source: str, lead: str, rest: str) -> None:
    block = parse(source).blocks[0]
    assert (block.lead, block.rest) == (lead, rest)


def test_only_paragraphs_have_leads() -> None:
    assert [(b.lead, b.rest) for b in parse("## 三方联动。后文\n\n- 三方联动。后文").blocks] == [("", "")] * 2


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(["**", "*", "。", "：", ":", "中文字", "“", "”", "[", "](#a)", "`", " ", "\n"]), max_size=14
    )
)
def test_lead_and_rest_hold_the_whole_text(parts: list[str]) -> None:
    for block in parse("".join(parts)).blocks:
        if block.tag == "p" and block.lead:
            joined = Block("p", block.lead + block.rest)
            marks = str.maketrans("", "", "。：: \n")
            left = _text(joined.html).translate(marks)
            assert left == block.text.translate(marks)


def _text(markup: str) -> str:
    out, inside = "", False
    for character in markup:
        if character in "<>":
            inside = character == "<"
        elif not inside:
            out += character
    return out


# Counting and summaries


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("共收到47个项目，“3+3+N”模式。", 14),
        ("满意率95.1%，年均4万件。", 11),
        ("Hello, world — it's 2024.", 5),
        ("**加粗**`code` [链接](a.md)", 5),
        ("## 标题\n\n- 一\n- 二", 4),
        ("汉\u3000字", 3),
        ("正文[^1]\n\n[^1]: 注", 3),
        ("", 0),
    ],
)
def test_characters(text: str, characters: int) -> None:
    assert parse(text).characters == characters


def test_a_summary_is_whole_sentences() -> None:
    sentence = "围绕中心服务大局，推动机关党建业务深度融合发展。"
    assert parse("## 标题\n\n" + sentence * 9).summary == sentence * 4
    assert parse("一句话！\n\n- 列表\n\n又一句？后面").summary == "一句话！又一句？"
    assert parse("“很好。”他说。").summary == "“很好。”他说。"
    assert parse("One is here. Two is 3.5 m. Three").summary == "One is here. Two is 3.5 m."
    assert parse("没有句号的一段").summary == "没有句号的一段"
    assert parse("## 只有标题").summary == ""


def test_only_an_overlong_first_sentence_is_cut() -> None:
    just = "字" * 150 + "。"
    assert parse(just + "后。").summary == just
    cut = parse(("推动机关党建业务深度融合，" * 20)[:-1] + "。").summary
    assert cut.endswith("融合…")
    assert len(cut) <= 111
    assert len(parse("字" * 500 + "。").summary) <= 111
    assert parse("word " * 200).summary.endswith("word…")
