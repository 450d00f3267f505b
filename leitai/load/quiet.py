"""``quiet`` in a file: rules that are not to speak of it, each with the reason.

Only rules about content can be silenced, and only where nothing is left unresolved by it: a name that nobody knows or
a total that changed stays a problem. A line of ``quiet`` that silences nothing is told, so that none outlives its
cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leitai.documents import Document
from leitai.errors import Problem, Spot, error, is_error, warning
from leitai.fields import QuietFields
from leitai.schema import nearest

NEVER = ("V01", "V03-missing-title", "V11", "V14", "V15-no-recipients", "V18-empty-section", "V18-no-section",
         "V18-section-near", "V19-no-file", "V19-not-a-photo", "V19-empty-folder", "V19-no-poster")  # fmt: skip
"""What must be put right, by code or by the number of the rule."""

RULES = ("V02", "V03", "V05", "V12", "V13", "V15", "V16", "V17", "V18", "V19", "V20", "V21", "V26", "V28", "V29", "V30",
         "series-twice", "recipient-withdrawn", "score-claim-mismatch", "score-hidden-cells",
         "score-award-under-quota", "score-cut-contradicted", "score-cut-unused",
         "totals-unrecorded", "awards-unrecorded")  # fmt: skip
"""What can be silenced: rules by their number, which stands for all their codes, and single codes."""


def hushed(problems: list[Problem], documents: Iterable[Document]) -> list[Problem]:
    """The problems that are left, and those of the lines of ``quiet`` themselves."""
    asked = {each.path: lines for each in documents if (lines := getattr(each.fields, "quiet", ()))}
    if not asked:
        return problems
    used: set[tuple[str, int]] = set()
    left = [each for each in problems if not _silenced(each, asked, used)]
    broken = any(map(is_error, left))
    for path, lines in asked.items():
        for index, line in enumerate(lines):
            left += _told(line, Spot(path, ("quiet", index)), broken or (path, index) in used)
    return left


def _silenced(problem: Problem, asked: dict[str, tuple[QuietFields, ...]], used: set[tuple[str, int]]) -> bool:
    for spot in (problem.spot, *problem.also):
        for index, line in enumerate(asked.get(spot.path, ())):
            if _can_be(line.rule) and line.reason.strip() and _meant(line, problem, spot):
                used.add((spot.path, index))
                return True
    return False


def _meant(line: QuietFields, problem: Problem, spot: Spot) -> bool:
    code = problem.code
    if _under(code, NEVER) or not _under(code, (line.rule,)):
        return False
    return not line.only or any(line.only in text for text in (spot.text, *(value for _, value in problem.params)))


def _under(code: str, rules: Iterable[str]) -> bool:
    return any(code == rule or code.startswith(f"{rule}-") for rule in rules)


def _can_be(rule: str) -> bool:
    return _under(rule, RULES) and not _under(rule, NEVER)


def _told(line: QuietFields, spot: Spot, needed: bool) -> Iterator[Problem]:
    if not _can_be(line.rule):
        yield error("quiet-rule", spot.at("rule"), rule=line.rule, near=nearest(line.rule, RULES) or "、".join(RULES))
    elif not line.reason.strip():
        yield error("quiet-reason", spot.at("reason"), rule=line.rule)
    elif not needed:
        yield warning("quiet-unused", spot, rule=line.rule)
