"""Broken files: YAML that is no YAML, front matter, encodings, photos, links and addresses.

Each row says how a good site is broken and exactly what is told of it, and where.
"""

# ruff: noqa: E501

from __future__ import annotations

import pytest
from sites import (
    ABOUT_PAGE,
    CONTEST_FILE,
    DUOGUAN,
    EDITION_FOLDER,
    KAISAI,
    LU,
    LU_PHOTO,
    MEN,
    OPENING,
    RESULTS_FILE,
    REVIEW_PAGE,
    UNIT_LIST,
    Case,
    Site,
    append,
    edit,
    expect,
    params,
    png,
    put,
)

TITLE = "title: 临江杯报名开始"
DATE = "date: 2024-03-05"

YAML = [
    Case(
        "unquoted-colon",
        edit(KAISAI, TITLE, "title: 临江杯: 报名开始"),
        zh="""\
content/news/kaisai.md:2:11: 错误 这一行的内容里还有一个冒号，电脑分不清内容从哪里开始。 [yaml-unquoted-colon]
  → 用半角双引号把冒号后面的整段内容括起来，写成 title: "第一部分: 概况"，或者把内容里的冒号改成全角 “：”。""",
        en="""\
content/news/kaisai.md:2:11: error: The value on this line has a colon in it, so it is not clear where the value begins. [yaml-unquoted-colon]
  → Put the whole value in straight quotation marks, as in title: "Part one: the harbour".""",
    ),
    Case(
        "unquoted-colon-in-a-list",
        append(RESULTS_FILE, "notes:\n  - 说明: 一: 二\n"),
        zh="""\
content/contests/linjiang/2024/results.yaml:10:10: 错误 这一行的内容里还有一个冒号，电脑分不清内容从哪里开始。 [yaml-unquoted-colon]
  → 用半角双引号把冒号后面的整段内容括起来，写成 title: "第一部分: 概况"，或者把内容里的冒号改成全角 “：”。""",
    ),
    Case(
        "no-space-after-colon",
        edit(KAISAI, TITLE, "title:临江杯报名开始"),
        zh="""\
content/news/kaisai.md:2:7: 错误 “title:” 的冒号后面少了一个空格。 [yaml-no-space]
  → 在冒号后面加一个空格，写成 “title: …”。""",
        en="""\
content/news/kaisai.md:2:7: error: A space is missing after “title:”. [yaml-no-space]
  → Put a space after the colon: “title: …”.""",
    ),
    Case(
        "no-space-after-colon-in-the-only-line",
        put(CONTEST_FILE, "name:临江杯\n"),
        zh="""\
content/contests/linjiang/contest.yaml:1:6: 错误 “name:” 的冒号后面少了一个空格。 [yaml-no-space]
  → 在冒号后面加一个空格，写成 “name: …”。""",
    ),
    Case(
        "wide-colon",
        edit(KAISAI, DATE, "date： 2024-03-05"),
        zh="""\
content/news/kaisai.md:3:5: 错误 “date：” 这里用了全角冒号。 [yaml-wide-colon]
  → 改成半角冒号加一个空格，写成 “date: …”。""",
        en="""\
content/news/kaisai.md:3:5: error: There is a full-width colon after “date”. [yaml-wide-colon]
  → Type an ordinary colon and a space: “date: …”.""",
    ),
    Case(
        "wide-colon-after-a-chinese-key",
        edit(RESULTS_FILE, "  一等奖: [dongjie-men]", "  一等奖： [dongjie-men]"),
        zh="""\
content/contests/linjiang/2024/results.yaml:3:6: 错误 “一等奖：” 这里用了全角冒号。 [yaml-wide-colon]
  → 改成半角冒号加一个空格，写成 “一等奖: …”。""",
    ),
    Case(
        "wide-colon-in-the-only-line-of-a-mapping",
        edit(KAISAI, DATE, f"{DATE}\nbyline:\n  撰文： 李四"),
        zh="""\
content/news/kaisai.md:5:5: 错误 “撰文：” 这里用了全角冒号。 [yaml-wide-colon]
  → 改成半角冒号加一个空格，写成 “撰文: …”。""",
    ),
    Case(
        "tab",
        edit(RESULTS_FILE, "  最佳创意奖: [gongan-ban]", "\t最佳创意奖: [gongan-ban]"),
        zh="""\
content/contests/linjiang/2024/results.yaml:7:1: 错误 这一行开头用了 Tab 键来缩进。 [yaml-tab]
  → 删掉行首的空白，改用空格缩进（每一层两个空格）。""",
        en="""\
content/contests/linjiang/2024/results.yaml:7:1: error: This line is indented with a tab. [yaml-tab]
  → Delete the blank at the beginning of the line and indent with spaces, two for each level.""",
    ),
    Case(
        "duplicate-key",
        edit(KAISAI, DATE, "date: 2024-03-05\nunits: [西山镇]"),
        zh="""\
content/news/kaisai.md:6:1: 错误 “units” 在同一处写了两次，不知道以哪一个为准。 [yaml-duplicate-key]
  → 留下正确的一行，删掉另一行。""",
        en="""\
content/news/kaisai.md:6:1: error: “units” is written twice in one place, so it is not clear which one counts. [yaml-duplicate-key]
  → Keep the right line and delete the other.""",
    ),
    Case(
        "duplicate-key-deep-in-a-list",
        edit(
            KAISAI, DATE, f"{DATE}\ngallery:\n  - photo: a.png\n    alt: 甲\n  - photo: b.png\n    alt: 乙\n    alt: 丙"
        ),
        zh="""\
content/news/kaisai.md:9:5: 错误 “alt” 在同一处写了两次，不知道以哪一个为准。 [yaml-duplicate-key]
  → 留下正确的一行，删掉另一行。""",
    ),
    Case(
        "text-for-a-mapping",
        edit(KAISAI, DATE, f"{DATE}\nevent: 决赛"),
        zh="""\
content/news/kaisai.md:4:8: 错误 “event” 应该是若干行 “名称: 值”，这里却是一段文字。 [wrong-type]
  → 照同类文件的写法改一改；单独的文字直接写在冒号后面，列表每项一行、以 “- ” 开头。""",
        en="""\
content/news/kaisai.md:4:8: error: “event” should be a set of lines “name: value”; here it is a text. [wrong-type]
  → Model it on another file of its kind: a text stands right after the colon, a list has one item a line, each after “- ”.""",
    ),
    Case(
        "list-for-a-text",
        edit(KAISAI, TITLE, "title: [临江杯, 报名开始]"),
        zh="""\
content/news/kaisai.md:2:8: 错误 “title” 应该是一段文字，这里却是一个列表。 [wrong-type]
  → 照同类文件的写法改一改；单独的文字直接写在冒号后面，列表每项一行、以 “- ” 开头。""",
    ),
    Case(
        "mapping-for-a-list",
        edit(KAISAI, DATE, f"{DATE}\ntags: {{党建: 是}}"),
        zh="""\
content/news/kaisai.md:4:7: 错误 “tags” 应该是一段文字，这里却是若干行 “名称: 值”。 [wrong-type]
  → 照同类文件的写法改一改；单独的文字直接写在冒号后面，列表每项一行、以 “- ” 开头。""",
    ),
    Case(
        "list-for-a-whole-file",
        put(CONTEST_FILE, "- 临江杯\n- 西山杯\n"),
        zh="""\
content/contests/linjiang/contest.yaml:1:1: 错误 这一项应该是若干行 “名称: 值”，这里却是一个列表。 [wrong-type]
  → 照同类文件的写法改一改；单独的文字直接写在冒号后面，列表每项一行、以 “- ” 开头。""",
    ),
    Case(
        "text-for-a-whole-file",
        put(CONTEST_FILE, "临江杯大赛\n"),
        zh="""\
content/contests/linjiang/contest.yaml:1:1: 错误 这一项应该是若干行 “名称: 值”，这里却是一段文字。 [wrong-type]
  → 照同类文件的写法改一改；单独的文字直接写在冒号后面，列表每项一行、以 “- ” 开头。""",
    ),
    Case(
        "unknown-key-with-a-near-one",
        edit(KAISAI, DATE, f"{DATE}\nsumary: 报名从今天开始。"),
        zh="""\
content/news/kaisai.md:4:1: 错误 没有 “sumary” 这一项。 [unknown-key-near]
  → 您要写的可能是 “summary”，请把 “sumary” 改成 “summary”。""",
        en="""\
content/news/kaisai.md:4:1: error: There is no such thing as “sumary” here. [unknown-key-near]
  → You may mean “summary”; change “sumary” to “summary”.""",
    ),
    Case(
        "unknown-key-without-a-near-one",
        put("content/holidays.yaml", "天气: 晴\n"),
        zh="""\
content/holidays.yaml:1:1: 错误 没有 “天气” 这一项。 [unknown-key]
  → 检查拼写，或者删掉这一行。这里可以写的有：holidays、workdays。""",
    ),
    Case(
        "unknown-key-in-a-flow-mapping",
        edit(MEN, "{value: 36, unit: 件, label:", "{value: 36, unit: 件, lable:"),
        zh="""\
content/contests/linjiang/2024/projects/dongjie-men.md:5:26: 错误 没有 “lable” 这一项。 [unknown-key-near]
  → 您要写的可能是 “label”，请把 “lable” 改成 “label”。""",
    ),
    Case(
        "open-quote",
        edit(KAISAI, TITLE, 'title: "临江杯报名开始'),
        zh="""\
content/news/kaisai.md:2:8: 错误 从这里开始的引号没有配对。 [yaml-open-quote]
  → 在内容末尾补上同样的半角引号；如果引号本身是内容的一部分，请改用中文引号 “ ”。""",
        en="""\
content/news/kaisai.md:2:8: error: The quotation mark that opens here never closes. [yaml-open-quote]
  → Close it with the same straight mark; if it is part of the text, use curly marks “ ” instead.""",
    ),
    Case(
        "open-bracket",
        edit(KAISAI, "units: [东街街道]", "units: [东街街道"),
        zh="""\
content/news/kaisai.md:5:8: 错误 从这里开始的括号 “[” 或 “{” 没有配对，或者括号里的逗号写成了全角。 [yaml-open-bracket]
  → 补上 “]” 或 “}”，各项之间用半角逗号加空格隔开，例如 “[甲, 乙]”。""",
    ),
    Case(
        "open-brace-in-a-data-file",
        edit(RESULTS_FILE, "优秀奖: {published: false}", "优秀奖: {published: false"),
        zh="""\
content/contests/linjiang/2024/results.yaml:8:8: 错误 从这里开始的括号 “[” 或 “{” 没有配对，或者括号里的逗号写成了全角。 [yaml-open-bracket]
  → 补上 “]” 或 “}”，各项之间用半角逗号加空格隔开，例如 “[甲, 乙]”。""",
    ),
    Case(
        "bad-start",
        edit(KAISAI, TITLE, "title: @临江杯"),
        zh="""\
content/news/kaisai.md:2:8: 错误 内容不能以 “@” 开头，这个符号在这里有特殊含义。 [yaml-bad-start]
  → 用半角双引号把整段内容括起来，例如 "@ …"。""",
    ),
    Case(
        "percent-at-the-start",
        edit(KAISAI, TITLE, "title: %80 的单位报了名"),
        zh="""\
content/news/kaisai.md:2:8: 错误 内容不能以 “%” 开头，这个符号在这里有特殊含义。 [yaml-bad-start]
  → 用半角双引号把整段内容括起来，例如 "% …"。""",
    ),
    Case(
        "star-at-the-start",
        edit(KAISAI, TITLE, "title: *重要* 临江杯报名开始"),
        zh="""\
content/news/kaisai.md:2:8: 错误 内容不能以 “*” 开头，这个符号在这里有特殊含义。 [yaml-bad-start]
  → 用半角双引号把整段内容括起来，例如 "* …"。""",
    ),
    Case(
        "count-at-the-start",
        edit(KAISAI, TITLE, "title: {{ count projects }} 个项目报名"),
        zh="""\
content/news/kaisai.md:2:8: 错误 内容不能以 “{” 开头，这个符号在这里有特殊含义。 [yaml-bad-start]
  → 用半角双引号把整段内容括起来，例如 "{ …"。""",
    ),
    Case(
        "bad-character",
        edit(KAISAI, DATE, f"{DATE}\nsource: 临江\x07擂台办"),
        zh="""\
content/news/kaisai.md:4:11: 错误 这里有一个看不见的特殊字符，通常是从别处复制时带进来的。 [yaml-bad-character]
  → 删掉这一处，重新用键盘输入。""",
    ),
    Case(
        "indentation",
        edit(RESULTS_FILE, "    - 税务局", "   - 税务局"),
        zh="""\
content/contests/linjiang/2024/results.yaml:6:4: 错误 这里的写法有误，读不懂（缩进没有对齐，或者引号后面多了文字）。 [yaml-syntax]
  → 看看这一行和上一行：缩进是否对齐，冒号后面有没有空格，引号和括号是否成对。""",
    ),
    Case(
        "complicated-key",
        edit(CONTEST_FILE, "level: 区级", "? [level, rank]\n: 区级"),
        zh="""\
content/contests/linjiang/contest.yaml:3:3: 错误 冒号前面的名称写得太复杂，读不懂。 [yaml-bad-key]
  → 冒号前面只写一个简单的名称，例如 “title: …”，不要用括号。""",
    ),
    Case(
        "two-documents-in-one-file",
        append(CONTEST_FILE, "---\nname: 又一个\n"),
        zh="""\
content/contests/linjiang/contest.yaml:4:1: 错误 这里的写法有误，读不懂（文件中间又有一行 “---”）。 [yaml-syntax]
  → 看看这一行和上一行：缩进是否对齐，冒号后面有没有空格，引号和括号是否成对。""",
    ),
    Case(
        "alias-bomb",
        put(
            CONTEST_FILE,
            "name: 临江杯\na: &a [x, x, x, x, x, x, x, x, x]\n"
            + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
        ),
        zh="""\
content/contests/linjiang/contest.yaml:2:29: 错误 这里的内容太多，或者一层套一层，套得太深。 [yaml-too-deep]
  → 检查缩进是否写错；如果没有写错，请拆成几个较小的部分。""",
    ),
    Case(
        "deep-nesting",
        put(CONTEST_FILE, "name: 临江杯\nabout: " + "[" * 100 + "]" * 100 + "\n"),
        zh="""\
content/contests/linjiang/contest.yaml:2:72: 错误 这里的内容太多，或者一层套一层，套得太深。 [yaml-too-deep]
  → 检查缩进是否写错；如果没有写错，请拆成几个较小的部分。""",
    ),
    Case(
        "very-deep-nesting",
        put(CONTEST_FILE, "name: 临江杯\nabout: " + "[" * 5_000 + "]" * 5_000 + "\n"),
        zh="""\
content/contests/linjiang/contest.yaml:2:72: 错误 这里的内容太多，或者一层套一层，套得太深。 [yaml-too-deep]
  → 检查缩进是否写错；如果没有写错，请拆成几个较小的部分。""",
    ),
    Case(
        "empty-item",
        edit(KAISAI, "units: [东街街道]", "units:\n  - 东街街道\n  -"),
        zh="""\
content/news/kaisai.md:7:4: 错误 列表里有一项是空的。 [empty-item]
  → 在这一行的 “- ” 后面补上内容，或者删掉这一行。""",
    ),
    Case(
        "empty-value",
        edit(CONTEST_FILE, "name: “临江杯”大赛", "name:"),
        zh="""\
content/contests/linjiang/contest.yaml:1:1: 错误 “name” 后面没有内容，而这一项必须填写。 [empty-value]
  → 在 “name: ” 后面补上内容。""",
    ),
    Case(
        "neither-yes-nor-no",
        edit(KAISAI, DATE, f"{DATE}\ndraft: 也许"),
        zh="""\
content/news/kaisai.md:4:8: 错误 “draft” 只能写是或否，这里写的是 “也许”。 [not-yes-no]
  → 改成 true（是）或 false（否）。""",
    ),
    Case(
        "words-for-a-number",
        edit(REVIEW_PAGE, "year: 2023\ndate", "year: 二〇二三\ndate"),
        zh="""\
content/reviews/2023.md:3:7: 错误 “year” 应该是数字，这里写的是 “二〇二三”。 [not-a-number]
  → 只写阿拉伯数字，例如 12；单位和其他文字请去掉。""",
        en="""\
content/reviews/2023.md:3:7: error: “year” should be a number, and “二〇二三” is none. [not-a-number]
  → Write digits only, as in 12, without a unit or other words.""",
    ),
    Case(
        "empty-data-file",
        put(CONTEST_FILE, ""),
        zh="""\
content/contests/linjiang/contest.yaml:1:1: 错误 这里什么都没有写。 [empty-file]
  → 填上这个文件该有的内容；可以照着同类文件的样子写，不需要它就把文件删掉。""",
    ),
    Case(
        "line-ends-of-windows",
        put(
            KAISAI,
            b"\xef\xbb\xbf" + OPENING.replace("units: [东街街道]", "unit: 东街街道").replace("\n", "\r\n").encode(),
        ),
        zh="""\
content/news/kaisai.md:5:1: 错误 没有 “unit” 这一项。 [unknown-key-near]
  → 您要写的可能是 “units”，请把 “unit” 改成 “units”。""",
    ),
]

