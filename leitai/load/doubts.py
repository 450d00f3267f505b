"""What to believe while some files could not be read as they stand.

A mistake in one file must not be told again, in false words, wherever something refers to it; and it must not hide the
mistakes of others. So everything is assembled with what could be read, and what is found then is told only if no unread
part can be its cause. Knows paths and codes, no documents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from leitai.errors import Problem

_EDITION = re.compile(r"content/contests/([^/]+/[^/]+)/.+")
_UNITS = re.compile(r"V11-\w+-unit|V11-unknown-(?:parent|recipient)|V20-|V21-unit|recipient-many|score-")
_OF_ITSELF = re.compile(
    r"V03-|V11-\w+-unit|V18-stray|V19-|V28-|bad-|dead-link|link-held|facts-|keyword-twice|slug-|origin-|entry-"
)
_OF_NAMES = re.compile(r"unknown-(?:edition|project)")
_COUNTED = ("count-where", "count-stage", "count-value")
_OF_EDITIONS = re.compile(r"unknown-project|V12-typed|V20-|V21-title-prose|V29-")


class Doubts:
    """Which problems something unread may have caused. ``faulty`` are the paths of files that could not be read as they
    stand, ``about`` the editions that pieces of news name."""

    def __init__(self, faulty: frozenset[str], about: Mapping[str, str]) -> None:
        self.faulty = faulty
        self.about = about
        self.editions = frozenset(
            found[1]
            for path in faulty
            if (found := _EDITION.fullmatch(path)) and path.endswith(("/edition.yaml", "/shortlist.yaml"))
        )
        self.units = "content/units.yaml" in faulty
        self.holidays = "content/holidays.yaml" in faulty
        self.counts = any(path.startswith(("content/contests/", "content/reviews/")) for path in faulty)

    def believe(self, problem: Problem) -> bool:
        """Whether the problem is there whatever the unread parts say."""
        if not self.faulty and not self.editions:
            return True
        code, path = problem.code, problem.spot.path
        if (self.units and _UNITS.match(code)) or (self.counts and code in _COUNTED):
            return False
        if self.holidays and code.startswith("notice"):
            return False
        if _OF_EDITIONS.match(code) and self.about.get(path) in self.editions:
            return False
        if self.editions and code.startswith("V30-"):
            return False
        if path in self.faulty:
            return bool(_OF_ITSELF.match(code) or _OF_NAMES.match(code))
        found = _EDITION.fullmatch(path)
        if not found:
            return True
        if found[1] in self.editions:
            return bool(_OF_ITSELF.match(code))
        results = f"content/contests/{found[1]}/results.yaml"
        return not (results in self.faulty and code.startswith("score-"))
