"""Figures of programmes: every number from the tables, within the reader's posts, and nobody recognised by them."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Claim, ClaimStep
from core import clock, sheets
from core.models import AuditEntry
from portal.queries import figures
from portal.queries.figures import Asked
from programmes.formulas import registry
from tests.factories.cases import make_account, make_resident
from tests.factories.enterprises import make_enterprise
from tests.factories.granted import Case, decided_claims
from tests.factories.programme_story import decided, pay, submitted
from tests.factories.programmes import shipped_law
from tests.factories.stations import NEIGHBOUR, WHOLE_REGION, Officers, make_station, make_user

pytestmark = pytest.mark.django_db
REDUCTION, SKILLS = "premium_reduction", "skills_subsidy"
CERTIFIED = {
    "basis": "employee", "contribution_months": 24, "insured_now": True, "drawing_benefit": False, "level": 4, "urgent": False,
    "certificate_on": "2026-03-01", "applied_on": "2026-05-11", "same_certificate_paid": False, "paid_this_year": 0,
}  # fmt: skip
MONDAY = date(2026, 5, 11)


@pytest.fixture
def law(db):
    """The law of the land."""
    shipped_law()


@pytest.fixture
def reader(law):
    """The reader of the whole region, who sees figures and no identities."""
    return make_user("reader", WHOLE_REGION)


def certified(station, count, **fields):
    by = make_user()
    people = [make_resident(station, created_by=by) for _number in range(count)]
    return decided_claims(
        SKILLS, [Case(person, {**CERTIFIED, **fields}, MONDAY, MONDAY + timedelta(days=3)) for person in people]
    )


def of(user, scheme, year=2026, place=""):
    return figures.of_programme(Asked(user, year, place), registry.scheme(scheme))


def test_1267_units_are_released_from_139_million_yuan(law, reader, client):
    """Row 3: large units 8 million, the others 131 million; a unit that is released twice is one unit."""
    banners = [make_station("152921"), make_station("152922")]
    by, cases = make_user(), []

    def add(number, size, premium, months):
        unit = make_enterprise(banners[number % 2].region_code, station=banners[number % 2], created_by=by)
        for month in months:
            told = {"size": size, "premium_month": f"2020-0{month}-01", "premium_injury": "0", "premium_unemployment": "0"}
            cases.append(Case(unit, {**told, "premium_pension": premium}, date(2020, month, 20)))

    for number in range(16):
        add(number, "large", "500000.00", (2, 3))
    for number in range(1251):
        add(number, "micro" if number % 3 else "medium", "52400.00", (2,) if number < 2 else (2, 3))
    decided_claims(REDUCTION, cases)
    found = of(reader, REDUCTION, 2020)
    assert (found.whole.applicants, found.whole.granted) == (1267, 2532)
    assert found.whole.worth == Decimal("139000000.00")
    assert {row.key: (row.applicants, row.worth) for row in found.sizes} == {
        "large": (16, Decimal("8000000.00")),
        "medium": (417, Decimal("43649200.00")),
        "micro": (834, Decimal("87350800.00")),
    }
    assert [(row.key, row.worth) for row in found.kinds] == [("waiver", Decimal("139000000.00"))]
    assert [(row.label, row.key) for row in found.places] == [("阿拉善盟", "152900")]
    assert [row.granted for row in found.months[:4]] == [0, 1267, 1265, 0]
    client.force_login(reader)
    page = client.get(reverse("portal:figures_show"), {"scheme": REDUCTION, "year": 2020}).content.decode()
    assert all(text in page for text in ("1,267", "139,000,000.00", "8,000,000.00", "阿拉善盟", "减免"))
    below = of(reader, REDUCTION, 2020, "1529")
    assert [row.key for row in below.places] == ["152921", "152922"]
    assert sum(row.worth for row in below.places) == Decimal("139000000.00")


def test_paid_money_is_counted_where_the_bank_said_so(law, officers, client, tmp_path):
    with clock.at("2026-11-20T09:00"):
        person = make_resident(officers.desk)
        make_account(person)
        told = {**CERTIFIED, "certificate_no": "S1", "occupation": "电工"}
        decided(officers, submitted(officers, person, SKILLS, told))
        submitted(officers, make_resident(officers.desk), SKILLS, {**told, "certificate_no": "S2"})
        pay(officers, tmp_path)
        (row,) = figures.by_programme(Asked(officers.first_check, 2026))
        told = (row.key, row.received, row.granted, row.amount, row.paid, row.running)
        assert told == (SKILLS, 2, 1, Decimal("1500.00"), Decimal("1500.00"), 1)
        november = of(officers.first_check, SKILLS).months[10]
        assert (november.received, november.granted, november.paid) == (2, 1, Decimal("1500.00"))
        client.force_login(officers.first_check)
        assert "1,500.00" in client.get(reverse("portal:figures_list")).content.decode()
        page = client.get(reverse("portal:figures_show"), {"scheme": SKILLS}).content.decode()
    assert "<svg" in page


def test_working_days_are_counted_without_days_off_and_what_stood_still(law, officers):
    with clock.at("2026-06-01T09:00"):
        one, two = certified(officers.desk, 2)
        for verb, day in (("pause", "2026-05-12T09:00"), ("proceed", "2026-05-14T09:00")):
            with clock.at(day):
                told = {"from_state": "accepted", "to_state": "paused", "actor": officers.first_check, "at": clock.now()}
                ClaimStep.objects.create(claim=two.claim, verb=verb, **told)
        row = of(officers.first_check, SKILLS).whole
    assert (row.clocked, row.days_used, row.days_most, row.decided_late) == (2, Decimal("2.0"), 3, 0)
    Claim.objects.filter(pk=one.claim_id).update(clock_days=2)
    row = of(officers.first_check, SKILLS).whole
    assert (row.decided_late, row.in_time) == (1, 50)


def test_refusals_say_their_reasons(law, officers, client):
    certified(officers.desk, 3)
    certified(officers.desk, 2, insured_now=False)
    found = of(officers.first_check, SKILLS)
    assert (found.whole.granted, found.whole.refused) == (3, 2)
    assert [number for _label, number in found.refusals] == [2]


def test_an_officer_sees_her_own_place_alone(law, officers):
    certified(officers.desk, 4)
    next_door = Officers(NEIGHBOUR, "n")
    certified(next_door.desk, 1)
    assert of(officers.first_check, SKILLS).whole.applicants == 4
    assert of(next_door.first_check, SKILLS).whole.applicants == 1
    assert of(officers.station, SKILLS).whole.applicants == 4
    assert of(officers.first_check, SKILLS, place="1504").whole.applicants == 0
    assert of(officers.finance_maker, SKILLS).whole.applicants == 5


def test_who_sees_no_identities_sees_no_small_counts_of_people(law, officers, reader, client):
    certified(officers.desk, 4)
    certified(make_station(NEIGHBOUR), 2)
    found = of(reader, SKILLS)
    assert [(row.key, row.hidden) for row in found.places] == [("150400", True), ("150500", True)]
    assert not found.whole.hidden
    client.force_login(reader)
    text = client.get(reverse("portal:figures_show"), {"scheme": SKILLS}).content.decode()
    assert "人数过少" in text
    certified(make_station("150102"), 5)
    assert [row.hidden for row in of(reader, SKILLS).places] == [False, True, True]
    assert not any(row.hidden for row in of(officers.finance_maker, SKILLS).places)


def test_small_counts_of_units_are_public(law, officers, reader):
    unit = make_enterprise(officers.banner, station=officers.desk)
    told = {"size": "large", "premium_month": "2020-02-01", "premium_injury": "0", "premium_unemployment": "0"}
    decided_claims(REDUCTION, [Case(unit, {**told, "premium_pension": "100.00"}, date(2020, 2, 20))])
    assert not any(row.hidden for row in of(reader, REDUCTION, 2020).places)


def test_the_pages_ask_a_fixed_number_of_questions(law, officers, client):
    client.force_login(officers.first_check)
    client.get(reverse("portal:figures_list"))
    counts = []
    for many in (1, 5):
        certified(officers.desk, many)
        for address in ("portal:figures_list", "portal:figures_show"):
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse(address), {"year": 2026, "scheme": SKILLS})
            counts.append(len(asked))
    assert counts[:2] == counts[2:]


def test_taking_figures_away_is_recorded(law, officers, reader, client):
    certified(officers.desk, 2)
    certified(make_station("150102"), 5)
    client.force_login(reader)
    address = f"{reverse('portal:figures_export')}?scheme={SKILLS}&year=2026"
    answer = client.post(address)
    rows = [cells for _number, cells in sheets.read_rows(BytesIO(answer.content))]
    assert [cells[2] for cells in rows if cells[1] == "通辽市"] == ["人数过少，不予显示"]
    entry = AuditEntry.objects.get(verb="figures.exported")
    assert entry.data["filters"]["scheme"] == SKILLS
    assert client.post(reverse("portal:figures_export")).status_code == 200


@pytest.mark.parametrize("role", ["rules_publisher", "security_admin", "audit_admin"])
def test_other_posts_see_no_figures(law, client, role):
    client.force_login(make_user(role, WHOLE_REGION))
    assert client.get(reverse("portal:figures_list")).status_code == 403
    assert client.post(reverse("portal:figures_export")).status_code == 403


def test_a_place_next_door_is_no_choice(law, officers, client):
    client.force_login(officers.first_check)
    page = client.get(reverse("portal:figures_list"), {"place": "1504"}).content.decode()
    assert 'value="1504"' not in page
    assert client.get(reverse("portal:figures_show"), {"scheme": "nonsense"}).status_code == 404
