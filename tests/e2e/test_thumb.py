"""On a telephone what is tapped is as high as a thumb is wide, a card keeps its words together, figures keep their names."""

import pytest

from tests.e2e.conftest import TELEPHONE, overflow
from tests.factories.cases import make_resident
from tests.factories.jobs import make_vacancy
from tests.factories.jobs_arrears import make_arrears
from tests.factories.jobs_piece import entered, make_order, make_workers
from tests.factories.jobs_visits import make_visit
from tests.factories.programmes import shipped_law

pytestmark = pytest.mark.usefixtures("friday")
OLD = {"width": 320, "height": 568}
THUMB = 44
#: Whatever is pressed or typed into; a tick has its whole line.
PRESSED = (
    "header button, main button, main .btn, main summary, main select, main textarea, "
    "main input:not([type=hidden], .form-check-input)"
)
SHORT = f"""nodes => nodes.filter(node => node.getClientRects().length && node.getBoundingClientRect().height < {THUMB} - .5)
    .map(node => `${{node.tagName}} ${{node.name || node.innerText}} ${{node.getBoundingClientRect().height}}`)"""


def short_of_a_thumb(page):
    return page.locator(PRESSED).evaluate_all(SHORT)


@pytest.fixture
def there(officers):
    """A station with one of each, and the addresses of its pages."""
    shipped_law()
    vacancy = make_vacancy(officers.desk)
    order = make_order(officers)
    entered(order, officers.station, dict.fromkeys(make_workers(order, officers.station, 2), 40))
    visit = make_visit(station=officers.desk, state="met", needs=["staff"])
    case = make_arrears(officers, "mediation")
    piece = f"/piece-orders/{order.pk}/"
    return [
        "/labour/", "/vacancies/", f"/vacancies/{vacancy.pk}/", "/visits/", f"/visits/{visit.pk}/", "/visit-rounds/plan/",
        piece, f"{piece}day/", f"{piece}day/one/", f"{piece}settle/", f"{piece}roster/", "/events/new/", "/arrears/",
        f"/arrears/{case.pk}/", f"/arrears/{case.pk}/move/link/", "/care/", "/wishes/", "/follow-ups/",
    ]  # fmt: skip


@pytest.mark.parametrize("viewport", [TELEPHONE, OLD], ids=["390", "320"])
def test_what_a_station_taps_is_high_enough_for_a_thumb(open_page, officers, there, viewport):
    page = open_page(officers.station, viewport)
    for address in there:
        page.goto(address)
        assert short_of_a_thumb(page) == [], address
        assert overflow(page) <= 0, address


def test_a_link_that_looks_like_a_button_keeps_its_room(open_page, officers):
    shipped_law()
    page = open_page(viewport=OLD)
    page.goto("/public/policies/unemployment_benefit/")
    button = page.locator("main a.btn-primary")
    assert button.evaluate("node => parseFloat(getComputedStyle(node).paddingLeft)") > 8


def test_a_card_keeps_what_belongs_together_side_by_side(open_page, officers):
    make_visit(make_resident(officers.desk))
    page = open_page(officers.station, TELEPHONE)
    page.goto("/visits/")
    cell = page.locator(".table-stack tbody th").first
    name, code = cell.locator("a").bounding_box(), cell.locator(".code").bounding_box()
    assert 0 <= code["x"] - (name["x"] + name["width"]) < 12


def test_the_names_of_figures_are_read_from_left_to_right(open_page, officers, there):
    page = open_page(officers.station, TELEPHONE)
    for address in ("/figures/stations/", f"/stations/{officers.desk.code}/month/"):
        page.goto(address)
        names = page.locator(".table-scroll").first.locator("tbody th[scope=row]")
        assert names.count() > 10
        assert min(names.evaluate_all("nodes => nodes.map(node => node.getBoundingClientRect().width)")) >= 120
