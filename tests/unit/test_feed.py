"""The feed: valid Atom, the newest first, with ids that stay, whatever its entries contain."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from wenzhai.feed import MAX_ENTRIES, Entry, write_feed, write_robots
from wenzhai.model import EDITIONS

ATOM = {"a": "http://www.w3.org/2005/Atom"}
HOME = "https://example.org/zh-tw/"


def entry(name: str, updated: str, **more: tuple[str, ...]) -> Entry:
    return Entry(f"{name}.md", f"{HOME}{name}/", f"题目{name}", "简介", updated, **more)


def parsed(*entries: Entry, home: str = HOME) -> ET.Element:
    return ET.fromstring(write_feed("文摘", "简介", home, EDITIONS[1], entries))


def texts(feed: ET.Element, path: str) -> list[str | None]:
    return [element.text for element in feed.findall(path, ATOM)]


def test_what_atom_requires_is_there() -> None:
    feed = parsed(entry("a", "2026-11-20", authors=("甲", "乙"), categories=("主题",)))
    for required in ("a:id", "a:title", "a:updated", "a:author/a:name", "a:entry/a:id", "a:entry/a:title"):
        assert texts(feed, required)[0], required
    assert texts(feed, "a:entry/a:author/a:name") == ["甲", "乙"]
    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)}
    assert links == {"self": f"{HOME}feed.xml", "alternate": HOME}
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hant-TW"


def test_the_newest_comes_first_and_dates_the_feed() -> None:
    feed = parsed(entry("a", "2024"), entry("b", "2026-11"), entry("c", "2026-11-20"), entry("d", "2024-01-01"))
    assert texts(feed, "a:entry/a:updated") == [
        "2026-11-20T00:00:00Z",
        "2026-11-01T00:00:00Z",
        "2024-01-01T00:00:00Z",
        "2024-01-01T00:00:00Z",
    ]
    assert texts(feed, "a:entry/a:title")[2:] == ["题目a", "题目d"]
    assert texts(feed, "a:updated") == ["2026-11-20T00:00:00Z"]


def test_what_has_no_date_is_left_out() -> None:
    assert texts(parsed(entry("a", ""), entry("b", "2024")), "a:entry/a:title") == ["题目b"]
    assert texts(parsed(), "a:updated") == ["1970-01-01T00:00:00Z"]


def test_an_entry_keeps_its_id_on_another_host_and_has_another_in_another_edition() -> None:
    one = parsed(entry("a", "2024"))
    moved = parsed(entry("a", "2026"), home="https://elsewhere.example/")
    other = ET.fromstring(write_feed("文摘", "简介", HOME, EDITIONS[2], [entry("a", "2024")]))
    assert texts(one, "a:entry/a:id") == texts(moved, "a:entry/a:id")
    assert texts(one, "a:entry/a:id") != texts(other, "a:entry/a:id")


def test_the_order_of_entries_does_not_matter() -> None:
    entries = [entry("b", "2024"), entry("a", "2024"), entry("c", "2025")]
    assert ET.tostring(parsed(*entries)) == ET.tostring(parsed(*reversed(entries)))


def test_no_text_breaks_the_feed() -> None:
    attack = '</title><script>alert(1)</script>&amp;]]>\0\x08\ud800\ufffe"'
    feed = parsed(Entry("a.md", HOME, attack, attack, "2024", (attack,), (attack,)))
    shown = "</title><script>alert(1)</script>&amp;]]>" + "\ufffd" * 4 + '"'
    assert texts(feed, "a:entry/a:title") == [shown]
    assert feed.find("a:entry/a:category", ATOM) is not None
    assert feed.findall(".//a:script", ATOM) == []


def test_a_large_site_lists_its_newest_pages() -> None:
    feed = parsed(*(entry(f"{number:03d}", "2024") for number in range(200)), entry("new", "2026"))
    assert len(feed.findall("a:entry", ATOM)) == MAX_ENTRIES
    assert texts(feed, "a:entry/a:title")[0] == "题目new"


def test_robots_may_read_everything_and_find_every_sitemap() -> None:
    assert write_robots(["https://example.org/sitemap.xml"]).splitlines() == [
        "User-agent: *",
        "Allow: /",
        "Sitemap: https://example.org/sitemap.xml",
    ]
    assert "Sitemap" not in write_robots([])
