"""Rules for durations, sets and references without a day."""

from __future__ import annotations

import re
from itertools import pairwise

from transforms.dates.numbers import ABOUT, NUM, VAGUE, amount, number, runs_together
from transforms.dates.state import DateRule, Hit, Reading, date_rule
from transforms.dates.words import beside, value_of
from transforms.lexicons import load

CODES = {
    "S": "S",
    "M": "M",
    "H": "H",
    "D": "D",
    "W": "W",
    "m": "M",
    "Y": "Y",
    "E": "DE",
    "C": "CE",
    "L": "ML",
    "Q": "Q",
    "F": "W",
}
OPENING_REACH = 5  # tokens
OPENING_TIME = re.compile(r"[,:]?(?:i|o)?(?:D:D|D\.D|Dk|D[&-]Dk|D-D[j|.,)])")  # class letters: "from 9:00", "9-5."
HOURS = re.compile(r"[,:]?i?(?:D(?::D)?k?)[&-](?:D(?::D)?k)")  # "9 a.m. to 5 p.m."
SIZES = "YmWDHMS"  # the units of a compound, ever smaller


def period(count: float | None, unit: str) -> str:
    """2.5, Y -> P2Y6M; None, D -> PXD."""
    time = "T" if unit in "SMH" else ""
    if count is None:
        return f"P{time}X{CODES[unit]}"
    if unit == "F":
        count *= 2
    if unit == "C":
        return f"P{amount(count * 100)}Y"
    if unit == "Y" and count % 1 == 0.5:
        return f"P{amount(count - 0.5)}Y6M" if count > 1 else "P6M"
    if unit == "H" and count % 1 in (0.25, 0.5, 0.75):
        return f"PT{amount(int(count))}H{amount(count % 1 * 60)}M" if count > 1 else f"PT{amount(count * 60)}M"
    return f"P{time}{amount(count)}{CODES[unit]}"


def duration(hit: Hit) -> Reading | None:
    """For three days, a two-week strike, nearly forty years, the past few weeks."""
    index = max(i for i in range(hit.start, hit.end) if hit.text.letters[i] in "UQP")
    if hit.text.letters[index - 1] == "o" and hit.text.lower(index - 1) in beside("never_before_unit"):
        return None  # "3.2 percent year-on-year"
    if hit.text.letters[index - 1] == "a" and hit.text.lower(index - 1) != "more":
        return None
    if runs_together(hit.text, hit.start, index):
        return None
    unit = str(value_of(hit.text.tokens[index]))
    if hit.text.letters[index] == "P":
        return _nights(hit, index)
    if _is_age(hit, index) or (hit.text.letters[hit.start] == "i" and hit.text.lower(hit.start) != "at"):
        return None
    if _is_share(hit, index) or _is_military(hit, index):
        return None
    letters = hit.text.letters[hit.start : index]
    count = number(hit.text, hit.start, index)
    if letters[:2] == "AN" and hit.text.lower(hit.start + 1) not in ("hundred", "thousand", "dozen"):
        return None
    plural = hit.text.lower(index).endswith("s")
    if count is None:
        if "F" in letters:
            count = 2.0 if hit.word("F") == "couple" else None
            if hit.word("F") == "some" and not plural:
                return None
        elif "A" in letters and not plural:
            count = 1.0
        else:
            return None
    elif letters in ("Y", "Yo", "Y-") and 1900 <= count <= 2100:  # "the 2001 school years"
        return None
    if unit == "Q" and "A" in letters:
        return None
    if _is_during(hit):
        return Reading(period(count, unit), type="DURATION", start=hit.start + 1)
    about = hit.value("a") if hit.letters[0] == "a" or hit.word("a") != "more" else None  # "several more months"
    return Reading(period(count, unit), type="DURATION", mod=about or None)


