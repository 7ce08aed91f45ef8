"""People of the land: names as common as they are, numbers that are right, stations in every banner."""

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from django.db import connection

from bench import scratch
from core import crypto, names
from stations.models import Region, Station, User

#: Family names and how many of a thousand bear them; whoever is left over bears one of the rarer ones.
SURNAMES = {
    "王": 84, "李": 79, "张": 78, "刘": 62, "陈": 38, "杨": 34, "赵": 36, "孙": 22, "周": 14, "吴": 14, "高": 18, "马": 16,
    "郭": 15, "徐": 13, "朱": 12, "胡": 11, "林": 9, "何": 9, "白": 14, "包": 15, "韩": 13, "于": 11, "宋": 11, "郑": 9, "谢": 6,
    "冯": 9, "董": 8, "萧": 3, "程": 6, "曹": 7, "袁": 5, "邓": 4, "许": 6, "傅": 3, "沈": 3, "曾": 3, "彭": 3, "吕": 6, "苏": 6,
    "卢": 4, "蒋": 3, "蔡": 3, "贾": 6, "丁": 6, "魏": 7, "薛": 4, "叶": 3, "阎": 5, "余": 3, "潘": 3, "杜": 6, "戴": 3, "夏": 3,
    "钟": 2, "汪": 2, "田": 7, "任": 6, "姜": 6, "范": 5, "方": 4, "石": 5, "姚": 4, "谭": 2, "廖": 2, "邹": 2, "熊": 2, "金": 5,
    "陆": 2, "郝": 5, "孔": 2, "崔": 5, "康": 3, "毛": 2, "邱": 2, "秦": 3, "江": 2, "史": 3, "顾": 2, "侯": 4, "邵": 2, "孟": 3,
    "龙": 1, "万": 1, "段": 3, "雷": 2, "钱": 1, "汤": 1, "尹": 2, "黎": 1, "易": 1, "常": 2, "武": 3, "乔": 2, "贺": 2, "赖": 1,
}  # fmt: skip
#: Characters of given names, the most common ones first.
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂华建国文志玉红春梅海燕金凤永晓东林德福立新云龙宇浩子涵雨欣佳怡俊轩梓"
    "诗琪嘉思远博雅宁鹏飞波辉斌峰亮健雪莲兰珍琴淑贞慧颖倩倩莉娅婷婷丹妮学义仁礼智信忠孝诚安康乐天佑振兴家和万事如意祥瑞泽民"
)
#: Mongolian names are put together of these two parts; one resident in six bears one.
FIRST = (
    "乌兰", "斯琴", "娜仁", "阿拉坦", "额尔敦", "格日勒", "萨仁", "苏", "哈斯", "宝音", "朝鲁", "敖日", "其木", "呼和", "布仁",
    "特木尔", "查干", "赛音", "孟和", "青格",
)  # fmt: skip
SECOND = (
    "图雅", "高娃", "巴图", "其其格", "花", "格", "巴特尔", "吉日嘎拉", "日娜", "巴雅尔", "德力格尔", "娜", "苏荣", "温都苏",
    "满都拉",
)  # fmt: skip
HAND = 20_000
REMEMBERED = 50_000
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
BANKS = (("中国建设银行", "105100000017"), ("中国农业银行", "103100000026"), ("中国邮政储蓄银行", "403100000004"))
STATIONS_A_BANNER = 4


class Desk(NamedTuple):
    """A station and where it stands."""

    pk: int
    region_code: str


def stations() -> list[Desk]:
    """Some open stations in every banner of the land."""
    codes: dict[str, list[str]] = {}
    for code in Region.objects.filter(level=Region.Level.COMMUNITY).order_by("code").values_list("code", flat=True):
        codes.setdefault(code[:6], []).append(code)
    chosen = [code for found in codes.values() for code in found[:STATIONS_A_BANNER]]
    made = Station.objects.bulk_create(
        Station(
            code=f"B{number:05d}", name=f"就业服务站{number}", host=Station.Host.PARTY_CENTRE, region_id=code, region_code=code,
            state=Station.State.OPEN, opened_on=date(2020, 1, 1), hours="周一至周五 9:00—17:00",
        )
        for number, code in enumerate(chosen, 1)
    )  # fmt: skip
    return [Desk(station.pk, station.region_code) for station in made]


