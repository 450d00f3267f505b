"""The words of problems: every code that the sources can raise has them, in both languages, and nothing else has."""

from __future__ import annotations

import ast
import itertools
import json
import re
import subprocess
import sys
import typing
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import yaml

from leitai import yamltext
from leitai.errors import Problem, Severity, Spot, error, note, warning
from leitai.images import PhotoError
from leitai.messages import as_json, describe, lines, tally
from leitai.prose import LossKind, limits

PACKAGE = Path(__file__).resolve().parent.parent / "leitai"
OTHERS = ("messages", "scoring", "sheets")
"""Parts of the package whose problems have catalogues of their own."""

MAKERS = ("error", "warning", "note", "make", "FieldError", "YamlError", "PhotoError")
LANGUAGES = ("zh", "en")
IMPLICIT = {"field"}

# What the sources do not spell out, by the expression that stands for the code.
DYNAMIC: dict[str, tuple[str, ...]] = {
    "f'V11-unknown-{what}'": ("V11-unknown-category", "V11-unknown-group"),
    "f'V11-no-{what}'": ("V11-no-category", "V11-no-group"),
    "f'cache-{why}'": ("cache-damaged", "cache-outdated"),
    "f'held-{held.reason}'": ("held-draft", "held-scheduled", "held-expired"),
    "f'lost-{loss.kind}'": tuple(f"lost-{kind}" for kind in typing.get_args(LossKind)),
    "_MISSING.get(name, 'missing-key')": ("V01-missing-date", "V03-missing-title", "missing-key"),
}

PLACE = re.compile(r"\{(\w+)\}")
OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


class Site(typing.NamedTuple):
    """A call that makes a problem: its codes and the params it gives."""

    where: str
    codes: tuple[str, ...]
    params: frozenset[str]


def _constants(expression: ast.expr) -> list[str]:
    """The codes that an expression can be; ``make, code = (error, "x") if … else (warning, "y")`` counts too."""
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        return [expression.value]
    if isinstance(expression, ast.IfExp):
        return _constants(expression.body) + _constants(expression.orelse)
    if isinstance(expression, ast.Tuple):
        return [code for each in expression.elts for code in _constants(each)]
    return []


def _codes(argument: ast.expr, around: tuple[ast.AST, ...]) -> tuple[str, ...]:
    if isinstance(argument, ast.Attribute) and argument.attr == "code":
        return ()  # handed on; its own maker is looked at where it stands
    if found := _constants(argument):
        return tuple(found)
    if isinstance(argument, ast.Name):
        # A variable: all that it is set to in the innermost block that sets it at all.
        for block in reversed(around):
            settings = [node for node in ast.walk(block) if isinstance(node, ast.Assign) and _sets(node, argument.id)]
            if settings:
                return tuple(code for node in settings for code in _constants(node.value))
    return DYNAMIC.get(ast.unparse(argument), ())


def _sets(node: ast.Assign, name: str) -> bool:
    return any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(node.targets[0]))


def _calls(tree: ast.AST, around: tuple[ast.AST, ...] = ()) -> Iterator[tuple[ast.Call, tuple[ast.AST, ...]]]:
    """The calls that make problems, each with the functions and blocks around it, outermost first."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in MAKERS and node.args and not isinstance(node.args[0], ast.Starred):
                yield node, around
        yield from _calls(node, (*around, node) if isinstance(node, ast.stmt) else around)


def _sources() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path.relative_to(PACKAGE).parts[0] not in OTHERS]


def _sites() -> list[Site]:
    found = []
    for path in _sources():
        tree = ast.parse(path.read_text("utf-8"))
        for call, around in _calls(tree):
            argument = call.args[0]
            if path.name == "errors.py":
                continue
            codes = _codes(argument, around)
            handed_on = isinstance(argument, ast.Attribute) and argument.attr == "code"
            again = path.name == "facts.py" and ast.unparse(argument) == "code"  # PhotoError's own pickling
            where = f"{path.relative_to(PACKAGE)}:{call.lineno}"
            assert codes or handed_on or again, f"{where}: spell out the codes of {ast.unparse(argument)} in DYNAMIC"
            params = frozenset(keyword.arg for keyword in call.keywords if keyword.arg)
            if any(codes):
                found.append(Site(where, codes, params))
    return found + _photo_rows()


def _photo_rows() -> list[Site]:
    """The codes of photos, as the table in PhotoError's docstring promises them."""
    rows = re.findall(r"^    (photo-[\w-]+) +(.+)$", PhotoError.__doc__ or "", re.MULTILINE)
    return [
        Site(f"PhotoError {code}", (code,), frozenset(re.findall(r"(?<!neither )``(\w+)``", said)))
        for code, said in rows
    ]


