"""What cannot reach a page, whatever an author writes."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitai.prose import Body, fill, parse
from leitai.prose.sanitise import ATTRIBUTES, TAGS, address, allows

SCHEMES = frozenset({"http", "https", "mailto", "tel"})


class Inspector(HTMLParser):
    """Reads a page as a browser would, and asserts what every page promises."""

    VOID = frozenset({"br", "hr", "img", "wbr", "col"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS or tag == "nav"
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            assert name == "rel" or allows(tag, name), (tag, name)
            if name in ("href", "src"):
                target = re.sub(r"[\x00-\x20]", "", value or "")
                scheme = re.match(r"([^/?#]*?):", target)
                assert scheme is None or scheme[1].lower() in SCHEMES, value
                assert not target.replace("\\", "/").startswith("//"), value
                assert name == "href", "nothing loads by itself"
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def inspect(body: Body) -> str:
    whole = ""
    for block in body.blocks:
        html = fill(block.html, ["/filled/"] * len(body.holes))
        inspector = Inspector()
        inspector.feed(html)
        inspector.close()
        assert not inspector.open, html
        assert not re.search("[\x00-\x08\x0b-\x1f]", html)
        whole += html
    return whole


ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java&#115;cript:alert(1)",
    "java&#x73;cript:alert(1)",
    "&#106avascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "java&#9;script:alert(1)",
    "java&#0;script:alert(1)",
    "&#1;javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\x00script:alert(1)",
    "javascript:alert(1)//http://ok.cn",
    "javascript://ok.cn/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "DATA:image/svg+xml,x",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "ftp://e.org/",
    "blob:x",
    "view-source:x",
    "//evil.example/x",
    "\\\\evil.example/x",
    "/\\evil.example/x",
    "&sol;&sol;evil.example",
]

PLACES = [
    "[x]({})",
    "[x](<{}>)",
    '[x]({} "title")',
    "[x][r]\n\n[r]: {}",
    "[r]\n\n[r]: <{}> 'title'",
    "<{}>",
    '<a href="{}">x</a>',
    "<a href={}>x</a>",
    "<A HREF='{}'>x</A>",
    '<div><a title="x" href="{}">x</a></div>',
    "[x](ok.md){{: href={} }}",
    '[x](ok.md){{: href="{}" .note }}',
    "![x]({})",
    "![x][r]\n\n[r]: {}",
    '<img src="{}">',
    '<img alt=x src="{}" onerror=alert(1)>',
    "<p><img src={}></p>",
    "[![x]({0})]({0})",
    "## [x]({})",
    "- [x]({})",
    "|[x]({})|b|\n|-|-|\n|1|2|",
    "注[^1]\n\n[^1]: [x]({})",
    '<form action="{}"><button formaction="{}">x</button></form>',
    '<iframe src="{}"></iframe>',
    '<blockquote cite="{}">x</blockquote>',
    '<svg><a xlink:href="{}">x</a></svg>',
    '<b style="background:url({})">x</b>',
]


@pytest.mark.parametrize("place", PLACES)
def test_addresses_that_die(place: str) -> None:
    for written in ADDRESSES:
        html = inspect(parse(place.format(written, written)))
        live = re.findall(r'(?:href|src|cite|action)="([^"]*)"', html)
        assert all(one == "/filled/" or one.startswith("#") for one in live), (written, html)


def test_addresses_that_live() -> None:
    for written in ["https://e.org/", "HTTP://e.org", "mailto:a@b.cn", "tel:+86-20-1"]:
        assert f'href="{written}"' in inspect(parse(f"[x]({written})"))
    for written in ["a.md", "/a/", "../a b.md", "?q=1", "名单:甲.md", "./a:b.md"]:
        assert [hole.target for hole in parse(f"[x](<{written}>)").holes] == [written]


def test_a_lost_address_is_told() -> None:
    for text in [
        "[x](javascript:y)",
        "[x](javascript:y) <b>z</b>",
        "<a href='java&#10;script:y'>x</a>",
        "<p><a href=javascript:y>x</a>",
    ]:
        body = parse(text)
        assert [(loss.kind, loss.name) for loss in body.losses] == [("address", "javascript:y")]
        assert "<a>x</a>" in body.html
    assert [loss.name for loss in parse("<a href=//e.org>x</a>").losses] == ["//e.org"]


def test_links_beside_raw_html() -> None:
    body = parse("[x](a.md) <a href=b.md>y</a> ![z](c.jpg) <b>w</b> [v](https://e.org)")
    assert [hole.target for hole in body.holes] == ["a.md", "c.jpg", "b.md"]
    assert fill(body.html, ["A", "C", "B"]) == (
        '<p><a href="A">x</a> <a href="B">y</a> C <b>w</b> <a href="https://e.org" rel="noopener">v</a></p>'
    )


@pytest.mark.parametrize(
    ("written", "kind"),
    [("a.md", "site"), ("#a", "fragment"), ("https:x", "external"), ("tel:1", "contact"), ("x:y", "dead")],
)
def test_kinds_of_address(written: str, kind: str) -> None:
    assert address(written)[0] == kind


RAW = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//e.org></SCRIPT>",
    "<style>*{display:none}</style>",
    "<iframe src=x></iframe><object data=x></object><embed src=x>",
    "<form><input name=a><textarea></form></textarea>",
    "<svg onload=alert(1)><script>1</script></svg>",
    "<math><mtext><img src=1 onerror=alert(1)></mtext></math>",
    "<b onclick=alert(1) onmouseover='x' STYLE=x>字</b>",
    "<img src=x onerror=alert(1)//",
    "<!-- <script>1</script> -->",
    "<?php echo 1 ?>",
    "<!DOCTYPE html>",
    "<![CDATA[ <script>1</script> ]]>",
    "<base href=//e.org><meta http-equiv=refresh content=0><link rel=stylesheet href=x>",
    "<a href=a.md target=_blank rel=opener ping=x download>x</a>",
    "<table><tr><td><script>1</script></table>",
    "<video src=https://e.org/x.mp4 autoplay></video><audio src=x></audio>",
    "<noscript><p title='</noscript><img src=x onerror=1>'></noscript>",
    "<xmp><script>1</script></xmp>",
    "<details open ontoggle=1><summary>x</summary>y</details>",
    "<div id=x class='evil note' data-x=1 contenteditable>字</div>",
    "<style><img src='</style><img src=x onerror=1>'>",
    "<p>未闭合 <b>粗 <div>块",
    "</div></p></b></body></html>",
    "<ruby>汉<rt>hàn</rt></ruby><sub>2</sub><sup>3</sup>",
    "<template><script>1</script></template>",
    "<a href=x><a href=y>z</a></a>",
    "<textarea><img src=x onerror=1></textarea>",
]


@pytest.mark.parametrize("raw", RAW)
@pytest.mark.parametrize(
    "place", ["{}", "前{}后", "- {}", "> {}", "## {}", "|{}|b|\n|-|-|\n|1|2|", "**{}**", "注[^1]\n\n[^1]: {}"]
)
def test_raw_html_is_reduced_to_the_allow_list(raw: str, place: str) -> None:
    html = inspect(parse(place.format(raw) + "\n\n下一段"))
    assert "alert" not in html or "&lt;" in html or "alert(1)" not in re.sub(r">[^<]*<", "><", html)


def test_unbalanced_html_ends_with_its_block() -> None:
    body = parse("一 <b>粗 <i>\n\n二 </div></b>\n\n三")
    assert [block.html for block in body.blocks] == ["<p>一 <b>粗 <i></i></b></p>", "<p>二 </p>", "<p>三</p>"]


def test_what_raw_html_may_say() -> None:
    text = '<figure class="wide"><img src="a.jpg" alt="x"><figcaption>图</figcaption></figure>\n\nH<sub>2</sub>O<br>水'
    body = parse(text)
    assert fill(body.blocks[0].html, ["<img>"]) == ('<figure class="wide"><img><figcaption>图</figcaption></figure>')
    assert body.blocks[0].tag == "figure"
    assert body.blocks[1].html == "<p>H<sub>2</sub>O<br>水</p>"
    assert body.losses == ()
    assert '<td colspan="2">' in parse("<table><tr><td colspan=2>x</td></tr></table>").html


def test_what_was_left_out_is_told() -> None:
    body = parse('<div onclick="x" style="y" class="note big">z<script>1</script></div>\n\n*字*{.big onclick=x href=y}')
    assert [(loss.kind, loss.name, loss.nth) for loss in body.losses] == [
        ("attribute", ".big", 0),
        ("attribute", "onclick", 0),
        ("attribute", "href", 0),
        ("attribute", "onclick", 1),
        ("attribute", "style", 0),
        ("attribute", ".big", 1),
        ("tag", "script", 0),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# 字 {: #a onclick=x style=y href=z src=w }",
        "*字*{: .x onclick=x style='y' id='a\"b' title='<b>' }",
        "[x](a.md){: .note onclick=x target=_blank rel=opener }",
        "段\n{: .note onmouseover=x formaction=javascript:1 }",
        '``` {.python #x onclick="1" style="2" class="evil" title=\'"><script>\'}\n<script>\n```',
        '```"><script>\nx\n```',
        "|a {: onclick=x}|b|\n|-|-|\n|1 {: style=y}|2|",
        '[x](a.md "t\\" onclick=1") ![x" onerror=1](b.jpg) <https://e.org/"onclick=1>',
        '*[A" onclick=1]: x" onclick=2\n\nA" onclick=1',
        '字[^"><script>]\n\n[^"><script>]: x',
        '## "><script> {#"><script>}\n\n[TOC]',
    ],
)
def test_attributes_are_reduced_and_escaped(text: str) -> None:
    inspect(parse(text))


PIECES = [
    *RAW,
    *ADDRESSES[:8],
    "<",
    ">",
    '"',
    "'",
    "=",
    "`",
    "```\n",
    "[",
    "](",
    ")",
    "![",
    "<a href=",
    "<img src=",
    "\n\n",
    "\n",
    "{: ",
    "}",
    "{{",
    "}}",
    "&",
    "&#",
    ";",
    "**",
    "_",
    "- ",
    "> ",
    "|",
    "字",
    "x",
    " ",
    "\\",
    "<b",
    "</b>",
    "<div>",
    "</div>",
    '<p title="',
    "<!--",
    "-->",
    "[^1]",
    "[^1]: ",
    "[r]: ",
    "*[x]: ",
    "# ",
    "    ",
    "\x02",
    "\x03",
    "\x0e0\x0f",
    "0",
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_mixture_of_markup_escapes(text: str) -> None:
    inspect(parse(text))


def test_the_lists_agree() -> None:
    assert set(ATTRIBUTES) - {"*"} <= TAGS
    assert not {name for names in ATTRIBUTES.values() for name in names if name.startswith("on") or name == "style"}


@pytest.mark.parametrize(
    "text", ["*>**>*<v>", "\n&#L</b\n```\n```\n>;", "{{<style>}</style><b>}}", "*]**“*[x]\n\n[x]: t"]
)
def test_what_markdown_itself_breaks(text: str) -> None:
    inspect(parse(text))
