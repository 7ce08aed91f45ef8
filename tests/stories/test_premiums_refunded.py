"""393 units of Alxa get February's premiums back from three funds: from the file of insurance months to the bank (row 2)."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import Count, Sum
from django.urls import reverse

from cases.models import Claim, Instalment
from cases.services import letters, publicity, publicity_end
from cases.states import LetterKind
from core import clock
from enterprises.services import insurance_files
from ledger.models import Posting
from payouts.models import Line
from payouts.services import recoveries
from stations.models import Region
from tests.factories import papers
from tests.factories.desk import vote
from tests.factories.enterprises import make_corporate_account, make_enterprise
from tests.factories.programme_story import pay, submitted
from tests.factories.programmes import shipped_law
from tests.factories.stations import Officers

pytestmark = pytest.mark.django_db
BANNER, SCHEME = "152921", "premium_refund"
#: Line of insurance, its fund, how many units, what each gets but the last, what the last one gets.
LINES = (
    ("110", "PI", 128, Decimal("39466.41"), Decimal("39465.93")),
    ("410", "WI", 152, Decimal("3053.95"), Decimal("3053.55")),
    ("210", "UI", 393, Decimal("1038.93"), Decimal("1039.44")),
)
TOLD = {"PI": (128, Decimal("5051700.00")), "WI": (152, Decimal("464200.00")), "UI": (393, Decimal("408300.00"))}


def make_units(officers, count):
    """Small units with a confirmed account."""
    by = officers.acceptance
    size = {"size_class": "small", "size_year": 2019, "size_rule": "enterprise_size@2017-12-28"}
    units = [make_enterprise(BANNER, created_by=by, name=f"阿拉善第{n}商贸有限公司", **size) for n in range(count)]
    for unit in units:
        make_corporate_account(unit, recorded_by=by)
    return units


def premiums(units, paid="2020-03-05"):
    """The file of February: each line's first so many units, so that all three overlap in the first 128."""
    rows = ["统一社会信用代码,费款所属期,险种,参保人数,单位缴费,个人缴费,到账日期"]
    for line, _fund, many, each, last in LINES:
        mine = units[:many]
        rows += [f"{u.credit_code},202002,{line},5,{last if u is mine[-1] else each},10.00,{paid}" for u in mine]
    return io.BytesIO("\n".join(rows).encode("gb18030"))


def take_in(officers, source):
    region = Region.objects.get(pk=BANNER)
    return insurance_files.take_in_file(actor=officers.acceptance, region=region, file_name="二月.csv", source=source)[0]


def to_publicity(officers, unit):
    claim = submitted(officers, unit, SCHEME, {})
    claim = papers.accept(claim, officers.acceptance)
    return vote(vote(claim, officers.first_check).claim, officers.second_check).claim


@pytest.fixture
def officers():
    """The officers of 阿拉善左旗, under the law of the land."""
    shipped_law()
    return Officers(BANNER)


@pytest.mark.long
def test_393_units_are_paid_5924200_yuan_from_three_funds(officers, tmp_path):
    with clock.at("2020-03-20T09:00"):
        units = make_units(officers, 393)
        assert take_in(officers, premiums(units)).created == 128 + 152 + 393
        assert {to_publicity(officers, unit).state for unit in units} == {"publicity"}
        shown = publicity.make_list(actor=officers.second_check, scheme=SCHEME, region_code=BANNER)
        assert (shown.entries_count, shown.amount) == (393, Decimal("5924200.00"))
    with clock.at(shown.closes_on + timedelta(days=1)):
        assert publicity_end.close_due().granted == 393
        day = pay(officers, tmp_path)
    assert day.paid == {fund: total for fund, (_many, total) in TOLD.items()}
    assert sum(day.paid.values()) == Decimal("5924200.00")
    counted = Line.objects.values("fund").annotate(units=Count("enterprise_id", distinct=True), total=Sum("amount"))
    assert {row["fund"]: (row["units"], row["total"]) for row in counted} == TOLD
    spent = Posting.objects.filter(account__kind="expense").values_list("account__fund").annotate(total=Sum("amount"))
    assert dict(spent) == day.paid


def test_each_part_says_its_fund_and_comes_back_to_it(officers, client, tmp_path):
    with clock.at("2020-03-20T09:00"):
        (unit,) = units = make_units(officers, 1)
        take_in(officers, premiums(units))
        claim = to_publicity(officers, unit)
        client.force_login(officers.first_check)
        page = client.get(reverse("cases:claim_assessment", args=[claim.pk])).content.decode()
        assert all(word in page for word in ("基本养老保险基金", "工伤保险基金", "失业保险基金", "基本养老保险，2020-02"))
        shown = publicity.make_list(actor=officers.second_check, scheme=SCHEME, region_code=BANNER)
    with clock.at(shown.closes_on + timedelta(days=1)):
        publicity_end.close_due()
        letter = letters.issue(claim_id=claim.pk, actor=officers.second_check, kind=LetterKind.GRANT)
        assert bytes(letter.pdf).startswith(b"%PDF")
        pay(officers, tmp_path)
        lines = {line.fund: line for line in Line.objects.all()}
        told = {"claim_id": claim.pk, "actor": officers.first_check, "cause": "wrong_amount", "reason": "误退"}
        with pytest.raises(Exception, match="多项基金"):
            recoveries.open_one(amounts={line.pk: line.amount for line in lines.values()}, **told)
        found = recoveries.open_one(amounts={lines["PI"].pk: lines["PI"].amount}, **told)
    assert (found.fund, found.amount) == ("PI", Decimal("39465.93"))


def test_only_what_was_paid_of_the_month_of_the_measure_is_refunded(officers):
    with clock.at("2020-05-20T09:00"):
        paid, owing = make_units(officers, 2)
        take_in(officers, premiums([paid]))
        take_in(officers, premiums([owing], paid=""))
        assert to_publicity(officers, paid).assessments.latest("pk").amount == Decimal("43558.92")
        claim = submitted(officers, owing, SCHEME, {})
        claim = papers.accept(claim, officers.acceptance)
    assert claim.assessments.latest("pk").result["failed"] == ["premium"]
    assert not Instalment.objects.exists()
    assert Claim.objects.count() == 2
    assert date(2020, 2, 1).isoformat() in str(claim.assessments.latest("pk").result["findings"])
