"""A small rich site, and every way it can be changed: what editors, designers, disks and clocks do to it.

An edit is a function of a `World` and two numbers that pick the target and the value. It may do nothing where it finds
no target, and may break the content: then the build has to refuse, and output/ has to stay.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

from sites import CONFIG, EDITION_FOLDER, FILES, GROUPED_FOLDER, NOW, everything_under, png, tree

from leitai import folder, sources, write
from leitai.build import Options, Report, build
from leitai.cache import compiled_folder
from leitai.errors import Problem, Severity
from leitai.sources import digest_of

BASE = Path(__file__).resolve().parent.parent / "themes" / "base"

ONE = """\
---
title: 一线手记之一
date: 2024-08-01
series: {name: 一线手记, number: 1}
tags: [基层, 夜校]
cover: {photo: a.png, alt: 夜校}
gallery:
  - {photo: b.png, alt: 教室, caption: 税务局}
aliases: [/old/one/]
units: [东街街道]
---

夜校开课了，名单见[表](table.csv)。

![一间教室](a.png "东街街道")

## 第一课

来了 {{ count projects in linjiang/2024 }} 个项目的人，内联 ![小图](b.png) 也在。
"""

TWO = """\
---
title: 一线手记之二
date: 2024-08-08
series: {name: 一线手记, number: 2}
tags: [基层]
projects: [xishan-lu]
edition: linjiang/2024
---

接着上一篇，[之一](one/index.md)在这里，照片见[展示页](../contests/linjiang/2024/projects/xishan-lu/index.md)。
"""

LATER = """\
---
title: 预告
date: 2025-03-05
publish: 2025-03-05 08:00
expire: 2025-04-01
tags: [预告, 基层]
---

到时候再说。
"""

PINYIN = """\
---
title: 开门纳谏
date: 2024-09-01
tags: [夜校]
---

名字是汉字。
"""

HELP = """\
---
title: 帮助
aliases: [/bangzhu/]
---

见[关于](about.md)和[首页](/)。
"""

LAMP = """\
---
summary: 村口的灯亮了。
gallery: {folder: photos}
---

## 简介

灯亮到天明。

## 主要做法

### 先修后管

修好了有人管。
"""

CHILD = """\
name: child
title: {zh-CN: 孩子, en: Child}
extends: base

images:
  card:
    widths: [360, 720]
    ratio: "3:2"
    formats: [webp, jpeg]
    quality: {webp: 70, jpeg: 80}
    sizes: "50vw"
