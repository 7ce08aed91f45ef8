"""What is ours in the checkout, and what is not."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = sorted(path.parent.name for path in ROOT.glob("*/apps.py"))
ROOF, FLOOR = "portal", "core"
FOLDERS = [*APPS, "tests", "bench", "templates", "static", "deploy", "docs", ".ci"]


def files(*suffixes: str, under: list[str] | None = None) -> Iterator[Path]:
    """Our own files with one of these endings; none means every ending."""
    for folder in under or FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and (not suffixes or path.suffix in suffixes):
                yield path


def name(path: Path) -> str:
    """The path as a reader of the checkout writes it."""
    return str(path.relative_to(ROOT))
