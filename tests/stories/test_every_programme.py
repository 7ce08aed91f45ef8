"""Every programme of the register goes from its form to a letter, and where it pays, to the bank and back."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from cases.queries import facts as facts_query
from cases.services import letters
from cases.states import LetterKind
from core import clock
from programmes import formulas
from programmes.formulas import registry
from programmes.services import lawfiles
from tests.factories.cases import make_account, make_claim, make_resident
from tests.factories.enterprises import make_corporate_account, make_enterprise
from tests.factories.programme_story import decided, pay, submitted
from tests.factories.programmes import shipped_law
from tests.factories.stations import Officers

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
#: A banner in each league that has rules of its own.
BANNERS = {
    "15": "150502",
    "1501": "150102",
    "1505": "150502",
    "1507": "150702",
    "1522": "152201",
    "1525": "152502",
    "1529": "152921",
}
SINGLE = [scheme for scheme in registry.SCHEMES.values() if not scheme.listed and scheme.name != "unemployment_benefit"]


def _eligible(scheme, region):
    """Facts, day and outcome of the first shipped sample that is granted, today if it can be: some relief was for 2020."""
    samples = lawfiles.samples(scheme.name)
    for sample, on in [(each, DAY) for each in samples] + [(each, date.fromisoformat(each["on"])) for each in samples]:
        rules = lawfiles.in_force(scheme.name, region, on)
        if rules is None:
            continue
        outcome = formulas.assess(
            scheme=scheme.name, on=on, facts=sample["facts"], rules=rules.content, wages=lawfiles.wages(region)
        )
        if outcome.eligible:
            return sample["facts"], on, outcome
    raise AssertionError(f"no sample of {scheme.name} is granted")


def _also(scheme):
    """Something for everything that is asked for the record only."""
    values = {"int": 2025, "decimal": "1.00", "text": "测试一号", "date": "2026-01-01", "bool": True, "choices": []}
    told = {fact.name: values[fact.kind] if fact.kind != "choice" else next(iter(fact.choices)) for fact in scheme.also}
    return told | {bar.fact: False for bar in scheme.bars}


def _named(scheme, officers):
    """The claim of somebody else that the programme's right is about, such as that of a recipient who died."""
    named = [right.holder for right in scheme.exclusive if right.holder not in ("applicant", "listed")]
    return {
        name: make_claim(make_resident(officers.desk), state="ended", ended_on=clock.today(), end_reason="death").number
        for name in named
    }


@pytest.fixture
def place(request, monkeypatch):
    """The officers of a banner where the programme's rules hold; what is looked up is told by the sample instead."""
    monkeypatch.setattr(facts_query, "known", lambda scheme: frozenset())
    shipped_law()
    code = min(file.region_code for file in lawfiles.all_files() if file.scheme == request.param.name and file.valid_to is None)
    return request.param, Officers(BANNERS[code]), BANNERS[code]


def _applicant(scheme, officers):
    if scheme.applicant == "enterprise":
        unit = make_enterprise(officers.banner, station=officers.desk)
        make_corporate_account(unit)
        return unit
    person = make_resident(officers.desk)
    make_account(person)
    return person


@pytest.mark.parametrize("place", SINGLE, indirect=True, ids=lambda scheme: scheme.name)
def test_from_the_form_to_the_letter_and_the_bank(place, client, tmp_path):
    scheme, officers, region = place
    facts, on, outcome = _eligible(scheme, region)
    with clock.at(f"{on}T09:00"):
        applicant = _applicant(scheme, officers)
        client.force_login(officers.station)
        name = "cases:claim_create_unit" if scheme.applicant == "enterprise" else "cases:claim_create"
        page = client.get(reverse(name, args=[applicant.pk]) + f"?scheme={scheme.name}")
        assert page.status_code == 200
        assert scheme.words.zh in page.content.decode()
        claim = submitted(officers, applicant, scheme.name, {**_also(scheme), **_named(scheme, officers), **facts})
        claim = decided(officers, claim)
        assert claim.state == "granted"
        shown = client.get(reverse("cases:claim_assessment", args=[claim.pk]))
        assert shown.status_code == 200
        assert client.get(reverse("cases:claim_decision", args=[claim.pk])).status_code == 200
        letter = letters.issue(claim_id=claim.pk, actor=officers.second_check, kind=LetterKind.GRANT)
        assert bytes(letter.pdf).startswith(b"%PDF")
    decision = claim.decision
    assert decision.amount == outcome.amount
    if scheme.plan == "none":
        assert not claim.instalments.exists()
        return
    last = max(claim.instalments.values_list("month", flat=True))
    with clock.at(f"{max(last, on)}T09:00"):
        day = pay(officers, tmp_path)
    assert sum(day.paid.values()) == outcome.amount > Decimal(0)
    assert set(day.paid) <= set(scheme.funds)