"""

CARD = """\
{% from "components/stamp.html" import stamp %}
{% from "parent:components/card.html" import card as plain %}
{% macro card(item, level=3, pictures=true) %}{{ stamp(item.kind) }}{{ plain(item, level, pictures) }}{% endmacro %}
"""

STAMP = """\
{% macro stamp(kind) %}<i class="stamp">{{ kind }} 0</i>{% endmacro %}
"""

SITE: dict[str, str | bytes] = {
    **FILES,
    "config.yaml": CONFIG.replace("theme: base", "theme: child\npage_size: 3\nfeed_items: 4"),
    "content/news/one/index.md": ONE,
    "content/news/one/a.png": png(60, 40, 90),
    "content/news/one/b.png": png(50, 50, 91),
    "content/news/one/table.csv": "甲,乙\n1,2\n",
    "content/news/two.md": TWO,
    "content/news/later.md": LATER,
    "content/news/开门纳谏.md": PINYIN,
    "content/pages/help.md": HELP,
    f"{EDITION_FOLDER}/projects/cun-deng/index.md": LAMP,
    f"{EDITION_FOLDER}/projects/cun-deng/photos/1.png": png(44, 33, 120),
    f"{EDITION_FOLDER}/projects/cun-deng/photos/2.png": png(45, 33, 121),
    "themes/child/theme.yaml": CHILD,
    "themes/child/components/card.html": CARD,
    "themes/child/components/stamp.html": STAMP,
    "themes/child/i18n/zh-CN.yaml": "nav.home: 首页\n",
    "themes/child/static/css/site.css": ":root { --mine: 1px; }\n",
    "themes/overrides/partials/footer_extra.html": "<p>脚 0</p>\n",
}

OVERRIDABLE = tuple(
    name
    for name in (
        "layouts/article.html",
        "layouts/base.html",
        "layouts/list.html",
        "components/photo.html",
        "components/picture.html",
        "components/title.html",
        "components/card.html",
        "partials/footer.html",
        "layouts/sitemap.xml",
    )
    if (BASE / name).exists()
)

NOTES_OF_THE_MOMENT = frozenset(("cache-damaged", "cache-outdated", "moved-aside", "strangers"))
"""What is told of this cache and this output folder, and not of the sources."""


REMEMBERED = 3


class World:
    """One site on disk that is edited and built, and the moment it lives in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "site"
        self.output = self.root / "output"
        self.cache = self.root / ".leitai"
        self.pristine = folder / "pristine"
        self.made: dict[str, tuple[Report, dict[str, bytes]]] = {}
        for path, content in SITE.items():
            self.write(path, content)
        self.begin()
        assert self.build().ok
        shutil.copytree(self.root, self.pristine)

    def begin(self) -> None:
        """The time and state of a new sequence."""
        self.now = NOW
        self.preview = False
        self.jobs = 1
        self.strange: set[str] = set()
        self.kept: dict[str, bytes] = {}
        self.done: list[str] = []

    def restore(self) -> None:
        """As it was after the first build."""
        shutil.rmtree(self.cache, ignore_errors=True)
        wanted = dict(everything_under(self.pristine))
        for path, entry in reversed(list(everything_under(self.root))):
            kept = path in wanted and not entry.is_symlink() and wanted[path].is_dir() == entry.is_dir()
            if not kept:
                os.rmdir(entry.path) if entry.is_dir(follow_symlinks=False) else os.unlink(entry.path)
        for path, entry in wanted.items():
            place = self.root / path
            if entry.is_dir():
                place.mkdir(exist_ok=True)
            elif not _alike(place, Path(entry.path)):
                place.unlink(missing_ok=True)
                shutil.copy2(entry.path, place)
        self.begin()

    # ── Sources ────────────────────────────────────────────────────────────────────────────────────────────────

    def write(self, path: str, content: str | bytes) -> None:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8", errors="replace")

    def there(self, path: str) -> bool:
        return (self.root / path).is_file()

    def change(self, path: str, pattern: str, new: str) -> bool:
        """Put ``new`` where the pattern matches first."""
        if not self.there(path):
            return False
        text = self.read(path)
        changed = re.sub(pattern, lambda match: new, text, count=1, flags=re.MULTILINE)
        if changed != text:
            self.write(path, changed)
        return changed != text

    def sources(self, *endings: str, under: str = "content") -> list[str]:
        """The source files with one of the endings, sorted."""
        found = (str(path.relative_to(self.root)) for path in (self.root / under).rglob("*") if path.is_file())
        return sorted(path for path in found if path.endswith(endings or ("",)))

    def all_sources(self) -> dict[str, bytes]:
        """Every source file."""
        paths = [*self.sources(), *self.sources(under="themes"), "config.yaml", "addresses.yaml"]
        return {path: (self.root / path).read_bytes() for path in paths if self.there(path)}

    def mend(self, good: dict[str, bytes]) -> None:
        """Bring the sources back to what they were; files that are as they were are not touched."""
        now = self.all_sources()
        for path in now.keys() - good.keys():
            (self.root / path).unlink()
        for path, content in good.items():
            if now.get(path) != content:
                self.write(path, content)

    # ── Building ───────────────────────────────────────────────────────────────────────────────────────────────

    def build(self) -> Report:
        return build(Options(root=self.root, output=self.output, now=self.now, preview=self.preview, jobs=self.jobs))

    def clean(self) -> tuple[Report, dict[str, bytes]]:
        """A build of the same sources at the same moment, made from nothing with a fresh cache: report and files.

        Only compiled templates are shared: they depend on nothing but the text and the code that their seals name. The
        last few are remembered, for a sequence of edits often comes back to where it was.
        """
        state = digest_of(repr((sorted(self.all_sources().items()), self.now, self.preview)).encode())
        if state not in self.made:
            # Making and removing folders is most of the work, so they stay; their files go.
            output = self.folder / "clean"
            for _, entry in everything_under(output):
                if not entry.is_dir(follow_symlinks=False):
                    os.unlink(entry.path)
            with tempfile.TemporaryDirectory(dir=self.folder) as cache:
                made = Options(
                    root=self.root, output=output, now=self.now, preview=self.preview, jobs=1, cache=Path(cache)
                )
                self.made[state] = build(made), tree(output)
            while len(self.made) > REMEMBERED:
                self.made.pop(next(iter(self.made)))
        return self.made[state]


