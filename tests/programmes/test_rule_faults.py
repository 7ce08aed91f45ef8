"""Whoever uploads a rules file that cannot be used reads what is wrong in the own language."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.translation import override

from programmes.formulas import registry, rulebook
from programmes.queries.faults import SENTENCES, joined, said
from tests.factories.programmes import publisher


def test_every_sentence_of_the_arithmetic_is_said_in_chinese():
    known = registry.SCHEMES["startup_subsidy"]
    parameters = {"least_jobs": {"value": "3"}, "stage_1_amount": {"value": "x", "local": 1}, "unheard": {}}
    faults = rulebook.problems(known, {"parameters": parameters}) + rulebook.problems(known, []) + rulebook.problems(known, {})
    assert len(faults) > 10
    with override("zh-hans"):
        assert [fault for fault in faults if said(fault) == fault] == []
        assert [sentence for sentence in SENTENCES if said(sentence) == sentence] == []
        assert said("never heard") == "never heard"
    with override("en"):
        assert joined(faults) == "; ".join(faults)


@pytest.mark.django_db
def test_a_file_that_is_no_toml_is_refused_in_the_readers_language(client):
    client.force_login(publisher())
    page = client.post(reverse("programmes:ruleset_upload"), {"file": BytesIO(b"a = = 1")}).content.decode()
    assert "文件不是有效的 TOML：" in page
    assert "not valid TOML" not in page
