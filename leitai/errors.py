"""What can go wrong: problems as values, and the few exceptions that carry them.

    LeitaiError
    ├── UsageError      the command line or the site folder cannot be used          exit 2
    ├── ContentError    problems in config, content or theme; output/ is untouched  exit 1
    └── OutputError     output/ or the cache cannot be written safely               exit 1

A problem is a value with a code; its words, in every language, stand in ``messages/``. Nothing here knows what a
site is, or reads a file: a `Spot` says how to find a line, `documents.locate` finds it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

Keys: TypeAlias = tuple[str | int, ...]


class Severity(enum.Enum):
    """How much a problem weighs: an error stops the build, a warning only under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Spot(Struct, frozen=True, omit_defaults=True):
    """A place in a source file, by the cheapest means at hand; `documents.locate` turns it into line and column.

    ``path`` is relative to the site root, with slashes. ``keys`` lead into its YAML (front matter, data file or the
    facts block numbered ``block``). ``text`` is the ``nth`` occurrence of a text in the body, as a ``what``: a link, an
    image, a count, a heading … (see `prose.locate`). ``line`` and ``column`` count from 1; 0 means not known yet.
    """

    path: str
    keys: Keys = ()
    text: str = ""
    what: str = ""
    nth: int = 0
    line: int = 0
    column: int = 0
    block: int = -1
    on_key: bool = False

    def at(self, *keys: str | int) -> Spot:
        """The spot that many keys further in."""
        return replace(self, keys=self.keys + keys, on_key=False)

    def key(self, name: str) -> Spot:
        """The spot of the key ``name`` itself, not of its value."""
        return replace(self, keys=(*self.keys, name), on_key=True)


class Problem(Struct, frozen=True, omit_defaults=True):
    """One thing an editor should know: ``code`` picks the words, ``params`` fill them, ``also`` are other places."""

    code: str
    spot: Spot
    params: tuple[tuple[str, str], ...] = ()
    severity: Severity = Severity.ERROR
    also: tuple[Spot, ...] = ()


def error(code: str, spot: Spot, *also: Spot, **params: object) -> Problem:
    """A problem that stops the build."""
    return Problem(code, spot, _words(params), Severity.ERROR, also)


def warning(code: str, spot: Spot, *also: Spot, **params: object) -> Problem:
    """A problem that is told but does not stop the build, unless it is strict."""
    return Problem(code, spot, _words(params), Severity.WARNING, also)


def note(code: str, spot: Spot, *also: Spot, **params: object) -> Problem:
    """Something worth knowing that is nobody's mistake."""
    return Problem(code, spot, _words(params), Severity.NOTE, also)


def _words(params: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in params.items())


def is_error(problem: Problem) -> bool:
    """Whether the problem stops the build."""
    return problem.severity is Severity.ERROR


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems without repeats, errors first, then by file and line, so that two runs tell them alike."""
    rank = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    return tuple(
        sorted(
            dict.fromkeys(problems),
            key=lambda p: (rank[p.severity], p.spot.path, p.spot.line, p.spot.column, p.code, p.params),
        )
    )


class LeitaiError(Exception):
    """The root of every exception that leitai raises on purpose."""


class UsageError(LeitaiError):
    """The command or the folder it was given cannot be used; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class ContentError(LeitaiError):
    """Config, content or theme have problems, all of them in ``problems``."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


class OutputError(LeitaiError):
    """output/ or the cache cannot be written safely; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class TextLost(LookupError):
    """The store of rendered blocks lacks some, or has them damaged: it is thrown away, and all is parsed again."""

    def __init__(self, digest: str) -> None:
        super().__init__(digest)
        self.digest = digest

    def __str__(self) -> str:
        return f"rendered text {self.digest} is gone from the cache"


class FieldError(ValueError):
    """Raised by a value's own parser; `schema` gives it the spot and turns it into a Problem."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