def _alike(one: Path, other: Path) -> bool:
    """Whether both are there, with the same bytes and time of change."""
    try:
        stamps = one.stat().st_mtime_ns, other.stat().st_mtime_ns
    except FileNotFoundError:
        return False
    return stamps[0] == stamps[1] and one.read_bytes() == other.read_bytes()


def told(problems: tuple[Problem, ...]) -> set[Problem]:
    """The problems that have to be the same, whatever was built before."""
    return {problem for problem in problems if problem.code not in NOTES_OF_THE_MOMENT}


def pick(items: list[str] | tuple[str, ...], number: int) -> str | None:
    return items[number % len(items)] if items else None


Edit = Callable[[World, int, int], None]
EDITS: dict[str, Edit] = {}


def edit(function: Edit) -> Edit:
    EDITS[function.__name__] = function
    return function


# ── What editors do ────────────────────────────────────────────────────────────────────────────────────────────


@edit
def body(world: World, a: int, b: int) -> None:
    if path := pick(world.sources(".md"), a):
        lines = ("一句", "> 引文", "- 一条", "**粗** 和 `码`", "{{ count units in linjiang/2024 }} 个单位", "### 小节")
        world.write(path, f"{world.read(path)}\n{lines[b % len(lines)]} {b}\n")


@edit
def take_back(world: World, a: int, b: int) -> None:
    """A file as it was at the beginning."""
    if path := pick(sorted(SITE), a):
        world.write(path, SITE[path])


@edit
def title(world: World, a: int, b: int) -> None:
    if path := pick(world.sources(".md"), a):
        world.change(path, r"^title: .*$", f"title: 标题第{b}号")


@edit
def summary(world: World, a: int, b: int) -> None:
    if path := pick(world.sources(".md"), a):
        world.change(path, r"\A---\n(summary: .*\n)?", f"---\nsummary: 摘要 {b}\n")


@edit
def date(world: World, a: int, b: int) -> None:
    if path := pick(world.sources(".md", under="content/news"), a):
        world.change(path, r"^date: .*$", f"date: 202{2 + b % 3}-0{1 + b % 9}-1{b % 10}")


@edit
def tags(world: World, a: int, b: int) -> None:
    if path := pick(world.sources(".md", under="content/news"), a):
        lists = ("[基层]", "[夜校, 新标签]", "[]", f"[标签{b}]")
        if not world.change(path, r"^tags: .*$", f"tags: {lists[b % 4]}"):
            world.change(path, r"\A---\n", f"---\ntags: {lists[b % 4]}\n")


@edit
def series(world: World, a: int, b: int) -> None:
    if path := pick(world.sources(".md", under="content/news"), a):
        line = f"series: {{name: {('一线手记', '新专栏')[b % 2]}, number: {b % 5}}}"
        if not world.change(path, r"^series: .*$", line):
            world.change(path, r"\A---\n", f"---\n{line}\n")


VALUES = (
    (f"{EDITION_FOLDER}/edition.yaml", r"name: 发展类", "name: 高质量发展类"),
    (f"{EDITION_FOLDER}/edition.yaml", r"^dates: .*$", "dates: {{start: 2024-06-{0}, end: 2024-06-29}}"),
    (f"{EDITION_FOLDER}/edition.yaml", r"^number: .*$", "number: {1}"),
    (f"{EDITION_FOLDER}/edition.yaml", r"name: 一等奖", "name: 特等奖"),
    (f"{EDITION_FOLDER}/edition.yaml", r"^year: .*$", "year: 20{0}"),
    (f"{EDITION_FOLDER}/shortlist.yaml", r"title: 敲门问需", "title: 敲门问需{1}"),
    (f"{EDITION_FOLDER}/shortlist.yaml", r"unit: 东街街道", "unit: 西山村"),
    (f"{EDITION_FOLDER}/shortlist.yaml", r"category: 民生类", "category: 发展类"),
    (f"{EDITION_FOLDER}/shortlist.yaml", r", pending: true", ""),
    ("content/contests/linjiang/contest.yaml", r"^short: .*$", "short: 杯{1}"),
    ("content/contests/linjiang/contest.yaml", r"^level: .*$", "level: 市级{1}"),
    ("content/contests/linjiang/2023/edition.yaml", r"name: 街道组", "name: 街道组{1}"),
    ("content/contests/linjiang/2023/shortlist.yaml", r"title: 门口议事", "title: 门口议事{1}"),
)


