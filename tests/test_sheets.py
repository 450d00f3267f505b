"""Score files in every encoding and shape, read through the public face of leitai.sheets."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import openpyxl  # type: ignore[import-untyped,unused-ignore]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.scoring import Entry, Scoring, check_claims, score
from leitai.sheets import Limits, Projects, Scores, fold, read_scores

DATA = Path(__file__).parent / "data" / "scores"
FIND = Projects(
    {
        "jintang": ["金塘镇", "金塘", "“好心管家”进万家"],
        "guandu": ["官渡街道", "热线听民声 数据解民忧"],
        "meihua": ["袂花镇"],
    }
)
RULES: Scoring = msgspec.convert(
    {
        "components": [
            {"id": "jury", "name": "评委评分", "weight": 60},
            {"id": "audience", "name": "观众评分", "weight": 40, "seats_per_unit": 20},
        ]
    },
    Scoring,
)
LINES: Scoring = msgspec.convert(
    {
        "components": [
            {
                "id": "jury",
                "name": "评委评分",
                "weight": 100,
                "criteria": [{"id": "content", "name": "内容", "max": 60}, {"id": "form", "name": "表达", "max": 40}],
            }
        ]
    },
    Scoring,
)
TEXT = "项目,张三,李四,观众票数\n金塘镇,92,90.5,30\n官渡街道,88,91,12\n"
LONG = """项目,评委,评分项,分数
金塘镇,张三,评委评分,92
金塘镇,李四,评委评分,90.5
金塘镇,,观众评分,30
官渡街道,张三,评委评分,88
官渡街道,李四,评委评分,91
官渡街道,,观众评分,12
"""
PLAIN = {
    ("jury", "jintang", "张三", "92"),
    ("jury", "jintang", "李四", "90.5"),
    ("audience", "jintang", "", "30"),
    ("jury", "guandu", "张三", "88"),
    ("jury", "guandu", "李四", "91"),
    ("audience", "guandu", "", "12"),
}


def read(data: bytes | str, name: str = "final.csv", rules: Scoring = RULES, **more: Any) -> Scores:
    return read_scores(data.encode() if isinstance(data, str) else data, name, rules, FIND, **more)


def found(scores: Scores) -> set[tuple[str, ...]]:
    assert not scores.problems, scores.problems
    return {(each.component, each.project, each.judge, str(each.value)) for each in scores.marks}


def workbook(fill: Callable[[Any], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(text: str) -> bytes:
    """A CSV text as a workbook, numbers as numbers."""

    def fill(book: Any) -> None:
        for line in text.splitlines():
            book.active.append([float(each) if each[:1].isdigit() else each or None for each in line.split(",")])

    return workbook(fill)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_encoding_delimiter_and_line_ending(encoding: str, delimiter: str, ending: str) -> None:
    assert found(read(TEXT.replace(",", delimiter).replace("\n", ending).encode(encoding))) == PLAIN


@pytest.mark.parametrize(
    "text",
    [
        "2024年度评分表,,,,,\n单位：分,,,,,\n" + TEXT,
        "sep=,\r\n" + TEXT,
        "\n\n" + TEXT + ",,,\n,,,\n\n\n",
        TEXT.replace("\n", ",,,\n"),
        '"项目","张三","李四","观众票数"\n"金塘镇","92","90.5","30"\n"官渡街道","88","91","12"\n',
        TEXT.replace("92", "９２").replace("90.5", "９０．５"),
        TEXT.replace("92", '="92"').replace("90.5", "'90.50"[:5]),
        TEXT.replace("92", " 92分 ").replace("30", "30 票"),
        TEXT.replace("金塘镇", "  金 塘"),
        TEXT.replace("金塘镇", "《好心管家》进万家").replace("官渡街道", "热线听民声数据解民忧"),
        TEXT.replace("金塘镇", "jintang"),
        "序号,参赛单位,张三,李四,观众票数,排名,备注\n1,金塘镇,92,90.5,30,1,\n2,官渡街道,88,91,12,2,迟到\n",
        "项目编号,项目名称,参赛单位,张三,李四,观众票数\njintang,好心管家进万家,金塘,92,90.5,30\nguandu,,官渡街道,88,91,12\n",
        TEXT + "平均,90,90.75,21\n合计,180,181.5,42\n注：去掉最高分,,,\n,,,评委签名\n",
        TEXT.replace("官渡街道", "\n项目,张三,李四,观众票数\n官渡街道"),
        "项目,评委评分,,观众评分\n,张三,李四,票数\n金塘镇,92,90.5,30\n官渡街道,88,91,12\n",
        ",评委评分,,观众评分(40%)\n项目,张三,李四,票数\n金塘镇,92,90.5,30\n官渡街道,88,91,12\n",
        "项目,评委：张三,李四,观众评分\n金塘镇,92,90.5,30\n官渡街道,88,91,12\n",
        "unit,张三,李四,votes\n金塘镇,92,90.5,30\n官渡街道,88,91,12\n",
        LONG,
        LONG.replace("项目,评委,评分项,分数", "project,judge,component,score").replace("评委评分", "jury"),
    ],
)
def test_every_shape_says_the_same(text: str) -> None:
    values = {(*mark[:3], str(Decimal(mark[3]).normalize())) for mark in found(read(text))}
    assert {(*mark[:3], format(Decimal(mark[3]), "f")) for mark in values} == PLAIN


def test_files_as_handed_in() -> None:
    for name in ("excel-utf8.csv", "wps-gbk.csv", "excel-unicode.txt", "wide.xlsx"):
        assert found(read((DATA / name).read_bytes(), name)) == PLAIN


def test_semicolons_come_with_decimal_commas() -> None:
    assert (
        found(read("项目;张三;李四;观众票数\n金塘镇;92,0;90,5;30\n官渡街道;88;91;12\n".replace("92,0", "92"))) == PLAIN
    )


def test_thousands_separators() -> None:
    scores = read('项目,观众票数\n金塘镇,"1,030"\n')
    assert found(scores) == {("audience", "jintang", "", "1030")}


def test_a_whole_file_may_belong_to_one_component_and_stage() -> None:
    staged: Scoring = msgspec.convert(
        {
            "components": [{"id": "a", "weight": 50}, {"id": "b", "weight": 50}],
            "stages": [{"id": "one", "weight": 50}, {"id": "two", "weight": 50}],
        },
        Scoring,
    )
    scores = read("项目,张三\n金塘镇,92\n", rules=staged, component="b", stage="two")
    assert [(each.component, each.stage) for each in scores.marks] == [("b", "two")]
    assert found(read("单位,得分\n金塘镇,92\n", rules=staged, component="b", stage="two")) == {
        ("b", "jintang", "", "92")
    }


@pytest.mark.parametrize(
    "text",
    [
        "项目,张三,,李四,\n,内容,表达,内容,表达\n金塘镇,55,38,50,30\n",
        "项目,内容(60分),,表达(40分),\n,张三,李四,张三,李四\n金塘镇,55,50,38,30\n",
        "项目,评委,内容,表达,合计\n金塘镇,张三,55,38,93\n金塘镇,李四,50,30,80\n",
        "项目,评委,评分标准,分数\n金塘镇,张三,内容,55\n金塘镇,张三,表达,38\n金塘镇,李四,内容,50\n金塘镇,李四,表达,30\n",
    ],
)
def test_criteria_in_a_judges_sheet(text: str) -> None:
    scores = read(text, rules=LINES)
    assert not scores.problems
    assert {(each.judge, each.criterion, str(each.value)) for each in scores.marks} == {
        ("张三", "content", "55"),
        ("张三", "form", "38"),
        ("李四", "content", "50"),
        ("李四", "form", "30"),
    }
    # (55 + 38 + 50 + 30) / 2 = 86.5
    result = score(LINES, [Entry(id="jintang")], scores.marks)
    assert [str(each.total) for each in result.standings] == ["86.50"]
    assert check_claims(result, scores.claims) == ()


def test_words_instead_of_a_mark() -> None:
    scores = read("项目,张三,李四,王五\n金塘镇,回避,缺席,—\n官渡街道,90,91,92\n")
    assert [each.void for each in scores.marks[:3]] == ["recused", "absent", "blank"]
    assert not scores.problems


def test_marks_know_their_cells_as_a_spreadsheet_shows_them() -> None:
    scores = read('评分表,,\n项目,"张\n三",李四\n金塘镇,92,90\n')
    assert [(each.judge, each.at and (each.at.row, each.at.column)) for each in scores.marks] == [
        ("张 三", (3, 2)),
        ("李四", (3, 3)),
    ]


def test_totals_of_the_sheet_become_claims() -> None:
    scores = read("项目,张三,李四,观众票数,平均分,总分\n金塘镇,92,90,30,91,74.6\n官渡街道,80,80,0,80,50\n")
    result = score(RULES, [Entry(id="jintang", units=("a",)), Entry(id="guandu", units=("b",))], scores.marks)
    # jintang: 91 × 0.6 + 30 / 40 × 40 = 54.6 + 30 = 84.6, not 74.6; guandu: 80 × 0.6 = 48, not 50
    assert [(each.row, each.column) for each in check_claims(result, scores.claims)] == [(2, 6), (3, 6)]


def test_digest_judges_and_sheet() -> None:
    scores = read(TEXT)
    assert scores.digest == hashlib.sha256(TEXT.encode()).hexdigest()
    assert scores.judges == ("张三", "李四")


def test_a_workbook_reads_like_the_same_csv() -> None:
    assert found(read(cells(TEXT), "final.xlsx")) == PLAIN


def test_merged_titles_and_headings() -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        for row in (
            ["2024年度第四期评分表"],
            ["项目", "评委评分", None, "观众评分", "备注"],
            [None, "张三", "李四", "票数", None],
            ["金塘镇", 92, 90.5, 30],
            ["官渡街道", 88, 91, 12],
        ):
            sheet.append(row)
        for area in ("A1:E1", "A2:A3", "B2:C2", "E2:E3"):
            sheet.merge_cells(area)

    assert found(read(workbook(fill), "final.xlsx")) == PLAIN


def test_merged_projects_of_a_long_sheet() -> None:
    def fill(book: Any) -> None:
        for row in (["项目", "评委", "分数"], ["金塘镇", "张三", 92], [None, "李四", 90.5]):
            book.active.append(row)
        book.active.merge_cells("A2:A3")

    assert {each[1:] for each in found(read(workbook(fill), "final.xlsx"))} == {
        ("jintang", "张三", "92"),
        ("jintang", "李四", "90.5"),
    }


def test_binary_numbers_are_read_as_the_spreadsheet_shows_them() -> None:
    def fill(book: Any) -> None:
        book.active.append(["项目", "张三", "李四"])
        book.active.append(["金塘镇", 0.1 + 0.2, 95.55])

    assert [str(each.value) for each in read(workbook(fill), "final.xlsx").marks] == ["0.3", "95.55"]


def test_only_the_sheet_with_scores_is_read() -> None:
    def fill(book: Any) -> None:
        book.active.append(["说明：本表由组委会填写"])
        scores = book.create_sheet("评分")
        scores.append(["项目", "张三"])
        scores.append(["金塘镇", 92])
        hidden = book.create_sheet("旧")
        hidden.append(["项目", "张三"])
        hidden.sheet_state = "hidden"

    scores = read(workbook(fill), "final.xlsx")
    assert (scores.sheet, len(scores.marks), scores.problems) == ("评分", 1, ())


def test_one_of_several_sheets() -> None:
    def fill(book: Any) -> None:
        for title, value in (("初赛", 80), ("决赛", 90)):
            sheet = book.create_sheet(title)
            sheet.append(["项目", "张三"])
            sheet.append(["金塘镇", value])

    data = workbook(fill)
    assert [str(each.value) for each in read(data, sheet="决赛").marks] == ["90"]
    assert [each.code for each in read(data).problems] == ["sheets_several"]


def test_names_are_compared_without_spaces_and_punctuation() -> None:
    assert fold("《首创“出让+代建+返租”　模式》") == fold("首创出让+代建+返租模式")
    assert Projects({"01": []})("1") == ("01",)
    assert Projects({"a": ["b"], "b": []})("b") == ("b",)


def test_limits() -> None:
    assert [each.code for each in read(TEXT, limits=Limits(size=10)).problems] == ["file_too_big"]
    assert [each.code for each in read(TEXT, limits=Limits(cells=5)).problems] == ["too_many_cells"]
    assert [each.code for each in read(cells(TEXT), limits=Limits(cells=5)).problems] == ["too_many_cells"]


HEADS = st.sampled_from(
    ["项目", "评委", "分数", "张三", "观众票数", "总分", "评委评分", "内容", "", "备注", "单位", "id"]
)
BITS = st.sampled_from(
    ["金塘", "官渡街道", "x", "90", "1,000", "#REF!", "95%", "2024/1/1", "回避", "", "=1+1", '"', "\0", "９"]
)


@given(st.binary(max_size=300))
def test_hostile_bytes_never_raise(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", "项目,张三\n".encode()):
        scores = read(start + data)
        assert scores.problems or scores.marks


@given(
    st.lists(HEADS, min_size=1, max_size=6), st.lists(st.lists(BITS, max_size=6), max_size=6), st.sampled_from(",;\t")
)
def test_hostile_tables_never_raise(head: list[str], rows: list[list[str]], delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in [head, *rows])
    for rules in (RULES, LINES):
        scores = read(text, rules=rules)
        score(rules, [Entry(id="jintang", units=("a",)), Entry(id="guandu")], scores.marks)


@given(st.integers(0, 4000), st.binary(min_size=1, max_size=30))
def test_damaged_workbooks_never_raise(start: int, junk: bytes) -> None:
    data = bytearray(BOOK)
    data[start % len(data) : start % len(data) + len(junk)] = junk
    assert isinstance(read(bytes(data), "final.xlsx"), Scores)


BOOK = cells(TEXT)


@given(st.lists(st.lists(st.decimals(0, 100, places=2), min_size=2, max_size=2), min_size=2, max_size=2))
def test_what_is_written_is_what_is_read(grid: list[list[Decimal]]) -> None:
    names = ("金塘镇", "官渡街道")
    lines = [",".join([name, *map(str, row)]) for name, row in zip(names, grid, strict=True)]
    text = "\n".join(["项目,张三,李四", *lines])
    for data in (text.encode("gb18030"), cells(text)):
        assert [each.value for each in read(data).marks] == [value for row in grid for value in row]