FRONT = [
    Case(
        "front-matter-never-closed",
        put(KAISAI, "---\ntitle: 临江杯报名开始\ndate: 2024-03-05\n\n正文。\n"),
        zh="""\
content/news/kaisai.md:1:1: 错误 文件开头的资料区没有结束：只有第一行 “---”，没有第二行。 [front-matter-open]
  → 在各项资料之后、正文之前，单独写一行 “---”。""",
        en="""\
content/news/kaisai.md:1:1: error: The front matter never ends: there is a first line “---”, but no second one. [front-matter-open]
  → Put a line “---” after the last line of the front matter, before the text.""",
    ),
    Case(
        "front-matter-missing",
        put(KAISAI, "# 临江杯报名开始\n\n正文。\n"),
        zh="""\
content/news/kaisai.md:1:1: 错误 文件开头缺少资料区（两行 “---” 之间的标题、日期等）。 [front-matter-missing]
  → 在第一行写 “---”，下面写 “title: …” 等各项，再用一行 “---” 结束，然后才是正文。""",
    ),
    Case(
        "front-matter-after-an-empty-line",
        put(KAISAI, "\n" + OPENING),
        zh="""\
content/news/kaisai.md:1:1: 错误 文件开头缺少资料区（两行 “---” 之间的标题、日期等）。 [front-matter-missing]
  → 在第一行写 “---”，下面写 “title: …” 等各项，再用一行 “---” 结束，然后才是正文。""",
    ),
    Case(
        "front-matter-empty",
        put(KAISAI, "---\n---\n\n正文。\n"),
        zh="""\
content/news/kaisai.md:2:1: 错误 缺少日期。 [V01-missing-date]
  → 加上一行 “date: …”，例如 “date: 2024-07-26”。
content/news/kaisai.md:2:1: 错误 缺少标题。 [V03-missing-title]
  → 加上一行 “title: …”，写上标题。""",
    ),
    Case(
        "empty-article",
        put(KAISAI, ""),
        zh="""\
content/news/kaisai.md:1:1: 错误 文件开头缺少资料区（两行 “---” 之间的标题、日期等）。 [front-matter-missing]
  → 在第一行写 “---”，下面写 “title: …” 等各项，再用一行 “---” 结束，然后才是正文。""",
    ),
    Case(
        "gbk",
        put(KAISAI, OPENING.encode("gb18030")),
        zh="""\
content/news/kaisai.md:2:8: 错误 这个文件是 GBK（ANSI）编码，中文会变成乱码。 [not-utf8-gbk]
  → 用记事本打开，选 “另存为”，编码选 “UTF-8”，覆盖原文件。""",
        en="""\
content/news/kaisai.md:2:8: error: This file is encoded as GBK (ANSI), which garbles Chinese text. [not-utf8-gbk]
  → Open it in a text editor, choose “Save as” with the encoding UTF-8, and replace the old file.""",
    ),
    Case(
        "gbk-data-file",
        put(RESULTS_FILE, "published: 2024-06-21\nrecipients: {一等奖: [东街街道]}\n".encode("gb18030")),
        zh="""\
content/contests/linjiang/2024/results.yaml:2:14: 错误 这个文件是 GBK（ANSI）编码，中文会变成乱码。 [not-utf8-gbk]
  → 用记事本打开，选 “另存为”，编码选 “UTF-8”，覆盖原文件。""",
    ),
    Case(
        "not-utf8",
        put(KAISAI, OPENING.encode() + b"\xff\xff\n"),
        zh="""\
content/news/kaisai.md:11:1: 错误 这个文件不是 UTF-8 编码，文字读不出来。 [not-utf8]
  → 用记事本打开，选 “另存为”，编码选 “UTF-8”，覆盖原文件；如果打开就是乱码，请找回原稿。""",
    ),
    Case(
        "utf16",
        put(KAISAI, OPENING.encode("utf-16")),
        zh="""\
content/news/kaisai.md:1:1: 错误 这个文件不是纯文本，可能是 Word、WPS 文档或图片改了扩展名。 [not-text]
  → 把文字复制到纯文本编辑器里，编码选 UTF-8，重新保存。""",
    ),
    Case(
        "binary",
        put(ABOUT_PAGE, b"PK\x03\x04\x14\0\0\0\x08\0word/document.xml"),
        zh="""\
content/pages/about.md:1:1: 错误 这个文件不是纯文本，可能是 Word、WPS 文档或图片改了扩展名。 [not-text]
  → 把文字复制到纯文本编辑器里，编码选 UTF-8，重新保存。""",
    ),
]

