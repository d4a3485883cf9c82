"""Take the project's pictures from the built site: `mkdocs build && python tools/pictures.py`.

One for the README, and one for each edition, which services show beside a link to any of its pages.
"""

from __future__ import annotations

import sys
from base64 import b64encode
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from browsing import chromium, served  # noqa: E402  the two folders are on the path now
from wenzhai.metadata import PICTURE_SIZE, picture  # noqa: E402
from wenzhai.model import EDITIONS  # noqa: E402

CARD = """<!doctype html><html lang="{lang}"><meta charset="utf-8"><link rel="stylesheet" href="{css}">
<style>
body {{ box-sizing: border-box; height: 100vh; margin: 0; padding: 88px 96px; border-left: 24px solid #8c2f1b;
  background: #fdfcfa; color: #1f1d1a; }}
h1 {{ margin: 44px 0 36px; font-size: 92px; line-height: 1.2; }}
p {{ margin: 0; font-size: 40px; line-height: 1.6; color: #595550; word-break: keep-all; text-wrap: balance; }}
</style><body><img src="{icon}" width="96" height="96"><h1>{name}</h1><p>{words}</p>"""

TOGETHER = """<!doctype html><style>
body {{ margin: 0; padding: 20px; display: flex; gap: 20px; background: #d8d3ca; }}
img {{ display: block; height: 760px; box-shadow: 0 2px 12px #0004; }}
</style><img src="{}"><img src="{}">"""


def data_url(png: bytes) -> str:
    """Return a picture as an address that needs no server."""
    return "data:image/png;base64," + b64encode(png).decode()


def take_card(page: Page, address: str, prefix: str, lang: str) -> bytes:
    """Return the picture of an edition: its name, and what its home page says of it."""
    page.goto(address + prefix)
    name = page.locator("h1").inner_text().strip("¶\n ")
    words = page.locator("meta[name=description]").get_attribute("content") or ""
    card = CARD.format(
        lang=lang,
        css=f"{address}assets/wenzhai.css",
        icon=f"{address}assets/icon.svg",
        name=escape(name),
        words=escape(words),
    )
    page.route("**/card", lambda route: route.fulfill(body=card, content_type="text/html"))
    page.goto(f"{address}card", wait_until="networkidle")
    return page.screenshot()


def take_screenshot(browser: Browser, address: str) -> bytes:
    """Return a theme's page with its evidence on a desktop, and in traditional script on a phone."""
    desktop = browser.new_page(viewport={"width": 1240, "height": 760})
    desktop.goto(f"{address}themes/overview/")
    desktop.locator(".cite-link").nth(2).hover()
    desktop.wait_for_timeout(600)
    phone = browser.new_context(
        viewport={"width": 360, "height": 760}, color_scheme="dark", device_scale_factor=1
    ).new_page()
    phone.goto(f"{address}zh-tw/themes/overview/")
    phone.wait_for_timeout(300)
    together = browser.new_page(viewport={"width": 1660, "height": 800})
    together.set_content(TOGETHER.format(data_url(desktop.screenshot()), data_url(phone.screenshot())))
    return together.screenshot()


def main() -> None:
    """Write all pictures."""
    width, height = PICTURE_SIZE
    with served(ROOT / "site") as address, chromium() as browser:
        (ROOT / ".github" / "screenshot.png").write_bytes(take_screenshot(browser, address))
        for edition in EDITIONS:
            page = browser.new_page(viewport={"width": width, "height": height})
            path = ROOT / "docs" / picture(edition)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(take_card(page, address, edition.prefix, edition.lang))


if __name__ == "__main__":
    main()
