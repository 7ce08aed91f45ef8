"""Plans of measures and classes of the minimum wage, counted from their data (rows 11 and 30)."""

import pytest
from django.urls import reverse

from programmes.queries import wage_classes
from programmes.services import measurefiles
from stations.models import Region
from tests.factories.programmes import shipped_law

pytestmark = pytest.mark.django_db


def test_the_start_up_plan_has_fourteen_measures_in_four_areas(officers, client):
    plan = next(plan for plan in measurefiles.plans() if plan.name == "青年拎包创业计划")
    assert ([len(area.measures) for area in plan.areas], plan.count) == ([4, 4, 3, 3], 14)
    carried = {measure.programme for area in plan.areas for measure in area.measures} - {""}
    assert carried == {"startup_loan", "startup_subsidy", "competition_award", "risk_pool", "rent_subsidy"}
    client.force_login(officers.first_check)
    page = client.get(reverse("programmes:measure_list")).content.decode()
    assert all(text in page for text in ("4个领域、14项措施", "呼和浩特市", "初创补贴"))


def test_a_measure_of_an_unknown_programme_is_refused(tmp_path, monkeypatch):
    text = (measurefiles.FOLDER / "youth_start_up_plan.toml").read_text(encoding="utf-8")
    (tmp_path / "plan.toml").write_text(text.replace("rent_subsidy", "rent_free_land"), encoding="utf-8")
    monkeypatch.setattr(measurefiles, "FOLDER", tmp_path)
    measurefiles.plans.cache_clear()
    with pytest.raises(ValueError, match="rent_free_land"):
        measurefiles.plans()
    measurefiles.plans.cache_clear()


def test_103_divisions_lie_in_three_classes(officers, client):
    shipped_law()
    leagues = wage_classes.by_league()
    found = wage_classes.classes(leagues)
    assert [(each.number, each.divisions, f"{each.month}") for each in found] == [
        (1, 32, "2270"),
        (2, 30, "2200"),
        (3, 41, "2140"),
    ]
    assert (len(leagues), sum(league.total for league in leagues)) == (12, 103)
    client.force_login(officers.first_check)
    page = client.get(reverse("programmes:wageclass_list")).content.decode()
    assert "一类" in page or "1类" in page
    assert [f" {each}" in page for each in (32, 30, 41)] == [True] * 3
    assert "2,270.00" in page
    Region.objects.filter(code="150502").update(wage_class=3)
    assert [each.divisions for each in wage_classes.classes(wage_classes.by_league())] in ([31, 30, 42], [32, 29, 42])
