"""The words under which stations write down groups of people, and the group that each means (C-6). Pure."""

from collections.abc import Iterable

from cases.states import PersonGroup

REGISTERED = "登记失业人员"
"""Says only that the person is registered, which the registration itself says; no group."""

WORDS: dict[str, PersonGroup] = {
    "就业困难人员": PersonGroup.HARD_TO_EMPLOY,
    "困难人员": PersonGroup.HARD_TO_EMPLOY,
    "大龄": PersonGroup.OLDER,
    "大龄人员": PersonGroup.OLDER,
    "大龄就业困难人员": PersonGroup.OLDER,
    "残疾": PersonGroup.DISABLED,
    "残疾人": PersonGroup.DISABLED,
    "残疾人员": PersonGroup.DISABLED,
    "零就业家庭": PersonGroup.ZERO_JOB_FAMILY,
    "零就业家庭成员": PersonGroup.ZERO_JOB_FAMILY,
    "失地农牧民": PersonGroup.LANDLESS,
    "失地农民": PersonGroup.LANDLESS,
    "长期失业": PersonGroup.LONG_TERM,
    "长期失业人员": PersonGroup.LONG_TERM,
    "离校未就业高校毕业生": PersonGroup.GRADUATE_JOBLESS,
    "困难高校毕业生": PersonGroup.GRADUATE_JOBLESS,
    "高校毕业生": PersonGroup.GRADUATE,
    "毕业生": PersonGroup.GRADUATE,
    "退役军人": PersonGroup.VETERAN,
    "下岗": PersonGroup.LAID_OFF,
    "下岗失业人员": PersonGroup.LAID_OFF,
    "农牧民工": PersonGroup.RURAL_WORKER,
    "农民工": PersonGroup.RURAL_WORKER,
    "低保": PersonGroup.MINIMUM_INCOME,
    "低保人员": PersonGroup.MINIMUM_INCOME,
    "低保对象": PersonGroup.MINIMUM_INCOME,
    "脱贫人口": PersonGroup.OUT_OF_POVERTY,
    "脱贫人员": PersonGroup.OUT_OF_POVERTY,
} | {str(group.value): group for group in PersonGroup}


def read_groups(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """The groups that `words` mean, and the words that mean none that is known."""
    known: list[str] = []
    unknown: list[str] = []
    for word in words:
        group = WORDS.get(word)
        if group:
            known.append(str(group.value))
        elif word != REGISTERED:
            unknown.append(word)
    return list(dict.fromkeys(known)), unknown
