"""What the pages of the administration say and lead to."""

import pytest
from django.urls import reverse

from core import clock
from stations.models import Station, User
from tests.factories.stations import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, officers):
    client.force_login(officers.security_admin)
    return officers.security_admin


def shown(client, model, *keys, page="change"):
    return client.get(reverse(f"admin:stations_{model}_{page}", args=keys)).content.decode()


def test_a_list_is_headed_by_what_stands_in_it(client, admin):
    assert "<h1>服务站</h1>" in shown(client, "station", page="changelist")


def test_the_first_page_says_everything_in_the_readers_language(client, admin):
    text = client.get("/admin/").content.decode()
    assert "新增服务站" in text
    for raw in ("Model name", "Add link", "无可选的"):
        assert raw not in text


def test_a_post_is_offered_only_where_it_can_be_given(client, admin, officers):
    way = reverse("admin:stations_post_add")
    assert way in shown(client, "user", officers.acceptance.pk)
    assert way not in shown(client, "user", admin.pk)
    gone = make_user("acceptance", username="gone")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    assert way not in shown(client, "user", gone.pk)
    assert way in shown(client, "station", officers.desk.pk)
    Station.objects.filter(pk=officers.desk.pk).update(state="closed", closed_on=clock.today())
    assert way not in shown(client, "station", officers.desk.pk)


def test_what_cannot_be_undone_has_a_red_button(client, admin, officers):
    red = '<input type="submit" class="danger"'
    assert red in shown(client, "station", officers.desk.pk, "close", page="act")
    assert red not in shown(client, "station", officers.desk.pk, "hand-over", page="act")


def test_nobody_sits_at_a_station_that_is_closed(client, officers):
    client.force_login(officers.acceptance)
    address = reverse("stations:station_show", args=[officers.desk.code])
    assert officers.station.name in client.get(address).content.decode()
    Station.objects.filter(pk=officers.desk.pk).update(state="closed", closed_on=clock.today())
    text = client.get(address).content.decode()
    assert officers.station.name not in text
    assert "该服务站已关闭" in text
