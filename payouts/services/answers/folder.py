"""The bank's folder: each file that lies there is read once; what is refused is kept beside, with the reason."""

import json
import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import OperationalError

from core import clock
from core.policies import Refused
from payouts.services.answers.reading import Waits, read
from stations.models import User

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RefusedFile:
    """A file of the bank that was refused whole."""

    name: str
    sentence: str
    at: datetime


def incoming() -> Path:
    """Where the bank lays its answers."""
    return Path(settings.PORTAL_BANK_DIR) / "in"


def waiting() -> list[Path]:
    """The files that the bank has laid down whole, oldest first."""
    folder = incoming()
    if not folder.is_dir():
        return []
    files = [path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")]
    return sorted(files, key=lambda path: (path.stat().st_mtime_ns, path.name))


def read_all(*, actor: User) -> dict[str, str]:
    """Every waiting file is read, refused or left because its batch is not settled yet; says which became what.

    Killed at any moment it may be called again: a file that was read is known by its hash.
    """
    done = {}
    for path in waiting():
        try:
            done[path.name] = "already" if read(path=path, actor=actor).already else "read"
        except FileNotFoundError:  # another worker was quicker
            continue
        except Waits:
            done[path.name] = "waits"
            continue
        except OperationalError:
            log.exception("reading %s was interrupted; it is read again", path.name)
            done[path.name] = "waits"
            continue
        except Refused as refused:
            done[path.name] = "refused"
            _put_aside(path, refused)
            continue
        _move(path, "done")
    return done


def refused_files(most: int = 50) -> list[RefusedFile]:
    """The newest files that were refused, with the reason."""
    folder = incoming() / "refused"
    notes = sorted(folder.glob("*.reason"), key=lambda path: path.stat().st_mtime_ns, reverse=True) if folder.is_dir() else []
    found = []
    for note in notes[:most]:
        told = json.loads(note.read_text(encoding="utf-8"))
        found.append(RefusedFile(note.stem, told["sentence"], datetime.fromisoformat(told["at"])))
    return found


def _put_aside(path: Path, refused: Refused) -> None:
    folder = incoming() / "refused"
    folder.mkdir(exist_ok=True)
    told = {"sentence": str(refused), "at": clock.now().isoformat()}
    (folder / f"{path.name}.reason").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    log.warning("%s was refused: %s", path.name, refused)
    _move(path, "refused")


def _move(path: Path, name: str) -> None:
    folder = incoming() / name
    folder.mkdir(exist_ok=True)
    try:
        path.replace(folder / path.name)
    except FileNotFoundError:
        log.info("%s was moved by another worker", path.name)
