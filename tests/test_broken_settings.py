"""Broken settings and themes, several problems at once, output for machines, and commands that cannot be understood."""

# ruff: noqa: E501

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from sites import (
    ABOUT_PAGE,
    CONFIG,
    CONTEST_FILE,
    DUOGUAN,
    EDITION_FILE,
    KAISAI,
    LIST_FILE,
    LU,
    MEN,
    REVIEW_PAGE,
    UNIT_LIST,
    Case,
    Site,
    append,
    command,
    edit,
    expect,
    params,
    put,
)

URL = "url: https://linjiang.example/"
THEME = "theme: base"

SETTINGS = [
    Case(
        "url-without-a-scheme",
        edit("config.yaml", URL, "url: linjiang.example"),
        zh="""\
config.yaml:2:6: 错误 网站地址 “linjiang.example” 不完整。 [bad-site-url]
  → 写成 https:// 开头的完整网址，例如 “url: https://www.example.gov.cn”，后面不带 “?” 和 “#”。""",
    ),
    Case(
        "url-of-another-kind",
        edit("config.yaml", URL, "url: ftp://linjiang.example/"),
        zh="""\
config.yaml:2:6: 错误 网站地址 “ftp://linjiang.example/” 不完整。 [bad-site-url]
  → 写成 https:// 开头的完整网址，例如 “url: https://www.example.gov.cn”，后面不带 “?” 和 “#”。""",
    ),
    Case(
        "url-with-a-query",
        edit("config.yaml", URL, "url: https://linjiang.example/?p=1"),
        zh="""\
config.yaml:2:6: 错误 网站地址 “https://linjiang.example/?p=1” 不完整。 [bad-site-url]
  → 写成 https:// 开头的完整网址，例如 “url: https://www.example.gov.cn”，后面不带 “?” 和 “#”。""",
    ),
    Case(
        "url-that-is-no-url",
        edit("config.yaml", URL, 'url: "https://[linjiang"'),
        zh="""\
config.yaml:2:6: 错误 网站地址 “https://[linjiang” 不完整。 [bad-site-url]
  → 写成 https:// 开头的完整网址，例如 “url: https://www.example.gov.cn”，后面不带 “?” 和 “#”。""",
    ),
    Case(
        "url-missing",
        edit("config.yaml", URL + "\n", ""),
        zh="""\
config.yaml:1:1: 错误 缺少必须填写的 “url”。 [missing-key]
  → 加上一行 “url: …”。""",
    ),
    Case(
        "title-missing",
        edit("config.yaml", "title: 临江擂台\n", ""),
        zh="""\
config.yaml:1:1: 错误 缺少标题。 [V03-missing-title]
  → 加上一行 “title: …”，写上标题。""",
    ),
    Case(
        "time-zone",
        edit("config.yaml", "timezone: Asia/Shanghai", "timezone: Asia/Shanhai"),
        zh="""\
config.yaml:4:11: 错误 没有 “Asia/Shanhai” 这个时区。 [bad-timezone]
  → 写成 “timezone: Asia/Shanghai”。""",
    ),
    Case(
        "time-zone-that-climbs",
        edit("config.yaml", "timezone: Asia/Shanghai", "timezone: ../../etc/passwd"),
        zh="""\
config.yaml:4:11: 错误 没有 “../../etc/passwd” 这个时区。 [bad-timezone]
  → 写成 “timezone: Asia/Shanghai”。""",
    ),
    Case(
        "unknown-setting",
        edit("config.yaml", "description:", "descripton:"),
        zh="""\
config.yaml:5:1: 错误 没有 “descripton” 这一项。 [unknown-key-near]
  → 您要写的可能是 “description”，请把 “descripton” 改成 “description”。""",
    ),
    Case(
        "theme-with-a-bad-example",
        append("config.yaml", "patterns: yes\n"),
        put(
            "themes/overrides/components/mark.yaml",
            "macro: mark\nabout: {zh-CN: 奖, en: mark}\nparams:\n  award: {type: Medal, help: {zh-CN: 奖, en: award}}\n"
            "examples: {one: {award: {name: 金奖}}}\n",
        ),
        zh="""\
themes/overrides/components/mark.yaml:1:1: 错误 这个组件的例子画不出来：no type 'Medal'。 [bad-example]
  → 对照别的组件的文件，改正参数、类型和例子（主题作者）。""",
    ),
    Case(
        "page-size",
        append("config.yaml", "page_size: 0\n"),
        zh="""\
config.yaml:11:12: 错误 “page_size” 必须大于 0。 [not-positive]
  → 写 1 或更大的整数，例如 “page_size: 20”。""",
    ),
    Case(
        "related-below-zero",
        append("config.yaml", "related: -1\n"),
        zh="""\
config.yaml:11:10: 错误 “related” 不能小于 0。 [below-zero]
  → 不要就写 0，要就写个数，例如 “related: 4”。""",
    ),
    Case(
        "page-size-in-words",
        append("config.yaml", "page_size: 二十\n"),
        zh="""\
config.yaml:11:12: 错误 “page_size” 应该是数字，这里写的是 “二十”。 [not-a-number]
  → 只写阿拉伯数字，例如 12；单位和其他文字请去掉。""",
    ),
    Case(
        "profile",
        append("config.yaml", "profile: government\n"),
        zh="""\
config.yaml:11:10: 错误 “profile” 不能写 “government”。 [not-one-of]
  → 可以写的有：gov。""",
    ),
    Case(
        "government-without-identity",
        append("config.yaml", "profile: gov\nidentity: {sponsor: 擂台办, contact: 电话}\n"),
        zh="""\
config.yaml:12:11: 警告 政务网站的页脚还缺 “icp”。 [gov-identity]
  → 在 config.yaml 的 identity 下面加上一行 “icp: …”（sponsor 主办单位、contact 联系方式、icp 备案号、site_id_code 网站标识码）。
config.yaml:12:11: 警告 政务网站的页脚还缺 “site_id_code”。 [gov-identity]
  → 在 config.yaml 的 identity 下面加上一行 “site_id_code: …”（sponsor 主办单位、contact 联系方式、icp 备案号、site_id_code 网站标识码）。""",
        warns=True,
    ),
    Case(
        "menu-line-without-a-text",
        edit("config.yaml", "{text: 新闻, to: /news/}", "{to: /news/}"),
        zh="""\
config.yaml:9:5: 错误 缺少必须填写的 “text”。 [missing-key]
  → 加上一行 “text: …”。""",
    ),
    Case(
        "config-empty",
        put("config.yaml", ""),
        zh="""\
config.yaml:1:1: 错误 这里什么都没有写。 [empty-file]
  → 填上这个文件该有的内容；可以照着同类文件的样子写，不需要它就把文件删掉。""",
    ),
    Case(
        "config-with-a-wide-colon",
        edit("config.yaml", "title: 临江擂台", "title： 临江擂台"),
        zh="""\
config.yaml:1:6: 错误 “title：” 这里用了全角冒号。 [yaml-wide-colon]
  → 改成半角冒号加一个空格，写成 “title: …”。""",
    ),
    Case(
        "config-in-gbk",
        put("config.yaml", CONFIG.encode("gb18030")),
        zh="""\
config.yaml:1:8: 错误 这个文件是 GBK（ANSI）编码，中文会变成乱码。 [not-utf8-gbk]
  → 用记事本打开，选 “另存为”，编码选 “UTF-8”，覆盖原文件。""",
    ),
    Case(
        "addresses-in-gbk",
        put("addresses.yaml", "实践: shijian\n".encode("gb18030")),
        zh="""\
addresses.yaml:1:1: 错误 这个文件是 GBK（ANSI）编码，中文会变成乱码。 [not-utf8-gbk]
  → 用记事本打开，选 “另存为”，编码选 “UTF-8”，覆盖原文件。""",
    ),
    Case(
        "config-with-two-mistakes",
        edit("config.yaml", URL, "url: linjiang"),
        edit("config.yaml", "timezone: Asia/Shanghai", "timezone: 北京"),
        zh="""\
config.yaml:2:6: 错误 网站地址 “linjiang” 不完整。 [bad-site-url]
  → 写成 https:// 开头的完整网址，例如 “url: https://www.example.gov.cn”，后面不带 “?” 和 “#”。
config.yaml:4:11: 错误 没有 “北京” 这个时区。 [bad-timezone]
  → 写成 “timezone: Asia/Shanghai”。""",
    ),
]

