"""The month of a station, told from its work; sums of places, targets beside, nothing that names somebody."""

import re
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from core.models import AuditEntry
from core.sheets import read_rows
from jobs.queries import station_month
from portal.queries import station_figures as query
from stations.models import StationTarget
from tests.factories.cases import make_resident
from tests.factories.enterprises import make_enterprise
from tests.factories.jobs import make_vacancy
from tests.factories.jobs_piece import entered, make_order, make_workers, settled
from tests.factories.jobs_visits import make_visit
from tests.factories.stations import WHOLE_REGION, make_station, make_user

pytestmark = pytest.mark.django_db
LIST = "portal:stationfigures_list"


@pytest.fixture
def year(officers, neighbours):
    """In October and November: visits with needs, residents, vacancies, here and in the next league."""
    with clock.at("2026-10-15T09:00"):
        for _each in range(3):
            make_visit(make_enterprise(station=officers.desk), station=officers.desk, state="met", needs=["staff", "loan"])
        make_visit(make_resident(officers.desk), state="met", needs=["work"])
    with clock.at("2026-11-16T09:00"):
        make_visit(make_enterprise(station=officers.desk), station=officers.desk, state="met")
        make_visit(make_enterprise(station=officers.desk), station=officers.desk, state="missed")
        make_vacancy(officers.desk, headcount=5)
        make_vacancy(officers.desk, published=False)
        make_vacancy(neighbours.desk)
        make_visit(make_enterprise("150402", station=neighbours.desk), station=neighbours.desk, state="met")
    StationTarget.objects.create(station=officers.desk, year=2026, figure="visits_units", number=8)
    with clock.at("2026-11-20T09:00"):
        yield


def whole(user, **asked):
    return {cell.figure.name: cell for cell in query.read(query.Asked(user, 2026, **asked)).whole.cells}


def test_the_month_of_a_station_counts_its_own_work(officers, year):
    month = whole(officers.station, month=11, station=officers.desk)
    assert (month["visits_units"].number, month["visits_units"].year, month["needs"].year) == (1, 4, 7)
    assert (month["vacancies"].number, month["published"].number, month["posts"].number) == (2, 1, 5)
    assert (month["visits_units"].target, month["visits_units"].reached) == (8, 50)
    assert query.read(query.Asked(officers.station, 2026, station=officers.desk)).months["visits_units"][9:] == [3, 1, 0]


def test_places_are_summed_within_the_posts_of_the_reader(officers, neighbours, year):
    assert whole(officers.first_check)["visits_units"].number == 4
    assert whole(neighbours.station)["visits_units"].number == 1
    reader = make_user("reader", WHOLE_REGION)
    rows = {row.key: row.cells[0].number for row in query.read(query.Asked(reader, 2026)).rows}
    assert rows == {"150500": 4, "150400": 1}
    assert [row.key for row in query.read(query.Asked(reader, 2026, place="1505")).rows] == ["150502"]
    assert [row.key for row in query.read(query.Asked(reader, 2026, place="150502")).rows] == ["150502"]  # no single station
    assert [row.key for row in query.read(query.Asked(officers.first_check, 2026)).rows] == [officers.desk.code]
    assert query.read(query.Asked(officers.first_check, 2026, place="1504")).rows == []


def test_small_counts_of_people_are_kept_from_the_reader_of_sums(officers, year):
    reader, clerk = make_user("reader", WHOLE_REGION), officers.first_check
    assert whole(reader)["visits_people"].number is None
    assert whole(reader)["vacancies"].number == 3  # work offered is public
    assert whole(clerk)["visits_people"].number == 1


def test_what_tells_of_the_same_people_is_kept_back_with_them(officers):
    with clock.at("2026-10-15T18:00"):
        order = make_order(officers)
        entered(order, officers.station, dict.fromkeys(make_workers(order, officers.station, 2), 100))
        settled(order, officers.station)
        told, reader = whole(officers.first_check), whole(make_user("reader", WHOLE_REGION))
    assert [told[name].number for name in ("piece_workers", "pieces", "piece_pay")] == [2, 200, 100]
    assert [reader[name].number for name in ("piece_workers", "pieces", "piece_pay")] == [None, None, None]


