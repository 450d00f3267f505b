"""XLSX workbooks: bytes to one `Grid` a visible sheet, through openpyxl where it is installed (extra ``xlsx``).

Cached values of formulas, merged cells, dates and percentages are told apart; bombs are refused before anything is
unpacked. Knows nothing of scores.
"""

from __future__ import annotations

import datetime as dt
import importlib
import io
import re
import warnings
import zipfile
import zlib
from decimal import Decimal, InvalidOperation
from typing import Any

from leitai.scoring import Cell, ScoreProblem, column_letter, plain, problem
from leitai.sheets.grid import Bad, Grid, Limits, Opened, Value

_CONTENT = re.compile(rb"<(?:\w+:)?(?:v|is)[ >]")
_ROW = re.compile(rb"<(?:\w+:)?row[ />]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MERGE = re.compile(
    rb"<(?:\w+:)?mergeCell [^>]*?ref=[\"']\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})"
)
PACKED = 1000
STRETCH = 5


def open_workbook(data: bytes, name: str, limits: Limits) -> Opened:
    """Every visible sheet that has content, or why the workbook cannot be read."""
    formulas, found = _inspect(data, name, limits)
    if found:
        return Opened(problems=found)
    try:
        openpyxl: Any = importlib.import_module("openpyxl")
    except ImportError:
        return Opened(problems=(problem("xlsx_missing", Cell(name, 0, 0)),))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
            written = openpyxl.load_workbook(io.BytesIO(data), keep_links=False) if formulas else None
            return _read(book, written, name, limits)
    except Exception:  # openpyxl raises anything at all on a damaged file
        return Opened(problems=(problem("xlsx_broken", Cell(name, 0, 0)),))


def _inspect(data: bytes, name: str, limits: Limits) -> tuple[bool, tuple[ScoreProblem, ...]]:
    """Whether there are formulas, and what forbids unpacking: sizes, ratios, entities, or a zip of something else."""
    here = Cell(name, 0, 0)
    formulas = False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            parts = pack.infolist()
            names = {part.filename for part in parts}
            if "[Content_Types].xml" not in names or not any(each.startswith("xl/") for each in names):
                return False, (problem("not_a_table", here),)
            texts = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
            if len(parts) > PACKED or sum(part.file_size for part in texts) > limits.unpacked:
                return False, (problem("xlsx_bomb", here),)
            cells = rows = area = 0
            for part in texts:
                body = pack.read(part)
                if _ENTITY.search(body):
                    return False, (problem("xlsx_bomb", here),)
                cells += len(_CONTENT.findall(body))
                rows += len(_ROW.findall(body))
                area += sum(_area(found) for found in _MERGE.finditer(body))
                formulas = formulas or _FORMULA.search(body) is not None
            if cells > limits.cells or max(rows, area) > limits.cells * STRETCH:
                return False, (problem("too_many_cells", here, limit=limits.cells),)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError):
        return False, (problem("xlsx_broken", here),)
    return formulas, ()


def _area(merge: re.Match[bytes]) -> int:
    left, top, right, bottom = (group.decode().upper() for group in merge.groups())
    return (_index(right) - _index(left) + 1) * (int(bottom) - int(top) + 1)


def _index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = 26 * index + ord(letter) - ord("A") + 1
    return index


def _read(book: Any, written: Any, name: str, limits: Limits) -> Opened:
    grids: list[Grid] = []
    found: list[ScoreProblem] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        if sheet.max_row * sheet.max_column > limits.cells * STRETCH:
            corner = f"{column_letter(sheet.max_column)}{sheet.max_row}"
            found.append(problem("sheet_stretched", Cell(name, 0, 0), sheet=sheet.title, corner=corner))
            continue
        formulas = written[sheet.title] if written is not None else None
        rows: list[tuple[Value, ...]] = []
        for cells in sheet.iter_rows():
            row = [_value(cell, formulas) for cell in cells]
            while row and row[-1] == "":
                row.pop()
            rows.append(tuple(row))
        while rows and not rows[-1]:
            rows.pop()
        if rows:
            merged = _merged(sheet, len(rows), max(map(len, rows)))
            grids.append(Grid(rows=tuple(rows), sheet=sheet.title, merged=merged))
            found += _hidden(sheet, name, rows)
    return Opened(grids=tuple(grids), problems=tuple(found))


def _value(cell: Any, formulas: Any) -> Value:
    value = cell.value
    if value is None:
        if formulas is not None and formulas.cell(cell.row, cell.column).data_type == "f":
            return Bad("formula_uncalculated", str(formulas.cell(cell.row, cell.column).value))
        return ""
    if cell.data_type == "e":
        return Bad("formula_error", str(value))
    if isinstance(value, bool):
        return Bad("not_a_number", str(value).upper())
    if isinstance(value, int | float | Decimal):
        return _number(value, str(cell.number_format))
    if isinstance(value, dt.datetime):
        return Bad("date_cell", value.date().isoformat() if value.time() == dt.time() else value.isoformat(" "))
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return Bad("date_cell", str(value))
    return str(value)


def _number(value: float | Decimal, shown_as: str) -> Value:
    """An exact number from a binary one: 15 significant digits, which is what spreadsheets keep and show."""
    try:
        exact = Decimal(format(value, ".15g"))
    except (InvalidOperation, ValueError, OverflowError):
        return Bad("not_a_number", str(value))
    if not exact.is_finite():
        return Bad("not_a_number", str(value))
    if "%" in shown_as:
        return Bad("percent_cell", f"{plain(exact.scaleb(2))}%" if abs(exact.adjusted()) < 15 else str(exact))
    return exact


def _merged(sheet: Any, rows: int, columns: int) -> dict[tuple[int, int], tuple[int, int]]:
    out: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row, min(area.max_row, rows) + 1):
            for column in range(area.min_col, min(area.max_col, columns) + 1):
                out[row, column] = (area.min_row, area.min_col)
    return out


def _hidden(sheet: Any, name: str, rows: list[tuple[Value, ...]]) -> list[ScoreProblem]:
    """A warning for hidden rows and columns that have content: what nobody sees still counts."""
    hidden = [str(index) for index, row in enumerate(rows, 1) if row and sheet.row_dimensions[index].hidden]
    for letter, dimension in sheet.column_dimensions.items():
        if dimension.hidden and any(_filled(row, dimension.min, dimension.max) for row in rows):
            hidden.append(str(letter))
    where = Cell(name, 0, 0)
    return [problem("hidden_cells", where, sheet=sheet.title, list=", ".join(hidden[:12]))] if hidden else []


def _filled(row: tuple[Value, ...], first: int | None, last: int | None) -> bool:
    return any(value != "" for value in row[(first or 1) - 1 : last or 0])
