"""Templates are dull, all of them are used, and none switches escaping off."""

import re

import pytest
from django.template import engines
from django.template.loaders.app_directories import get_app_template_dirs

from tests.house.tree import APPS, ROOT, files, name

TEMPLATES = list(files(".html", ".txt", under=["templates"]))
ASKED_FOR_BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
UNESCAPED = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off|mark_safe\(|@csrf_exempt|SafeString\(")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=\"|javascript:|https?://(?!www\.w3\.org)")


def inside(path):
    return path.relative_to(ROOT / "templates").as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=inside)
def test_it_compiles(path):
    engines["django"].get_template(inside(path))


def test_every_template_is_used():
    texts = [path.read_text(encoding="utf-8") for path in files(".py", ".html", ".txt", under=[*APPS, "templates"])]
    third_party = get_app_template_dirs("templates")
    unused = [
        inside(path)
        for path in TEMPLATES
        if path.name not in ASKED_FOR_BY_DJANGO
        and not any((folder / inside(path)).exists() for folder in third_party)
        and not any(f'"{inside(path)}"' in text or f"'{inside(path)}'" in text for text in texts)
    ]

    assert not unused, "\n".join(unused)


def test_nothing_is_shown_unescaped():
    found = {
        f"{name(path)}:{number}": line.strip()
        for path in files(".py", ".html", ".txt", under=[*APPS, "templates"])
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if UNESCAPED.search(line) and not re.search(r"\{#|#\s", line)
    }

    assert not found, "\n".join(f"{place} {line}" for place, line in found.items())


def test_no_page_carries_inline_script_or_style_or_another_host():
    found = {
        f"{inside(path)}:{number}": line.strip()
        for path in TEMPLATES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if INLINE.search(line)
    }

    assert not found, "\n".join(f"{place} {line}" for place, line in found.items())
