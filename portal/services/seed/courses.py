"""The courses that claims take in the demo: how many of a hundred, and how long ago each began."""

from dataclasses import dataclass
from random import Random
from typing import Any


@dataclass(frozen=True)
class Course:
    """A claim's way: its weight among all, the days since it began (least and most), and the facts it rests on.

    `most` of 0 means as long ago as the story reaches.
    """

    name: str
    weight: int
    least: int
    most: int
    facts: str = "good"


COURSES = (
    Course("granted", 46, 40, 0),
    Course("granted", 6, 14, 30),
    Course("ended", 6, 100, 0),
    Course("suspended", 3, 70, 250),
    Course("resumed", 1, 100, 250),
    Course("refused", 6, 20, 300, "refusable"),
    Course("refused_first", 1, 5, 8, "refusable"),
    Course("not_accepted", 3, 15, 200),
    Course("withdrawn", 3, 12, 200),
    Course("discarded", 1, 20, 200),
    Course("draft", 5, 0, 9),
    Course("submitted", 6, 0, 3),
    Course("correction", 4, 4, 11),
    Course("corrected", 2, 9, 14),
    Course("accepted", 6, 2, 8),
    Course("late", 2, 15, 20),
    Course("paused", 2, 10, 25),
    Course("returned", 1, 8, 12),
    Course("first_checked", 4, 4, 9),
    Course("approval", 3, 7, 12, "large"),
)

#: Months of premiums that lead to 12, 18 and 24 months of benefit.
SPANS = ((14, 59), (60, 118), (122, 300))
MISSING = (
    "解除劳动关系证明缺少用人单位盖章",
    "身份证复印件背面不清晰",
    "银行卡开户名与申请人姓名不一致，请提供本人社会保障卡",
    "缺少失业登记表",
)


def draw(random: Random, count: int) -> list[Course]:
    """`count` courses: each of the table once as far as they reach, the others by weight."""
    once = list(COURSES)[:count]
    rest = random.choices(COURSES, weights=[course.weight for course in COURSES], k=count - len(once))
    return [*once, *rest]


def facts(random: Random, course: Course, age: int) -> dict[str, Any]:
    """What is asked at the desk, for somebody of that age."""
    worked = max(13, (age - 18) * 12)
    if course.facts == "refusable":
        months, separation = random.choice(((8, "contract_ended"), (36, "resigned"), (5, "resigned")))
        return {"contribution_months": months, "separation": separation, "unused_months": 0}
    spans = [span for span in SPANS if span[0] <= worked] or [SPANS[0]]
    low, high = SPANS[2] if course.facts == "large" else random.choice(spans)
    months = random.randint(low, max(low, min(high, worked)))
    separation = random.choice(("contract_ended", "contract_ended", "dismissed", "agreed_on_employer_proposal"))
    return {"contribution_months": months, "separation": separation, "unused_months": random.choice((0, 0, 0, 0, 3))}
