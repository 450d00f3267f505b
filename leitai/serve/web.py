"""HTTP and the websocket, on the handlers of `livereload`: pages with the live script in them, and news for browsers.

Of livereload's handlers the static files and the handshake are used. Its polling, its building inside the server's
loop and its reload, which is dropped when another went before within 3 s, are not: a `Hub` compares what each browser
shows with what is on the disk, and tells it as long as they differ. Everything here runs in the server's loop. Knows
no sources and no build.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Awaitable
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler, StaticFileHandler
from tornado.web import Application, HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError

from leitai.serve.hosts import Hosts
from leitai.serve.pages import Pages, Stamp, stamp_of, with_script
from leitai.serve.pictures import Outcome, Pictures

PLACE = "/__leitai"
SCRIPT = f"{PLACE}/live.js"
STATE = f"{PLACE}/state"
SOCKET = f"{PLACE}/livereload"
_LONGEST_MESSAGE = 65_536

_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".woff2": "font/woff2",
    ".ics": "text/calendar",
    ".webmanifest": "application/manifest+json",
}
"""What the tables of some systems do not know, or know wrong."""


class Hub:
    """What all browsers that are connected should know. ``generation`` counts the builds that changed something."""

    def __init__(self, pages: Pages, pictures: Pictures) -> None:
        self.pages = pages
        self.pictures = pictures
        self.clients: set[Socket] = set()
        self.generation = 0
        self.builds = 0
        self.language = ""
        self.problems: tuple[dict[str, Any], ...] = ()
        self.looked_at: tuple[str, ...] = ()

    def state(self) -> dict[str, Any]:
        """The state of the whole, as told to browsers (and to whoever asks at ``STATE``)."""
        return {
            "command": "state",
            "generation": self.generation,
            "builds": self.builds,
            "language": self.language,
            "problems": self.problems,
        }

    def join(self, client: Socket) -> None:
        """A browser shows a page."""
        self.clients.add(client)
        self._note()
        client.send_message(self.state())
        self._compare(client)

    def leave(self, client: Socket) -> None:
        """It is gone."""
        self.clients.discard(client)
        self._note()

    def tell(self) -> None:
        """Tell everybody the state."""
        state = self.state()
        for client in tuple(self.clients):
            client.send_message(state)

    def compare(self) -> None:
        """Tell each browser to catch up that shows something else than what is on the disk now."""
        for client in tuple(self.clients):
            self._compare(client)

    def _compare(self, client: Socket) -> None:
        now = self.pages.stamp(client.page)
        shown = client.shown
        if now is None or now == shown:
            return
        client.shown = now
        if client.swaps and now.text == shown.text and len(now.styles) == len(shown.styles):
            pairs = [pair for pair in zip(shown.styles, now.styles, strict=True) if pair[0] != pair[1]]
            client.send_message({"command": "styles", "pairs": pairs, "generation": self.generation})
        else:
            client.send_message(
                {"command": "reload", "path": client.page, "liveCSS": False, "generation": self.generation}
            )

    def _note(self) -> None:
        found = (self.pages.find(client.page).file for client in self.clients)
        self.looked_at = tuple(sorted({file for file in found if file}))


class _Guarded(RequestHandler):
    """Turns away requests under a foreign name, and never lets a browser keep what may be old by its next look."""

    hosts: Hosts

    def prepare(self) -> None:
        header = self.request.headers.get("Host", "")
        if not self.hosts.known(header):
            raise HTTPError(403)

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-cache")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        if status_code == 403:
            self.finish("403: this server is not known by that name (Host header)\n")
        else:
            self.finish(f"{status_code}: {self._reason}\n")


class _Files(_Guarded, StaticFileHandler):  # type: ignore[misc]  # livereload is untyped
    """The built site."""

    def initialize(self, hub: Hub, hosts: Hosts) -> None:
        self.hub = hub
        self.hosts = hosts
        self.asked: asyncio.Task[Outcome] | None = None
        self._gone = False
        super().initialize(hub.pages.root)

    def head(self, path: str) -> Awaitable[None]:
        return self.get(path, include_body=False)

    async def get(self, path: str, include_body: bool = True) -> None:
        pages = self.hub.pages
        answer = pages.find(self.request.path)
        if answer.to:
            query = self.request.query
            self.redirect(answer.to + (f"?{query}" if query else ""), status=answer.status)
            return
        if answer.status == 404 and await self._made(pages.name(self.request.path)):
            answer = pages.find(self.request.path)
        if self._gone:
            return
        if answer.file and not answer.file.endswith((".html", ".htm")):
            await StaticFileHandler.get(self, answer.file, include_body)
            return
        if answer.status == 200:
            self.hub.pictures.opened(self.request.path)
        try:
            data = pages.read(answer.file)
        except OSError:  # deleted between the two looks
            raise HTTPError(404) from None
        data = with_script(data, SCRIPT, stamp_of(data))
        self.set_status(answer.status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Length", len(data))
        if include_body:
            self.write(data)

    async def _made(self, name: str) -> bool:
        """Whether what is not there is a picture, and has been made now."""
        try:
            page = urlsplit(self.request.headers.get("Referer", "")).path
        except ValueError:
            page = ""
        self.asked = asyncio.ensure_future(self.hub.pictures.ask(name, page))
        try:
            failed = await self.asked
        except asyncio.CancelledError:
            self._gone = True
            return False
        if failed is not None and failed.problem is not None:
            raise HTTPError(500)
        return failed is None

    def on_connection_close(self) -> None:
        """Nobody waits any more."""
        if self.asked is not None:
            self.asked.cancel()

    def get_content_type(self) -> str:
        kind: str = _TYPES.get(os.path.splitext(self.absolute_path)[1].lower()) or super().get_content_type()
        if kind.startswith("text/") or kind in ("application/json", "application/feed+json"):
            return f"{kind}; charset=utf-8"
        return kind

    def get_modified_time(self) -> None:
        """None: its whole seconds are too coarse to tell two states apart; the ETag does."""

    def compute_etag(self) -> str | None:
        path = getattr(self, "absolute_path", None)
        if not path:
            return None
        status = os.stat(path)
        return f'"{status.st_mtime_ns:x}-{status.st_size:x}"'

    def should_return_304(self) -> bool:
        return bool(self.check_etag_header())


class _Script(_Guarded):
    """The live script."""

    def initialize(self, hosts: Hosts) -> None:
        self.hosts = hosts

    def get(self) -> None:
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.write(files("leitai.serve").joinpath("live.js").read_bytes())


class _State(_Guarded):
    """The state of the whole, for scripts and tests."""

    def initialize(self, hub: Hub, hosts: Hosts) -> None:
        self.hub = hub
        self.hosts = hosts

    def get(self) -> None:
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.write(json.dumps(self.hub.state(), ensure_ascii=False))


class Socket(_Guarded, LiveReloadHandler):  # type: ignore[misc]  # livereload is untyped
    """One browser: livereload's protocol, with the page's stamp in ``info`` and our own commands beside ``reload``.

    ``page`` is the address it shows, ``shown`` the state in which it does (or was last told to), ``swaps`` whether it
    is our own script and so can swap style sheets. Anything else that speaks livereload's protocol is told to reload.
    """

    def initialize(self, hub: Hub, hosts: Hosts) -> None:
        """Tornado's constructor."""
        self.hub = hub
        self.hosts = hosts
        self.page = ""
        self.shown = Stamp("")
        self.swaps = False

    def check_origin(self, origin: str) -> bool:
        """Only pages of this very server; livereload itself lets everybody in."""
        return urlsplit(origin).netloc.lower() == self.request.headers.get("Host", "").lower()

    def on_message(self, message: str | bytes) -> None:
        """``hello`` is livereload's; ``info`` says what the browser shows. Whatever else comes is left."""
        if len(message) > _LONGEST_MESSAGE:
            self.close(1009)
            return
        try:
            said = json.loads(message)
        except ValueError:
            return
        if not isinstance(said, dict):
            return
        if said.get("command") == "hello":
            super().on_message(message)
        elif said.get("command") == "info" and isinstance(said.get("url"), str):
            self._info(said)

    def _info(self, said: dict[str, Any]) -> None:
        try:
            self.page = urlsplit(said["url"]).path or "/"
        except ValueError:
            return
        text, styles = said.get("text"), said.get("styles")
        self.swaps = isinstance(text, str) and isinstance(styles, list)
        if isinstance(text, str) and isinstance(styles, list):
            self.shown = Stamp(text, tuple(map(str, styles)))
        else:
            self.shown = self.hub.pages.stamp(self.page) or Stamp("")
        self.hub.join(self)

    def on_close(self) -> None:
        """The browser has gone, or shows another page."""
        self.hub.leave(self)

    def send_message(self, message: dict[str, Any]) -> None:
        """Send, if there is still somebody to send to."""
        try:
            self.write_message(json.dumps(message, ensure_ascii=False))
        except WebSocketClosedError:
            self.hub.leave(self)


def application(hub: Hub, hosts: Hosts) -> Application:
    """Everything the server answers."""
    return Application(
        [
            (SCRIPT, _Script, {"hosts": hosts}),
            (STATE, _State, {"hub": hub, "hosts": hosts}),
            (SOCKET, Socket, {"hub": hub, "hosts": hosts}),
            (r"/(.*)", _Files, {"hub": hub, "hosts": hosts}),
        ],
        default_handler_class=_Unknown,
        default_handler_args={"hosts": hosts},
        log_function=lambda handler: None,
        websocket_ping_interval=20,
        websocket_max_message_size=_LONGEST_MESSAGE,
        compress_response=False,
    )


class _Unknown(_Guarded):
    """What no rule matches (``*``, absolute addresses)."""

    def initialize(self, hosts: Hosts) -> None:
        self.hosts = hosts

    def get(self) -> None:
        raise HTTPError(404)