class Crowd:
    """People drawn at random, the same ones every time."""

    def __init__(self, desks: list[Desk]) -> None:
        self.chance = random.Random(150000)
        self.desks = desks
        self.desk_weights = list(accumulate(WEIGHTS[int(desk.region_code[2:6]) % len(WEIGHTS)] for desk in desks))
        self.surnames = list(SURNAMES)
        self.surname_weights = list(accumulate(SURNAMES.values()))
        self.given_weights = list(accumulate(1000 // (rank + 8) for rank in range(len(GIVEN))))
        self.known: dict[str, tuple[str, str, str]] = {}

    def names(self, count: int) -> Iterator[str]:
        """So many names."""
        chance = self.chance
        surnames = chance.choices(self.surnames, cum_weights=self.surname_weights, k=count)
        given = iter(chance.choices(GIVEN, cum_weights=self.given_weights, k=2 * count))
        for surname, first, second in zip(surnames, given, given, strict=True):
            dice = chance.random()
            if dice < 1 / 6:
                yield chance.choice(FIRST) + chance.choice(SECOND)
            else:
                yield surname + first + (second if dice < 0.85 else "")

    def columns(self, name: str) -> tuple[str, str, str]:
        """What a name is found and sorted by, as COPY takes it."""
        found = self.known.get(name)
        if found is None:
            found = ("{" + ",".join(names.pairs(name)) + "}", names.initials(name), names.sort_key(name))
            if len(self.known) >= REMEMBERED:
                self.known.clear()
            self.known[name] = found
        return found


def number_of(place: int, county: str, born_on: date) -> str:
    """An identity number with its check digit; `place` among those of one county and day."""
    body = f"{county}{born_on:%Y%m%d}{place % 1000:03d}"
    total = sum(int(digit) * (2 ** (17 - at) % 11) for at, digit in enumerate(body))
    return body + "10X98765432"[total % 11]


def fill(count: int, desks: list[Desk], staff: User) -> None:
    """`count` residents stand in the table, with every index, encrypted numbers and blind indexes."""
    crowd = Crowd(desks)
    columns = (
        "name, name_pairs, initials, sort_key, id_number, id_hash, id_last4, sex, born_on, mobile, address, station_id,"
        " region_code, note, created_at, created_by_id"
    )
    blocks = ("".join(_people(crowd, first, min(HAND, count - first), staff.pk)) for first in range(0, count, HAND))
    with scratch.unchecked(), scratch.indexed_afterwards("cases_resident"):
        _copy(f"COPY cases_resident ({columns}) FROM STDIN", blocks)
    scratch.sql("ANALYZE cases_resident")


def _people(crowd: Crowd, first: int, count: int, staff: int) -> Iterator[str]:
    at_desks = crowd.chance.choices(crowd.desks, cum_weights=crowd.desk_weights, k=count)
    oldest = date(1964, 1, 1)
    for place, (name, desk) in enumerate(zip(crowd.names(count), at_desks, strict=True), first):
        born_on = oldest + timedelta(days=place * 7919 % 15_000)
        number = number_of(place // 15_000, desk.region_code[:6], born_on)
        pairs, initials, key = crowd.columns(name)
        hashed, cipher = crypto.blind_index("id_number", number).hex(), crypto.encrypt(number).hex()
        sex = "male" if int(number[16]) % 2 else "female"
        yield (
            f"{name}\t{pairs}\t{initials}\t{key}\t\\\\x{cipher}\t\\\\x{hashed}\t{number[-4:]}\t{sex}\t{born_on}\t"
            f"1{3 + place % 7}{place * 7907 % 10**9:09d}\t\t{desk.pk}\t{desk.region_code}\t\t2026-01-05 09:00+08\t{staff}\n"
        )


def accounts(maker: User, checker: User) -> None:
    """Everybody has an account that two people confirmed, but for one in a hundred, whose account waits for the second."""
    columns = (
        "resident_id, number, number_hash, last4, holder_name, bank_name, bank_code, state, is_current, recorded_by_id,"
        " recorded_at, verified_by_id, verified_at"
    )
    last = scratch.one("SELECT coalesce(max(id), 0) FROM cases_resident")
    hands = "SELECT id, name FROM cases_resident WHERE id > %s AND id <= %s ORDER BY id"
    with scratch.unchecked():
        for first in range(0, last, HAND):
            found = scratch.rows(hands, [first, first + HAND])
            block = "".join(_account(pk, name, maker.pk, checker.pk) for pk, name in found)
            _copy(f"COPY cases_bankaccount ({columns}) FROM STDIN", [block])


def _copy(statement: str, blocks: Iterable[str]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for block in blocks:
            copy.write(block)


def _account(pk: int, name: str, maker: int, checker: int) -> str:
    number = f"621700{pk:013d}"
    bank, cnaps = BANKS[pk % 3]
    state = "unverified" if pk % 100 == 0 else "verified"
    hashed, cipher = crypto.blind_index("account", number).hex(), crypto.encrypt(number).hex()
    return (
        f"{pk}\t\\\\x{cipher}\t\\\\x{hashed}\t{number[-4:]}\t{name}\t{bank}\t{cnaps}\t{state}\tt\t{maker}\t2026-02-01 09:00+08\t"
        f"{checker}\t2026-02-02 09:00+08\n"
    )
