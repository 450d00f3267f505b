"""Public notices (公示): what pages say of them, and the calendar file that reminds of them (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlsplit

from leitai import urls
from leitai.kinds.parts import Parts
from leitai.model import Edition, Notice
from leitai.outputs import Text
from leitai.score_views import NoticeView

_LINE = 75


def notice(parts: Parts, edition: Edition) -> NoticeView | None:
    """The notice of an edition, from its first day on; afterwards it says that it has ended."""
    these = edition.notice
    if these is None or these.upcoming:
        return None
    said = these.said
    span = parts.t("notice.span", start=spoken(parts, these.start), end=spoken(parts, these.end), n=said.days)
    return NoticeView(
        open=these.open,
        start=these.start.isoformat(),
        end=these.end.isoformat(),
        span=span,
        days=said.days,
        contact=said.contact,
        text=said.text,
        title=said.title or parts.t("notice.title"),
        calendar=parts.href(urls.notice_calendar(edition.key)) if these.open else "",
    )


def calendars(parts: Parts) -> Iterator[Text]:
    """A calendar file for every open notice."""
    for contest in parts.site.contests:
        for edition in contest.editions:
            if edition.notice and edition.notice.open:
                path = urls.output(urls.notice_calendar(edition.key))
                yield Text(path, calendar(parts, edition, edition.notice), edition.source)


def calendar(parts: Parts, edition: Edition, these: Notice) -> str:
    """An all-day event from the first to the last day. Its stamp is the first day, never the clock."""
    host = urlsplit(parts.config.url).hostname or "leitai"
    title = these.said.title or parts.t("notice.title")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//leitai//notice//ZH",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        f"UID:notice-{edition.key.replace('/', '-')}@{host}",
        f"DTSTAMP:{these.start:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{these.start:%Y%m%d}",
        f"DTEND;VALUE=DATE:{these.end + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(f'{edition.name} {title}')}",
        f"DESCRIPTION:{_escaped(' '.join(filter(None, (these.said.text, these.said.contact))))}",
        f"URL:{parts.addresses.url(urls.edition(edition.key))}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def spoken(parts: Parts, day: dt.date) -> str:
    """A day as the site's language says it."""
    pattern = parts.strings.get("date.long", "{year}-{month:02}-{day:02}")
    name = parts.strings.get(f"month.{day.month}", "")
    return pattern.format(year=day.year, month=day.month, day=day.day, month_name=name, time="")


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 bytes; what follows begins with a space."""
    piece, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > _LINE:
            yield piece
            piece, size = " ", 1
        piece += sign
        size += width
    yield piece