@edit
def value(world: World, a: int, b: int) -> None:
    path, pattern, new = VALUES[a % len(VALUES)]
    world.change(path, pattern, new.format(10 + b % 15, b % 7))


@edit
def add_article(world: World, a: int, b: int) -> None:
    world.write(f"content/news/new-{a % 5}.md", f"---\ntitle: 新稿{b}\ndate: 2024-1{b % 3}-01\n---\n\n新稿{b}。\n")


@edit
def add_project(world: World, a: int, b: int) -> None:
    name = ("shui-chuang", "gongan-ban", "cun-deng")[a % 3]
    world.write(f"{EDITION_FOLDER}/projects/{name}.md", LAMP.replace("gallery: {folder: photos}\n", f"tags: [{b}]\n"))


@edit
def rename(world: World, a: int, b: int) -> None:
    if (path := pick(world.sources(".md", under="content/news"), a)) and not path.endswith("index.md"):
        new = f"content/news/{('moved', '改名', 'Two', '2024/two', 'two')[b % 5]}.md"
        if not world.there(new):
            (world.root / new).parent.mkdir(exist_ok=True)
            (world.root / path).rename(world.root / new)


@edit
def swap(world: World, a: int, b: int) -> None:
    """Two files change places, with their stamps."""
    paths = world.sources(".md", under="content/news")
    one, two = pick(paths, a), pick(paths, b)
    if one and two and one != two:
        spare = world.root / "content" / ".spare"
        (world.root / one).rename(spare)
        (world.root / two).rename(world.root / one)
        spare.rename(world.root / two)


@edit
def delete(world: World, a: int, b: int) -> None:
    if path := pick(world.sources(), a):
        (world.root / path).unlink()


@edit
def delete_news(world: World, a: int, b: int) -> None:
    paths = [path for path in world.sources(".md", under="content/news") if "/one/" not in path]
    if path := pick(paths, a):
        (world.root / path).unlink()


@edit
def draft(world: World, a: int, b: int) -> None:
    if (path := pick(world.sources(".md"), a)) and not world.change(path, r"^draft: .*\n", ""):
        world.change(path, r"\A---\n", "---\ndraft: true\n")


@edit
def publish(world: World, a: int, b: int) -> None:
    if path := pick(world.sources(".md", under="content/news"), a):
        world.change(path, r"^publish: .*\n", "")
        world.change(path, r"\A---\n", f"---\npublish: 2025-03-0{1 + b % 6} {b % 24:02}:00\n")


@edit
def expire(world: World, a: int, b: int) -> None:
    if path := pick(world.sources(".md", under="content/news"), a):
        world.change(path, r"^expire: .*\n", "")
        world.change(path, r"\A---\n", f"---\nexpire: 2025-03-0{1 + b % 6} {b % 24:02}:00\n")


@edit
def publish_list(world: World, a: int, b: int) -> None:
    path = f"{EDITION_FOLDER}/{('shortlist', 'results')[a % 2]}.yaml"
    world.change(path, r"^published: .*$", f"published: {('2024-05-10', '2025-03-03 09:00')[b % 2]}")


@edit
def clock(world: World, a: int, b: int) -> None:
    """Time passes; or the clock is put back."""
    world.now += dt.timedelta(hours=(1, 13, 30, 100, 700, -20, -150)[a % 7])


@edit
def zone(world: World, a: int, b: int) -> None:
    """The same moment, written with another offset."""
    world.now = world.now.astimezone(dt.timezone(dt.timedelta(hours=a % 24 - 12)))


