"""Two-list matching: the points of a pair, the set-based lists beside the formula, and what stays after a crash."""

import random
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from core import clock
from core.policies import NotAllowed
from jobs.formulas.matching import Offered, Weights, Wished, kilometres, score
from jobs.models import Matching, Occupation, Recommendation, Vacancy, Wish
from jobs.queries import matching as query
from jobs.services import matching, matching_sets, wishes
from jobs.states.vacancies import Hours, Insurance, PayUnit
from programmes.services import lawfiles
from tests.factories.jobs import make_vacancy
from tests.factories.jobs_wishes import HERE, make_wish, publish_tables
from tests.factories.residents import make_resident
from tests.factories.stations import Officers

WEIGHTS = Weights.of(next(file.content for file in lawfiles.all_files() if file.scheme == "matching_weights"))
NEAR = {"latitude": 43.617, "longitude": 122.265}
OFFER = Offered("6050401", Decimal(3000), Decimal(4500), **NEAR)


def points(wish, vacancy=OFFER):
    found = score(wish, vacancy, WEIGHTS)
    return {part.name: (part.points, part.reason) for part in found.parts}


def test_a_pair_that_fits_in_everything_has_all_points_but_for_the_group():
    found = score(Wished(["605"], **NEAR), OFFER, WEIGHTS)

    assert found.points == Decimal("97.50")
    assert [part.reason for part in found.parts] == [
        "occupation_7", "pay_any", "hours_any", "near", "groups_open", "insured_employee",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wished", "reached", "digits"),
    [
        (["6050401"], "35.00", 7),
        (["6050402"], "24.50", 5),
        (["6050101"], "14.00", 3),
        (["6010101"], "5.25", 1),
        (["4010101", "6050401"], "33.25", 7),
        (["6050402", "6050401"], "33.25", 7),
    ],
)
def test_occupations_count_by_the_digits_in_common_and_their_place(wished, reached, digits):
    assert points(Wished(wished, **NEAR))["occupation"] == (Decimal(reached), f"occupation_{digits}")


def test_another_major_group_never_meets_and_neither_does_work_too_far_away():
    assert score(Wished(["4010101"], **NEAR), OFFER, WEIGHTS) is None
    assert score(Wished(["6050401"], latitude=43.8, longitude=122.265, max_km=20), OFFER, WEIGHTS) is None


def test_whoever_wants_training_is_nearer_to_another_occupation():
    assert points(Wished(["6050402"], training=True, **NEAR))["occupation"][0] == Decimal("27.13")


@pytest.mark.parametrize(
    ("least", "unit", "expected"),
    [
        ("3000", "month", ("20.00", "pay_reached")),
        ("4000", "month", ("16.00", "pay_in_range")),
        ("5000", "month", ("10.67", "pay_below")),
        ("9000", "month", ("0.00", "pay_too_low")),
        ("137.93", "day", ("20.00", "pay_reached")),
        ("17.25", "hour", ("16.00", "pay_in_range")),
    ],
)
def test_pay_is_compared_by_the_month(least, unit, expected):
    wish = Wished(["6050401"], least_pay=Decimal(least), pay_unit=unit, **NEAR)

    assert points(wish)["pay"] == (Decimal(expected[0]), expected[1])


def test_piece_work_is_for_whoever_welcomes_it():
    shoes = Offered("6050401", Decimal("0.50"), Decimal("0.50"), "piece", **NEAR)

    assert points(Wished(["6050401"], piece_work=True, **NEAR), shoes)["pay"] == (Decimal("20.00"), "piece_welcome")
    assert points(Wished(["6050401"], **NEAR), shoes)["pay"] == (Decimal(0), "piece_unwelcome")


def test_distance_falls_off_to_the_farthest_that_was_wished():
    apart = [points(Wished(["6050401"], latitude=43.617 + north, longitude=122.265))["distance"] for north in (0, 0.05, 0.0899)]

    assert apart == [(Decimal("15.00"), "near"), (Decimal("10.28"), "reachable"), (Decimal("4.50"), "reachable")]
    assert kilometres(40.8175, 111.7652, 39.9042, 116.4074) == 4062  # from Hohhot to Beijing


