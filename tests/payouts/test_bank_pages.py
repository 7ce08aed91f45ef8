"""The pages of the bank's word: seen by the finance people of the league, by nobody next door, in a fixed number of queries."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from payouts.models import Answer, BankException
from tests.factories.bank import SentBatch
from tests.factories.payouts import checker, maker
from tests.factories.stations import make_user

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def sent(law, tmp_path, settings):
    """Three lines that the bank has; the first word was contradicted."""
    settings.PORTAL_BANK_DIR = tmp_path / "bank"
    sent = SentBatch(tmp_path, 3)
    sent.answer("FSS")
    sent.answer("SFS")
    return sent


@pytest.fixture
def as_user(client):
    """Sign somebody in."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def address(name, *given):
    return reverse(f"payouts:{name}", args=given)


def every_page():
    found, answer = BankException.objects.first(), Answer.objects.first()
    yield from (address(name) for name in ("answer_list", "answer_upload", "exception_list", "reconciliation_show"))
    yield address("answer_show", answer.pk)
    yield from (address(name, found.pk) for name in ("exception_show", "exception_propose", "exception_confirm"))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_finance_people_open_every_page(sent, as_user, language):
    user = maker()
    user.language = language
    user.save()
    client = as_user(user)
    assert {page: client.get(page).status_code for page in every_page()} == dict.fromkeys(every_page(), 200)


@pytest.mark.parametrize(("role", "region"), [("finance_maker", "150400"), ("second_check", "150502")])
def test_the_officer_next_door_sees_nothing(sent, as_user, role, region):
    client = as_user(make_user(role, region))
    for page in every_page():
        response = client.get(page)
        assert response.status_code in (200, 403, 404)
        assert sent.batch.number not in response.content.decode()


def test_an_exception_is_settled_by_two_people_on_the_pages(sent, as_user):
    found = BankException.objects.get(kind="success_after_failure")
    client = as_user(maker())
    said = client.post(address("exception_propose", found.pk), {"settlement": "paid", "evidence": "王经理来电"})
    assert said.status_code == 302
    alone = client.post(address("exception_confirm", found.pk), {"settlement": "paid"})
    assert alone.status_code == 200
    found.refresh_from_db()
    assert found.confirmed_at is None
    client = as_user(checker())
    assert client.post(address("exception_confirm", found.pk), {"settlement": "paid"}).status_code == 302
    found.refresh_from_db()
    assert (found.settlement, found.confirmed_at is not None) == ("paid", True)


def test_a_file_is_read_by_hand_once(sent, as_user, tmp_path):
    other = SentBatch(tmp_path, 2)
    content = other.text(other.say("SF")).read_bytes()
    client = as_user(maker())
    for _time in range(2):
        response = client.post(address("answer_upload"), {"file": SimpleUploadedFile("回盘.txt", content)})
        assert response.status_code == 302
    assert Answer.objects.filter(name="回盘.txt").count() == 1
    assert other.refresh().state == "closed"


def test_a_file_that_is_cut_off_comes_back_with_the_reason(sent, as_user, tmp_path):
    other = SentBatch(tmp_path, 2)
    content = other.text(other.say("SF")).read_bytes()[:-30]
    response = as_user(maker()).post(address("answer_upload"), {"file": SimpleUploadedFile("回盘.txt", content)})
    assert response.status_code == 200
    assert "回盘.txt" in response.content.decode()
    assert other.refresh().state == "sent"


def test_a_file_about_the_league_next_door_is_not_read(sent, as_user, tmp_path):
    other = SentBatch(tmp_path, 2)
    file = SimpleUploadedFile("a.txt", other.text(other.say()).read_bytes())
    as_user(make_user("finance_maker", "150400")).post(address("answer_upload"), {"file": file})
    assert other.refresh().state == "sent"


@pytest.mark.parametrize("name", ["answer_list", "exception_list", "reconciliation_show"])
def test_lists_take_a_fixed_number_of_queries(sent, as_user, tmp_path, name, django_assert_max_num_queries):
    client = as_user(maker())
    client.get(address(name))
    with django_assert_max_num_queries(8) as few:
        client.get(address(name))
    for _time in range(3):
        other = SentBatch(tmp_path, 2)
        other.answer("FS")
        other.answer("SS")
    with django_assert_max_num_queries(8) as many:
        client.get(address(name))
    assert len(few) == len(many)