@edit
def alias(world: World, a: int, b: int) -> None:
    if path := pick(world.sources(".md", under="content/news"), a):
        old = ("/old/", "/old/page.html", "/old/page.html/deep/", "/old/a.htm", "/news/alt/", "/old/A.htm")[b % 6]
        if not world.change(path, r"^aliases: .*$", f"aliases: [{old}]"):
            world.change(path, r"\A---\n", f"---\naliases: [{old}]\n")


@edit
def address(world: World, a: int, b: int) -> None:
    if path := pick(world.sources(".md", under="content/news"), a):
        world.change(path, r"^slug: .*\n", "")
        world.change(path, r"\A---\n", f"---\nslug: slug-{b % 3}\n")


@edit
def book(world: World, a: int, b: int) -> None:
    lines = ("开门纳谏: kaimen", "一线手记: shouji", "夜校: yexiao", "基层: jc", "新标签: xin")
    if a % 3:
        world.write("addresses.yaml", "\n".join(lines[: 1 + b % 5]) + "\n")
    else:
        (world.root / "addresses.yaml").unlink(missing_ok=True)


@edit
def unit(world: World, a: int, b: int) -> None:
    changes = (
        (r"name: 东街街道", f"name: 东街街道办{b % 3}"),
        (r"id: shuiwu", "id: shui"),
        (r"name: 西山镇", "name: 大西山镇"),
        (r"short: 税务局", "short: 税局, aliases: [税务局]"),
        (r"\A", f"- {{id: xin-{b % 9}, name: 新单位{b % 9}}}\n"),
        (r"  parent: xishan\n", ""),
    )
    world.change("content/units.yaml", *changes[a % len(changes)])


@edit
def goes_on(world: World, a: int, b: int) -> None:
    """Entries that come from the edition before: typed once, there."""
    there, here = f"{GROUPED_FOLDER}/shortlist.yaml", f"{EDITION_FOLDER}/shortlist.yaml"
    if world.there(there) and "feeds_into" not in world.read(f"{GROUPED_FOLDER}/edition.yaml"):
        world.change(f"{GROUPED_FOLDER}/edition.yaml", r"\Z", "feeds_into: linjiang/2024\n")
    changes = (
        (here, r"\{id: cun-deng, [^}]*\}", "{id: cun-deng, origin: tian, category: 发展, pending: true}"),
        (here, r"\{id: gongan-ban, [^}]*\}", "{id: gongan-ban, origin: men, category: 民生类, pending: true}"),
        (there, r"title: 田头账本", f"title: 田头账本{b % 3}"),
        (there, r"unit: 西山村", "unit: 临江区委组织部"),
        (there, r"id: qiao", f"id: qiao-{b % 2}"),
        (f"{GROUPED_FOLDER}/edition.yaml", r"feeds_into: .*\n", ""),
    )
    world.change(*changes[a % len(changes)])


@edit
def results(world: World, a: int, b: int) -> None:
    path = f"{EDITION_FOLDER}/results.yaml"
    changes = (
        (r"一等奖: \[dongjie-men\]\n  二等奖:\n    - xishan-lu", "一等奖: [xishan-lu]\n  二等奖:\n    - dongjie-men"),
        (r"最佳创意奖: .*$", "最佳创意奖: [cun-deng]"),
        (r"优秀奖: .*$", f"优秀奖: [cun-deng, {('gongan-ban', 'shui-chuang')[b % 2]}]"),
        (r"\Z", f"summary: 结果 {b}\n"),
    )
    if a % 5 == 4:
        (world.root / path).unlink(missing_ok=True)
    else:
        world.change(path, *changes[a % 5])


@edit
def photo_older(world: World, a: int, b: int) -> None:
    """Another picture of the same size in bytes, with an old time stamp."""
    if path := pick(world.sources(".png"), a):
        old = (world.root / path).read_bytes()
        for shade in range(1, 200):
            new = png(40 + a % 20, 30 + b % 20, shade)
            if len(new) == len(old) and new != old:
                place = world.root / path
                if b % 2:
                    place.write_bytes(new)
                else:
                    other = place.with_name("other.tmp")
                    other.write_bytes(new)
                    other.replace(place)
                os.utime(place, (10**9, 10**9))
                return


@edit
def photo(world: World, a: int, b: int) -> None:
    if path := pick(world.sources(".png"), a):
        world.write(path, png(40 + b % 50, 30 + a % 40, b))


