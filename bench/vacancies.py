"""The public's search among n vacancies on show over the whole land, and as many that are over; page by page through every
middleware. The floor of each is the bare statement (the keys of the newest twenty-one rows under the same conditions) plus the
page with nothing on it."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlencode, urljoin

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import desk, people, scratch
from bench.scratch import Found
from core import clock
from enterprises.formulas import unit_names
from stations.models import User
from tests.factories import stations

NOW = "2026-11-20T10:00"
TITLES = (
    "保洁员", "保安员", "超市收银员", "缝纫工", "餐厅服务员", "快递员", "养老护理员", "焊工", "电工", "客服专员", "仓库保管员",
    "装卸工",    "中式厨师", "穿鞋带（居家计件）", "设备操作工", "物业管理员", "幼儿园保育员", "货车司机", "销售顾问", "行政文员",
)  # fmt: skip
RARE = "长川制靴"
ONWARD = re.compile(r'href="([^"]+)" rel="next"')

FILL = """
INSERT INTO jobs_vacancy (number, employer_kind, employer, credit_code, post, source, department, title, words,
    occupation_id, headcount, filled, pay_from, pay_to, pay_unit, pay_day, hours, hours_note, insurance, schooling, welcome,
    description, region_id, region_code, station_id, address, contact_name, valid_until, state, state_note, created_at,
    created_by_id, published_at, published_by_id)
SELECT 'B' || n, 'unit', made.employer, '91150502MA0Q5J7C1F', CASE WHEN n %% 9 = 0 THEN 'policy' ELSE 'market' END, 'file', '',
    t.title, t.pairs || made.pairs, o.code, 1 + n %% 8, 0, pay.least, pay.least + 800, pay.unit,
    CASE WHEN n %% 6 = 0 THEN 'daily' ELSE 'monthly' END,
    (ARRAY['full', 'shifts', 'part', 'school', 'home'])[1 + n %% 5], '', 'employee', 'any', '{}', '', s.region_code,
    s.region_code, s.id, '', '', date '2026-11-20' + (CASE WHEN n %% 2 = 0 THEN n %% 60 ELSE -1 - n %% 60 END)::int, 'published',
    '', timestamptz '2026-09-01 08:00+08', %(actor)s,
    timestamptz '2026-09-01 08:00+08' + (n * 7919::bigint %% 6900000) * interval '1 second', %(actor)s
FROM generate_series(1, 2 * %(count)s) n
JOIN (SELECT id, region_code, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS number FROM stations_station) s
    ON s.place = (n * 7919::bigint / 3) %% s.number
JOIN (SELECT code, row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS number FROM jobs_occupation
    WHERE length(code) = 7) o ON o.place = (n * 104729::bigint) %% o.number
JOIN unnest(%(titles)s::text[]) WITH ORDINALITY AS named (title, place)
    ON named.place = 1 + n / 2 %% cardinality(%(titles)s::text[])
JOIN LATERAL (SELECT named.title, (SELECT array_agg(DISTINCT substr(named.title, at, 2))
    FROM generate_series(1, length(named.title) - 1) at) AS pairs) t ON true
JOIN LATERAL (SELECT CASE WHEN n %% 5000 = 2 THEN %(rare)s || '有限公司' ELSE '科尔沁第' || n %% 997 || '商贸有限公司' END
        AS employer,
    CASE WHEN n %% 5000 = 2 THEN %(rare_pairs)s::text[] ELSE ARRAY['科尔', '尔沁', '商贸', '有限', '限公', '公司'] END
        AS pairs) made ON true
JOIN LATERAL (SELECT CASE WHEN n %% 4 = 0 THEN 'hour' WHEN n %% 10 = 1 THEN 'day' ELSE 'month' END AS unit,
    CASE WHEN n %% 4 = 0 THEN 23 WHEN n %% 10 = 1 THEN 180 ELSE 2400 + n %% 60 * 100 END AS least) pay ON true
"""
_SHOWN = "state = 'published' AND valid_until >= date '2026-11-20'"
NOTHING = {"q": "潜水艇"}
#: What is asked of the page, and the same conditions for the floor.
ASKED: dict[str, tuple[dict[str, str], str]] = {
    "no filter": ({}, ""),
    "a banner": ({"place": "150502"}, "region_code LIKE '150502%'"),
    "a league": ({"place": "1505"}, "region_code LIKE '1505%'"),
    "a group of occupations": ({"group": "605"}, "occupation_id LIKE '605%'"),
    "pay and hours": ({"pay": "month:8000", "hours": "home"}, "pay_unit = 'month' AND pay_to >= 8000 AND hours = 'home'"),
    "a common word": ({"q": "保洁"}, "words @> ARRAY['保洁']::varchar(2)[]"),
    "a rare employer": ({"q": RARE}, "words @> ARRAY['长川', '川制', '制靴']::varchar(2)[]"),
    "a word in a banner": (
        {"q": "鞋带", "place": "150502"},
        "words @> ARRAY['鞋带']::varchar(2)[] AND region_code LIKE '150502%'",
    ),
}


def ground(n: int) -> User:
    """n vacancies on show and n that are over, at four stations in every banner."""
    people.stations()
    maker = stations.make_user()
    values: dict[str, Any] = {
        "actor": maker.pk, "count": n, "titles": list(TITLES), "rare": RARE,
        "rare_pairs": unit_names.pairs(RARE + "有限公司"),
    }  # fmt: skip
    with scratch.unchecked():
        scratch.sql(FILL, values)
    scratch.settle()
    return maker


def measure(n: int, _maker: User) -> Iterator[Found]:
    """The first page under each filter, the tenth page, one vacancy, a screen."""
    with clock.at(NOW):
        empty = _page(f"{reverse('jobs:public_vacancy_list')}?{urlencode(NOTHING)}")[0]
        for what, (query, where) in ASKED.items():
            address = f"{reverse('jobs:public_vacancy_list')}?{urlencode(query)}"
            seconds, asked, rows = _page(address)
            yield Found(f"public search, {what}", n, seconds, _bare(where) + empty, note=f"{asked} queries, {rows} shown")
        far = _far(9)
        seconds, asked, rows = _page(far)
        yield Found("public search, no filter, tenth page", n, seconds, _bare("") + empty, note=f"{asked} queries, {rows} shown")


def _bare(where: str) -> float:
    text = f"SELECT id FROM jobs_vacancy WHERE {_SHOWN}{where and ' AND '}{where} ORDER BY published_at DESC, id DESC LIMIT 21"
    return scratch.median(lambda: scratch.rows(text), desk.TIMES)


def _far(pages: int) -> str:
    client, address = Client(), reverse("jobs:public_vacancy_list")
    for _number in range(pages):
        onward = ONWARD.search(client.get(address).content.decode())
        if onward is None:
            break
        address = urljoin(address, unescape(onward[1]))
    return address


def _page(address: str) -> tuple[float, int, int]:
    client = Client()

    def get() -> Any:
        response = client.get(address)
        if response.status_code != 200:
            raise SystemExit(f"{address} answers {response.status_code}")
        return response

    shown = get().content.count(b'class="card"')
    with CaptureQueriesContext(connection) as asked:
        get()
    queries = len(asked)
    return scratch.median(get, desk.TIMES), queries, shown
