"""A theme's components with their examples, as values: what the pattern page shows and tests draw.

Each component has a YAML file beside it with parameters and examples. An example is kept as JSON by parameter, and
becomes the view classes again when it is drawn (`arguments`). Knows neither the theme's files nor the site.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

import msgspec

from leitai import score_views, views
from leitai.views import ComponentView, ParamView, SampleView
from leitai.yamltext import Plain

_MANY = re.compile(r"tuple\[(\w+), \.\.\.\]")
_SIMPLE: dict[str, type] = {"str": str, "int": int, "bool": bool}
_DRAWN = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 720 480' preserveAspectRatio='xMidYMid slice'>"
    "<path fill='#f0c9a0' d='M0 0h720v480H0z'/><circle cx='500' cy='150' r='70' fill='#e2744f'/>"
    "<path fill='#a9b98f' d='M0 330q180-140 360-40t360-60v250H0z'/>"
    "<path fill='#6f8a6c' d='M0 400q200-90 400-20t320-40v140H0z'/></svg>"
)
_PICTURE = f"data:image/svg+xml;base64,{b64encode(_DRAWN.encode()).decode()}"
_LEFT_OUT = ("srcset", "sources", "full", "full_width", "full_height", "video", "video_type", "download", "placeholder")


def shape(written: str) -> Any:
    """The type that a parameter names: ``Card``, ``tuple[Card, ...]``, ``Link | None``, ``int``.

    Raises:
        LookupError: there is none of that name.
    """
    name = written.removesuffix(" | None")
    many = _MANY.fullmatch(name)
    one: Any = many[1] if many else name
    found = _SIMPLE.get(one) or getattr(views, one, None) or getattr(score_views, one, None)
    if not isinstance(found, type):
        raise LookupError(f"no type {written!r}")
    made: Any = tuple[found, ...] if many else found  # type: ignore[valid-type]
    return made | None if written.endswith(" | None") else made


def component(name: str, about: Mapping[str, Any], language: str, here: str) -> ComponentView:
    """A component as its YAML file tells it. Links in examples lead to ``here``, pictures are drawn in place.

    Raises:
        ValueError, LookupError: the file does not say what a component needs, or an example is not of its types.
    """
    try:
        params = tuple(
            ParamView(
                name=key,
                type=said["type"],
                help=_words(said["help"], language),
                default=None if said.get("default") is None else str(said["default"]),
            )
            for key, said in (about.get("params") or {}).items()
        )
        kinds = {each.name: shape(each.type) for each in params}
        samples = []
        for title, given in about["examples"].items():
            values = {}
            for key, plain in (given or {}).items():
                still = _still(plain, here, f"{name}-{title}-")
                values[key] = msgspec.json.encode(msgspec.convert(still, kinds[key], strict=False)).decode()
            samples.append(SampleView(name=title, values=values))
        return ComponentView(
            name=name, about=_words(about["about"], language), params=params, samples=tuple(samples), id=name
        )
    except (AttributeError, TypeError) as slip:
        raise ValueError(str(slip)) from None


def arguments(of: ComponentView, sample: SampleView) -> dict[str, object]:
    """What an example hands to its component."""
    kinds = {each.name: shape(each.type) for each in of.params}
    return {key: msgspec.json.decode(text, type=kinds[key], strict=False) for key, text in sample.values.items()}


def _words(said: Mapping[str, str], language: str) -> str:
    return said.get(language) or said["zh-CN" if language.startswith("zh") else "en"]


def _still(plain: Plain, here: str, mark: str) -> Plain:
    """An example that asks for nothing but itself: no page, file or id of another one."""
    if isinstance(plain, list):
        return [_still(each, here, mark) for each in plain]
    if not isinstance(plain, dict):
        return plain
    still: dict[str, Plain] = {}
    for key, value in plain.items():
        if key in _LEFT_OUT:
            continue
        if key in ("href", "previous", "next") and isinstance(value, str):
            still[key] = here
        elif key == "src":
            still[key] = _PICTURE
        elif key == "id" and "level" in plain:  # a heading, to which a list of them leads
            still[key] = here.partition("#")[2]
        elif key in ("id", "anchor") and isinstance(value, str):
            still[key] = mark + value
        else:
            still[key] = _still(value, here, mark)
    return still
