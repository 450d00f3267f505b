"""A plugin of Pelican's: gives each article the ones before and after it."""

from importlib import import_module
from typing import Any


def link(generator: Any) -> None:
    """Set `earlier` and `later` of every article; the generator holds the latest first."""
    later = None
    for article in generator.articles:
        article.later = later
        article.earlier = None
        if later is not None:
            later.earlier = article
        later = article


def register() -> None:
    """Pelican's hook for plugins."""
    import_module("pelican.plugins.signals").article_generator_finalized.connect(link)
