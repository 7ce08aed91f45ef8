"""One person's walk through the administration: every page that the registry knows, in every state that a click brings it to."""

import io
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import URLPattern, URLResolver, resolve, reverse

from core.sheets import read_rows, write_workbook
from stations.admin.site import site
from tests.e2e.conftest import overflow, violations

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FAULTY = "坏的一行"


def page_names(patterns=None) -> Iterator[str]:
    """The names of all pages of the administration, those that a model adds too."""
    for entry in patterns if patterns is not None else site.get_urls():
        if isinstance(entry, URLResolver):
            yield from page_names(entry.url_patterns)
        elif isinstance(entry, URLPattern) and entry.name:
            yield entry.name


class Walk:
    """A page of the browser that looks round wherever it comes to; `found` holds the faults, `seen` the names of the pages."""

    def __init__(self, page, viewports, shoot, *, large=False) -> None:
        self.page, self.viewports, self.shoot, self.large = page, viewports, shoot, large
        self.found: list[str] = []
        self.seen: set[str] = set()

    def go(self, address: str, what: str = "") -> None:
        """Open an address and look at it."""
        self.page.goto(address)
        self.look(what)

    def look(self, what: str = "") -> None:
        """Hold the page as it stands against the rules, at each width."""
        path = urlsplit(self.page.url).path
        self.seen.add(resolve(path).url_name)
        place = f"{path} {what}"
        if self.page.locator("h1").count() != 1:
            self.found.append(f"{place}: {self.page.locator('h1').count()} h1")
        if self.page.evaluate("getComputedStyle(document.documentElement).fontSize") != ("20px" if self.large else "16px"):
            self.found.append(f"{place}: the size of the text is not the reader's")
        for viewport in self.viewports:
            self.page.set_viewport_size(viewport)
            self.found += [f"{place} at {viewport['width']}: {fault}" for fault in violations(self.page)]
            if overflow(self.page) > 0:
                self.found.append(f"{place}: {overflow(self.page)} pixels wider than {viewport['width']}")
            self.shoot(self.page, "admin_" + re.sub(r"[^a-z]+", "_", place) + ("large" if self.large else ""))
        self.found += [f"{place}: {fault}" for fault in self.page.faults]
        self.page.faults.clear()

    def send(self, form: str, what: str, *, empty: bool = False) -> None:
        """Send the form as it stands or emptied, past the browser's own check, and look at the answer."""
        with self.page.expect_navigation():
            self.page.evaluate(
                """([name, empty]) => {
                    const form = document.querySelector(name);
                    const entries = form.querySelectorAll("input:not([type=hidden], [type=submit], [type=checkbox]), select");
                    if (empty) entries.forEach((one) => { one.value = ""; });
                    form.noValidate = true;
                    form.requestSubmit(form.querySelector("[type=submit]:not([name^=_]), [name=_save]"));
                }""",
                [form, empty],
            )
        self.look(what)


def walk_model(walk: Walk, admin, request) -> None:
    """The list, the empty form, a thing, its history, and whatever can be done to it."""
    opts = admin.model._meta
    base = f"admin:{opts.app_label}_{opts.model_name}"
    rows = admin.get_queryset(request)
    assert rows.exists(), f"the test has no {opts.label} to show"
    walk_list(walk, admin, request, reverse(f"{base}_changelist"))
    if admin.has_add_permission(request):
        walk.go(reverse(f"{base}_add"), "add")
        walk.send("#content form", "add with errors", empty=True)
    some = list(rows[:60])
    thing = next((row for row in some if admin.has_change_permission(request, row)), some[0])
    walk.go(reverse(f"{base}_change", args=[thing.pk]), "change")
    if admin.has_change_permission(request, thing):
        walk.send("#content form:has([name=_save])", "change with errors", empty=True)
    walk.go(reverse(f"{base}_history", args=[thing.pk]), "history without an entry")
    if admin.has_delete_permission(request, thing):
        walk.go(reverse(f"{base}_delete", args=[thing.pk]), "delete")
    changed = None
    for act in admin.acts:
        changed = next(row for row in rows if act.open_to(row) and admin.act_links(request, row))
        walk.go(reverse(f"{base}_act", args=[changed.pk, act.name]), act.name)
        walk.send("#content form", f"{act.name} sent", empty=bool(act.form.base_fields))
    if changed is not None and rows.filter(pk=changed.pk).exists():
        walk.go(reverse(f"{base}_history", args=[changed.pk]), "history")
    if f"{opts.app_label}_{opts.model_name}_import" in set(page_names()):
        walk_import(walk, base)


def walk_list(walk: Walk, admin, request, address: str) -> None:
    """Rows, no row, filtered and sorted, a row selected, and each thing that can be done to selected rows."""
    walk.go(address, "list")
    narrowed = walk.page.locator("#changelist-filter li:not(.selected) a").first
    if narrowed.count():
        walk.go(narrowed.evaluate("link => link.href + '&o=1'"), "filtered and sorted")
    walk.go(f"{address}?q=无此一项", "without result")
    for name in admin.get_actions(request):
        walk.page.goto(address)
        walk.page.locator("input.action-select").first.check()
        walk.page.select_option("select[name=action]", name)
        walk.look(f"{name} chosen")
        with walk.page.expect_navigation():
            walk.page.locator("#changelist-form button[name=index]").click()
        walk.look(f"{name} done")


def walk_import(walk: Walk, base: str) -> None:
    """The import page bare, with nothing sent, with no sheet, with a sheet that goes in and with one that does not."""
    address = reverse(f"{base}_import")
    walk.go(address, "import")
    walk.send("#content form", "import of nothing")
    for name, file in sheets_for(walk, base):
        walk.page.goto(address)
        walk.page.set_input_files("input[type=file]", {"name": "a.xlsx", "mimeType": WORKBOOK, "buffer": file})
        walk.send("#content form", f"import of {name}")


def sheets_for(walk: Walk, base: str) -> Iterator[tuple[str, bytes]]:
    """What is no workbook, what the portal hands out itself, and the same with a faulty row."""
    yield "no workbook", b"nothing"
    if f"{base.removeprefix('admin:')}_template" in set(page_names()):
        own = walk.page.request.get(reverse(f"{base}_template")).body()
    else:
        with walk.page.expect_download() as download:
            walk.page.goto(reverse(f"{base}_changelist"))
            walk.page.locator(".object-tools form button").first.click()
        own = download.value.path().read_bytes()
    yield "a good sheet", own
    headers, *rows = [cells for _number, cells in read_rows(io.BytesIO(own))]
    book = io.BytesIO()
    write_workbook(
        book, title="x", headers=headers, rows=[*rows, [FAULTY] * len(headers), ["", *[FAULTY * 6] * (len(headers) - 1)]]
    )
    yield "a sheet with faults", book.getvalue()
