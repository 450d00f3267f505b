"""What may stand on the command line. Knows the commands' names and options, and nothing of what they do."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from leitai import __version__

Command = Callable[[Any], int]


def parser(commands: Mapping[str, Command]) -> argparse.ArgumentParser:
    """The parser; what it returns has the command's function as ``run``."""
    whole = argparse.ArgumentParser(prog="leitai", description="Builds a contest site from content/ into output/.")
    whole.add_argument("--version", action="version", version=f"leitai {__version__}")
    # Without a name, argparse would make up one at the cost of half a dozen imports.
    add = whole.add_subparsers(metavar="COMMAND", parser_class=_Command, prog="leitai")
    _add_build_options(whole)
    _add_measures(whole)
    whole.set_defaults(run=commands["build"])
    make = add.add_parser("build", help="build the site (the default)")
    _add_build_options(make)
    _add_measures(make)
    make.set_defaults(run=commands["build"])
    why = add.add_parser("explain", help="say why a page would be made again, or was; builds nothing")
    why.add_argument("address", metavar="ADDRESS", help="/news/x/, a path in output/, or a source file")
    _add_build_options(why)
    why.set_defaults(run=commands["explain"])
    keep = add.add_parser("freeze", help="write addresses made from Chinese names into addresses.yaml")
    _add_build_options(keep)
    keep.set_defaults(run=commands["freeze"])
    look = add.add_parser("check", help="build nothing; tell the problems of the sources and of output/")
    _add_build_options(look)
    look.set_defaults(run=commands["check"])
    pictures = add.add_parser("photos", help="list all photos: size, use, credit, problems")
    _add_build_options(pictures)
    pictures.set_defaults(run=commands["photos"])
    paper = add.add_parser("print", help="name the pages of an edition made for print, or make PDFs of them")
    paper.add_argument("edition", metavar="EDITION", help="contest/edition")
    paper.add_argument("--pdf", action="store_true", help="make a PDF of each, with a Chromium that is installed")
    paper.add_argument("--to", metavar="DIR", default="", help="where the PDFs go (default: print/ in the site)")
    _add_build_options(paper)
    paper.set_defaults(run=commands["print"])
    record = add.add_parser("totals", help="say the totals of an edition, to be recorded in results.yaml")
    record.add_argument("edition", metavar="EDITION", help="contest/edition")
    _add_build_options(record)
    record.set_defaults(run=commands["totals"])
    serve = add.add_parser("serve", help="show the site in a browser, drafts too, and keep it up to date")
    _add_serve_options(serve)
    serve.set_defaults(run=commands["serve"])
    return whole


class _Command(argparse.ArgumentParser):
    """A command's parser: an option that is not given here keeps what was given before the command."""

    def add_argument(self, *names: str, **more: Any) -> argparse.Action:
        """As in argparse."""
        if names[0] in _COMMON:
            more["default"] = argparse.SUPPRESS
        return super().add_argument(*names, **more)


_COMMON = frozenset(("--site", "--output", "--strict", "--preview", "--format", "--jobs", "--now"))


def _add_build_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--site", metavar="DIR", default="", help="the site's folder (default: this one)")
    parser.add_argument(
        "--output", metavar="DIR", default="", help="where the site goes (default: output/ in the site)"
    )
    parser.add_argument("--strict", action="store_true", help="treat warnings as errors")
    parser.add_argument("--preview", action="store_true", help="show drafts and scheduled items, marked as such")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how problems are told")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes to work with (default: all cores)")
    parser.add_argument("--now", type=_moment, default=None, metavar="TIME", help="build as if it were that moment")


def _add_measures(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--verify", action="store_true", help="build clean beside it and compare every byte")
    parser.add_argument("--profile", action="store_true", help="say where the time went, by step and by layout")


def _add_serve_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--site", metavar="DIR", default="", help="the site's folder (default: this one)")
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (default: this machine only)")
    parser.add_argument("--port", type=int, default=None, help="the port (default: the first free one from 8000 on)")
    parser.add_argument("--open", action="store_true", help="open the browser")
    parser.add_argument("--poll", action="store_true", help="look for changes again and again; for network drives")
    parser.add_argument("--strict", action="store_true", help="treat warnings as errors")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes to work with (default: all cores)")


def _moment(text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no moment; write 2024-07-26T21:30+08:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
