"""The command line: arguments in, one build, words and an exit code out. The only module that prints.

Exit codes: 0 all well, 1 problems in content (or warnings under ``--strict``), 2 a command that cannot be understood or
a folder that is no site, 130 interrupted.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace as Namespace
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from msgspec import to_builtins
from msgspec.structs import replace

from leitai.build import WAITING, Options, Report, build
from leitai.errors import OutputError, Problem, Severity, UsageError
from leitai.folder import named, shown
from leitai.slugs import frozen
from leitai.sources import ADDRESSES, CONFIG

if TYPE_CHECKING:
    from leitai.extras import Said
    from leitai.verify import Verdict

_STEPS = {
    "zh": {
        "scan": "读取", "load": "理解", "theme": "主题", "plan": "规划", "search": "搜索", "write": "写出",
        "photos": "照片", "compare": "比较", "files": "文件", "pictures": "图片", "pages": "页面", "prune": "清理",
    },
    "en": {"scan": "scan", "load": "load", "theme": "theme", "plan": "plan", "write": "write"},
}  # fmt: skip
_MOST_DIFFERENCES = 20

PLAIN: dict[str, Any] = {
    "site": "", "output": "", "strict": False, "preview": False, "format": "text", "jobs": 0, "now": None,
    "verify": False, "profile": False,
}  # fmt: skip
"""What an empty command line says, but for ``run``."""


def main(arguments: Sequence[str] | None = None, root: Path | None = None) -> int:
    """Run one command; ``root`` is the site's folder, the current one if not given. Returns the exit code."""
    given = _parsed(sys.argv[1:] if arguments is None else arguments)
    given.site = Path(given.site).resolve() if given.site else (root or Path.cwd())
    given.out = Path(given.output).resolve() if given.output else given.site / "output"
    try:
        code = int(given.run(given))
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    except (OutputError, UsageError) as refused:
        _tell([refused.problem], _language(given.site), given.format)
        return 2 if isinstance(refused, UsageError) else 1


def _parsed(words: Sequence[str]) -> Namespace:
    """What is asked for. The most usual question, an empty one, is not worth the import of a parser."""
    if not words:
        return Namespace(**PLAIN, run=_build)
    from leitai.arguments import parser

    commands = {
        "build": _build, "check": _check, "explain": _explain, "freeze": _freeze, "photos": _photos, "print": _print,
        "serve": _serve, "totals": _totals,
    }  # fmt: skip
    return Namespace(**vars(parser(commands).parse_args(words)))


def _options(given: Namespace) -> Options:
    return Options(
        root=given.site,
        output=given.out,
        now=given.now,
        preview=given.preview,
        strict=given.strict,
        jobs=given.jobs,
    )


def _build(given: Namespace) -> int:
    begun = time.perf_counter()
    progress = _progress(given) if given.format == "text" else None
    options = replace(_options(given), profile=given.profile)
    if given.verify and options.now is None:
        options = replace(options, now=dt.datetime.now(dt.UTC))
    report = build(options, progress=progress)
    if progress:
        progress.clear()
    if given.format == "json":
        verified = _verified(options, given) if given.verify and report.ok else None
        _tell(report.problems, report.language, "json", report, _measured(report, given) | _compared(verified))
        return 0 if report.ok and (verified is None or verified.equal) else 1
    _tell(report.problems, report.language, "text", report)
    _summary(report, given, time.perf_counter() - begun)
    if given.profile:
        _profile(report)
    if given.verify and report.ok:
        verified = _verified(options, given)
        _verdict(verified, report.language)
        return 0 if verified.equal else 1
    return 0 if report.ok else 1


def _verified(options: Options, given: Namespace) -> Verdict:
    from leitai.verify import verify

    progress = _progress(given) if given.format == "text" else None
    verdict = verify(options, progress)
    if progress:
        progress.clear()
    return verdict


def _compared(verdict: Verdict | None) -> dict[str, object]:
    if verdict is None:
        return {}
    return {"verify": {"equal": verdict.equal, "differences": [[each.path, each.how] for each in verdict.differences]}}