def random_wishes(officers, dice, count):
    codes = list(Occupation.objects.filter(code__startswith="6").values_list("code", flat=True))
    for number in range(count):
        own = dice.random() < 0.7
        yield make_wish(
            officers,
            occupations=dice.sample(codes[:400], dice.randint(1, 5)),
            least_pay=dice.choice([None, Decimal("3333.33"), Decimal("5000.00"), Decimal("180.00"), Decimal("22.50")]),
            pay_unit=dice.choice(["month", "day", "hour"]),
            hours=dice.sample(Hours.values, dice.randint(0, 3)),
            max_km=dice.choice([3, 10, 25, 60]),
            latitude=Decimal(str(round(43.6 + dice.uniform(-0.3, 0.3), 6))) if own else None,
            longitude=Decimal(str(round(122.2 + dice.uniform(-0.4, 0.4), 6))) if own else None,
            piece_work=dice.random() < 0.5,
            training=dice.random() < 0.5,
            person={"groups": ["older"] if number % 3 else ["graduate", "rural_worker"]},
        )


def random_vacancies(stations, dice, count):
    codes = list(Occupation.objects.filter(code__startswith="6").values_list("code", flat=True))
    for _number in range(count):
        own, low = dice.random() < 0.7, dice.choice(["2600.00", "4100.00", "150.00", "19.90"])
        yield make_vacancy(
            dice.choice(stations),
            occupation=dice.choice(codes[:400]),
            pay_from=low,
            pay_to=str(Decimal(low) * dice.choice([1, 2])),
            pay_unit=dice.choice(PayUnit.values),
            hours=dice.choice(Hours.values),
            insurance=dice.choice(Insurance.values),
            welcome=dice.choice([[], ["older"], ["rural_worker", "veteran"]]),
            latitude=str(round(43.6 + dice.uniform(-0.3, 0.3), 6)) if own else None,
            longitude=str(round(122.2 + dice.uniform(-0.4, 0.4), 6)) if own else None,
        )


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_the_statement_and_the_formula_agree_on_every_pair(seed):
    dice, officers, nowhere = random.Random(seed), Officers("150502"), Officers("150502", "x")
    type(officers.desk).objects.filter(pk=officers.desk.pk).update(**HERE)
    officers.desk.refresh_from_db()
    list(random_wishes(officers, dice, 20)), list(random_wishes(nowhere, dice, 10))
    list(random_vacancies([officers.desk, nowhere.desk], dice, 40))
    made, offers = list(Wish.objects.all()), list(Vacancy.objects.all())
    rules = query.explain(made[0], offers[0]).rules
    keen = Weights.of(rules.content | {"parameters": rules.content["parameters"] | {"least_score": {"value": 0}}})
    expected = {}
    for wish in made:
        for vacancy in offers:
            found = score(query.wished(wish), query.offered(vacancy), keen)
            if found:
                expected[wish.pk, vacancy.pk] = found.points

    matching_sets.pairs(rules=matching_sets.as_json([(rules.pk, "15", keen)]), day=clock.today())

    assert dict(pairs_in_table()) == expected
    assert len(expected) > 200


def pairs_in_table():
    with transaction.get_connection().cursor() as cursor:
        cursor.execute(
            "SELECT wish.id, vacancy.id, pair.score / 100.0 FROM matching_pair AS pair"
            " JOIN matching_wish AS wish ON wish.no = pair.wish JOIN matching_vacancy AS vacancy ON vacancy.no = pair.vacancy"
        )
        for wish, vacancy, found in cursor.fetchall():
            yield (wish, vacancy), found


@pytest.fixture
def officers(db):
    publish_tables()
    return Officers("150502")


