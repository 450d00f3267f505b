"""Every problem of a score file, provoked, with its exact words in both languages (data/scores/sheets.txt)."""

from __future__ import annotations

import datetime as dt
import importlib
import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import openpyxl  # type: ignore[import-untyped,unused-ignore]
import pytest

from leitai.scoring import MESSAGES as SCORING_MESSAGES
from leitai.scoring import ScoreProblem, Scoring, describe, locate
from leitai.sheets import MESSAGES as ALL_MESSAGES
from leitai.sheets import Limits, Projects, Scores, read_scores

SAID = Path(__file__).parent / "data" / "scores" / "sheets.txt"
MESSAGES = {code: words for code, words in ALL_MESSAGES.items() if code not in SCORING_MESSAGES}
FIND = Projects({"jintang": ["金塘镇", "镇政府"], "guandu": ["官渡街道", "镇政府"], "meihua": ["袂花镇"]})
ONE = {"components": [{"id": "jury", "name": "评委评分", "weight": 100}]}
TWO = {"components": [{"id": "show", "name": "展示", "weight": 50}, {"id": "answers", "name": "答辩", "weight": 50}]}
STAGES = {**ONE, "stages": [{"id": "one", "name": "初赛", "weight": 40}, {"id": "two", "name": "决赛", "weight": 60}]}

Problems = tuple[ScoreProblem, ...]


def read(data: bytes | str, rules: Any = ONE, name: str = "final.csv", **more: Any) -> Scores:
    content = data.encode() if isinstance(data, str) else data
    return read_scores(content, name, msgspec.convert(rules, Scoring), FIND, **more)


def workbook(*rows: list[Any], change: Callable[[Any], None] = lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active.title = "评分"
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


HEAD = ["项目", "张三", "李四"]
BOOK = workbook(HEAD, ["金塘镇", 90, 91])
SHEET = "xl/worksheets/sheet1.xml"


def without_openpyxl() -> Problems:
    real = importlib.import_module
    hidden = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "openpyxl"}
    try:
        for name in hidden:
            sys.modules[name] = None  # type: ignore[assignment]
        return read(BOOK, name="final.xlsx").problems
    finally:
        sys.modules.update(hidden)
        assert importlib.import_module is real


def hide(book: Any) -> None:
    book.active.column_dimensions["C"].hidden = True
    book.active.row_dimensions[2].hidden = True


def percent(book: Any) -> None:
    book.active["B2"].number_format = "0.00%"


def second(book: Any) -> None:
    book.create_sheet("复核").append(HEAD)


def far(book: Any) -> None:
    book.active["XFD900000"] = 1


CASES: dict[str, Callable[[], Problems]] = {
    "file_empty": lambda: read(" \r\n").problems,
    "file_too_big": lambda: read(b"x" * (3 << 20), limits=Limits(size=2 << 20)).problems,
    "too_many_cells": lambda: read("项目,张三\n" + "金塘镇,1\n" * 200_000).problems,
    "encoding_unknown": lambda: read(b"\xff\xff\xff,1\n").problems,
    "csv_broken": lambda: read('项目,张三\n"金塘镇,90\n官渡街道,91\n').problems,
    "xls_old": lambda: read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, name="final.xls").problems,
    "not_a_table": lambda: read("<html><table><tr><td>项目</td></tr></table>", name="final.xls").problems,
    "xlsx_missing": without_openpyxl,
    "xlsx_broken": lambda: read(BOOK[:-50], name="final.xlsx").problems,
    "xlsx_bomb": lambda: read(
        repacked(BOOK, "xl/styles.xml", lambda body: body + b" " * (101 << 20)), name="final.xlsx"
    ).problems,
    "sheet_stretched": lambda: read(workbook(HEAD, ["金塘镇", 90, 91], change=far), name="final.xlsx").problems,
    "hidden_cells": lambda: read(workbook(HEAD, ["金塘镇", 90, 91], change=hide), name="final.xlsx").problems,
    "sheet_unknown": lambda: read(BOOK, name="final.xlsx", sheet="复核").problems,
    "sheets_several": lambda: read(workbook(HEAD, ["金塘镇", 90, 91], change=second), name="final.xlsx").problems,
    "header_missing": lambda: read("甲,乙\n1,2\n").problems,
    "values_missing": lambda: read("项目,备注\n金塘镇,好\n").problems,
    "rows_missing": lambda: read("项目,张三\n合计,3\n").problems,
    "column_unnamed": lambda: read("项目,张三,\n金塘镇,90,91\n").problems,
    "header_unknown": lambda: read("项目,张三,现场观众得分\n金塘镇,90,30\n").problems,
    "column_not_numbers": lambda: read("项目,张三,领队\n金塘镇,90,王五\n").problems,
    "column_empty": lambda: read("项目,张三,李四\n金塘镇,90,\n官渡街道,91,\n").problems,
    "judge_twice": lambda: read("项目,张三,李四,张 三\n金塘镇,90,91,92\n").problems,
    "component_unclear": lambda: read("项目,张三\n金塘镇,90\n", TWO).problems,
    "stage_unclear": lambda: read("项目,张三\n金塘镇,90\n", STAGES).problems,
    "project_blank": lambda: read("项目,张三\n金塘镇,90\n,91\n").problems,
    "project_unknown": lambda: read("项目,张三\n某某局,90\n").problems,
    "project_unknown_near": lambda: read("项目,张三\n金糖镇,90\n").problems,
    "project_ambiguous": lambda: read("单位,张三\n镇政府,90\n").problems,
    "project_conflict": lambda: read("编号,单位,张三\njintang,官渡街道,90\n").problems,
    "project_twice": lambda: read("项目,张三\n金塘镇,90\n官渡街道,91\n金 塘 镇,92\n").problems,
    "judge_blank": lambda: read("项目,评委,分数\n金塘镇,张三,90\n金塘镇,,91\n").problems,
    "part_name_unknown": lambda: read("项目,评委,评分项,分数\n金塘镇,张三,观众评分,90\n").problems,
    "stage_name_unknown": lambda: read("项目,评委,阶段,分数\n金塘镇,张三,复赛,90\n", STAGES).problems,
    "not_a_number": lambda: read("项目,张三\n金塘镇,九十\n官渡街道,90\n").problems,
    "number_ambiguous": lambda: read('项目,张三\n金塘镇,"90,5"\n').problems,
    "date_cell": lambda: read(workbook(HEAD, ["金塘镇", dt.datetime(1900, 4, 4), 91]), name="final.xlsx").problems,
    "percent_cell": lambda: read(workbook(HEAD, ["金塘镇", 0.905, 91], change=percent), name="final.xlsx").problems,
    "formula_error": lambda: read("项目,张三\n金塘镇,#REF!\n").problems,
    "formula_uncalculated": lambda: read(workbook(HEAD, ["金塘镇", "=45*2", 91]), name="final.xlsx").problems,
}  # fmt: skip


