"""The pages of rounds: found from the top bar and the workbench, a fixed number of questions each, words for every reason."""

from datetime import datetime, time, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from cases.models import Claim, ExclusionObjection, SampleLook, ScreenedUnit, ScreeningRound, UnitAnswer
from cases.services import asking, exclusions, publicity, publicity_end, round_checks, screening
from core import clock
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from enterprises.models import InsuranceYear
from enterprises.services import years
from tests.factories.enterprises import make_corporate_account
from tests.factories.programmes import shipped_law
from tests.factories.screening import SCHEME, asked, make_unit, make_units, open_sample, passed, publisher, row_of, screened
from tests.factories.stations import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law(friday):
    shipped_law()


@pytest.fixture
def found(officers):
    make_units(station=officers.desk)
    return screened(officers)


def page(client, user, name, /, *args, **query):
    client.force_login(user)
    answer = client.get(reverse(f"cases:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client, user, name, /, *args, **told):
    client.force_login(user)
    return client.post(reverse(f"cases:{name}", args=args), told)


def test_a_round_is_begun_asked_checked_and_launched_by_its_pages(officers, client, django_capture_on_commit_callbacks):
    make_units(station=officers.desk)
    with django_capture_on_commit_callbacks(execute=True):
        answer = post(client, officers.acceptance, "screening_begin", scheme=SCHEME, region="150502")
    made = ScreeningRound.objects.get()
    assert (answer.url, made.state) == (reverse("cases:screening_show", args=[made.pk]), "screened")
    text = page(client, officers.acceptance, "screening_show", made.pk)
    for word in ("符合条件", "待人工处理", "劳务派遣单位，须自行申请", "裁员", "1,440.00", "没有可对比的筛查"):
        assert word in text
    assert "还有1家符合条件的单位未推送确认" in page(client, officers.first_check, "screening_check", made.pk)
    assert post(client, officers.acceptance, "screening_ask", made.pk).status_code == 302
    for name in ("screening_show", "screening_check"):
        assert "还有1家单位在2026年12月4日前可以答复" in page(client, officers.first_check, name, made.pk)
    unit = UnitAnswer.objects.get().unit
    told = {"answer": "confirmed", "name": "王丽", "way": "telephone"}
    assert post(client, officers.station, "screened_answer", unit.pk, **told).status_code == 302
    for voter in (officers.first_check, officers.second_check):
        text = page(client, voter, "screening_check", made.pk)
        assert ("还有1家抽查单位未查看" in text, "可以答复" in text) == (True, False)
        refused = post(client, voter, "screening_check", made.pk, reason="", seen=1)
        assert "请先查看抽查单位" in refused.content.decode()
        drawn = made.sample.get()
        assert post(client, voter, "sampled_open", drawn.pk).url == reverse("cases:screened_show", args=[unit.pk])
        with django_capture_on_commit_callbacks(execute=True):
            assert post(client, voter, "screening_check", made.pk, reason="无误", seen=1).status_code == 302
    assert SampleLook.objects.count() == 2
    assert row_of(unit.enterprise).claim.state == "publicity"
    claim = page(client, officers.second_check, "claim_show", row_of(unit.enterprise).claim_id)
    assert "免申即享" in claim
    assert "等待列入下一期公示名单" in claim


def test_the_desk_opens_a_grant_of_a_programme_that_certifies_no_months(officers, client):
    make_unit(station=officers.desk)
    passed(officers, asked(officers))
    shown = publicity.make_list(actor=publisher(), scheme=SCHEME, region_code="150500")
    with clock.at(datetime.combine(shown.closes_on + timedelta(days=1), time(9), clock.BEIJING)):
        publicity_end.close_due()
        claim = Claim.objects.get()
        for reader in (officers.station, officers.acceptance):
            assert "共1笔，2026-11" in page(client, reader, "claim_show", claim.pk)


def test_a_round_sent_back_says_why(officers, client):
    make_unit(station=officers.desk)
    made = asked(officers)
    open_sample(made, officers.first_check)
    round_checks.check(round_id=made.pk, actor=officers.first_check, reason="", seen=made.run)
    post(client, officers.second_check, "screening_return", made.pk, reason="抽查材料不全")
    for name in ("screening_show", "screening_check"):
        assert "抽查材料不全" in page(client, officers.first_check, name, made.pk)


def test_pages_ask_a_fixed_number_of_questions(officers, client, found):
    asking.ask(round_id=found.pk, actor=officers.acceptance)
    unit = UnitAnswer.objects.get().unit
    addresses = {
        reverse("cases:screening_list"): 4,
        reverse("cases:screening_show", args=[found.pk]): 13,
        reverse("cases:screening_units", args=[found.pk]): 6,
        reverse("cases:screening_check", args=[found.pk]): 14,
        reverse("cases:screened_show", args=[unit.pk]): 8,
    }
    client.force_login(officers.first_check)
    for address in addresses:
        client.get(address)
    told = {}
    for number in range(2):
        for address, questions in addresses.items():
            with CaptureQueriesContext(connection) as asked_by_page:
                assert client.get(address).status_code == 200
            told[address] = (len(asked_by_page), questions)
        assert [done for done, _wanted in told.values()] == [wanted for _done, wanted in told.values()]
        if not number:
            for _more in range(5):
                make_unit(station=officers.desk)
            screening.again(round_id=found.pk, actor=officers.acceptance)
            screening.run(round_id=found.pk)


def test_the_units_of_a_round_are_filtered_by_the_address_and_taken_out_on_record(officers, client, found):
    text = page(client, officers.first_check, "screening_units", found.pk, outcome="excluded", reason="zombie_list")
    assert ("僵尸" in text, text.count("/screened/")) == (True, 1)
    answer = post(client, officers.first_check, "screening_export", found.pk)
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert (len(rows), rows[0][4], "1440.0" in str(rows)) == (8, "筛查结果", True)
    assert rows[0][7] == "单位答复"
    assert AuditEntry.objects.get(verb="round.exported").data["count"] == 7


def test_a_station_sees_its_own_units_of_a_round_and_the_neighbour_none(officers, neighbours, client, found):
    make_unit()
    screening.again(round_id=found.pk, actor=officers.acceptance)
    screening.run(round_id=found.pk)
    assert page(client, officers.station, "screening_units", found.pk).count('href="/screened/') == 7
    assert page(client, officers.first_check, "screening_units", found.pk).count('href="/screened/') == 8
    client.force_login(neighbours.first_check)
    for name, pk in (("screening_show", found.pk), ("screened_show", ScreenedUnit.objects.first().pk)):
        assert client.get(reverse(f"cases:{name}", args=[pk])).status_code == 404


def test_a_banner_sees_its_part_of_a_round_over_its_league(officers, client):
    make_unit()
    make_unit("150523")
    made = screening.begin(actor=make_user("acceptance", "150500"), scheme=SCHEME, region_code="150500")
    screening.run(round_id=made.pk)
    assert page(client, officers.first_check, "screening_units", made.pk).count('href="/screened/') == 1
    assert "您只能看到本岗位范围内的单位" in page(client, officers.first_check, "screening_show", made.pk)


def test_the_file_and_the_claim_form_of_a_unit_say_what_the_round_found(officers, client, found):
    row = ScreenedUnit.objects.get(reasons=["zombie_list"])
    client.force_login(officers.station)
    text = client.get(row.enterprise.get_absolute_url()).content.decode()
    assert "免申即享筛查" in text
    assert "僵尸" in text
    form = client.get(reverse("cases:claim_create_unit", args=[row.enterprise_id]), {"scheme": SCHEME}).content.decode()
    assert "免申即享筛查已核查该单位" in form
    assert "僵尸" in form


def test_what_a_unit_says_is_written_down_once_and_a_wrong_account_parks_it(officers, client, found):
    asking.ask(round_id=found.pk, actor=officers.acceptance)
    unit = UnitAnswer.objects.get().unit
    told = {"answer": "wrong", "name": "王丽", "way": "window", "note": ""}
    assert "请简要说明原因" in post(client, officers.station, "screened_answer", unit.pk, **told).content.decode()
    assert post(client, officers.station, "screened_answer", unit.pk, **{**told, "note": "账户已注销"}).status_code == 302
    row = row_of(unit.enterprise)
    assert (row.outcome, row.reasons, row.note) == ("parked", ["wrong_account"], "账户已注销")
    with pytest.raises(Refused):
        asking.record(unit_id=unit.pk, actor=officers.station, answer="confirmed", name="王丽", way="window")
    with pytest.raises(Refused):
        asking.reply(token=row.answer.token, answer="confirmed", name="王丽")


def test_the_unit_answers_by_its_token_until_the_last_day(officers, found):
    asking.ask(round_id=found.pk, actor=officers.acceptance)
    asked_one = UnitAnswer.objects.get()
    with clock.at("2026-12-05T09:00"), pytest.raises(Refused):
        asking.reply(token=asked_one.token, answer="confirmed", name="王丽")
    answered = asking.reply(token=asked_one.token, answer="confirmed", name="王丽")
    assert (answered.way, answered.recorded_by) == ("page", None)


def test_silence_is_no_answer_where_the_rules_do_not_say_so(officers, found):
    asking.ask(round_id=found.pk, actor=officers.acceptance)
    ScreeningRound.objects.update(silent=False)
    with clock.at("2026-12-05T09:00"):
        assert asking.close_due() == 1
        assert asking.close_due() == 0
    assert UnitAnswer.objects.get().answer == "late"
    assert ScreenedUnit.objects.get(reasons=["unanswered"]).outcome == "parked"


def test_an_upheld_objection_screens_the_unit_again_from_corrected_registers(officers, client, found):
    row = ScreenedUnit.objects.get(reasons=["layoff_rate"])
    told = {"name": "张伟", "contact": "13804750000", "text": "裁员人数登记有误"}
    assert post(client, officers.station, "screened_object", row.pk, **told).status_code == 302
    objection = ExclusionObjection.objects.get()
    assert "张伟" in page(client, officers.first_check, "exclusion_decide", objection.pk)
    with pytest.raises(NotAllowed):
        exclusions.decide(objection_id=objection.pk, actor=officers.station, upheld=True, reason="属实")
    yes = {"upheld": "yes", "reason": "经核对，登记有误"}
    assert "请先更正登记数据" in post(client, officers.first_check, "exclusion_decide", objection.pk, **yes).content.decode()
    assert post(client, officers.first_check, "exclusion_year", objection.pk, reason="核对").status_code == 302
    year = InsuranceYear.objects.get(enterprise=row.enterprise)
    years.declare(
        year_id=year.pk, actor=officers.first_check, laid_off=0, natural_attrition=0, benefit_drawers=0, document="一号"
    )
    assert post(client, officers.first_check, "exclusion_decide", objection.pk, **yes).status_code == 302
    row.refresh_from_db()
    found.refresh_from_db()
    year.refresh_from_db()
    assert (row.outcome, found.run, year.frozen_on) == ("qualified", 2, clock.today())
    assert ExclusionObjection.objects.get().outcome == "upheld"


def test_a_unit_of_a_finished_round_whose_objection_is_upheld_follows_in_a_run_of_its_own(officers, found):
    done = passed(officers, found)
    row = ScreenedUnit.objects.get(reasons=["no_account"])
    objection = exclusions.receive(unit_id=row.pk, actor=officers.station, name="张伟", contact="1", text="账户已登记")
    make_corporate_account(row.enterprise)
    exclusions.decide(objection_id=objection.pk, actor=officers.first_check, upheld=True, reason="属实")
    done.refresh_from_db()
    assert (done.state, done.run) == ("screened", 2)
    assert passed(officers, done).state == "launched"
    assert ScreenedUnit.objects.filter(claim__isnull=False).count() == 2


def test_what_waits_stands_on_the_workbench(officers, client, found):
    client.force_login(officers.acceptance)
    assert found.number in client.get(reverse("portal:workbench")).content.decode()
    asked_round = asked(officers)
    client.force_login(officers.first_check)
    text = client.get(reverse("portal:workbench")).content.decode()
    assert "待初审的筛查" in text
    assert asked_round.number in text
    open_sample(asked_round, officers.first_check)
