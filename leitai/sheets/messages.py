"""The words of every problem of a score file: ``code → language → (what is wrong, what to do next)``. Only words."""

from __future__ import annotations

from leitai.scoring import Catalogue

FILES: Catalogue = {
    "file_empty": {
        "zh": ("评分表是空文件。", "重新导出，或从 scores 中删去它。"),
        "en": ("The score file is empty.", "Export it again, or remove it from scores."),
    },
    "file_too_big": {
        "zh": ("评分表有 {size} MB，超过上限 {limit} MB。", "只保留评分所在的工作表，另存后再试。"),
        "en": (
            "The score file has {size} MB, more than the limit of {limit} MB.",
            "Keep only the sheet with the scores.",
        ),
    },
    "too_many_cells": {
        "zh": ("评分表的单元格超过上限 {limit} 个。", "删去与评分无关的行、列和工作表。"),
        "en": ("The score file has more than {limit} cells.", "Remove rows, columns and sheets that are no scores."),
    },
    "encoding_unknown": {
        "zh": ("读不懂这个文件的文字编码。", "用 Excel 或 WPS 打开，另存为“CSV UTF-8”或 .xlsx。"),
        "en": (
            "The text of this file is in no known encoding.",
            "Open it in Excel or WPS and save it as “CSV UTF-8” or .xlsx.",
        ),
    },
    "csv_broken": {
        "zh": ("从这一行起表格断了：多半是一个引号没有成对。", "在表格软件里改正这一行，再导出。"),
        "en": (
            "The table breaks off from this row: most likely a quotation mark never closes.",
            "Correct the row in a spreadsheet program and export again.",
        ),
    },
    "xls_old": {
        "zh": ("这是旧版 .xls、.et 或加了密码的工作簿，读不了。", "去掉密码，另存为 .xlsx 或“CSV UTF-8”。"),
        "en": (
            "This is an old .xls or .et workbook, or one with a password.",
            "Remove the password and save it as .xlsx or “CSV UTF-8”.",
        ),
    },
    "not_a_table": {
        "zh": (
            "这不是 CSV 或 XLSX 表格（可能是网页、PDF 或其他文件改了扩展名）。",
            "用 Excel 或 WPS 打开，另存为 .xlsx 或“CSV UTF-8”。",
        ),
        "en": (
            "This is no CSV or XLSX table (perhaps a web page, a PDF or another file under that name).",
            "Open it in Excel or WPS and save it as .xlsx or “CSV UTF-8”.",
        ),
    },
    "xlsx_missing": {
        "zh": ("没有安装读取 XLSX 的组件。", '运行 pip install "leitai[xlsx]"，或另存为“CSV UTF-8”。'),
        "en": ("What reads XLSX is not installed.", 'Run pip install "leitai[xlsx]", or save the file as “CSV UTF-8”.'),
    },
    "xlsx_broken": {
        "zh": ("这个 XLSX 文件损坏，打不开。", "用 Excel 或 WPS 打开修复，重新保存。"),
        "en": ("This XLSX file is damaged.", "Open and repair it in Excel or WPS, then save it again."),
    },
    "xlsx_bomb": {
        "zh": ("这个 XLSX 文件解开后异常庞大，或含有外部实体，已拒绝读取。", "把评分复制到新的工作簿里保存。"),
        "en": (
            "This XLSX file unpacks to something huge or holds entities; it was refused.",
            "Copy the scores into a new workbook.",
        ),
    },
    "sheet_stretched": {
        "zh": ("工作表“{sheet}”一直延伸到 {corner}，已跳过。", "删去评分区域以外的行和列，保存后再试。"),
        "en": (
            "The sheet “{sheet}” stretches to {corner} and was skipped.",
            "Delete the rows and columns outside the scores, then save.",
        ),
    },
    "hidden_cells": {
        "zh": ("工作表“{sheet}”有隐藏的行或列，其中的内容照样计入：{list}。", "取消隐藏并核对。"),
        "en": (
            "The sheet “{sheet}” has hidden rows or columns, which count all the same: {list}.",
            "Unhide and check them.",
        ),
    },
    "sheet_unknown": {
        "zh": ("没有名为“{sheet}”的可见工作表。", "改成下列之一：{known}。"),
        "en": ("There is no visible sheet named “{sheet}”.", "Use one of these: {known}."),
    },
    "sheets_several": {
        "zh": ("有 {n} 个工作表都像评分表：{list}。", "每个文件只留一个评分表，或写明用哪一个。"),
        "en": ("{n} sheets look like score sheets: {list}.", "Keep one a file, or say which one."),
    },
}

