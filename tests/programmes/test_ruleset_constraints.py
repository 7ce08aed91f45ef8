"""What Postgres itself refuses, with the model and the services walked round."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from core import clock
from programmes.models import Holiday, RuleSet
from programmes.services import rules
from tests.factories import programmes as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return make.publisher()


@pytest.fixture
def published(writer):
    return make.publish(make.proposed(writer), make.publisher())


def refused(act):
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        act()
    return str(error.value)


@pytest.mark.parametrize(
    "change",
    [
        {"content": {"parameters": {}}},
        {"valid_from": date(2028, 1, 1)},
        {"scheme": "minimum_wage"},
        {"region_code": "1505"},
        {"state": "draft", "published_by": None, "published_at": None},
        {"state": "withdrawn", "published_by": None, "published_at": None},
        {"digest": "0" * 64},
        {"document": "另一文件"},
        {"document_no": "改"},
        {"published_at": clock.now()},
    ],
    ids=",".join,
)
def test_a_published_set_does_not_change(published, change):
    assert "may not be changed" in refused(lambda: RuleSet.objects.filter(pk=published.pk).update(**change))


def test_a_rule_set_is_never_deleted(published, writer):
    draft = rules.draft(law=make.law(), actor=writer)
    for row in (published, draft):
        assert "kept" in refused(lambda row=row: RuleSet.objects.filter(pk=row.pk).delete())


def test_raw_sql_is_refused_too(published):
    def act(sql):
        with connection.cursor() as cursor:
            cursor.execute(sql)

    act("SET CONSTRAINTS ALL IMMEDIATE")
    assert "may not be changed" in refused(lambda: act("UPDATE programmes_ruleset SET content = '{}'"))
    assert "kept" in refused(lambda: act("DELETE FROM programmes_ruleset"))
    assert "only grows" in refused(lambda: act("TRUNCATE programmes_ruleset CASCADE"))


def test_nothing_enters_as_published(published):
    twin = RuleSet.objects.get(pk=published.pk)
    twin.pk, twin.region_code = None, "1504"
    assert "starts as a draft" in refused(lambda: RuleSet.objects.bulk_create([twin]))


def test_a_proposal_is_frozen_but_for_its_state(writer):
    proposed = make.proposed(writer)
    assert "may not be changed" in refused(lambda: RuleSet.objects.filter(pk=proposed.pk).update(document="另一文件"))
    assert RuleSet.objects.filter(pk=proposed.pk).update(state="draft") == 1
    assert RuleSet.objects.filter(pk=proposed.pk).update(document="另一文件") == 1


def test_a_draft_is_not_published_past_the_proposal(writer):
    draft = rules.draft(law=make.law(), actor=writer)
    act = {"state": "published", "published_by": make.publisher(), "published_at": clock.now()}
    assert "may not be changed" in refused(lambda: RuleSet.objects.filter(pk=draft.pk).update(**act))


def test_the_writer_is_not_the_publisher(writer):
    proposed = make.proposed(writer)
    act = {"state": "published", "published_by": writer, "published_at": clock.now()}
    assert "ruleset_two_people" in refused(lambda: RuleSet.objects.filter(pk=proposed.pk).update(**act))


def test_the_writer_stays_the_writer(writer):
    draft = rules.draft(law=make.law(), actor=writer)
    other = make.publisher()
    assert "keeps the name" in refused(lambda: RuleSet.objects.filter(pk=draft.pk).update(drafted_by=other))


def test_published_means_published_by_somebody(writer):
    proposed = make.proposed(writer)
    assert "ruleset_published_by_somebody" in refused(lambda: RuleSet.objects.filter(pk=proposed.pk).update(state="published"))


def test_two_published_sets_never_cover_one_day(published, writer):
    later = make.proposed(writer, valid_from=date(2027, 6, 1))
    act = {"state": "published", "published_by": make.publisher(), "published_at": clock.now()}
    assert "ruleset_one_in_force" in refused(lambda: RuleSet.objects.filter(pk=later.pk).update(**act))


def test_an_open_end_is_closed_only_on_the_eve_of_a_successor(published):
    def close():
        with connection.cursor() as cursor:
            RuleSet.objects.filter(pk=published.pk).update(valid_to=date(2027, 5, 31))
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert "eve of a published successor" in refused(close)


def test_a_closed_end_does_not_move_again(published, writer):
    make.publish(make.proposed(writer, valid_from=date(2027, 6, 1)), make.publisher())
    published.refresh_from_db()
    assert published.valid_to == date(2027, 5, 31)
    for end in (None, date(2027, 4, 30)):
        assert "may not be changed" in refused(lambda end=end: RuleSet.objects.filter(pk=published.pk).update(valid_to=end))


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"region_code": "11"}, "ruleset_region_code"),
        ({"region_code": "150"}, "ruleset_region_code"),
        ({"valid_to": date(2026, 1, 1)}, "ruleset_ends_after_start"),
        ({"digest": "none"}, "ruleset_digest_form"),
    ],
)
def test_a_draft_keeps_its_form(writer, change, constraint):
    draft = rules.draft(law=make.law(), actor=writer)
    assert constraint in refused(lambda: RuleSet.objects.filter(pk=draft.pk).update(**change))


def test_a_holiday_is_one_of_two_kinds_and_work_falls_on_a_weekend():
    friday, saturday = date(2027, 3, 5), date(2027, 3, 6)
    Holiday.objects.create(day=saturday, kind="work", name="调休", source="通知")
    for day, kind in ((date(2027, 3, 7), "rest"), (friday, "work"), (saturday, "off")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Holiday.objects.bulk_create([Holiday(day=day, kind=kind, name="调休", source="通知")])
