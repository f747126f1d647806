"""The words of figures, in the shape in which they are looked up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from transforms.lexicons import load


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every list of lexicons/figures; sets for membership, maps for readings."""

    units: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    letters: Mapping[str, int]
    vague: Mapping[str, int]
    vague_before: frozenset[str]
    denominators: Mapping[str, int]
    multiples: Mapping[str, int]
    bounds_before: Mapping[str, str]
    bounds_after: Mapping[str, str]
    bounds_ends: frozenset[str]
    bounds_starts: frozenset[str]
    fillers: frozenset[str]
    changes: Mapping[str, str]
    change_nouns: Mapping[str, str]
    needs_measure: frozenset[str]
    not_money: frozenset[str]
    change_fillers: frozenset[str]
    rate_adverbs: Mapping[str, str]
    rate_units: Mapping[str, str]
    unit_words: Mapping[str, str]
    unit_rates: Mapping[str, str]
    times: frozenset[str]
    only_digits: frozenset[str]
    metre_context: frozenset[str]
    signs: Mapping[str, str]
    prefixes: Mapping[str, str]
    money_words: Mapping[str, str]
    cents: Mapping[str, str]
    codes: frozenset[str]
    acronyms: frozenset[str]
    acronyms_before: frozenset[str]
    price_words: frozenset[str]
    mass_words: frozenset[str]
    no: Mapping[str, frozenset[str]]
    nouns: Mapping[str, frozenset[str]]
    cues: Mapping[str, frozenset[str]]


def _sets(name: str) -> dict[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in load(name).items()}


def _tokened(phrase: str) -> str:
    """The phrase as its tokens print it, with blanks between them: "approx ." and "- odd"."""
    if not any(c.isalpha() for c in phrase):
        return " ".join(phrase)
    return re.sub(r"^-", "- ", re.sub(r"\.$", " .", phrase))


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    numbers, bounds, changes, rates = (load(f"figures/{n}") for n in ("numbers", "bounds", "changes", "rates"))
    units, money, names = load("figures/units"), load("figures/money"), load("figures/currency_names")
    up = frozenset(changes["increase_nouns"])
    before, after = ({_tokened(p): bound for p, bound in bounds[side].items()} for side in ("before", "after"))
    return Lexicon(
        units=numbers["units"],
        tens=numbers["tens"],
        scales={**numbers["scales"], **numbers["dozens"]},
        letters=numbers["letters"],
        vague=numbers["vague"],
        vague_before=frozenset(numbers["vague_before"]),
        denominators=numbers["denominators"],
        multiples=numbers["multiples"],
        bounds_before=before,
        bounds_after=after,
        bounds_ends=frozenset(p.rpartition(" ")[2] for p in before),
        bounds_starts=frozenset(p.partition(" ")[0] for p in after),
        fillers=frozenset(bounds["fillers"]),
        changes={**dict.fromkeys(changes["increase"], "increase"), **dict.fromkeys(changes["decrease"], "decrease")},
        change_nouns={n: "increase" if n in up else "decrease" for n in changes["nouns"]},
        needs_measure=frozenset(changes["needs_measure"]),
        not_money=frozenset(changes["not_money"]),
        change_fillers=frozenset(changes["fillers"]),
        rate_adverbs=rates["adverbs"],
        rate_units=rates["units"],
        unit_words=units["words"],
        unit_rates=units["rates"],
        times=frozenset(units["times"]),
        only_digits=frozenset(units["only_digits"]),
        metre_context=frozenset(units["metre_context"]),
        signs=money["signs"],
        prefixes=money["prefixes"],
        money_words={**names, **money["words"]},
        cents=money["cents"],
        codes=frozenset({*names.values(), *(c for c in money["words"].values() if len(c) == 3 and c.isupper())})
        - {"ALL", "TOP", "TRY", "CUP", "MOP", "PEN", "GEL", "LAK", "MAD", "BAM", "SOS"},
        acronyms=frozenset(money["acronyms"]),
        acronyms_before=frozenset(money["acronyms_before"]),
        price_words=frozenset(money["price_verbs"]),
        mass_words=frozenset(money["mass_words"]),
        no=_sets("figures/not_figures"),
        nouns=_sets("figures/nouns"),
        cues=_sets("figures/cues"),
    )
