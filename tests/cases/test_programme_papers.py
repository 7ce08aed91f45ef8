"""Which papers a programme asks for, and what is still to bring."""

import pytest
from django.urls import reverse

from cases.states import ClaimState
from programmes.formulas import registry
from programmes.queries import applicable
from stations.models import User
from tests.factories.cases import make_claim, make_resident
from tests.factories.programmes import shipped_law

FACTS = {"hard_kind": "disabled"}


def test_a_paper_that_only_some_need_is_asked_of_those():
    asked = [paper for scheme in registry.SCHEMES.values() for paper in scheme.documents if paper.when]
    assert asked
    for scheme in registry.SCHEMES.values():
        for paper in scheme.documents:
            if paper.required and paper.when:
                fact, values = paper.when
                with_it = applicable.missing(scheme.name, {fact: values[0]}, ())
                without = applicable.missing(scheme.name, {fact: object()}, ())
                assert len(with_it) > len(without)


def test_what_is_there_is_not_missing():
    for scheme in registry.SCHEMES.values():
        kinds = {paper.kind for paper in scheme.documents}
        assert applicable.missing(scheme.name, {}, kinds) == []


@pytest.mark.django_db
def test_the_desk_sees_what_is_still_to_bring_and_can_say_that_it_is_that(client, officers):
    person = make_resident(officers.desk)
    claim = make_claim(person, scheme="rent_subsidy", created_by=officers.station)
    client.force_login(officers.station)
    page = client.get(reverse("cases:claim_show", args=[claim.pk])).content.decode()
    assert "租赁" in page
    form = client.get(reverse("cases:attachment_create", args=[claim.pk])).content.decode()
    assert 'value="lease"' in form


@pytest.mark.django_db
def test_the_notice_of_what_is_missing_begins_with_the_papers_that_are_not_there_in_chinese(client, officers):
    shipped_law()
    claim = make_claim(make_resident(officers.desk), state=ClaimState.SUBMITTED)
    User.objects.update(language="en")
    client.force_login(officers.acceptance)
    page = client.get(reverse("cases:claim_correction", args=[claim.pk]))
    assert page.context["form"]["points"].value() == "居民身份证或社会保障卡"


@pytest.mark.django_db
def test_unemployment_benefit_stands_first_among_what_a_person_can_claim(client, officers):
    shipped_law()
    client.force_login(officers.station)
    page = client.get(reverse("cases:claim_choose", args=[make_resident(officers.desk).pk]))
    names = [programme["name"] for programme in page.context["programmes"]]
    assert names[0] == "unemployment_benefit"
    assert len(names) == len(set(names)) > 1
