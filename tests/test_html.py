"""Every page of both sites is good HTML: for the Nu checker, for a visitor's links, and for those who cannot see."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from leitai.check import check, read

SITES = {"sample": ("sample", "https://leitai.example"), "awards": ("english", "https://awards.example/programme")}


@pytest.fixture(params=sorted(SITES))
def built(request: pytest.FixtureRequest) -> tuple[Path, str]:
    """One of the sites, and its address."""
    name, url = SITES[request.param]
    return request.getfixturevalue(name), url


def test_no_page_has_a_dead_link_a_bare_picture_or_a_doubled_id(built: tuple[Path, str]) -> None:
    output, url = built
    assert [(p.spot.path, p.spot.line, p.code, p.params) for p in check(output, url)] == []


def test_the_check_sees_what_it_should(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text(
        '<html><h1>x</h1><h1>y</h1><img src="/none.png"><a href="/a/#no">a</a><a href="b/">b</a><p id=q><p id=q>'
        '<script src="https://elsewhere.example/x.js"></script><a href="javascript:x()">j</a></html>',
        encoding="utf-8",
    )
    (tmp_path / "a" / "index.html").write_text('<html lang="en"><h1 id="yes">x</h1></html>', encoding="utf-8")
    assert sorted({problem.code for problem in check(tmp_path, "https://x.example/")}) == [
        "built-bad-address",
        "built-dead-anchor",
        "built-dead-link",
        "built-headings",
        "built-id-twice",
        "built-no-alt",
        "built-no-language",
        "built-third-party",
    ]


def test_the_check_leaves_other_sites_on_the_same_server_alone(tmp_path: Path) -> None:
    """A site in another language, say, named in full; what leaves the site without saying so is a slip."""
    (tmp_path / "index.html").write_text(
        '<html lang="en"><h1>x</h1><a href="https://x.example/zh/">中文</a><a href="/zh/">x</a>'
        '<a href="https://x.example/en/no/">x</a></html>',
        encoding="utf-8",
    )
    found = check(tmp_path, "https://x.example/en/")
    assert [dict(problem.params)["target"] for problem in found] == ["/zh/", "https://x.example/en/no/"]


def test_every_page_says_its_language_and_has_one_main_heading(built: tuple[Path, str]) -> None:
    output, _ = built
    for page in output.rglob("*.html"):
        seen = read(page.read_text(encoding="utf-8"))
        assert seen.language, page
        assert seen.titles == 1 or seen.redirects, page


def test_the_nu_html_checker_finds_nothing(sample: Path, english: Path) -> None:
    jar = os.environ.get("LEITAI_VNU", "")
    if not jar or not shutil.which("java"):
        if os.environ.get("CI"):
            pytest.fail("the Nu HTML checker must run under CI: set LEITAI_VNU to vnu.jar and install Java")
        pytest.skip("no Nu HTML checker here: set LEITAI_VNU to the path of vnu.jar")
    # Read from disk a page has no origin that 'self' could mean, and JSON-LD is no script to run: what the checker says
    # of the policy is about neither. The policy itself is tested in a browser.
    policy = r".*violates Content Security Policy \(meta tag\).*"
    # For so short a run it does not pay to compile well, or to collect garbage in threads.
    brief = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
    asked = ("--format", "gnu", "--filterpattern", policy, "--skip-non-html", str(sample), str(english))
    command = ["java", *brief, "-jar", jar, *asked]
    done = subprocess.run(command, capture_output=True, text=True, timeout=170, check=False)
    assert done.stdout + done.stderr == ""
