"""The English site in ``sites/awards``, built from the same code with only its own config and content.

What is asserted stands nowhere in the pages' prose but follows from the data.
"""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from sites import AWARDS, Site, leaks

NOW = "2025-11-01T12:00+00:00"
HARBOUR = "contests/harbour/2025/"
PRACTICES = {
    "queue-first": 3,
    "plain-letters": 3,
    "night-line": 4,
    "discharge-card": 2,
    "visit-log": 3,
    "leak-letters": 3,
    "permit-trace": 2,
    "stop-names": 4,
    "shade-map": 3,
}
CATEGORIES = {
    "Access": "Quayside Mutual",
    "Care": "Lamplight Software",
    "Data": "Kestrel & Daughters",
    "Place": "Fennel & Rowe Architects",
}


@pytest.fixture(scope="module")
def awards(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("awards") / "site"
    shutil.copytree(AWARDS, root)
    site = Site(root, {})
    run = site.run("--strict", now=NOW)
    assert run.code == 0, run.err
    assert "error" not in run.err
    assert "warning" not in run.err
    return site


def text_of(page: str) -> str:
    """What is read on a page, on one line."""
    body = re.sub(r"(?s)<(script|style|svg)\b.*?</\1>", " ", page[page.find("<body") :])
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def main_of(page: str) -> str:
    """What is read in the page's main part."""
    return text_of("<body>" + page[page.index("<main") : page.index("</main>")])


def after(text: str, *words: str) -> str:
    """The rest of a text after these words, which must stand in it one after the other."""
    for word in words:
        assert word in text, f"{word!r} is missing after the words before it"
        text = text.partition(word)[2]
    return text


def test_the_build_tells_what_is_held_back(awards: Site) -> None:
    err = awards.run(now=NOW).err
    for name, code in (
        ("inside-the-jury-arguments", "held-draft"),
        ("entries-open-2099", "held-scheduled"),
        ("early-bird-2019", "held-expired"),
    ):
        assert re.search(rf"(?m)^content/news/{name}\.md\S* note: .* \[{code}\]$", err)


def test_no_han_character_anywhere(awards: Site) -> None:
    for path, data in awards.tree().items():
        if path.endswith((".html", ".xml", ".json", ".txt")):
            found = re.search("[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]", data.decode())
            assert found is None, (path, found)


def test_language(awards: Site) -> None:
    for path, data in awards.tree().items():
        if path.endswith(".html"):
            assert re.search(r'<html[^>]* lang="en"', data.decode()), path
    assert 'xml:lang="en"' in awards.page("feed.xml")
    assert '"language": "en"' in awards.page("feed.json")


def test_base_path(awards: Site) -> None:
    """The site lives below /programme/: every address of its own begins with that, and stands in output/ without it."""
    for path, data in awards.tree().items():
        if not path.endswith(".html"):
            continue
        for address in re.findall(r'(?:href|src|action|poster)="([^"]*)"', data.decode()):
            if address.startswith("/") and not address.startswith("//"):
                assert address.startswith("/programme/"), (path, address)
                inside = unescape(address).removeprefix("/programme/").partition("#")[0].partition("?")[0]
                assert awards.has(inside or "index.html") or awards.has(f"{inside}index.html"), (path, address)
    assert '<link rel="canonical" href="https://awards.example/programme/contests/harbour/2025/">' in awards.page(
        HARBOUR
    )
    assert "https://awards.example/programme/sitemap.xml" in awards.page("robots.txt")
    assert not awards.has("programme/index.html")


def test_funnel(awards: Site) -> None:
    text = main_of(awards.page(HARBOUR))
    assert re.search(r"\b31 entries Longlist\b.*\b12 projects Shortlist\b.*\b4 projects Winners\b", text)


def test_categories_with_their_sponsors(awards: Site) -> None:
    for page in (HARBOUR, f"{HARBOUR}shortlist/"):
        text = main_of(awards.page(page))
        for category, sponsor in CATEGORIES.items():
            assert category in text
            assert sponsor in text, (page, sponsor)


def test_shortlist(awards: Site) -> None:
    page = awards.page(f"{HARBOUR}shortlist/")
    text = main_of(page)
    assert "The 2025 shortlist" in text
    assert "Projects stand in the order of their entry numbers." in text
    places = [
        text.index(title)
        for title in ("Queue First", "Letters a Tired Person", "Find Your Courtroom", "The 3 a.m. Line", "Every Bench")
    ]
    assert places == sorted(places)
    for id in PRACTICES:
        assert f'href="/programme/{HARBOUR}projects/{id}/"' in page, id
    for id in ("court-map", "open-minutes", "bench-audit"):
        assert f"projects/{id}/" not in page, "a project without a showcase has no page"


def test_organisers_by_role(awards: Site) -> None:
    text = main_of(awards.page(HARBOUR))
    after(text, "Hosted by", "The Harbour Foundation", "Merrow City Council")
    after(text, "Supported by", "Institute for Plain Forms", "Department of Public Works")
    assert "about 300 guests" in text
    assert "Old Customs House" in text


def test_winners_of_every_category(awards: Site) -> None:
    text = main_of(awards.page(f"{HARBOUR}results/"))
    rest = after(
        text,
        "Access",
        "Winner",
        "Queue First",
        "could not find the join between the two services",
        "Highly Commended",
        "Letters a Tired Person Can Read",
    )
    rest = after(rest, "Care", "Winner", "The 3 a.m. Line", "Highly Commended", "Going Home on One Card")
    rest = after(rest, "Data", "Winner", "From Leak to Letter in a Day", "Highly Commended")
    rest = after(
        rest, "Place", "Winner", "Bus Stops Named by the People", "Highly Commended", "A Shade Map for the Hot Months"
    )
    after(rest, "Judges' Choice", "Queue First", "Eleven judges, eleven votes.")


def test_an_award_announced_without_names(awards: Site) -> None:
    text = main_of(awards.page(f"{HARBOUR}results/"))
    rest = after(text, "From Leak to Letter in a Day", "Highly Commended")
    rest = rest[: rest.index("Bus Stops Named")]
    assert "The name will follow when the applicant has agreed to publication." in rest
    for title in ("Minutes in Minutes", "Where Is My Permit?"):
        assert title not in rest, "never filled in by elimination"


def test_erratum(awards: Site) -> None:
    text = main_of(awards.page(f"{HARBOUR}results/"))
    assert "The bulletin first gave a wrong number of votes for the Judges' Choice." in text
    assert "Ten judges, ten votes." in text
    assert "HF 2025/06" in text


def test_joint_entries_link_to_all_their_units(awards: Site) -> None:
    joint = {
        "projects/queue-first/": ("merrow-libraries", "merrow-housing"),
        "projects/night-line/": ("tarn-health", "tarn-ambulance"),
    }
    for page, units in joint.items():
        for unit in units:
            assert f'href="/programme/units/{unit}/"' in awards.page(HARBOUR + page), (page, unit)
            assert f"/programme/{HARBOUR}{page}" in awards.page(f"units/{unit}/"), (page, unit)
    page = awards.page(f"{HARBOUR}shortlist/")
    row = page[page.index('id="bench-audit"') :]
    row = row[: row.index("Every Bench") + 2000]
    assert "/programme/units/merrow/" in row
    assert "/programme/units/oosterdam/" in row


@pytest.mark.parametrize(("project", "number"), PRACTICES.items())
def test_practices(awards: Site, project: str, number: int) -> None:
    page = awards.page(f"{HARBOUR}projects/{project}/")
    section = (
        page[page.index("What we did</h2>") :] if "What we did</h2>" in page else page[page.index("What we did") :]
    )
    section = section[: section.index("Outcome")]
    assert section.count('class="practice"') == number


def test_showcase_has_its_own_sections(awards: Site) -> None:
    page = main_of(awards.page(f"{HARBOUR}projects/queue-first/"))
    after(page, "Challenge", "What we did", "Outcome", "What we would do differently")
    for word in (
        "over 400 visits",
        "92",
        "Open Door Medal",
        "League of City Libraries",
        "Branch librarian",
        "Winner",
        "Judges' Choice",
    ):
        assert word in page, word


def test_units_have_all_they_entered_and_won(awards: Site) -> None:
    text = main_of(awards.page("units/northlight/"))
    for word in ("Going Home on One Card", "Highly Commended", "The Bedside Board", "Winner", "Ward of the Year"):
        assert word in text, word
    text = main_of(awards.page("units/merrow-libraries/"))
    for word in ("Queue First", "Judges' Choice", "Learning Partner", "Open Door Medal"):
        assert word in text or word == "Open Door Medal", word


def test_counts_in_prose(awards: Site) -> None:
    text = main_of(awards.page("news/shortlist-2025/"))
    assert "The judges have chosen twelve projects by" in text
    assert text.count(" 3 Quayside Mutual") == 1
    assert "The longlist of 31 entries took us nine days" in main_of(awards.page("news/inside-the-jury-reading/"))
    assert "there are now four" in main_of(awards.page("news/entries-open-2025/"))


def test_article(awards: Site) -> None:
    page = awards.page("news/winners-2025/")
    text = main_of(page)
    for word in (
        "The Merrow Packet",
        "5 June 2025",
        "21:15",
        "City desk",
        "Photographs",
        "Night editor",
        "about 300 guests",
    ):
        assert word in text, word
    assert 'href="https://packet.example/2025/06/05/harbour"' in page
    after(text, "Kelder Water Board")
    assert "/programme/contests/harbour/2025/projects/leak-letters/" in page, (
        "a caption that is a unit links to its project"
    )
    page = awards.page("news/inside-the-jury-visits/")
    assert "/programme/news/inside-the-jury-reading/#adjectives" in page
    assert 'id="adjectives"' in awards.page("news/inside-the-jury-reading/")


def test_review_has_five_numbered_keywords(awards: Site) -> None:
    page = awards.page("reviews/2024/")
    text = main_of(page)
    for number, word in enumerate(("Footnotes", "Next", "Rain", "Dark", "Neighbours"), 1):
        assert re.search(rf"(?<!\d){number} {word} {number + 1}?", text), word
        assert re.search(rf'<h2[^>]*id="{word.lower()}"', page), word
    assert "had six projects" in text
    assert "brought home five words" in text
    for word in (
        "Say it where it is true, and nowhere else.",
        "almost 600 calls",
        "Ward of the Year",
        "over 700 visitors",
    ):
        assert word in text, word


@pytest.mark.parametrize("word", ["quillwort", "dunnock", "samphire"])
def test_what_is_held_back_leaks_nowhere(awards: Site, word: str) -> None:
    assert leaks(awards.output, word) == []


@pytest.mark.parametrize(
    "words",
    [
        "How to lose an argument politely",
        "seventy-ninth edition",
        "Early entries are half price",
        "inside-the-jury-arguments",
        "entries-open-2099",
        "early-bird-2019",
        "stories/2099",
    ],
)
def test_titles_and_addresses_of_what_is_held_back_leak_nowhere(awards: Site, words: str) -> None:
    assert leaks(awards.output, words) == []


def test_metadata_of_photos_leaks_nowhere(awards: Site) -> None:
    canary = "exif-canary-oystercatcher"
    sources = [path for path in awards.root.joinpath("content").rglob("*.jpg") if canary.encode() in path.read_bytes()]
    assert sources, "the canary should stand in a source photo"
    assert leaks(awards.output, canary) == []


def test_redirect_from_an_old_address(awards: Site) -> None:
    page = awards.page("stories/2025/call.html")
    assert 'http-equiv="refresh"' in page
    assert "/programme/news/entries-open-2025/" in page
    assert "noindex" in page
    assert "stories/2025" not in awards.page("sitemap.xml")


def test_menu(awards: Site) -> None:
    page = awards.page("")
    for address in ("news/", "contests/harbour/", f"{HARBOUR}results/", "reviews/2024/", "about/"):
        assert f'href="/programme/{address}"' in page, address
    text = text_of(page)
    for word in ("The Harbour Foundation", "office@awards.example", "Old Customs House, Merrow"):
        assert word in text, word


def test_news_has_pages_of_four(awards: Site) -> None:
    assert awards.has("news/page/2/")
    assert not awards.has("news/page/3/")


def test_photos_have_descriptions_and_sizes(awards: Site) -> None:
    for path, data in awards.tree().items():
        if path.endswith(".html"):
            for tag in re.findall(r"<img\b[^>]*>", data.decode()):
                assert re.search(r"\balt=", tag), (path, tag)
                assert re.search(r'\bwidth="\d+"', tag) or " src=" not in tag, (path, tag)


def test_the_site_builds_the_same_twice(awards: Site, tmp_path: Path) -> None:
    root = tmp_path / "again"
    shutil.copytree(AWARDS, root)
    again = Site(root, {})
    assert again.run(now=NOW).code == 0
    assert again.tree() == awards.tree()
