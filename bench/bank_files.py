"""Writing the instruction file, text and pain.001, beside what Postgres needs to hand the same rows out in order.

`python -m bench.bank_files 1000000`. The floor knows the account numbers in plain; ours are decrypted on the way.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import scratch, sent_batch

TARGET = 1.5

FLOORS = {
    "text": """
        COPY (SELECT line_no, 'UI1505-20261123-01-' || lpad(line_no::text, 7, '0'), '6217001234567890122', holder_name,
            amount, cnaps, '失业保险金' || to_char(month, 'YYYYMM')
        FROM payouts_line WHERE batch_id = %s AND standing = 1 ORDER BY line_no) TO STDOUT (DELIMITER '|')
    """,
    "pain001": """
        COPY (SELECT '<CdtTrfTxInf><PmtId><EndToEndId>UI1505-20261123-01-' || lpad(line_no::text, 7, '0')
            || '</EndToEndId></PmtId><Amt><InstdAmt Ccy="CNY">' || amount
            || '</InstdAmt></Amt><CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId><MmbId>' || cnaps
            || '</MmbId></ClrSysMmbId></FinInstnId></CdtrAgt><Cdtr><Nm>' || holder_name
            || '</Nm></Cdtr><CdtrAcct><Id><Othr><Id>6217001234567890122</Id></Othr></Id></CdtrAcct><RmtInf><Ustrd>失业保险金'
            || to_char(month, 'YYYYMM') || '</Ustrd></RmtInf></CdtTrfTxInf>'
        FROM payouts_line WHERE batch_id = %s AND standing = 1 ORDER BY line_no) TO STDOUT
    """,
}


def _floor(statement: str, batch_id: int, target: Path) -> None:
    from django.db import connection  # noqa: PLC0415

    with target.open("wb") as file, connection.cursor() as cursor, cursor.copy(statement, [batch_id]) as copy:
        for block in copy:
            file.write(block)


def measure(lines: int) -> list[dict[str, Any]]:
    """Seconds of each format and of its floor on the same rows in the same run, the ratio and the memory."""
    found = []
    with scratch.scratch(f"bench_files_{lines}"), tempfile.TemporaryDirectory() as folder:
        from payouts.services import instruction  # noqa: PLC0415
        from tests.factories import stations  # noqa: PLC0415

        batch = sent_batch.fill(lines, stations.make_user().pk, stations.make_user().pk)
        _floor(FLOORS["text"], batch.pk, Path(folder) / "warm")
        for form in ("text", "pain001"):

            def write(form: str = form) -> None:
                instruction.write_file(batch=batch, folder=Path(folder), form=form)

            def copy_out(form: str = form) -> None:
                _floor(FLOORS[form], batch.pk, Path(folder) / "floor")

            floors = [scratch.timed(copy_out) for _time in range(3)]
            times = [scratch.timed(write) for _time in range(3)]
            seconds, floor = sorted(times)[1], sorted(floors)[1]
            found.append(
                {"form": form, "lines": lines, "seconds": seconds, "floor": floor, "ratio": seconds / floor,
                 "memory": scratch.peak_mebibytes()}
            )  # fmt: skip
    return found


def report(found: dict[str, Any]) -> str:
    """One line for a reader."""
    verdict = "within" if found["ratio"] <= TARGET else "ABOVE"
    return (
        f"instruction {found['form']:<8} {found['lines']:>9,} lines: {found['seconds']:6.2f} s, floor {found['floor']:6.2f} s, "
        f"ratio {found['ratio']:.2f} ({verdict} {TARGET}); memory here {found['memory']:.0f} MiB"
    )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    for size in [int(text) for text in sys.argv[1:]] or [100_000, 1_000_000]:
        for each in measure(size):
            print(report(each), flush=True)