PHOTOS = [
    Case(
        "photo-missing-with-a-near-one",
        edit(LU, "photo: lu.png", "photo: lu.jpg"),
        zh="""\
content/contests/linjiang/2024/projects/xishan-lu/index.md:4:13: 错误 找不到照片 “lu.jpg”。 [V19-no-file-near]
  → 那个文件夹里有 “lu.png”，请核对文件名（包括扩展名和大小写）。""",
        en="""\
content/contests/linjiang/2024/projects/xishan-lu/index.md:4:13: error: There is no photo “lu.jpg”. [V19-no-file-near]
  → That folder has “lu.png”; check the name, with the ending and capital letters.""",
    ),
    Case(
        "photo-missing",
        edit(KAISAI, DATE, f"{DATE}\ngallery:\n  - {{photo: huichang.jpg, alt: 会场}}"),
        zh="""\
content/news/kaisai.md:5:13: 错误 找不到照片 “huichang.jpg”。 [V19-no-file]
  → 核对文件名（包括扩展名和大小写），并把照片放在这个文件旁边；放在别的文件夹里的，要写出文件夹，例如 “photos/huichang.jpg”。""",
    ),
    Case(
        "photo-missing-in-the-body",
        append(KAISAI, "\n再看一眼。\n\n![会场](huichang.jpg)\n"),
        zh="""\
content/news/kaisai.md:14:7: 错误 找不到照片 “huichang.jpg”。 [V19-no-file]
  → 核对文件名（包括扩展名和大小写），并把照片放在这个文件旁边；放在别的文件夹里的，要写出文件夹，例如 “photos/huichang.jpg”。""",
    ),
    Case(
        "photo-in-another-case",
        edit(LU, "photo: lu.png", "photo: Lu.PNG"),
        zh="""\
content/contests/linjiang/2024/projects/xishan-lu/index.md:4:13: 错误 找不到照片 “Lu.PNG”。 [V19-no-file-near]
  → 那个文件夹里有 “lu.png”，请核对文件名（包括扩展名和大小写）。""",
    ),
    Case(
        "photo-is-no-photo",
        edit(LU, "photo: lu.png", "photo: 名单.docx"),
        zh="""\
content/contests/linjiang/2024/projects/xishan-lu/index.md:4:13: 错误 “名单.docx” 不是照片或视频。 [V19-not-a-photo]
  → 写图片的文件名，例如 “huichang.jpg”；可以用 jpg、png、webp、heic 等格式，视频可以用 mp4。""",
    ),
    Case(
        "photo-without-alt",
        edit(LU, "{photo: lu.png, alt: 新修的路, caption: 通车那天。, credit: 村民老李}", "lu.png"),
        zh="""\
content/contests/linjiang/2024/projects/xishan-lu/index.md:4:5: 错误 照片 “lu.png” 没有文字说明，看不见图的人不知道它拍的是什么。 [V19-no-alt]
  → 给它加上 “alt: …” 或 “caption: …”；正文里的图片，把说明写进方括号，例如 “![领奖台上的三位代表](lu.png)”。整个文件夹一起引用的，请改成逐张列出。""",
        en="""\
content/contests/linjiang/2024/projects/xishan-lu/index.md:4:5: error: The photo “lu.png” is not described, so people who cannot see it don't know what it shows. [V19-no-alt]
  → Give it “alt: …” or “caption: …”; in the text, write it in the brackets, as in “![Three winners on the stage](lu.png)”. Where a whole folder is shown, list its photos one by one instead.""",
    ),
    Case(
        "photo-without-alt-in-the-body",
        append(LU, "\n![](lu.png)\n"),
        zh="""\
content/contests/linjiang/2024/projects/xishan-lu/index.md:17:5: 错误 照片 “lu.png” 没有文字说明，看不见图的人不知道它拍的是什么。 [V19-no-alt]
  → 给它加上 “alt: …” 或 “caption: …”；正文里的图片，把说明写进方括号，例如 “![领奖台上的三位代表](lu.png)”。整个文件夹一起引用的，请改成逐张列出。""",
    ),
    Case(
        "photo-folder-empty",
        edit(KAISAI, DATE, f"{DATE}\ngallery: tupian/"),
        zh="""\
content/news/kaisai.md:4:10: 错误 文件夹 “tupian/” 里没有照片。 [V19-empty-folder]
  → 核对文件夹的名字，把照片放进去；不需要就删掉这一行。""",
    ),
    Case(
        "photo-focus",
        edit(LU, "alt: 新修的路,", "alt: 新修的路, focus: [50, 130],"),
        zh="""\
content/contests/linjiang/2024/projects/xishan-lu/index.md:4:39: 错误 照片的焦点写法不对。 [bad-focus]
  → 写两个 0 到 100 之间的数字：离左边百分之几、离上边百分之几，例如 “focus: [50, 30]”。""",
    ),
    Case(
        "photo-of-an-unknown-unit",
        edit(LU, "alt: 新修的路,", "alt: 新修的路, unit: 西山林场,"),
        zh="""\
content/contests/linjiang/2024/projects/xishan-lu/index.md:4:38: 错误 没有登记过单位 “西山林场”。 [V11-unknown-unit]
  → 如果是新单位，先在 content/units.yaml 里登记。""",
    ),
    Case(
        "photo-empty",
        put(LU_PHOTO, b""),
        zh="""\
content/contests/linjiang/2024/projects/xishan-lu/lu.png: 错误 这个文件是空的，一个字节也没有。 [photo-empty]
  → 重新复制一份；它可能没有传完。""",
    ),
    Case(
        "photo-truncated",
        put(LU_PHOTO, png()[:-40]),
        zh="""\
content/contests/linjiang/2024/projects/xishan-lu/lu.png: 错误 这个文件不完整，后面缺了一截。 [photo-truncated]
  → 从相机、手机或原来的邮件里重新复制一份。""",
    ),
    Case(
        "photo-with-a-wrong-suffix",
        put("content/news/tu.jpg", png()),
        zh="""\
content/news/tu.jpg: 错误 文件名说它是 “jpg”，里面其实是 “png”。 [photo-wrong-suffix]
  → 把扩展名改成与内容相符的，或者用看图软件打开后另存为 “jpg”；引用它的地方也一起改。""",
    ),
]

