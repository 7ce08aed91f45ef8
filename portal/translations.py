"""The Chinese catalogues: one an app, holding the strings of its Python and of its templates.

`python -m portal.translations compile` builds what Django reads; `check` fails on a string that is missing, empty, fuzzy,
unused, loses a placeholder, or is said differently by two apps; `missing APP --write` appends what is still to be said.
"""

import argparse
import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
ROOF = "portal"
LOCALE = Path("locale/zh_Hans/LC_MESSAGES/django.po")
CALLS = {
    name + lazy: spec for name, spec in {"gettext": "s", "ngettext": "ss", "pgettext": "cs"}.items() for lazy in ("", "_lazy")
}
CALLS |= {"_": "s", "gettext_noop": "s", "npgettext": "css", "npgettext_lazy": "css"}
COMMENT = re.compile(r"\{#.*?#\}")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")

# A string is known by its context (or None) and its English singular, as in a catalogue.
Key = tuple[str | None, str]


def apps() -> list[str]:
    """The apps of this project, by the file that makes a folder one."""
    return sorted(path.parent.name for path in ROOT.glob("*/apps.py"))


def sources(app: str) -> Iterator[Path]:
    """Every file whose strings belong to this app's catalogue."""
    yield from sorted(path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
    names = set(apps()) - {ROOF}
    for path in sorted((ROOT / "templates").rglob("*.*")):
        inside = path.relative_to(ROOT / "templates").parts
        owner = inside[0] if len(inside) > 1 and inside[0] in names else ROOF
        if owner == app and path.suffix in {".html", ".txt"}:
            yield path


def strings(app: str) -> dict[Key, tuple[str, list[str]]]:
    """Every string of the app: its plural, or an empty text, and the places that say it."""
    found: dict[Key, tuple[str, list[str]]] = {}
    for path in sources(app):
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # Inside brackets the indentation of a template does not matter to Python's tokenizer.
            text = f"({templatize(COMMENT.sub('', text), origin=str(path))}\n)"
        for line, call, said, _ in extract_python(io.BytesIO(text.encode()), dict.fromkeys(CALLS), [], {"encoding": "utf-8"}):
            parts = said if isinstance(said, tuple) else (said,)
            spec = CALLS[str(call)]
            if len(parts) < len(spec) or any(not isinstance(part, str) for part in parts[: len(spec)]):
                continue  # a variable: its values are strings somewhere else
            context = str(parts[0]) if "c" in spec else None
            singular, *plural = (str(part) for part, kind in zip(parts, spec, strict=False) if kind == "s")
            known = found.setdefault((context, singular), (plural[0] if plural else "", []))
            known[1].append(f"{path.relative_to(ROOT)}:{line}")
    return found


def catalogue(app: str) -> Catalog:
    """The app's catalogue, or an empty one."""
    path = ROOT / app / LOCALE
    if not path.exists():
        return Catalog(
            locale="zh_Hans", domain="django", project="portal", header_comment="# The Chinese of this app.", fuzzy=False
        )
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans", domain="django", abort_invalid=True)


def entries(book: Catalog) -> dict[Key, Message]:
    """The catalogue's entries without its header."""
    return {(message.context, _singular(message)): message for message in book if message.id}


def compile_all() -> None:
    """Every catalogue has a compiled file of its own age beside it."""
    for app in apps():
        source = ROOT / app / LOCALE
        target = source.with_suffix(".mo")
        if source.exists() and not (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
            draft = target.with_suffix(".part")
            with draft.open("wb") as file:
                write_mo(file, catalogue(app))
            draft.replace(target)


def faults(app: str) -> list[str]:
    """What keeps this app's catalogue from being complete, one sentence each."""
    said, book = strings(app), entries(catalogue(app))
    found = [f"{app}: missing: {key[1]!r} ({places[0]})" for key, (_, places) in said.items() if key not in book]
    found += [f"{app}: unused: {key[1]!r}" for key in book if key not in said]
    for key, message in book.items():
        chinese = _texts(message)
        if message.fuzzy:
            found.append(f"{app}: fuzzy: {key[1]!r}")
        if not all(chinese):
            found.append(f"{app}: empty: {key[1]!r}")
        elif any(set(PLACEHOLDER.findall(text)) != _placeholders(message) for text in chinese):
            found.append(f"{app}: placeholders differ: {key[1]!r} and {chinese[0]!r}")
    return found


def contradictions() -> list[str]:
    """Strings to which two apps give different Chinese: Django would show one of them in both."""
    said: dict[Key, dict[str, str]] = defaultdict(dict)
    for app in apps():
        for key, message in entries(catalogue(app)).items():
            said[key].setdefault(_texts(message)[0], app)
    return [
        f"{' and '.join(versions.values())} differ on {key[1]!r}: {' / '.join(versions)}"
        for key, versions in said.items()
        if len(versions) > 1
    ]


def missing(app: str, *, write: bool) -> list[str]:
    """The strings still to be said; with `write` they stand in the catalogue afterwards, empty, in the order of the code."""
    book = catalogue(app)
    known = entries(book)
    lacking = {key: value for key, value in strings(app).items() if key not in known}
    if write and lacking:
        for (context, singular), (plural, places) in lacking.items():
            book.add((singular, plural) if plural else singular, context=context, auto_comments=[places[0].rpartition(":")[0]])
        path = ROOT / app / LOCALE
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, book, width=0, omit_header=False, no_location=True)
    return [f"{places[0]}: {key[1]!r}" for key, (_, places) in lacking.items()]


def _singular(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, tuple | list) else message.id)


def _texts(message: Message) -> list[str]:
    return [str(text or "") for text in (message.string if isinstance(message.string, tuple | list) else [message.string])]


def _placeholders(message: Message) -> set[str]:
    """Chinese has one plural form; it must say what the English plural says."""
    last = message.id[-1] if isinstance(message.id, tuple | list) else message.id
    return set(PLACEHOLDER.findall(str(last)))


def main() -> int:
    """Exit 1 when a check finds something."""
    parser = argparse.ArgumentParser(prog="python -m portal.translations", description=__doc__)
    parser.add_argument("verb", choices=["compile", "check", "missing"])
    parser.add_argument("app", nargs="?", choices=apps())
    parser.add_argument("--write", action="store_true", help="with missing: append the entries, empty")
    asked = parser.parse_args()
    chosen = [asked.app] if asked.app else apps()
    lines: list[str] = []
    if asked.verb == "compile":
        compile_all()
    elif asked.verb == "missing":
        lines = [line for app in chosen for line in missing(app, write=asked.write)]
    else:
        lines = [line for app in chosen for line in faults(app)] + contradictions()
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if asked.verb == "check" and lines else 0


if __name__ == "__main__":
    raise SystemExit(main())
