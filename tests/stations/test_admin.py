"""The administration: who comes in, what she sees there, and what she can do."""

from datetime import date

import pytest
from django.urls import get_resolver, reverse

from core import clock
from core.models import AuditEntry
from stations.admin.site import site
from stations.models import Post, Station, User
from tests.factories.stations import PASSWORD, community, make_post, make_station, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, officers):
    user = officers.security_admin
    client.force_login(user)
    return user


#: What the page of a thing with posts sends along for them.
POSTS = {"posts-TOTAL_FORMS": "0", "posts-INITIAL_FORMS": "0"}


def add(model, **data):
    return reverse(f"admin:stations_{model}_add"), data


def station_data(**changes) -> dict:
    return {
        "code": "S9001",
        "name": "民航社区服务站",
        "host": "party_centre",
        "equipment": "basic",
        "region": community("150502").pk,
        "address": "民航路1号",
        "hours": "9:00—17:00",
        "phone": "0475-8200000",
        "latitude": "43.6",
        "longitude": "122.2",
        **changes,
    }


def test_only_these_models_have_a_page():
    assert {model._meta.label for model in site._registry} >= {
        "stations.Region",
        "stations.Station",
        "stations.User",
        "stations.Post",
    }
    allowed = {"stations.Region", "stations.Station", "stations.User", "stations.Post", "programmes.Holiday"}
    allowed |= {"stations.Device", "stations.StationTarget"}
    assert {model._meta.label for model in site._registry} <= allowed


def test_djangos_own_site_has_no_address():
    mounted = [entry for entry in get_resolver().url_patterns if getattr(entry, "app_name", "") == "admin"]
    assert [entry.pattern.match("admin/")[0] for entry in mounted] == [""]
    assert not any(model._meta.app_label == "auth" for model in site._registry)


@pytest.mark.parametrize(
    "role", ["station", "acceptance", "approver", "finance_maker", "auditor", "rules_publisher", "audit_admin"]
)
def test_nobody_else_comes_in(client, officers, role):
    client.force_login(getattr(officers, role))
    for page in ("admin:index", "admin:stations_station_changelist", "admin:stations_user_add"):
        answer = client.get(reverse(page), follow=True)
        assert answer.status_code == 403, page


def test_nobody_is_led_to_the_one_sign_in(client):
    answer = client.get("/admin/stations/station/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/sign-in/?next=")


@pytest.mark.parametrize("model", ["region", "station", "user", "post"])
@pytest.mark.parametrize("query", ["", "?q=15"])
def test_every_list_opens(client, admin, officers, model, query):
    assert officers.station
    assert client.get(reverse(f"admin:stations_{model}_changelist") + query).status_code == 200


@pytest.mark.parametrize("model", ["station", "user", "post"])
def test_every_form_opens(client, admin, officers, model):
    things = {"station": officers.desk, "user": officers.station, "post": officers.station.posts.get()}
    assert client.get(reverse(f"admin:stations_{model}_add")).status_code == 200
    assert client.get(reverse(f"admin:stations_{model}_change", args=[things[model].pk])).status_code == 200


def test_lists_have_a_fixed_number_of_queries(client, admin, officers, django_assert_max_num_queries):
    for _number in range(6):
        make_user("station", station=make_station())
    for model in ("station", "user", "post"):
        with django_assert_max_num_queries(12):
            client.get(reverse(f"admin:stations_{model}_changelist"))


