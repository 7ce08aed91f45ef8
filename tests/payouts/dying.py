"""A worker in a process of its own that kills itself, as a power cut would, when it comes to a given place.

`python -m tests.payouts.dying DATABASE PLACE NTH WORK ARGUMENT`: PLACE is a dotted function; at its NTH call, before it runs,
the process is gone by SIGKILL. PLACE "-" never kills. WORK is what a worker is asked for.
"""

import importlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent


def start(place: str, work: str, argument: object, *, nth: int = 1, bank: Path | None = None) -> subprocess.Popen:
    """The process, begun on the test's own database."""
    from django.db import connection  # noqa: PLC0415 - this module is also the child, where Django is not set up yet

    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings_test"}
    if bank is not None:
        environment["PORTAL_BANK_DIR"] = str(bank)
    command = [
        sys.executable,
        "-m",
        "tests.payouts.dying",
        connection.settings_dict["NAME"],
        place,
        str(nth),
        work,
        str(argument),
    ]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)


def run(place: str, work: str, argument: object, **more: Any) -> int:
    """The exit code of that process: -9 when it was killed on the way, 0 when it finished."""
    process = start(place, work, argument, **more)
    _out, err = process.communicate(timeout=120)
    assert process.returncode in (0, -signal.SIGKILL), err
    return process.returncode


def _arm(place: str, nth: int) -> None:
    module_name, name = place.rsplit(".", 1)
    owner: Any = importlib.import_module(module_name)
    real: Callable[..., Any] = getattr(owner, name)
    calls = 0

    def deadly(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)

    setattr(owner, name, deadly)


def _work(work: str, argument: str) -> None:
    import cases.tasks  # noqa: PLC0415
    from core import clock  # noqa: PLC0415
    from payouts import tasks  # noqa: PLC0415
    from payouts.services import answers  # noqa: PLC0415
    from payouts.services.collect import collect  # noqa: PLC0415
    from payouts.services.release import release  # noqa: PLC0415
    from stations.models import User  # noqa: PLC0415
    from stations.services.machine import machine_user  # noqa: PLC0415

    with clock.at("2026-11-20T09:00"):
        if work == "collect":
            collect(month=clock.this_month(), actor=User.objects.get(username=argument))
        elif work == "release":
            batch, user = argument.split(":")
            release(batch_id=int(batch), actor=User.objects.get(username=user))
        elif work == "bank_result":
            answers.read(path=Path(argument), actor=machine_user())
        elif work == "read_answers":
            tasks.read_answers()
        else:
            getattr(cases.tasks if work in ("screen", "launch") else tasks, work)(int(argument))


if __name__ == "__main__":
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = sys.argv[1]
    django.setup()
    if sys.argv[2] != "-":
        _arm(sys.argv[2], int(sys.argv[3]))
    _work(sys.argv[4], sys.argv[5])
