from tests.e2e.conftest import DESK, TELEPHONE, overflow, violations
import pathlib

def test_shots(open_page, officers):
    user = officers.first_check
    out = pathlib.Path("/tmp/shots"); out.mkdir(exist_ok=True)
    for lang in ("zh-hans", "en"):
        user.language = lang; user.save()
        for size, vp in (("1366", DESK), ("390", TELEPHONE)):
            page = open_page(user, vp)
            page.goto("/preferences/")
            page.locator("#id_language_0").uncheck if False else None
            page.screenshot(path=f"/tmp/shots/pref-{lang}-{size}.png")
            print(page.faults, violations(page), overflow(page))
            page.locator("main button[type=submit]").click()
            page.screenshot(path=f"/tmp/shots/saved-{lang}-{size}.png")
            print(page.faults, violations(page), overflow(page))
