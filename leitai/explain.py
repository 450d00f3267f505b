"""Why a file of output/ would be made again, or was: plan and record held against each other, told in words.

Nothing is remembered for this but the reason of the last making: the old key is made again from the old basis and the
new view (see `keys`), and the digests of the sources at the last good build say which of them changed. Builds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from leitai import keys
from leitai.build import Options, Prepared, Report, prepare
from leitai.cache import Record
from leitai.folder import holds
from leitai.outputs import Copy, Drawing, Output, Page, Picture, Piece
from leitai.render import layout_file
from leitai.schema import nearest
from leitai.sources import ADDRESSES, CONFIG, THEMES, Snapshot
from leitai.theme import Theme, reach
from leitai.wording import is_chinese

_MOST = 5

TO_MAKE, READY, TO_DELETE, UNKNOWN, REFUSED = "to-make", "ready", "to-delete", "unknown", "refused"


class Explanation(Struct, frozen=True):
    """What is known of one file of output/.

    ``state`` is one of the five above. ``why`` are the flags of `keys` for which it would be made now, ``last`` those
    for which it was made the last time. ``shared``, ``templates`` and ``sources`` are what changed since: parts of what
    all pages share, template files in its closure, and source files, its own first. ``near`` is the address that was
    perhaps meant.
    """

    path: str
    state: str
    kind: str = ""
    layout: str = ""
    source: str = ""
    why: int = 0
    last: int = 0
    shared: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    near: str = ""


def explain(options: Options, address: str) -> tuple[Report, tuple[Explanation, ...]]:
    """Why the file at that address would be made; for a source file, why each of its pages would.

    ``address`` may be written as in a browser, in a link, as a path in output/ or as a path of a source.

    Raises:
        OutputError, UsageError: as `build.build`.
    """
    report, found, cache = prepare(options)
    record = cache.record()
    if found is None:
        path = _known(_paths(address, ""), record.files) or _paths(address, "")[0]
        made = record.files.get(path)
        return report, (Explanation(path, REFUSED, last=made.why if made else 0),)
    origins = cache.origins()
    plan = found.plan.outputs
    made_by = keys.Keys(found.plan, found.theme, record.basis)
    of_source = [path for path, output in plan.items() if source_of(output) == address.removeprefix("./")]
    every = {*plan, *record.files}
    wanted = of_source or [_known(_paths(address, found.plan.site.base), every)]
    if not wanted[0]:
        return report, (_unknown(address, found, plan),)
    return report, tuple(_explain(path, options, found, record, made_by, origins) for path in wanted)


_KINDS = {Page: "page", Picture: "picture", Drawing: "picture", Copy: "file", Piece: "search"}


def source_of(output: Output) -> str:
    """The source file that is most responsible for an output."""
    if isinstance(output, Picture):
        return output.photo.path
    return "" if isinstance(output, Piece) else output.source


def _explain(
    path: str, options: Options, found: Prepared, record: Record, made_by: keys.Keys, origins: dict[str, str]
) -> Explanation:
    output = found.plan.outputs.get(path)
    made = record.files.get(path)
    last = made.why if made else 0
    changed = _changed(origins, found.snapshot)
    if output is None:
        return Explanation(path, TO_DELETE, last=last, sources=_own_first("", changed))
    key = made_by.of(output)
    source = source_of(output)
    layout = output.layout if isinstance(output, Page) else ""
    kind = _KINDS.get(type(output), "text")
    if made and made.key == key and holds(str(options.output), path, made):
        return Explanation(path, READY, kind, layout, source, last=last)
    why = made_by.why(output, key, made)
    return Explanation(
        path,
        TO_MAKE,
        kind,
        layout,
        source,
        why,
        last,
        shared=tuple(name for name in keys.SHARED if made_by.basis[name] != record.basis.get(name))
        if why & keys.COMMON
        else (),
        templates=_templates(found.theme, layout, made_by) if why & keys.TEMPLATES else (),
        sources=_own_first(source, changed) if why & (keys.CONTENT | keys.NEW) and origins else (),
    )


def _paths(address: str, base: str) -> list[str]:
    """The paths in output/ that an address may mean, the likeliest first."""
    parts = urlsplit(address.strip())
    path = unquote(parts.path)
    if parts.scheme or path.startswith(f"{base}/"):
        path = path.removeprefix(base)
    path = path.removeprefix("./").removeprefix("output/").lstrip("/")
    if path.endswith("/") or not path:
        return [f"{path}index.html"]
    return [path, f"{path}/index.html"]


def _known(paths: Iterable[str], every: Iterable[str]) -> str:
    known = set(every)
    return next((path for path in paths if path in known), "")


def _unknown(address: str, found: Prepared, plan: dict[str, Output]) -> Explanation:
    path = _paths(address, found.plan.site.base)[0]
    pages = {f"/{each.removesuffix('index.html')}": each for each in plan}
    return Explanation(path, UNKNOWN, near=nearest(f"/{path.removesuffix('index.html')}", pages) or "")


def _changed(origins: dict[str, str], snapshot: Snapshot) -> list[str]:
    """The sources that are not what they were at the last good build, new and deleted ones too; templates aside."""
    now = {path: file.digest for path, file in snapshot.files.items()}
    different = {path for path in {*now, *origins} if now.get(path) != origins.get(path)}
    manifests = {path for path in different if path.startswith(f"{THEMES}/") and path.endswith(".yaml")}
    return sorted(path for path in different if not path.startswith(f"{THEMES}/") or path in manifests)


def _own_first(source: str, changed: list[str]) -> tuple[str, ...]:
    folder = source.rpartition("/")[0]

    def far(path: str) -> int:
        return 0 if path == source else 1 if path.startswith(f"{folder}/") else 2 if path in (CONFIG, ADDRESSES) else 3

    return tuple(sorted(changed, key=far))


def _templates(theme: Theme, layout: str, made_by: keys.Keys) -> tuple[str, ...]:
    names = reach(theme, layout_file(layout))
    return tuple(
        dict.fromkeys(
            theme.templates[name].source
            for name in names
            if made_by.basis[f"template {name}"] != made_by.before.get(f"template {name}")
        )
    )


_WORDS: dict[str, tuple[str, str]] = {
    READY: ("是最新的，下次构建不会再生成", "is up to date and would not be made again"),
    TO_MAKE: ("下次构建会生成", "would be made by the next build"),
    TO_DELETE: ("不再属于网站，下次构建会删除", "is no longer part of the site and would be deleted by the next build"),
    UNKNOWN: ("网站里没有这个网址", "is no address of this site"),
    REFUSED: ("下次构建会因为错误停下，它保持原样", "stays as it is: the next build would stop for the errors"),
    "new": ("它是新的", "it is new"),
    "unfinished": ("上次没有做完，或者失败了", "it was not finished the last time, or it failed"),
    "file": ("output/ 里的文件被改动或删除了", "its file in output/ was changed or deleted"),
    "content": ("它显示的内容变了", "what it shows has changed"),
    "templates": ("它用到的模板变了", "templates it uses have changed"),
    "common": ("所有页面共有的东西变了", "what all pages share has changed"),
    "code": ("程序或它用的库换了版本", "another version of the program or its libraries"),
    "site": ("网站自己的信息（标题、网址、菜单等）", "what the site says of itself (title, url, menu …)"),
    "strings": ("界面文字", "the words of the interface"),
    "params": ("主题参数", "the parameters of the theme"),
    "assets": ("样式、脚本等主题文件", "styles, scripts and other files of the theme"),
    "page": ("页面", "page"),
    "picture": ("图片", "picture"),
    "text": ("主题文件", "file of the theme"),
    "search": ("搜索用的文件", "file of the search"),
    "copy": ("照原样发布的文件", "file published as it is"),
    "last": ("上一次生成，是因为", "it was last made because"),
    "because": ("因为", "because"),
    "layout": ("布局", "layout"),
    "source": ("来源", "source"),
    "near": ("最接近的是", "the nearest is"),
    "changed": ("变了的文件", "files that changed"),
    "more": ("另有 {n} 个", "{n} more"),
    "time": (
        "没有文件变动：有内容到了发布或下线的时间，或者预览开关变了",
        "no file changed: something was published or expired by itself, or --preview was switched",
    ),
}
_FLAGS = {
    keys.NEW: "new",
    keys.UNFINISHED: "unfinished",
    keys.FILE: "file",
    keys.CONTENT: "content",
    keys.TEMPLATES: "templates",
    keys.COMMON: "common",
}


def words(this: Explanation, language: str) -> list[str]:
    """The explanation as lines of text."""
    chinese = is_chinese(language)
    colon, comma, pause = ("：", "；", "、") if chinese else (": ", "; ", ", ")

    def say(word: str) -> str:
        return _WORDS[word][0 if chinese else 1]

    def some(names: tuple[str, ...]) -> str:
        shown = pause.join(names[:_MOST])
        return shown + (pause + say("more").format(n=len(names) - _MOST) if len(names) > _MOST else "")

    def reasons(flags: int) -> str:
        return comma.join(say(word) for flag, word in _FLAGS.items() if flags & flag)

    lines = [f"/{this.path.removesuffix('index.html')} {say(this.state)}"]
    if this.near:
        lines.append(f"  {say('near')}{colon}{this.near}")
    if this.kind:
        about = [say("copy" if this.kind == "file" else this.kind)]
        about += [f"{say('layout')}{colon}{layout_file(this.layout)}"] if this.layout else []
        about += [f"{say('source')}{colon}{this.source}"] if this.source else []
        lines.append("  " + comma.join(about))
    if this.why:
        lines.append(f"  {say('because')}{colon}{reasons(this.why)}")
        lines += [f"    - {say(name)}" for name in this.shared]
        lines += [f"    - {name}" for name in this.templates]
        if this.sources:
            lines.append(f"    {say('changed')}{colon}{some(this.sources)}")
        elif this.why & keys.CONTENT:
            lines.append(f"    {say('time')}")
    elif this.state == TO_DELETE and this.sources:
        lines.append(f"    {say('changed')}{colon}{some(this.sources)}")
    if this.last and this.state != TO_MAKE:
        lines.append(f"  {say('last')}{colon}{reasons(this.last)}")
    return lines
