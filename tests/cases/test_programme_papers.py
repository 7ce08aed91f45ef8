"""Which papers a programme asks for, and what is still to bring."""

import pytest
from django.urls import reverse

from programmes.formulas import registry
from programmes.queries import applicable
from tests.factories.cases import make_claim, make_resident

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