def test_both_lists_hold_the_best_and_nothing_that_is_over(officers):
    wish = make_wish(officers, least_pay=Decimal("3000.00"))
    good, other = make_vacancy(officers.desk), make_vacancy(officers.desk, occupation="6050402")
    make_vacancy(officers.desk, valid_until=clock.today() - timedelta(days=1))
    make_vacancy(officers.desk, published=False)
    make_vacancy(officers.desk, filled=3)

    matching.match_all()

    assert [row.vacancy for row in query.for_wish(wish)] == [good, other]
    assert [row.rank for row in query.for_wish(wish)] == [1, 2]
    assert [row.wish for row in query.for_vacancy(good, officers.station)[0]] == [wish]
    assert query.explain(wish, Vacancy.objects.get(pk=good.pk)).score.points == query.for_wish(wish)[0].score


def test_a_list_holds_as_many_as_the_rules_say(officers):
    wish = make_wish(officers)
    for _number in range(12):
        make_vacancy(officers.desk)

    matching.match_all()

    assert len(query.for_wish(wish)) == 10


def test_one_wish_is_matched_at_once_and_the_lists_of_others_stay(officers):
    first, second = make_wish(officers), make_wish(officers)
    vacancy = make_vacancy(officers.desk)

    matching.match_wish(wish_id=second.pk, actor=officers.station)

    assert [row.vacancy for row in query.for_wish(second)] == [vacancy]
    assert query.for_wish(first) == []
    matching.match_vacancy(vacancy_id=vacancy.pk, actor=officers.station)
    assert {row.wish for row in query.for_vacancy(vacancy, officers.station)[0]} == {first, second}


def test_what_stays_the_same_is_not_written_again(officers):
    make_wish(officers)
    make_vacancy(officers.desk)
    matching.match_all()
    before = list(Recommendation.objects.values_list("pk", "matching"))

    matching.match_all()

    assert list(Recommendation.objects.values_list("pk", "matching")) == before
    assert Matching.objects.count() == 2


def test_a_matching_that_dies_leaves_the_old_list_whole(officers, monkeypatch):
    wish = make_wish(officers)
    make_vacancy(officers.desk)
    matching.match_all()
    old = query.for_wish(wish)
    make_vacancy(officers.desk)

    def dies(**given):
        keep(**given)
        raise KeyboardInterrupt

    keep = matching_sets.keep
    monkeypatch.setattr(matching_sets, "keep", dies)
    with pytest.raises(KeyboardInterrupt):
        matching.match_all()

    assert query.for_wish(wish) == old


def test_nothing_is_matched_by_the_desk_next_door(officers):
    wish, vacancy, next_door = make_wish(officers), make_vacancy(officers.desk), Officers("150402", "n")

    with pytest.raises(NotAllowed):
        matching.match_wish(wish_id=wish.pk, actor=next_door.station)
    with pytest.raises(NotAllowed):
        matching.match_vacancy(vacancy_id=vacancy.pk, actor=next_door.station)


def test_people_of_other_stations_are_counted_and_not_named(officers):
    other = Officers("150502", "x")
    mine, _theirs = make_wish(officers), make_wish(other)
    vacancy = make_vacancy(officers.desk)
    matching.match_all()

    seen, more = query.for_vacancy(vacancy, officers.station)

    assert ([row.wish for row in seen], more) == ([mine], 1)


def test_a_wish_that_is_over_or_withdrawn_is_not_matched(officers):
    over, gone = make_wish(officers), make_wish(officers)
    vacancy = make_vacancy(officers.desk)
    Wish.objects.filter(pk=over.pk).update(valid_until=clock.today() - timedelta(days=1))
    wishes.withdraw(wish_id=gone.pk, actor=officers.station)

    matching.match_all()

    assert query.for_vacancy(vacancy, officers.station) == ([], 0)


def test_without_weights_nothing_is_matched(db):
    assert matching.match_all() is None


def test_the_household_that_offers_the_work_is_not_sent_there(officers):
    resident = make_resident(officers)
    wish = make_wish(officers, resident=resident, occupations=["4100103"])
    make_vacancy(officers.desk, employer_kind="household", household=resident, employer="居民家庭", occupation="4100103")

    matching.match_all()

    assert query.for_wish(wish) == []
