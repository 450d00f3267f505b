"""Year reviews in keywords."""

from __future__ import annotations

from collections.abc import Iterator

from leitai import urls
from leitai.kinds.parts import Parts
from leitai.outputs import Page
from leitai.views import KeywordView, ReviewView
from leitai.wording import numeral


def reviews(parts: Parts) -> Iterator[Page]:
    """A page for every review; its keywords are numbered here."""
    for review in parts.site.reviews:
        said = review.said
        path = urls.review(review)
        parts.within(None)
        view = ReviewView(
            meta=parts.meta(
                "review",
                review.title,
                path,
                description=review.summary,
                crumbs=((parts.t("nav.reviews"), urls.REVIEWS),),
                image=review.cover,
                published=said.date,
                updated=said.updated,
                keywords=tuple(keyword.name for keyword in review.keywords),
                section=parts.t("nav.reviews"),
                state=review.state,
                translations=said.translations,
            ),
            title=review.title,
            subtitle=review.subtitle,
            year=said.year,
            publisher=said.publisher,
            date=parts.day(said.date),  # type: ignore[arg-type]
            source=said.source,
            intro=parts.prose(review.intro),
            keywords=tuple(
                KeywordView(
                    name=keyword.name,
                    id=keyword.id,
                    numeral=numeral(number, parts.language),
                    motto=keyword.motto,
                    body=parts.prose(keyword.passage),
                    press=keyword.facts.press,
                    **parts.facts(keyword.facts, keyword.id),  # type: ignore[arg-type]
                )
                for number, keyword in enumerate(review.keywords, 1)
            ),
            byline=parts.credits(said.byline),
            credits=parts.credits(said.credits),
            cover=parts.picture(review.cover, "cover", full=True) if review.cover else None,
            characters=review.characters,
        )
        yield Page(urls.output(path), "review", view, review.source)
