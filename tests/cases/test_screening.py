"""A round looks at every unit of its region with the formula and the facts of a single claim, and can be done again."""

import json
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cases.models import Claim, SampledUnit, ScreenedUnit, ScreeningRound
from cases.queries import facts, unit_set
from cases.services import screening
from core import clock
from core.policies import NotAllowed, Refused
from enterprises.models import InsuranceMonth, InsuranceYear
from enterprises.states import TASKS, Line, ListingKind, SizeClass, UnitType
from programmes.formulas import registry
from programmes.services import assessment as law
from programmes.services import rules
from tests.factories.enterprises import make_insurance_import, make_listing, make_staff_reports
from tests.factories.programme_story import submitted
from tests.factories.programmes import law as law_of
from tests.factories.programmes import publish, publisher, shipped_law
from tests.factories.screening import SCHEME, YEAR, make_unit, make_units, row_of, screened
from tests.factories.stations import make_user

pytestmark = pytest.mark.django_db
COUNTS = (
    "insured_reference", "staff_year_start", "staff_year_end", "laid_off", "natural_attrition", "benefit_drawers",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _law():
    shipped_law()


def league():
    return make_user("acceptance", "150500")


def test_every_unit_is_qualified_excluded_or_parked_with_its_reasons(officers, friday):
    units = make_units()
    found = screened(officers)
    told = {name: (row.outcome, row.reasons, f"{row.amount}") for name, unit in units.items() for row in [row_of(unit)]}
    assert told == {
        "qualified": ("qualified", [], "1440.00"),
        "layoff_rate": ("excluded", ["layoff_rate"], "0.00"),
        "unassessable": ("parked", ["unassessable"], "0.00"),
        "agency": ("parked", ["agency"], "1440.00"),
        "no_account": ("parked", ["no_account"], "1440.00"),
        "zombie_list": ("excluded", ["zombie_list"], "0.00"),
        "closed": ("excluded", ["closed"], "0.00"),
    }
    assert row_of(units["unassessable"]).fact == "laid_off"
    assert (found.state, found.run, found.units, found.occasion, found.wanted_at) == ("screened", 1, 7, "2025", None)
    assert found.rules_label == "stability_refund@2025-07-01"
    assert InsuranceYear.objects.filter(frozen_on=clock.today()).count() == 7
    assert SampledUnit.objects.get().unit == row_of(units["qualified"])


def test_facts_and_findings_are_those_of_a_single_claim(officers, friday):
    units = make_units()
    screened(officers)
    for unit in units.values():
        row = row_of(unit)
        assert row.facts == json.loads(json.dumps(facts.of_register(unit, SCHEME, {}, date(2026, 11, 20))))
        if row.reasons != ["unassessable"]:
            result = law.assess(scheme=SCHEME, region_code=unit.region_code, on=date(2026, 11, 20), facts=row.facts)
            assert row.findings == [[each["code"], each["met"], each["fact"], each["figure"]] for each in result["findings"]]


def test_again_without_a_change_changes_nothing(officers, friday):
    make_units()
    found = screened(officers)
    before = list(ScreenedUnit.objects.order_by("pk").values())
    screening.again(round_id=found.pk, actor=officers.acceptance)
    screening.run(round_id=found.pk)
    found.refresh_from_db()
    assert (found.run, found.state, found.wanted_at) == (1, "screened", None)
    assert list(ScreenedUnit.objects.order_by("pk").values()) == before


def test_again_takes_over_what_has_changed_and_begins_a_new_run(officers, friday):
    units = make_units()
    found = screened(officers)
    make_listing(units["qualified"], "serious_violation")
    newcomer = make_unit()
    screening.again(round_id=found.pk, actor=officers.acceptance)
    screening.run(round_id=found.pk)
    found.refresh_from_db()
    assert (found.run, found.units) == (2, 8)
    assert row_of(units["qualified"]).reasons == ["serious_violation"]
    assert SampledUnit.objects.filter(run=2).get().unit == row_of(newcomer)


def test_a_round_takes_the_same_number_of_statements_however_many_units(officers, friday):
    counts = []
    for many, banner in ((1, "150502"), (12, "150523")):
        for _number in range(many):
            make_unit(banner)
        made = screening.begin(actor=league(), scheme=SCHEME, region_code=banner)
        with CaptureQueriesContext(connection) as asked:
            screening.run(round_id=made.pk)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_round_is_begun_once_by_acceptance_of_the_place_for_a_programme_of_registers(officers, neighbours, friday):
    screened(officers)
    for actor, scheme, region, why in (
        (officers.acceptance, SCHEME, "150502", Refused),
        (neighbours.acceptance, SCHEME, "150502", NotAllowed),
        (officers.first_check, SCHEME, "150502", NotAllowed),
        (officers.acceptance, "rent_relief", "150502", Refused),
        (officers.acceptance, "hiring_subsidy", "150502", Refused),
    ):
        with pytest.raises(why):
            screening.begin(actor=actor, scheme=scheme, region_code=region)
    assert ScreeningRound.objects.count() == 1


def test_a_unit_is_screened_once_whichever_round_it_is(officers, friday):
    unit = make_unit()
    screened(officers)
    made = screening.begin(actor=league(), scheme=SCHEME, region_code="150500")
    screening.run(round_id=made.pk)
    made.refresh_from_db()
    assert (made.units, made.state, made.wanted_at) == (0, "screened", None)
    row = row_of(unit)
    again = {name: getattr(row, name) for name in ("enterprise_id", "scheme", "occasion", "outcome", "amount", "facts")}
    with pytest.raises(IntegrityError), transaction.atomic():
        ScreenedUnit.objects.create(**{**again, "round": made, "findings": [], "reasons": [], "region_code": "150502"})


def test_postgres_keeps_rows_of_real_units_and_lets_none_be_taken_away(officers, friday):
    unit = make_unit()
    found = screened(officers)
    row = row_of(unit)
    for change in (
        lambda: ScreenedUnit.objects.filter(pk=row.pk).delete(),
        lambda: ScreenedUnit.objects.filter(pk=row.pk).update(occasion="2024"),
        lambda: ScreenedUnit.objects.filter(pk=row.pk).update(outcome="parked"),
        lambda: ScreenedUnit.objects.create(
            round=found, enterprise_id=10**9, scheme=SCHEME, occasion="2025", region_code="150502", outcome="qualified",
            amount=0, facts={}, findings=[],
        ),
        lambda: ScreeningRound.objects.filter(pk=found.pk).delete(),
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def random_unit(random):
    unit = make_unit(
        unit_type=random.choice(list(UnitType)), size_class=random.choice(["", *SizeClass]), account=random.random() < 0.5
    )
    InsuranceYear.objects.filter(enterprise=unit).update(
        **{name: random.choice((None, 0, random.randrange(60))) for name in COUNTS},
        insured_average=random.choice((None, Decimal("19.25"), Decimal("0.00"))),
        months_paid_in_full=random.randrange(13),
        premium_paid=Decimal(random.randrange(10**9)) / 100,
    )
    if random.random() < 0.2:
        InsuranceYear.objects.filter(enterprise=unit).update(year=YEAR - 1)
    for kind in random.sample([kind for kind in ListingKind if kind not in TASKS], random.randrange(4)):
        from_on = date(2026, 11, random.randrange(15, 25))
        make_listing(unit, kind, from_on=from_on, until_on=random.choice((None, from_on, from_on + timedelta(days=3))))
    for line in random.sample(list(Line), random.randrange(5)):
        source, month = make_insurance_import(), date(2026, random.choice((9, 10)), 1)
        InsuranceMonth.objects.create(
            enterprise=unit, month=month, line=line, insured_staff=3, premium_unit=Decimal(random.randrange(10**6)) / 100,
            premium_staff=0, source=source, undivided=random.random() < 0.3,
        )  # fmt: skip
    for year in random.sample((2024, 2025, 2026), random.randrange(3)):
        make_staff_reports(unit, year, random.randrange(13))
    if random.random() < 0.5:
        from_on = date(random.randrange(2023, 2027), random.choice((1, 12)), random.choice((1, 31)))
        until_on = random.choice((None, date(from_on.year, 12, 31), date(from_on.year + 1, 1, 1)))
        make_listing(unit, ListingKind.SAMPLE_FIRM, from_on=from_on, until_on=until_on)
    return unit


def test_the_facts_of_the_set_are_those_of_one_unit_for_every_programme(officers, friday):
    random = Random(20261120)
    units = {unit.pk: unit for unit in (random_unit(random) for _number in range(60))}
    make_claim_of(units[min(units)], "workshop_recognition")
    made = screening.begin(actor=officers.acceptance, scheme=SCHEME, region_code="150502")
    for scheme in sorted(name for name, declared in registry.SCHEMES.items() if declared.applicant == "enterprise"):
        read, look = unit_set.getters(scheme), unit_set.look(scheme, made.on, "15")
        with transaction.atomic():
            rows = [row for chunk in unit_set.rows(scheme=scheme, on=made.on, prefix="15", round_id=made.pk) for row in chunk]
        assert {row.pk for row in rows} == set(units)
        for row in rows:
            look.at(row)
            assert {name: get(look) for name, get in read} == facts.of_register(units[row.pk], scheme, {}, made.on)


def make_claim_of(unit, scheme):
    return Claim.objects.create(
        number="G1", enterprise=unit, scheme=scheme, region_code=unit.region_code, channel="window", created_at=clock.now(),
        created_by=unit.created_by, state="granted", submitted_at=clock.now(), agreed_at=clock.now(), accepted_on=clock.today(),
    )  # fmt: skip


def test_every_programme_that_can_be_screened_is_screened(officers):
    with clock.at("2020-03-10T09:00"):
        unit = make_unit()
        InsuranceMonth.objects.create(
            enterprise=unit, month="2020-02-01", line=Line.PENSION, insured_staff=3, premium_unit=Decimal("100.00"),
            premium_staff=0, paid_on="2020-02-20", source=make_insurance_import(),
        )  # fmt: skip
        told = {}
        for scheme in screening.programmes():
            if scheme not in (SCHEME, "reporter_allowance"):  # the latter began later, in another league
                found = screened(officers, scheme=scheme)
                row = found.rows.get()
                told[scheme] = (row.outcome, f"{row.amount}", found.occasion)
    assert told == {
        "premium_refund": ("qualified", "100.00", ""),
        "premium_reduction": ("qualified", "100.00", "2020-02-01"),
    }


def test_the_command_screens_and_screens_again(officers, friday, capsys):
    make_units()
    call_command("screen_units", SCHEME, "150502")
    first = capsys.readouterr().out
    number = ScreeningRound.objects.get().number
    assert first.splitlines()[0] == f"{number}: 7 units, run 1, rules stability_refund@2025-07-01"
    assert "  qualified: 1 units, 1440.00 yuan" in first
    call_command("screen_units", "--again", number)
    assert capsys.readouterr().out == first
    with pytest.raises(CommandError):
        call_command("screen_units", SCHEME, "150502")


def test_whoever_was_left_out_applies_by_itself_until_the_last_day_of_the_rules(officers):
    with clock.at("2026-11-20T09:00"):
        units = make_units(station=officers.desk)
        screened(officers)
        assert submitted(officers, units["agency"], SCHEME, {}).state == "submitted"
        writer = publisher()
        earlier = rules.draft(law=law_of(SCHEME, date(2026, 11, 20), "1505", leftover_month=10), actor=writer)
        publish(rules.propose(ruleset_id=earlier.pk, actor=writer), publisher())
        with pytest.raises(Refused) as refused:
            submitted(officers, units["no_account"], SCHEME, {})
    assert refused.value.code == "too_late"
