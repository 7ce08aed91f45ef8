"""Residents for tests, logged through the service, with numbers that are right."""

import itertools
from datetime import date

from stdnum.cn import ric

from cases.models import Resident
from cases.services import changes, residents
from stations.models import User
from stations.states import Role
from tests.factories.stations import Officers

CARD = "6217001234567890122"
_orders = itertools.count(1)


def id_number(born_on: date = date(1990, 3, 7), sex: str = "male", county: str = "150502") -> str:
    """A good number that no other resident of the test run carries."""
    number = next(_orders)
    order = (number * 2 + (sex == "male")) % 1000
    body = f"{county[:5]}{(int(county[5]) + number // 499) % 10}{born_on:%Y%m%d}{order:03}"
    return body + ric.calc_check_digit(body + "0")


def card_number() -> str:
    """A good card number that nobody else has."""
    body = f"621700{next(_orders):012}"
    return body + next(digit for digit in "0123456789" if _luhn(body + digit))


def _luhn(number: str) -> bool:
    return sum(sum(divmod(int(digit) * (1 + place % 2), 10)) for place, digit in enumerate(reversed(number))) % 10 == 0


def make_resident(
    officers: Officers,
    *,
    actor: User | None = None,
    name: str = "苏日娜",
    born_on: date = date(1990, 3, 7),
    sex: str = "male",
    registered_on: date | None = None,
    account: str = "",
    **fields,
) -> Resident:
    """Logged at the officers' own desk; `account` "confirmed" or "unconfirmed" gives a bank card too."""
    resident = residents.log(
        actor=actor or officers.station,
        station_id=officers.desk.pk,
        name=name,
        id_number=fields.pop("id_number", None) or id_number(born_on, sex),
        registered_on=registered_on,
        **fields,
    )
    if account:
        change = changes.request_account(
            resident_id=resident.pk, actor=officers.station, number=card_number(), bank_name="中国建设银行"
        )
        if account == "confirmed":
            changes.decide(change_id=change.pk, actor=getattr(officers, Role.ACCEPTANCE), confirm=True)
    return resident
