"""Keyset pages: nothing twice, nothing skipped, whatever ties and gaps the order has."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import clock
from core.models import AuditEntry
from core.pages import keyset
from stations.models import Station, User
from stations.services.machine import machine_user

pytestmark = pytest.mark.django_db


def page_at(queryset, address, **kwargs):
    return keyset(queryset, RequestFactory().get("/" + address), **kwargs)


def walk(queryset, **kwargs):
    page = page_at(queryset, "", **kwargs)
    pages = [page]
    while page.next:
        page = page_at(queryset, page.next, **kwargs)
        pages.append(page)
    return pages


def entries(verbs):
    actor, now = machine_user(), clock.now()
    AuditEntry.objects.bulk_create(
        AuditEntry(
            at=now + timedelta(microseconds=number // 2),
            actor=actor,
            verb=verb,
            subject_type="test",
            subject_id="1",
            station_id=station,
        )
        for number, (verb, station) in enumerate(verbs)
    )
    return AuditEntry.objects.filter(subject_type="test")


ORDERS = [("-pk",), ("pk",), ("verb",), ("-verb", "pk"), ("station_id", "-verb"), ("-station_id", "verb"), ("at", "verb")]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.integers(1, 2)), max_size=14),
    st.sampled_from(ORDERS),
    st.integers(1, 5),
)
def test_a_walk_forth_and_back_sees_every_row_once_in_the_order_of_postgres(rows, order, size):
    before = max(AuditEntry.objects.values_list("pk", flat=True), default=0)
    queryset = entries(rows).filter(pk__gt=before)
    tie = "-pk" if order[-1].startswith("-") else "pk"
    expected = list(queryset.order_by(*order, tie).values_list("pk", flat=True))
    pages = walk(queryset, order=order, size=size)
    assert [row.pk for page in pages for row in page] == expected
    page, back = pages[-1], [pages[-1]]
    while page.previous:
        page = page_at(queryset, page.previous, order=order, size=size)
        back.append(page)
    assert [[row.pk for row in page] for page in reversed(back)] == [[row.pk for row in page] for page in pages]


def test_the_order_may_follow_a_relation_and_rows_may_be_dictionaries():
    queryset = entries([("a", None), ("b", None), ("c", None)]).values("pk", "verb")
    pages = walk(queryset, order=("actor__username", "-verb"), size=2)
    assert [row["verb"] for page in pages for row in page] == ["c", "b", "a"]


def test_links_keep_the_filters_of_the_address():
    queryset = entries([("a", None)] * 3)
    page = page_at(queryset, "?verb=a&day=2026-11-20", size=2)
    assert "verb=a" in page.next
    assert "day=2026-11-20" in page.next
    last = page_at(queryset, page.next, size=2)
    assert last.next == ""
    assert "after=" not in last.previous


@pytest.mark.parametrize("cursor", ["x", "!!!", "AAAA", "é", "%00", "A" * 4000])
def test_a_broken_cursor_shows_the_first_page(cursor):
    queryset = entries([("a", None)] * 3)
    assert len(page_at(queryset, f"?after={cursor}", size=2)) == 2
    assert page_at(queryset, f"?before={cursor}", size=2).previous == ""


def test_a_cursor_of_another_list_shows_the_first_page():
    queryset = entries([("a", None), ("b", None), ("c", None)])
    foreign = page_at(queryset, "", order=("verb",), size=2).next
    assert [row.verb for row in page_at(queryset, foreign, order=("-verb",), size=2)] == ["c", "b"]


def test_what_the_list_is_sorted_by_does_not_stand_in_the_address():
    User.objects.create_user("u1", name="乌兰其其格")
    User.objects.create_user("u2", name="乌兰图雅")
    page = page_at(User.objects.filter(username__startswith="u"), "", order=("name",), size=1)
    assert page.next
    assert "乌兰" not in page.next
    assert "%E4%B9%8C" not in page.next


def test_a_page_whose_rows_are_gone_shows_the_first_page():
    actor = User.objects.create_user("u0", name="a")
    others = [User.objects.create_user(f"u{number}", name="b") for number in (1, 2)]
    queryset = User.objects.filter(username__startswith="u")
    link = page_at(queryset, "", order=("username",), size=1).next
    User.objects.filter(pk__in=[other.pk for other in others]).delete()
    page = page_at(queryset, link, order=("username",), size=1)
    assert list(page) == [actor]
    assert page.previous == ""


def test_a_page_is_one_query_and_never_counts(django_assert_num_queries):
    queryset = entries([("a", None)] * 5)
    link = page_at(queryset, "", size=2).next
    with django_assert_num_queries(1) as queries:
        page_at(queryset, link, size=2)
    assert "COUNT" not in queries.captured_queries[0]["sql"]


def test_an_empty_list_has_no_neighbours():
    page = page_at(Station.objects.none(), "")
    assert (list(page), page.next, page.previous) == ([], "", "")
