"""config.yaml → Config: everything the site says about itself, checked at once.

Knows no content and no theme, only that a theme has a name and takes parameters.
"""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from urllib.parse import urlsplit

from msgspec import Struct

from leitai import schema, yamltext
from leitai.decoding import decode, not_text
from leitai.errors import Problem, Spot, error, warning
from leitai.fields import Fields, PhotoFields, TranslationFields
from leitai.sources import CONFIG
from leitai.values import WebAddress

_SITE_ID_CODE = re.compile(r"[0-9]{10}|bm[0-9]{8}")


class MenuItem(Fields, frozen=True, kw_only=True):
    """A line of the menu: its text and where it leads (an address of this site, or a source file)."""

    text: str
    to: str


class Identity(Fields, frozen=True, kw_only=True):
    """Who is behind the site; printed in the footer where given."""

    sponsor: str = ""
    undertaker: str = ""
    contact: str = ""
    address: str = ""
    icp: str = ""
    police: str = ""
    site_id_code: str = ""
    error_report: WebAddress = WebAddress("")


class ImageLimits(Fields, frozen=True, kw_only=True):
    """Photos above ``max_pixels`` (width × height) are refused as bombs; ``max_bytes`` likewise."""

    max_pixels: int = 120_000_000
    max_bytes: int = 60_000_000


class HomeFields(Fields, frozen=True, kw_only=True):
    """How much the home page shows."""

    news: int = 6
    projects: int = 6


class ConfigFields(Fields, frozen=True, kw_only=True):
    """config.yaml as written."""

    title: str
    url: str
    language: str = "zh-CN"
    timezone: str = "Asia/Shanghai"
    description: str = ""
    tagline: str = ""
    theme: str = "base"
    params: dict[str, str] = {}
    menu: tuple[MenuItem, ...] = ()
    identity: Identity = Identity()
    profile: str = ""
    source: str = ""
    page_size: int = 20
    feed_items: int = 20
    title_length: int = 60
    images: ImageLimits = ImageLimits()
    home: HomeFields = HomeFields()
    related: int = 4
    yearly: bool = True
    search: bool = True
    patterns: bool = False
    cover: PhotoFields | None = None
    translations: tuple[TranslationFields, ...] = ()


class Config(Struct, frozen=True):
    """The site's settings. ``url`` has no last slash; ``base`` is its path part (empty at a host's root)."""

    said: ConfigFields
    url: str
    base: str
    host: str

    @property
    def language(self) -> str:
        """The language of the interface and of problems: ``zh-CN``, ``zh-TW``, ``en`` …"""
        return self.said.language

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone of all dates that editors write."""
        return zoneinfo.ZoneInfo(self.said.timezone)

    def local(self, moment: dt.datetime) -> dt.datetime:
        """An aware moment as naive local time of the site."""
        return moment.astimezone(self.zone).replace(tzinfo=None)


def language(data: bytes | None) -> str:
    """The language a config asks for, even if it has mistakes; for telling them."""
    found = re.search(rb"^language:[ \t]*[\"']?([A-Za-z-]+)", data or b"", re.MULTILINE)
    return found[1].decode() if found else "zh-CN"


def load(data: bytes | None) -> tuple[Config | None, list[Problem]]:
    """The config of a site and all problems with it; None for the data means there is no file."""
    spot = Spot(CONFIG)
    if data is None:
        return None, [error("no-config", spot)]
    text = decode(data)
    if text is None:
        return None, [not_text(CONFIG, data)]
    try:
        plain = yamltext.parse(text)
    except yamltext.YamlError as problem:
        return None, [error(problem.code, Spot(CONFIG, line=problem.line, column=problem.column), **problem.params)]
    if not isinstance(plain, dict):
        return None, [_not_a_mapping(text, plain)]
    said, problems = schema.convert(plain, ConfigFields, spot)
    if said is None:
        return None, problems
    problems += _check(said, spot)
    if any(problem.severity.value == "error" for problem in problems):
        return None, problems
    parts = urlsplit(said.url)
    return Config(said, said.url.rstrip("/"), parts.path.rstrip("/"), parts.hostname or ""), problems


def _not_a_mapping(text: str, plain: object) -> Problem:
    slip = next(yamltext.mistakes(text), None)
    if slip:
        return error(slip.code, Spot(CONFIG, line=slip.line, column=slip.column), **slip.params)
    return error("empty-file" if plain is None else "not-a-mapping", Spot(CONFIG, line=1, column=1))


def _check(said: ConfigFields, spot: Spot) -> list[Problem]:
    problems = []
    try:
        parts = urlsplit(said.url)
    except ValueError:
        return [error("bad-site-url", spot.at("url"), value=said.url)]
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        problems.append(error("bad-site-url", spot.at("url"), value=said.url))
    try:
        zoneinfo.ZoneInfo(said.timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        near = schema.nearest(said.timezone, zoneinfo.available_timezones())
        problems.append(error("bad-timezone", spot.at("timezone"), value=said.timezone, near=near or "Asia/Shanghai"))
    if said.profile not in ("", "gov"):
        problems.append(error("not-one-of", spot.at("profile"), value=said.profile, allowed="gov"))
    if said.profile == "gov":
        problems += [
            warning("gov-identity", spot.at("identity"), key=key)
            for key in ("sponsor", "contact", "icp", "site_id_code")
            if not getattr(said.identity, key)
        ]
    code = said.identity.site_id_code
    if code and not _SITE_ID_CODE.fullmatch(code):
        problems.append(error("bad-site-id-code", spot.at("identity").at("site_id_code"), value=code))
    if said.page_size < 1 or said.feed_items < 1:
        key = "page_size" if said.page_size < 1 else "feed_items"
        problems.append(error("not-positive", spot.at(key), key=key))
    if said.related < 0:
        problems.append(error("below-zero", spot.at("related"), key="related"))
    return problems
