"""A clerk plans her round, walks it with a telephone, and goes on from what she found; the list of key people follows."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.models import ResidentGroup
from core import clock
from jobs.models import CarePerson, Visit
from jobs.services import care
from tests.factories.cases import make_resident
from tests.factories.enterprises import make_enterprise
from tests.factories.jobs_visits import JPEG
from tests.factories.programmes import shipped_law

pytestmark = pytest.mark.django_db


def test_a_round_is_planned_walked_and_followed(officers, neighbours, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with clock.at("2026-11-02T09:00"):
        shipped_law()
        person = make_resident(officers.desk, name="其其格")
        ResidentGroup.objects.create(resident=person, group="disabled", from_on=date(2026, 1, 1), recorded_by=officers.station)
        unit = make_enterprise(station=officers.desk, name="科尔沁鞋业有限公司")
        care.refresh()
    with clock.at("2026-11-26T09:00"):
        client.force_login(officers.station)
        assert "其其格" in client.get("/").content.decode()  # due within the week, and no visit planned
        for kind, whom in (("people", person), ("units", unit)):
            page = reverse("jobs:visitround_plan") + f"?kind={kind}"
            form = client.get(page).context["form"]
            sent = {"token": form["token"].value(), "name": "冬季走访", "due_on": "2026-12-05", "chosen": [whom.pk]}
            answer = client.post(page, sent | {"visitors": [officers.station.pk]}, follow=True)
            assert whom.name in answer.content.decode()
        home, firm = Visit.objects.get(resident=person), Visit.objects.get(enterprise=unit)
        photo = SimpleUploadedFile("yard.jpg", JPEG)
        met = {"met": "yes", "needs": ["work", "benefit"], "note": "想在家做手工", "visited_on": "2026-11-26", "photos": photo}
        answer = client.post(reverse("jobs:visit_record", args=[home.pk]), met, follow=True).content.decode()
        assert "想在家做手工" in answer
        assert reverse("cases:claim_choose", args=[person.pk]) + "?" in answer  # the next step starts here
        assert f"visit={home.pk}" in answer
        opened = client.post(reverse("jobs:visitphoto_open", args=[home.photos.get().pk]))
        assert opened.content == JPEG
        row = CarePerson.objects.get()
        assert (row.met_on, row.due_on) == (clock.today(), clock.today() + timedelta(days=30))
        client.post(reverse("jobs:visit_record", args=[firm.pk]), {"met": "no", "visited_on": "2026-11-26"})
        assert Visit.objects.get(state="planned").due_on == clock.today() + timedelta(days=7)  # nobody was there: again
        assert client.post(reverse("jobs:care_export")).status_code == 200
        client.force_login(neighbours.station)
        assert client.get(reverse("jobs:visit_show", args=[home.pk])).status_code == 404
        assert "其其格" not in client.get(reverse("jobs:care_list")).content.decode()
