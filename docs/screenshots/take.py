"""Takes the pictures of the README from the portal that `make run` started.

    python docs/screenshots/take.py http://localhost:8000

Nothing is changed in the portal: it signs in, looks, and signs out. A batch must wait for release (`batch_collect`).
"""

import os
import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PASSWORD = "Portal-demo-2026"  # noqa: S105 - the demo password, which the README names
DESK = {"width": 1366, "height": 860}


def signed_in(browser: Browser, base: str, username: str) -> Page:
    """A page at the workbench of `username`."""
    page = browser.new_context(base_url=base, viewport=DESK, locale="zh-CN").new_page()
    page.goto("/accounts/sign-in/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(re.compile(r"/$"))
    return page


def take(base: str) -> None:
    """`claim.png` and `batch.png` are new."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = signed_in(browser, base, "check2")
        page.locator("main table tbody a").first.click()
        change = page.locator("main tr", has=page.locator(".difference-new")).first.bounding_box()
        height = change["y"] + 2 * change["height"] if change else DESK["height"]
        page.screenshot(path=HERE / "claim.png", full_page=True, clip={"x": 0, "y": 0, "width": DESK["width"], "height": height})
        page = signed_in(browser, base, "finance2")
        page.goto("/batches/?state=sealed")
        page.locator("main table tbody a").first.click()
        page.screenshot(path=HERE / "batch.png")
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    take(sys.argv[1].rstrip("/"))