@edit
def photo_more(world: World, a: int, b: int) -> None:
    world.write(f"{EDITION_FOLDER}/projects/cun-deng/photos/{a % 4}.png", png(46, 35, b))


@edit
def attachment(world: World, a: int, b: int) -> None:
    world.write("content/news/one/table.csv", f"甲,乙\n{a},{b}\n")


@edit
def touch(world: World, a: int, b: int) -> None:
    """New stamps, same content."""
    if path := pick(world.sources(), a):
        os.utime(world.root / path, (10**9 + b, 10**9 + b))


@edit
def move_folder(world: World, a: int, b: int) -> None:
    places = ("content/news/one", "content/news/2024/one", "content/news/yi")
    here = next((place for place in places if (world.root / place).is_dir()), None)
    there = places[a % 3]
    if here and not (world.root / there).exists():
        (world.root / there).parent.mkdir(exist_ok=True)
        (world.root / here).rename(world.root / there)
        for path in world.sources(".md"):
            target = os.path.relpath(there, os.path.dirname(path)) + "/index.md"
            world.change(path, r"\]\([^)]*(one|yi)/index\.md\)", f"]({target})")


@edit
def move_edition(world: World, a: int, b: int) -> None:
    """The old edition's folder gets another name; nobody links into it."""
    here = next(iter((world.root / "content/contests/linjiang").glob("2023*")), None)
    if here and not (there := here.with_name(("2023", "2023-2", "2023-jiu")[a % 3])).exists():
        here.rename(there)


BROKEN = ("title: [", "\udcff".encode("utf-8", "surrogateescape"), "", "---\ntitle: x\n", "key: 1\n")


@edit
def breaks(world: World, a: int, b: int) -> None:
    if path := pick(world.sources(".md", ".yaml", ".png"), a):
        world.write(path, BROKEN[b % len(BROKEN)])


@edit
def breaks_theme(world: World, a: int, b: int) -> None:
    path = ("themes/child/theme.yaml", "themes/child/components/card.html", "config.yaml")[a % 3]
    world.write(path, f"{world.read(path)}\n{{% if\n: [")


# ── What designers do ──────────────────────────────────────────────────────────────────────────────────────────


