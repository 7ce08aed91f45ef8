"""No circle of imports, not even inside an app, where the linter's layers do not look."""

from graphlib import CycleError, TopologicalSorter

import grimp

from tests.house.tree import APPS


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