def _verdict(verdict: Verdict, language: str) -> None:
    """How output/ compares with a clean build."""
    chinese = language.startswith("zh")
    if verdict.equal:
        said = f"和全新构建逐字节一致（{verdict.compared} 个文件）"
        print(said if chinese else f"equal to a clean build, byte for byte ({verdict.compared} files)")
        return
    if not verdict.clean.ok:
        _tell(verdict.clean.problems, language, "text")
    hows = {"missing": "缺少", "different": "不同", "extra": "多余"}
    for each in verdict.differences[:_MOST_DIFFERENCES]:
        print(f"  {hows[each.how] if chinese else each.how}  {each.path}", file=sys.stderr)
    number = len(verdict.differences)
    said = f"{number} 个文件和全新构建不一致" if chinese else f"{number} files differ from a clean build"
    print(said, file=sys.stderr)


def _measured(report: Report, given: Namespace) -> dict[str, object]:
    made = report.written
    if not given.profile or made is None:
        return {}
    layouts = {name: {"files": number, "seconds": seconds} for name, number, seconds in made.layouts}
    return {"profile": {"write": dict(made.times), "layouts": layouts, "slowest": dict(made.slowest)}}


def _profile(report: Report) -> None:
    """Where the time went: steps and parts of writing by the clock, layouts and files summed over all processes."""
    chinese = report.language.startswith("zh")
    words = _STEPS["zh" if chinese else "en"]
    made = report.written
    total = sum(spent for _, spent in report.steps) or 1.0

    def row(name: str, spent: float, more: str = "") -> None:
        print(f"  {spent:8.3f} s {spent / total:5.0%}  {name}{more}")

    print("各步骤用时" if chinese else "time by step")
    for name, spent in report.steps:
        row(words.get(name, name), spent)
        for part, seconds in made.times if made and name == "write" else ():
            row(f"  {words.get(part, part)}", seconds)
    if not made or not made.layouts:
        return
    total = sum(spent for _, _, spent in made.layouts) or 1.0
    print("各布局用时（所有进程合计）" if chinese else "time by layout, all processes together")
    for name, number, spent in made.layouts:
        each = f"{spent / number * 1000:.2f} ms"
        row(name, spent, f"  {number} × {each}")
    print("最慢的文件" if chinese else "slowest files")
    for path, spent in made.slowest:
        row(path, spent)


def _explain(given: Namespace) -> int:
    """Why a page would be made, or was; 1 if there is no such page."""
    from leitai.explain import REFUSED, UNKNOWN, explain, words

    report, found = explain(_options(given), given.address)
    if given.format == "json":
        print(_json([to_builtins(each) for each in found]))
    else:
        if any(each.state == REFUSED for each in found):
            _tell(report.problems, report.language, "text")
        for each in found:
            print("\n".join(words(each, report.language)))
    return 1 if any(each.state in (UNKNOWN, REFUSED) for each in found) else 0


def _check(given: Namespace) -> int:
    """The problems of the sources, and those of output/ if a site stands there."""
    report = build(replace(_options(given), dry=True))
    if report.url and (given.out / "index.html").exists():
        from leitai.check import check

        found = [named(problem, given.out, given.site) for problem in check(given.out, report.url)]
        report = replace(report, ok=report.ok and not found, problems=(*report.problems, *found))
    _tell(report.problems, report.language, given.format, report)
    return 0 if report.ok else 1


def _serve(given: Namespace) -> int:
    from leitai.serve import NoPort, Preview, Settings

    settings = Settings(given.site, given.host, given.port, given.poll, given.open, given.strict, given.jobs)
    progress = _progress(given)
    try:
        preview = Preview(settings, _Log(progress), progress)
    except NoPort as taken:
        place = f"{taken.host}:{taken.port}"
        if _chinese_terminal():
            print(f"不能使用 {place}（{taken.reason}）。换一个端口：--port 8080", file=sys.stderr)
        else:
            print(f"Cannot listen at {place} ({taken.reason}). Choose another one: --port 8080", file=sys.stderr)
        return 2
    ended = preview.run()
    return 128 + ended if ended else 0


_POLLING = {
    "full": ("系统给不出更多的文件监视，改为定时查看", "no more file watches: polling instead"),
    "drive": ("网站在网络盘上，系统不通知改动：定时查看", "a network drive tells of no changes: polling"),
}


