"""Small sites for tests: a valid Chinese one as a table of files, and the hands to change, build and look at it."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import shutil
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from leitai import cli
from leitai.build import Options, Report, build
from leitai.errors import Severity

HERE = Path(__file__).resolve().parent
AWARDS = HERE / "sites" / "awards"
NOW = dt.datetime(2025, 3, 1, 4, 0, tzinfo=dt.UTC)
"""When the tests take place, unless they say otherwise: noon of 1 March 2025 in Shanghai."""

CONFIG = """\
title: 临江擂台
url: https://linjiang.example/
language: zh-CN
timezone: Asia/Shanghai
description: 临江区各单位好做法的擂台。
theme: base
source: 临江区擂台办
menu:
  - {text: 新闻, to: /news/}
  - {text: 关于, to: content/pages/about.md}
"""

UNITS = """\
- {id: dongjie, name: 东街街道, aliases: [东街]}
- {id: xishan, name: 西山镇, kind: 镇}
- id: xishan-cun
  name: 西山村
  parent: xishan
- {id: shuiwu, name: 临江区税务局, short: 税务局}
- {id: gongan, name: 临江区公安局, short: 公安局}
- {id: quwei, name: 临江区委组织部}
"""

CONTEST = """\
name: “临江杯”大赛
short: 临江杯
level: 区级
"""

EDITION = """\
year: 2024
number: 3
dates: 2024-06-20
organisers:
  主办: [临江区委组织部]
stages:
  - {name: 报名, count: 12}
  - {name: 入围, count: 5}
categories:
  - {id: fazhan, name: 发展类, aliases: [发展], count: 3}
  - {id: minsheng, name: 民生类, count: 2}
sections:
  - 简介
  - {name: 主要做法, kind: practices}
scoring:
  components:
    - {id: jury, name: 评委评分, weight: 60}
    - {id: audience, name: 观众评分, weight: 40}
  ties: [jury]
awards:
  - {id: first, name: 一等奖, quota: 1}
  - {id: second, name: 二等奖, quota: 2}
  - {id: idea, name: 最佳创意奖, special: true, quota: 1}
  - {id: merit, name: 优秀奖}
"""

SHORTLIST = """\
stage: 入围
published: 2024-05-10
projects:
  - id: dongjie-men
    unit: 东街街道
    title: 敲门问需
    category: 发展类
  - {id: xishan-lu, unit: 西山镇, title: 一条路修到底, category: 发展}
  - {id: cun-deng, unit: 西山村, title: 村口的灯, category: fazhan, pending: true}
  - {id: shui-chuang, unit: 税务局, title: 一窗办税, category: 民生类, pending: true}
  - {id: gongan-ban, unit: 公安局, title: 夜里也开门, category: 民生类, pending: true}
"""

RESULTS = """\
published: 2024-06-21
recipients:
  一等奖: [dongjie-men]
  二等奖:
    - xishan-lu
    - 税务局
  最佳创意奖: [gongan-ban]
  优秀奖: {published: false}
"""

SHOWCASE = """\
---
summary: 干部上门，把需求问清楚。
figures:
  - 近1200人
  - {value: 36, unit: 件, label: 办结事项}
---

## 简介

东街的干部每周三晚上去敲门。

## 主要做法

### 先问后办

敲开门，先听一刻钟。

### 办完再敲

办完的事，再上门说一声。
"""

SECOND_SHOWCASE = """\
---
summary: 一条断头路修通了。
gallery:
  - {photo: lu.png, alt: 新修的路, caption: 通车那天。, credit: 村民老李}
---

## 简介

路断在村口八年。

## 主要做法

### 一家一家谈

十一户都签了字。
"""

GROUPED_EDITION = """\
year: 2023
number: 2
groups:
  - {id: jiedao, name: 街道组, entrants: 2}
  - {id: cun, name: 村组, aliases: [村居组], entrants: 1}
awards:
  - {id: gold, name: 金奖, quota: 1}
  - {id: silver, name: 银奖}
