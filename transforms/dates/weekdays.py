"""Rules for weekdays and bare days of a month: by tense, or by the words beside them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from transforms.dates import calendar as cal
from transforms.dates.state import DateRule, Hit, Reading, date_rule, reading, unknown
from transforms.dates.stated import day_part_mod, edge_word
from transforms.dates.tense import tense
from transforms.dates.words import beside

CALLED = frozenset((verb, "for") for verb in ("call", "called", "calling", "calls", "planned"))
WOULD_REACH = 9  # tokens


def weekday(hit: Hit) -> Reading | None:
    """A weekday by tense: the last one up to publication, the next one after "will"; last, next and this as they say."""
    index = hit.index("W")
    assert index is not None
    name = hit.text.lower(index)
    if (len(name) < 5 and hit.text.letter(index + 1) != ".") or name == "sun":
        return None
    if (
        index == hit.start
        and index
        and hit.before() in beside("before_named_weekday")
        and hit.text.tokens[index - 1].istitle()
    ):
        return None
    if hit.letters.startswith("Ri") and not edge_word(hit):
        return None
    if hit.text.tokens[hit.start : hit.start + 1] == ["following"] and hit.text.letter(hit.end) == "'":
        found = weekday(Hit(hit.text, hit.start + 1, hit.end, hit.state))
        if found is not None:  # "declared after it, following Wednesday's quake"
            found.start = found.start or hit.start + 1
        return found
    if name == "sunday" and hit.after() in beside("paper_words") and hit.text.tokens[hit.end][0].isupper():
        return None
    wanted, part = int(hit.value("W")), hit.value("P")
    if part and len(part) > 2:
        return None
    if part and hit.word("P").endswith("s"):
        return Reading(f"XXXX-WXX-{wanted}T{part}", type="SET")  # "on Wednesday mornings"
    suffix, kind = (f"T{part}", "TIME") if part else ("", "DATE")
    if _goes_on_repeating(hit):
        return Reading(f"XXXX-WXX-{wanted}{suffix}", type="SET")
    when = weekday_date(hit, wanted)
    if when is None:
        return unknown(f"XXXX-WXX-{wanted}{suffix}", "day", type=kind)
    anaphoric = hit.word("L") in ("previous", "preceding") or hit.word("X") in ("following", "subsequent")
    other = cal.add_days(when, 7 if hit.state.published and when <= hit.state.published else -7)
    focus = hit.state.focus
    return Reading(
        when.isoformat() + suffix, type=kind, mod=day_part_mod(hit), interval=cal.of_day(when).interval,
        basis="anaphoric" if anaphoric and focus else "relative", anchor=focus.span if anaphoric and focus else None,
        candidates=(other.isoformat() + suffix,),
    )  # fmt: skip


def _goes_on_repeating(hit: Hit) -> bool:
    """Open Monday to Friday, and Sunday from 10 to 4; every Friday and Saturday."""
    start, days, repeats = hit.text.starts[hit.start], hit.state.opening_days, hit.state.repeats
    if days is not None and hit.text.one_sentence(days, start):
        return True
    return (
        repeats is not None and hit.text.text[repeats:start].strip(" ,") in ("", "and", "or", "&") and repeats < start
    )


def weekday_date(hit: Hit, wanted: int) -> date | None:
    """The day that a weekday names, or None where nothing fixes it."""
    now = hit.state.now()
    bracketed = _day_in_front(hit, wanted)
    if now is None or bracketed is not None:
        return bracketed
    focus = hit.state.focus.date() if hit.state.focus else None
    said = hit.value("LX") or hit.value("T")  # "this coming Monday"
    if said == "previous" and focus:
        return cal.add_days(focus, -((focus.isoweekday() - wanted - 1) % 7 + 1))
    if said == "following" and focus:
        return cal.add_days(focus, (wanted - focus.isoweekday() - 1) % 7 + 1)
    if said in ("last", "previous", "past"):
        back = (now.isoweekday() - wanted - 1) % 7 + 1
        return cal.add_days(
            now, -back - 7 if back == 1 and hit.word("L") == "last" else -back
        )  # the day before is "yesterday"
    if said in ("next", "following"):
        ahead = (wanted - now.isoweekday() - 1) % 7 + 1
        return cal.add_days(now, ahead + 7 if ahead == 1 and hit.word("X") == "next" else ahead)
    if said == "this":
        when = cal.add_days(now, wanted - now.isoweekday())
        opens = hit.text.letter(hit.start - 1) in ".|" or not hit.start
        behind = opens and when > now and tense(hit.text, hit.start, hit.end) == "past"
        if when < now and tense(hit.text, hit.start, hit.end) == "strong_future":
            return cal.add_days(when, 7)  # "you will be here this Monday", in Thursday's letter
        return cal.add_days(when, -7) if behind else when  # "This Sunday, he crossed the strait", in Tuesday's paper
    ahead = hit.state.narrative or _lies_ahead(hit)
    if not ahead and _is_told_of(hit):
        telling = _day_of_telling(hit)
        yesterday = (
            telling is None and (wanted - now.isoweekday()) % 7 == 6
        )  # told before, of the day that is over by now
        now, ahead = telling or now, not yesterday
    return cal.add_days(now, (wanted - now.isoweekday()) % 7 if ahead else -((now.isoweekday() - wanted) % 7))


def _day_in_front(hit: Hit, wanted: int) -> date | None:
    """The day that the weekday only repeats: "18 February 2026 (Wednesday)"."""
    named = hit.state.named_day
    if named is None or hit.text.letter(hit.start - 1) != "(" or hit.text.letter(hit.end) != ")":
        return None
    day = named.date()
    beside = hit.text.starts[hit.start] - named.span[1] <= len(" (")
    return day if beside and day is not None and day.isoweekday() == wanted else None


def _is_told_of(hit: Hit) -> bool:
    """Whether it was still to come when it was told: "said talks would resume on Monday"."""
    index = hit.index("W") or hit.start
    if hit.before() in ("since", "after") or hit.text.letter(hit.end) == "'":
        return False
    would = any(hit.text.lower(i) == "would" for i in range(max(0, index - WOULD_REACH), index))
    return would and tense(hit.text, hit.start, hit.end) == "weak_future"


def _day_of_telling(hit: Hit) -> date | None:
    """The day named earlier in the sentence, as in "said on Friday that talks would resume on Monday"."""
    focus, begin = hit.state.day_focus, hit.text.starts[hit.start]
    return focus.date() if focus is not None and hit.text.one_sentence(focus.span[1], begin) else None


def _lies_ahead(hit: Hit) -> bool:
    """Whether a bare weekday is still to come: after "will" or "starting", and after "until" or "as early as" where nothing says past."""
    cue = tense(hit.text, hit.start, hit.end)
    index = hit.index("W") or hit.start
    words = [hit.text.lower(i) for i in range(max(0, index - 6), index)]
    if words and words[-2 if words[-1] == "on" else -1 :][0] in ("starting", "beginning"):
        return True  # "declared three days of mourning beginning on Wednesday"
    if words[-2:] == ["forward", "to"] or any(pair in CALLED for pair in pairwise(words)):
        return True  # "looks forward to Monday's vote", "calling for a strike on Monday"
    if words[-3:-2] == ["as"] and words[-2:] in (["early", "as"], ["soon", "as"]):
        return True
    bound = any(w in ("until", "till") for w in words[-4:]) or (words[-1:] == ["as"] and words[-3:-2] == ["as"])
    bound = bound or words[-1:] == ["by"] or (words[-1:] == ["before"] and hit.text.letter(hit.end) != "'")
    return cue == "strong_future" or (bound and cue != "past")


def day_alone(hit: Hit) -> Reading | None:
    """On the 28th: of the month under way, by tense; "of this month" and the like say which."""
    number = int(hit.value("V"))
    pair = _between_days(hit)
    if (hit.before() not in beside("before_day_alone") and not pair) or not 1 <= number <= 31:
        return None
    now, said = hit.state.now(), hit.value("TLX")
    if "U" in hit.letters and hit.word("U") != "month":
        return None
    if "U" not in hit.letters and not pair and hit.text.letter(hit.end) not in ".,|)" and hit.after() != ";":
        return None
    if now is None:
        return unknown(f"XXXX-XX-{number:02d}", "day")
    if said is not None or "U" in hit.letters:
        step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(str(said), 0)
        first = cal.add_months(now.replace(day=1), step)
        return reading(cal.day(first.year, first.month, number), basis="relative")
    cue = tense(hit.text, hit.start, hit.end)
    ahead = _lies_ahead(hit) or cue == "weak_future"
    focus = hit.state.day_focus.date() if pair == "second" and hit.state.day_focus else None
    if focus is not None:
        later = [_day_in(cal.add_months(focus.replace(day=1), step), number) for step in (0, 1)]
        return reading(cal.of_day(next((d for d in later if d and d >= focus), focus)), basis="completed")
    days = [_day_in(cal.add_months(now.replace(day=1), step), number) for step in (-2, -1, 0, 1, 2)]
    fitting = [d for d in days if d and (d >= now if ahead else d <= now or cue != "past")]
    when = min(fitting, key=lambda d: abs((d - now).days))
    return reading(cal.of_day(when), basis="completed")


def _between_days(hit: Hit) -> str | None:
    """Which of the two it is in "between the 15th and the 20th"; ranks and floors are none of days."""
    text = hit.text
    if hit.before() == "between" and hit.after() == "and" and text.letters[hit.end + 1 : hit.end + 3] == "HV":
        last, said = hit.end + 3, "first"
    elif hit.before() == "and" and hit.before(4) == "between" and text.letters[hit.start - 3 : hit.start - 1] == "HV":
        last, said = hit.end, "second"
    else:
        return None
    return said if text.letter(last) in ".,|)" or text.lower(last) in beside("after_back") else None


def _day_in(first: date, number: int) -> date | None:
    """That day of the month that begins on `first`, where it has one."""
    when = cal.add_days(first, number - 1)
    return when if when.month == first.month else None


def day_before_day(hit: Hit) -> Reading | None:
    """The day before yesterday, the day after last Tuesday."""
    step = {"before": -1, "after": 1}.get(hit.word("G"))
    if hit.word("U") != "day" or step is None or hit.state.published is None:
        return None
    known = hit.value("t")
    base = (
        cal.add_days(hit.state.published, int(known)) if known is not None else weekday_date(hit, int(hit.value("W")))
    )
    return reading(cal.of_day(cal.add_days(base, step)), basis="relative") if base else None


RULES: tuple[DateRule, ...] = (
    date_rule(
        "weekday", "a weekday, with a part of the day", r"(?:R-?|Ri)?(?:H?[TLX]{1,2})?W\.?(?:(?:R-?)?P)?", weekday
    ),
    date_rule("day_alone", "the 28th, the 3rd of next month", r"HV(?:fH?[TLX]?U)?", day_alone),
    date_rule("day_before_day", "the day before yesterday", r"HUG(?:t|[LX]?W)", day_before_day),
)