class _Log:
    """Tells what the server does; a problem that was told by the build before is not told again."""

    def __init__(self, progress: _Progress | None) -> None:
        self.progress = progress
        self.told: frozenset[Problem] = frozenset()
        self.chinese = _chinese_terminal()

    def __call__(self, event: object) -> None:
        from leitai.serve import Built, Polling, Serving, Unmade

        if self.progress:
            self.progress.clear()
            self.progress.begun.clear()
        if isinstance(event, Built):
            self._built(event.report, event.seconds, event.problems, event.fault)
        elif isinstance(event, Serving):
            stop = "按 Ctrl-C 停止" if self.chinese else "Ctrl-C stops it"
            print(f"{event.url}  ({stop})", flush=True)
        elif isinstance(event, Polling):
            print(_POLLING[event.reason][not self.chinese], file=sys.stderr)
        elif isinstance(event, Unmade):
            _tell([event.problem], "zh-CN" if self.chinese else "en", "text")

    def _built(self, report: Report | None, seconds: float, problems: tuple[Problem, ...], fault: str) -> None:
        language = report.language if report else ("zh-CN" if self.chinese else "en")
        self.chinese = language.startswith("zh")
        _tell([problem for problem in problems if problem not in self.told], language, "text")
        mended = any(problem.severity is Severity.ERROR for problem in self.told)
        self.told = frozenset(problems)
        if fault:
            print(fault, file=sys.stderr)
        clock = time.strftime("%H:%M:%S")
        made = report.written if report else None
        if report is None or not report.ok:
            said = "有问题，网页保持上一次做好的样子" if self.chinese else "problems: the last good pages stay"
            print(f"{clock} {said}", file=sys.stderr)
        elif made and (made.written or made.deleted):
            said = (
                f"写出 {made.written}，删除 {made.deleted}"
                if self.chinese
                else f"{made.written} written, {made.deleted} deleted"
            )
            print(f"{clock} {said} ({seconds:.2f} s)", flush=True)
        elif mended:
            print(f"{clock} {'问题都改好了' if self.chinese else 'all problems are mended'}", flush=True)


def _print(given: Namespace) -> int:
    """The pages of an edition made for print, as addresses or as PDFs."""
    from leitai.extras import print_edition

    return _say(print_edition(_options(given), given.edition, given.pdf, given.to), given)


def _totals(given: Namespace) -> int:
    """The totals of an edition as results.yaml records them."""
    from leitai.extras import totals

    return _say(totals(_options(given), given.edition), given)


def _say(said: Said, given: Namespace) -> int:
    if said.problems:
        _tell(said.problems, said.language, given.format)
    for line in said.err:
        print(line, file=sys.stderr)
    for line in said.out:
        print(line)
    return said.code


def _freeze(given: Namespace) -> int:
    """Addresses that only pinyin gives are written down, so that they never change again."""
    report = build(replace(_options(given), dry=True))
    if not report.ok:
        _tell(report.problems, report.language, given.format, report)
        return 1
    book: Path = given.site / ADDRESSES
    text = book.read_text(encoding="utf-8-sig") if book.exists() else ""
    if report.unfrozen:
        book.write_text(frozen(text, report.unfrozen), encoding="utf-8", newline="\n")
    chinese = report.language.startswith("zh")
    number = len(report.unfrozen)
    print(f"{ADDRESSES}：新写入 {number} 个网址" if chinese else f"{ADDRESSES}: {number} addresses added")
    return 0


def _photos(given: Namespace) -> int:
    """All photos of the site, for people or programs."""
    from leitai.build import prepare
    from leitai.load import placed
    from leitai.photos import listing, plain, table

    report, found, _ = prepare(_options(given))
    if found is None:
        _tell(report.problems, report.language, given.format, report)
        return 1
    language = report.language
    lines = listing(found.site, found.snapshot, (placed(problem, found.snapshot) for problem in found.problems))
    if given.format == "json":
        print(_json(plain(lines, found.site.files, language)))
    else:
        print("\n".join(table(lines, found.site.files, language)))
    return 0


