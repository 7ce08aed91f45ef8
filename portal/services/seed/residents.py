"""Residents by intake files, as stations send them: one file a station, in the bureau's own columns."""

import csv
import io
from datetime import date, timedelta
from random import Random

from cases.services import imports
from portal.services.seed.offices import Offices
from portal.services.seed.people import Inventor
from stations.models import Region, Station, User

#: How many of the people in a file were registered unemployed before.
REGISTERED = 0.2
HEADERS = ("姓名", "证件号码", "性别", "出生日期", "手机", "居住社区代码", "人员类别", "失业登记日期", "备注")


def send_files(*, offices: Offices, inventor: Inventor, residents: int, today: date) -> int:
    """About `residents` people are logged, each station's share by its own desk; returns how many."""
    logged = 0
    shares = _shares(len(offices.stations), residents, inventor.random)
    for station, share in zip(offices.stations, shares, strict=True):
        if share:
            logged += send_file(offices.desks[station.pk], station, inventor, share, today)
    return logged


def send_file(actor: User, station: Station, inventor: Inventor, share: int, today: date) -> int:
    """So many people around the station are logged; returns how many."""
    return imports.take_in_file(
        actor=actor,
        station=station,
        file_name=f"{station.code}-{today:%Y%m%d}.csv",
        source=io.BytesIO(_file(station, inventor, share, today)),
    ).created


def _file(station: Station, inventor: Inventor, share: int, today: date) -> bytes:
    nearby = list(Region.objects.filter(parent=station.region.parent_id).order_by("code").values_list("code", flat=True))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADERS)
    for _number in range(share):
        person = inventor.person(community=inventor.random.choice(nearby), today=today)
        registered = today - timedelta(days=inventor.random.randrange(1, 20)) if inventor.random.random() < REGISTERED else ""
        writer.writerow(
            (
                person.name, person.id_number, person.sex, person.born_on.isoformat(), person.mobile, person.community,
                person.groups, registered, person.note,
            )
        )  # fmt: skip
    return text.getvalue().encode("gb18030")


def _shares(stations: int, residents: int, random: Random) -> list[int]:
    weights = [random.uniform(0.7, 1.6) for _station in range(stations)]
    shares = [int(residents * weight / sum(weights)) for weight in weights]
    shares[0] += residents - sum(shares)
    return shares
