"""Noun phrases without what hangs on them, verb groups, subjects."""

from __future__ import annotations

import pytest

from transforms.syntax import Parse, backend, sm
from transforms.syntax.phrases import noun_phrase, subject, verb_group

pytestmark = pytest.mark.skipif(sm.installed() is None, reason="needs the syntax model, which `make test` installs")


def parsed(text: str) -> Parse:
    return backend("sm").parse([text])[0]


PHRASES = [
    ("The head of the bank, a lawyer, who left in May, smiled.", "head", "The head of the bank"),
    ("Police and firemen searched the house.", "Police", "Police and firemen"),
    ("Prime Minister Anna Berg resigned.", "Berg", "Prime Minister Anna Berg"),
    ("The bridge that fell last year was old.", "bridge", "The bridge"),
    ("The “iron lady” left the hall.", "lady", "The “iron lady”"),
]


@pytest.mark.parametrize(("text", "head", "wanted"), PHRASES)
def test_a_noun_phrase_has_no_clauses_and_appositions(text: str, head: str, wanted: str) -> None:
    parse = parsed(text)
    start, end = noun_phrase(parse, parse.words.index(head))
    assert text[start:end] == wanted


def test_conjuncts_can_be_left_out() -> None:
    parse = parsed("Police and firemen searched the house.")
    assert noun_phrase(parse, 0, conjuncts=False) == (0, 6)


def test_a_verb_group_knows_tense_modal_negation_and_voice() -> None:
    parse = parsed("The vote would not have been delayed.")
    group = verb_group(parse, parse.words.index("delayed"))
    assert (group.modal, group.negated, group.passive, group.perfect) == ("would", True, True, True)
    assert group.finite == "MD"


SUBJECTS = [
    ("The mayor opened the door and left.", "left", "mayor"),
    ("The mayor wants to leave.", "leave", "mayor"),
    ("The mayor told the guards to leave.", "leave", "guards"),
    ("The man who left was tired.", "left", "man"),
    ("The mayor is ready to leave.", "leave", "mayor"),
    ("A magnitude 6.9 earthquake has hit the island.", "hit", "earthquake"),
    ('Acme Corp. (ACM) ("Acme" or the "Company"), a bakery, said it was late.', "said", "Corp."),
]


@pytest.mark.parametrize(("text", "verb", "wanted"), SUBJECTS)
def test_a_verb_without_a_subject_of_its_own_shares_one(text: str, verb: str, wanted: str) -> None:
    parse = parsed(text)
    found = subject(parse, parse.words.index(verb))
    assert found is not None
    assert parse.words[found] == wanted
