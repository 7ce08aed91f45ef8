"""`manage.py assess` as another system calls it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from programmes.services import lawfiles

SAMPLES = lawfiles.FOLDER / "unemployment_benefit" / "samples.jsonl"


def test_a_file_is_answered_line_by_line_without_a_database():
    out = StringIO()
    call_command("assess", str(SAMPLES), stdout=out)
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    cases = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    assert [answer["amount"] for answer in answers] == [case["expect"]["amount"] for case in cases]


def test_a_faulty_line_leaves_the_others_alone_and_ends_with_1(tmp_path):
    good = SAMPLES.read_text(encoding="utf-8").splitlines()[1]
    (tmp_path / "in.jsonl").write_text(f"{good}\n\nbroken\n{good}", encoding="utf-8")
    with pytest.raises(CommandError, match="1 of 3") as refusal:
        call_command("assess", str(tmp_path / "in.jsonl"), out=str(tmp_path / "out.jsonl"))
    assert refusal.value.returncode == 1
    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [answer.get("field") for answer in answers] == [None, "line", None]
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["in.jsonl", "out.jsonl"]


@pytest.mark.parametrize("arguments", [["no-such-file.jsonl"], [str(SAMPLES), "--out", "no/such/folder/out.jsonl"]])
def test_wrong_usage_ends_with_2(arguments):
    with pytest.raises(CommandError) as refusal:
        call_command("assess", *arguments)
    assert refusal.value.returncode == 2


def test_standard_input_serves_when_no_file_is_named(monkeypatch):
    class Stdin:
        buffer = SAMPLES.open("rb")

    monkeypatch.setattr("sys.stdin", Stdin)
    out = StringIO()
    call_command("assess", stdout=out)
    assert len(out.getvalue().splitlines()) == 24
