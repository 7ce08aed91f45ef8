"""Services on demand for tests: ordered, and carried through the services to a given state."""

import uuid

from jobs.models import Provider, ServiceOrder
from jobs.services import orders
from tests.factories.jobs_arrears import make_provider
from tests.factories.stations import BANNER, Officers

CONTACT, MOBILE = "娜仁花", "13947512345"


def make_expert(**fields) -> Provider:
    """An expert for sheep breeding who serves in the whole league unless told otherwise."""
    values = {
        "kind": "expert",
        "name": "李志强",
        "body": "自治区农牧业科学院",
        "topics": ["肉羊养殖"],
        "region_code": "150500",
        **fields,
    }
    return make_provider(**values)


def asked(**fields) -> dict:
    """What a village orders."""
    return {
        "token": uuid.uuid4(), "service": "expert", "orderer": "body", "region_code": BANNER, "contact_name": CONTACT,
        "contact_mobile": MOBILE, "agreed": True, "topic": "肉羊养殖", "wish": "羔羊成活率低，请专家现场指导",
        "body": "余粮堡镇羊场村", **fields,
    }  # fmt: skip


def make_order(officers: Officers, state: str = "ordered", *, rating: int = 5, **fields) -> ServiceOrder:
    """An order of a village in that state."""
    order = orders.order(**asked(**fields))
    if state == "ordered":
        return order
    if state == "cancelled":
        return orders.cancel(order_id=order.pk, actor=officers.acceptance, reason="不再需要")
    made = orders.assign(order_id=order.pk, actor=officers.acceptance, provider_id=make_expert().pk)
    if state in ("taken", "done", "rated"):
        orders.answer(token=made.token, verb="take")
    if state in ("done", "rated"):
        orders.answer(token=made.token, verb="finish", note="现场查看并讲课半天")
    if state == "rated":
        orders.rate(token=order.token, rating=rating, note="")
    order.refresh_from_db()
    return order
