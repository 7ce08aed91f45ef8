"""How far is my claim: only with the code that came to the mobile on record, alike for every mistake, nobody else's."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.models import Claim
from cases.states import ClaimState
from core import clock
from core.identifiers import mask_name
from jobs.models import OneTimeCode
from portal.queries import claim_state
from tests.factories.bank import SentBatch
from tests.factories.cases import make_claim, make_resident
from tests.factories.enterprises import make_enterprise
from tests.factories.programmes import shipped_law

pytestmark = pytest.mark.django_db
ASK, CODE, SHOW = (reverse(f"portal:claim_state_{step}") for step in ("ask", "code", "show"))
MOBILE = "13847509876"


@pytest.fixture
def claim():
    return make_claim(make_resident(mobile=MOBILE, name="哈斯其其格"), state=ClaimState.ACCEPTED)


def asked(client, number, mobile=MOBILE):
    answer = client.post(ASK, {"number": number, "mobile": mobile, "website": ""})
    found = OneTimeCode.objects.order_by("-pk").first()
    return answer, str(found.code) if found and found.code else ""


def opened(client, claim):
    _answer, code = asked(client, claim.number)
    return client.post(CODE, {"code": code}, follow=True)


def test_the_right_number_mobile_and_code_show_the_claim(client, claim):
    answer = opened(client, claim)
    html = answer.content.decode()
    assert answer.redirect_chain[-1][0] == SHOW
    for said in (claim.number, "失业保险金", mask_name("哈斯其其格"), claim.station.name, "初审"):
        assert said in html
    for secret in ("哈斯其其格", MOBILE, claim.resident.id_last4):
        assert secret not in html
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]


def test_a_wrong_number_and_a_wrong_mobile_are_answered_alike(client, claim):
    """The first step runs the same statements whatever was entered; the second says the same sentence."""
    said, texts = [], []
    for number, mobile in ((claim.number, MOBILE), ("SY150502-2026-999999", "13847500001"), (claim.number, "13847500002")):
        answer, code = asked(client, number, mobile)
        said.append((answer.status_code, answer.url))
        end = client.post(CODE, {"code": code}, follow=True)
        texts.append("未查到与该申请编号和手机号相符的申请" in end.content.decode())
        client.session.flush()
    assert len(set(said)) == 1
    assert texts == [False, True, True]


def test_the_first_step_looks_no_claim_up(client, claim):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(claim_state, "of_mobile", lambda *_told: pytest.fail("looked"))
        assert asked(client, claim.number)[0].status_code == 302


def test_a_wrong_code_opens_nothing(client, claim):
    _answer, code = asked(client, claim.number)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    assert "error-summary" in client.post(CODE, {"code": wrong}).content.decode()
    assert client.get(SHOW).url == ASK


def test_nothing_opens_without_the_steps_before(client, claim):
    assert client.get(CODE).url == ASK
    assert client.get(SHOW).url == ASK


def test_what_was_opened_ends_by_itself_and_by_the_button(client, claim):
    opened(client, claim)
    assert client.post(SHOW).url == ASK
    assert client.get(SHOW).url == ASK
    OneTimeCode.objects.all().delete()
    opened(client, claim)
    assert client.get(SHOW).status_code == 200
    later = clock.now() + timedelta(minutes=16)
    with clock.at(later):
        assert client.get(SHOW).url == ASK


def test_a_flood_of_codes_is_refused_in_words(client, claim):
    asked(client, claim.number)
    assert "error-summary" in asked(client, claim.number)[0].content.decode()


def test_a_machine_gets_no_code(client, claim):
    client.post(ASK, {"number": claim.number, "mobile": MOBILE, "website": "x"})
    assert not OneTimeCode.objects.exists()


def test_the_mobile_stands_in_no_address_and_not_open_in_the_session(client, claim):
    answer, _code = asked(client, claim.number)
    assert MOBILE not in answer.url
    assert claim.number not in answer.url
    assert MOBILE not in str(dict(client.session))


def test_a_draft_is_nobodys_to_see():
    draft = make_claim(make_resident(mobile=MOBILE))
    assert claim_state.of_mobile(draft.number, MOBILE) is None


def test_a_unit_sees_its_claim_by_the_mobile_of_its_contact():
    unit = make_enterprise(contact_mobile=MOBILE)
    claim = make_claim(make_resident(), state=ClaimState.ACCEPTED)
    Claim.objects.filter(pk=claim.pk).update(resident=None, enterprise=unit)
    assert claim_state.of_mobile(claim.number.lower(), f"+86 {MOBILE}") == claim
    assert claim_state.of_mobile(claim.number, "13847500001") is None


def test_an_applicant_without_a_mobile_is_nobodys():
    claim = make_claim(make_resident(mobile=""), state=ClaimState.ACCEPTED)
    assert claim_state.of_mobile(claim.number, "") is None


@pytest.mark.parametrize("state", [state for state in ClaimState if state not in ("draft", "discarded", "ended")])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_state_has_its_page_in_both_languages(client, state, language):
    client.cookies["django_language"] = language
    claim = make_claim(make_resident(mobile=MOBILE), state=state)
    assert claim.number in opened(client, claim).content.decode()


def test_what_was_paid_is_shown_with_the_account_masked(client, tmp_path, settings, friday):
    shipped_law()
    bank = SentBatch(tmp_path, 1)
    bank.answer("S")
    line = bank.batch.lines.get()
    claim = line.instalment.claim
    type(claim.resident).objects.filter(pk=claim.resident_id).update(mobile=MOBILE)
    html = opened(client, claim).content.decode()
    for said in ("已发放2,156.50 元", f"****{line.last4}", claim.decision.number, line.instalment.period_words):
        assert said in html
    assert line.holder_name not in html
