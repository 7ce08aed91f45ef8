"""The check of the catalogues finds every way in which one can be incomplete."""

import pytest

from portal import translations

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A small project with one app and one template."""
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    (tmp_path / "desk" / "locale/zh_Hans/LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "desk" / "apps.py").write_text("")
    (tmp_path / "desk" / "forms.py").write_text(
        "from x import gettext_lazy as _, pgettext\nA = _('Name')\nB = pgettext('month', 'May')\n"
    )
    (tmp_path / "templates" / "desk").mkdir(parents=True)
    (tmp_path / "templates" / "desk" / "page_show.html").write_text(
        "{# it's a note #}{% translate 'Save' %}\n  {% if x %}\n{% blocktranslate count n=n trimmed %}\n  One claim\n"
        "{% plural %}\n  {{ n }} claims\n{% endblocktranslate %}{% endif %}"
    )
    return tmp_path


def write(house, body):
    (house / "desk" / translations.LOCALE).write_text(HEADER + body, encoding="utf-8")


COMPLETE = (
    'msgid "Name"\nmsgstr "姓名"\n\nmsgctxt "month"\nmsgid "May"\nmsgstr "五月"\n\nmsgid "Save"\nmsgstr "保存"\n\n'
    'msgid "One claim"\nmsgid_plural "%(n)s claims"\nmsgstr[0] "%(n)s 件申请"\n\n'
)


def test_a_complete_catalogue_has_no_faults(house):
    write(house, COMPLETE)

    assert translations.faults("desk") == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgid "Name"\nmsgstr "姓名"\n\n', "", "missing: 'Name'"),
        ('msgstr "保存"', 'msgstr ""', "empty: 'Save'"),
        ('msgid "Save"', '#, fuzzy\nmsgid "Save"', "fuzzy: 'Save'"),
        ('msgctxt "month"\n', "", "missing: 'May'"),
        ("%(n)s 件申请", "%(m)s 件申请", "placeholders differ: 'One claim'"),
        ('msgid "Name"', 'msgid "Old"\nmsgstr "旧"\n\nmsgid "Name"', "unused: 'Old'"),
    ],
)
def test_every_kind_of_fault_is_found(house, old, new, fault):
    write(house, COMPLETE.replace(old, new))

    assert any(fault in sentence for sentence in translations.faults("desk"))


def test_what_is_missing_can_be_written_down_to_be_filled_in(house):
    write(house, "")

    assert len(translations.missing("desk", write=True)) == 4
    assert translations.missing("desk", write=True) == []
    assert all(" empty: " in fault for fault in translations.faults("desk"))


def test_two_apps_that_differ_are_found(house):
    write(house, COMPLETE)
    (house / "till" / "locale/zh_Hans/LC_MESSAGES").mkdir(parents=True)
    (house / "till" / "apps.py").write_text("")
    (house / "till" / translations.LOCALE).write_text(HEADER + 'msgid "Save"\nmsgstr "存"\n', encoding="utf-8")

    assert translations.contradictions() == ["desk and till differ on 'Save': 保存 / 存"]


def test_compiling_makes_what_django_reads(house):
    write(house, COMPLETE)

    translations.compile_all()

    assert "姓名".encode() in (house / "desk" / translations.LOCALE).with_suffix(".mo").read_bytes()