THEMES = [
    Case(
        "unknown-theme",
        edit("config.yaml", THEME, "theme: bsae"),
        zh="""\
config.yaml:6:8: 错误 没有名为 “bsae” 的主题。 [unknown-theme]
  → 可以写：base；自己的主题要放在 themes 文件夹里，并带有 theme.yaml。""",
        en="""\
config.yaml:6:8: error: There is no theme “bsae”. [unknown-theme]
  → It can be: base. A theme of your own belongs into the folder themes, with a theme.yaml in it.""",
    ),
    Case(
        "theme-that-climbs",
        edit("config.yaml", THEME, "theme: ../content"),
        zh="""\
config.yaml:6:8: 错误 没有名为 “../content” 的主题。 [unknown-theme]
  → 可以写：base、gala；自己的主题要放在 themes 文件夹里，并带有 theme.yaml。""",
    ),
    Case(
        "unknown-parameter",
        edit("config.yaml", THEME, "theme: base\nparams: {acent: plum}"),
        zh="""\
config.yaml:7:10: 错误 这个主题没有 “acent” 这项设置。 [unknown-param]
  → 可以写：accent。用不到的请删掉这一行。""",
        en="""\
config.yaml:7:10: error: This theme has no setting “acent”. [unknown-param]
  → It can be: accent. If you don't need it, delete the line.""",
    ),
    Case(
        "parameter-without-such-a-choice",
        edit("config.yaml", THEME, "theme: base\nparams:\n  density: compact\n  accent: 红色"),
        zh="""\
config.yaml:9:11: 错误 “accent” 不能写 “红色”。 [not-one-of]
  → 可以写的有：vermilion、persimmon、plum、indigo、jade。""",
    ),
    Case(
        "parameter-that-is-neither-yes-nor-no",
        edit("config.yaml", THEME, "theme: base\nparams: {seal: 也许}"),
        zh="""\
config.yaml:7:16: 错误 “seal” 只能写是或否，这里写的是 “也许”。 [not-yes-no]
  → 改成 true（是）或 false（否）。""",
    ),
    Case(
        "template-with-a-syntax-error",
        put("themes/overrides/layouts/article.html", "<p>\n{% if view.title %}\n{{ view.title }}\n{% endfor %}</p>\n"),
        zh="""\
themes/overrides/layouts/article.html:4:1: 错误 模板有语法错误：Encountered unknown tag 'endfor'. Jinja was looking for the following tags: 'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if'。 [template-syntax]
  → 修改模板的这一行（主题作者）。""",
        en="""\
themes/overrides/layouts/article.html:4:1: error: The template has a syntax error: Encountered unknown tag 'endfor'. Jinja was looking for the following tags: 'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if'. [template-syntax]
  → Correct this line of the template (for theme authors).""",
    ),
    Case(
        "template-with-an-unknown-filter",
        put("themes/overrides/layouts/article.html", "<p>\n{{ view.title | shout }}\n</p>\n"),
        zh="""\
themes/overrides/layouts/article.html:2:1: 错误 模板有语法错误：No filter named 'shout'。 [template-syntax]
  → 修改模板的这一行（主题作者）。""",
    ),
    Case(
        "template-that-includes-nothing",
        put("themes/overrides/layouts/article.html", '<p>\n{% include "partials/heeader.html" %}\n</p>\n'),
        zh="""\
themes/overrides/layouts/article.html:2:1: 错误 主题里没有模板 “partials/heeader.html”。 [template-missing]
  → 可能是 “partials/header.html”；检查名字，或者在主题里补上这个模板（主题作者）。""",
    ),
    Case(
        "template-that-includes-by-a-variable",
        put("themes/overrides/layouts/article.html", "<p>\n</p>\n{% include view.title %}\n"),
        zh="""\
themes/overrides/layouts/article.html:3:1: 错误 模板里用变量指定了要引入的另一个模板，这样无法知道它依赖什么。 [template-dynamic]
  → 在 include、import、extends 里直接写出模板的名字（主题作者）。""",
    ),
    Case(
        "theme-that-extends-itself",
        edit("config.yaml", THEME, "theme: mine"),
        put("themes/mine/theme.yaml", "name: mine\nextends: ours\n"),
        put("themes/ours/theme.yaml", "name: ours\nextends: mine\n"),
        zh="""\
themes/ours/theme.yaml:2:10: 错误 主题的继承关系绕成了圈：又回到了 “mine”。 [theme-circle]
  → 改正 theme.yaml 里的 extends，主题不能直接或间接继承自己。""",
    ),
    Case(
        "theme-that-extends-nothing-known",
        edit("config.yaml", THEME, "theme: mine"),
        put("themes/mine/theme.yaml", "name: mine\nextends: bas\n"),
        zh="""\
themes/mine/theme.yaml:2:10: 错误 没有名为 “bas” 的主题。 [unknown-theme]
  → 可以写：base；自己的主题要放在 themes 文件夹里，并带有 theme.yaml。""",
    ),
    Case(
        "theme-yaml-broken",
        edit("config.yaml", THEME, "theme: mine"),
        put("themes/mine/theme.yaml", "name: mine\nextends: base\nparams:\n  a: [1\n"),
        zh="""\
themes/mine/theme.yaml:4:6: 错误 从这里开始的括号 “[” 或 “{” 没有配对，或者括号里的逗号写成了全角。 [yaml-open-bracket]
  → 补上 “]” 或 “}”，各项之间用半角逗号加空格隔开，例如 “[甲, 乙]”。""",
    ),
    Case(
        "theme-with-a-bad-ratio",
        edit("config.yaml", THEME, "theme: mine"),
        put("themes/mine/theme.yaml", "name: mine\nextends: base\nimages:\n  card: {widths: [360], ratio: wide}\n"),
        zh="""\
themes/mine/theme.yaml:4:32: 错误 图片比例 “wide” 的写法不对。 [bad-ratio]
  → 写成带引号的 “宽:高”，例如 "16:9"。""",
    ),
    Case(
        "theme-with-a-bad-card",
        edit("config.yaml", THEME, "theme: mine"),
        put(
            "themes/mine/theme.yaml",
            'name: mine\nextends: base\nshare_card:\n  size: [1200, 200]\n  colors: {ground: red, a: "#123456"}\n'
            "  shapes:\n    - {color: b, box: [1, 2, 3, 4]}\n    - {color: a, disc: [1, 2]}\n"
            "    - {color: ground, disc: [1, 2, 3]}\n",
        ),
        zh="""\
themes/mine/theme.yaml:4:9: 错误 分享图 share_card 的这一处写得不对：1200, 200。 [bad-card]
  → size 写两个不小于 300 的像素数；colors 里要有 ground；shapes 每项写一种颜色和一个 box、disc 或 polygon，写法见 docs/themes.zh-CN.md。
themes/mine/theme.yaml:5:20: 错误 “ground” 应该是颜色，这里写的是 “red”。 [not-a-color]
  → 写成带引号的六位颜色代码，例如 "#c8102e"。
themes/mine/theme.yaml:7:7: 错误 分享图 share_card 的这一处写得不对：color: b, box: 1, 2, 3, 4。 [bad-card]
  → size 写两个不小于 300 的像素数；colors 里要有 ground；shapes 每项写一种颜色和一个 box、disc 或 polygon，写法见 docs/themes.zh-CN.md。
themes/mine/theme.yaml:8:7: 错误 分享图 share_card 的这一处写得不对：color: a, disc: 1, 2。 [bad-card]
  → size 写两个不小于 300 的像素数；colors 里要有 ground；shapes 每项写一种颜色和一个 box、disc 或 polygon，写法见 docs/themes.zh-CN.md。""",
    ),
    Case(
        "theme-with-a-card-that-is-wrong-for-other-accents",
        edit("config.yaml", THEME, "theme: mine"),
        put(
            "themes/mine/theme.yaml",
            'name: mine\nextends: base\nshare_card:\n  size: [1200, 200]\n  colors: {a: {accent: {vermilion: "#123456", jade: '
            "green}}, b: {accent: {}}}\n  shapes: {color: a, disc: [1, 2, 3]}\n",
        ),
        zh="""\
themes/mine/theme.yaml:4:9: 错误 分享图 share_card 的这一处写得不对：1200, 200。 [bad-card]
  → size 写两个不小于 300 的像素数；colors 里要有 ground；shapes 每项写一种颜色和一个 box、disc 或 polygon，写法见 docs/themes.zh-CN.md。
themes/mine/theme.yaml:5:11: 错误 分享图 share_card 的这一处写得不对：ground。 [bad-card]
  → size 写两个不小于 300 的像素数；colors 里要有 ground；shapes 每项写一种颜色和一个 box、disc 或 polygon，写法见 docs/themes.zh-CN.md。
themes/mine/theme.yaml:5:53: 错误 “jade” 应该是颜色，这里写的是 “green”。 [not-a-color]
  → 写成带引号的六位颜色代码，例如 "#c8102e"。
themes/mine/theme.yaml:5:65: 错误 分享图 share_card 的这一处写得不对：accent:。 [bad-card]
  → size 写两个不小于 300 的像素数；colors 里要有 ground；shapes 每项写一种颜色和一个 box、disc 或 polygon，写法见 docs/themes.zh-CN.md。
themes/mine/theme.yaml:6:11: 错误 分享图 share_card 的这一处写得不对：color: a, disc: 1, 2, 3。 [bad-card]
  → size 写两个不小于 300 的像素数；colors 里要有 ground；shapes 每项写一种颜色和一个 box、disc 或 polygon，写法见 docs/themes.zh-CN.md。""",
    ),
    Case(
        "theme-with-a-bad-width",
        edit("config.yaml", THEME, "theme: mine"),
        put("themes/mine/theme.yaml", "name: mine\nextends: base\nimages:\n  card: {widths: [360, many]}\n"),
        zh="""\
themes/mine/theme.yaml:4:24: 错误 “widths” 应该是数字，这里写的是 “many”。 [not-a-number]
  → 只写阿拉伯数字，例如 12；单位和其他文字请去掉。""",
    ),
]

