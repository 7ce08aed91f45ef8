"""What the pages of claims say of programme, next step and figures, in the words of the reader."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Claim
from cases.queries import sheet
from tests.factories.desk import accepted, submitted
from tests.factories.programmes import shipped_law


@pytest.fixture(autouse=True)
def law(db, friday, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    shipped_law()


def page(user, name, *args, **query):
    client = Client()
    client.force_login(user)
    return client.get(reverse(f"cases:{name}", args=args), query)


def test_the_list_names_the_programme_and_is_narrowed_to_one(officers):
    claim = submitted(officers)
    shown = page(officers.acceptance, "claim_list", scheme="unemployment_benefit")
    assert [row.pk for row in shown.context["page"]] == [claim.pk]
    assert '<td data-label="项目">失业保险金</td>' in shown.content.decode()
    assert list(page(officers.acceptance, "claim_list", scheme="skills_subsidy").context["page"]) == []
    assert '<td data-label="项目">失业保险金</td>' in page(officers.station, "resident_show", claim.resident_id).content.decode()


def test_a_grant_that_stands_on_no_list_yet_is_not_said_to_be_shown(officers):
    claim = accepted(officers)
    Claim.objects.filter(pk=claim.pk).update(state="publicity")
    shown = page(officers.second_check, "claim_show", claim.pk).content.decode()
    assert "等待列入下一期公示名单" in shown
    assert "正在公示" not in shown


def test_numbers_of_a_condition_carry_their_unit(officers):
    claim = accepted(officers)
    first = sheet.finding_rows(claim.assessments.get())[0]
    assert (first.code, first.figure) == ("contribution_months", "12个月")
    assert first.fact.endswith("个月")


def test_the_window_of_the_banner_takes_claims_in_at_the_window(officers):
    claim = submitted(officers)
    for user, channel in ((officers.acceptance, "window"), (officers.station, "station")):
        client = Client()
        client.force_login(user)
        form = client.get(reverse("cases:claim_create", args=[claim.resident_id]), {"scheme": "skills_subsidy"}).context["form"]
        assert form["channel"].value() == channel
