"""Every act that the services record has a word; the catalogue says it in Chinese."""

import re

import pytest

from portal.queries.audit_words import WORDS
from tests.house.tree import APPS, files, name

VERB = re.compile(r"\"([a-z]+\.[a-z_]+(?:ed|ied|out|said|read|sent|set|begun|sending|died|back|over|up|taken_back))\"")
NOUNS = {verb.split(".")[0] for verb in WORDS}


def recorded():
    """The verbs that stand in the services, by the file that says them."""
    for path in files(".py", under=APPS):
        if "services" in path.parts or "admin" in path.parts or path.stem == "admin":
            for verb in VERB.findall(path.read_text(encoding="utf-8")):
                if verb.split(".")[0] in NOUNS:
                    yield verb, name(path)


def test_the_services_do_record():
    assert len(dict(recorded())) > 60


@pytest.mark.parametrize(("verb", "place"), sorted(dict(recorded()).items()))
def test_the_verb_has_a_word(verb, place):
    assert verb in WORDS, place
