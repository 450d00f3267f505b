"""The benchmark's commands: `python -m benchmarks.run --help`, from the repository's folder."""

from __future__ import annotations

import argparse
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks import corpus, equal, measure, report
from benchmarks.contenders import ASIDE, CONTENDERS, HERE, PYTHON, ROOT, Contender, install
from benchmarks.gallery import STUDIOS, Studio
from benchmarks.report import Results

Edit = Callable[[corpus.Story, str], corpus.Story]


def main(arguments: Sequence[str] | None = None) -> None:
    """Parse the command line and run one command."""
    options = _parser().parse_args(arguments)
    if options.command == "setup":
        install()
        return
    options.work.mkdir(parents=True, exist_ok=True)
    command = {"text": text, "serve": serve, "scale": scale, "photos": photos}[options.command]
    try:
        results = command(options)
    except measure.Failed as failure:
        raise SystemExit(str(failure)) from None
    finally:
        shutil.rmtree(options.work / ASIDE, ignore_errors=True)
    report.save(results, HERE / "results" / options.name)
    print(report.markdown(results))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description="Compare leitai with its peers.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("setup", help="install the peers into benchmarks/.peers")

    def command(name: str, about: str, peers: str, runs: int) -> argparse.ArgumentParser:
        found = commands.add_parser(name, help=about, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
        found.add_argument("--peers", type=_names, default=_names(peers), help="who takes part, in this order")
        found.add_argument("--runs", type=int, default=runs, help="rounds; each round runs everyone once")
        found.add_argument("--work", type=Path, default=HERE / ".work", help="where the sites are made")
        found.add_argument("--name", default=name, help="name of the files in results/")
        found.add_argument("--keep", action="store_true", help="use the sites that an earlier run has made")
        return found

    texts = command("text", "whole builds of many articles", "leitai,hugo,eleventy,pelican", 3)
    texts.add_argument("--articles", type=int, default=10_000)
    texts.add_argument("--scenarios", type=_names, default=list(SCENARIOS), help="of: " + ", ".join(SCENARIOS))
    served = command("serve", "from an edit until the server has the new page", "leitai,hugo,eleventy", 7)
    served.add_argument("--articles", type=int, default=10_000)
    scaled = command("scale", "cold builds of few and of many articles", "leitai", 1)
    scaled.add_argument("--articles", type=_numbers, default=[10_000, 100_000])
    pictures = command("photos", "small pictures of large photos", "leitai,sharp,hugo", 3)
    pictures.add_argument("--count", type=int, default=48)
    pictures.add_argument("--sample", type=int, default=6, help="originals whose pictures are compared by SSIM")
    return parser


def _names(value: str) -> list[str]:
    return [name for name in value.split(",") if name]


def _numbers(value: str) -> list[int]:
    return [int(number) for number in value.split(",")]


def _note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


# Whole builds


def cold(contender: Contender, site: Path, articles: int) -> str:
    """No output, no caches."""
    contender.clean(site)
    return ""


def again(contender: Contender, site: Path, articles: int) -> str:
    """Nothing changed since the last build."""
    return ""


def body(contender: Contender, site: Path, articles: int) -> str:
    """One sentence added to the article in the middle."""
    word = token("body")
    contender.write(site, corpus.story(articles // 2).edited(word))
    return word


def title(contender: Contender, site: Path, articles: int) -> str:
    """Another title for that article, so its neighbours and lists change too."""
    word = token("title")
    contender.write(site, corpus.story(articles // 2).retitled(word))
    return word


SCENARIOS: dict[str, tuple[str, Callable[[Contender, Path, int], str]]] = {
    "cold": ("cold", cold),
    "again": ("nothing changed", again),
    "body": ("one text edited", body),
    "title": ("one title edited", title),
}


def token(kind: str) -> str:
    """A word that no page holds yet."""
    return f"{kind}{time.time_ns()}"


def text(options: argparse.Namespace) -> Results:
    """Interleaved whole builds: cold, unchanged, one text edited, one title edited."""
    articles: int = options.articles
    contenders = [CONTENDERS[name] for name in options.peers]
    sites = {c.name: _site(options, c, articles) for c in contenders}
    results = Results(
        title=f"{articles:,} articles",
        options={"articles": articles, "rounds": options.runs},
        versions={c.name: c.version() for c in contenders},
        base=("hugo", "cold"),
    )
    for number in range(options.runs):
        for key in options.scenarios:
            label, change = SCENARIOS[key]
            for contender in contenders:
                site = sites[contender.name]
                word = change(contender, site, articles)
                cost = measure.run(contender.build(), site, contender.env, _log(options, contender.name))
                results.add(contender.name, label, number, cost)
                _note(f"{number + 1}/{options.runs} {label}: {contender.name} {cost.wall:.2f} s")
                _require_fresh(contender, site, articles, key, word)
            if number == 0 and key == "cold":
                _compare(results, contenders, sites, articles)
    results.checks.append("after every edit, the pages that show it were looked at: none was stale")
    _text_goals(results)
    return results


def _site(options: argparse.Namespace, contender: Contender, articles: int) -> Path:
    site: Path = options.work.resolve() / f"{contender.name}-{articles}"
    if not (options.keep and site.exists()):
        _note(f"making {articles:,} articles for {contender.name}")
        contender.prepare(site, corpus.stories(articles))
    contender.clean(site)
    contender.write(site, corpus.story(articles // 2))
    return site


def _log(options: argparse.Namespace, name: str) -> Path:
    path: Path = options.work.resolve() / f"{name}.log"
    return path


def _compare(results: Results, contenders: Sequence[Contender], sites: dict[str, Path], articles: int) -> None:
    """Count everyone's pages, and compare article pages from the whole range."""
    outputs = {c.name: sites[c.name] / c.output for c in contenders}
    for name, output in outputs.items():
        pages = equal.count(output)
        results.facts[f"pages {name}"] = vars(pages)
        results.checks.append(
            f"{name}: {pages.articles:,} articles, {pages.lists:,} other pages, {pages.other:,} other files, "
            f"{pages.size / report.MEGABYTE:.1f} MB"
        )
        if pages.articles != articles:
            raise SystemExit(f"{name} made {pages.articles:,} article pages instead of {articles:,}")
    slugs = [corpus.story(number).slug for number in range(0, articles, max(1, articles // 50))]
    found = equal.differences(outputs, slugs)
    if found:
        raise SystemExit("The article pages differ:\n" + "\n".join(found[:20]))
    results.checks.append(f"title, text, tags and neighbours are equal on {len(slugs)} article pages of each")


def _require_fresh(contender: Contender, site: Path, articles: int, key: str, word: str) -> None:
    """After an edit, its word must be in the article's body, or in its title and on its neighbours."""
    if not word:
        return
    middle = articles // 2
    shows = {
        "body": ((0, "body"),),
        "title": ((0, "title"), (1, "later"), (-1, "earlier")),
    }[key]
    for offset, part in shows:
        slug = corpus.story(middle + offset).slug
        if word not in getattr(equal.read(site / contender.output, slug), part):
            raise SystemExit(f"{contender.name} left the page of {slug} stale after an edit of a {key}")


def _text_goals(results: Results) -> None:
    ours, base = "leitai", ("hugo", "cold")
    results.goal("cold, time × Hugo's", 1.0, results.ratio((ours, "cold"), base))
    results.goal("cold, memory × Hugo's", 0.4, results.ratio((ours, "cold"), base, "tree"))
    results.goal("one text edited, time × Hugo's cold build", 0.06, results.ratio((ours, "one text edited"), base))
    results.goal("nothing changed, time × Hugo's cold build", 0.03, results.ratio((ours, "nothing changed"), base))


# Serving


def serve(options: argparse.Namespace) -> Results:
    """All servers run at once; edits go round them, and each waits until every server is idle."""
    articles: int = options.articles
    contenders = [CONTENDERS[name] for name in options.peers]
    edited = corpus.story(articles // 2)
    address = f"/news/{edited.slug}/"
    results = Results(
        title=f"{articles:,} articles, an edit while serving",
        options={"articles": articles, "edits": options.runs},
        versions={c.name: c.version() for c in contenders},
        base=("hugo", "edit"),
    )
    with ExitStack() as stack:
        servers: dict[str, tuple[int, measure.Watch]] = {}
        for contender in contenders:
            site = _site(options, contender, articles)
            port = _free_port()
            log = _log(options, contender.name)
            begin = time.perf_counter()
            watch = stack.enter_context(measure.running(contender.serve(port), site, contender.env, log))
            _until(port, address, edited.slug[:5], 900)
            ready = time.perf_counter() - begin
            watch.settle()
            servers[contender.name] = port, watch
            results.facts[f"ready {contender.name}"] = ready
            _note(f"{contender.name} serves after {ready:.1f} s")
        for number in range(-1, options.runs):
            for contender in contenders:
                port, watch = servers[contender.name]
                for _, other in servers.values():
                    other.settle()
                before, busy = watch.cpu(), measure.busy_seconds()
                sign = token("body")
                begin = time.perf_counter()
                contender.write(options.work.resolve() / f"{contender.name}-{articles}", edited.edited(sign))
                _until(port, address, sign, 300)
                wall = time.perf_counter() - begin
                busy = measure.busy_seconds() - busy
                others = max(0.0, busy - (watch.cpu() - before))
                watch.settle()
                cost = measure.Cost(wall, watch.cpu() - before, watch.largest, watch.tree, watch.shared, others)
                results.add(contender.name, "edit" if number >= 0 else "first edit", number, cost)
                _note(f"{number + 1}/{options.runs} edit: {contender.name} {wall:.3f} s")
    results.checks += [
        f"{name}: the server had the page {value:.1f} s after its start, without earlier output"
        for name, value in ((key[6:], value) for key, value in results.facts.items() if key.startswith("ready "))
        if isinstance(value, float)
    ]
    results.checks.append("time: from the write of the file until a GET of the page returns the new text")
    results.goal("edit while serving, time × Hugo's", 0.25, results.ratio(("leitai", "edit"), ("hugo", "edit")))
    return results


def _until(port: int, address: str, text: str, seconds: float) -> None:
    """Ask for a page until it holds a text."""
    begin = time.perf_counter()
    wanted = text.encode()
    while (waited := time.perf_counter() - begin) < seconds:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", address)
            answer = connection.getresponse()
            if wanted in answer.read() and answer.status == 200:
                return
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.005 if waited < 2 else 0.05)
    raise SystemExit(f"{address} did not show {text!r} in {seconds:.0f} s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


# Growth


def scale(options: argparse.Namespace) -> Results:
    """Cold builds of several sizes, one after the other."""
    contenders = [CONTENDERS[name] for name in options.peers]
    sizes: list[int] = options.articles
    labels = {size: f"{size:,} articles" for size in sizes}
    results = Results(
        title="Growth: " + " and ".join(labels.values()),
        options={"rounds": options.runs},
        versions={c.name: c.version() for c in contenders},
        base=(contenders[0].name, labels[sizes[0]]),
    )
    sites = {(c.name, size): _site(options, c, size) for size in sizes for c in contenders}
    for number in range(options.runs):
        for size in sizes:
            for contender in contenders:
                site = sites[contender.name, size]
                contender.clean(site)
                cost = measure.run(contender.build(), site, contender.env, _log(options, contender.name))
                results.add(contender.name, labels[size], number, cost)
                _note(f"{number + 1}/{options.runs} {labels[size]}: {contender.name} {cost.wall:.2f} s")
    few, many = labels[min(sizes)], labels[max(sizes)]
    results.goal(f"{many}, time × that of {few}", 11, results.ratio(("leitai", many), ("leitai", few)))
    most = results.typical("leitai", many)
    if most is not None:
        results.goal(f"{many}, GB of memory, all processes", 2.5, most.tree / 1e9)
    return results


# Photos


def photos(options: argparse.Namespace) -> Results:
    """Interleaved: pictures of all photos, cold and again; then bytes and likeness."""
    count: int = options.count
    studios = [STUDIOS[name] for name in options.peers]
    originals = options.work.resolve() / "originals"
    _note(f"making {count:,} photos")
    _tool("benchmarks.corpus", str(originals), str(count))
    sites = {studio.name: options.work.resolve() / f"{studio.name}-photos-{count}" for studio in studios}
    for studio in studios:
        studio.prepare(sites[studio.name], originals, count)
    time.sleep(3)  # leitai reads a file again that changed in the two seconds before a build; nobody's photos did.
    results = Results(
        title=f"{count:,} photos of 12 megapixels, three widths, JPEG and WebP",
        options={"photos": count, "rounds": options.runs},
        versions={studio.name: studio.version() for studio in studios},
        base=("sharp", "cold"),
    )
    for number in range(options.runs):
        for label in ("cold", "nothing changed"):
            for studio in studios:
                if label != "cold" and not studio.remembers:
                    continue
                site = sites[studio.name]
                if label == "cold":
                    studio.clean(site)
                cost = measure.run(studio.build(), site, studio.env, _log(options, f"{studio.name}-photos"))
                results.add(studio.name, label, number, cost)
                _note(f"{number + 1}/{options.runs} {label}: {studio.name} {cost.wall:.2f} s")
    _judge(results, studios, sites, originals, options)
    _photo_goals(results)
    return results


def _tool(module: str, *arguments: str) -> str:
    """Run one of our modules that needs numpy, in a process of its own with the peers' Python."""
    command = [str(PYTHON), "-m", module, *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, env=os.environ).stdout


def _judge(
    results: Results, studios: Sequence[Studio], sites: dict[str, Path], originals: Path, options: argparse.Namespace
) -> None:
    folders = [f"{studio.name}={sites[studio.name] / studio.output}" for studio in studios]
    judged = json.loads(_tool("benchmarks.quality", str(originals), str(options.count), str(options.sample), *folders))
    results.facts["quality"] = judged
    for name, found in judged.items():
        sizes = " + ".join(f"{size / report.MEGABYTE:.2f} MB {kind}" for kind, size in found["bytes"].items())
        results.checks.append(
            f"{name}: {found['pictures']} pictures in {found['files']} files, widths {found['widths']}, {sizes}"
        )
        for label, likeness in found["ssim"].items():
            results.checks.append(
                f"{name}: SSIM of {label} reference: mean {likeness['mean']:.4f}, worst {likeness['worst']:.4f} "
                f"({likeness['pictures']} pictures)"
            )


def _photo_goals(results: Results) -> None:
    ours = ("leitai", "cold")
    results.goal("time × sharp's", 0.4, results.ratio(ours, ("sharp", "cold")))
    results.goal("time × Hugo's", 0.05, results.ratio(ours, ("hugo", "cold")))
    results.goal("memory × sharp's", 0.5, results.ratio(ours, ("sharp", "cold"), "tree"))
    results.goal("nothing changed, time × cold", 0.02, results.ratio(("leitai", "nothing changed"), ours))
    judged = results.facts.get("quality")
    if isinstance(judged, dict) and "leitai" in judged and "sharp" in judged:
        one, two = judged["leitai"], judged["sharp"]
        results.goal("bytes × sharp's", 1.05, sum(one["bytes"].values()) / sum(two["bytes"].values()))
        for label, likeness in one["ssim"].items():
            loss = two["ssim"][label]["mean"] - likeness["mean"]
            results.goal(f"SSIM lost against sharp's ({label} reference)", 0.0, loss)


if __name__ == "__main__":
    main()