def said(text: str) -> dict[str, tuple[str, str]]:
    """``[code]``, a line in Chinese, a line in English, an empty line; and again."""
    blocks = [block.splitlines() for block in text.strip().split("\n\n") if block]
    return {code.strip("[]"): (zh, en) for code, zh, en in blocks}


def words(problem: ScoreProblem) -> tuple[str, str]:
    """A problem as an editor reads it: place, what is wrong, what to do."""
    zh, en = describe(problem, "zh", ALL_MESSAGES), describe(problem, "en", ALL_MESSAGES)
    return f"{locate(problem, 'zh')}：" + "".join(zh), f"{locate(problem, 'en')}: " + " ".join(en)


EXPECTED = said(SAID.read_text("utf-8"))


def test_every_code_has_a_case_and_an_expectation() -> None:
    assert set(CASES) == set(MESSAGES) == set(EXPECTED)
    assert set(ALL_MESSAGES) == set(MESSAGES) | set(SCORING_MESSAGES)


@pytest.mark.parametrize("code", CASES)
def test_the_words_of(code: str) -> None:
    problems = [each for each in CASES[code]() if each.code == code]
    assert problems
    assert words(problems[0]) == EXPECTED[code]


def test_all_problems_come_in_one_pass_with_their_cells() -> None:
    text = "评分表,,,,\n项目,张三,李四,王五,总分\n金塘镇,九十,95%,2024/4/5,#REF!\n金糖镇,90,91,92,\n袂花镇,88,,91,\n"
    scores = read(text)
    assert [(each.code, locate(each, "en")) for each in scores.problems] == [
        ("not_a_number", "final.csv, row 3, column B"),
        ("percent_cell", "final.csv, row 3, column C"),
        ("date_cell", "final.csv, row 3, column D"),
        ("formula_error", "final.csv, row 3, column E"),
        ("project_unknown_near", "final.csv, row 4, column A"),
    ]
    assert [(each.project, each.void) for each in scores.marks if each.value is None] == [
        *[("jintang", "unread")] * 3,
        ("meihua", "blank"),
    ]


@pytest.mark.parametrize(
    "hostile",
    [
        lambda: repacked(BOOK, SHEET, lambda body: body.replace(b"<sheetData>", b"<!DOCTYPE x><sheetData>")),
        lambda: repacked(BOOK, SHEET, lambda body: b'<!DOCTYPE a [<!ENTITY a "aa">]>' + body),
        lambda: repacked(
            BOOK,
            SHEET,
            lambda body: body.replace(
                b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
            ),
        ),
        lambda: repacked(
            BOOK, SHEET, lambda body: body.replace(b"</sheetData>", b"<row/>" * 1_100_000 + b"</sheetData>")
        ),
        lambda: repacked(BOOK, SHEET, lambda body: b""),
        lambda: repacked(BOOK, "xl/workbook.xml", lambda body: b"<x/>"),
        lambda: repacked(BOOK, "[Content_Types].xml", lambda body: b"<x/>"),
    ],
)
def test_hostile_workbooks_are_refused(hostile: Callable[[], bytes]) -> None:
    scores = read(hostile(), name="final.xlsx")
    assert scores.marks == ()
    assert scores.problems


def test_a_zip_that_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert [each.code for each in read(out.getvalue(), name="final.ods").problems] == ["not_a_table"]