class TestTheNeighbour:
    """Everything next door is out of sight, also by its address."""

    @pytest.fixture
    def things(self, neighbours):
        return {
            "station": neighbours.desk,
            "user": neighbours.station,
            "post": neighbours.station.posts.get(),
            "region": neighbours.desk.region,
        }

    @pytest.mark.parametrize("model", ["station", "user", "post"])
    def test_is_in_no_list(self, client, admin, things, model):
        page = client.get(reverse(f"admin:stations_{model}_changelist"))
        assert things[model] not in page.context["cl"].queryset

    @pytest.mark.parametrize("model", ["station", "user", "post", "region"])
    def test_has_no_page(self, client, admin, things, model):
        for page in ("change", "history"):
            answer = client.get(reverse(f"admin:stations_{model}_{page}", args=[things[model].pk]))
            assert answer.status_code == 302, page

    def test_cannot_be_changed(self, client, admin, things):
        url = reverse("admin:stations_station_change", args=[things["station"].pk])
        client.post(url, station_data(name="换名") | POSTS)
        things["station"].refresh_from_db()
        assert things["station"].name != "换名"

    @pytest.mark.parametrize("act", ["reset-password", "close"])
    def test_staff_cannot_be_acted_on(self, client, admin, things, act):
        client.post(reverse("admin:stations_user_act", args=[things["user"].pk, act]))
        things["user"].refresh_from_db()
        assert things["user"].is_active
        assert things["user"].check_password(PASSWORD)

    def test_posts_cannot_be_ended(self, client, admin, things):
        client.post(reverse("admin:stations_post_act", args=[things["post"].pk, "end"]), {"ends_on": clock.today()})
        things["post"].refresh_from_db()
        assert things["post"].ends_on is None

    def test_no_station_can_be_put_there(self, client, admin, things):
        url, data = add("station", **station_data(region=things["region"].pk))
        assert client.post(url, data).context["errors"]
        assert not Station.objects.filter(code="S9001").exists()

    def test_no_post_can_be_given_there(self, client, admin, officers, things):
        user = make_user()
        url, data = add("post", user=user.pk, role="station", station=things["station"].pk, starts_on=clock.today())
        assert client.post(url, data).context["errors"]
        url, data = add("post", user=user.pk, role="acceptance", region="150402", starts_on=clock.today())
        assert client.post(url, data).context["errors"]
        url, data = add("post", user=user.pk, role="acceptance", region="150500", starts_on=clock.today())
        assert client.post(url, data).context["errors"]
        assert not user.posts.exists()

    def test_is_not_offered_while_typing(self, client, admin, things):
        query = {"app_label": "stations", "model_name": "post", "field_name": "station", "term": things["station"].code}
        assert client.get(reverse("admin:autocomplete"), query).json()["results"] == []
        query = {"app_label": "stations", "model_name": "station", "field_name": "region", "term": things["region"].pk}
        assert client.get(reverse("admin:autocomplete"), query).json()["results"] == []

    def test_is_out_of_reach_of_an_action(self, client, admin, things):
        Station.objects.filter(pk=things["station"].pk).update(state="planned", address="x")
        data = {"action": "open_selected", "_selected_action": [things["station"].pk]}
        client.post(reverse("admin:stations_station_changelist"), data)
        things["station"].refresh_from_db()
        assert things["station"].state == "planned"


def test_a_station_is_planned_opened_and_recorded(client, admin):
    url, data = add("station", **station_data())
    assert client.post(url, data).status_code == 302
    station = Station.objects.get(code="S9001")
    assert (station.state, station.region_code) == ("planned", station.region_id)
    client.post(reverse("admin:stations_station_act", args=[station.pk, "open"]))
    station.refresh_from_db()
    assert (station.state, station.opened_on) == ("open", clock.today())
    verbs = AuditEntry.objects.filter(actor=admin, subject_id=str(station.pk)).values_list("verb", flat=True)
    assert set(verbs) == {"station.created", "station.opened"}


@pytest.mark.parametrize(
    ("field", "value"), [("latitude", "22.5"), ("longitude", "150"), ("host", "temple"), ("region", "150502001")]
)
def test_a_station_outside_the_rules_is_refused(client, admin, field, value):
    url, data = add("station", **station_data(**{field: value}))
    assert client.post(url, data).context["errors"]


def test_code_and_community_of_a_station_stay(client, admin, officers):
    before = officers.desk.code
    url = reverse("admin:stations_station_change", args=[officers.desk.pk])
    assert client.post(url, station_data(code="OTHER", name="新名") | POSTS).status_code == 302
    officers.desk.refresh_from_db()
    assert (officers.desk.code, officers.desk.name) == (before, "新名")


