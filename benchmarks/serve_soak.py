"""Many edits in a row while serving: no reload is missed, memory does not grow, and how long an edit takes.

    python -m benchmarks.serve_soak --edits 500 --articles 2000

A server in a process of its own, and one browser (without the window): it shows an article, is told to reload, gets
the page again. An edit counts as seen when the browser has a page with the new words; its time runs from the moment
the file is saved.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tornado.httpclient import AsyncHTTPClient
from tornado.websocket import websocket_connect

PATIENCE = 20.0
TEXT = "这一段写当天现场的情形，评委怎样提问，团队怎样回答，最后大家怎么看。" * 12


def make_site(root: Path, articles: int) -> Path:
    """A site of so many articles; the file that is edited."""
    news = root / "content" / "news"
    news.mkdir(parents=True)
    (root / "config.yaml").write_text("title: 小站\nurl: https://example.org/\nsource: 本站\n", "utf-8")
    for number in range(articles):
        day = f"{2020 + number // 336 % 5}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        tags = f"[{number % 60}号专题, {number % 7}组]"
        body = "\n\n".join(f"## 第 {part} 节\n\n{TEXT}\n\n- 一\n- **二**\n- 三" for part in range(3))
        (news / f"a{number}.md").write_text(
            f"---\ntitle: 第 {number} 篇\ndate: {day}\ntags: {tags}\n---\n\n{body}\n", "utf-8"
        )
    return news / f"a{articles // 2}.md"


def memory(process: int) -> float:
    """Megabytes in memory."""
    status = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


async def soak(url: str, place: Path, edits: int, process: int) -> int:
    """Edit, and wait each time until the browser has it. Returns how many it never had."""
    client = AsyncHTTPClient()
    path = f"news/{place.stem}/"
    old = place.read_text("utf-8")
    times: list[float] = []
    told = missed = 0

    async def load() -> tuple[str, dict[str, object]]:
        page = (await client.fetch(url + path)).body.decode()
        found = re.search(r'data-text="(\w+)" data-styles="([^"]*)"', page)
        assert found
        return page, {"text": found[1], "styles": json.loads(html.unescape(found[2]))}

    page, stamp = await load()
    for number in range(1, edits + 1):
        connection = await websocket_connect(url.replace("http", "ws", 1) + "__leitai/livereload")
        await connection.write_message(json.dumps({"command": "info", "url": url + path, **stamp}))
        words = f"第 {number} 次改动"
        begun = time.perf_counter()
        place.write_text(f"{old}\n{words}\n", "utf-8")
        try:
            while words not in page:
                message = await asyncio.wait_for(connection.read_message(), PATIENCE)
                if message and json.loads(message)["command"] == "reload":
                    told += 1
                    page, stamp = await load()
            times.append(time.perf_counter() - begun)
        except TimeoutError:
            missed += 1
            page, stamp = await load()
            state = (await client.fetch(f"{url}__leitai/state")).body.decode()
            print(f"missed edit {number}; the server has it: {words in page}; {state}", flush=True)
        connection.close()
        if number in (1, 10) or number % max(edits // 5, 1) == 0:
            print(f"{number:5} edits  {memory(process):7.1f} MB  {missed} missed", flush=True)
    times.sort()
    print(
        f"edit → page in the browser: median {statistics.median(times) * 1000:.0f} ms, "
        f"95 % {times[int(len(times) * 0.95)] * 1000:.0f} ms, worst {times[-1] * 1000:.0f} ms; {told} reloads"
    )
    return missed


def main() -> int:
    """The command. Exit code 1 if an edit was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--articles", type=int, default=100)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = make_site(Path(folder), given.articles)
        command = [sys.executable, "-m", "leitai", "serve", "--site", folder, "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
            assert server.stdout
            try:
                url = ""
                while not url:
                    line = server.stdout.readline()
                    assert line, "the server has ended"
                    url = line.split()[0] if line.startswith("http") else ""
                return 1 if asyncio.run(soak(url, place, given.edits, server.pid)) else 0
            finally:
                server.terminate()


if __name__ == "__main__":
    sys.exit(main())