@edit
def override(world: World, a: int, b: int) -> None:
    """A layout, partial or component of the base theme is replaced in the site, changed again, or no longer."""
    name = OVERRIDABLE[a % len(OVERRIDABLE)]
    place = world.root / "themes" / ("overrides", "child")[a // 16 % 2] / name
    if b % 4 == 3:
        place.unlink(missing_ok=True)
    else:
        text = (BASE / name).read_text("utf-8")
        mark = f"<!-- {b} -->"
        if "<img " in text:
            text = text.replace("<img ", f'<img data-n="{b}" ')
        elif "{% endmacro %}" in text:
            text = text.replace("{% endmacro %}", f"{mark}{{% endmacro %}}")
        else:
            text = text.replace("</main>", f"{mark}</main>").replace("{% endblock %}", f"{mark}{{% endblock %}}")
            text = text.rstrip("\n") + ("" if "extends" in text else mark) + "\n"
        world.write(str(place.relative_to(world.root)), text)


@edit
def wrap(world: World, a: int, b: int) -> None:
    """A layout that only adds to that of the next theme."""
    text = '{% extends "parent:layouts/article.html" %}\n{% block main %}{{ super() }}'
    world.write("themes/overrides/layouts/article.html", f"{text}<b>{b}</b>{{% endblock %}}\n")


@edit
def macro(world: World, a: int, b: int) -> None:
    """A component that only another component uses."""
    world.write("themes/child/components/stamp.html", STAMP.replace("0</i>", f"{b}</i>"))


@edit
def lone_photo(world: World, a: int, b: int) -> None:
    """A component for photos that does not use the one for pictures, which text in lines still does."""
    image = '<img class="{{ class }}" src="{{ pic.src }}" alt="{{ pic.alt }}">'
    text = f"{{% macro photo(pic, class='photo', eager=false) %}}{image}{{% endmacro %}}\n"
    world.write("themes/overrides/components/photo.html", text)


@edit
def footer(world: World, a: int, b: int) -> None:
    world.write("themes/overrides/partials/footer_extra.html", f"<p>脚 {b}</p>\n")


@edit
def string(world: World, a: int, b: int) -> None:
    keys = ("nav.home", "nav.news", "month.6", "article.source", "date.long")
    values = (f"字{b}", f"新{b}", f"月{b}", f"来源{b}：", "{year}/{month}/{day}" + f" {b}")
    world.write("themes/child/i18n/zh-CN.yaml", f"{keys[a % 5]}: '{values[a % 5]}'\n")


@edit
def token(world: World, a: int, b: int) -> None:
    world.write("themes/child/static/css/site.css", f":root {{ --mine: {b}px; }}\n")


@edit
def static(world: World, a: int, b: int) -> None:
    world.write(f"themes/child/static/extra-{a % 2}.txt", f"{b}\n")


@edit
def image_rule(world: World, a: int, b: int) -> None:
    changes = (
        (r"widths: .*$", f"widths: [{20 + b % 30}, 720]"),
        (r"quality: .*$", f"quality: {{webp: {50 + b % 40}, jpeg: 80}}"),
        (r"ratio: .*$", f'ratio: "{1 + b % 4}:2"'),
        (r"sizes: .*$", f'sizes: "{b}vw"'),
        (r"formats: .*$", "formats: [jpeg]"),
    )
    world.change("themes/child/theme.yaml", *changes[a % 5])


@edit
def config(world: World, a: int, b: int) -> None:
    changes = (
        (r"^title: .*$", f"title: 临江擂台{b}"),
        (r"^page_size: .*$", f"page_size: {1 + b % 6}"),
        (r"^feed_items: .*$", f"feed_items: {1 + b % 6}"),
        (r"^url: .*$", f"url: https://linjiang.example/{('', 'sub/', 'a/b/')[b % 3]}"),
        (r"^description: .*$", f"description: 说明{b}"),
        (r"^theme: .*$", f"theme: {('base', 'child')[b % 2]}"),
        (r"^language: .*$", f"language: {('zh-CN', 'en', 'zh-TW')[b % 3]}"),
        (r"text: 新闻", f"text: 要闻{b}"),
        (r"^timezone: .*$", f"timezone: {('Asia/Shanghai', 'Europe/Berlin', 'America/New_York')[b % 3]}"),
        (r"^source: .*$", f"source: 来源{b}"),
    )
    world.change("config.yaml", *changes[a % len(changes)])


@edit
def limits(world: World, a: int, b: int) -> None:
    """A limit that some photos may break."""
    if not world.change("config.yaml", r"^images: .*\n", ""):
        world.change("config.yaml", r"\Z", f"images: {{max_pixels: {(900, 2000, 10**8)[b % 3]}}}\n")


@edit
def search(world: World, a: int, b: int) -> None:
    """Search is switched off, or on again."""
    if not world.change("config.yaml", r"^search: .*\n", ""):
        world.change("config.yaml", r"\Z", "search: false\n")


@edit
def params(world: World, a: int, b: int) -> None:
    if not world.change("config.yaml", r"^params: .*\n", ""):
        world.change("config.yaml", r"\Z", f"params: {{accent: {('plum', 'jade')[b % 2]}}}\n")


@edit
def cover(world: World, a: int, b: int) -> None:
    """A picture for pages without photos, or none any more."""
    if not world.change("config.yaml", r"^cover: .*\n", ""):
        world.write("content/pages/hall.png", png(320, 310 + b % 3, b))
        world.change("config.yaml", r"\Z", "cover: {photo: content/pages/hall.png, alt: 会堂}\n")


# ── What else happens ──────────────────────────────────────────────────────────────────────────────────────────


@edit
def preview(world: World, a: int, b: int) -> None:
    world.preview = not world.preview


@edit
def workers(world: World, a: int, b: int) -> None:
    world.jobs = 3 - world.jobs


@edit
def tamper(world: World, a: int, b: int) -> None:
    """Somebody's hand in output/."""
    files = sorted(path for path in world.output.rglob("*") if path.is_file())
    if not files:
        return
    path = files[a % len(files)]
    time.sleep(0.02)  # the time stamps of a file system are no finer
    if b % 6 == 0:
        path.unlink()
    elif b % 6 == 1:
        path.write_bytes(b"")
    elif b % 6 == 2:
        path.write_bytes(path.read_bytes()[::-1])
    elif b % 6 == 3:
        path.write_bytes(path.read_bytes() + b"more")
    elif b % 6 == 4:
        shutil.rmtree(path.parent if path.parent != world.output else world.output / "news", ignore_errors=True)
    else:
        path.unlink()
        path.symlink_to(world.root / "config.yaml")


@edit
def stranger(world: World, a: int, b: int) -> None:
    """A file of somebody else's in output/, perhaps where a page is to stand soon."""
    place = world.output / ("CNAME", "news/new-1/index.html", "mine/own.txt", "old/index.html")[a % 4]
    if not place.exists() and not place.parent.is_file():
        with contextlib.suppress(NotADirectoryError):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(f"mine {b}")
            world.strange.add(str(place.relative_to(world.output)))


@edit
def cache_damaged(world: World, a: int, b: int) -> None:
    files = sorted(path for path in world.cache.rglob("*") if path.is_file() and "replaced" not in path.parts)
    compiled = Path(compiled_folder())
    # Compiled templates, in the user's own cache: one in so many, for there are many of them.
    files += sorted(path for path in compiled.iterdir() if path.is_file())[a % 7 :: 7]
    if not files:
        return
    path = files[a % len(files)]
    if path.name.startswith("record-"):
        _orphan(world)
    data = path.read_bytes()
    if b % 6 == 0:
        path.unlink()
    elif b % 6 == 1:
        path.write_bytes(data[: len(data) // 2])
    elif b % 6 == 2:
        path.write_bytes(b"")
    elif b % 6 == 3:
        path.write_bytes(b"foreign\n" * 100)
    elif b % 6 == 4:
        path.write_bytes(data.replace(b"leitai-cache\n", b"leitai-cache\n0"))
    else:
        at = a * 7919 % max(len(data), 1)
        path.write_bytes(data[:at] + bytes(255 - each for each in data[at : at + 40]) + data[at + 40 :])


@edit
def cache_gone(world: World, a: int, b: int) -> None:
    _orphan(world)
    shutil.rmtree(world.cache, ignore_errors=True)


def _orphan(world: World) -> None:
    """Without its record, what is in output/ is nobody's."""
    world.strange |= {str(path.relative_to(world.output)) for path in world.output.rglob("*") if path.is_file()}


class Killed(BaseException):
    """The process ends here."""


@edit
def killed(world: World, a: int, b: int) -> None:
    """A build breaks off at some file: before it, half written, or written and not recorded."""
    left = a % 25
    real = write._put

    def put(root: str, path: str, data: bytes) -> object:
        nonlocal left
        left -= 1
        if left < 0:
            place = Path(root, path)
            if b % 3 == 1 and place.parent.is_dir():
                (place.parent / f"{folder.MARK}1-2").write_bytes(data[: len(data) // 2])
            elif b % 3 == 2:
                real(root, path, data)
            raise Killed
        return real(root, path, data)

    # A killed process keeps no record of what it had done: only that before its work.
    keep = write.Cache.keep_record
    kept = 0

    def keep_record(self: write.Cache, record: write.Record) -> None:
        nonlocal kept
        kept += 1
        if kept == 1:
            keep(self, record)

    jobs, world.jobs = world.jobs, 1
    unrecorded = mock.patch.object(write.Cache, "keep_record", keep_record)
    # If it ends by itself, then as if killed before its last record.
    with mock.patch.object(write, "_put", put), unrecorded, contextlib.suppress(Killed):
        world.build()
    world.jobs = jobs


@contextlib.contextmanager
def own_home(folder: Path) -> Iterator[None]:
    """The user's own cache, where compiled templates are kept, is in this folder."""
    with mock.patch.dict(os.environ, {"XDG_CACHE_HOME": str(folder)}):
        yield


@contextlib.contextmanager
def short_doubts() -> Iterator[None]:
    """Stamps are trusted after 50 ms, not two seconds, so that a sequence of edits meets both cases."""
    with mock.patch.object(sources, "_RACY_NS", 50_000_000):
        yield


def grave(problems: tuple[Problem, ...]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)
