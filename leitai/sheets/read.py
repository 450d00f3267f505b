"""Bytes and a file name to marks: finds the table, its heading and its projects, and tells everything odd in one pass.

What a mark is worth, and whether all are there, is for `leitai.scoring` to say. Reads no files itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from decimal import Decimal

from msgspec import Struct

from leitai.scoring import Cell, Claim, Component, Criterion, Mark, ScoreProblem, Scoring, column_letter, problem
from leitai.scoring.problems import listed
from leitai.scoring.values import Void
from leitai.sheets.delimited import open_delimited
from leitai.sheets.grid import Bad, Grid, Limits, Opened, fold, number, text_of
from leitai.sheets.headers import FOOTERS, Column, Header, Names, find_header, judge_name
from leitai.sheets.names import Projects, Resolver
from leitai.sheets.workbook import open_workbook

_RECUSED = ("回避", "已回避", "需回避", "应回避", "recused", "recusal")
_ABSENT = ("缺席", "缺评", "未评", "未打分", "弃权", "请假", "弃赛", "退赛", "退出", "absent", "abstained", "withdrawn")
VOID: dict[str, Void] = {**dict.fromkeys(_RECUSED, "recused"), **dict.fromkeys(_ABSENT, "absent")}
NEAR = 20
"""For how many unknown names of one file a likely one is looked up."""

LIMITS = Limits()


class Scores(Struct, frozen=True, kw_only=True):
    """What a score file says. ``digest`` is the SHA-256 of its bytes in hex; ``claims`` are its own totals.

    Judges are in the order of the sheet. Cells that cannot be read are marks too, with ``void="unread"``.
    """

    file: str
    digest: str
    sheet: str = ""
    marks: tuple[Mark, ...] = ()
    claims: tuple[Claim, ...] = ()
    judges: tuple[str, ...] = ()
    problems: tuple[ScoreProblem, ...] = ()


def read_scores(
    data: bytes,
    name: str,
    rules: Scoring,
    resolve: Resolver,
    *,
    component: str = "",
    stage: str = "",
    sheet: str = "",
    limits: Limits = LIMITS,
) -> Scores:
    """Read one score file, wide (a column a judge) or long (a row a mark).

    ``component`` and ``stage`` are ids that the whole file belongs to, unless its headings say otherwise; ``sheet``
    picks one of several sheets. Never raises on bad bytes: whatever is wrong is in ``problems``.
    """
    digest = hashlib.sha256(data).hexdigest()
    opened = open_table(data, name, limits)
    names = Names(rules, component, stage)
    grid, header, found = _choose(opened, names, name, sheet)
    if grid is None or header is None:
        return Scores(file=name, digest=digest, problems=found)
    table = _Table(grid, header, names, name, resolve)
    table.read()
    return Scores(
        file=name,
        digest=digest,
        sheet=grid.sheet,
        marks=tuple(table.marks),
        claims=tuple(table.claims),
        judges=tuple(dict.fromkeys(mark.judge for mark in table.marks if mark.judge)),
        problems=(*found, *header.problems, *table.problems),
    )


def open_table(data: bytes, name: str, limits: Limits = LIMITS) -> Opened:
    """The sheets of a file by what its bytes are, whatever its name says."""
    here = Cell(name, 0, 0)
    if len(data) > limits.size:
        size = f"{len(data) / 1048576:.1f}"
        return Opened(problems=(problem("file_too_big", here, size=size, limit=limits.size // 1048576),))
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        return (
            Opened(problems=(problem("file_empty", here),)) if not data.strip() else open_delimited(data, name, limits)
        )
    if start.startswith(b"pk\x03\x04"):
        return open_workbook(data, name, limits)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return Opened(problems=(problem("xls_old", here),))
    if start.startswith((b"%pdf", b"<!doctype", b"<html", b"<?xml", b"<table", b"{\\rtf", b"\x89png", b"\xff\xd8\xff")):
        return Opened(problems=(problem("not_a_table", here),))
    return open_delimited(data, name, limits)


def _choose(
    opened: Opened, names: Names, file: str, sheet: str
) -> tuple[Grid | None, Header | None, tuple[ScoreProblem, ...]]:
    """The grid that is a score sheet, with its heading, and what is wrong with the file so far."""
    here = Cell(file, 0, 0)
    grids = opened.grids
    if not grids:
        return None, None, opened.problems or (problem("file_empty", here),)
    if sheet:
        grids = tuple(each for each in grids if each.sheet == sheet)
        if not grids:
            known = ", ".join(each.sheet for each in opened.grids)
            return None, None, (*opened.problems, problem("sheet_unknown", here, sheet=sheet, known=known))
    found = [(grid, header) for grid in grids if (header := find_header(grid, names, file))]
    if not found:
        return None, None, (*opened.problems, problem("header_missing", here))
    if len(found) > 1:
        titles = ", ".join(grid.sheet for grid, _ in found)
        return None, None, (*opened.problems, problem("sheets_several", here, n=len(found), list=titles))
    return *found[0], opened.problems


class _Table:
    """One pass over the rows below a heading."""

    def __init__(self, grid: Grid, header: Header, names: Names, file: str, resolve: Resolver) -> None:
        self.grid = grid
        self.header = header
        self.names = names
        self.file = file
        self.resolve = resolve
        self.near: Callable[[str], str] = resolve.near if isinstance(resolve, Projects) else lambda text: ""
        self.marks: list[Mark] = []
        self.claims: list[Claim] = []
        self.problems: list[ScoreProblem] = []
        self.keys = header.of("project")
        self.judge_key, self.component_key, self.criterion_key, self.stage_key = (
            next(iter(header.of(role)), None) for role in ("judge", "component", "criterion", "stage")
        )
        self.keyed = any((self.judge_key, self.component_key, self.criterion_key, self.stage_key))
        self.seen: dict[str, int] = {}
        self.unknown = 0

    def problem(self, code: str, row: int, column: int, **params: object) -> None:
        self.problems.append(problem(code, Cell(self.file, row, column), **params))

    def read(self) -> None:
        """Fill ``marks``, ``claims`` and ``problems``."""
        columns = self._sound_columns()
        rows = 0
        for row in range(self.header.last_row + 1, len(self.grid.rows) + 1):
            if any(value != "" for value in self.grid.rows[row - 1]):
                rows += self._row(row, columns)
        if not rows:
            self.problem("rows_missing", self.header.last_row, 0)

    def _sound_columns(self) -> list[Column]:
        """The columns of numbers that can be read, what their headings leave open filled in from the rules."""
        out: list[Column] = []
        seen: dict[tuple[str, ...], int] = {}
        last = self.header.last_row
        values = self.header.of("value")
        if not values:
            self.problem("values_missing", last, 0)
        unclear: set[str] = set()
        for each in values:
            component = each.component
            if not component and not self.component_key:
                component = self.names.default_component(bool(each.judge or self.judge_key))
                if not component and "component" not in unclear:
                    unclear.add("component")
                    known = ", ".join(item.title for item in self.names.rules.components)
                    self.problem("component_unclear", last, each.index, label=each.title, known=known or "—")
            stage = each.stage
            if not stage and not self.stage_key:
                default = self.names.default_stage()
                if default is None and "stage" not in unclear:
                    unclear.add("stage")
                    known = ", ".join(item.title for item in self.names.rules.stages)
                    self.problem("stage_unclear", last, each.index, label=each.title, known=known)
                stage = default or ""
            key = (component, each.criterion, stage, fold(each.judge))
            if key in seen:
                other = f"{column_letter(seen[key])}{last}"
                self.problem("judge_twice", last, each.index, judge=each.judge or each.title, other=other)
            elif self._has_numbers(each):
                out.append(
                    Column(
                        index=each.index,
                        role="value",
                        title=each.title,
                        component=component,
                        criterion=each.criterion,
                        stage=stage,
                        judge=each.judge,
                    )
                )
            seen.setdefault(key, each.index)
        if unclear:
            return []
        return out

    def _has_numbers(self, column: Column) -> bool:
        """Whether any cell below a heading can be a mark; tells the column as a whole when none can."""
        rows = range(self.header.last_row + 1, len(self.grid.rows) + 1)
        cells = [value for row in rows if (value := self.grid.at(row, column.index)) != ""]
        read = [number(value, self.grid.semicolons) for value in cells]
        words = [each for each in read if isinstance(each, Bad) and each.code == "not_a_number"]
        if not cells or all(each is None for each in read):
            if any(self.grid.rows[row - 1] for row in rows):
                self.problem("column_empty", self.header.last_row, column.index, label=column.title)
            return False
        if len(words) == len(cells) and not any(fold(each.text) in VOID for each in words):
            self.problem("column_not_numbers", self.header.last_row, column.index, label=column.title)
            return False
        return True

    def _row(self, row: int, columns: Sequence[Column]) -> bool:
        """Read one row; False for a row that is no project's."""
        texts = [(key, text) for key in self.keys if (text := self.grid.label(row, key.index))]
        numbers = [number(self.grid.at(row, each.index), self.grid.semicolons) for each in columns]
        marked = any(isinstance(each, Decimal) or _void(each) for each in numbers)
        if not texts:
            marked = marked and not any(fold(text_of(value)) in FOOTERS for value in self.grid.rows[row - 1])
            if marked:
                self.problem("project_blank", row, self.keys[0].index)
            return marked
        if fold(texts[0][1]) in FOOTERS or all(fold(text) == fold(key.title) for key, text in texts):
            return False
        project = self._project(row, texts, marked)
        if not project:
            return marked
        if not self.keyed and project in self.seen:
            self.problem("project_twice", row, texts[0][0].index, text=texts[0][1], other=self.seen[project])
            return True
        self.seen.setdefault(project, row)
        judge = self._judge(row, marked)
        place = self._place(row)
        if judge is None or place is None:
            return True
        for column, read in zip(columns, numbers, strict=True):
            self._mark(row, column, read, project, judge, place)
        for column in self.header.of("total"):
            self._claim(row, column, project, judge)
        return True

    def _project(self, row: int, texts: Sequence[tuple[Column, str]], marked: bool) -> str:
        """The one project that a row's columns agree on; "" when there is none, which is told if the row has marks."""
        found = [(key, text, tuple(ids)) for key, text in texts if (ids := self.resolve(text))]
        if not found:
            key, text = texts[0]
            self.unknown += marked
            near = self.near(text) if marked and self.unknown <= NEAR else ""
            if marked and near:
                self.problem("project_unknown_near", row, key.index, text=text, near=near)
            elif marked:
                self.problem("project_unknown", row, key.index, text=text)
            return ""
        common = [each for each in found[0][2] if all(each in ids for _, _, ids in found)]
        key, text, _ = found[0]
        if not common:
            pairs = ", ".join(f"{shown} → {' / '.join(ids[:3])}" for _, shown, ids in found)
            self.problem("project_conflict", row, key.index, list=pairs)
        elif len(common) > 1:
            self.problem("project_ambiguous", row, key.index, text=text, n=len(common), list=listed(common))
        return common[0] if len(common) == 1 else ""

    def _judge(self, row: int, marked: bool) -> str | None:
        """The judge of a long row ("" where the columns name the judges); None when it is missing."""
        if self.judge_key is None:
            return ""
        name = judge_name(self.grid.label(row, self.judge_key.index))
        if name or not marked:
            return name
        component = self._component(row)
        if component and any(each.id == component and each.by_share for each in self.names.rules.components):
            return ""
        self.problem("judge_blank", row, self.judge_key.index)
        return None

    def _component(self, row: int) -> str:
        """The component that a long row names, in whichever column."""
        for column in (self.component_key, self.criterion_key):
            if column and (found := self.names.components.get(fold(self.grid.label(row, column.index)))):
                return found
        return ""

    def _place(self, row: int) -> tuple[str, str, str] | None:
        """Component, criterion and stage as a long row names them ("" where it doesn't); None when one is unknown."""
        rules = self.names.rules
        component = self._component(row)
        criterion = stage = ""
        for column in filter(None, (self.component_key, self.criterion_key)):
            text = self.grid.label(row, column.index)
            if fold(text) in self.names.components or (not text and column is self.criterion_key):
                continue
            pair = self.names.criterion(fold(text), component or self.names.fixed_component)
            if pair is None:
                parts: list[Component | Criterion] = [*rules.components]
                parts += [item for each in rules.components for item in each.criteria]
                self.problem("part_name_unknown", row, column.index, text=text, known=listed(map(_title, parts)))
                return None
            component, criterion = pair
        if self.stage_key:
            text = self.grid.label(row, self.stage_key.index)
            stage = self.names.stages.get(fold(text), "")
            if not stage:
                known = ", ".join(each.title for each in rules.stages) or "—"
                self.problem("stage_name_unknown", row, self.stage_key.index, text=text, known=known)
                return None
        return component, criterion, stage

    def _mark(
        self,
        row: int,
        column: Column,
        read: Decimal | Bad | None,
        project: str,
        judge: str,
        place: tuple[str, str, str],
    ) -> None:
        component, criterion, stage = place
        at = Cell(self.file, row, column.index)
        value = read if isinstance(read, Decimal) else None
        void: Void = _void(read)
        if isinstance(read, Bad) and not void:
            self.problem(read.code, row, column.index, text=read.text)
            void = "unread"
        elif read is None:
            void = "blank"
        self.marks.append(
            Mark(
                component or column.component,
                project,
                judge or column.judge,
                value,
                stage or column.stage,
                criterion or column.criterion,
                void,
                at,
            )
        )

    def _claim(self, row: int, column: Column, project: str, judge: str) -> None:
        read = number(self.grid.at(row, column.index), self.grid.semicolons)
        if isinstance(read, Decimal):
            at = Cell(self.file, row, column.index)
            self.claims.append(Claim(project=project, value=read, judge=judge, label=column.title, at=at))
        elif isinstance(read, Bad) and read.code == "formula_error":
            self.problem(read.code, row, column.index, text=read.text)


def _title(part: Component | Criterion) -> str:
    return part.title


def _void(read: Decimal | Bad | None) -> Void:
    """Why a cell expressly has no number: ``recused`` or ``absent``; "" when it does not say so."""
    return VOID.get(fold(read.text), "") if isinstance(read, Bad) else ""