CASES = [*SETTINGS, *THEMES]


@pytest.mark.parametrize("case", params(CASES))
def test_in_chinese(case: Case, built: Site) -> None:
    expect(built, case)


@pytest.mark.parametrize("case", params(case for case in CASES if case.en))
def test_in_english(case: Case, built_en: Site) -> None:
    expect(built_en, case, "en")


def test_words_missing_for_a_language(built: Site) -> None:
    built.edit("config.yaml", "language: zh-CN", "language: fr")
    run = built.run("--strict")
    assert (
        run.err
        == """\
config.yaml:3:11: warning: The theme has no words for the language “fr”, so English is used. [no-strings]
  → There are: en, zh-CN, zh-TW. Correct language in config.yaml, or add fr.yaml to the theme's i18n folder.
1 warning
output/ was left as it was.
"""
    )
    assert run.code == 1


def test_a_broken_config_is_told_in_its_own_language(built_en: Site) -> None:
    built_en.edit("config.yaml", URL, "url: linjiang.example")
    run = built_en.run()
    assert run.err.startswith("config.yaml:2:6: error: ")
    assert run.err.endswith("1 error\noutput/ was left as it was.\n")


def test_a_template_that_fails_keeps_its_pages_and_lets_others_go_on(built: Site) -> None:
    before = built.tree()
    place = "themes/overrides/layouts/article.html"
    built.write(place, "<title>{{ view.title }}</title>\n<p>\n{{ view.wordless }}\n</p>\n")
    built.edit(ABOUT_PAGE, "这里记录", "这里一直记录")
    run = built.run()
    assert run.code == 1
    assert (
        run.err
        == f"""\
{place}:3:1: 错误 按模板生成页面时出错：'leitai.views.ArticleView object' has no attribute 'wordless'。 [template-failed]
  → 修改模板的这一行（主题作者）；如果没有改过主题，请把这段话发给技术支持。
1 个错误
"""
    )
    assert "这里一直记录" in built.page("about/")
    changed = {path for path, data in built.tree().items() if data != before.get(path)}
    assert {path for path in changed if not path.startswith("search/")} == {"about/index.html"}
    built.delete("themes")
    assert built.run().code == 0
    assert built.tree()["news/kaisai/index.html"] == before["news/kaisai/index.html"]