LINKS = [
    Case(
        "dead-link-with-a-near-one",
        edit(KAISAI, "](../pages/about.md)", "](../pages/abuot.md)"),
        zh="""\
content/news/kaisai.md:10:14: 错误 链接 “../pages/abuot.md” 指向的页面不存在。 [dead-link-near]
  → 您要写的可能是 “../pages/about.md”。""",
        en="""\
content/news/kaisai.md:10:14: error: The link “../pages/abuot.md” leads to no page of this site. [dead-link-near]
  → You may mean “../pages/about.md”.""",
    ),
    Case(
        "dead-link-without-a-near-one",
        append(KAISAI, "\n更多内容\n请看[这里](zheli-meiyou-dongxi.md)。\n"),
        zh="""\
content/news/kaisai.md:13:8: 错误 链接 “zheli-meiyou-dongxi.md” 指向的页面不存在。 [dead-link]
  → 检查文件名和路径；站内链接写目标文件的位置，例如 “../news/wenzhang.md”。""",
    ),
    Case(
        "dead-link-that-ends-a-longer-one",
        append(KAISAI, "\n先看[关于](../pages/about.md)，\n再看[这里](about.md)。\n"),
        zh="""\
content/news/kaisai.md:13:8: 错误 链接 “about.md” 指向的页面不存在。 [dead-link-near]
  → 您要写的可能是 “../pages/about.md”。""",
    ),
    Case(
        "dead-link-of-two-in-a-paragraph",
        append(KAISAI, "\n[关于](../pages/about.md)、[没有](../pages/abuot.md)、\n[又没有](../pages/abuot.md)。\n"),
        zh="""\
content/news/kaisai.md:12:30: 错误 链接 “../pages/abuot.md” 指向的页面不存在。 [dead-link-near]
  → 您要写的可能是 “../pages/about.md”。
content/news/kaisai.md:13:7: 错误 链接 “../pages/abuot.md” 指向的页面不存在。 [dead-link-near]
  → 您要写的可能是 “../pages/about.md”。""",
    ),
    Case(
        "dead-address",
        append(KAISAI, "\n见[届次页](/contests/linjiang/2042/)。\n"),
        zh="""\
content/news/kaisai.md:12:8: 错误 链接 “/contests/linjiang/2042/” 指向的页面不存在。 [dead-link-near]
  → 您要写的可能是 “/contests/linjiang/2024/”。""",
    ),
    Case(
        "dead-reference",
        append(KAISAI, "\n见[老文章][old]。\n\n[old]: ../pages/abuot.md\n"),
        zh="""\
content/news/kaisai.md:14:8: 错误 链接 “../pages/abuot.md” 指向的页面不存在。 [dead-link-near]
  → 您要写的可能是 “../pages/about.md”。""",
    ),
    Case(
        "link-to-a-draft",
        edit(DUOGUAN, "date: 2024-06-21 09:30", "date: 2024-06-21 09:30\ndraft: true"),
        append(KAISAI, "\n后来[东街夺冠](duoguan.md)。\n"),
        zh="""\
content/news/kaisai.md:12:10: 警告 链接 “duoguan.md” 指向的内容还没有公开（或已下线），暂时只显示文字，不带链接。 [link-held]
  → 不用改：对方公开以后，链接会自动出现。如果不该链接到它，请删掉链接。""",
        warns=True,
    ),
    Case(
        "menu-to-a-missing-file",
        edit("config.yaml", "to: content/pages/about.md", "to: content/pages/abuot.md"),
        zh="""\
config.yaml:10:20: 错误 链接 “content/pages/abuot.md” 指向的页面不存在。 [dead-link-near]
  → 您要写的可能是 “content/pages/about.md”。""",
    ),
    Case(
        "menu-to-a-missing-address",
        edit("config.yaml", "to: /news/", "to: /newz/"),
        zh="""\
config.yaml:9:20: 错误 链接 “/newz/” 指向的页面不存在。 [dead-link-near]
  → 您要写的可能是 “/news/”。""",
    ),
]