"""

GROUPED_SHORTLIST = """\
projects:
  - {id: men, unit: 东街街道, title: 门口议事, group: 街道组}
  - {id: qiao, unit: 西山镇, title: 桥边课堂, group: 街道组}
  - {id: tian, unit: 西山村, title: 田头账本, group: 村组}
"""

GROUPED_RESULTS = """\
published: 2023-07-01
recipients:
  街道组:
    金奖: [men]
    银奖: [qiao]
  村组:
    金奖: [tian]
    银奖: {published: false}
"""

OPENING = """\
---
title: 临江杯报名开始
date: 2024-03-05
edition: linjiang/2024
units: [东街街道]
---

今年有 {{ count projects }} 个项目入围，见[名单](../contests/linjiang/2024/shortlist.yaml)。

也可以先看看[关于我们](../pages/about.md)。
"""

ENDING = """\
---
title: 东街夺冠
date: 2024-06-21 09:30
edition: linjiang/2024
projects: [dongjie-men]
event: {name: 决赛, date: 2024-06-20, venue: 区会堂, attendance: 近300人}
---

决赛在区会堂举行。

结果见[公告](../contests/linjiang/2024/results.yaml)，做法见[展示页](../contests/linjiang/2024/projects/dongjie-men.md)。
"""

REVIEW = """\
---
title: 二〇二三年的两个关键词
year: 2023
date: 2024-01-10
keywords: 2
---

去年做成了两件事。

## 通路

> 路通了，人就回来了。

断头路修通了。

```facts
figures:
  - {value: 8, unit: 公里, label: 新修道路}
  - 近90户
honours:
  - {name: 四好农村路, by: 省交通厅, year: 2023}
```

## 开门

> 门开着，事就好办。

窗口夜里也有人。
"""

ABOUT = """\
---
title: 关于
---