def test_the_table_of_places_shows_what_stands_beside_the_chosen_figure(officers, client, year):
    client.force_login(officers.first_check)
    page = client.get(reverse(LIST) + "?figure=fairs").content.decode()
    places = page[page.index("按地区或服务站") :]
    assert "举办培训班" in places
    assert "走访单位" not in places


def test_the_number_of_statements_does_not_grow_with_the_stations(officers, client, year):
    client.force_login(make_user("first_check", WHOLE_REGION))
    address = reverse(LIST)
    client.get(address)

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    before = asked()
    for _each in range(4):
        make_visit(make_enterprise(station=(desk := make_station("150203"))), station=desk, state="met")
    assert asked() == before <= len(station_month.FIGURES) + 8


def test_the_whole_year_leads_to_the_whole_year_of_a_station(officers, client, year):
    client.force_login(officers.first_check)
    shown = client.get(reverse(LIST), {"year": 2026}).content.decode()
    address = f"{reverse('portal:stationmonth_show', args=[officers.desk.code])}?year=2026"
    assert f'href="{address}"' in shown
    assert "has-error" not in client.get(address).content.decode()
    assert f'{address}&amp;month=11"' in client.get(reverse(LIST), {"year": 2026, "month": 11}).content.decode()


def test_pages_open_to_whom_they_concern(officers, neighbours, client, year):
    page = reverse("portal:stationmonth_show", args=[officers.desk.code])
    for user, status in (
        (officers.station, 200), (officers.approver, 200), (neighbours.station, 404), (neighbours.approver, 404),
        (make_user("reader", WHOLE_REGION), 404), (officers.finance_maker, 404),
    ):  # fmt: skip
        client.force_login(user)
        assert client.get(page + "?month=11").status_code == status
        assert client.post(reverse("portal:stationfigures_export") + f"?station={officers.desk.code}").status_code == status
    client.force_login(officers.finance_maker)
    assert client.get(reverse(LIST)).status_code == 403
    client.force_login(officers.station)
    assert reverse(LIST) in client.get(reverse("portal:figures_list")).content.decode()
    assert page in client.get(reverse("stations:station_show", args=[officers.desk.code])).content.decode()
    client.get(page + "?year=nonsense&month=99&figure=none")


def test_the_workbook_says_each_figure_in_its_unit(officers, client, year):
    client.force_login(officers.first_check)
    book = client.post(reverse("portal:stationfigures_export") + "?month=10")
    rows = [row for _number, row in read_rows(BytesIO(book.content))]
    assert rows[1][2:8] == ["走访单位", "户次", 3, 4, 8, 50]
    assert len(rows) == 1 + 2 * len(station_month.FIGURES)
    assert AuditEntry.objects.get(verb="stationfigures.exported").data["filters"]["month"] == "10"


def test_a_day_belongs_to_its_month_in_hohhot(officers):
    with clock.at("2026-10-31T23:30"):
        make_resident(officers.desk)
    with clock.at("2027-01-01T00:10"):
        make_resident(officers.desk)
    found = station_month.counts(year=2026, prefixes=["15"], stations=[], length=4)["residents"]
    assert found == {"150500": {0: 1, 10: 1}, "": {0: 1, 10: 1}}


def test_the_way_from_the_whole_year_to_a_station_asks_for_nothing_that_is_refused(officers, client, year):
    client.force_login(officers.first_check)
    address = reverse("portal:stationmonth_show", args=[officers.desk.code])
    shown = client.get(reverse(LIST)).content.decode()
    link = re.search(rf'href="({re.escape(address)}[^"]*)"', shown)[1].replace("&amp;", "&")
    assert client.get(link).context["filters"].errors == {}
