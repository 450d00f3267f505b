"""While serving, pictures are made when they are asked for: the same ones as ever, each once, and none unknown."""

from __future__ import annotations

import http.client
import re
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import photos as make
import pytest
from sites import tree
from test_serve import Server, article, make_site, until

from leitai import images
from leitai.build import Options, Report, build
from leitai.cache import Cache
from leitai.folder import PREVIEW
from leitai.images import PhotoError
from leitai.serve import Unmade
from leitai.sources import digest_of

FOLDER = "content/news/tu"
NAMES = ("a", "b", "c", "d")
PAGE = "/news/tu/"
OTHER = "/news/one/"


def photo(seed: int) -> bytes:
    picture = make.scene((600, 400))
    picture.paste((seed, seed, 90), (0, 0, 300, 200))
    return make.jpeg(picture)


def gallery(names: tuple[str, ...]) -> str:
    lines = "".join(f"  - {{photo: {name}.jpg, alt: 图}}\n" for name in names)
    return article("图", "几张照片。", f"gallery:\n{lines}" if names else "")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("leitai.serve.watch._TICK_MS", 100)
    monkeypatch.setattr("leitai.serve.theme_roots", lambda: ())
    monkeypatch.setattr("leitai.build.theme_roots", lambda: ())
    root = make_site(tmp_path / "site")
    (root / FOLDER).mkdir()
    for seed, name in enumerate(NAMES):
        (root / f"{FOLDER}/{name}.jpg").write_bytes(photo(40 * seed))
    (root / f"{FOLDER}/index.md").write_text(gallery(NAMES), "utf-8")
    # Another page shows the last one too.
    (root / "content/news/one.md").write_text(article("第一篇", "![图](tu/d.jpg)"), "utf-8")
    return root


@pytest.fixture
def serve(site: Path) -> Iterator[Callable[..., Server]]:
    running: list[Server] = []

    def start(**settings: Any) -> Server:
        running.append(Server(site, **{"idle": None, **settings}))
        return running[-1]

    yield start
    for each in running:
        each.stop()


