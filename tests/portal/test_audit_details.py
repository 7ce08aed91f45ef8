"""What an entry tells beside its act: words of the reader's language instead of the names in the code."""

import ast

import pytest
from django.urls import reverse
from django.utils.translation import override

from core import audit
from core.models import AuditEntry
from portal.queries.audit_details import NAMES, details, kind_of
from tests.factories.cases import make_claim, make_resident
from tests.house.tree import APPS, files, name

#: What the write side takes for itself.
OWN = {"region", "station_id"}
#: What writes an entry, and the steps that hand their details on to it.
RECORDING = ("audit.record", "audit.record_set", "audit.record_each", "steps.move", "_moved", "_record")


def recorded():
    """The names of the details that the services record, with the file that says them."""
    for path in files(".py", under=APPS):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in RECORDING:
                yield from ((one.arg, name(path)) for one in node.keywords if one.arg and one.arg not in OWN)


def test_the_services_record_details():
    assert len(dict(recorded())) > 40


@pytest.mark.parametrize(("detail", "place"), sorted(dict(recorded()).items()))
def test_the_detail_has_a_name(detail, place):
    assert detail in NAMES, place


def told(subject_type, **data):
    with override("zh-hans"):
        return dict(details(AuditEntry(subject_type=subject_type, data=data)))


def test_states_and_posts_are_told_in_words():
    assert told("cases.claim", before="draft", after="submitted") == {"变更前": "草稿", "变更后": "已提交"}
    assert told("stations.post", role="first_check") == {"岗位": "初审"}


def test_codes_programmes_days_and_sums_are_told_in_words():
    assert told("cases.screenedunit", channel="telephone", said="declined") == {"渠道": "电话", "答复": "放弃"}
    assert told("cases.claim", channel="station", due_on="2026-12-21", grants=True) == {
        "渠道": "就业服务站", "到期日": "2026年12月21日", "同意": "是",
    }  # fmt: skip
    assert told("cases.screeninground", scheme="stability_refund", rules="stability_refund@2025-07-01") == {
        "项目": "稳岗返还", "规则": "稳岗返还（2025-07-01 起施行）",
    }  # fmt: skip
    assert told("cases.publicitylist", amount="40000.00") == {"金额": "40,000.00"}
    assert told("enterprises.enterprise", kind="high_tech", state="stopped") == {"类型": "高新技术企业", "状态": "未开工"}


def test_what_no_word_is_known_for_is_told_as_it_was_recorded():
    assert told("gone.thing", unheard="x", state="draft") == {"unheard": "x", "状态": "draft"}
    assert kind_of("gone.thing") == "gone.thing"
    assert kind_of("nothing") == "nothing"


def test_empty_true_and_many_values_can_be_read():
    assert list(told("cases.claim", reason="", demo=True, months=[1, 2], filters={"month": "2026-11"}).values()) == [
        "—",
        "是",
        "1, 2",
        "月份: 2026-11",
    ]


@pytest.mark.django_db
def test_the_page_names_the_thing_and_leads_to_it(client, officers):
    claim = make_claim(make_resident(officers.desk), state="submitted")
    audit.record(officers.station, "claim.submitted", claim, before="draft", after="submitted")
    client.force_login(officers.auditor)
    page = client.get(reverse("portal:audit_list"), {"verb": "claim.submitted"}).content.decode()
    assert f'<a href="{reverse("cases:claim_show", args=[claim.pk])}">申请 {claim.pk}</a>' in page
    assert '<span class="soft">变更前</span> 草稿' in page