def test_an_account_comes_with_a_password_that_is_shown_once(client, admin):
    url, data = add("user", username="Tuya", name="图雅", phone="", region="150502")
    page = client.post(url, data)
    user = User.objects.get(username="tuya")
    shown = page.context["issued"][0].one_time_password
    assert shown in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert user.check_password(shown)
    assert user.must_change_password
    assert not AuditEntry.objects.filter(data__icontains=shown).exists()


def test_a_one_time_password_ends_the_sessions_of_the_person(client, admin, officers):
    client_of_officer = type(client)()
    client_of_officer.force_login(officers.acceptance)
    page = client.post(reverse("admin:stations_user_act", args=[officers.acceptance.pk, "reset-password"]))
    assert page.context["issued"][0].user == officers.acceptance
    assert client_of_officer.get("/accounts/").status_code == 302


def test_nobody_administers_the_own_account(client, admin):
    assert client.post(reverse("admin:stations_user_act", args=[admin.pk, "close"])).status_code == 200
    assert client.post(reverse("admin:stations_user_change", args=[admin.pk]), {"name": "x"}).status_code == 403
    url, data = add("post", user=admin.pk, role="rules_publisher", region="150502", starts_on=clock.today())
    assert client.post(url, data).context["errors"]
    admin.refresh_from_db()
    assert admin.is_active
    assert admin.posts.count() == 1


def test_a_post_is_given_and_ended(client, admin):
    user = make_user()
    url, data = add("post", user=user.pk, role="acceptance", region="150502", starts_on=clock.today())
    assert client.post(url, data).status_code == 302
    post = user.posts.get()
    assert post.granted_by == admin
    client.post(reverse("admin:stations_post_act", args=[post.pk, "end"]), {"ends_on": clock.today()})
    post.refresh_from_db()
    assert (post.ends_on, post.ended_by) == (clock.today(), admin)
    assert set(AuditEntry.objects.filter(actor=admin).values_list("verb", flat=True)) == {"post.assigned", "post.ended"}


def test_groups_that_exclude_each_other_are_refused_with_a_sentence(client, admin, officers):
    data = {"user": officers.acceptance.pk, "role": "finance_maker", "region": "150502", "starts_on": clock.today()}
    page = client.post(reverse("admin:stations_post_add"), data)
    assert officers.acceptance.name in str(page.context["errors"])


def test_a_post_cannot_be_changed_or_deleted_by_its_address(client, admin, officers):
    post = make_post(make_user(), "acceptance")
    url = reverse("admin:stations_post_change", args=[post.pk])
    assert client.post(url, {"role": "approver"}).status_code == 403
    assert client.post(reverse("admin:stations_post_delete", args=[post.pk]), {"post": "yes"}).status_code == 403
    assert Post.objects.get(pk=post.pk).role == "acceptance"


def test_regions_cannot_be_changed(client, admin):
    url = reverse("admin:stations_region_change", args=["150502"])
    assert client.get(url).status_code == 200
    assert client.post(url, {"name": "x"}).status_code == 403
    assert client.get(reverse("admin:stations_region_add")).status_code == 403


def test_what_is_typed_stays_when_a_service_refuses(client, admin, officers):
    data = {"user": make_user().pk, "role": "acceptance", "region": "150502", "starts_on": date(2020, 1, 1)}
    page = client.post(reverse("admin:stations_post_add"), data)
    assert page.context["adminform"].form["role"].value() == "acceptance"
    assert page.context["adminform"].form.errors["starts_on"]


def test_an_administrator_whose_post_ended_is_out(client, admin):
    admin.posts.update(ends_on=date(2021, 1, 1))
    assert client.get(reverse("admin:index"), follow=True).status_code == 403


def test_no_list_counts_a_table_to_its_end(client, admin, django_assert_max_num_queries):
    for model in ("region", "station", "user", "post"):
        with django_assert_max_num_queries(12) as asked:
            client.get(reverse(f"admin:stations_{model}_changelist"))
        counts = [query["sql"] for query in asked.captured_queries if "COUNT(" in query["sql"]]
        assert counts, model
        assert all("LIMIT 2000" in sql for sql in counts), model