def test_all_problems_of_all_files_are_told_at_once_and_counted(built: Site) -> None:
    before, stood = built.tree(), built.stamps()
    built.edit(KAISAI, "date: 2024-03-05", "date: 3月5日")
    built.edit(KAISAI, "units: [东街街道]", "units: [东街, 南街, 西街]")
    built.append(KAISAI, "\n见[这里](../pages/abuot.md)。\n")
    built.edit(DUOGUAN, "projects: [dongjie-men]", "projects: [dongjie-man]\nlevel: 区级")
    built.edit(EDITION_FILE, "name: 民生类, count: 2", "name: 民生类, count: 9")
    built.edit(LU, "alt: 新修的路, caption: 通车那天。, ", "")
    built.write("content/笔记.md", "随手记。\n")
    run = built.run()
    told = [line.split(" ")[0] for line in run.err.splitlines() if ": 错误 " in line or ": 警告 " in line]
    assert told == [
        "content/contests/linjiang/2024/edition.yaml:11:38:",
        "content/contests/linjiang/2024/projects/xishan-lu/index.md:4:5:",
        "content/news/duoguan.md:5:12:",
        "content/news/duoguan.md:6:1:",
        "content/news/kaisai.md:3:7:",
        "content/news/kaisai.md:5:13:",
        "content/news/kaisai.md:5:17:",
        "content/news/kaisai.md:12:7:",
        "content/笔记.md:1:1:",
    ]
    assert run.err.endswith("\n8 个错误，1 个警告\n没有改动 output/。\n")
    assert run.code == 1
    assert (built.tree(), built.stamps()) == (before, stood)