def _tell(
    problems: Sequence[Problem],
    language: str,
    form: str,
    report: Report | None = None,
    more: dict[str, object] | None = None,
) -> None:
    """Problems in the site's language; as JSON, one object for the whole build."""
    if form == "json":
        from leitai.messages import as_json

        whole = {
            "ok": report.ok if report else False,
            "problems": [as_json(problem, language) for problem in problems],
            "steps": dict(report.steps) if report else {},
            **(more or {}),
        }
        print(_json(whole))
        return
    if not problems:
        return
    from leitai.messages import lines, tally

    color = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    for problem in problems:
        print(lines(problem, language, color=color), file=sys.stderr)
    if any(problem.severity is not Severity.NOTE for problem in problems):
        print(tally(problems, language), file=sys.stderr)


def _summary(report: Report, given: Namespace, seconds: float) -> None:
    """What was made, how long each step took, where to look."""
    chinese = report.language.startswith("zh")
    words = _STEPS["zh" if chinese else "en"]
    if not report.ok and report.written is None:
        untouched = shown(given.out, given.site)
        print(f"没有改动 {untouched}。" if chinese else f"{untouched} was left as it was.", file=sys.stderr)
        return
    place = _shown(given.out / "index.html")
    steps = " · ".join(f"{words.get(name, name)} {spent:.2f} s" for name, spent in report.steps)
    if report.idle:
        said = f"没有变化，{report.outputs} 个文件都是最新的" if chinese else f"nothing changed, {report.outputs} files"
        print(f"{said} ({seconds:.2f} s)")
        return
    made = report.written
    if made is None:
        return
    if chinese:
        print(f"{made.pages} 个页面，{made.pictures} 张图片")
        print(f"写出 {made.written}，未变 {made.unchanged}，删除 {made.deleted}")
        print(f"用时 {seconds:.2f} s（{steps}）")
        print(f"请看 {place}")
    else:
        print(
            f"{made.pages} pages, {made.pictures} pictures: "
            f"{made.written} written, {made.unchanged} unchanged, {made.deleted} deleted"
        )
        print(f"took {seconds:.2f} s ({steps})")
        print(f"see {place}")


def _shown(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _language(site: Path) -> str:
    """The language of a site that could not be looked at: the one its config asks for, or else the terminal's."""
    from leitai.config import language

    try:
        return language((site / CONFIG).read_bytes())
    except OSError:
        return "zh-CN" if _chinese_terminal() else "en"


def _chinese_terminal() -> bool:
    return os.environ.get("LC_ALL", os.environ.get("LANG", "")).lower().startswith("zh")


def _progress(given: Namespace) -> _Progress | None:
    return _Progress(sys.stderr, _language(given.site)) if sys.stderr.isatty() else None


class _Progress:
    """One line on a terminal that is written over: what is being made, how far, how long still."""

    def __init__(self, stream: TextIO, language: str) -> None:
        self.stream = stream
        self.chinese = language.startswith("zh")
        self.begun: dict[str, float] = {}
        self.shown = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        begun = self.begun.setdefault(what, now)
        if now - self.shown < 0.1 and (done < total or what == WAITING):
            return
        self.shown = now
        if what == WAITING:
            said = "等另一个构建先做完……" if self.chinese else "waiting for another build to end …"
            self.stream.write(f"\r\x1b[K{said}")
            self.stream.flush()
            return
        left = (now - begun) / done * (total - done) if done else 0
        if self.chinese:
            said = f"{_STEPS['zh'].get(what, what)} {done}/{total}" + (f"，还要约 {left:.0f} 秒" if left >= 1 else "")
        else:
            said = f"{what} {done}/{total}" + (f", about {left:.0f} s left" if left >= 1 else "")
        self.stream.write(f"\r\x1b[K{said}")
        self.stream.flush()

    def clear(self) -> None:
        """Leave no trace."""
        if self.begun:
            self.stream.write("\r\x1b[K")
            self.stream.flush()


def _json(whole: object) -> str:
    import json

    return json.dumps(whole, ensure_ascii=False, indent=1)


def script(root: Path | None = None) -> NoReturn:
    """The ``leitai`` command, and build.py's. The process ends without taking its memory apart piece by piece."""
    code = main(sys.argv[1:], root)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