def _is_during(hit: Hit) -> bool:
    """Over a four-year period; "Over 37 years, it has grown": the length itself, not more than it."""
    if hit.letters[0] != "a" or hit.word("a") not in ("over", "under"):
        return False
    if hit.word("a") == "over" and hit.letters[1] != "A" and hit.before() in beside("spread_over"):
        return True  # "up to $34 million over five years"
    if hit.word("a") == "over" and hit.text.letter(hit.start - 1) in "DBY%":
        return True
    opens = hit.text.tokens[hit.start] == "Over" and hit.after() == ","
    return opens or (hit.letters[1] == "A" and "-" in hit.letters)


def compound(hit: Hit) -> Reading | None:
    """2 hours 1 minute 39 seconds, two years and three months: one length of time, its units ever smaller."""
    date_part, time_part, first, sizes = "", "", hit.start + (hit.letters[0] == "a"), []
    for index in range(first, hit.end):
        if hit.text.letters[index] != "U":
            continue
        while hit.text.letters[first] in ",&":
            first += 1
        count, unit = number(hit.text, first, index), str(value_of(hit.text.tokens[index]))
        if count is None or unit not in SIZES:
            return None
        sizes.append(SIZES.index(unit))
        code = f"{amount(count)}{CODES[unit]}"
        date_part, time_part = (date_part, time_part + code) if unit in "SMH" else (date_part + code, time_part)
        first = index + 1
    smaller = all(a < b for a, b in pairwise(sizes))
    if not smaller or hit.text.letter(hit.end) == "G" or _is_age(hit, hit.end - 1):
        return None
    time = f"T{time_part}" if time_part else ""
    return Reading(f"P{date_part}{time}", type="DURATION", mod=hit.value("a") or None)


def _nights(hit: Hit, index: int) -> Reading | None:
    count = number(hit.text, hit.start, index)
    return Reading(f"P{amount(count)}D", type="DURATION") if count and hit.text.lower(index) == "nights" else None


def _is_share(hit: Hit, index: int) -> bool:
    """Three quarters of the crop, three-quarters full: a share, no time."""
    if hit.text.letters[index] != "Q":
        return False
    plural = hit.text.lower(index).endswith("s") and not hit.word("F")
    of_a_thing = hit.after() == "of" and hit.text.letter(hit.end + 1) not in "YTLXy"
    return plural and (of_a_thing or hit.text.letters[index - 1] == "-")


def _is_military(hit: Hit, index: int) -> bool:
    """0430 hours: a clock time."""
    number_ = hit.text.tokens[index - 1]
    if hit.text.lower(index) != "hours" or not number_.isdigit() or len(number_) != 4:
        return False
    return number_.startswith("0") or (hit.text.letters[index - 1] == "Y" and hit.text.lower(index - 2) == "at")


def _is_age(hit: Hit, index: int) -> bool:
    following = (hit.text.lower(index + 1), hit.text.lower(index + 2))
    return (
        ("old" in following or following[0] == "olds")
        and (following[0] in ("old", "olds") or following[0] == "-")
        and hit.text.lower(index) in ("year", "years", "month", "months")
    )


def bare_units(hit: Hit) -> Reading | None:
    """For years, in days, over the years."""
    word, unit = hit.word("U"), str(hit.value("U"))
    if not word.endswith("s") or hit.text.letter(hit.end) in "GR":
        return None
    if hit.before() not in beside("before_plural") or (hit.word("H") and hit.before() not in ("over", "in")):
        return None
    return Reading(period(None, unit), type="DURATION")


def long_unit(hit: Hit) -> Reading | None:
    """Day-long, a year-long."""
    if hit.value("l") != "long":
        return None
    return Reading(period(1, str(hit.value("U"))), type="DURATION")


def counted_span(hit: Hit) -> Reading | None:
    """The past three years, the next few days, the first nine months."""
    if hit.word("Z") == "that":
        return None  # "he said that four days passed": no demonstrative
    found = duration(hit)
    if found is not None:
        found.mod = None
    return found