这里记录[擂台](../contests/linjiang/contest.yaml)上的事。
"""


def png(width: int = 40, height: int = 30, shade: int = 160) -> bytes:
    """A small valid picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes((shade, shade // 2, 40)) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


EDITION_FOLDER = "content/contests/linjiang/2024"
GROUPED_FOLDER = "content/contests/linjiang/2023"
KAISAI = "content/news/kaisai.md"
DUOGUAN = "content/news/duoguan.md"
ABOUT_PAGE = "content/pages/about.md"
REVIEW_PAGE = "content/reviews/2023.md"
UNIT_LIST = "content/units.yaml"
CONTEST_FILE = "content/contests/linjiang/contest.yaml"
EDITION_FILE = f"{EDITION_FOLDER}/edition.yaml"
LIST_FILE = f"{EDITION_FOLDER}/shortlist.yaml"
RESULTS_FILE = f"{EDITION_FOLDER}/results.yaml"
MEN = f"{EDITION_FOLDER}/projects/dongjie-men.md"
LU = f"{EDITION_FOLDER}/projects/xishan-lu/index.md"
LU_PHOTO = f"{EDITION_FOLDER}/projects/xishan-lu/lu.png"

FILES: dict[str, str | bytes] = {
    "config.yaml": CONFIG,
    "content/units.yaml": UNITS,
    "content/contests/linjiang/contest.yaml": CONTEST,
    f"{EDITION_FOLDER}/edition.yaml": EDITION,
    f"{EDITION_FOLDER}/shortlist.yaml": SHORTLIST,
    f"{EDITION_FOLDER}/results.yaml": RESULTS,
    f"{EDITION_FOLDER}/projects/dongjie-men.md": SHOWCASE,
    f"{EDITION_FOLDER}/projects/xishan-lu/index.md": SECOND_SHOWCASE,
    f"{EDITION_FOLDER}/projects/xishan-lu/lu.png": png(),
    f"{GROUPED_FOLDER}/edition.yaml": GROUPED_EDITION,
    f"{GROUPED_FOLDER}/shortlist.yaml": GROUPED_SHORTLIST,
    f"{GROUPED_FOLDER}/results.yaml": GROUPED_RESULTS,
    "content/news/kaisai.md": OPENING,
    "content/news/duoguan.md": ENDING,
    "content/reviews/2023.md": REVIEW,
    "content/pages/about.md": ABOUT,
}


class Run(NamedTuple):
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


class Site:
    """A site on disk."""

    def __init__(self, root: Path, files: Mapping[str, str | bytes] = FILES) -> None:
        self.root = root
        self.output = root / "output"
        root.mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            self.write(path, content)

    def write(self, path: str, content: str | bytes) -> Path:
        """Write one file, its folders too."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
        return place

    def read(self, path: str) -> str:
        """The text of a source file."""
        return (self.root / path).read_text("utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Put ``new`` where ``old`` stands; it must stand there exactly once."""
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def append(self, path: str, text: str) -> None:
        """Put a text at the end of a file."""
        self.write(path, self.read(path) + text)

    def delete(self, path: str) -> None:
        """Remove a file or folder."""
        place = self.root / path
        shutil.rmtree(place) if place.is_dir() and not place.is_symlink() else place.unlink()

    def move(self, old: str, new: str) -> None:
        """Rename a file."""
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        (self.root / old).rename(self.root / new)

    def options(self, **given: object) -> Options:
        """Build options; the clock stands at `NOW`."""
        return Options(**{"root": self.root, "output": self.output, "now": NOW, "jobs": 1, **given})  # type: ignore[arg-type]

    def build(self, **given: object) -> Report:
        """Build it."""
        return build(self.options(**given))

    def good(self, **given: object) -> Report:
        """Build it and expect nothing but success: no errors, no warnings."""
        report = self.build(**given)
        said = [problem for problem in report.problems if problem.severity is not Severity.NOTE]
        assert report.ok and not said, said
        return report

    def run(self, *arguments: str, now: str = "2025-03-01T12:00+08:00") -> Run:
        """Run the command line on it."""
        clock = ("--now", now) if now else ()
        verb = arguments[:1] if arguments and not arguments[0].startswith("-") else ()
        return command(*verb, "--site", str(self.root), "--jobs", "1", *clock, *arguments[len(verb) :])

    def fresh_run(self, *arguments: str, now: str = "2025-03-01T12:00+08:00", **environment: str) -> Run:
        """Run the command line on it in a process of its own."""
        words = ("--site", str(self.root), "--jobs", "1", *(("--now", now) if now else ()), *arguments)
        done = subprocess.run(
            [sys.executable, "-m", "leitai", *words],
            cwd=HERE.parent,
            env={**os.environ, **environment},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        return Run(done.returncode, done.stdout, done.stderr)

    def page(self, path: str) -> str:
        """The text of a file of output/; a folder means its index.html."""
        return (self.output / (f"{path}index.html" if path.endswith("/") or not path else path)).read_text("utf-8")

    def has(self, path: str) -> bool:
        """Whether output/ has a page or file."""
        return (self.output / (f"{path}index.html" if path.endswith("/") else path)).is_file()

    def tree(self) -> dict[str, bytes]:
        """All files of output/ with their bytes."""
        return tree(self.output)

    def stamps(self) -> dict[str, tuple[int, int]]:
        """All files and folders of output/ with modification time and inode."""
        return stamps(self.output)


def command(*arguments: str) -> Run:
    """Run the command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = cli.main(list(arguments))
        except SystemExit as stop:
            code = int(stop.code or 0)
    return Run(code, out.getvalue(), err.getvalue())


def once(folder: Path, make: Callable[[Path], Path]) -> Path:
    """What ``make`` gives, made by one worker while others wait; if it fails, each tries for itself, and tells."""
    done = folder.with_name(f"{folder.name}.done")
    try:
        folder.mkdir()
    except FileExistsError:
        for _ in range(3000):
            if done.exists():
                break
            time.sleep(0.1)
        said = done.read_text("utf-8")
        assert said, "the worker that built it failed"
        return Path(said)
    made = ""
    try:
        made = str(make(folder))
    finally:
        done.with_suffix(".new").write_text(made, "utf-8")
        done.with_suffix(".new").rename(done)
    return Path(made)


def everything_under(folder: Path, above: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """All files, links and folders below a folder, by relative path; links are not followed."""
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in inside:
        yield f"{above}{entry.name}", entry
        if entry.is_dir(follow_symlinks=False):
            yield from everything_under(Path(entry.path), f"{above}{entry.name}/")


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder by relative path."""
    found = {}
    for path, entry in everything_under(folder):
        if entry.is_symlink() or entry.is_file():
            with open(entry.path, "rb") as file:
                found[path] = file.read()
    return found


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """A folder and everything below it with modification time and inode."""
    places = [
        (".", folder.lstat()),
        *((path, entry.stat(follow_symlinks=False)) for path, entry in everything_under(folder)),
    ]
    return {path: (status.st_mtime_ns, status.st_ino) for path, status in places}


def leaks(output: Path, words: str | tuple[str, ...]) -> list[str]:
    """Where any of the words stands in output/: in a file's bytes or in its name."""
    wanted = (words,) if isinstance(words, str) else words
    found = []
    for path, data in tree(output).items():
        found += [f"{path}: {word}" for word in wanted if word.encode() in data or word in path]
    return found


Change = Callable[[Site], None]


class Case:
    """One kind of broken content: how a good site is broken, and exactly what is said of it.

    ``zh`` and ``en`` are all lines about the problems. ``warns``: nothing worse than a warning, so the build stops only
    under ``--strict``.
    """

    def __init__(self, name: str, *changes: Change, zh: str, en: str = "", warns: bool = False) -> None:
        self.name = name
        self.changes = changes
        self.zh = zh.strip("\n")
        self.en = en.strip("\n")
        self.warns = warns


def params(cases: Iterable[Case]) -> list[Any]:
    """Cases for ``parametrize``."""
    return [pytest.param(case, id=case.name) for case in cases]


def edit(path: str, old: str, new: str) -> Change:
    """A change: other words in a file."""
    return lambda site: site.edit(path, old, new)


def append(path: str, text: str) -> Change:
    """A change: more at the end of a file."""
    return lambda site: site.append(path, text)


def put(path: str, content: str | bytes) -> Change:
    """A change: a file, new or replaced."""

    def change(site: Site) -> None:
        site.write(path, content)

    return change


def drop(path: str) -> Change:
    """A change: a file less."""
    return lambda site: site.delete(path)


def tally(said: str, language: str) -> str:
    """The line that counts the problems told in ``said``."""
    if language == "zh":
        errors, warnings = said.count(": 错误 "), said.count(": 警告 ")
        return "，".join([f"{errors} 个错误"] * bool(errors) + [f"{warnings} 个警告"] * bool(warnings))
    errors, warnings = said.count(": error: "), said.count(": warning: ")
    counted = [f"{errors} error{'s' * (errors != 1)}"] * bool(errors)
    return ", ".join(counted + [f"{warnings} warning{'s' * (warnings != 1)}"] * bool(warnings))


def expect(site: Site, case: Case, language: str = "zh") -> None:
    """Break a site that is built, build it again, and hold what is said and done against the case."""
    before, stood = site.tree(), site.stamps()
    assert before, "a good build should stand there"
    for change in case.changes:
        change(site)
    run = site.run(*(["--strict"] if case.warns else []))
    said = case.zh if language == "zh" else case.en
    last = "没有改动 output/。" if language == "zh" else "output/ was left as it was."
    assert run.err == f"{said}\n{tally(said, language)}\n{last}\n"
    assert run.code == 1
    assert run.out == ""
    assert site.tree() == before
    assert site.stamps() == stood
    if case.warns:
        assert site.run().code == 0, "a warning alone stops nothing"