def test_a_broken_contest_hides_no_other_problem(built: Site) -> None:
    built.edit(CONTEST_FILE, "level: 区级", "levle: 区级")
    built.edit(EDITION_FILE, "name: 民生类, count: 2", "name: 民生类, count: 9")
    built.edit(LU, "alt: 新修的路, caption: 通车那天。, ", "")
    err = built.run().err
    assert "[unknown-key-near]" in err
    assert "[V12-category]" in err
    assert "[V19-no-alt]" in err


def test_a_broken_date_hides_no_other_problem_of_its_file(built: Site) -> None:
    built.edit(KAISAI, "date: 2024-03-05", "date: 3月5日")
    built.edit(KAISAI, "units: [东街街道]", "units: [东街, 南街]")
    built.append(KAISAI, "\n见[这里](../pages/abuot.md)。\n")
    err = built.run().err
    assert "[V01-no-year]" in err
    assert "[V11-unknown-unit]" in err
    assert "[dead-link-near]" in err


def test_files_that_cannot_be_read_hide_no_mistakes_of_others(built: Site) -> None:
    built.edit(EDITION_FILE, "year: 2024\n", "year: 2024: 3\n")
    built.edit(LIST_FILE, "stage: 入围", "stage： 入围")
    built.edit(UNIT_LIST, "name: 东街街道", "nmae: 东街街道")
    built.edit(KAISAI, "title: 临江杯报名开始", "title: 临江杯: 报名开始")
    built.edit(KAISAI, "](../pages/about.md)", "](../pages/abuot.md)")
    built.edit(LU, "alt: 新修的路, caption: 通车那天。, ", "")
    built.append(MEN, "\n再见[那里](nali.md)。\n")
    built.edit(REVIEW_PAGE, "keywords: 2", "keywords: 3")
    err = built.run().err
    assert re.findall(r"^(\S+): 错误.*\[(\S+)\]$", err, re.MULTILINE) == [
        ("content/contests/linjiang/2024/edition.yaml:1:11", "yaml-unquoted-colon"),
        ("content/contests/linjiang/2024/projects/dongjie-men.md:22:8", "dead-link"),
        ("content/contests/linjiang/2024/projects/xishan-lu/index.md:4:5", "V19-no-alt"),
        ("content/contests/linjiang/2024/shortlist.yaml:1:6", "yaml-wide-colon"),
        ("content/news/kaisai.md:2:11", "yaml-unquoted-colon"),
        ("content/news/kaisai.md:10:14", "dead-link-near"),
        ("content/reviews/2023.md:5:11", "V12-keywords"),
        ("content/units.yaml:1:3", "missing-key"),
        ("content/units.yaml:1:17", "unknown-key-near"),
    ]
    assert "警告" not in err


