"""Starting a server program that outlives us, as the user it may run as, and telling a live one from a dead one."""

import contextlib
import os
import pwd
import subprocess
from pathlib import Path


class ServerTrouble(Exception):
    """A server cannot be found, started or stopped; the message says what to do."""


def server_user() -> pwd.struct_passwd | None:
    """Whom Postgres runs as: None for ourselves, `nobody` when we are root, because Postgres refuses root."""
    return pwd.getpwnam("nobody") if os.getuid() == 0 else None


def run_as(user: pwd.struct_passwd | None) -> dict[str, object]:
    """What subprocess needs in order to become that user."""
    return {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def reaches(path: Path, user: pwd.struct_passwd | None) -> bool:
    """Whether that user may enter every folder above the path."""
    return user is None or all(folder.stat().st_mode & 0o001 for folder in path.resolve().parents)


def launch(command: list[str], *, folder: Path, log: Path, user: pwd.struct_passwd | None = None) -> subprocess.Popen[bytes]:
    """Start a server in a session of its own, so that Ctrl-C in our terminal does not reach it."""
    with log.open("ab") as out:
        return subprocess.Popen(  # type: ignore[call-overload]
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            **run_as(user),
        )


def is_dead(pid: int, program: str) -> bool:
    """Whether no such program works under that number: it died uncollected, or the number went to another program."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        head, _, tail = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
        return tail.split()[0] == "Z" or head.partition("(")[2] != program
    return True


def last_lines(log: Path, count: int = 5) -> str:
    """The end of a server's log, for the sentence that reports its failure."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:]) if log.exists() else ""