def half_unit(hit: Hit) -> Reading | None:
    """Half an hour, a half-century; an hour and a half, a year and a half."""
    index = max(i for i in range(hit.start, hit.end) if hit.text.letters[i] == "U")
    word, unit = hit.text.lower(index), str(value_of(hit.text.tokens[index]))
    if word.endswith("s") or unit in "SDWL":
        return None
    behind = hit.text.letters[hit.end - 1] == "h"
    if unit == "m":
        return None
    if unit in "HM":
        return Reading(("PT1H30M" if behind else "PT30M") if unit == "H" else f"PT{90 if behind else 30}S", "DURATION")
    if unit == "Y":
        return Reading("P1Y6M" if behind else "P6M", type="DURATION")
    years = {"E": 10, "C": 100}[unit]
    return Reading(f"P{years * 3 // 2 if behind else years // 2}Y", type="DURATION")


def lap(hit: Hit) -> Reading | None:
    """2:05:10 behind "in": how long somebody took."""
    hours, minutes, seconds = (int(hit.text.tokens[i]) for i in range(hit.start, hit.end, 2))
    if hit.before() not in ("in", "of") or minutes > 59 or seconds > 59:
        return None
    return Reading(f"PT{hours}H{minutes}M{seconds}S", type="DURATION")


def every(hit: Hit) -> Reading | None:
    """Every day, each Monday, every two weeks, every morning."""
    letter, token = hit.text.letters[hit.end - 1], hit.text.tokens[hit.end - 1]
    if letter == "W":
        return Reading(f"XXXX-WXX-{value_of(token)}", type="SET")
    if letter == "P":
        part = str(value_of(token))
        return Reading(f"XXXX-XX-XXT{part}", type="SET") if len(part) == 2 else None
    if letter == "S":
        return Reading(f"XXXX-{value_of(token)}", type="SET")
    if letter == "M":
        return Reading(f"XXXX-{value_of(token):02d}", type="SET")
    if letter == "K":
        return Reading("XXXX-WXX-WE", type="SET")
    count = number(hit.text, hit.start, hit.end - 1) or 1.0
    if "o" in hit.letters:
        if hit.word("o") in beside("kinds_of_day") and str(value_of(token)) == "D":
            return Reading("P1D", type="SET")
        if hit.word("o") not in ("other", "single"):
            return None
        count = 2.0 if hit.word("o") == "other" else 1.0
    return Reading(period(count, str(value_of(token))), type="SET")


def times_per(hit: Hit) -> Reading | None:
    """Once a week, three times a day: a SET of the unit."""
    word = hit.text.lower(hit.end - 3)
    if word not in ("once", "twice") and not (word == "times" and len(hit.letters) > 3):
        return None
    return Reading(period(1.0, str(hit.value("U"))), type="SET")


def weekdays(hit: Hit) -> Reading | None:
    """Mondays; weekends."""
    if hit.letters == "K":
        alone = hit.word("K") == "weekends" and hit.text.letter(hit.start - 1) not in "HTZLXAEcN'"
        return Reading("XXXX-WXX-WE", type="SET") if alone else None
    return Reading(f"XXXX-WXX-{hit.value('w')}", type="SET")


def opening_days(hit: Hit) -> Reading | None:
    """Open Monday to Friday, Tuesday-Sunday from 9 to 5: days of every week, not those beside publication."""
    first, last = (int(value_of(hit.text.tokens[i])) for i in range(hit.start, hit.end) if hit.text.letters[i] == "W")
    joint = hit.text.lower(hit.start + 1 + (hit.text.letter(hit.start + 1) == "."))
    labels = hit.text.letter(hit.end) == ":" and HOURS.match(hit.text.letters, hit.end) is not None
    if (joint in ("and", "or", ",") and not labels) or first == last:
        return None
    opens = any(hit.before(n) in beside("before_opening_days") for n in range(1, OPENING_REACH))
    whole_week = (last - first) % 7 == 6 and HOURS.match(hit.text.letters, hit.end) is not None
    timed = labels or whole_week or (first == 1 and OPENING_TIME.match(hit.text.letters, hit.end) is not None)
    timed = timed or any(hit.after(n) == "hours" for n in range(OPENING_REACH))
    if not opens and not timed and hit.text.letter(hit.start - 1) != "k":
        return None
    return Reading(f"XXXX-WXX-{first}/XXXX-WXX-{last}", type="SET")


