"""A station's open work goes to the next station, and only an empty station closes."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.models import ChangeRequest, Claim, Resident
from cases.services import changes, drafts, handover, residents
from core import clock
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from portal.services import handover as whole
from stations.models import Post, Station
from tests.factories.desk import first_checked, vote
from tests.factories.programmes import shipped_law
from tests.factories.stations import community, make_station, make_user

pytestmark = pytest.mark.django_db


def log(desk, station, id_number, name="萨日娜"):
    return residents.log(actor=desk, station_id=station.pk, name=name, id_number=id_number)


@pytest.fixture
def desk(officers):
    """A station with one resident who has a draft and an open change request."""
    resident = log(officers.station, officers.desk, "150502198504250011")
    drafts.begin(token="00000000-0000-4000-8000-000000000001", resident_id=resident.pk, actor=officers.station, asked={})
    changes.request_account(
        resident_id=resident.pk, actor=officers.station, number="6228480402564890018", bank_name="中国农业银行"
    )
    return officers.desk


@pytest.fixture
def target(officers):
    return make_station(officers.banner)


def test_everything_open_goes_over(officers, desk, target, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        work = handover.hand_over(actor=officers.security_admin, from_id=desk.pk, to_id=target.pk)
    assert (work.residents, work.claims, work.changes) == (1, 1, 1)
    for model in (Resident, Claim, ChangeRequest):
        row = model.objects.get()
        assert (row.station_id, row.region_code) == (target.pk, target.region_code)
    assert handover.open_work(desk.pk).is_empty
    verbs = AuditEntry.objects.filter(actor=officers.security_admin).values_list("verb", flat=True)
    assert set(verbs) == {"station.handed_over", "station.taken_over"}


def test_the_new_desk_sees_the_people_and_the_old_one_does_not(officers, desk, target):
    colleague = make_user("station", station=target)
    handover.hand_over(actor=officers.security_admin, from_id=desk.pk, to_id=target.pk)
    assert Resident.objects.visible_to(colleague).count() == 1
    assert Resident.objects.visible_to(officers.station).count() == 0


def test_the_neighbours_people_stay_where_they_are(officers, neighbours, desk, target):
    theirs = log(neighbours.station, neighbours.desk, "150402198504250016")
    handover.hand_over(actor=officers.security_admin, from_id=desk.pk, to_id=target.pk)
    theirs.refresh_from_db()
    assert theirs.station == neighbours.desk


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_only_an_open_station_takes_over(officers, desk, target, state):
    Station.objects.filter(pk=target.pk).update(state=state, closed_on=clock.today())
    with pytest.raises(Refused):
        handover.hand_over(actor=officers.security_admin, from_id=desk.pk, to_id=target.pk)
    assert handover.open_work(desk.pk).residents == 1


def test_not_to_the_neighbour_and_not_by_the_neighbour(officers, neighbours, desk, target):
    for actor, goal in ((officers.security_admin, neighbours.desk), (neighbours.security_admin, target)):
        with pytest.raises(NotAllowed):
            handover.hand_over(actor=actor, from_id=desk.pk, to_id=goal.pk)
    assert handover.open_work(desk.pk).residents == 1


def test_not_across_banners_even_by_the_administrator_above(officers, neighbours, desk):
    above = make_user("security_admin", "150000")
    with pytest.raises(Refused) as refused:
        handover.hand_over(actor=above, from_id=desk.pk, to_id=neighbours.desk.pk)
    assert refused.value.field == "target"


def test_a_station_with_work_stays_open_and_says_what_to_do(officers, desk):
    with pytest.raises(Refused) as refused:
        whole.close(actor=officers.security_admin, station_id=desk.pk)
    assert "1" in str(refused.value.sentence)
    desk.refresh_from_db()
    assert desk.state == "open"


def test_an_empty_station_closes_and_its_posts_end(officers, desk, target):
    whole.hand_over(actor=officers.security_admin, from_id=desk.pk, to_id=target.pk)
    whole.close(actor=officers.security_admin, station_id=desk.pk)
    desk.refresh_from_db()
    assert (desk.state, desk.closed_on) == ("closed", clock.today())
    assert not Post.objects.held_on(clock.today() + timedelta(days=1)).filter(station=desk).exists()


def test_the_administration_hands_over_and_closes(client, officers, desk, target):
    client.force_login(officers.security_admin)
    acts = [reverse("admin:stations_station_act", args=[desk.pk, name]) for name in ("close", "hand-over", "close")]
    answers = [client.post(url, {"target": target.pk}).status_code for url in acts]
    assert answers == [200, 302, 302]
    desk.refresh_from_db()
    assert desk.state == "closed"


def test_the_neighbours_station_cannot_be_chosen(client, officers, neighbours, desk):
    client.force_login(officers.security_admin)
    page = client.post(reverse("admin:stations_station_act", args=[desk.pk, "hand-over"]), {"target": neighbours.desk.pk})
    assert page.context["form"].errors["target"]


def test_a_claim_handed_over_keeps_the_votes_that_it_has(officers, friday):
    shipped_law()
    target = make_station(community("150502", 1).pk)
    assert target.region_code != officers.desk.region_code
    claim = first_checked(officers)
    handover.hand_over(actor=officers.security_admin, from_id=officers.desk.pk, to_id=target.pk)
    claim.refresh_from_db()
    assert claim.region_code == target.region_code
    done = vote(claim, officers.second_check)
    assert done.changed == []
    assert done.claim.state == "granted"