ADDRESSES = [
    Case(
        "two-articles-at-one-address",
        put("content/news/2025/kaisai.md", "---\ntitle: 又开赛\ndate: 2025-01-01\n---\n\n正文。\n"),
        zh="""\
content/news/kaisai.md:1:1: 错误 有两处内容要用同一个网址 “/news/kaisai/”，另一处是 content/news/2025/kaisai.md。 [address-twice]
  → 把其中一个文件改名，或者给它写一个不同的 “slug: …”。
  另见 content/news/2025/kaisai.md:1:1""",
        en="""\
content/news/kaisai.md:1:1: error: Two things want the same address “/news/kaisai/”; the other is content/news/2025/kaisai.md. [address-twice]
  → Rename one of the files, or give one its own “slug: …”.
  see also content/news/2025/kaisai.md:1:1""",
    ),
    Case(
        "slug-of-a-list",
        edit(ABOUT_PAGE, "title: 关于", "title: 关于\nslug: news"),
        zh="""\
content/pages/about.md:1:1: 错误 有两处内容要用同一个网址 “/news/”。 [address-twice]
  → 把其中一个文件改名，或者给它写一个不同的 “slug: …”。""",
    ),
    Case(
        "slug-taken",
        put("content/pages/us.md", "---\ntitle: 我们\nslug: about\n---\n\n我们。\n"),
        zh="""\
content/pages/us.md:1:1: 错误 有两处内容要用同一个网址 “/about/”，另一处是 content/pages/about.md。 [address-twice]
  → 把其中一个文件改名，或者给它写一个不同的 “slug: …”。
  另见 content/pages/about.md:1:1""",
    ),
    Case(
        "alias-taken",
        edit(KAISAI, DATE, f"{DATE}\naliases: [/news/duoguan/]"),
        zh="""\
content/news/kaisai.md:4:11: 错误 有两处内容要用同一个网址 “/news/duoguan/”，另一处是 content/news/duoguan.md。 [address-twice]
  → 把其中一个文件改名，或者给它写一个不同的 “slug: …”。
  另见 content/news/duoguan.md:1:1""",
    ),
    Case(
        "alias-taken-in-capitals",
        edit(KAISAI, DATE, f"{DATE}\naliases:\n  - /jiu/\n  - /About/"),
        zh="""\
content/news/kaisai.md:6:5: 错误 有两处内容要用同一个网址 “/About/”，另一处是 content/pages/about.md。 [address-twice]
  → 把其中一个文件改名，或者给它写一个不同的 “slug: …”。
  另见 content/pages/about.md:1:1""",
    ),
    Case(
        "alias-under-a-file",
        edit(KAISAI, DATE, f"{DATE}\naliases: [/feed.xml/]"),
        zh="""\
content/news/kaisai.md:4:11: 错误 有两处内容要用同一个网址 “/feed.xml/”。 [address-twice]
  → 把其中一个文件改名，或者给它写一个不同的 “slug: …”。""",
    ),
    Case(
        "two-pages-at-one-address",
        put("content/pages/about/index.md", "---\ntitle: 又一个关于\n---\n\n我们。\n"),
        zh="""\
content/pages/about/index.md:1:1: 错误 有两处内容要用同一个网址 “/about/”，另一处是 content/pages/about.md。 [address-twice]
  → 把其中一个文件改名，或者给它写一个不同的 “slug: …”。
  另见 content/pages/about.md:1:1""",
    ),
    Case(
        "alias-with-a-host",
        edit(KAISAI, DATE, f"{DATE}\naliases:\n  - /jiu/\n  - https://old.example/1.html"),
        zh="""\
content/news/kaisai.md:6:5: 错误 旧网址 “https://old.example/1.html” 的写法不对。 [bad-alias]
  → 写以 “/” 开头的站内路径，例如 “/news/old-name/”，不要带域名，也不要有 “?”、“#” 和 “..”。""",
    ),
    Case(
        "alias-that-climbs",
        edit(KAISAI, DATE, f"{DATE}\naliases: [/../../etc/x/]"),
        zh="""\
content/news/kaisai.md:4:11: 错误 旧网址 “/../../etc/x/” 的写法不对。 [bad-alias]
  → 写以 “/” 开头的站内路径，例如 “/news/old-name/”，不要带域名，也不要有 “?”、“#” 和 “..”。""",
    ),
    Case(
        "slug-in-chinese",
        edit(KAISAI, DATE, f"{DATE}\nslug: 开赛"),
        zh="""\
content/news/kaisai.md:4:7: 错误 这里的名称要用在网址里，现在的写法不合要求：“开赛”。 [bad-slug]
  → 只用小写英文字母、数字，词与词之间用一个连字符 “-”，例如 “kai-sai”。""",
    ),
    Case(
        "slug-of-a-unit",
        edit(UNIT_LIST, "id: gongan,", "id: Gong_An,"),
        zh="""\
content/units.yaml:7:8: 错误 这里的名称要用在网址里，现在的写法不合要求：“Gong_An”。 [bad-slug]
  → 只用小写英文字母、数字，词与词之间用一个连字符 “-”，例如 “gong-an”。""",
        en="""\
content/units.yaml:7:8: error: This name becomes part of an address, and it cannot be written like that: “Gong_An”. [bad-slug]
  → Use lower-case letters and digits, with single hyphens between words, as in “gong-an”.""",
    ),
    Case(
        "slug-of-a-folder",
        put("content/contests/linjiang/2025_Fu/edition.yaml", "year: 2025\n"),
        zh="""\
content/contests/linjiang/2025_Fu/edition.yaml:1:1: 错误 这里的名称要用在网址里，现在的写法不合要求：“2025_Fu”。 [bad-slug]
  → 只用小写英文字母、数字，词与词之间用一个连字符 “-”，例如 “2025-fu”。""",
    ),
    Case(
        "tags-with-one-address",
        edit(KAISAI, DATE, f"{DATE}\ntags: [实践]"),
        edit(DUOGUAN, "projects: [dongjie-men]", "projects: [dongjie-men]\ntags: [夺冠, 时间]"),
        put("addresses.yaml", "实践: shijian\n时间: shijian\n夺冠: duoguan\n"),
        zh="""\
content/news/kaisai.md:4:8: 错误 标签 “实践” 和 “时间” 会用同一个网址（shijian）。 [tags-collide]
  → 如果是同一个意思，统一成一个写法；如果不是，在 addresses.yaml 里给其中一个另写一个网址名称，例如 “实践: shijian-2”。
  另见 content/news/duoguan.md:6:12""",
    ),
    Case(
        "showcase-twice",
        put(f"{EDITION_FOLDER}/projects/xishan-lu.md", "---\nsummary: 又一份。\n---\n\n## 简介\n\n路。\n"),
        zh="""\
content/contests/linjiang/2024/projects/xishan-lu/index.md:2:1: 错误 项目 “xishan-lu” 有两个展示页文件。 [showcase-twice]
  → “xishan-lu.md” 和 “xishan-lu/index.md” 只留一个。
  另见 content/contests/linjiang/2024/projects/xishan-lu.md:2:1""",
    ),
    Case(
        "frozen-address",
        put("addresses.yaml", "实践: shijian\n时间: 时间\n"),
        zh="""\
addresses.yaml:2:5: 错误 这里的名称要用在网址里，现在的写法不合要求：“时间”。 [bad-slug]
  → 只用小写英文字母、数字，词与词之间用一个连字符 “-”，例如 “shi-jian”。""",
    ),
    Case(
        "frozen-addresses-not-a-mapping",
        put("addresses.yaml", "- 实践\n"),
        zh="""\
addresses.yaml:1:1: 错误 这个文件应该由一行行 “名称: 值” 组成，现在不是。 [not-a-mapping]
  → 每行写成 “名称: 值”，冒号用半角，后面空一格，例如 “title: 先锋杯大赛”。""",
    ),
]

