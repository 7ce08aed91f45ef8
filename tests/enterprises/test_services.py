"""What the services of the registry do and refuse: units, accounts, agents, honours and lists."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from core import clock
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from enterprises.models import CorporateAccount, Enterprise
from enterprises.queries.registry import account_of, lists_on, search
from enterprises.services import accounts, agents, listings, registry
from enterprises.states import ListingKind
from programmes.services import shipped
from tests.factories.cases import make_id_number
from tests.factories.enterprises import make_credit_code, make_enterprise
from tests.factories.stations import BANNER, NEIGHBOUR, make_user

pytestmark = pytest.mark.django_db
PAPER = {"number": "0710 1010 4000 1234 56", "bank_name": "中国工商银行通辽分行", "reason": "首次登记"}


def verbs(unit):
    found = AuditEntry.objects.filter(subject_type="enterprises.enterprise", subject_id=str(unit.pk))
    return [entry.verb for entry in found.order_by("pk")]


def log(actor, **values):
    given = {"credit_code": make_credit_code(), "name": "科尔沁牛业有限公司", "industry": "manufacturing", "region_code": BANNER}
    return registry.log(actor=actor, **given | values)


def test_a_unit_is_logged_once_with_its_name_in_order(officers):
    code = make_credit_code()
    unit = log(officers.acceptance, credit_code=f" {code[:9]} {code[9:].lower()} ", name=" 科尔沁牛业(内蒙古)有限公司 ")
    assert (unit.credit_code, unit.name) == (code, "科尔沁牛业（内蒙古）有限公司")
    with pytest.raises(Refused) as refused:
        log(officers.acceptance, credit_code=code)
    assert (refused.value.field, refused.value.code) == ("credit_code", "taken")
    assert verbs(unit) == ["enterprise.logged"]


def test_the_same_sending_twice_gives_one_unit(officers):
    token, code = uuid4(), make_credit_code()
    first = log(officers.acceptance, token=token, credit_code=code)
    assert log(officers.acceptance, token=token, credit_code=code) == first


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"credit_code": "911505020000000000"}, "credit_code"),
        ({"name": "（）"}, "name"),
        ({"region_code": "150500"}, "region"),
        ({"contact_mobile": "12345"}, "contact_mobile"),
        ({"founded_on": clock.today() + timedelta(days=9)}, "founded_on"),
    ],
)
def test_a_bad_value_is_refused_at_its_field(officers, values, field):
    post = officers.acceptance
    if "region_code" in values:
        post = make_user("acceptance", "150000")
    with pytest.raises(Refused) as refused:
        log(post, **values)
    assert refused.value.field == field


def test_station_staff_log_what_their_station_looks_after_and_nothing_else(officers, neighbours):
    staff = officers.station
    station = staff.posts.get().station
    unit = log(staff, station_id=station.pk)
    assert set(Enterprise.objects.visible_to(staff)) == {unit}
    for values in ({}, {"region_code": NEIGHBOUR}):
        with pytest.raises(NotAllowed):
            log(staff, **values)
    with pytest.raises(NotAllowed):
        log(neighbours.acceptance)


def test_a_unit_is_found_by_code_by_its_end_and_by_parts_of_its_name(officers, neighbours):
    unit = make_enterprise(name="科尔沁牛业（内蒙古）有限公司")
    make_enterprise(name="红山酒业有限公司")
    for text in (unit.credit_code, unit.credit_code.lower(), unit.credit_code[-6:], "牛业", "牛业（内蒙", "牛业内蒙古"):
        assert set(search(officers.first_check, text)) == {unit}, text
        assert not search(neighbours.first_check, text).exists()
    for text in ("牛", "业牛", "", "0"):
        assert not search(officers.first_check, text).exists(), text


def test_without_a_rule_the_figures_are_kept_and_no_class_is_told(officers):
    """No rules are published in this test, so none is in force."""
    unit = make_enterprise()
    year = clock.today().year - 1
    registry.set_figures(enterprise_id=unit.pk, actor=officers.acceptance, year=year, staff=30, turnover=None, assets=None)
    unit.refresh_from_db()
    assert (unit.staff, unit.size_class, unit.size_rule) == (30, "", "")
    with pytest.raises(Refused):
        registry.set_figures(enterprise_id=unit.pk, actor=officers.acceptance, year=year + 1, staff=1, turnover=None, assets=None)


def test_the_size_class_follows_the_law_in_force_and_the_industry(officers):
    """国统字〔2017〕213号: industry of 1,000 people at 399,990,000 yuan is medium, retail of as many is large."""
    shipped.load()
    unit = make_enterprise()
    values = {"year": clock.today().year - 1, "staff": 1000, "turnover": Decimal(399_990_000), "assets": None}
    registry.set_figures(enterprise_id=unit.pk, actor=officers.acceptance, **values)
    unit.refresh_from_db()
    assert (unit.size_class, unit.size_rule) == ("medium", "国统字〔2017〕213号 2017-12-01")
    registry.edit(enterprise_id=unit.pk, actor=officers.acceptance, industry="retail")
    unit.refresh_from_db()
    assert unit.size_class == "large"


def test_money_goes_to_an_account_only_after_a_second_person_has_read_the_paper(officers):
    unit = make_enterprise()
    account = accounts.propose(enterprise_id=unit.pk, actor=officers.acceptance, **PAPER)
    assert account_of(unit) is None
    with pytest.raises(NotAllowed):
        accounts.decide(account_id=account.pk, actor=officers.acceptance, confirm=True)
    with pytest.raises(Refused) as refused:
        accounts.decide(account_id=account.pk, actor=officers.first_check, confirm=True, typed="071010104000123457")
    assert refused.value.field == "typed"
    accounts.decide(account_id=account.pk, actor=officers.first_check, confirm=True, typed="0710-1010-4000-1234-56")
    assert account_of(unit) == account
    assert verbs(unit) == ["enterprise.account_proposed", "enterprise.account_confirmed"]


def test_the_account_before_stays_until_the_new_one_is_confirmed(officers):
    unit = make_enterprise()
    first = accounts.propose(enterprise_id=unit.pk, actor=officers.acceptance, **PAPER)
    accounts.decide(account_id=first.pk, actor=officers.first_check, confirm=True)
    second = accounts.propose(enterprise_id=unit.pk, actor=officers.first_check, **PAPER | {"number": "07101010400099"})
    assert account_of(unit) == first
    with pytest.raises(Refused):
        accounts.propose(enterprise_id=unit.pk, actor=officers.acceptance, **PAPER | {"number": "07101010400077"})
    accounts.decide(account_id=second.pk, actor=officers.acceptance, confirm=True)
    assert account_of(unit) == second
    assert CorporateAccount.objects.get(pk=first.pk).state == "closed"


def test_a_declined_or_taken_back_account_is_closed(officers):
    unit = make_enterprise()
    for how in (
        lambda account: accounts.decide(account_id=account.pk, actor=officers.first_check, confirm=False, note="户名不符"),
        lambda account: accounts.take_back(account_id=account.pk, actor=officers.acceptance),
    ):
        account = accounts.propose(enterprise_id=unit.pk, actor=officers.acceptance, **PAPER)
        how(account)
        account.refresh_from_db()
        assert account.state == "closed"
    assert account_of(unit) is None


def test_an_account_of_another_unit_or_in_another_name_is_refused(officers):
    accounts.propose(enterprise_id=make_enterprise().pk, actor=officers.acceptance, **PAPER)
    unit = make_enterprise()
    wrong = [
        ({}, "number"),
        ({"number": "1234567"}, "number"),
        ({"number": "12345678", "holder_name": "张三"}, "holder_name"),
        ({"number": "12345678", "bank_code": "123"}, "bank_code"),
    ]
    for values, field in wrong:
        with pytest.raises(Refused) as refused:
            accounts.propose(enterprise_id=unit.pk, actor=officers.acceptance, **PAPER | values)
        assert refused.value.field == field


def test_an_agent_acts_for_the_unit_within_the_days_of_the_letter(officers, neighbours):
    unit = make_enterprise()
    today = clock.today()
    values = {"name": "李建军", "id_number": make_id_number(), "from_on": today, "document": "授权委托书"}
    agent = agents.add(enterprise_id=unit.pk, actor=officers.acceptance, **values)
    with pytest.raises(Refused):
        agents.add(enterprise_id=unit.pk, actor=officers.acceptance, **values)
    with pytest.raises(NotAllowed):
        agents.end(agent_id=agent.pk, actor=neighbours.acceptance, until_on=today)
    agents.end(agent_id=agent.pk, actor=officers.acceptance, until_on=today)
    with pytest.raises(Refused):
        agents.end(agent_id=agent.pk, actor=officers.acceptance, until_on=today + timedelta(days=1))


def test_an_honour_ends_by_one_person_and_a_closing_list_by_two(officers):
    unit, today = make_enterprise(), clock.today()
    begun = today - timedelta(days=10)
    honour = listings.add(
        enterprise_id=unit.pk,
        actor=officers.first_check,
        kind=ListingKind.HIGH_TECH,
        from_on=begun,
        document_no="内科发〔2026〕1号",
    )
    zombie = listings.add(
        enterprise_id=unit.pk, actor=officers.first_check, kind=ListingKind.ZOMBIE, from_on=begun, document_no="内国资〔2026〕2号"
    )
    with pytest.raises(Refused):
        listings.add(
            enterprise_id=unit.pk, actor=officers.first_check, kind=ListingKind.ZOMBIE, from_on=today, document_no="又一号"
        )
    last = today - timedelta(days=1)
    for listing in (honour, zombie):
        listings.end(listing_id=listing.pk, actor=officers.first_check, until_on=last, reason="内国资〔2026〕9号")
    assert lists_on(unit, today) == {ListingKind.ZOMBIE}
    with pytest.raises(NotAllowed):
        listings.confirm_end(listing_id=zombie.pk, actor=officers.first_check)
    listings.confirm_end(listing_id=zombie.pk, actor=officers.second_check)
    assert lists_on(unit, today) == set()
    assert lists_on(unit, last) == {ListingKind.HIGH_TECH, ListingKind.ZOMBIE}


def test_station_staff_keep_no_honours_and_lists(officers):
    staff = officers.station
    unit = make_enterprise(station=staff.posts.get().station)
    with pytest.raises(NotAllowed):
        listings.add(enterprise_id=unit.pk, actor=staff, kind=ListingKind.HIGH_TECH, from_on=clock.today(), document_no="一号")
