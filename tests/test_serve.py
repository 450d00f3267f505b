"""The preview server: what is seen, what is built, what browsers are told, and who is turned away."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import html
import http.client
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from leitai import write
from leitai.build import Options, build
from leitai.errors import OutputError, Spot, error
from leitai.serve import Built, NoPort, Polling, Preview, Serving, Settings
from leitai.serve.hosts import Hosts
from leitai.serve.pages import Answer, Pages, stamp_of, with_script
from leitai.serve.poll import silent
from leitai.serve.web import STATE
from leitai.serve.work import Builder

CHECKOUT = Path(__file__).resolve().parent.parent
PATIENCE = 15.0

# ── A site and a server ────────────────────────────────────────────────────────────────────────────────────────


def article(title: str, body: str = "正文。", extra: str = "") -> str:
    return f"---\ntitle: {title}\ndate: 2024-05-01\nsource: 本站\n{extra}---\n\n{body}\n"


def make_site(root: Path, url: str = "https://example.org/") -> Path:
    news = root / "content" / "news"
    news.mkdir(parents=True)
    (root / "config.yaml").write_text(f"title: 小站\nurl: {url}\nsource: 本站\n", "utf-8")
    (news / "one.md").write_text(article("第一篇", "从前有一篇。"), "utf-8")
    (news / "two.md").write_text(article("第二篇"), "utf-8")
    # The site brings its theme along, so that nobody's work on the checkout's themes disturbs a test.
    shutil.copytree(CHECKOUT / "themes" / "base", root / "themes" / "base")
    return root


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("leitai.serve.watch._TICK_MS", 100)
    monkeypatch.setattr("leitai.serve.watch._POLL_EVERY", 0.1)
    monkeypatch.setattr("leitai.serve.theme_roots", lambda: ())
    monkeypatch.setattr("leitai.build.theme_roots", lambda: ())
    return make_site(tmp_path / "site")


def until(what: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """Wait until it is true; what it was at last."""
    end = time.monotonic() + patience
    while not (found := what()) and time.monotonic() < end:
        time.sleep(0.01)
    return found


class Server:
    """A preview in a thread; ``events`` is all it told."""

    def __init__(self, root: Path, **settings: Any) -> None:
        self.events: list[Any] = []
        self.preview = Preview(Settings(root, **{"port": 0, **settings}), self.events.append)
        self.port = self.preview.port
        self.thread = threading.Thread(target=self.preview.run, daemon=True)
        self.thread.start()
        if not until(self.watching):
            self.stop()
            pytest.fail(f"no site: {self.events}")

    def watching(self) -> bool:
        """Whether the build that looks for what changed before the watch has found nothing."""
        events = list(self.events)
        begun = next((n for n, event in enumerate(events) if isinstance(event, Serving)), len(events))
        return any(map(self.idle, events[begun:]))

    @staticmethod
    def idle(event: Any) -> bool:
        return isinstance(event, Built) and event.report is not None and event.report.idle

    def stop(self) -> None:
        self.preview.stop()
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()

    def ask(self, path: str, host: str | None = None, method: str = "GET", **headers: str) -> tuple[int, Any, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, path, skip_host=True)
            connection.putheader("Host", f"127.0.0.1:{self.port}" if host is None else host)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def page(self, path: str) -> str:
        return self.ask(path)[2]

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.page(STATE))
        return found

    @property
    def builds(self) -> int:
        """How many builds had something to do."""
        return sum(isinstance(event, Built) and not self.idle(event) for event in self.events)

    def quiet(self, seconds: float = 0.7) -> None:
        """Wait until nothing has happened for so long."""
        while True:
            before = len(self.events)
            time.sleep(seconds)
            if len(self.events) == before:
                return


@pytest.fixture
def serve(site: Path) -> Iterator[Callable[..., Server]]:
    running: list[Server] = []

    def start(**settings: Any) -> Server:
        running.append(Server(site, **settings))
        return running[-1]

    yield start
    for each in running:
        each.stop()


@pytest.fixture
def server(serve: Callable[..., Server]) -> Server:
    return serve()


class Browser(threading.Thread):
    """What a browser does, without one: gets the page, listens, and gets it again when told to reload."""

    def __init__(self, server: Server, path: str, *, reloads: bool = True) -> None:
        super().__init__(daemon=True)
        self.server = server
        self.path = path
        self.reloads = reloads
        self.shown = ""
        self.heard: list[dict[str, Any]] = []
        self._over = False
        self._connection: WebSocketClientConnection | None = None
        self.start()
        assert until(lambda: self.heard)

    def run(self) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):  # the server has stopped
            asyncio.run(self._run())

    async def _run(self) -> None:
        while not self._over:
            self.shown = await asyncio.to_thread(self.server.page, self.path)
            url = f"ws://127.0.0.1:{self.server.port}/__leitai/livereload"
            self._connection = connection = await websocket_connect(url)
            await connection.write_message(json.dumps({"command": "hello", "protocols": []}))
            info = {"command": "info", "url": f"http://127.0.0.1:{self.server.port}{self.path}", **stamp(self.shown)}
            await connection.write_message(json.dumps(info))
            while (message := await connection.read_message()) is not None:
                said = json.loads(message)
                if said["command"] == "hello":
                    continue
                self.heard.append(said)
                if said["command"] == "reload" and self.reloads:
                    break
            else:
                return
            connection.close()

    def told(self, command: str) -> list[dict[str, Any]]:
        return [each for each in self.heard if each["command"] == command]


def stamp(page: str) -> dict[str, Any]:
    found = re.search(r'data-text="(\w+)" data-styles="([^"]*)"', page)
    assert found, page
    return {"text": found[1], "styles": json.loads(html.unescape(found[2]))}


# ── What is seen ───────────────────────────────────────────────────────────────────────────────────────────────


def test_an_edit_is_served(site: Path, server: Server) -> None:
    assert "从前有一篇" in server.page("/news/one/")
    (site / "content/news/one.md").write_text(article("第一篇", "改过了。"), "utf-8")
    assert until(lambda: "改过了" in server.page("/news/one/"))
    assert "从前有一篇" not in server.page("/news/one/")


def test_a_file_with_an_old_date_is_seen(site: Path, server: Server) -> None:
    fresh = site / "elsewhere.md"
    fresh.write_text(article("旧日期", "很久以前写的。"), "utf-8")
    os.utime(fresh, (1e9, 1e9))
    fresh.rename(site / "content/news/old.md")
    assert until(lambda: "很久以前写的" in server.page("/news/old/"))


def test_a_file_replaced_by_an_older_one_of_the_same_size_is_seen(site: Path, server: Server) -> None:
    place = site / "content/news/one.md"
    text = place.read_text("utf-8").replace("从前有一篇", "以前有两篇")
    place.write_text(text, "utf-8")
    os.utime(place, (1e9, 1e9))
    assert until(lambda: "以前有两篇" in server.page("/news/one/"))


def test_a_save_by_renaming_is_seen(site: Path, server: Server) -> None:
    place = site / "content/news/one.md"
    for number in range(3):  # vim's way: the old file aside, a new one in its place, the old one deleted
        place.rename(f"{place}~")
        place.write_text(article("第一篇", f"第 {number} 次保存。"), "utf-8")
        os.unlink(f"{place}~")
        assert until(lambda number=number: f"第 {number} 次保存" in server.page("/news/one/"))
    fresh = place.with_name("~WRD0001.tmp")  # Word's way: a new file over the old one
    fresh.write_text(article("第一篇", "用 Word 保存。"), "utf-8")
    fresh.replace(place)
    assert until(lambda: "用 Word 保存" in server.page("/news/one/"))
    server.quiet()
    assert server.state()["problems"] == []


def test_a_deletion_is_seen(site: Path, server: Server) -> None:
    assert server.ask("/news/two/")[0] == 200
    (site / "content/news/two.md").unlink()
    assert until(lambda: server.ask("/news/two/")[0] == 404)
    assert "第二篇" not in server.page("/news/")


def test_a_moved_folder_is_seen(site: Path, server: Server) -> None:
    away = site / "away"
    (site / "content/news").rename(away)
    assert until(lambda: server.ask("/news/one/")[0] == 404)
    away.rename(site / "content/news")
    assert until(lambda: server.ask("/news/one/")[0] == 200)
    # The folder that came back is watched as well.
    (site / "content/news/one.md").write_text(article("第一篇", "搬家以后。"), "utf-8")
    assert until(lambda: "搬家以后" in server.page("/news/one/"))
    (site / "content").rename(away)
    assert until(lambda: server.ask("/news/one/")[0] == 404)
    away.rename(site / "content")
    assert until(lambda: "搬家以后" in server.page("/news/one/"))
    (site / "content/news/one.md").write_text(article("第一篇", "又一次。"), "utf-8")
    assert until(lambda: "又一次" in server.page("/news/one/"))


def test_config_and_theme_are_watched(site: Path, server: Server) -> None:
    config = site / "config.yaml"
    config.write_text(config.read_text("utf-8").replace("小站", "大站"), "utf-8")
    assert until(lambda: "大站" in server.page("/"))
    (site / "themes/overrides/partials").mkdir(parents=True)
    (site / "themes/overrides/partials/footer_extra.html").write_text("<p>页脚多一行</p>", "utf-8")
    assert until(lambda: "页脚多一行" in server.page("/"))


def test_a_folder_that_was_replaced_is_watched_again(site: Path, serve: Callable[..., Server], tmp_path: Path) -> None:
    real = site / "elsewhere"
    (site / "content").rename(real)
    (site / "content").symlink_to(real)
    server = serve()
    copy = shutil.copytree(real, tmp_path / "copy")
    real.rename(tmp_path / "gone")
    copy.rename(real)
    time.sleep(0.3)
    (real / "news/one.md").write_text(article("第一篇", "换了文件夹。"), "utf-8")
    assert until(lambda: "换了文件夹" in server.page("/news/one/"))
    (real / "news/one.md").write_text(article("第一篇", "又换了。"), "utf-8")
    assert until(lambda: "又换了" in server.page("/news/one/"))


def test_an_event_that_is_lost_is_made_up_for(site: Path, server: Server) -> None:
    real = server.preview._builder.changed
    hits: list[int] = []

    def once(paths: frozenset[str]) -> None:
        real(paths)
        hits.append(1)

    # Only looks without a path get through: as if each event were lost but the first.
    server.preview._watcher._changed = lambda paths: once(paths) if not paths or not hits else None
    (site / "content/news/one.md").write_text(article("第一篇", "第一件。"), "utf-8")
    assert until(lambda: "第一件" in server.page("/news/one/"))
    (site / "content/news/two.md").write_text(article("第二篇", "第二件。"), "utf-8")
    assert until(lambda: "第二件" in server.page("/news/two/"))


def test_a_name_that_is_no_unicode_does_not_end_the_watch(site: Path, server: Server) -> None:
    try:
        with open(os.fsencode(site / "content/news/") + b"\xff\xfe.txt", "wb"):
            pass
    except OSError:
        pytest.skip("this file system knows no such names")
    os.unlink(os.fsencode(site / "content/news/") + b"\xff\xfe.txt")
    time.sleep(0.1)
    (site / "content/news/one.md").write_text(article("第一篇", "还看得见。"), "utf-8")
    assert until(lambda: "还看得见" in server.page("/news/one/"))


def test_polling_sees_the_same(site: Path, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leitai.serve.poll.COARSEST", 1000.0)
    server = serve(poll=True)
    (site / "content/news/one.md").write_text(article("第一篇", "轮询看到的。"), "utf-8")
    assert until(lambda: "轮询看到的" in server.page("/news/one/"))
    (site / "content/news/two.md").unlink()
    assert until(lambda: server.ask("/news/two/")[0] == 404)
    fresh = site / "elsewhere.md"
    fresh.write_text(article("旧日期", "很久以前写的。"), "utf-8")
    os.utime(fresh, (1e9, 1e9))
    fresh.rename(site / "content/news/old.md")
    assert until(lambda: "很久以前写的" in server.page("/news/old/"))
    place = site / "content/news/one.md"
    stood = place.stat()
    place.write_text(place.read_text("utf-8").replace("轮询", "先后"), "utf-8")
    os.utime(place, ns=(stood.st_atime_ns, stood.st_mtime_ns))
    assert until(lambda: "先后看到的" in server.page("/news/one/")), "the same size and the same time"
    (site / "content").rename(site / "away")
    assert until(lambda: server.ask("/news/one/")[0] == 404)
    (site / "away").rename(site / "content")
    assert until(lambda: server.ask("/news/one/")[0] == 200)
    (site / "addresses.yaml").write_text("第一篇: di-yi-pian\n", "utf-8")
    server.quiet()
    assert server.state()["problems"] == []


def test_polling_sees_what_no_stamp_tells(
    site: Path, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written in the very tick of a coarse clock in which the last look was."""
    monkeypatch.setattr("leitai.serve.poll.COARSEST", 0.5)
    monkeypatch.setattr("leitai.serve.poll._stamps", lambda status: (0, 0, 0, 0))
    server = serve(poll=True)
    (site / "content/news/one.md").write_text(article("第一篇", "没有痕迹。"), "utf-8")
    assert until(lambda: "没有痕迹" in server.page("/news/one/"))


