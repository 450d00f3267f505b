"""CSV and its relatives, as Excel and WPS export them: bytes to a `Grid`.

Encodings UTF-8 with and without BOM, UTF-16 ("Unicode text"), GBK and GB18030; comma, semicolon or tab. Knows
nothing of scores.
"""

from __future__ import annotations

import codecs
import csv
import io

from leitai.scoring import Cell, ScoreProblem, problem
from leitai.sheets.grid import Grid, Limits, Opened

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
DELIMITERS = ",;\t"
SAMPLE = 40


def decode(data: bytes) -> tuple[str, str] | None:
    """The text and its encoding; None when it is in none that we know, or no text."""
    encodings = [name for mark, name in BOMS if data.startswith(mark)] or ["utf-8", "gb18030"]
    if encodings[0] == "utf-8" and b"\0" in data[:400]:
        odd, even = data[1:400:2].count(0), data[:400:2].count(0)
        encodings = ["utf-16-le" if odd >= even else "utf-16-be"]
    for name in encodings:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        controls = sum(sign < " " and sign not in "\t\r\n\f\x1a" for sign in text[:4000])
        if "\0" not in text and controls == 0:
            return text, name
    return None


def open_delimited(data: bytes, name: str, limits: Limits) -> Opened:
    """The one grid of a text file, or why it cannot be read."""
    decoded = decode(data)
    if decoded is None:
        return Opened(problems=(problem("encoding_unknown", Cell(name, 0, 0)),))
    text = decoded[0].rstrip("\x1a\r\n\0 \t")
    delimiter = ""
    first, _, rest = text.partition("\n")
    hint = first.strip('\r "').lower()
    if len(hint) == 5 and hint.startswith("sep=") and hint[4] in DELIMITERS:
        delimiter, text = hint[4], rest
    delimiter = delimiter or _delimiter(text)
    rows, found = _parse(text, name, delimiter, limits)
    if found:
        return Opened(problems=found)
    return Opened(grids=(Grid(rows=rows, semicolons=delimiter == ";"),))


def _delimiter(text: str) -> str:
    """The sign that parts most lines of the beginning into the most equal columns."""
    best, chosen = (0, 0), ","
    for sign in DELIMITERS:
        widths: dict[int, int] = {}
        try:
            reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=sign)
            for _, row in zip(range(SAMPLE), reader, strict=False):
                if len(row) > 1:
                    widths[len(row)] = widths.get(len(row), 0) + 1
        except csv.Error:
            continue
        if widths:
            width, lines = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
            if (lines, width) > best:
                best, chosen = (lines, width), sign
    return chosen


def _parse(
    text: str, name: str, delimiter: str, limits: Limits
) -> tuple[tuple[tuple[str, ...], ...], tuple[ScoreProblem, ...]]:
    """All rows, trailing empty cells cut off. Strict first, to notice a quotation mark that never closes."""
    for strict in (True, False):
        rows: list[tuple[str, ...]] = []
        count = 0
        try:
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict):
                while row and not row[-1].strip():
                    row.pop()
                count += sum(1 for value in row if value)
                rows.append(tuple(row))
                if count > limits.cells or len(rows) > limits.rows or len(row) > limits.columns:
                    return (), (problem("too_many_cells", Cell(name, 0, 0), limit=limits.cells),)
        except csv.Error as error:
            if "unexpected end" in str(error) or not strict:
                return (), (problem("csv_broken", Cell(name, len(rows) + 1, 0)),)
            continue
        break
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows), ()