def test_problems_are_told_alike_by_a_fresh_build_and_by_one_that_remembers(built: Site, tmp_path: Path) -> None:
    def spoil(site: Site) -> None:
        site.edit(KAISAI, "units: [东街街道]", "units: [东街, 南街]")
        site.append(ABOUT_PAGE, "\n<script>x</script>\n\n[没有](x.md)\n")

    spoil(built)
    fresh = Site(tmp_path / "fresh")
    spoil(fresh)
    first = fresh.run()
    assert built.run().err == first.err == built.run().err == fresh.run().err
    assert not fresh.output.exists()


def test_json(built: Site) -> None:
    built.edit(KAISAI, "units: [东街街道]", "units: [东街, 东街道]")
    built.edit(LU, "summary: 一条断头路修通了。", "title: 一条路修到头\nsummary: 一条断头路修通了。")
    run = built.run("--format", "json")
    assert run.code == 1
    assert run.err == ""
    told = json.loads(run.out)
    assert told["ok"] is False
    assert set(told["steps"]) >= {"scan", "load"}
    assert told["problems"] == [
        {
            "path": LU,
            "line": 2,
            "column": 8,
            "severity": "error",
            "code": "V21-title-differs",
            "what": "标题和入围名单不一致：这里是 “一条路修到头”，名单里是 “一条路修到底”。",
            "do": "核对原文后改成一致；也可以删掉这里的 title，网站会用名单里的标题。",
            "also": [{"path": "content/contests/linjiang/2024/shortlist.yaml", "line": 8, "column": 39}],
            "params": {"here": "一条路修到头", "there": "一条路修到底"},
        },
        {
            "path": KAISAI,
            "line": 5,
            "column": 13,
            "severity": "error",
            "code": "V11-unknown-unit",
            "what": "没有登记过单位 “东街道”。",
            "do": "如果是 “东街街道”，请照此改写；如果是新单位，先在 content/units.yaml 里登记。",
            "also": [],
            "params": {"name": "东街道", "near": "东街街道"},
        },
    ]


