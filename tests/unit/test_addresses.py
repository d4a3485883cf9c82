from __future__ import annotations

import posixpath
from urllib.parse import urljoin

import pytest

from wenzhai.addresses import edition_url, link, page_url, relative_url
from wenzhai.model import EDITIONS

URIS = ["index.md", "about.md", "themes/index.md", "themes/overview.md", "sources/003/index.md", "sources/003/a.md"]


def test_an_index_lives_at_its_folder() -> None:
    assert page_url("index.md") == ""
    assert page_url("themes/index.md") == "themes/"
    assert page_url("sources/003/industry.md") == "sources/003/industry/"


@pytest.mark.parametrize("here", URIS)
@pytest.mark.parametrize("there", URIS)
def test_a_browser_follows_a_link_to_the_page_that_it_names(here: str, there: str) -> None:
    base = "https://example.org/under/a/path/"
    target = urljoin(base + page_url(here), relative_url(page_url(there), page_url(here)))
    assert target == base + page_url(there)


def test_a_link_within_a_page_is_its_anchor_alone() -> None:
    assert link("about.md", "about.md", "x") == "#x"
    assert link("about.md", "index.md", "x") == "about/#x"


@pytest.mark.parametrize("url", ["", "themes/overview/"])
def test_the_switch_leads_to_the_same_page_of_every_edition(url: str) -> None:
    base = "https://example.org/sub/"
    for here in EDITIONS:
        for there in EDITIONS:
            target = urljoin(base + here.prefix + url, edition_url(url, here, there))
            assert target == base + there.prefix + url
            assert posixpath.isabs(edition_url(url, here, there)) is False
