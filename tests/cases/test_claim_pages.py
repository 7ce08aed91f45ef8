"""The pages of a claim, opened as the people whose work they are."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Attachment, Claim, Registration, Resident
from cases.services import entitlement, exports
from core.models import AuditEntry
from stations.models import User
from stations.states import Role
from tests.factories.cases import make_account
from tests.factories.desk import accepted, draft_of, first_checked, granted, person_at, submitted
from tests.factories.programmes import shipped_law
from tests.factories.stations import make_post

PDF = b"%PDF-1.7\n1 0 obj\n"


@pytest.fixture(autouse=True)
def law(db, friday, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    shipped_law()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user, name, *args):
    return signed_in(user).get(reverse(f"cases:{name}", args=args))


def test_the_desk_takes_a_claim_in_through_the_form(officers):
    resident, client = person_at(officers), signed_in(officers.station)
    address = reverse("cases:claim_create", args=[resident.pk])
    form = client.get(address).context["form"]
    assert {"sex", "born_on", "registered_on", "seeking_work", "spouse_drawing"}.isdisjoint(form.fields)
    entered = {"contribution_months": 75, "separation": "contract_ended", "unused_months": 0, "channel": "station"}
    token = str(form["token"].value())
    missing = client.post(address, entered | {"token": token})
    assert "agreed" in missing.context["form"].errors
    for _again in range(2):
        answer = client.post(address, entered | {"token": token, "agreed": "on"})
        claim = Claim.objects.get()
        assert answer.url == reverse("cases:claim_show", args=[claim.pk])
    assert claim.state == "submitted"
    assert client.get(answer.url).status_code == 200


def test_a_draft_is_saved_half_filled_and_resumed(officers):
    resident, client = person_at(officers), signed_in(officers.station)
    address = reverse("cases:claim_create", args=[resident.pk])
    token = str(client.get(address).context["form"]["token"].value())
    answer = client.post(address, {"token": token, "contribution_months": "30", "draft": "1"})
    claim = Claim.objects.get()
    assert answer.url == reverse("cases:claim_edit", args=[claim.pk])
    assert claim.facts == {"contribution_months": 30}
    form = client.get(answer.url).context["form"]
    assert form["contribution_months"].value() == 30
    client.post(answer.url, {"token": token, "contribution_months": "31", "draft": "1", "channel": "web"})
    claim.refresh_from_db()
    assert (claim.state, claim.facts, claim.channel) == ("draft", {"contribution_months": 31}, "web")


def test_a_second_open_claim_is_refused_by_the_number_of_the_first(officers):
    first = submitted(officers)
    client = signed_in(officers.station)
    address = reverse("cases:claim_create", args=[first.resident_id])
    token = str(client.get(address).context["form"]["token"].value())
    answer = client.post(
        address,
        {
            "token": token,
            "contribution_months": 75,
            "separation": "resigned",
            "unused_months": 0,
            "channel": "web",
            "agreed": "on",
        },
    )
    assert answer.status_code == 200
    assert first.number in answer.content.decode()
    assert Claim.objects.count() == 1


@pytest.mark.parametrize("name", ["claim_show", "claim_assessment", "claim_decision", "claim_suspend", "claim_end"])
def test_every_page_of_a_granted_claim_opens(officers, name):
    claim = granted(officers)
    assert page(officers.first_check, name, claim.pk).status_code == 200


@pytest.mark.parametrize("name", ["claim_accept", "claim_correction", "claim_facts", "claim_correct", "claim_show"])
def test_every_page_of_the_window_opens(officers, name):
    claim = submitted(officers)
    assert page(officers.acceptance, name, claim.pk).status_code == 200


@pytest.mark.parametrize("verb", ["not_accept", "withdraw", "return_to_first", "pause", "resume", "discard"])
def test_every_plain_move_has_a_page_that_says_whether_it_is_open(officers, verb):
    claim = submitted(officers)
    answer = page(officers.acceptance, "claim_move", claim.pk, verb)
    assert answer.status_code == 200
    assert answer.context["may"] is (verb in ("not_accept", "withdraw"))


def test_the_whole_way_by_clicking(officers):
    claim = submitted(officers)
    assert "claim_accept" not in page(officers.station, "claim_show", claim.pk).content.decode()
    window = signed_in(officers.acceptance)
    shown = window.get(reverse("cases:claim_show", args=[claim.pk]))
    assert shown.context["first"].verb == "accept"
    window.post(shown.context["first"].url, {"paper_identity": "compared"})
    for officer, done in ((officers.first_check, "first_checked"), (officers.second_check, "granted")):
        client = signed_in(officer)
        shown = client.get(reverse("cases:claim_show", args=[claim.pk]))
        form = client.get(shown.context["first"].url).context["form"]
        answer = client.post(shown.context["first"].url, {"grants": "yes", "seen": form["seen"].value(), "reason": ""})
        assert answer.status_code == 302
        claim.refresh_from_db()
        assert claim.state == done
    assert client.get(answer.url).status_code == 200


def test_the_neighbour_sees_nothing_of_it(officers, neighbours):
    claim, own = submitted(officers), submitted(neighbours)
    for role in ("station", "acceptance", "first_check", "second_check"):
        client = signed_in(getattr(neighbours, role))
        assert client.get(reverse("cases:claim_show", args=[own.pk])).status_code == 200
        listed = client.get(reverse("cases:claim_list")).content.decode()
        assert own.number in listed
        assert claim.number not in listed
        for name in ("claim_show", "claim_assessment", "claim_accept", "claim_check", "claim_end", "attachment_create"):
            assert client.get(reverse(f"cases:{name}", args=[claim.pk])).status_code == 404, (role, name)
            assert client.post(reverse(f"cases:{name}", args=[claim.pk])).status_code in (404, 405), (role, name)


def test_two_stations_of_one_banner_do_not_see_each_other(officers):
    claim = submitted(officers)
    other = type(officers)(officers.banner, mark="_two")
    assert page(other.station, "claim_show", claim.pk).status_code == 404


def test_the_list_keeps_its_filters_in_the_address(officers):
    claim, other = accepted(officers), draft_of(officers)
    client = signed_in(officers.first_check)
    for query, shown in (("state=accepted", True), ("state=draft", False), (f"text={claim.number}", True), ("light=red", False)):
        text = client.get(reverse("cases:claim_list") + "?" + query).content.decode()
        assert (claim.number in text) is shown, query
    assert other.number in client.get(reverse("cases:claim_list") + "?state=open").content.decode()


def test_an_export_is_a_workbook_and_is_recorded_without_the_name(officers):
    submitted(officers)
    client = signed_in(officers.acceptance)
    assert client.get(reverse("cases:claim_export")).status_code == 200
    answer = client.post(reverse("cases:claim_export") + "?state=submitted&text=张")
    assert answer.content.startswith(b"PK")
    entry = AuditEntry.objects.get(verb="claims.exported")
    assert entry.data == {"count": 1, "filters": {"state": "submitted"}}


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as taken:
        assert client.get(address).status_code == 200
    return len(taken)


def test_the_list_and_the_claim_take_a_fixed_number_of_queries(officers):
    claim, client = granted(officers), signed_in(officers.first_check)
    counted = {
        name: queries_of(client, reverse(f"cases:{name}", args=args))
        for name, *args in (("claim_list",), ("claim_show", claim.pk), ("claim_assessment", claim.pk), ("claim_check", claim.pk))
    }
    assert counted == {"claim_list": 5, "claim_show": 21, "claim_assessment": 13, "claim_check": 22}
    for _number in range(3):
        granted(officers)
    assert queries_of(client, reverse("cases:claim_list")) == counted["claim_list"]


def test_a_paper_is_added_opened_and_taken_away(officers, neighbours):
    claim, client = submitted(officers), signed_in(officers.station)
    address = reverse("cases:attachment_create", args=[claim.pk])
    file = io.BytesIO(PDF)
    file.name = "../../身份证 .pdf"
    assert client.post(address, {"kind": "identity", "file": file}).status_code == 302
    paper = Attachment.objects.get()
    opened = signed_in(officers.acceptance).post(reverse("cases:attachment_open", args=[paper.pk]))
    assert opened.content == PDF
    assert opened["X-Content-Type-Options"] == "nosniff"
    assert opened["Content-Disposition"].startswith("attachment;")
    assert AuditEntry.objects.filter(verb="attachment.opened", subject_id=str(paper.pk)).count() == 1
    assert signed_in(neighbours.acceptance).post(reverse("cases:attachment_open", args=[paper.pk])).status_code == 404
    client.post(reverse("cases:attachment_remove", args=[paper.pk]))
    assert client.post(reverse("cases:attachment_open", args=[paper.pk])).status_code == 404


def test_a_script_named_like_a_picture_is_refused(officers):
    claim, client = submitted(officers), signed_in(officers.station)
    file = io.BytesIO(b"<script>alert(1)</script>")
    file.name = "photo.png"
    answer = client.post(reverse("cases:attachment_create", args=[claim.pk]), {"kind": "other", "file": file})
    assert "file" in answer.context["form"].errors
    assert not Attachment.objects.exists()


def test_a_second_check_by_the_first_checker_has_no_button_and_is_refused(officers):
    claim = first_checked(officers)
    seat = signed_in(officers.first_check)
    assert seat.get(reverse("cases:claim_show", args=[claim.pk])).context["first"] is None


def test_a_claim_is_never_said_to_be_with_somebody_who_has_had_a_word_already(officers):
    claim = granted(officers)
    entitlement.suspend(claim_id=claim.pk, actor=officers.first_check, from_on=date(2026, 11, 20), reason="核实")
    holder = page(officers.station, "claim_show", claim.pk).context["holder"]
    assert (holder.post, holder.people) == ("初审、复核", [officers.second_check])
    other = first_checked(officers)
    make_post(officers.first_check, Role.SECOND_CHECK, officers.banner)
    assert page(officers.station, "claim_show", other.pk).context["holder"].people == [officers.second_check]


def test_the_plan_shows_where_the_minimum_wage_and_the_share_change(officers):
    resident = person_at(officers)
    Registration.objects.filter(resident=resident).update(registered_on=date(2024, 7, 1))
    claim = accepted(officers, resident)
    answer = page(officers.first_check, "claim_assessment", claim.pk)
    changed = {row.month: row.amount for row in answer.context["months"] if row.changes}
    assert changed == {"2024-12": Decimal("2156.50"), "2025-07": Decimal("1929.50")}
    assert answer.context["months"][0].amount == Decimal("1881.00")
    assert answer.context["recomputed"].same is True
    assert "2270" in answer.content.decode()


def test_a_checker_is_told_what_the_automatic_comparison_found(officers):
    claim = accepted(officers)
    first = page(officers.first_check, "claim_check", claim.pk).context["cautions"]
    make_account(claim.resident)
    then = page(officers.first_check, "claim_check", claim.pk).context["cautions"]
    Resident.objects.filter(pk=claim.resident_id).update(deceased_on=date(2026, 11, 1))
    last = page(officers.first_check, "claim_check", claim.pk).context["cautions"]
    assert [len(first), len(then), len(last)] == [1, 0, 2]


def test_too_long_a_list_is_not_exported(officers, monkeypatch):
    submitted(officers)
    monkeypatch.setattr(exports, "MOST", 0)
    answer = signed_in(officers.acceptance).post(reverse("cases:claim_export"))
    assert answer.url == reverse("cases:claim_list")


def test_a_form_sent_by_the_wrong_post_changes_nothing(officers):
    claim = submitted(officers)
    for name in ("claim_accept", "claim_correction", "claim_check", "claim_suspend", "claim_end", "claim_facts"):
        entered = {"points": "x", "reason": "employed", "on": "2026-11-20", "from_on": "2026-11-20", "note": "x", "seen": 1}
        answer = signed_in(officers.station).post(reverse(f"cases:{name}", args=[claim.pk]), entered | {"grants": "yes"})
        assert answer.status_code == 200, name
    claim.refresh_from_db()
    assert (claim.state, claim.steps.count()) == ("submitted", 1)


def test_a_running_benefit_whose_registration_has_ended_says_so(officers):
    claim = granted(officers)
    make_account(claim.resident)
    assert page(officers.first_check, "claim_show", claim.pk).context["cautions"] == []
    Registration.objects.filter(resident=claim.resident).update(ended_on=date(2026, 11, 19))
    assert len(page(officers.first_check, "claim_show", claim.pk).context["cautions"]) == 1


def test_the_pages_are_there_in_english(officers):
    claim = granted(officers)
    User.objects.filter(pk=officers.first_check.pk).update(language="en")
    for name, words in (
        ("claim_show", "Next step"),
        ("claim_assessment", "Plan month by month"),
        ("claim_decision", "Decided on"),
    ):
        assert words in page(officers.first_check, name, claim.pk).content.decode(), name