PLACES = [
    Case(
        "misplaced-text",
        put("content/笔记.md", "随手记。\n"),
        zh="""\
content/笔记.md:1:1: 警告 这个文件放在了不会被读取的位置，网站上看不到它。 [misplaced]
  → 把它移到该去的文件夹：content/news/、content/pages/、content/reviews/、content/contests/。如果只是自己的笔记，请移到 content 外面。""",
        warns=True,
    ),
    Case(
        "misplaced-data",
        put(f"{EDITION_FOLDER}/resluts.yaml", "published: 2024-06-21\n"),
        zh="""\
content/contests/linjiang/2024/resluts.yaml:1:1: 警告 这里不会读取这个名字的数据文件。 [misplaced-data]
  → 检查文件名，这里可以用：results.yaml。""",
        warns=True,
    ),
    Case(
        "wrong-suffix",
        put("content/news/duoguan.markdown", "---\ntitle: 夺冠\ndate: 2024-06-21\n---\n"),
        zh="""\
content/news/duoguan.markdown:1:1: 警告 这个扩展名不认识，文件没有被读取。 [wrong-suffix]
  → 文章的扩展名改成 “.md”，数据文件的扩展名改成 “.yaml”。""",
        warns=True,
    ),
]

HTML = [
    Case(
        "html-tag",
        append(KAISAI, '\n<script>alert("x")</script>\n'),
        zh="""\
content/news/kaisai.md:12:2: 警告 为安全起见，去掉了正文里的 HTML 标签 “script”。 [lost-tag]
  → 删掉这段代码，改用普通的正文写法。""",
        warns=True,
    ),
    Case(
        "html-attribute",
        append(KAISAI, '\n一句话。\n\n<p onclick="x()">点我</p>\n'),
        zh="""\
content/news/kaisai.md:14:4: 警告 去掉了正文里的 HTML 属性或样式 “onclick”。 [lost-attribute]
  → 把它从正文里删掉；字体、颜色由网站主题统一负责。""",
        warns=True,
    ),
    Case(
        "bad-link-address",
        append(KAISAI, "\n[点我](javascript:alert(1))\n"),
        zh="""\
content/news/kaisai.md:12:6: 警告 “javascript:alert(1)” 不是可用的链接地址，链接已去掉，文字保留。 [lost-address]
  → 改成以 https:// 开头的网址，或者站内文件的名字，例如 “../about.md”。""",
        warns=True,
    ),
    Case(
        "remote-image",
        append(KAISAI, "\n![图](https://cdn.example/a.png)\n"),
        zh="""\
content/news/kaisai.md:12:6: 警告 图片 “https://cdn.example/a.png” 在别的网站上，这里只显示成一个链接。 [lost-remote-image]
  → 把图片下载下来，放到这篇文章的文件夹里，然后写图片的文件名。""",
        warns=True,
    ),
]

CASES = [*YAML, *FRONT, *PHOTOS, *LINKS, *ADDRESSES, *PLACES, *HTML]


@pytest.mark.parametrize("case", params(CASES))
def test_in_chinese(case: Case, built: Site) -> None:
    expect(built, case)


@pytest.mark.parametrize("case", params(case for case in CASES if case.en))
def test_in_english(case: Case, built_en: Site) -> None:
    expect(built_en, case, "en")