SITES = _sites()
GIVEN: dict[str, list[Site]] = {
    code: [site for site in SITES if code in site.codes] for site in SITES for code in site.codes
}


def _read(language: str) -> dict[str, typing.Any]:
    text = (PACKAGE / "messages" / f"{language}.yaml").read_text("utf-8")
    read: dict[str, typing.Any] = yaml.safe_load(text)
    return read


BOOKS = {language: _read(language) for language in LANGUAGES}
CODES = sorted(BOOKS["zh"]["problems"])


def _whole(code: str, language: str) -> str:
    entry = BOOKS[language]["problems"][code]
    return f"{entry['what']}\n{entry['do']}"


# ── The catalogues against the sources ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words_and_no_words_are_dead(language: str) -> None:
    said = set(BOOKS[language]["problems"])
    missing = {code: GIVEN[code][0].where for code in set(GIVEN) - said}
    assert not missing
    assert not said - set(GIVEN)


def test_dynamic_codes_are_still_in_the_sources() -> None:
    text = "\n".join(ast.unparse(ast.parse(path.read_text("utf-8"))) for path in _sources())
    assert [expression for expression in DYNAMIC if expression not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_given_by_every_call(language: str) -> None:
    wrong = []
    for code in CODES:
        entry = BOOKS[language]["problems"][code]
        firm = set(PLACE.findall(OPTIONAL.sub("", entry["what"] + entry["do"])))
        loose = {name for part in OPTIONAL.findall(entry["what"] + entry["do"]) for name in PLACE.findall(part)}
        anywhere = frozenset[str]().union(*(site.params for site in GIVEN[code]))
        wrong += [(code, site.where, lost) for site in GIVEN[code] if (lost := firm - site.params - IMPLICIT)]
        wrong += [(code, "", lost) for lost in [loose - anywhere - IMPLICIT] if lost]
    assert wrong == []


def test_both_languages_show_the_same_params() -> None:
    differing = [
        code for code in CODES if set(PLACE.findall(_whole(code, "zh"))) != set(PLACE.findall(_whole(code, "en")))
    ]
    assert differing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_entries_are_complete_and_written_once(language: str) -> None:
    text = (PACKAGE / "messages" / f"{language}.yaml").read_text("utf-8")
    assert yamltext.parse(text)  # refuses a key that is written twice, which PyYAML does not
    for entry in BOOKS[language]["problems"].values():
        assert sorted(entry) == ["do", "what"]
        assert all(said == said.strip() and said for said in entry.values())
    assert all(key and said for key, said in BOOKS[language]["terms"].items())


def test_reasons_for_refusing_a_text_are_translated() -> None:
    reasons = ["nested too deeply", f"longer than {limits.CHARACTERS:,} characters"]
    reasons += [f"more than {most:,} {what}" for what, _, most in limits._IN_A_DOCUMENT]
    reasons += [f"more than {most:,} “{mark}” in one paragraph" for mark, most in limits._IN_A_PARAGRAPH]
    for reason in reasons:
        what = describe(error("prose-refused", Spot("x.md"), reason=reason), "zh-CN")[0]
        assert not re.search("[a-z]", what.replace("HTML", "")), what


def test_reasons_for_refusing_a_photo_are_translated() -> None:
    untold = [
        keyword.value.value
        for path in sorted((PACKAGE / "images").glob("*.py"))
        for call, _ in _calls(ast.parse(path.read_text("utf-8")))
        for keyword in call.keywords
        if keyword.arg in ("reason", "found") and isinstance(keyword.value, ast.Constant)
        if keyword.value.value not in BOOKS["zh"]["terms"]
    ]
    assert untold == []


# ── How the texts are written ────────────────────────────────────────────────────────────────────────────────


def _unquoted(text: str) -> str:
    """A text without what it quotes, which may be typed in any way."""
    return re.sub(r"“[^”]*”|\"[^\"]*\"|\[\[|\]\]", "“”", text)


def test_chinese_texts_have_full_width_marks() -> None:
    slip = re.compile(r"(?<=[\u3400-\u9fff”])[,:;?!()]|[,:;?!()](?=[\u3400-\u9fff“])|(?<=[\u3400-\u9fff])\.(?!\w)")
    assert [code for code in CODES if slip.search(_unquoted(_whole(code, "zh")))] == []
    assert [term for term in BOOKS["zh"]["terms"].values() if slip.search(_unquoted(term))] == []


def test_english_texts_have_no_full_width_marks() -> None:
    wide = re.compile(r"[\u3000-\u303f\uff00-\uffef\u3400-\u9fff]")
    assert [code for code in CODES if wide.search(_unquoted(_whole(code, "en")).replace("【】", ""))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_end_as_sentences(language: str) -> None:
    for code in CODES:
        for said in BOOKS[language]["problems"][code].values():
            assert said.removesuffix("]]").endswith("。" if language == "zh" else (".", "?", ".)")), (code, said)
            assert said.count("“") == said.count("”"), (code, said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_dangles_where_hints_are_empty(language: str) -> None:
    """Without the optional parts, every text is still a whole sentence."""
    broken = re.compile(r"^[\s，；：。、,;:.]|[，；：、,;:]\s*[。；，.]|“”|（）|\(\)|  |\s[,;.。，；]|。[。；，]|\.\.")
    for code in CODES:
        for name, said in BOOKS[language]["problems"][code].items():
            for kept in itertools.product((False, True), repeat=len(OPTIONAL.findall(said))):
                keep = iter(kept)
                text = OPTIONAL.sub(lambda part, keep=keep: part[1] if next(keep) else "", said)  # type: ignore[misc]
                samples = re.sub(r"“ ”|“…”|“\.\.”|“\.\./", "“x”", text)
                assert not broken.search(PLACE.sub("x", samples)), (code, name, text)


# ── describe ─────────────────────────────────────────────────────────────────────────────────────────────────

ODD = ("", " ", "…", "{value}", "{", "[[x]]", "%s", "\\1", "a\nb\x1b[31m", "文" * 5000, "、".join("甲乙丙") * 900)


@pytest.mark.parametrize("language", ["zh-CN", "zh-Hant-TW", "ZH", "en", "en-GB", "fr", ""])
def test_describe_never_raises(language: str) -> None:
    for code in [*CODES, "", "no-such-code", "V11-unknown-{what}"]:
        names = {name for site in GIVEN.get(code, ()) for name in site.params}
        for values in ({}, *(dict.fromkeys(names, odd) for odd in ODD), {"other": "x"}):
            what, do = describe(Problem(code, Spot("content/x.md"), tuple(values.items())), language)
            assert what
            assert do or code not in CODES
            assert "\n" not in what + do
            assert "\x1b" not in what + do


def test_params_are_filled_once() -> None:
    what, _ = describe(error("not-one-of", Spot("x.md", ("kind",)), value="{allowed} [[x]] \\1", allowed="a"), "en")
    assert what == "“kind” cannot be “{allowed} [[x]] \\1”."


def test_missing_code_is_told_by_name() -> None:
    assert describe(error("no-such", Spot("x.md"), key="a", near="b"), "zh") == ("no-such (key=a, near=b)", "")
    assert describe(error("no-such", Spot("x.md")), "en") == ("no-such", "")


def test_missing_param_leaves_a_gap() -> None:
    assert describe(error("V01-no-year", Spot("x.md")), "zh-CN")[0] == "日期 “…” 没有年份。"


def test_words_of_a_well_known_mistake() -> None:
    problem = error("V01-no-year", Spot("content/news/x.md", ("date",)), value="7月26日")
    assert describe(problem, "zh-CN") == (
        "日期 “7月26日” 没有年份。",
        "写成 2024-07-26 这样的完整日期；系统不会替您猜年份。",
    )
    assert describe(problem, "en")[0] == "The date “7月26日” has no year."


def test_terms_are_translated() -> None:
    problem = error("wrong-type", Spot("x.yaml", ("tags", 0)), expected="text", found="mapping")
    assert describe(problem, "zh-CN")[0] == "“tags” 应该是一段文字，这里却是若干行 “名称: 值”。"
    assert describe(problem, "en")[0] == "“tags” should be a text; here it is a set of lines “name: value”."
    for kind in ("text", "list", "mapping", "nothing"):
        assert all(kind in BOOKS[language]["terms"] for language in LANGUAGES)
    full = error("unwritten", Spot("output/x.html"), reason="No space left on device")
    assert describe(full, "zh-CN")[0] == "这个文件没能写出来：磁盘满了。"
    slip = error("yaml-syntax", Spot("x.yaml"), said="did not find expected key")
    assert describe(slip, "zh-CN")[0] == "这里的写法有误，读不懂（缩进没有对齐，或者引号后面多了文字）。"
    odd = error("unwritten", Spot("output/x.html"), reason="Something 7 new")
    assert describe(odd, "zh-CN")[0] == "这个文件没能写出来：Something 7 new。"


def test_sizes_are_readable() -> None:
    heavy = error("photo-heavy", Spot("x.jpg"), bytes=75_432_100, limit=60_000_000)
    assert describe(heavy, "zh-CN")[0] == "这个文件太大：75.4 MB，上限是 60 MB。"
    bomb = error("photo-bomb", Spot("x.jpg"), width=30000, height=20000, frames=1, limit=120_000_000)
    assert "120,000,000" in describe(bomb, "en")[0]


def test_numbers_that_are_found_are_no_terms() -> None:
    problem = error("V12-group-total", Spot("x.yaml"), said=12, found=13)
    assert "13" in describe(problem, "zh-CN")[0]


def test_a_spot_without_keys_still_makes_a_sentence() -> None:
    problem = error("not-a-number", Spot("x.yaml"), value="许多")
    assert describe(problem, "zh-CN")[0] == "这一项应该是数字，这里写的是 “许多”。"
    assert describe(problem, "en")[0] == "This value should be a number, and “许多” is none."


@pytest.mark.parametrize("pointer", ["units.yaml", ""])
def test_a_pointer_is_no_hint(pointer: str) -> None:
    problem = error("V11-unknown-unit", Spot("x.md"), name="金塘", near=pointer)
    assert describe(problem, "zh-CN")[1] == "如果是新单位，先在 content/units.yaml 里登记。"
    near = error("V11-unknown-unit", Spot("x.md"), name="金塘", near="金塘镇")
    assert describe(near, "zh-CN")[1].startswith("如果是 “金塘镇”，请照此改写；")


def test_lists_take_the_commas_of_the_language() -> None:
    assert "甲组、乙组。" in describe(warning("V11-no-group", Spot("x"), names="甲组、乙组"), "zh-CN")[1]
    assert "Access, Care." in describe(warning("V11-no-group", Spot("x"), names="Access、Care"), "en")[1]
    assert "photos、pages。" in describe(error("count-what", Spot("x"), value="y", near="photos, pages"), "zh-CN")[1]
    assert "“A, B”" in describe(error("V11-unknown-unit", Spot("x"), name="y", near="A, B"), "zh-CN")[1]
    assert "half_up、half_even。" in describe(error("not-one-of", Spot("x"), allowed="half_up, half_even"), "zh")[1]


# ── lines, as_json, tally ────────────────────────────────────────────────────────────────────────────────────

UNIT = warning(
    "V11-unknown-unit",
    Spot("content/a.md", ("units", 0), line=4, column=9),
    Spot("content/units.yaml", line=2, column=5),
    Spot("content/b.md"),
    name="金塘",
    near="金塘镇",
)


def test_lines_in_chinese() -> None:
    assert lines(UNIT, "zh-CN").split("\n") == [
        "content/a.md:4:9: 警告 没有登记过单位 “金塘”。 [V11-unknown-unit]",
        "  → 如果是 “金塘镇”，请照此改写；如果是新单位，先在 content/units.yaml 里登记。",
        "  另见 content/units.yaml:2:5",
        "  另见 content/b.md",
    ]


def test_lines_in_english() -> None:
    told = lines(UNIT, "en").split("\n")
    assert told[0] == "content/a.md:4:9: warning: No unit “金塘” is registered. [V11-unknown-unit]"
    assert told[1].startswith("  → If you mean “金塘镇”")
    assert told[2:] == ["  see also content/units.yaml:2:5", "  see also content/b.md"]


@pytest.mark.parametrize(
    ("spot", "place"),
    [
        (Spot("x.md"), "x.md: "),
        (Spot("x.md", line=3), "x.md:3: "),
        (Spot("x.md", line=3, column=1), "x.md:3:1: "),
        (Spot("x.md", column=7), "x.md: "),
        (Spot(""), ""),
        (Spot("x\x1b[31m\n.md"), "x [31m .md: "),
    ],
)
def test_lines_leave_out_what_is_not_known(spot: Spot, place: str) -> None:
    assert lines(error("not-text", spot), "en").startswith(f"{place}error: This file")


def test_lines_without_words() -> None:
    assert lines(note("no-such", Spot("x.md"), key="a"), "zh-CN") == "x.md: 提示 no-such (key=a) [no-such]"
    assert lines(error("", Spot("x.md")), "zh-CN") == "x.md: 错误 ?"


def test_colours_only_add_codes() -> None:
    for make in (error, warning, note):
        problem = make("not-text", Spot("x.md", line=1), Spot("y.md"))
        painted = lines(problem, "zh-CN", color=True)
        assert "\x1b[" in painted
        assert re.sub(r"\x1b\[[\d;]*m", "", painted) == lines(problem, "zh-CN")


def test_as_json() -> None:
    told = as_json(UNIT, "zh-CN")
    what, do = describe(UNIT, "zh-CN")
    assert told == {
        "path": "content/a.md",
        "line": 4,
        "column": 9,
        "severity": "warning",
        "code": "V11-unknown-unit",
        "what": what,
        "do": do,
        "also": [
            {"path": "content/units.yaml", "line": 2, "column": 5},
            {"path": "content/b.md", "line": 0, "column": 0},
        ],
        "params": {"name": "金塘", "near": "金塘镇"},
    }
    assert json.loads(json.dumps(told)) == told


def test_problems_from_the_cache_read_the_same() -> None:
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(UNIT), type=Problem)
    assert lines(again, "zh-CN") == lines(UNIT, "zh-CN")


@pytest.mark.parametrize(
    ("weights", "chinese", "english"),
    [
        ("eewww", "2 个错误，3 个警告", "2 errors, 3 warnings"),
        ("e", "1 个错误", "1 error"),
        ("wn", "1 个警告", "1 warning"),
        ("enn", "1 个错误", "1 error"),
        ("nn", "2 个提示", "2 notes"),
        ("", "没有发现问题", "no problems"),
    ],
)
def test_tally(weights: str, chinese: str, english: str) -> None:
    kinds = {"e": Severity.ERROR, "w": Severity.WARNING, "n": Severity.NOTE}
    problems = [Problem("x", Spot("x.md"), severity=kinds[weight]) for weight in weights]
    assert tally(problems, "zh-CN") == chinese
    assert tally(iter(problems), "en") == english


def test_catalogue_is_read_late() -> None:
    code = (
        "import leitai.messages as m; from leitai.errors import error, Spot;"
        "assert not m._catalogue.cache_info().currsize; m.tally([error('x', Spot('y'))], 'zh');"
        "assert not m._catalogue.cache_info().currsize"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=PACKAGE.parent)
