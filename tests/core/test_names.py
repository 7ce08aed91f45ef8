"""Names: one stored form, and what they are found by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import names

DOTS = "\u00b7\u0387\u2022\u2027\u2219\u22c5\u30fb\uff65"
RARE = "\u3400\U00020000\U0002a700\U0002b740\U0002b820\U0002ceb0\U00030000\U00031350\U0002ebf0\u3007\ufa0e"


@pytest.mark.parametrize("dot", DOTS)
def test_every_middle_dot_becomes_the_same(dot):
    assert names.normal_form(f"阿拉坦{dot}乌拉") == "阿拉坦·乌拉"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        (" 阿拉坦 · 乌拉\u3000", "阿拉坦·乌拉"),
        ("张\u00a0 三", "张三"),
        ("张\u200b三\ufeff", "张三"),
        ("\u2003王\u3000小\u2009明", "王小明"),
        ("张\u3164三", "张三"),
        ("Anna  Smith", "Anna Smith"),
        ("Ａｎｎａ\u3000Ｓｍｉｔｈ", "Anna Smith"),
        ("\ue81e小", "\u9fb4小"),
        ("\ue816小", "\U00020087小"),
        ("\uf92c小", "郎小"),
    ],
)
def test_the_keyboard_is_undone(text, stored):
    assert names.normal_form(text) == stored


@pytest.mark.parametrize(
    "name",
    ["张三", "阿拉坦·乌拉", "苏日娜", "Anna Smith", "O'Brien Anna", *(f"王{char}" for char in RARE)],
)
def test_names_of_cards_are_allowed(name):
    assert names.is_name(names.normal_form(name))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "张",
        '=HYPERLINK("a","b")',
        "张三1",
        "·乌拉",
        "阿拉坦·",
        "阿拉坦··乌拉",
        "张|三",
        "张三(女)",
        "+张三",
        "李" * 26,
        "\ue000三",
        "张Anna",
        "@SUM",
    ],
)
def test_other_texts_are_no_names(name):
    assert not names.is_name(names.normal_form(name))


@given(st.text(max_size=40))
def test_the_normal_form_is_stable(text):
    once = names.normal_form(text)
    assert names.normal_form(once) == once


@given(st.text(alphabet="张三李四王曾单𠮷乌云娜·", min_size=2, max_size=25))
def test_two_neighbours_are_always_found(text):
    bare = text.replace("·", "")
    found = names.pairs(text)
    assert all(bare[place : place + 2] in found for place in range(len(bare) - 1))


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("曾国藩", "zgf"), ("单雄信", "sxx"), ("解珍", "xz"), ("仇英", "qy"), ("区志", "oz"), ("查良镛", "zly"),
        ("任盈盈", "ryy"), ("朴正", "pz"), ("尉迟恭", "ycg"), ("万俟卨", "mqx"), ("万小红", "wxh"), ("阿拉坦·乌拉", "altwl"),
        ("单于明", "cym"), ("Anna Smith", "annasmith"), ("𠮷田", "𠮷t"),
    ],
)  # fmt: skip
def test_initials_know_how_family_names_are_read(name, letters):
    assert names.initials(name) == letters


def test_a_list_is_sorted_by_sound():
    assert sorted(["张三", "曾国藩", "阿拉坦·乌拉", "李四"], key=names.sort_key) == ["阿拉坦·乌拉", "李四", "曾国藩", "张三"]