def often(hit: Hit) -> Reading | None:
    """Daily, monthly, annually."""
    if hit.text.tokens[hit.start][0].isupper() and hit.text.letter(hit.start - 1) not in ".|":
        return None
    if hit.words() == ["quarterly"] and hit.text.letter(hit.end) in "of":
        return None  # "quarterly results" are those of a quarter
    return Reading(str(hit.value("s")), type="SET")


def reference(hit: Hit) -> Reading | None:
    """Now, recently, soon, the past, these days."""
    words = " ".join(hit.words())
    kind = next((k for k, phrases in load("dates/references").items() if words in phrases), None)
    if kind is None:
        return None
    if hit.letters in ("HL", "HLc", "Hc", "HcL") and hit.text.letter(hit.end) in "DNUQFOBYWMS":
        return None
    if hit.text.lower(hit.end - 1) == "time" and hit.after() == "of":
        return None  # "at the time of the fire" says when by the fire
    if words in ("the past", "the present") and hit.text.letter(hit.end) == "o":
        return None
    return Reading(f"{kind.upper()}_REF", basis="relative")


def reference_adjective(hit: Hit) -> Reading | None:
    """Recent, current, and in a history former, before a noun."""
    word = hit.words()[0]
    if word not in beside("adjectives") or hit.text.letter(hit.end) in "|.,":
        return None
    if word == "former" and (not hit.state.narrative or hit.text.letter(hit.end) != "o"):
        return None
    return Reading("PRESENT_REF" if word == "current" else "PAST_REF", basis="relative")


RULES: tuple[DateRule, ...] = (
    date_rule("duration", "three days, a two-week strike", rf"{ABOUT}(?:{NUM}|{VAGUE}|A)(?:-|c|a|-?o-?)?[UQP](?:-l)?", duration),
    date_rule("compound", "2 hours 1 minute 39 seconds", rf"{ABOUT}{NUM}U(?:,?&?{NUM}U){{1,3}}", compound),
    date_rule("half_unit", "half an hour, an hour and a half", r"A?h-?A?U|AU&Ah", half_unit),
    date_rule("lap", "finished in 2:05:10", r"D:D:D", lap),
    date_rule("counted_span", "the past three years, the first nine months",
             rf"(?:Ef)?(?:H[OLTXZc]{{0,2}}|[OLTXZc]{{1,2}})(?:{NUM}|{VAGUE})c?[UQ]", counted_span),
    date_rule("bare_units", "for years", r"H?[ULX]?U", bare_units),
    date_rule("long_unit", "day-long", r"U-?l", long_unit),
    date_rule("every", "every day, each Monday", rf"E(?:o|{NUM})?[UWPSMKQ]", every),
    date_rule("times_per", "once a week, three times a day", rf"(?:{NUM})?oAU", times_per),
    date_rule("weekdays", "Mondays, weekends", r"w|K", weekdays),
    date_rule("opening_days", "open Monday to Friday", r"W\.?(?:&|-)W\.?", opening_days),
    date_rule("often", "daily, annually", r"s", often),
    date_rule("reference", "now, recently, the future", r"(?:o|i)?H?[cLX]?r|H[LX]|Hc|HcL|iZm|iHm|iTm|iHp|ic|or|oroo|HoR?r", reference),
    date_rule("reference_adjective", "recent, current, former, before a noun", r"c", reference_adjective),
)  # fmt: skip
