"""Reading the bank's answer: parsed, matched, posted, exceptions found, beside COPY and INSERT of ready rows.

`python -m bench.answers 1000000 [text|report]`. One line in fifty failed, one in ten thousand carries a wrong amount.
"""

import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bench import scratch, sent_batch

TARGET = 1.5
DAY = date(2026, 11, 23)

FLOOR_TABLES = """
CREATE TABLE floor_result (
    line_id bigint PRIMARY KEY, batch_id bigint NOT NULL, answer_id bigint, outcome smallint NOT NULL,
    needs_account boolean NOT NULL,
    on_day date NOT NULL, at timestamptz NOT NULL, reason_code varchar(16) NOT NULL, reason varchar(200) NOT NULL);
CREATE TEMPORARY TABLE floor_said (
    row_no integer, key text, number text, line_no integer, account_hash bytea, last4 text, amount numeric(14, 2),
    status text, code text, reason text, on_day date)
"""
FLOOR_INSERT = """
INSERT INTO floor_result
SELECT l.id, l.batch_id, 1, CASE s.status WHEN 'S' THEN 1 ELSE 2 END, s.status = 'F', s.on_day, now(), s.code, s.reason
FROM floor_said s JOIN payouts_batch b ON b.number = s.number JOIN payouts_line l ON l.batch_id = b.id AND l.line_no = s.line_no
"""


def _verdicts(lines: int) -> list[Any]:
    from payouts.bankfiles.answer_write import Verdict  # noqa: PLC0415

    return [
        Verdict(
            number, f"UI1505-20261123-01-{number:07d}", sent_batch.ACCOUNT, "张建国",
            "1.00" if number % 10_000 == 0 else "2221.20" if number % 3 == 0 else "2156.50",
            *(("F", "AC04", "账户已销户") if number % 50 == 1 else ("S", "", "")),
        )
        for number in range(1, lines + 1)
    ]  # fmt: skip


def _floor(prepared: Path) -> None:
    from django.db import connection, transaction  # noqa: PLC0415

    with transaction.atomic(), connection.cursor() as cursor:
        with prepared.open("rb") as file, cursor.copy("COPY floor_said FROM STDIN") as copy:
            while block := file.read(1 << 16):
                copy.write(block)
        cursor.execute(FLOOR_INSERT)


def measure(lines: int, form: str) -> dict[str, Any]:
    """Seconds of the reading and of its floor on the same rows in the same run, the ratio and the memory."""
    with scratch.scratch(f"bench_answers_{lines}"), tempfile.TemporaryDirectory() as folder:
        from payouts.bankfiles.answer_write import status_report, text_answer  # noqa: PLC0415
        from payouts.bankfiles.answers import open_answer  # noqa: PLC0415
        from payouts.models import BankException, Result  # noqa: PLC0415
        from payouts.services import answers  # noqa: PLC0415
        from payouts.services.answers import table  # noqa: PLC0415
        from stations.services.machine import machine_user  # noqa: PLC0415
        from tests.factories import stations  # noqa: PLC0415

        batch = sent_batch.fill(lines, stations.make_user().pk, stations.make_user().pk)
        path, prepared = Path(folder) / "answer", Path(folder) / "prepared"
        verdicts = _verdicts(lines)
        moment = datetime(2026, 11, 23, tzinfo=UTC)
        path.write_bytes(
            text_answer(batch.number, DAY, verdicts) if form == "text" else status_report(batch.number, moment, verdicts)
        )
        verdicts.clear()
        with path.open("rb") as file, prepared.open("w", encoding="utf-8") as out:
            out.writelines(table.chunks(open_answer(file)))
        for statement in FLOOR_TABLES.split(";"):
            scratch.sql(statement)
        floor = scratch.timed(lambda: _floor(prepared))
        scratch.sql("CHECKPOINT")
        actor = machine_user()
        seconds = scratch.timed(lambda: answers.read(path=path, actor=actor))
        again = scratch.timed(lambda: answers.read(path=path, actor=actor))
        wrong = lines // 10_000
        if (Result.objects.count(), BankException.objects.count()) != (lines - wrong, wrong):
            raise SystemExit("the results are not what the bank said")
    return {"form": form, "lines": lines, "seconds": seconds, "again": again, "floor": floor, "ratio": seconds / floor}


def report(found: dict[str, Any]) -> str:
    """One line for a reader."""
    verdict = "within" if found["ratio"] <= TARGET else "ABOVE"
    return (
        f"answer {found['form']:<7} {found['lines']:>9,} lines: {found['seconds']:6.2f} s, floor {found['floor']:6.2f} s, "
        f"ratio {found['ratio']:.2f} ({verdict} {TARGET}); the same file again {found['again']:.2f} s"
    )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    forms = [text for text in sys.argv[1:] if not text.isdigit()] or ["text", "report"]
    for size in [int(text) for text in sys.argv[1:] if text.isdigit()] or [100_000, 1_000_000]:
        for each in forms:
            print(report(measure(size, each)), flush=True)
