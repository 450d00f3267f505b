"""From the pages made for print to PDF files, by a Chromium that is installed; and the totals to be recorded.

Serves the built site on this machine only while the browser reads it, since its addresses begin at the root. Prints
nothing; whatever is missing is an answer, not an exception.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_PATIENCE = 120


class Sheet(Struct, frozen=True):
    """A page made for print: its address within the site, and the name of its PDF."""

    path: str
    name: str


def sheets(output: Path, key: str) -> tuple[Sheet, ...]:
    """The pages made for print of an edition (``contest/edition``) that stand in output/."""
    folder = output / "contests" / key / "print"
    found = []
    for place in sorted(folder.rglob("index.html")) if folder.is_dir() else ():
        inner = place.parent.relative_to(folder).as_posix()
        if inner != ".":
            found.append(Sheet(path=f"/contests/{key}/print/{inner}/", name=f"{inner.replace('/', '-')}.pdf"))
    return tuple(found)


def browser() -> str:
    """The Chromium to print with (LEITAI_CHROMIUM names another); empty if there is none."""
    chosen = os.environ.get("LEITAI_CHROMIUM")
    if chosen is not None:
        return shutil.which(chosen) or ""
    return next(filter(None, map(shutil.which, BROWSERS)), "") or next(filter(os.path.exists, _PLACES), "")


def print_all(
    output: Path, base: str, wanted: tuple[Sheet, ...], folder: Path, program: str
) -> Iterator[tuple[Path, str]]:
    """Make the PDFs one by one, each with what went wrong (empty if nothing did). ``base`` is the path of the site."""
    folder.mkdir(parents=True, exist_ok=True)
    with _served(output, base) as root, tempfile.TemporaryDirectory() as profile:
        for sheet in wanted:
            target = folder / sheet.name
            target.unlink(missing_ok=True)
            command = [
                program,
                "--headless",
                "--disable-gpu",
                "--no-first-run",
                "--no-pdf-header-footer",
                f"--user-data-dir={profile}",
                f"--print-to-pdf={target}",
                f"{root}{base}{sheet.path}",
            ]
            if hasattr(os, "geteuid") and os.geteuid() == 0:
                command.insert(1, "--no-sandbox")
            try:
                ended = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
                said = ended.stderr.decode("utf-8", "replace").strip()
            except (OSError, subprocess.TimeoutExpired) as failed:
                said = str(failed)
            yield target, "" if target.is_file() else said or "?"


@contextmanager
def _served(output: Path, base: str) -> Iterator[str]:
    """The site at an address of this machine."""
    handler = functools.partial(_Handler, base, directory=str(output))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


class _Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, base: str, *given: object, **named: object) -> None:
        self.base = base
        super().__init__(*given, **named)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self.base) if self.base else path)

    def log_message(self, format: str, *args: object) -> None:
        pass
