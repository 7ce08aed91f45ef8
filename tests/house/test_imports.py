"""No circle of imports, not even inside an app, where the linter's layers do not look."""

import re
from graphlib import CycleError, TopologicalSorter

import grimp

from tests.house.tree import APPS, files, name

WEB = re.compile(r"^\s*(?:from|import) django\.(?:http|shortcuts|contrib\.messages|urls|template)", re.MULTILINE)


def test_no_module_reaches_itself_by_importing():
    graph = grimp.build_graph(*APPS, cache_dir=None)
    # A package file that gathers its modules stands for them and is no module of its own.
    gathers = {module for module in graph.modules if graph.find_children(module)}
    imports = {
        module: {other for other in graph.find_modules_directly_imported_by(module) if other not in gathers}
        for module in graph.modules - gathers
    }

    circle = None
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as found:
        circle = found.args[1]

    assert circle is None


def test_services_answer_to_nobody_on_the_web():
    services = [path for path in files(".py", under=APPS) if "services" in path.with_suffix("").parts]

    assert [name(path) for path in services if WEB.search(path.read_text(encoding="utf-8"))] == []
