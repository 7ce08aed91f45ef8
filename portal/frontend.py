"""Picks what the pages and the letters use out of the front-end packages that `make setup` fetched.

`.frontend/static/vendor/` is served; `.frontend/fonts/` goes into letters and `.frontend/tests/` into the browser tests.
Nothing of it is committed.
"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
PICKED = ROOT / ".frontend"

FILES = {
    "bootstrap/dist/css/bootstrap.min.css": "static/vendor/bootstrap/bootstrap.min.css",
    "bootstrap/dist/js/bootstrap.bundle.min.js": "static/vendor/bootstrap/bootstrap.bundle.min.js",
    "bootstrap-icons/font/bootstrap-icons.min.css": "static/vendor/bootstrap-icons/bootstrap-icons.min.css",
    "bootstrap-icons/font/fonts/bootstrap-icons.woff2": "static/vendor/bootstrap-icons/fonts/bootstrap-icons.woff2",
    "bootstrap-icons/font/fonts/bootstrap-icons.woff": "static/vendor/bootstrap-icons/fonts/bootstrap-icons.woff",
    "axe-core/axe.min.js": "tests/axe.min.js",
    "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf": "fonts/NotoSansSC-Regular.ttf",
    "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf": "fonts/NotoSansSC-Bold.ttf",
}

# Hashed file names fail on a map that is named and not there.
SOURCE_MAP = re.compile(rb"(?m)^\s*(//# sourceMappingURL=.*|/\*# sourceMappingURL=.*?\*/)\s*$")


def pick() -> None:
    """`.frontend/` holds exactly the files of the table afterwards; it is replaced whole or not at all."""
    draft = PICKED.with_name(".frontend.part")
    shutil.rmtree(draft, ignore_errors=True)
    for source, target in FILES.items():
        place = draft / target
        place.parent.mkdir(parents=True, exist_ok=True)
        content = (PACKAGES / source).read_bytes()
        place.write_bytes(SOURCE_MAP.sub(b"", content) if place.suffix in {".css", ".js"} else content)
    shutil.rmtree(PICKED, ignore_errors=True)
    draft.rename(PICKED)


if __name__ == "__main__":
    try:
        pick()
    except FileNotFoundError as missing:
        sys.exit(f"{missing.filename} is missing: run `make setup`.")
