"""Broken content: what is well-formed and cannot be true. Dates, names, counts, awards, sections, figures, numbers in text.

Each row says how a good site is broken and exactly what is told of it, and where. V01 … are the rules of docs/checks.md.
"""

# ruff: noqa: E501

from __future__ import annotations

import pytest
from sites import (
    ABOUT_PAGE,
    CONTEST_FILE,
    DUOGUAN,
    EDITION_FILE,
    EDITION_FOLDER,
    GROUPED_FOLDER,
    KAISAI,
    LIST_FILE,
    LU,
    MEN,
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

DATES = [
    Case(
        "V01-date-without-a-year",
        edit(KAISAI, DATE, "date: 3月5日"),
        zh="""\
content/news/kaisai.md:3:7: 错误 日期 “3月5日” 没有年份。 [V01-no-year]
  → 写成 2024-07-26 这样的完整日期；系统不会替您猜年份。""",
        en="""\
content/news/kaisai.md:3:7: error: The date “3月5日” has no year. [V01-no-year]
  → Write the whole date, as in 2024-07-26; the year is never guessed.""",
    ),
    Case(
        "V01-date-missing",
        edit(KAISAI, DATE + "\n", ""),
        zh="""\
content/news/kaisai.md:2:1: 错误 缺少日期。 [V01-missing-date]
  → 加上一行 “date: …”，例如 “date: 2024-07-26”。""",
        en="""\
content/news/kaisai.md:2:1: error: The date is missing. [V01-missing-date]
  → Add a line “date: …”, as in “date: 2024-07-26”.""",
    ),
    Case(
        "V01-date-empty",
        edit(KAISAI, DATE, "date:"),
        zh="""\
content/news/kaisai.md:3:1: 错误 “date” 后面没有内容，而这一项必须填写。 [empty-value]
  → 在 “date: ” 后面补上内容。""",
    ),
    Case(
        "V01-date-in-a-flow-mapping-without-a-year",
        edit(DUOGUAN, "date: 2024-06-20, venue", "date: 6-20, venue"),
        zh="""\
content/news/duoguan.md:6:25: 错误 日期 “6-20” 没有年份。 [V01-no-year]
  → 写成 2024-07-26 这样的完整日期；系统不会替您猜年份。""",
    ),
    Case(
        "no-such-day",
        edit(KAISAI, DATE, "date: 2024-02-30"),
        zh="""\
content/news/kaisai.md:3:7: 错误 “2024-02-30” 不是有效的日期。 [bad-date]
  → 写成 2024-07-26；要写钟点就写成 2024-07-26 21:30。也请核对这个月有没有这一天。""",
    ),
    Case(
        "date-in-words",
        edit(KAISAI, DATE, "date: 昨天"),
        zh="""\
content/news/kaisai.md:3:7: 错误 “昨天” 不是有效的日期。 [bad-date]
  → 写成 2024-07-26；要写钟点就写成 2024-07-26 21:30。也请核对这个月有没有这一天。""",
    ),
    Case(
        "moment-of-publication",
        edit(RESULTS_FILE, "published: 2024-06-21", "published: 2024-06-21 25:00"),
        zh="""\
content/contests/linjiang/2024/results.yaml:1:12: 错误 “2024-06-21 25:00” 不是有效的日期。 [bad-date]
  → 写成 2024-07-26；要写钟点就写成 2024-07-26 21:30。也请核对这个月有没有这一天。""",
    ),
    Case(
        "V03-title-missing",
        edit(KAISAI, TITLE + "\n", ""),
        zh="""\
content/news/kaisai.md:2:1: 错误 缺少标题。 [V03-missing-title]
  → 加上一行 “title: …”，写上标题。""",
    ),
    Case(
        "V03-title-too-long",
        edit(KAISAI, TITLE, "title: " + "临江杯报名" * 13),
        zh="""\
content/news/kaisai.md:2:8: 警告 标题有 65 个字，偏长（建议不超过 60 个），在列表和分享卡片里会被截断。 [V03-long-title]
  → 把标题写短一些，细节放进副标题 “subtitle: …”。""",
        warns=True,
    ),
    Case(
        "V02-no-source",
        edit("config.yaml", "source: 临江区擂台办\n", ""),
        zh="""\
content/news/duoguan.md:1:1: 警告 这篇新闻没有写来源。 [V02-no-source]
  → 加上一行 “source: …” 写明来源单位；如果全站来源都一样，写在 config.yaml 的 source 里即可。
content/news/kaisai.md:1:1: 警告 这篇新闻没有写来源。 [V02-no-source]
  → 加上一行 “source: …” 写明来源单位；如果全站来源都一样，写在 config.yaml 的 source 里即可。""",
        warns=True,
    ),
    Case(
        "bad-figure",
        edit(MEN, "  - 近1200人", "  - 很多人"),
        zh="""\
content/contests/linjiang/2024/projects/dongjie-men.md:4:5: 错误 “很多人” 里没有找到可以识别的数字。 [bad-figure]
  → 写成 “近1200人”、“5.3万宗”、“95.1%” 这样：一个数字，前后可以有约数词和单位。""",
        en="""\
content/contests/linjiang/2024/projects/dongjie-men.md:4:5: error: There is no number to be found in “很多人”. [bad-figure]
  → Write it like “about 300 guests”, “95.1%” or “over 400 groups”: one number, a qualifier and a unit if you like.""",
    ),
    Case(
        "bad-figure-in-the-long-form",
        edit(MEN, "value: 36,", "value: 三十六,"),
        zh="""\
content/contests/linjiang/2024/projects/dongjie-men.md:5:5: 错误 “三十六” 里没有找到可以识别的数字。 [bad-figure]
  → 写成 “近1200人”、“5.3万宗”、“95.1%” 这样：一个数字，前后可以有约数词和单位。""",
    ),
    Case(
        "bad-figure-in-a-facts-block",
        edit(REVIEW_PAGE, "  - 近90户", "  - 近百户"),
        zh="""\
content/reviews/2023.md:19:5: 错误 “近百户” 里没有找到可以识别的数字。 [bad-figure]
  → 写成 “近1200人”、“5.3万宗”、“95.1%” 这样：一个数字，前后可以有约数词和单位。""",
    ),
    Case(
        "bad-figure-of-an-event",
        edit(DUOGUAN, "attendance: 近300人", "attendance: 座无虚席"),
        zh="""\
content/news/duoguan.md:6:61: 错误 “座无虚席” 里没有找到可以识别的数字。 [bad-figure]
  → 写成 “近1200人”、“5.3万宗”、“95.1%” 这样：一个数字，前后可以有约数词和单位。""",
    ),
    Case(
        "facts-block-that-is-no-yaml",
        edit(REVIEW_PAGE, "  - {name: 四好农村路, by: 省交通厅, year: 2023}", "  - {name: 四好农村路, by: 省交通厅"),
        zh="""\
content/reviews/2023.md:21:5: 错误 从这里开始的括号 “[” 或 “{” 没有配对，或者括号里的逗号写成了全角。 [yaml-open-bracket]
  → 补上 “]” 或 “}”，各项之间用半角逗号加空格隔开，例如 “[甲, 乙]”。""",
    ),
    Case(
        "facts-block-with-an-unknown-key",
        edit(REVIEW_PAGE, "honours:", "honors:"),
        zh="""\
content/reviews/2023.md:20:1: 错误 没有 “honors” 这一项。 [unknown-key-near]
  → 您要写的可能是 “honours”，请把 “honors” 改成 “honours”。""",
    ),
    Case(
        "facts-twice",
        edit(
            REVIEW_PAGE,
            "窗口夜里也有人。",
            "窗口夜里也有人。\n\n```facts\nfigures: [3个]\n```\n\n```facts\nfigures: [4个]\n```",
        ),
        zh="""\
content/reviews/2023.md:24:4: 警告 这一章节里有不止一个要素块，只用了第一个。 [facts-twice]
  → 把它们合并成一个要素块。""",
        warns=True,
    ),
]

NAMES = [
    Case(
        "V11-unknown-unit",
        edit(KAISAI, "units: [东街街道]", "units: [西山镇, 东街道]"),
        zh="""\
content/news/kaisai.md:5:14: 错误 没有登记过单位 “东街道”。 [V11-unknown-unit]
  → 如果是 “东街街道”，请照此改写；如果是新单位，先在 content/units.yaml 里登记。""",
        en="""\
content/news/kaisai.md:5:14: error: No unit “东街道” is registered. [V11-unknown-unit]
  → If you mean “东街街道”, write it like that. A new unit must first be added to content/units.yaml.""",
    ),
    Case(
        "V11-unknown-unit-on-the-shortlist",
        edit(LIST_FILE, "unit: 西山镇", "unit: 北门街道"),
        zh="""\
content/contests/linjiang/2024/shortlist.yaml:8:27: 错误 没有登记过单位 “北门街道”。 [V11-unknown-unit]
  → 如果是新单位，先在 content/units.yaml 里登记。""",
    ),
    Case(
        "V11-ambiguous-unit",
        edit(UNIT_LIST, "name: 临江区公安局, short: 公安局", "name: 临江区公安局, short: 税务局"),
        edit(LIST_FILE, "unit: 公安局", "unit: 临江区公安局"),
        zh="""\
content/contests/linjiang/2024/shortlist.yaml:10:29: 错误 有好几个单位都叫 “税务局”。 [V11-ambiguous-unit]
  → 写单位的全称或编号，说明是哪一个：shuiwu、gongan。""",
    ),
    Case(
        "V11-unknown-parent",
        edit(UNIT_LIST, "  parent: xishan", "  parent: xi-shan"),
        zh="""\
content/units.yaml:5:11: 错误 上级单位 “xi-shan” 没有登记过。 [V11-unknown-parent]
  → parent 要写上级单位的编号（id），可能是 “xishan”；上级单位也要先在 units.yaml 里登记。""",
    ),
    Case(
        "unit-twice",
        append(UNIT_LIST, "- {id: gongan, name: 公安分局}\n"),
        zh="""\
content/units.yaml:9:8: 错误 有两个单位的编号都是 “gongan”。 [unit-twice]
  → 给其中一个换一个编号；如果是同一个单位，删掉重复的一条。
  另见 content/units.yaml:7:3""",
    ),
    Case(
        "unit-name-twice",
        append(UNIT_LIST, "- {id: dong-jie, name: 东街街道}\n"),
        zh="""\
content/units.yaml:9:24: 错误 单位 “东街街道” 登记了两次。 [unit-name-twice]
  → 删掉重复的一条；如果真是两个单位，请在名称里写明区别，例如加上所在地。
  另见 content/units.yaml:1:3""",
    ),
    Case(
        "unit-circle",
        edit(UNIT_LIST, "{id: xishan, name: 西山镇, kind: 镇}", "{id: xishan, name: 西山镇, parent: xishan-cun}"),
        zh="""\
content/units.yaml:2:35: 错误 单位 “xishan” 的上级绕了一圈又回到它自己。 [unit-circle]
  → 检查这几个单位的 parent，把写错的一个改正或删掉。
content/units.yaml:5:11: 错误 单位 “xishan-cun” 的上级绕了一圈又回到它自己。 [unit-circle]
  → 检查这几个单位的 parent，把写错的一个改正或删掉。""",
    ),
    Case(
        "unit-that-is-its-own-parent",
        edit(UNIT_LIST, "  parent: xishan", "  parent: xishan-cun"),
        zh="""\
content/units.yaml:5:11: 错误 单位 “xishan-cun” 的上级绕了一圈又回到它自己。 [unit-circle]
  → 检查这几个单位的 parent，把写错的一个改正或删掉。""",
    ),
    Case(
        "V11-unknown-category",
        edit(LIST_FILE, "category: 发展}", "category: 发扬类}"),
        edit(EDITION_FILE, "aliases: [发展], count: 3", "aliases: [发展], count: 2"),
        zh="""\
content/contests/linjiang/2024/shortlist.yaml:8:57: 错误 这一届没有 “发扬类” 这个类别。 [V11-unknown-category]
  → 可以写：发展类。新的类别要先写进 edition.yaml 的 categories。""",
        en="""\
content/contests/linjiang/2024/shortlist.yaml:8:57: error: This edition has no category “发扬类”. [V11-unknown-category]
  → It can be: 发展类. A new category must first be added to categories in edition.yaml.""",
    ),
    Case(
        "V11-no-category",
        edit(LIST_FILE, "title: 夜里也开门, category: 民生类", "title: 夜里也开门"),
        edit(EDITION_FILE, "name: 民生类, count: 2", "name: 民生类, count: 1"),
        zh="""\
content/contests/linjiang/2024/shortlist.yaml:11:5: 警告 这个项目没有写属于哪个类别。 [V11-no-category]
  → 加上一行 “category: …”，可以写：发展类、民生类。""",
        warns=True,
    ),
    Case(
        "V11-unknown-group",
        edit(f"{GROUPED_FOLDER}/shortlist.yaml", "title: 桥边课堂, group: 街道组", "title: 桥边课堂, group: 乡镇组"),
        edit(f"{GROUPED_FOLDER}/edition.yaml", "entrants: 2", "entrants: 1"),
        edit(f"{GROUPED_FOLDER}/results.yaml", "银奖: [qiao]", "银奖: {published: false}"),
        zh="""\
content/contests/linjiang/2023/shortlist.yaml:3:47: 错误 这一届没有 “乡镇组” 这个组别。 [V11-unknown-group]
  → 可以写：街道组、村组。新的组别要先写进 edition.yaml 的 groups。""",
    ),
    Case(
        "unknown-edition",
        edit(KAISAI, "edition: linjiang/2024", "edition: linjiang/2044"),
        edit(KAISAI, "今年有 {{ count projects }} 个项目入围，见", "见"),
        zh="""\
content/news/kaisai.md:4:10: 错误 没有 “linjiang/2044” 这一届。 [unknown-edition]
  → 写成 “赛事文件夹/届次文件夹”，可能是 “linjiang/2024”。""",
        en="""\
content/news/kaisai.md:4:10: error: There is no edition “linjiang/2044”. [unknown-edition]
  → Write it as “contest-folder/edition-folder”, perhaps “linjiang/2024”.""",
    ),
    Case(
        "unknown-edition-before",
        edit(EDITION_FILE, "number: 3", "number: 3\nprevious: linjiang/2022"),
        zh="""\
content/contests/linjiang/2024/edition.yaml:3:11: 错误 没有 “linjiang/2022” 这一届。 [unknown-edition]
  → 写成 “赛事文件夹/届次文件夹”，可能是 “linjiang/2023”。""",
    ),
    Case(
        "unknown-project-of-an-article",
        edit(DUOGUAN, "projects: [dongjie-men]", "projects:\n  - xishan-lu\n  - dongjiemen"),
        zh="""\
content/news/duoguan.md:7:5: 错误 入围名单里没有编号为 “dongjiemen” 的项目。 [unknown-project]
  → 可能是 “dongjie-men”；编号要和 shortlist.yaml 里的 id 完全一致，新项目请先加进 shortlist.yaml。""",
    ),
    Case(
        "projects-without-an-edition",
        edit(DUOGUAN, "edition: linjiang/2024\n", ""),
        zh="""\
content/news/duoguan.md:4:1: 错误 写了相关项目 projects，却没有写是哪一届。 [projects-without-edition]
  → 加上一行 “edition: 赛事文件夹/届次文件夹”，例如 “edition: xianfeng/2024”。""",
    ),
    Case(
        "project-twice",
        edit(LIST_FILE, "id: gongan-ban", "id: shui-chuang"),
        edit(RESULTS_FILE, "[gongan-ban]", "[dongjie-men]"),
        zh="""\
content/contests/linjiang/2024/edition.yaml:8:23: 错误 “入围” 写的是 5 个，入围名单里却有 4 个。 [V12-stage-count]
  → 核对原文：数字写错就改 count，名单漏了就补 shortlist.yaml；名单本来就不全，在名单里写 “complete: false”。
  另见 content/contests/linjiang/2024/shortlist.yaml:4:3
content/contests/linjiang/2024/edition.yaml:11:38: 错误 类别 “民生类” 写的是 2 个，入围名单里却有 1 个。 [V12-category]
  → 核对原文后改正这里的 count，或者改正各项目的 category；名单本来就不全，在名单里写 “complete: false”。
  另见 content/contests/linjiang/2024/shortlist.yaml:4:3
content/contests/linjiang/2024/shortlist.yaml:11:10: 错误 入围名单里有两个项目的编号都是 “shui-chuang”。 [project-twice]
  → 给其中一个换一个编号；如果是同一个项目，删掉重复的一条。""",
    ),
    Case(
        "showcase-of-an-unknown-project",
        put(f"{EDITION_FOLDER}/projects/gongan-men.md", "---\nsummary: 夜里也开门。\n---\n\n## 简介\n\n开门。\n"),
        zh="""\
content/contests/linjiang/2024/projects/gongan-men.md:1:1: 错误 入围名单里没有编号为 “gongan-men” 的项目。 [unknown-project]
  → 可能是 “gongan-ban”；编号要和 shortlist.yaml 里的 id 完全一致，新项目请先加进 shortlist.yaml。""",
        en="""\
content/contests/linjiang/2024/projects/gongan-men.md:1:1: error: The shortlist has no project with the id “gongan-men”. [unknown-project]
  → You may mean “gongan-ban”. The id must be one of those in shortlist.yaml; a new project must be added there first.""",
    ),
    Case(
        "no-edition-file",
        put("content/contests/linjiang/2022/shortlist.yaml", "projects: [{id: a, unit: 东街, title: 甲}]\n"),
        zh="""\
content/contests/linjiang/2022/shortlist.yaml:1:1: 错误 “linjiang/2022” 这一届有其他文件，却没有 edition.yaml。 [no-edition]
  → 新建 content/contests/linjiang/2022/edition.yaml，至少写上 “year: 2024” 这样一行。""",
    ),
    Case(
        "no-contest-file",
        put("content/contests/xinbei/2024/edition.yaml", "year: 2024\n"),
        zh="""\
content/contests/xinbei/2024/edition.yaml:1:1: 错误 这项赛事缺少自己的说明文件。 [no-contest]
  → 新建 content/contests/xinbei/contest.yaml，至少写上 “name: …”（赛事名称）。""",
    ),
    Case(
        "series-number-twice",
        edit(KAISAI, DATE, f"{DATE}\nseries: {{name: lei-tai, number: 7}}"),
        edit(DUOGUAN, "projects: [dongjie-men]", "projects: [dongjie-men]\nseries: {name: lei-tai, number: 7}"),
        zh="""\
content/news/kaisai.md:4:33: 警告 系列 “lei-tai” 里有两篇都是第 7 期。 [series-twice]
  → 核对期号，把其中一篇的 number 改正。
  另见 content/news/duoguan.md:6:33""",
        warns=True,
    ),
    Case(
        "V20-caption-names-a-stranger",
        append(UNIT_LIST, "- {id: beimen, name: 北门街道}\n"),
        put("content/news/tu.png", png()),
        edit(
            DUOGUAN,
            "projects: [dongjie-men]",
            "projects: [dongjie-men]\ngallery:\n  - {photo: tu.png, caption: 北门街道}",
        ),
        zh="""\
content/news/duoguan.md:7:30: 警告 图片说明里的单位 “北门街道” 没有参加 “第三届“临江杯”大赛”。 [V20-stranger]
  → 核对是不是写错了单位或 edition；如果这个单位确实到场，在说明里多写几个字，例如 “北门街道代表观摩”。""",
        warns=True,
    ),
]

COUNTS = [
    Case(
        "V12-stage-and-list",
        edit(EDITION_FILE, "{name: 入围, count: 5}", "{name: 入围, count: 6}"),
        zh="""\
content/contests/linjiang/2024/edition.yaml:8:23: 错误 “入围” 写的是 6 个，入围名单里却有 5 个。 [V12-stage-count]
  → 核对原文：数字写错就改 count，名单漏了就补 shortlist.yaml；名单本来就不全，在名单里写 “complete: false”。
  另见 content/contests/linjiang/2024/shortlist.yaml:4:3""",
        en="""\
content/contests/linjiang/2024/edition.yaml:8:23: error: “入围” is said to have 6, but the shortlist has 5. [V12-stage-count]
  → Check the original and correct count or shortlist.yaml; if the list is not complete, write “complete: false” in it.
  see also content/contests/linjiang/2024/shortlist.yaml:4:3""",
    ),
    Case(
        "V12-entrants-and-list",
        edit(EDITION_FILE, "number: 3", "number: 3\nentrants: 4"),
        zh="""\
content/contests/linjiang/2024/edition.yaml:3:11: 错误 参赛数写的是 4，入围名单里却有 5 个。 [V12-entrants]
  → 核对原文后改正 entrants 或补全 shortlist.yaml；名单本来就不全，在名单里写 “complete: false”。
  另见 content/contests/linjiang/2024/shortlist.yaml:4:3""",
    ),
    Case(
        "V12-category-and-list",
        edit(EDITION_FILE, "name: 民生类, count: 2", "name: 民生类, count: 3"),
        zh="""\
content/contests/linjiang/2024/edition.yaml:11:38: 错误 类别 “民生类” 写的是 3 个，入围名单里却有 2 个。 [V12-category]
  → 核对原文后改正这里的 count，或者改正各项目的 category；名单本来就不全，在名单里写 “complete: false”。
  另见 content/contests/linjiang/2024/shortlist.yaml:4:3""",
    ),
    Case(
        "V12-group-and-list",
        edit(f"{GROUPED_FOLDER}/edition.yaml", "name: 街道组, entrants: 2", "name: 街道组, entrants: 3"),
        zh="""\
content/contests/linjiang/2023/edition.yaml:4:39: 错误 组别 “街道组” 写的是 3 个，入围名单里却有 2 个。 [V12-group]
  → 核对原文后改正这里的 entrants，或者改正各项目的 group；名单本来就不全，在名单里写 “complete: false”。""",
    ),
    Case(
        "V12-groups-and-total",
        edit(f"{GROUPED_FOLDER}/edition.yaml", "number: 2", "number: 2\nentrants: 4\nstages: [报名]"),
        zh="""\
content/contests/linjiang/2023/edition.yaml:3:11: 错误 参赛总数写的是 4，各组别相加却是 3。 [V12-group-total]
  → 核对原文，改正总数 entrants 或各组别的 entrants。""",
    ),
    Case(
        "V12-keywords",
        edit(REVIEW_PAGE, "keywords: 2", "keywords: 3"),
        zh="""\
content/reviews/2023.md:5:11: 错误 资料区写了 3 个关键词，正文里却有 2 个（每个 “## 标题” 算一个）。 [V12-keywords]
  → 核对正文：少写了就补上，多写了就删掉，或者改正 keywords 的数字。""",
        en="""\
content/reviews/2023.md:5:11: error: There are said to be 3 keywords, but the text has 2 (each “## heading” is one). [V12-keywords]
  → Check the text: add what is missing, delete what is too much, or correct the number in keywords.""",
    ),
    Case(
        "V12-quota",
        edit(EDITION_FILE, "name: 二等奖, quota: 2", "name: 二等奖, quota: 3"),
        zh="""\
content/contests/linjiang/2024/results.yaml:4:3: 错误 “二等奖” 应有 3 个，这里写了 2 个。 [V12-quota]
  → 核对获奖名单，或者改正 edition.yaml 里的 quota；名单还不全的，写 “complete: false”。""",
    ),
    Case(
        "V13-funnel-grows",
        edit(EDITION_FILE, "{name: 报名, count: 12}", "{name: 报名, count: 4}"),
        zh="""\
content/contests/linjiang/2024/edition.yaml:8:23: 错误 “入围” 有 5 个，反而比前面的 “报名”（4 个）多。 [V13-funnel-grows]
  → 核对这两个数字，并检查环节是否按先后顺序排列。
  另见 content/contests/linjiang/2024/edition.yaml:7:23""",
        en="""\
content/contests/linjiang/2024/edition.yaml:8:23: error: “入围” has 5, more than “报名” before it (4). [V13-funnel-grows]
  → Check both numbers, and whether the stages stand in the order they took place.
  see also content/contests/linjiang/2024/edition.yaml:7:23""",
    ),
    Case(
        "V14-weights",
        edit(EDITION_FILE, "name: 观众评分, weight: 40", "name: 观众评分, weight: 30.5"),
        zh="""\
content/contests/linjiang/2024/edition.yaml:17:5: 错误 各评分项的权重加起来是 90.5，不是 100。 [V14-weights]
  → 改正各项的 weight，使它们相加正好等于 100。""",
        en="""\
content/contests/linjiang/2024/edition.yaml:17:5: error: The weights of the score's components add up to 90.5, not 100. [V14-weights]
  → Correct each weight so that together they make exactly 100.""",
    ),
    Case(
        "unknown-stage",
        edit(LIST_FILE, "stage: 入围", "stage: 决赛"),
        zh="""\
content/contests/linjiang/2024/shortlist.yaml:1:8: 错误 这一届没有 “决赛” 这个环节。 [unknown-stage]
  → stage 要和 edition.yaml 里 stages 下的名称一致，可以写：报名、入围。""",
    ),
    Case(
        "unknown-component",
        edit(EDITION_FILE, "ties: [jury]", "ties: [jury, online]"),
        zh="""\
content/contests/linjiang/2024/edition.yaml:19:16: 错误 同分时的比较顺序里写了 “online”，但没有这个评分项。 [unknown-component]
  → ties 里写评分项的编号（id），可以写：jury、audience。""",
    ),
    Case(
        "unknown-rounding",
        edit(EDITION_FILE, "ties: [jury]", "ties: [jury]\n  rounding: 四舍五入"),
        zh="""\
content/contests/linjiang/2024/edition.yaml:20:13: 错误 “rounding” 不能写 “四舍五入”。 [not-one-of]
  → 可以写的有：half_up、half_even。""",
    ),
]

AWARDS = [
    Case(
        "V11-unknown-award",
        edit(RESULTS_FILE, "  最佳创意奖: [gongan-ban]", "  最佳创意奖: [gongan-ban]\n  三等奖: [shui-chuang]"),
        zh="""\
content/contests/linjiang/2024/results.yaml:8:3: 错误 “三等奖” 不是这一届设的奖项；如果它是组别或类别，下面还要分奖项写。 [V11-unknown-award]
  → 奖项名称要和 edition.yaml 里 awards 下的一致，可以写：二等奖。""",
        en="""\
content/contests/linjiang/2024/results.yaml:8:3: error: “三等奖” is no award of this edition; and if it is a group or category, awards must be listed under it. [V11-unknown-award]
  → Write the award's name as it is under awards in edition.yaml; it can be: 二等奖.""",
    ),
    Case(
        "V11-unknown-recipient",
        edit(RESULTS_FILE, "    - xishan-lu", "    - xishan-qiao"),
        edit(EDITION_FILE, "name: 二等奖, quota: 2", "name: 二等奖"),
        zh="""\
content/contests/linjiang/2024/results.yaml:5:7: 错误 “xishan-qiao” 不在这一届的入围名单里，也不是登记过的单位。 [V11-unknown-recipient]
  → 写入围项目的编号或单位名称，例如 “xishan-lu”；名单在 shortlist.yaml，单位在 units.yaml。""",
    ),
    Case(
        "recipient-twice",
        edit(RESULTS_FILE, "    - 税务局", "    - 西山镇"),
        zh="""\
content/contests/linjiang/2024/results.yaml:4:3: 错误 “xishan-lu” 在 “二等奖” 里写了两次。 [recipient-twice]
  → 删掉重复的一处；如果获奖的是同一单位的另一个项目，改写成那个项目的编号。""",
    ),
    Case(
        "recipient-with-several-projects",
        edit(LIST_FILE, "id: gongan-ban, unit: 公安局", "id: gongan-ban, unit: 税务局"),
        edit(EDITION_FILE, "name: 二等奖, quota: 2", "name: 二等奖"),
        zh="""\
content/contests/linjiang/2024/results.yaml:6:7: 错误 “税务局” 有好几个入围项目，不知道获奖的是哪一个。 [recipient-many]
  → 改写成获奖项目的编号，是其中之一：shui-chuang、gongan-ban。""",
    ),
    Case(
        "recipient-of-another-group",
        edit(f"{GROUPED_FOLDER}/results.yaml", "    金奖: [men]", "    金奖: {published: false}"),
        edit(f"{GROUPED_FOLDER}/results.yaml", "    金奖: [tian]", "    金奖: [men]"),
        zh="""\
content/contests/linjiang/2023/results.yaml:7:10: 错误 “men” 写在 “村组” 下面，但入围名单里它不属于这里。 [recipient-elsewhere]
  → 把它移到正确的组别或类别下面，或者改正 shortlist.yaml 里的 group、category。""",
    ),
    Case(
        "recipient-withdrawn",
        edit(LIST_FILE, "id: gongan-ban, unit: 公安局,", "id: gongan-ban, unit: 公安局, withdrawn: 材料不实,"),
        zh="""\
content/contests/linjiang/2024/results.yaml:7:11: 错误 “gongan-ban” 已经退出（shortlist.yaml 里写了 withdrawn），不能获奖。 [recipient-withdrawn]
  → 核对获奖名单；如果并没有退出，删掉 shortlist.yaml 里的 withdrawn。""",
    ),
    Case(
        "V15-no-recipients",
        edit(RESULTS_FILE, "  优秀奖: {published: false}", "  优秀奖: []"),
        zh="""\
content/contests/linjiang/2024/results.yaml:8:8: 错误 “优秀奖” 下面没有获奖者。 [V15-no-recipients]
  → 补上获奖者；还没有公布的，写 “published: false”。""",
        en="""\
content/contests/linjiang/2024/results.yaml:8:8: error: Nobody is listed under “优秀奖”. [V15-no-recipients]
  → Add the recipients; or write “published: false” if they are not public yet.""",
    ),
    Case(
        "V15-award-missing",
        edit(RESULTS_FILE, "  优秀奖: {published: false}\n", ""),
        zh="""\
content/contests/linjiang/2024/results.yaml:3:3: 警告 结果里没有写到 “优秀奖”。 [V15-award-missing]
  → 补上这个奖项和获奖者；还没有公布的，在奖项下写 “published: false”。""",
        warns=True,
    ),
    Case(
        "V15-award-missing-in-a-group",
        edit(f"{GROUPED_FOLDER}/results.yaml", "    银奖: {published: false}\n", ""),
        zh="""\
content/contests/linjiang/2023/results.yaml:7:5: 警告 “村组” 里没有写到 “银奖”。 [V15-award-missing-in]
  → 在 “村组” 下面补上这个奖项和获奖者；还没有公布的，在奖项下写 “published: false”。""",
        warns=True,
    ),
    Case(
        "V16-two-ladder-awards",
        edit(RESULTS_FILE, "    - 税务局", "    - dongjie-men"),
        zh="""\
content/contests/linjiang/2024/results.yaml:4:3: 错误 “dongjie-men” 既得了 “一等奖” 又得了 “二等奖”，而同一等级序列的奖只能得一个。 [V16-two-ladder-awards]
  → 核对原文，删掉其中一个；如果其中一个是单项奖，在 edition.yaml 里给它写上 “special: true”。
  另见 content/contests/linjiang/2024/results.yaml:3:3""",
        en="""\
content/contests/linjiang/2024/results.yaml:4:3: error: “dongjie-men” got both “一等奖” and “二等奖”, but only one of the ranked awards is possible. [V16-two-ladder-awards]
  → Check the original and delete one; if one is a special award, write “special: true” for it in edition.yaml.
  see also content/contests/linjiang/2024/results.yaml:3:3""",
    ),
    Case(
        "V16-two-ladder-awards-by-two-names",
        edit(RESULTS_FILE, "    - 税务局", "    - 东街"),
        zh="""\
content/contests/linjiang/2024/results.yaml:4:3: 错误 “dongjie-men” 既得了 “一等奖” 又得了 “二等奖”，而同一等级序列的奖只能得一个。 [V16-two-ladder-awards]
  → 核对原文，删掉其中一个；如果其中一个是单项奖，在 edition.yaml 里给它写上 “special: true”。
  另见 content/contests/linjiang/2024/results.yaml:3:3""",
    ),
    Case(
        "V17-groups-and-medals",
        edit(
            f"{GROUPED_FOLDER}/results.yaml",
            "    金奖: [men]\n    银奖: [qiao]",
            "    金奖: [men, qiao]\n    银奖: {published: false}",
        ),
        zh="""\
content/contests/linjiang/2023/results.yaml:4:5: 错误 “街道组” 的 “金奖” 应有 1 个，这里写了 2 个。 [V17-group-medals]
  → 核对获奖名单，或者改正 edition.yaml 里的 quota；名单还不全的，写 “complete: false”。""",
    ),
    Case(
        "V26-no-recipients-at-all",
        put(f"{GROUPED_FOLDER}/results.yaml", "published: 2023-07-01\n"),
        zh="""\
content/contests/linjiang/2023/results.yaml:1:1: 警告 结果里没有写到 “金奖”。 [V15-award-missing]
  → 补上这个奖项和获奖者；还没有公布的，在奖项下写 “published: false”。
content/contests/linjiang/2023/results.yaml:1:1: 警告 结果里没有写到 “银奖”。 [V15-award-missing]
  → 补上这个奖项和获奖者；还没有公布的，在奖项下写 “published: false”。
content/contests/linjiang/2023/results.yaml:1:1: 警告 结果文件里没有任何获奖者。 [V26-no-recipients]
  → 在 recipients 下面写出各奖项和获奖者；还没有结果的，先把这个文件删掉。""",
        warns=True,
    ),
    Case(
        "results-of-a-wrong-shape",
        put(f"{GROUPED_FOLDER}/results.yaml", "published: 2023-07-01\nrecipients: [men, tian]\n"),
        zh="""\
content/contests/linjiang/2023/results.yaml:2:13: 错误 “recipients” 应该是若干行 “名称: 值”，这里却是一个列表。 [wrong-type]
  → 照同类文件的写法改一改；单独的文字直接写在冒号后面，列表每项一行、以 “- ” 开头。""",
    ),
]

SECTIONS = [
    Case(
        "V18-section-missing",
        edit(LU, "## 简介\n\n路断在村口八年。\n\n", ""),
        zh="""\
content/contests/linjiang/2024/projects/xishan-lu/index.md:1:1: 错误 缺少章节 “简介”。 [V18-no-section]
  → 在正文里加上一行 “## 简介”，下面写内容。""",
        en="""\
content/contests/linjiang/2024/projects/xishan-lu/index.md:1:1: error: The section “简介” is missing. [V18-no-section]
  → Add a line “## 简介” with text below it.""",
    ),
    Case(
        "V18-section-with-a-near-name",
        edit(LU, "## 主要做法", "## 主要作法"),
        zh="""\
content/contests/linjiang/2024/projects/xishan-lu/index.md:11:4: 错误 缺少章节 “主要做法”，但有一个相近的 “主要作法”。 [V18-section-near]
  → 把这个标题改成 “## 主要做法”；或者在 edition.yaml 的 sections 里，把 “主要作法” 加进它的 aliases。""",
    ),
    Case(
        "V18-section-empty",
        edit(LU, "### 一家一家谈\n\n十一户都签了字。\n", ""),
        zh="""\
content/contests/linjiang/2024/projects/xishan-lu/index.md:11:4: 错误 章节 “主要做法” 下面没有写具体做法。 [V18-empty-section]
  → 在标题下面写出做法：每条做法用一个 “### 小标题” 开头，或者各写一段。""",
    ),
    Case(
        "V18-section-too-long",
        edit(EDITION_FILE, "  - 简介\n", "  - {name: 简介, max: 5}\n"),
        zh="""\
content/contests/linjiang/2024/projects/dongjie-men.md:8:4: 警告 章节 “简介” 有 14 个字，超过了规定的 5 个。 [V18-section-long]
  → 删减到 5 个字以内。
content/contests/linjiang/2024/projects/xishan-lu/index.md:7:4: 警告 章节 “简介” 有 8 个字，超过了规定的 5 个。 [V18-section-long]
  → 删减到 5 个字以内。""",
        warns=True,
    ),
    Case(
        "V18-showcase-missing",
        edit(LIST_FILE, "category: fazhan, pending: true", "category: fazhan"),
        zh="""\
content/contests/linjiang/2024/shortlist.yaml:9:10: 警告 入围项目 “cun-deng” 还没有展示页。 [V18-no-showcase]
  → 新建 content/contests/linjiang/2024/projects/cun-deng/index.md；材料还没到的，在 shortlist.yaml 里给它写上 “pending: true”。""",
        warns=True,
    ),
    Case(
        "section-twice",
        append(LU, "\n## 简介\n\n又来一遍。\n"),
        zh="""\
content/contests/linjiang/2024/projects/xishan-lu/index.md:17:4: 错误 章节 “简介” 写了两次。 [section-twice]
  → 把两处合并成一个章节，或者把其中一个标题改掉。
  另见 content/contests/linjiang/2024/projects/xishan-lu/index.md:7:4""",
    ),
    Case(
        "keyword-twice-after-a-text-that-has-the-word",
        edit(REVIEW_PAGE, "去年做成了两件事。", "去年做成了两件事，通路是第一件。"),
        edit(REVIEW_PAGE, "## 开门", "## 通路"),
        zh="""\
content/reviews/2023.md:24:4: 错误 关键词 “通路” 写了两次。 [keyword-twice]
  → 合并两处，或者把其中一个标题改掉。
  另见 content/reviews/2023.md:10:4""",
    ),
    Case(
        "keyword-twice",
        edit(REVIEW_PAGE, "## 开门", "## 通路"),
        zh="""\
content/reviews/2023.md:24:4: 错误 关键词 “通路” 写了两次。 [keyword-twice]
  → 合并两处，或者把其中一个标题改掉。
  另见 content/reviews/2023.md:10:4""",
    ),
    Case(
        "V21-title-differs",
        edit(MEN, "summary: 干部上门", "title: 敲窗问需\nsummary: 干部上门"),
        zh="""\
content/contests/linjiang/2024/projects/dongjie-men.md:2:8: 错误 标题和入围名单不一致：这里是 “敲窗问需”，名单里是 “敲门问需”。 [V21-title-differs]
  → 核对原文后改成一致；也可以删掉这里的 title，网站会用名单里的标题。
  另见 content/contests/linjiang/2024/shortlist.yaml:6:12""",
        en="""\
content/contests/linjiang/2024/projects/dongjie-men.md:2:8: error: The title differs from the shortlist: “敲窗问需” here, “敲门问需” there. [V21-title-differs]
  → Check the original and make them agree; or delete title here, and the one from the shortlist is used.
  see also content/contests/linjiang/2024/shortlist.yaml:6:12""",
    ),
    Case(
        "V21-title-spelled-in-two-ways",
        edit(MEN, "summary: 干部上门", "title: 敲门 “问需”\nsummary: 干部上门"),
        zh="""\
content/contests/linjiang/2024/projects/dongjie-men.md:2:8: 警告 标题的空格或标点和入围名单不一样：这里是 “敲门 “问需””，名单里是 “敲门问需”。 [V21-title-spelled]
  → 改成一致；也可以删掉这里的 title，网站会用名单里的标题。
  另见 content/contests/linjiang/2024/shortlist.yaml:6:12""",
        warns=True,
    ),
    Case(
        "V21-unit-differs",
        edit(MEN, "summary: 干部上门", "unit: 西山镇\nsummary: 干部上门"),
        zh="""\
content/contests/linjiang/2024/projects/dongjie-men.md:2:7: 错误 单位和入围名单不一致：这里是 “西山镇”，名单里是 “东街街道”。 [V21-unit-differs]
  → 核对原文后改成一致；也可以删掉这里的 unit，网站会用名单里的单位。
  另见 content/contests/linjiang/2024/shortlist.yaml:5:11""",
    ),
    Case(
        "V21-title-twice",
        edit(LIST_FILE, "title: 一窗办税", "title: 敲门，问需"),
        zh="""\
content/contests/linjiang/2024/shortlist.yaml:10:41: 警告 入围名单里有两个项目的标题一样：“敲门，问需”。 [V21-title-twice]
  → 核对是不是同一个项目写了两次；如果是，删掉一条。
  另见 content/contests/linjiang/2024/shortlist.yaml:6:12""",
        warns=True,
    ),
    Case(
        "V26-list-empty",
        put("content/contests/linjiang/2022/edition.yaml", "year: 2022\n"),
        put("content/contests/linjiang/2022/shortlist.yaml", "projects: []\n"),
        zh="""\
content/contests/linjiang/2022/shortlist.yaml:1:1: 警告 入围名单里一个项目也没有。 [V26-empty-list]
  → 补上项目；还没有名单的，先把这个文件删掉。""",
        warns=True,
    ),
    Case(
        "V26-category-empty",
        edit(EDITION_FILE, "  - {id: minsheng,", "  - {id: wenhua, name: 文化类}\n  - {id: minsheng,"),
        zh="""\
content/contests/linjiang/2024/edition.yaml:11:5: 警告 类别 “文化类” 里一个项目也没有。 [V26-empty-category]
  → 核对各项目的 category；确实没有的，可以不管或删掉这个类别。""",
        warns=True,
    ),
    Case(
        "V26-review-without-keywords",
        put(REVIEW_PAGE, "---\ntitle: 二〇二三\nyear: 2023\ndate: 2024-01-10\n---\n\n没有关键词。\n"),
        zh="""\
content/reviews/2023.md:1:1: 错误 这篇年度回顾里没有关键词。 [V26-no-keywords]
  → 每个关键词写成一个 “## 标题” 开头的章节。""",
    ),
    Case(
        "V28-brackets-round-a-title",
        edit(LIST_FILE, "title: 一窗办税", "title: 《一窗办税》"),
        zh="""\
content/contests/linjiang/2024/shortlist.yaml:10:41: 警告 标题 “《一窗办税》” 两边写了书名号。 [V28-brackets]
  → 去掉最外面的《》，网站会自动加上。""",
        en="""\
content/contests/linjiang/2024/shortlist.yaml:10:41: warning: The title “《一窗办税》” stands in book-title marks. [V28-brackets]
  → Take the outer marks away; the site adds them itself.""",
        warns=True,
    ),
    Case(
        "V28-number-before-a-title",
        edit(LIST_FILE, "title: 一窗办税", "title: 四、一窗办税"),
        zh="""\
content/contests/linjiang/2024/shortlist.yaml:10:41: 警告 “四、” 是手写的序号。 [V28-numbering]
  → 去掉它，网站会自动编号，增删以后也不会乱。""",
        warns=True,
    ),
    Case(
        "V28-number-before-a-practice",
        edit(MEN, "### 办完再敲", "### （二）办完再敲"),
        zh="""\
content/contests/linjiang/2024/projects/dongjie-men.md:18:5: 警告 “（二）” 是手写的序号。 [V28-numbering]
  → 去掉它，网站会自动编号，增删以后也不会乱。""",
        warns=True,
    ),
    Case(
        "V28-number-before-a-keyword",
        edit(REVIEW_PAGE, "## 开门", "## 关键词2：开门"),
        zh="""\
content/reviews/2023.md:24:4: 警告 “关键词2：” 是手写的序号。 [V28-numbering]
  → 去掉它，网站会自动编号，增删以后也不会乱。""",
        warns=True,
    ),
    Case(
        "V28-kicker-in-a-title",
        edit(KAISAI, TITLE, "title: 【快讯】临江杯报名开始"),
        zh="""\
content/news/kaisai.md:2:8: 警告 标题 “【快讯】临江杯报名开始” 以【】开头。 [V28-kicker]
  → 把【】里的话移到 “kicker: …”（眉题）一行，标题里不再写。""",
        warns=True,
    ),
]

NUMBERS = [
    Case(
        "count-syntax",
        append(KAISAI, "\n共 {{ count }} 个。\n"),
        zh="""\
content/news/kaisai.md:12:6: 错误 看不懂自动计数 “count”。 [count-syntax]
  → 写成 “{{ count projects }}” 这样；要指明哪一届，写成 “{{ count projects in xianfeng/2024 }}”。""",
    ),
    Case(
        "count-of-something-else",
        append(KAISAI, "\n现在是 {{ now() }}。\n"),
        zh="""\
content/news/kaisai.md:12:8: 错误 看不懂自动计数 “now()”。 [count-syntax]
  → 写成 “{{ count projects }}” 这样；要指明哪一届，写成 “{{ count projects in xianfeng/2024 }}”。""",
    ),
    Case(
        "count-what",
        append(KAISAI, "\n一行。\n第二行共 {{ count progects }} 个。\n"),
        zh="""\
content/news/kaisai.md:13:9: 错误 自动计数不认识 “progects”。 [count-what]
  → 可以写：projects。""",
        en="""\
content/news/kaisai.md:13:9: error: “progects” is nothing that can be counted. [count-what]
  → It can be: projects.""",
    ),
    Case(
        "count-where",
        append(ABOUT_PAGE, "\n共 {{ count projects in linjiang/2022 }} 个。\n"),
        zh="""\
content/pages/about.md:7:6: 错误 自动计数 “count projects in linjiang/2022” 不知道该数哪里：没有找到 “linjiang/2022”。 [count-where]
  → 在后面写明是哪一届，例如 “{{ count projects in xianfeng/2024 }}”。""",
    ),
    Case(
        "count-nowhere",
        append(ABOUT_PAGE, "\n共 {{ count projects }} 个。\n"),
        zh="""\
content/pages/about.md:7:6: 错误 自动计数 “count projects” 不知道该数哪里。 [count-where]
  → 在后面写明是哪一届，例如 “{{ count projects in xianfeng/2024 }}”。""",
    ),
    Case(
        "count-stage",
        append(KAISAI, "\n共 {{ count stage 复赛 }} 个。\n"),
        zh="""\
content/news/kaisai.md:12:6: 错误 没有 “复赛” 这个环节，或者它没有写数量。 [count-stage]
  → 可以写的环节：报名、入围。请核对 edition.yaml 里 stages 的名称，并给它写上 count。""",
    ),
    Case(
        "count-key",
        append(KAISAI, "\n共 {{ count projects where unit=东街 }} 个。\n"),
        zh="""\
content/news/kaisai.md:12:6: 错误 自动计数不能按 “unit” 筛选。 [count-key]
  → where 后面可以写 category、group 或 award，例如 “where group=机关组”；有些数目不能筛选，请去掉 where。""",
    ),
    Case(
        "count-value",
        append(KAISAI, "\n共 {{ count projects where category=文化类 }} 个。\n"),
        zh="""\
content/news/kaisai.md:12:6: 错误 自动计数里的 “文化类” 找不到。 [count-value]
  → 名称要和 edition.yaml 里的一致，可以写：发展类、民生类。""",
    ),
    Case(
        "count-form",
        append(KAISAI, "\n共 {{ count projects as 大写 }} 个。\n"),
        zh="""\
content/news/kaisai.md:12:6: 错误 自动计数不能写成 “as 大写”。 [count-form]
  → 去掉这一部分显示阿拉伯数字，或者写 “as han” 显示汉字数字。""",
    ),
    Case(
        "count-in-a-title",
        edit(KAISAI, TITLE, "title: 临江杯 {{ count proyects }} 个项目报名"),
        zh="""\
content/news/kaisai.md:2:8: 错误 自动计数不认识 “proyects”。 [count-what]
  → 可以写：projects。""",
    ),
    Case(
        "count-in-a-title-of-the-shortlist",
        edit(LIST_FILE, "title: 一窗办税", 'title: "{{ count votes }}窗办税"'),
        zh="""\
content/contests/linjiang/2024/shortlist.yaml:10:41: 错误 自动计数不认识 “votes”。 [count-what]
  → 可以写：projects、units、categories、groups、entrants、showcases、recipients、awards、keywords、practices、news、editions。""",
    ),
    Case(
        "count-where-in-a-heading",
        append(KAISAI, "\n## 第 {{ count editionz }} 届\n\n正文。\n"),
        zh="""\
content/news/kaisai.md:12:9: 错误 自动计数不认识 “editionz”。 [count-what]
  → 可以写：editions。""",
    ),
]

KNOCK_ON = [
    Case(
        "broken-edition-alone",
        edit(EDITION_FILE, "name: 观众评分, weight: 40", "name: 观众评分, weight: 四成"),
        zh="""\
content/contests/linjiang/2024/edition.yaml:18:42: 错误 “weight” 应该是数字，这里写的是 “四成”。 [not-a-number]
  → 只写阿拉伯数字，例如 12；单位和其他文字请去掉。""",
    ),
    Case(
        "broken-shortlist-alone",
        edit(LIST_FILE, "    title: 敲门问需\n", "    title: 敲门问需\n    title: 敲门\n"),
        zh="""\
content/contests/linjiang/2024/shortlist.yaml:7:5: 错误 “title” 在同一处写了两次，不知道以哪一个为准。 [yaml-duplicate-key]
  → 留下正确的一行，删掉另一行。""",
    ),
    Case(
        "broken-units-alone",
        edit(UNIT_LIST, "- {id: xishan, name: 西山镇, kind: 镇}", "- {id: xishan, name: 西山镇, knid: 镇}"),
        zh="""\
content/units.yaml:2:27: 错误 没有 “knid” 这一项。 [unknown-key-near]
  → 您要写的可能是 “kind”，请把 “knid” 改成 “kind”。""",
    ),
    Case(
        "broken-contest-alone",
        put(CONTEST_FILE, "short: 临江杯\n"),
        zh="""\
content/contests/linjiang/contest.yaml:1:1: 错误 缺少必须填写的 “name”。 [missing-key]
  → 加上一行 “name: …”。""",
    ),
    Case(
        "broken-article-alone",
        edit(DUOGUAN, "date: 2024-06-21 09:30", "date: 2024-06-31"),
        append(KAISAI, "\n后来[东街夺冠](duoguan.md)。\n"),
        zh="""\
content/news/duoguan.md:3:7: 错误 “2024-06-31” 不是有效的日期。 [bad-date]
  → 写成 2024-07-26；要写钟点就写成 2024-07-26 21:30。也请核对这个月有没有这一天。""",
    ),
    Case(
        "broken-showcase-alone",
        edit(LU, "summary: 一条断头路修通了。", "sumary: 一条断头路修通了。"),
        append(KAISAI, "\n见[路](../contests/linjiang/2024/projects/xishan-lu/index.md)。\n"),
        zh="""\
content/contests/linjiang/2024/projects/xishan-lu/index.md:2:1: 错误 没有 “sumary” 这一项。 [unknown-key-near]
  → 您要写的可能是 “summary”，请把 “sumary” 改成 “summary”。""",
    ),
]

CASES = [*KNOCK_ON, *DATES, *NAMES, *COUNTS, *AWARDS, *SECTIONS, *NUMBERS]


@pytest.mark.parametrize("case", params(CASES))
def test_in_chinese(case: Case, built: Site) -> None:
    expect(built, case)


@pytest.mark.parametrize("case", params(case for case in CASES if case.en))
def test_in_english(case: Case, built_en: Site) -> None:
    expect(built_en, case, "en")