HEADERS: Catalogue = {
    "header_missing": {
        "zh": ("找不到表头：没有“项目”“参赛单位”或“编号”一列。", "给项目所在的列加上表头，如“项目名称”。"),
        "en": (
            "No heading found: there is no column “project”, “unit” or “id”.",
            "Give the projects' column a heading such as “project”.",
        ),
    },
    "values_missing": {
        "zh": ("表里没有分数列。", "给每位评委一列，或写“评委”“分数”两列。"),
        "en": (
            "The table has no column of scores.",
            "Give every judge a column, or write the columns “judge” and “score”.",
        ),
    },
    "rows_missing": {
        "zh": ("表头下面没有任何项目。", "填写评分，或从 scores 中删去这个文件。"),
        "en": ("There are no projects below the heading.", "Enter the scores, or remove this file from scores."),
    },
    "column_unnamed": {
        "zh": ("这一列有内容，却没有表头。", "写上评委姓名或列名，或删去这一列。"),
        "en": ("This column has content but no heading.", "Write the judge's name or a heading, or delete the column."),
    },
    "header_unknown": {
        "zh": ("表头“{label}”看不出是评委还是哪个评分项。", "改成评委姓名、评分项或指标的名称，或删去这一列。"),
        "en": (
            "The heading “{label}” is neither clearly a judge nor a component.",
            "Use a judge's name or a component's or criterion's, or delete the column.",
        ),
    },
    "column_not_numbers": {
        "zh": ("“{label}”一列没有一个数字，却在分数的位置。", "若不是评委，请改用“备注”等表头或删去这一列。"),
        "en": (
            "The column “{label}” stands where scores are but has not one number.",
            "If this is no judge, call it “note” or delete the column.",
        ),
    },
    "column_empty": {
        "zh": ("“{label}”一列全是空的。", "填上分数；若这位评委没有参加，请删去这一列。"),
        "en": ("The column “{label}” is empty.", "Enter the scores, or delete the column if this judge was not there."),
    },
    "judge_twice": {
        "zh": ("评委“{judge}”有两列，另一列在 {other}。", "删去重复的一列，或改正姓名。"),
        "en": ("The judge “{judge}” has two columns; the other is {other}.", "Delete one, or correct the name."),
    },
    "component_unclear": {
        "zh": (
            "看不出“{label}”的分数属于哪个评分项。",
            "在表头上方写评分项名称，或每个评分项单独一个文件并写明。可用：{known}。",
        ),
        "en": (
            "It is not clear to which component the scores of “{label}” belong.",
            "Write its name above the heading, or use one file a component. Known: {known}.",
        ),
    },
    "stage_unclear": {
        "zh": (
            "看不出“{label}”的分数属于哪个阶段。",
            "在表头上方写阶段名称，或每个阶段单独一个文件并写明。可用：{known}。",
        ),
        "en": (
            "It is not clear to which stage the scores of “{label}” belong.",
            "Write its name above the heading, or use one file a stage. Known: {known}.",
        ),
    },
}

CELLS: Catalogue = {
    "project_blank": {
        "zh": ("这一行有分数，却没有写项目。", "写上项目，或删去这一行。"),
        "en": ("This row has scores but no project.", "Write the project, or delete the row."),
    },
    "project_unknown": {
        "zh": ("名单里没有“{text}”这个项目或单位。", "核对写法，或把它加入入围名单。"),
        "en": ("“{text}” is no project or unit of the shortlist.", "Check the spelling, or add it to the shortlist."),
    },
    "project_unknown_near": {
        "zh": ("名单里没有“{text}”这个项目或单位，是不是“{near}”？", "核对写法，或把它加入入围名单。"),
        "en": (
            "“{text}” is no project or unit of the shortlist. Is it “{near}”?",
            "Check the spelling, or add it to the shortlist.",
        ),
    },
    "project_ambiguous": {
        "zh": ("“{text}”可能是 {n} 个项目：{list}。", "加一列项目编号或项目名称来区分。"),
        "en": ("“{text}” may be any of {n} projects: {list}.", "Add a column with the project's id or title."),
    },
    "project_conflict": {
        "zh": ("同一行里各列说的不是同一个项目：{list}。", "改正项目、单位或编号。"),
        "en": ("The columns of this row name different projects: {list}.", "Correct the project, unit or id."),
    },
    "project_twice": {
        "zh": ("“{text}”在第 {other} 行已经出现过；这一行没有采用。", "只保留正确的一行。"),
        "en": ("“{text}” already stands in row {other}; this row was not used.", "Keep only the right one."),
    },
    "judge_blank": {
        "zh": ("这一行有分数，却没有写评委。", "写上评委姓名。"),
        "en": ("This row has a score but no judge.", "Write the judge's name."),
    },
    "part_name_unknown": {
        "zh": ("没有叫“{text}”的评分项或指标。", "改成下列之一：{known}。"),
        "en": ("There is no component or criterion “{text}”.", "Use one of these: {known}."),
    },
    "stage_name_unknown": {
        "zh": ("没有叫“{text}”的阶段。", "改成下列之一：{known}。"),
        "en": ("There is no stage “{text}”.", "Use one of these: {known}."),
    },
    "not_a_number": {
        "zh": ("“{text}”不是分数。", "写成普通的数，如 92.5；回避写“回避”，没有打分写“缺席”。"),
        "en": ("“{text}” is no score.", "Write a plain number such as 92.5, or “recused” or “absent”."),
    },
    "number_ambiguous": {
        "zh": ("“{text}”里的逗号可能是小数点，也可能是千位分隔。", "去掉逗号，小数用点。"),
        "en": (
            "The comma in “{text}” may be a decimal sign or group thousands.",
            "Write it without the comma, decimals with a point.",
        ),
    },
    "date_cell": {
        "zh": ("这里是日期“{text}”，不是分数。", "把单元格格式改为“数值”，重新输入分数。"),
        "en": ("This is a date, “{text}”, not a score.", "Set the cell's format to number and enter the score again."),
    },
    "percent_cell": {
        "zh": ("这里是百分比“{text}”，不知道是 0–1 还是 0–100。", "把单元格格式改为“数值”，写实际分数。"),
        "en": (
            "This is a percentage, “{text}”: out of 1 or out of 100?",
            "Set the cell's format to number and write the score itself.",
        ),
    },
    "formula_error": {
        "zh": ("公式出错：{text}。", "改正公式，或直接填写分数。"),
        "en": ("A formula went wrong here: {text}.", "Correct it, or enter the number itself."),
    },
    "formula_uncalculated": {
        "zh": ("公式 {text} 没有保存计算结果。", "用 Excel 或 WPS 打开后保存一次，或直接填写分数。"),
        "en": (
            "The formula {text} was saved without its result.",
            "Open and save the file in Excel or WPS, or enter the number itself.",
        ),
    },
}

MESSAGES: Catalogue = {**FILES, **HEADERS, **CELLS}
