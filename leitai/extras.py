"""The commands ``print`` and ``totals``: what they do, and what is to be said of it. Prints nothing itself."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import tempfile
from pathlib import Path

from msgspec import Struct

from leitai import config as configuration
from leitai import load, paper, sources
from leitai.build import DEFAULT_LANGUAGE, Options, build, theme_roots
from leitai.config import Config
from leitai.errors import Problem, in_order, is_error
from leitai.load.names import Directory
from leitai.load.published import holders
from leitai.model import Edition, Site
from leitai.parallel import Crew
from leitai.schema import nearest
from leitai.wording import is_chinese


class Said(Struct, frozen=True):
    """What a command did: its exit code, lines of output, lines about failures, and problems of the sources."""

    code: int
    out: tuple[str, ...] = ()
    err: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    language: str = DEFAULT_LANGUAGE


def print_edition(options: Options, key: str, pdf: bool, to: str) -> Said:
    """Build, then name the pages of an edition made for print, or make PDFs of them in the folder ``to``."""
    report = build(options)
    language = report.language
    if not report.ok:
        return Said(1, problems=report.problems, language=language)
    sheets = paper.sheets(options.output, key)
    if not sheets:
        wanted = "print: [bulletin, posters, certificates, booklet]"
        zh = f"{key} 没有打印页。在它的 edition.yaml 里写 “{wanted}”，要哪几种写哪几种。"
        en = f"{key} has no pages for print. Write “{wanted}” in its edition.yaml, as many of them as you want."
        return Said(1, err=(_pick(language, zh, en),), language=language)
    if not pdf:
        return Said(0, out=tuple(sheet.path for sheet in sheets), language=language)
    program = paper.browser()
    if not program:
        zh = (
            "没有找到 Chromium、Chrome 或 Edge，不能生成 PDF。请安装其中一个，"
            "或者用环境变量 LEITAI_CHROMIUM 写明它在哪里；也可以用任何浏览器打开这些页面，自己打印成 PDF。"
        )
        en = (
            "No Chromium, Chrome or Edge was found, so no PDF can be made. Install one of them or name it in the "
            "environment variable LEITAI_CHROMIUM; or open the pages in any browser and print them to PDF yourself."
        )
        return Said(1, err=(_pick(language, zh, en),), language=language)
    folder = Path(to).resolve() if to else options.root / "print" / key.replace("/", "-")
    config = _config(options)
    base = config.base if config else ""
    made: list[str] = []
    failed: list[str] = []
    for target, trouble in paper.print_all(options.output, base, sheets, folder, program):
        if trouble:
            failed.append(f"{target}: {trouble}")
        else:
            made.append(str(target))
    return Said(1 if failed else 0, tuple(made), tuple(failed), language=language)


def totals(options: Options, key: str) -> Said:
    """The lines that record what is, or is about to be, published."""
    config = _config(options)
    if config is None:
        report = build(options)
        return Said(1, problems=report.problems, language=report.language)
    language = config.language
    snapshot = sources.scan(options.root, theme_roots())
    now = config.local(options.now or dt.datetime.now(dt.UTC))
    with tempfile.TemporaryDirectory() as folder, Crew(1) as crew:
        store = os.path.join(folder, "blocks")
        loaded = load.load(snapshot, config, now, before=load.Parsed(), blocks_path=store, crew=crew, preview=True)
    editions = loaded.site.editions() if loaded.site else {}
    edition = editions.get(key)
    scored = edition.results.scored if edition and edition.results else None
    awards = _awards(edition, loaded.site) if edition and loaded.site else []
    if scored is None and not awards:
        problems = in_order(load.placed(each, snapshot) for each in loaded.problems if is_error(each))
        near = nearest(key, editions)
        zh = f"{key} 没有算出来的总分，也没有奖项" + (f"；是不是 {near}？" if near and not edition else "。")
        en = f"{key} has no totals and no awards" + (f"; did you mean {near}?" if near and not edition else ".")
        return Said(1, err=(_pick(language, zh, en),), problems=problems, language=language)
    lines = ["published_totals:", *(f"  {row.project}: {row.total}" for row in scored.standings)] if scored else []
    return Said(0, (*lines, *awards), language=language)


def _awards(edition: Edition, site: Site) -> list[str]:
    """The lines that record who has which awards."""
    awarded = edition.results.awarded if edition.results else ()
    found = holders(awarded, Directory(site.units))
    lines = [f"  {_quoted(who)}: [{', '.join(_quoted(each.name) for each in got)}]" for who, got in found.items()]
    return ["published_awards:", *lines] if lines else []


def _quoted(text: str) -> str:
    """A text as YAML can read it in any place."""
    return text if re.fullmatch(r"\w[\w()（）·-]*", text) else json.dumps(text, ensure_ascii=False)


def _config(options: Options) -> Config | None:
    place = options.root / sources.CONFIG
    config, _ = configuration.load(place.read_bytes() if place.is_file() else None)
    return config


def _pick(language: str, zh: str, en: str) -> str:
    return zh if is_chinese(language) else en