def test_json_of_a_good_build(site: Site) -> None:
    run = site.run("--format", "json")
    assert run.code == 0
    assert json.loads(run.out)["ok"] is True
    assert json.loads(run.out)["problems"] == []
    assert run.err == ""


def test_strict_makes_a_warning_stop_the_build_even_where_nothing_changed(built: Site) -> None:
    built.write("content/笔记.md", "随手记。\n")
    assert built.run().code == 0
    said = built.run()
    assert said.code == 0
    assert "[misplaced]" in said.err, "a warning is told again by a build that has nothing to do"
    before = built.stamps()
    strict = built.run("--strict")
    assert strict.code == 1
    assert strict.err.count("[misplaced]") == 1
    assert "1 个警告\n" in strict.err
    assert built.stamps() == before


def test_check_tells_and_touches_nothing(site: Site) -> None:
    run = site.run("check")
    assert run.code == 0
    assert not site.output.exists()
    site.edit(KAISAI, "date: 2024-03-05", "date: 3-5")
    run = site.run("check")
    assert run.code == 1
    assert "[V01-no-year]" in run.err
    assert not site.output.exists()


@pytest.mark.parametrize("flags", [(), ("--strict",)])
def test_check_tells_of_the_built_site_though_the_sources_have_problems(site: Site, flags: tuple[str, ...]) -> None:
    site.good()
    (site.output / "about/index.html").write_text("<p>", "utf-8")
    if flags:
        site.write("content/笔记.md", "随手记。\n")
    else:
        site.edit(KAISAI, "date: 2024-03-05", "date: 3-5")
    run = site.run("check", *flags)
    assert run.code == 1
    assert "[built-no-language]" in run.err
    assert ("[misplaced]" if flags else "[V01-no-year]") in run.err


def test_a_missing_date_never_becomes_todays(site: Site) -> None:
    site.edit(KAISAI, "date: 2024-03-05\n", "")
    run = site.run(now="")
    assert run.code == 1
    assert "[V01-missing-date]" in run.err


# ── Commands that cannot be understood ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "arguments",
    [
        ("--colour",),
        ("destroy",),
        ("--now", "yesterday"),
        ("--jobs", "many"),
        ("--format", "xml"),
        ("check", "--now"),
    ],
)
def test_arguments_that_cannot_be_understood(site: Site, arguments: tuple[str, ...]) -> None:
    run = command("--site", str(site.root), *arguments)
    assert run.code == 2
    assert "usage: leitai" in run.err
    assert not site.output.exists()


def test_options_before_the_command_count(site: Site) -> None:
    run = command("--site", str(site.root), "--now", "2025-03-01T12:00+08:00", "build")
    assert run.code == 0
    assert site.has("news/kaisai/")


def test_a_folder_without_a_config_is_no_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    place = tmp_path / "elsewhere"
    place.mkdir()
    run = command("--site", str(place))
    assert run.code == 2
    assert "这个文件夹里没有 config.yaml，不是一个网站。 [no-config]" in run.err
    assert list(place.iterdir()) == [], "nothing is left in a folder that is no site"


def test_a_folder_that_does_not_exist_is_no_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    run = command("--site", str(tmp_path / "nowhere"))
    assert run.code == 2
    assert "[no-config]" in run.err
    assert not (tmp_path / "nowhere").exists()