@pytest.mark.parametrize("reason", ["full", "drive"])
def test_where_nothing_can_be_watched_it_polls_and_says_so(
    site: Path, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    def watch(*_: Any, **__: Any) -> Any:
        raise OSError(errno.ENOSPC, "OS file watch limit reached.")

    monkeypatch.setattr("leitai.serve.watch.watch", watch)
    monkeypatch.setattr("leitai.serve.watch.silent", lambda folder: reason == "drive")
    server = serve()
    assert [event for event in server.events if isinstance(event, Polling)] == [Polling(reason)]
    (site / "content/news/one.md").write_text(article("第一篇", "一样看得见。"), "utf-8")
    assert until(lambda: "一样看得见" in server.page("/news/one/"))


def test_which_drives_tell_of_no_changes(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    inner = tmp_path / "a b" / "c"
    inner.mkdir(parents=True)
    far = str(tmp_path / "a b").replace(" ", "\\040")
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nserver:/x {far} nfs4 rw 0 0\n", "utf-8")
    assert silent(inner, str(mounts))
    assert not silent(tmp_path, str(mounts))
    mounts.write_text(f"server:/x / nfs rw 0 0\n/dev/sdb {far} ext4 rw 0 0\n", "utf-8")
    assert silent(tmp_path, str(mounts))
    assert not silent(inner, str(mounts))
    assert not silent(inner, str(tmp_path / "nothing"))


# ── What is built ──────────────────────────────────────────────────────────────────────────────────────────────


def test_ten_photos_saved_together_are_one_build(site: Path, server: Server) -> None:
    photos = [io.BytesIO() for _ in range(10)]
    for number, photo in enumerate(photos):
        Image.new("RGB", (640, 480), (number, 99, 99)).save(photo, "JPEG")
    before = server.builds
    for number, photo in enumerate(photos):
        (site / f"content/news/photo-{number}.jpg").write_bytes(photo.getvalue())
        time.sleep(0.02)
    assert until(lambda: server.builds > before)
    server.quiet()
    assert server.builds == before + 1


def test_files_nobody_writes_are_no_build(site: Path, server: Server) -> None:
    server.quiet()
    before = len(server.events)
    for name in (".one.md.swp", "one.md~", "~$report.docx", ".DS_Store"):
        (site / "content/news" / name).write_text("x", "utf-8")
    (site / "notes.txt").write_text("x", "utf-8")
    (site / "output").mkdir()
    (site / "output/index.html").write_text("x", "utf-8")
    time.sleep(0.5)
    assert len(server.events) == before


def test_builds_never_overlap_and_what_comes_meanwhile_is_one_more() -> None:
    running = 0
    seen: list[frozenset[str]] = []

    def work(paths: frozenset[str]) -> None:
        nonlocal running
        running += 1
        assert running == 1
        seen.append(paths)
        time.sleep(0.3)
        running -= 1

    builder = Builder(work)
    builder.start()
    builder.changed(frozenset(["a.md"]))
    assert until(lambda: seen)
    for number in range(20):
        builder.changed(frozenset([f"{number}.md"]))
        time.sleep(0.005)
    assert until(lambda: len(seen) == 2)
    time.sleep(0.5)
    builder.stop()
    assert seen == [frozenset(["a.md"]), frozenset(f"{number}.md" for number in range(20))]


def test_who_never_stops_writing_is_built_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leitai.serve.work.LONGEST_WAIT", 0.3)
    seen: list[float] = []
    builder = Builder(lambda paths: seen.append(time.monotonic()))
    builder.start()
    begun = time.monotonic()
    while time.monotonic() < begun + 1:
        builder.changed(frozenset(["photo.jpg"]))
        time.sleep(0.02)
    builder.stop()
    assert len(seen) >= 2


def test_the_page_that_is_looked_at_is_made_first(site: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Browser(server, "/news/two/")
    batches: list[list[str]] = []

    def make(work: Any, real: Callable[[Any], Any] = write.make_pages) -> Any:
        batches.append([page[0] for page in work.pages])
        return real(work)

    monkeypatch.setattr(write, "make_pages", make)
    (site / "themes/overrides/partials").mkdir(parents=True)
    (site / "themes/overrides/partials/footer_extra.html").write_text("<p>页脚多一行</p>", "utf-8")
    assert until(lambda: "页脚多一行" in browser.shown)
    assert batches[0] == ["news/two/index.html"]
    assert sorted(batches[1]) == sorted(set(batches[1]) - {"news/two/index.html"})


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Builds with something to do wait until this is set; and the site counts as a large one."""
    go = threading.Event()
    go.set()

    def slow(*about: Any, real: Callable[..., Any] = build, **more: Any) -> Any:
        assert go.wait(PATIENCE)
        return real(*about, **more)

    monkeypatch.setattr("leitai.serve._MANY", 1)
    monkeypatch.setattr("leitai.serve.build", slow)
    yield go
    go.set()


@pytest.mark.parametrize("fresh", [True, False], ids=["built just now", "built by the server before"])
def test_the_article_that_is_edited_is_shown_before_the_build(
    site: Path, serve: Callable[..., Server], held: threading.Event, fresh: bool
) -> None:
    if not fresh:
        serve().stop()
    server = serve()
    browser, other = Browser(server, "/news/one/"), Browser(server, "/news/two/", reloads=False)
    held.clear()
    (site / "content/news/one.md").write_text(article("第一篇", "还没生成就看到了。"), "utf-8")
    assert until(lambda: "还没生成就看到了" in browser.shown)
    assert "还没生成就看到了" not in (site / ".leitai/preview/news/one/index.html").read_text("utf-8")
    held.set()
    assert until(lambda: "还没生成就看到了" in (site / ".leitai/preview/news/one/index.html").read_text("utf-8"))
    server.quiet()
    assert len(browser.told("reload")) == 1, "the build makes the same page"
    assert other.told("reload") == []
    assert server.preview.hub.pages.ahead == {}


def test_what_is_edited_during_a_build_is_shown_before_it_ends(
    site: Path, server: Server, held: threading.Event
) -> None:
    place = site / "content/news/one.md"
    place.write_text(article("第一篇", "第零稿。"), "utf-8")
    browser = Browser(server, "/news/one/")
    assert until(lambda: "第零稿" in browser.shown)
    server.quiet()
    held.clear()
    for number in range(1, 4):
        place.write_text(article("第一篇", f"第 {number} 稿。"), "utf-8")
        assert until(lambda number=number: f"第 {number} 稿" in browser.shown)
    assert "第零稿" in (site / ".leitai/preview/news/one/index.html").read_text("utf-8")
    reloads = len(browser.told("reload"))
    held.set()
    assert until(lambda: "第 3 稿" in (site / ".leitai/preview/news/one/index.html").read_text("utf-8"))
    server.quiet()
    assert len(browser.told("reload")) == reloads, "no build takes back what is newer than it"
    assert server.preview.hub.pages.ahead == {}


def test_what_the_build_refuses_is_not_shown_for_long(site: Path, server: Server, held: threading.Event) -> None:
    place = site / "content/news/one.md"
    place.write_text(article("第一篇", "好的一稿。"), "utf-8")
    browser = Browser(server, "/news/one/")
    assert until(lambda: "好的一稿" in browser.shown)
    server.quiet()
    held.clear()
    # That a whole address leads nowhere is only known when all is planned.
    place.write_text(article("第一篇", "坏的一稿，见[这里](/nowhere/)。"), "utf-8")
    assert until(lambda: "坏的一稿" in browser.shown)
    held.set()
    assert until(lambda: "好的一稿" in browser.shown), "the last good page stays"
    assert until(lambda: server.state()["problems"])
    place.write_text(article("第一篇", "改好的一稿。"), "utf-8")
    assert until(lambda: "改好的一稿" in browser.shown)
    assert until(lambda: server.state()["problems"] == [])


def test_drafts_are_shown_as_such_and_never_get_into_output(site: Path, server: Server) -> None:
    (site / "content/news/draft.md").write_text(article("草稿篇", "还没写好。", "draft: true\n"), "utf-8")
    later = article("预告篇", "明天见。", "publish: 2999-01-01\n")
    (site / "content/news/later.md").write_text(later, "utf-8")
    assert until(lambda: "还没写好" in server.page("/news/draft/"))
    assert until(lambda: "明天见" in server.page("/news/later/"))
    assert "banner" in server.page("/news/draft/")
    assert "banner" in server.page("/news/later/")
    assert not (site / "output").exists()
    assert build(Options(site, site / "output")).ok
    names = {str(path.relative_to(site / "output")) for path in (site / "output").rglob("*")}
    assert "news/one/index.html" in names
    assert not any("draft" in name or "later" in name for name in names)
    assert all("__leitai" not in path.read_text("utf-8") for path in (site / "output").rglob("*.html"))
    assert server.ask("/news/draft/")[0] == 200, "the real build leaves the preview alone"


def test_a_preview_that_was_built_is_no_news_to_the_next_server(site: Path, serve: Callable[..., Server]) -> None:
    serve().stop()
    again = serve()
    assert again.builds == 0
    assert again.state()["generation"] == 0


# ── Problems ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_problem_is_told_with_its_line_and_goes_when_it_is_mended(site: Path, server: Server) -> None:
    place = site / "content/news/one.md"
    good = place.read_text("utf-8")
    browser = Browser(server, "/news/one/")
    line = "title: <img src=x onerror=alert(1)> [未完"
    place.write_text(good.replace("title: 第一篇", f"title: {{{line}"), "utf-8")
    state = until(lambda: (now := server.state())["problems"] and now)
    (problem,) = state["problems"]
    assert (problem["path"], problem["severity"]) == ("content/news/one.md", "error")
    assert problem["line"] == 2
    assert problem["what"]
    (hit,) = [each for each in problem["excerpt"] if each["hit"]]
    assert hit == {"number": 2, "text": f"title: {{{line}", "hit": True}
    assert "从前有一篇" in server.page("/news/one/"), "the last good page stays"
    assert "onerror" not in server.page("/news/one/")
    assert until(lambda: browser.told("state")[-1]["problems"] == state["problems"])
    place.write_text(good, "utf-8")
    assert until(lambda: server.state()["problems"] == [])
    assert until(lambda: browser.told("state")[-1]["problems"] == [])
    assert browser.told("reload") == [], "the page is what it was"


def test_a_broken_template_is_told_with_its_line(site: Path, server: Server) -> None:
    place = site / "themes/base/layouts/article.html"
    good = place.read_text("utf-8")
    place.write_text(good + "{{ view.nothing_like_that.x }}\n{% if %}\n", "utf-8")
    state = until(lambda: (now := server.state())["problems"] and now)
    assert state["problems"][0]["path"] == "themes/base/layouts/article.html"
    assert any(each["hit"] and each["text"] == "{% if %}" for each in state["problems"][0]["excerpt"])
    place.write_text(good, "utf-8")
    assert until(lambda: server.state()["problems"] == [])


def test_a_site_that_is_broken_from_the_start_is_served_once_it_is_mended(
    site: Path, serve: Callable[..., Server]
) -> None:
    place = site / "content/news/one.md"
    good = place.read_text("utf-8")
    place.write_text("---\ntitle: [\n---\n", "utf-8")
    preview = Preview(Settings(site, port=0))
    thread = threading.Thread(target=preview.run, daemon=True)
    thread.start()
    try:
        server = Server.__new__(Server)
        server.port = preview.port
        assert until(lambda: server.state()["problems"])
        status, _, page = server.ask("/")
        assert status == 404
        browser = Browser(server, "/")
        place.write_text(good, "utf-8")
        assert until(lambda: "小站" in browser.shown)
        assert page != browser.shown
    finally:
        preview.stop()
        thread.join(PATIENCE)


def test_a_fault_of_the_program_is_told_and_the_server_goes_on(
    site: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError("out of the blue")

    with monkeypatch.context() as patch:
        patch.setattr("leitai.serve.build", fail)
        (site / "content/news/one.md").write_text(article("第一篇", "甲"), "utf-8")
        state = until(lambda: (now := server.state())["problems"] and now)
        assert "out of the blue" in state["problems"][0]["what"]
        assert any("ZeroDivisionError" in event.fault for event in server.events if isinstance(event, Built))
    (site / "content/news/one.md").write_text(article("第一篇", "乙方案"), "utf-8")
    assert until(lambda: "乙方案" in server.page("/news/one/"))
    assert until(lambda: server.state()["problems"] == [])


def test_who_saves_faster_than_it_builds_is_told_of_no_problem(
    site: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = 3

    def changing(*about: Any, real: Callable[..., Any] = build, **more: Any) -> Any:
        nonlocal left
        left -= 1
        if left >= 0:
            raise OutputError(error("source-changing", Spot("content/news/one.md")))
        return real(*about, **more)

    monkeypatch.setattr("leitai.serve.build", changing)
    (site / "content/news/one.md").write_text(article("第一篇", "终于停了。"), "utf-8")
    assert until(lambda: "终于停了" in server.page("/news/one/"))
    assert left < 0
    assert [event for event in server.events if isinstance(event, Built) and event.problems] == []
    left = 1000
    (site / "content/news/one.md").write_text(article("第一篇", "停不下来。"), "utf-8")
    assert until(lambda: [each["code"] for each in server.state()["problems"]] == ["source-changing"])


# ── What browsers are told ─────────────────────────────────────────────────────────────────────────────────────


def test_one_good_build_is_one_reload(site: Path, server: Server) -> None:
    browser = Browser(server, "/news/one/", reloads=False)
    other = Browser(server, "/news/two/", reloads=False)
    generation = server.state()["generation"]
    (site / "content/news/one.md").write_text(article("第一篇", "改过了。"), "utf-8")
    assert until(lambda: browser.told("reload"))
    server.quiet()
    assert len(browser.told("reload")) == 1
    assert server.state()["generation"] == generation + 1
    assert other.told("reload") == [] or "第一篇" in server.page("/news/two/"), "only pages that changed are reloaded"


def test_no_reload_is_lost_under_quick_edits(site: Path, server: Server) -> None:
    browser = Browser(server, "/news/one/")
    generation = server.state()["generation"]
    for number in range(30):
        (site / "content/news/one.md").write_text(article("第一篇", f"第 {number} 稿。"), "utf-8")
        time.sleep((0.01, 0.06, 0.15)[number % 3])
    assert until(lambda: "第 29 稿" in browser.shown)
    assert until(lambda: server.state()["generation"] > generation + 2)
    assert len(browser.told("reload")) > 2, "within three seconds there is more than one"


def test_what_was_missed_while_the_line_was_down_is_made_up_for(site: Path, server: Server) -> None:
    old = server.page("/news/one/")
    (site / "content/news/one.md").write_text(article("第一篇", "断线时改的。"), "utf-8")
    assert until(lambda: "断线时改的" in server.page("/news/one/"))

    class Stale(Browser):
        def run(self) -> None:
            first = [old]
            real = self.server.page
            self.server.page = lambda path: first.pop() if first else real(path)  # type: ignore[method-assign]
            super().run()

    browser = Stale(server, "/news/one/")
    assert until(lambda: "断线时改的" in browser.shown)
    assert len(browser.told("reload")) == 1


def test_new_styles_are_swapped_without_a_reload(site: Path, server: Server) -> None:
    browser = Browser(server, "/news/one/")
    (before,) = stamp(browser.shown)["styles"]
    with open(site / "themes/base/static/css/site.css", "a", encoding="utf-8") as css:
        css.write("\nbody { outline: 1px solid red }\n")
    assert until(lambda: browser.told("styles"))
    server.quiet()
    (message,) = browser.told("styles")
    ((old, new),) = message["pairs"]
    assert old == before != new
    status, headers, text = server.ask(new)
    assert (status, headers["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert "outline: 1px solid red" in text
    assert browser.told("reload") == []


def test_other_clients_of_the_protocol_are_told_to_reload(site: Path, server: Server) -> None:
    async def talk() -> list[dict[str, Any]]:
        connection = await websocket_connect(f"ws://127.0.0.1:{server.port}/__leitai/livereload")
        for message in (
            {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]},
            {"command": "info", "url": f"http://127.0.0.1:{server.port}/news/one/"},
        ):
            await connection.write_message(json.dumps(message))
        heard = []
        while not heard or heard[-1]["command"] != "reload":
            heard.append(json.loads(await asyncio.wait_for(connection.read_message(), PATIENCE) or "{}"))
            if heard[-1].get("command") == "state" and len(heard) == 2:
                (site / "content/news/one.md").write_text(article("第一篇", "别的客户端。"), "utf-8")
        connection.close()
        return heard

    heard = asyncio.run(talk())
    assert heard[0]["serverName"] == "livereload-tornado"
    assert heard[-1]["path"] == "/news/one/"


def test_a_stranger_sends_what_he_likes(server: Server) -> None:
    async def talk() -> None:
        connection = await websocket_connect(f"ws://127.0.0.1:{server.port}/__leitai/livereload")
        for message in ("", "[]", "{", '{"command": 1}', '{"command": "info", "url": "http://[", "text": 3}', b"\xff"):
            await connection.write_message(message, binary=isinstance(message, bytes))
        await connection.write_message(json.dumps({"command": "info", "url": "/../../x", "text": "", "styles": [None]}))
        connection.close()

    asyncio.run(talk())
    assert server.ask("/")[0] == 200


def test_many_edits_leave_nothing_behind(site: Path, server: Server) -> None:
    browser = Browser(server, "/news/one/", reloads=False)
    # A first few, after which everything that is made once is there.
    held: list[tuple[int, int]] = []
    for number in range(25):
        (site / "content/news/one.md").write_text(article("第一篇", f"第 {number} 稿。"), "utf-8")
        assert until(lambda number=number: f"第 {number} 稿" in server.page("/news/one/"))
        # The page is there before browsers are told; an edit in between would be told together with the one before.
        assert until(lambda number=number: len(browser.told("reload")) > number)
        if number in (4, 24):
            server.quiet(0.3)
            files = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
            held.append((threading.active_count(), files))
    assert held[0][0] == held[1][0]
    assert held[1][1] <= held[0][1] + 2
    assert len(browser.told("reload")) == 25
    assert len(server.preview.hub.clients) == 1
    asyncio.run(_leave(browser))
    assert until(lambda: not server.preview.hub.clients)


async def _leave(browser: Browser) -> None:
    connection = browser._connection
    assert connection is not None
    connection.protocol.stream.io_loop.add_callback(connection.close)  # type: ignore[union-attr]


# ── Who is turned away ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_foreign_host_is_refused(server: Server) -> None:
    for host in ("evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "localhost@evil", "192.168.3.4"):
        for path in ("/", "/news/one/", STATE, "/__leitai/live.js", "/nothing"):
            status, _, text = server.ask(path, host=host)
            assert (host, path, status) in ((host, path, 400), (host, path, 403))
            assert "小站" not in text
    for host in ("localhost", "LOCALHOST:1", "127.0.0.1:99", "[::1]:8000"):
        assert (host, server.ask("/", host=host)[0]) == (host, 200)


def test_hosts_of_a_server_that_listens_everywhere() -> None:
    everywhere = Hosts("0.0.0.0")
    assert everywhere.known("192.168.3.4:8000")
    assert everywhere.known("[fe80::1]:8000")
    assert everywhere.known(socket.gethostname())
    assert not everywhere.known("evil.example")
    assert not everywhere.known("192.168.3.4.evil.example")
    assert not Hosts("127.0.0.1").known("192.168.3.4")
    assert Hosts("192.168.3.4").known("192.168.3.4:8000")


def test_a_websocket_of_another_site_is_refused(server: Server) -> None:
    async def connect(origin: str) -> None:
        request = HTTPRequest(f"ws://127.0.0.1:{server.port}/__leitai/livereload", headers={"Origin": origin})
        (await websocket_connect(request)).close()

    with pytest.raises(Exception, match="403"):
        asyncio.run(connect("http://evil.example"))
    with pytest.raises(Exception, match="403"):
        asyncio.run(connect(f"http://localhost:{server.port}"))
    asyncio.run(connect(f"http://127.0.0.1:{server.port}"))


NOWHERE = (
    "/../config.yaml",
    "/../../config.yaml",
    "/news/../../../config.yaml",
    "/%2e%2e/%2e%2e/config.yaml",
    "/..%2f..%2fconfig.yaml",
    "/..%5c..%5cconfig.yaml",
    "/%2fetc/passwd",
    "//etc/passwd",
    "/news//one/",
    "/./index.html",
    "/index.html%00.png",
    "/.leitai-new-1",
    "/%ff",
    "/news/one/index.html/",
    "/linked/config.yaml",
    "/assets/",
    "/nothing/",
)


def test_what_is_not_there_is_404_and_nothing_leads_out(site: Path, server: Server) -> None:
    (site / ".leitai/preview/linked").symlink_to(site)
    for path in NOWHERE:
        status, headers, text = server.ask(path)
        assert (path, status) in ((path, 400), (path, 404))
        assert "title: 小站" not in text
        assert "root:" not in text
        if status == 404:
            assert headers["Content-Type"] == "text/html; charset=utf-8"
            assert "__leitai/live.js" in text


def test_no_method_but_looking(server: Server) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        status, _, text = server.ask("/", method=method)
        assert status == 405
        assert "Traceback" not in text
    status, headers, text = server.ask("/", method="HEAD")
    assert (status, text) == (200, "")
    assert int(headers["Content-Length"]) == len(server.page("/").encode())


def test_a_folder_without_its_slash_is_sent_on(server: Server) -> None:
    status, headers, _ = server.ask("/news?a=1")
    assert (status, headers["Location"]) == (302, "/news/?a=1")


def test_types_and_caching(site: Path, server: Server) -> None:
    page = server.page("/")
    script = re.search(r'src="(/assets/js/[^"]+)"', page)
    assert script
    for path, kind in (
        ("/", "text/html; charset=utf-8"),
        ("/feed.xml", "application/xml"),
        ("/feed.json", "application/json; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        (script[1], "text/javascript; charset=utf-8"),
        ("/__leitai/live.js", "text/javascript; charset=utf-8"),
    ):
        status, headers, _ = server.ask(path)
        assert (path, status, headers["Content-Type"]) == (path, 200, kind)
        assert headers["Cache-Control"] in ("no-store", "no-cache")
        assert "Last-Modified" not in headers
        assert "Expires" not in headers
        assert headers["X-Content-Type-Options"] == "nosniff"
    tag = server.ask("/feed.xml")[1]["ETag"]
    assert server.ask("/feed.xml", If_None_Match=tag)[0] == 304
    (site / "content/news/one.md").write_text(article("第一篇", "改了提要。"), "utf-8")
    assert until(lambda: server.ask("/feed.xml", If_None_Match=tag)[0] == 200)


def test_a_site_in_a_subfolder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leitai.serve.theme_roots", lambda: ())
    monkeypatch.setattr("leitai.build.theme_roots", lambda: ())
    root = make_site(tmp_path / "site", "https://example.org/contest")
    server = Server(root)
    try:
        assert server.preview.url == f"http://127.0.0.1:{server.port}/contest/"
        assert server.ask("/")[1]["Location"] == "/contest/"
        assert server.ask("/contest")[1]["Location"] == "/contest/"
        assert server.ask("/contest/news/one/")[0] == 200
        assert server.ask("/contest/news")[1]["Location"] == "/contest/news/"
        assert server.ask("/news/one/")[0] == 404
        assert server.ask("/contested/")[0] == 404
        config = root / "config.yaml"
        config.write_text(config.read_text("utf-8").replace("/contest", "/other"), "utf-8")
        assert until(lambda: server.ask("/other/news/one/")[0] == 200)
        assert server.ask("/contest/news/one/")[0] == 404
    finally:
        server.stop()


# ── Ports, signals, the command ────────────────────────────────────────────────────────────────────────────────


def test_a_port_that_is_taken(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(NoPort):
            Preview(Settings(site, port=port))
        monkeypatch.setattr("leitai.serve.PORT", port)
        preview = Preview(Settings(site))
        assert port < preview.port < port + 100
        for each in preview.sockets:
            each.close()


def _command(site: Path, *more: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "LC_ALL": "C.UTF-8"}
    return subprocess.Popen(
        [sys.executable, "-m", "leitai", "serve", "--site", str(site), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment,
    )


@pytest.mark.skipif(os.name == "nt", reason="signals are told otherwise there")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_stops_cleanly(site: Path, sent: signal.Signals, code: int) -> None:
    running = _command(site, "--port", "0")
    assert running.stdout
    while "http://127.0.0.1:" not in (line := running.stdout.readline()):
        assert line
    port = int(re.findall(r":(\d+)/", line)[0])
    with socket.create_connection(("127.0.0.1", port)) as open_still:
        open_still.send(b"GET / HTTP/1.1\r\n")
        running.send_signal(sent)
        _, said = running.communicate(timeout=PATIENCE)
    assert running.returncode == code
    assert "Traceback" not in said


def test_it_stops_while_another_build_works_on_the_site(site: Path, server: Server) -> None:
    fcntl = pytest.importorskip("fcntl")
    with open(site / ".leitai/lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (site / "content/news/one.md").write_text(article("第一篇", "要等一等。"), "utf-8")
        assert until(lambda: server.preview._building)
        server.stop()


def test_the_command_says_so_where_it_cannot_serve(site: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        running = _command(site, "--port", str(taken.getsockname()[1]))
        _, said = running.communicate(timeout=PATIENCE)
    assert running.returncode == 2
    assert "--port" in said
    running = _command(tmp_path)
    _, said = running.communicate(timeout=PATIENCE)
    assert running.returncode == 2
    assert "config.yaml" in said


def test_the_build_command_does_not_pay_for_the_server() -> None:
    code = (
        "import sys, leitai.cli; "
        "sys.exit(any(name in sys.modules for name in ('tornado', 'livereload', 'watchfiles', 'leitai.serve')))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT).returncode == 0


# ── Pages and stamps ───────────────────────────────────────────────────────────────────────────────────────────


def test_stamps_part_styles_from_text() -> None:
    one = b'<head><link rel="stylesheet" href="/a.1.css?x&amp;y"><link rel=icon href=/i.1.svg></head><p>x'
    two = one.replace(b"/a.1.css", b"/a.2.css")
    assert stamp_of(one).text == stamp_of(two).text
    assert stamp_of(one).styles == ("/a.1.css?x&y",)
    assert stamp_of(two).styles == ("/a.2.css?x&y",)
    assert stamp_of(one).text != stamp_of(one.replace(b"/i.1", b"/i.2")).text
    assert stamp_of(one).text != stamp_of(one.replace(b"<p>x", b"<p>y")).text
    assert stamp_of(b"<link media=print rel='preload stylesheet' href='b.css'>").styles == ()
    assert stamp_of(b"<LINK HREF=b.css REL=stylesheet>").styles == ("b.css",)


def test_the_script_goes_into_the_head() -> None:
    stamp_ = stamp_of(b"")
    assert with_script(b"<head></HEAD ><body></head>", "/s.js", stamp_).startswith(b'<head><script src="/s.js"')
    assert with_script(b"<p>no head", "/s.js", stamp_).startswith(b"<p>no head<script")


def test_addresses_of_pages(tmp_path: Path) -> None:
    (tmp_path / "标签").mkdir()
    (tmp_path / "标签/index.html").write_text("x", "utf-8")
    pages = Pages(tmp_path)
    assert pages.find("/%E6%A0%87%E7%AD%BE/") == Answer("标签/index.html")
    assert pages.find("/%E6%A0%87%E7%AD%BE") == Answer(status=302, to="/%E6%A0%87%E7%AD%BE/")
    assert pages.find("/") == Answer("", 404)
    (tmp_path / "404.html").write_text("x", "utf-8")
    assert pages.find("/") == Answer("404.html", 404)
    assert pages.find("nothing") == Answer("404.html", 404)


# ── In a browser ───────────────────────────────────────────────────────────────────────────────────────────────

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    try:
        from selenium import webdriver
    except ImportError:
        webdriver = None  # type: ignore[assignment]
    if not (webdriver and CHROMIUM and DRIVER):
        missing = "no browser test: selenium, Chromium and chromedriver are needed"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        f"--user-data-dir={tmp_path_factory.mktemp('chromium')}",
    ):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    driver.set_page_load_timeout(PATIENCE)
    yield driver
    driver.quit()


def _text(driver: Any, script: str) -> str:
    """What a script returns; nothing while the page is being changed for another."""
    from selenium.common.exceptions import WebDriverException

    try:
        return str(driver.execute_script(f"return {script}") or "")
    except WebDriverException:
        return ""


OVERLAY = "document.getElementById('leitai-problems')?.shadowRoot.textContent"


def _connected(server: Server) -> bool:
    return bool(until(lambda: server.preview.hub.clients))


def test_in_a_browser_an_edit_changes_the_open_page(site: Path, server: Server, chromium: Any) -> None:
    chromium.get(f"{server.preview.url}news/one/")
    assert "从前有一篇" in _text(chromium, "document.body.innerText")
    assert _connected(server)
    for words in ("第二稿", "第三稿"):  # the second within the three seconds in which livereload would drop it
        (site / "content/news/one.md").write_text(article("第一篇", words), "utf-8")
        assert until(lambda words=words: words in _text(chromium, "document.body.innerText"))


def test_in_a_browser_a_problem_appears_and_goes(site: Path, server: Server, chromium: Any) -> None:
    chromium.get(f"{server.preview.url}news/one/")
    assert _connected(server)
    place = site / "content/news/one.md"
    good = place.read_text("utf-8")
    evil = "title: {<img src=x onerror=document.title='evil'>"
    place.write_text(good.replace("title: 第一篇", evil), "utf-8")
    said = until(lambda: _text(chromium, OVERLAY))
    assert "content/news/one.md:2" in said
    assert evil in said
    assert _text(chromium, "document.getElementById('leitai-problems').shadowRoot.querySelector('img')") == ""
    assert _text(chromium, "document.getElementById('leitai-problems').shadowRoot.querySelector('mark').textContent")
    assert "从前有一篇" in _text(chromium, "document.body.innerText")
    assert "evil" not in _text(chromium, "document.title")
    chromium.get(f"{server.preview.url}news/two/")
    assert until(lambda: evil in _text(chromium, OVERLAY)), "it is on every page that is opened meanwhile"
    chromium.execute_script("document.getElementById('leitai-problems').shadowRoot.querySelector('button').click()")
    assert _text(chromium, OVERLAY) == ""
    chromium.get(f"{server.preview.url}news/one/")
    assert until(lambda: _text(chromium, OVERLAY))
    place.write_text(good.replace("从前有一篇", "改好了"), "utf-8")
    assert until(lambda: "改好了" in _text(chromium, "document.body.innerText"))
    assert until(lambda: _text(chromium, OVERLAY) == "")


def test_in_a_browser_styles_are_swapped_without_a_reload(site: Path, server: Server, chromium: Any) -> None:
    chromium.get(f"{server.preview.url}news/one/")
    assert _connected(server)
    chromium.execute_script("window.survivor = 'still here'")
    for width in ("3px", "5px"):
        with open(site / "themes/base/static/css/site.css", "a", encoding="utf-8") as css:
            css.write(f"\nbody {{ outline: {width} solid red !important }}\n")
        shown = "getComputedStyle(document.body).outlineWidth"
        assert until(lambda width=width, shown=shown: _text(chromium, shown) == width)
    assert _text(chromium, "window.survivor") == "still here"
    sheets = "document.querySelectorAll('link[rel=stylesheet]').length"
    assert until(lambda: _text(chromium, sheets) == "1")


def test_in_a_browser_a_lost_line_is_found_again(site: Path, server: Server, chromium: Any) -> None:
    chromium.get(f"{server.preview.url}news/one/")
    assert _connected(server)
    port = server.port
    server.stop()
    (site / "content/news/one.md").write_text(article("第一篇", "服务器不在时改的。"), "utf-8")
    notice = "document.getElementById('leitai-notice')?.shadowRoot.textContent"
    assert until(lambda: _text(chromium, notice))
    again = Server(site, port=port)
    try:
        assert until(lambda: "服务器不在时改的" in _text(chromium, "document.body.innerText"))
        assert until(lambda: again.preview.hub.clients)
        assert _text(chromium, notice) == ""
        (site / "content/news/one.md").write_text(article("第一篇", "重新连上以后。"), "utf-8")
        assert until(lambda: "重新连上以后" in _text(chromium, "document.body.innerText"))
    finally:
        again.stop()
