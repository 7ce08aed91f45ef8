"""Steps that the tests of drafts share: an intake filled in, sent, closed and opened again."""

import time
from datetime import date

import pytest

from tests.factories.residents import id_number

NUMBER = id_number(date(1985, 7, 1), "female", "152301")
LOG, MOBILE = "/residents/log/", "13947512345"
STORED = "Object.entries(localStorage).filter(([name]) => name.startsWith('draft.'))"


def says(page, what):
    """Waits until the note of that kind stands on the page."""
    note = page.locator(f'.draft-note[data-says="{what}"]')
    note.wait_for()
    return note


def fill(page, name="斯琴高娃"):
    page.fill("#id_id_number", NUMBER)
    page.fill("#id_name", name)
    page.fill("#id_mobile", MOBILE)
    says(page, "kept")
    page.wait_for_function(f"{STORED}.length > 0")


def send(page):
    page.click("main button[name=save]")


def arrived(page, address):
    page.wait_for_url(address)
    page.wait_for_load_state("networkidle")


def reopened(page, address):
    """The tab closed, and another one opened."""
    context = page.context
    page.close()
    page = context.new_page()
    page.goto(address)
    return page


@pytest.fixture
def quiet(open_page, request):
    """The server is done with every page before the tables are emptied."""
    yield
    for context in request.getfixturevalue("chromium").contexts:
        for page in context.pages:
            page.goto("about:blank")
    time.sleep(0.5)
