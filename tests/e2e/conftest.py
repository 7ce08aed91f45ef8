"""A browser for the pages: Chromium where it is, skipped loudly where it is not, and axe-core beside it."""

import json
import os
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / ".frontend" / "tests" / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESK, TELEPHONE = {"width": 1366, "height": 800}, {"width": 390, "height": 844}

# Playwright's own loop runs in this thread; Django would refuse its database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items):
    """Every test of this folder drives a browser, and says so."""
    for item in items:
        if Path(str(item.fspath)).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def chromium():
    """The one browser of the run."""
    playwright = pytest.importorskip("playwright.sync_api", reason="NO BROWSER TESTS: playwright is not installed")
    if not Path(CHROMIUM).exists():
        pytest.skip(f"NO BROWSER TESTS: there is no {CHROMIUM}; install Debian's chromium or set CHROMIUM")
    if not AXE.exists():
        pytest.skip("NO BROWSER TESTS: axe-core is not there; run `make setup`")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server):
    """`open_page(user, width)` gives a page of the running portal, signed in as `user` where one is given."""
    contexts = []

    def opened(user=None, viewport=DESK):
        context = chromium.new_context(base_url=live_server.url, viewport=viewport, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
        if user is not None:
            sign_in(context, live_server.url, user)
        return page

    yield opened
    for context in contexts:
        context.close()


def sign_in(context, url, user):
    """Put a session of `user` into the browser, without the sign-in page."""
    client = Client()
    client.force_login(user)
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])


def violations(page):
    """What axe-core finds on the page at level A or AA, one sentence each."""
    # Without preload: axe would copy imported sheets into the page, which the policy refuses aloud.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run({{runOnly: {json.dumps(LEVELS)}, preload: false}})")
    return [
        f"{page.url}: {fault['id']}: {fault['help']}: {node['html'][:160]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def overflow(page):
    """How many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.fixture
def shoot():
    """`shoot(page, name)` keeps a picture of the whole page where PORTAL_SHOTS names a folder; else nothing happens."""
    folder = os.environ.get("PORTAL_SHOTS")

    def shot(page, name):
        if folder:
            width = page.viewport_size["width"]
            page.screenshot(path=str(Path(folder) / f"{name}_{width}.png"), full_page=True)

    return shot
