"""Files are short, have the names of the house and name nothing of the machine they were written on."""

import re

from tests.house.tree import APPS, FLOOR, ROOF, ROOT, files, name

LONGEST = 300
MAY_HOLD = {
    *(
        "urls",
        "admin",
        "management",
        "receivers",
        "views",
        "tasks",
        "forms",
        "services",
        "policies",
        "queries",
        "reports",
        "models",
    ),
    *(
        "states",
        "formulas",
        "bankfiles",
        "channels",
        "templatetags",
        "migrations",
        "sql",
        "rules",
        "locale",
        "data",
        "apps",
        "__init__",
    ),
}
NOWHERE = {"utils", "helpers", "common", "mixins", "misc", "util", "helper"}
# Written as patterns so that this file does not find itself.
NOT_OURS = re.compile(
    r"/[w]ork/|/[r]oot/|[.]{2}/shared|https?://[a-z0-9.-]*(?:py[p]i|pythonhos[t]|npmj[s]|npmmirro[r])[a-z0-9.-]*"
)
TOP_LEVEL = ["Makefile", "README.md", "pyproject.toml", "package.json", "package-lock.json", ".npmrc", ".gitignore", "manage.py"]


def test_no_file_is_longer_than_300_lines():
    code = files(".py", ".html", ".js", ".css", ".sql", ".typ", ".sh")
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in code if "migrations" not in path.parts}

    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_an_app_holds_only_files_whose_names_say_their_layer():
    strangers = [
        name(path)
        for app in APPS
        if app not in {ROOF, FLOOR}
        for path in (ROOT / app).iterdir()
        if path.stem not in MAY_HOLD and path.name != "__pycache__"
    ]

    assert strangers == []


def test_nothing_is_called_after_having_no_better_name():
    assert [name(path) for path in files(".py") if path.stem in NOWHERE] == []


def test_nothing_names_a_machine_or_a_package_index():
    ours = [*files(), *(ROOT / top for top in TOP_LEVEL), *ROOT.glob("requirements*")]
    texts = {path: path.read_bytes().decode("utf-8", "replace") for path in ours if path.exists()}

    assert {name(path): found.group() for path, text in texts.items() if (found := NOT_OURS.search(text))} == {}


def test_third_party_files_are_not_committed():
    assert [name(path) for path in files(under=["static", "templates"]) if ".min." in path.name or "vendor" in path.parts] == []
