"""`manage.py assess` as another system calls it."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

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


def test_another_process_gets_nothing_but_the_answers_and_no_server_is_started(tmp_path):
    """In a plain C locale, with a state of its own that stays empty; a reader that stops early is no fault."""
    root = Path(__file__).resolve().parents[2]
    state = tmp_path.with_name("s")  # short enough for a socket, wherever the tests lie
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PORTAL_STATE": str(state)}
    command = [sys.executable, str(root / "manage.py"), "assess", str(SAMPLES)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    answers = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert len(answers) == 24
    assert "社会保险法" in answers[0]["findings"][0]["basis"]
    assert not list(state.rglob("PG_VERSION"))
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reader:
        reader.stdout.close()
        assert b"Traceback" not in reader.stderr.read()