class Encoder:
    """Notes who is made in which order, and holds them up while ``gate`` is closed. Photos ``broken`` fail."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.calls: list[tuple[str, tuple[str, ...]]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.broken: set[str] = set()
        self.real = images.encode
        patch.setattr(images, "encode", self)

    def __call__(self, data: bytes, photo: images.Photo, wanted: Any) -> list[tuple[str, bytes]]:
        self.calls.append((photo.path.rpartition("/")[2], tuple(each.name for each in wanted)))
        assert self.gate.wait(20)
        if photo.path.rpartition("/")[2] in self.broken:
            raise PhotoError("photo-unreadable", reason="planted")
        return self.real(data, photo, wanted)

    @property
    def photos(self) -> list[str]:
        return [name for name, _ in self.calls]

    @property
    def made(self) -> list[str]:
        return [name for _, names in self.calls for name in names]


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Encoder]:
    it = Encoder(monkeypatch)
    yield it
    it.gate.set()


def get(server: Server, path: str, page: str = "") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    headers = {"Referer": f"http://127.0.0.1:{server.port}{page}"} if page else {}
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def clean(site: Path) -> dict[str, bytes]:
    """What a build from nothing makes of the site."""
    place = site.with_name("clean")
    for name in ("clean", "cache"):
        shutil.rmtree(site.with_name(name), ignore_errors=True)
    report = build(Options(site, place, preview=True, cache=site.with_name("cache")))
    assert report.ok, report.problems
    return tree(place)


def pictures(of: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in of.items() if path.startswith("photos/")}


def shown(server: Server, page: str) -> list[str]:
    """The pictures that a page names."""
    return list(dict.fromkeys(re.findall(r"/(photos/[\w.-]+\.(?:webp|jpg))", get(server, page)[1].decode())))


def standing(site: Path) -> dict[str, bytes]:
    return pictures(tree(site / PREVIEW))


def again(site: Path, **more: Any) -> Report:
    """The build that the server does, once more, when it is not there."""
    return build(Options(site, site / PREVIEW, preview=True, **{"lazy": True, **more}))


def one_of(site: Path, server: Server, name: str, number: int = 0) -> str:
    """A picture of that photo."""
    start = f"photos/{digest_of((site / f'{FOLDER}/{name}.jpg').read_bytes())[:16]}"
    return [each for each in shown(server, PAGE) if each.startswith(start)][number]


# ── What is made ───────────────────────────────────────────────────────────────────────────────────────────────


def test_pages_are_there_before_pictures_and_a_picture_comes_when_it_is_asked_for(
    site: Path, serve: Callable[..., Server], encoder: Encoder
) -> None:
    server = serve()
    names = shown(server, PAGE)
    assert len(names) >= 8 and not standing(site) and not encoder.calls
    status, data = get(server, f"/{names[0]}", PAGE)
    assert status == 200 and list(standing(site)) == encoder.made == [names[0]]
    for name in names[1:]:
        assert get(server, f"/{name}", PAGE)[0] == 200
    expected = clean(site)
    assert data == expected[names[0]]
    for name in pictures(expected):
        assert get(server, f"/{name}")[1] == expected[name]
    assert tree(site / PREVIEW) == expected


def test_what_is_asked_for_twice_at_once_is_made_once(
    site: Path, serve: Callable[..., Server], encoder: Encoder
) -> None:
    server = serve(jobs=3)
    name = shown(server, PAGE)[0]
    queue = server.preview.pictures._queue
    encoder.gate.clear()
    with ThreadPoolExecutor(5) as browsers:
        asked = [browsers.submit(get, server, f"/{name}", PAGE) for _ in range(5)]
        assert until(lambda: name in queue and len(queue[name].waiting) == 5)
        # Meanwhile everything else is served.
        assert get(server, PAGE)[0] == 200
        encoder.gate.set()
        answers = {each.result() for each in asked}
    assert answers == {(200, standing(site)[name])}
    assert encoder.made == [name]
    get(server, f"/{name}", PAGE)
    assert encoder.made == [name]


def test_the_page_opened_last_comes_first_and_who_has_gone_is_dropped(
    site: Path, serve: Callable[..., Server], encoder: Encoder
) -> None:
    server = serve(jobs=1)
    a, b, c = (one_of(site, server, name) for name in "abc")
    c2 = one_of(site, server, "c", 1)
    queue = server.preview.pictures._queue
    encoder.gate.clear()
    with ThreadPoolExecutor(4) as browsers:
        asked = [browsers.submit(get, server, f"/{a}", PAGE)]
        assert until(lambda: encoder.made == [a])
        with socket.create_connection(("127.0.0.1", server.port)) as browser:
            browser.sendall(f"GET /{b} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
            assert until(lambda: b in queue)
        assert until(lambda: b not in queue)
        for name in (c, c2):
            asked.append(browsers.submit(get, server, f"/{name}", PAGE))
            assert until(lambda name=name: name in queue)
        d = next(each for each in shown(server, OTHER) if each not in (a, b, c, c2))
        asked.append(browsers.submit(get, server, f"/{d}", OTHER))
        assert until(lambda: d in queue)
        encoder.gate.set()
        assert {each.result()[0] for each in asked} == {200}
    assert encoder.made == [a, d, c, c2]


def test_nothing_is_made_that_no_page_needs(site: Path, serve: Callable[..., Server], encoder: Encoder) -> None:
    server = serve()
    name = shown(server, PAGE)[0]
    stem, _, ending = name.rpartition(".")
    for path in (
        f"{stem}0.{ending}",
        name.upper(),
        re.sub(r"-\d+x", "-9999x", name),
        f"x/../{name}",
        f"{name}/",
        "photos/",
        "photos/../../../config.yaml",
        "news/tu/a.jpg",
    ):
        assert get(server, f"/{path}")[0] in (302, 404), path
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", f"/{name}", headers={"Host": "evil.example"})
    assert connection.getresponse().status == 403
    connection.close()
    assert encoder.calls == [] and not standing(site)


# ── What may be wrong ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_photo_that_fails_is_told_and_does_not_hold_up_others(
    site: Path, serve: Callable[..., Server], encoder: Encoder
) -> None:
    server = serve()
    bad, worse, good = one_of(site, server, "b"), one_of(site, server, "b", 1), one_of(site, server, "c")
    encoder.broken.add("b.jpg")
    for _ in range(2):
        status, said = get(server, f"/{bad}", PAGE)
        assert status == 500 and said.startswith(b"500: ") and b"Traceback" not in said
    assert encoder.photos == ["b.jpg"], "it fails again, so it is not tried again"
    assert get(server, f"/{worse}", PAGE)[0] == 500
    assert get(server, f"/{good}", PAGE)[0] == 200
    assert [event.problem.code for event in server.events if isinstance(event, Unmade)] == ["photo-unreadable"]
    assert [(each["code"], each["path"]) for each in server.state()["problems"]] == [
        ("photo-unreadable", f"{FOLDER}/b.jpg")
    ]
    server.preview._builder.changed(frozenset())  # nothing has changed, and it stays
    server.quiet()
    assert len(server.state()["problems"]) == 1
    encoder.broken.clear()
    (site / f"{FOLDER}/b.jpg").write_bytes(photo(200))
    assert until(lambda: server.state()["problems"] == [])
    assert until(lambda: bad not in shown(server, PAGE))
    assert get(server, f"/{one_of(site, server, 'b')}", PAGE)[0] == 200


def test_a_photo_that_is_not_what_it_was_is_for_the_next_build(
    site: Path, serve: Callable[..., Server], encoder: Encoder
) -> None:
    server = serve()
    other, gone = one_of(site, server, "a"), one_of(site, server, "b")
    real, server.preview._watcher._changed = server.preview._watcher._changed, lambda paths: None
    (site / f"{FOLDER}/a.jpg").write_bytes(photo(210))
    (site / f"{FOLDER}/b.jpg").unlink()
    assert get(server, f"/{other}", PAGE)[0] == get(server, f"/{gone}", PAGE)[0] == 404
    assert encoder.calls == [] and server.state()["problems"] == []
    (site / f"{FOLDER}/b.jpg").write_bytes(photo(220))
    server.preview._watcher._changed = real
    real(frozenset())
    assert until(lambda: other not in shown(server, PAGE))
    for name in ("a", "b"):
        assert get(server, f"/{one_of(site, server, name)}", PAGE)[0] == 200


def test_a_truncated_photo_is_told_by_the_build_as_ever(site: Path, serve: Callable[..., Server]) -> None:
    server = serve()
    (site / f"{FOLDER}/b.jpg").write_bytes(photo(5)[:-2000])
    assert until(lambda: [each["code"] for each in server.state()["problems"]] == ["photo-truncated"])
    assert get(server, PAGE)[0] == 200


# ── Beside builds ──────────────────────────────────────────────────────────────────────────────────────────────


def test_new_photos_are_looked_at_and_no_more(
    site: Path, serve: Callable[..., Server], encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However large they are; any other build would make all their pictures now.
    monkeypatch.setattr("leitai.load.parse._WORTHWHILE", 0)
    monkeypatch.setattr("leitai.load.parse._PER_DOCUMENT", 0)
    developed: list[str] = []
    real = images.develop

    def develop(path: str, *given: Any, **more: Any) -> Any:
        developed.append(path)
        return real(path, *given, **more)

    monkeypatch.setattr(images, "develop", develop)
    serve()
    assert not developed and not encoder.calls and not standing(site)
    assert clean(site) and len(developed) == len(NAMES)


def test_a_build_that_breaks_off_has_recorded_what_may_be_made(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = set(pictures(clean(site)))

    def weary(work: object) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("leitai.write.make_pages", weary)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            again(site)
        assert expected <= set(Cache(site, site / PREVIEW).record().files)


def test_what_was_made_is_known_to_the_next_build_and_goes_when_nothing_needs_it(
    site: Path, serve: Callable[..., Server], encoder: Encoder
) -> None:
    server = serve()
    kept, dropped, left = one_of(site, server, "a"), one_of(site, server, "b"), one_of(site, server, "c")
    for name in (kept, dropped):
        get(server, f"/{name}", PAGE)
    (site / f"{FOLDER}/index.md").write_text(gallery(("a", "c", "d")), "utf-8")
    assert until(lambda: dropped not in standing(site))
    assert until(lambda: dropped not in shown(server, PAGE))
    server.quiet()
    assert list(standing(site)) == [kept] and encoder.made == [kept, dropped]
    # The replaced one goes, too, and so does that which was never made.
    (site / f"{FOLDER}/a.jpg").write_bytes(photo(230))
    assert until(lambda: kept not in standing(site))
    server.quiet()
    assert get(server, f"/{kept}")[0] == get(server, f"/{dropped}")[0] == 404
    server.stop()
    report = again(site)
    assert report.idle and report.ok and report.problems == ()
    expected = clean(site)
    assert report.left == len(pictures(expected))
    # Any other build makes all that is left, each once.
    encoder.calls.clear()
    report = again(site, lazy=False)
    assert report.ok and report.problems == () and report.left == 0
    assert tree(site / PREVIEW) == expected
    assert sorted(encoder.made) == sorted(pictures(expected))
    assert left in expected


def test_a_picture_that_a_build_drops_while_it_is_made_does_not_stay(
    site: Path, serve: Callable[..., Server], encoder: Encoder
) -> None:
    server = serve()
    name = one_of(site, server, "a")
    encoder.gate.clear()
    with ThreadPoolExecutor(1) as browser:
        asked = browser.submit(get, server, f"/{name}", PAGE)
        assert until(lambda: encoder.made == [name])
        before = server.builds
        (site / f"{FOLDER}/index.md").write_text(gallery(("b",)), "utf-8")
        assert until(lambda: server.builds > before)
        encoder.gate.set()
        assert asked.result()[0] == 404
    server.quiet()
    assert standing(site) == {}
    server.stop()
    assert again(site).problems == ()


def test_one_that_it_keeps_does(site: Path, serve: Callable[..., Server], encoder: Encoder) -> None:
    server = serve()
    name = one_of(site, server, "a")
    encoder.gate.clear()
    with ThreadPoolExecutor(1) as browser:
        asked = browser.submit(get, server, f"/{name}", PAGE)
        assert until(lambda: encoder.made == [name])
        before = server.builds
        (site / f"{FOLDER}/index.md").write_text(gallery(("a",)), "utf-8")
        assert until(lambda: server.builds > before)
        encoder.gate.set()
        assert asked.result() == (200, standing(site)[name])
    assert encoder.made == [name]


def test_a_server_that_starts_again_goes_on_where_it_stopped(
    site: Path, serve: Callable[..., Server], encoder: Encoder
) -> None:
    server = serve()
    one, two = one_of(site, server, "a"), one_of(site, server, "b")
    get(server, f"/{one}", PAGE)
    server.stop()
    server = serve()
    assert server.builds == 0
    assert get(server, f"/{one}", PAGE)[0] == get(server, f"/{two}", PAGE)[0] == 200
    assert encoder.made == [one, two]


def test_a_file_that_somebody_wrote_to_is_made_again(
    site: Path, serve: Callable[..., Server], encoder: Encoder
) -> None:
    server = serve()
    name = one_of(site, server, "a")
    _, data = get(server, f"/{name}", PAGE)
    (site / "content/news/two.md").write_text(article("第二篇", "改过。"), "utf-8")
    assert until(lambda: "改过" in server.page("/news/two/"))
    server.quiet()
    (site / PREVIEW / name).write_bytes(b"x")
    server.preview._builder.changed(frozenset())
    assert until(lambda: standing(site) == {name: data})


def test_ten_photos_saved_together_with_their_page_are_one_build(
    site: Path, serve: Callable[..., Server], encoder: Encoder
) -> None:
    server = serve()
    before = server.builds
    names = tuple(f"p{number}" for number in range(10))
    for seed, name in enumerate(names):
        (site / f"{FOLDER}/{name}.jpg").write_bytes(photo(20 * seed + 7))
    (site / f"{FOLDER}/index.md").write_text(gallery(names), "utf-8")
    assert until(lambda: server.builds > before)
    server.quiet()
    assert server.builds == before + 1
    assert len(shown(server, PAGE)) >= 20 and encoder.calls == [] and not standing(site)


def test_what_is_published_has_all_its_pictures(site: Path, serve: Callable[..., Server]) -> None:
    server = serve()
    get(server, f"/{one_of(site, server, 'a')}", PAGE)
    report = build(Options(site, site / "output", preview=True))
    assert report.ok and report.left == 0
    assert tree(site / "output") == clean(site)
    assert len(standing(site)) == 1


# ── When nobody asks ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_rest_is_made_when_nobody_asks_photo_by_photo(
    site: Path, serve: Callable[..., Server], encoder: Encoder
) -> None:
    expected = pictures(clean(site))
    encoder.calls.clear()
    serve(idle=0.01)
    assert until(lambda: standing(site) == expected)
    assert len(encoder.calls) == len(NAMES) and sorted(encoder.made) == sorted(expected)


def test_the_rest_waits_for_whoever_asks_and_for_a_change(
    site: Path, serve: Callable[..., Server], encoder: Encoder
) -> None:
    encoder.gate.clear()
    server = serve(idle=0.01)
    assert until(lambda: len(encoder.calls) == 1)
    busy = encoder.photos[0]
    other = next(name for name in NAMES if f"{name}.jpg" != busy)
    with ThreadPoolExecutor(2) as browsers:
        # One that the rest is at is not made twice; another is at work at once.
        same = browsers.submit(get, server, f"/{one_of(site, server, busy[0])}", PAGE)
        asked = browsers.submit(get, server, f"/{one_of(site, server, other)}", PAGE)
        assert until(lambda: encoder.photos == [busy, f"{other}.jpg"])
        before = server.builds
        (site / "content/news/two.md").write_text(article("第二篇", "改过。"), "utf-8")
        assert until(lambda: server.builds > before)
        assert encoder.photos == [busy, f"{other}.jpg"]
        server.preview.pictures._idle = 1000.0
        encoder.gate.set()
        assert same.result()[0] == asked.result()[0] == 200
    server.quiet()
    assert encoder.photos == [busy, f"{other}.jpg"], "the rest has made what it was at, and no more"
    expected = pictures(clean(site))
    server.preview.pictures._idle = 0.01
    server.preview._builder.changed(frozenset())
    assert until(lambda: standing(site) == expected)


def test_the_rest_leaves_the_machine_to_a_build(
    site: Path, serve: Callable[..., Server], encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve()
    name = one_of(site, server, "a")
    expected = pictures(clean(site))
    encoder.calls.clear()
    go, begun = threading.Event(), threading.Event()

    def slow(*given: Any, **more: Any) -> Report:
        begun.set()
        assert go.wait(20)
        return build(*given, **more)

    monkeypatch.setattr("leitai.serve.build", slow)
    server.preview.pictures._idle = 0.01
    server.preview._builder.changed(frozenset())
    assert begun.wait(20)
    assert get(server, f"/{name}", PAGE)[0] == 200, "what is asked for is made meanwhile"
    server.quiet(0.3)
    assert encoder.made == [name]
    go.set()
    assert until(lambda: standing(site) == expected)


def test_the_rest_tries_nothing_again_that_fails(site: Path, serve: Callable[..., Server], encoder: Encoder) -> None:
    encoder.broken.add("b.jpg")
    server = serve(idle=0.01)
    assert until(lambda: len(server.state()["problems"]) == 1)
    for _ in range(2):
        server.preview._builder.changed(frozenset())
        server.quiet(0.3)
    assert sorted(encoder.photos) == [f"{name}.jpg" for name in NAMES]
    assert sum(isinstance(event, Unmade) for event in server.events) == 1
