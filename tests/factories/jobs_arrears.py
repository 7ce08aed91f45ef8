"""Wage arrears for tests: reported and carried through the services to a given state."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

from core import clock
from jobs.models import ArrearsCase, Provider
from jobs.services import arrears, arrears_steps
from stations.models import Region
from tests.factories.stations import BANNER, Officers, make_user

JPEG = b"\xff\xd8\xff\xe0 photo of a pay slip"
AMR = b"#!AMR\n voice of a worker"
REPORTER, MOBILE = "苏和巴特尔", "13847512345"


def make_provider(region_code: str = BANNER, **fields) -> Provider:
    """A retired mediator of the banner unless told otherwise."""
    values = {
        "kind": "mediator", "name": "白音那", "body": "科尔沁区退休法官", "mobile": "13904750001", "topics": ["欠薪"],
        "region": Region.objects.get(pk=region_code), "region_code": region_code, "created_at": clock.now(), **fields,
    }  # fmt: skip
    return Provider.objects.create(created_by=values.pop("created_by", None) or make_user(), **values)


def told(**fields) -> dict:
    """What a reporter sends."""
    return {
        "token": uuid.uuid4(), "region_code": BANNER, "name": REPORTER, "mobile": MOBILE, "employer": "通辽市宏达建筑有限公司",
        "site": "孝庄河畔小区工地", "is_site": True, "amount": Decimal("18600.00"), "month_from": date(2026, 7, 1),
        "month_to": date(2026, 9, 1), "workers": 3, "story": "干了三个月，工钱一直没给。", **fields,
    }  # fmt: skip


def make_arrears(officers: Officers, state: str = "received", **fields) -> ArrearsCase:
    """A matter of the banner in that state, handled by its acceptance officer."""
    case = arrears.report(**told(**fields)).case
    who = {"case_id": case.pk, "actor": officers.acceptance}
    if state == "refused":
        return arrears_steps.refuse(**who, body="elsewhere", reason="用工地在外地")
    if state == "received":
        return case
    case = arrears_steps.accept(**who)
    if state in ("mediation", "settled", "closed"):
        case = arrears_steps.mediate(**who, mediator_id=make_provider().pk)
    if state == "inspection":
        case = arrears_steps.inspect(**who, order_no="通科人社察令〔2026〕1号", reason="拒不支付")
    if state in ("settled", "closed"):
        pay_by = clock.today() + timedelta(days=10)
        case = arrears_steps.settle(**who, settled_sum=Decimal("15000.00"), pay_by=pay_by, note="双方同意")
    if state == "closed":
        arrears_steps.pay(**who, amount=Decimal("15000.00"), paid_on=clock.today(), way="transfer")
        case = arrears_steps.close(**who, outcome="paid")
    if state == "handed_on":
        case = arrears_steps.hand_on(**who, body="police", on=clock.today(), reason="涉嫌拒不支付劳动报酬罪")
    return case
