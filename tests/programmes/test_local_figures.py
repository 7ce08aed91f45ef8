"""The region's rules say which figures a league may set; the service says it in words, Postgres to whoever goes round it."""

import pytest
from django.db import IntegrityError, transaction

from core import clock
from core.policies import Refused
from programmes.models import RuleSet
from programmes.services import lawfiles, rules
from tests.factories import programmes as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(friday):
    make.shipped_law()
    return make.publisher()


def test_a_league_sets_what_the_region_leaves_to_it(writer):
    made = make.publish(make.proposed(writer, scheme="public_post", region_code="1505", post_share="0.80"), make.publisher())
    assert rules.in_force("public_post", "150502", made.valid_from) == made
    assert made.content["parameters"]["post_share"]["value"] == "0.80"


def test_a_league_does_not_set_what_the_law_fixes(writer):
    proposed = make.proposed(writer, scheme="public_post", region_code="1505", most_post_months=48)
    with pytest.raises(Refused) as refused:
        make.publish(proposed, make.publisher())
    assert refused.value.code == "not_local"
    assert "most_post_months" not in str(refused.value)
    change = {"state": "published", "published_by": make.publisher(), "published_at": clock.now()}
    with pytest.raises(IntegrityError, match="does not leave"), transaction.atomic():
        RuleSet.objects.filter(pk=proposed.pk).update(**change)


def test_rules_that_mark_no_figure_leave_all_of_them_open(writer):
    made = make.publish(make.proposed(writer, scheme="minimum_wage", region_code="1504", class_1_month="2300"), make.publisher())
    assert made.state == "published"


def test_local_is_yes_or_no():
    text = (lawfiles.FOLDER / "public_post" / "2025-07-01.toml").read_text(encoding="utf-8")
    with pytest.raises(Refused, match="local"):
        lawfiles.parse(text.replace("local = true", 'local = "yes"'))
