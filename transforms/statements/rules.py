"""The rules of attribution by name; examples, for and against, stand in tests/statements/cases.yml."""

from __future__ import annotations

from collections.abc import Mapping

READS: Mapping[str, str] = {
    "according_to": "'according to X', 'per X': the rest of the clause, said by X.",
    "adjective": "An adjective with its clause or preposition: 'is confident that', 'afraid of', 'eager to'.",
    "citing": "'..., citing two officials': the officials say what the verb above reports.",
    "colon": "A name and a colon at the start of a paragraph: 'Smith: The vote is off'.",
    "hearsay": "A word that attributes to nobody: 'reportedly', 'the alleged thief'.",
    "noun": "A noun with its clause or preposition: 'the claim that', 'a promise to', 'criticism of'.",
    "signature": "A quotation with a dash and a name behind it.",
    "verb_as": "A verb with a thing and what it is said to be: 'called it a lie', 'hailed her as a hero'.",
    "verb_beside_quote": "A verb of saying alone in its sentence, next to a quotation.",
    "verb_clause": "A verb with a clause or a quotation: 'said that', '..., she said', 'asked whether'.",
    "verb_figure": "A verb that puts a thing at a number: 'put the toll at 40'.",
    "verb_gerund": "A verb with a gerund: 'denied taking'.",
    "verb_infinitive": "A verb with an infinitive: 'vowed to fight', 'told them to leave'.",
    "verb_object": "A verb with a direct object: 'denied the report', 'announced a plan'.",
    "verb_passive": "A passive: 'is expected to rise', 'was denied by both', 'estimated by X to be'.",
    "verb_preposition": "A verb with its preposition: 'called for calm', 'warned of floods'.",
}
