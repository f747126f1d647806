"""TIMEX3 values with the calendar days they cover; a value that names no possible day raises ImpossibleDateError."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from transforms.mentions import Interval

DAY = timedelta(days=1)
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class ImpossibleDateError(ValueError):
    """A day that no calendar has; the message says which."""


@dataclass(frozen=True, slots=True)
class When:
    """A TIMEX3 value and its days (None where they cannot be said, as before the common era)."""

    value: str
    interval: Interval | None = None

    @property
    def first(self) -> date | None:
        """The first day, where known."""
        return self.interval.start if self.interval else None


def year_text(year: int) -> str:
    """2025 -> '2025', -480 -> 'BC0480'."""
    return f"{year:04d}" if year > 0 else f"BC{-year:04d}"


def _between(value: str, start: date, end: date, precision: str) -> When:
    return When(value, Interval(start, end, precision))


def day(year: int, month: int, number: int) -> When:
    """One day; ImpossibleDateError for 30 February."""
    if (
        year > 9999
        or not 1 <= month <= 12
        or not 1 <= number <= 31
        or (year > 0 and number > monthrange(year, month)[1])
    ):
        raise ImpossibleDateError(f"{year_text(year)}-{month:02d}-{number:02d} is no day of the calendar")
    text = f"{year_text(year)}-{month:02d}-{number:02d}"
    if year < 1:
        return When(text)
    when = date(year, month, number)
    return _between(text, when, when, "day")


def of_day(when: date) -> When:
    """The day as a value."""
    return _between(when.isoformat(), when, when, "day")


def month(year: int, number: int) -> When:
    """One calendar month."""
    text = f"{year_text(year)}-{number:02d}"
    if not 1 <= year <= 9999:
        return When(text)
    return _between(text, date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month")


def year(number: int) -> When:
    """One calendar year."""
    if not 1 <= number <= 9999:
        return When(year_text(number))
    return _between(year_text(number), date(number, 1, 1), date(number, 12, 31), "year")


def months(value: str, year_: int, first: int, count: int, precision: str) -> When:
    """`count` whole months from a first one, under any value."""
    if year_ < 1 or year_ > 9990:
        return When(value)
    last = first + count - 1
    end_year, end_month = year_ + (last - 1) // 12, (last - 1) % 12 + 1
    return _between(
        value, date(year_, first, 1), date(end_year, end_month, monthrange(end_year, end_month)[1]), precision
    )


def quarter(year_: int, number: int) -> When:
    """A calendar quarter."""
    return months(f"{year_text(year_)}-Q{number}", year_, 3 * number - 2, 3, "quarter")


def half(year_: int, number: int) -> When:
    """A calendar half-year."""
    return months(f"{year_text(year_)}-H{number}", year_, 6 * number - 5, 6, "half")


def season(year_: int, code: str) -> When:
    """A season of three whole months; the winter of a year begins in its December."""
    return months(f"{year_text(year_)}-{code}", year_, SEASON_MONTHS[code], 3, "season")


def week(inside: date) -> When:
    """The ISO week that holds the day."""
    iso = inside.isocalendar()
    monday = add_days(inside, 1 - iso.weekday)
    return _between(f"{iso.year:04d}-W{iso.week:02d}", monday, add_days(monday, 6), "week")


def weekend(inside: date) -> When:
    """Saturday and Sunday of the ISO week that holds the day."""
    iso = inside.isocalendar()
    saturday = add_days(inside, 6 - iso.weekday)
    return _between(f"{iso.year:04d}-W{iso.week:02d}-WE", saturday, add_days(saturday, 1), "weekend")


def decade(first_year: int) -> When:
    """Ten years from a year that ends in 0."""
    if first_year < 10:
        return When(f"BC{-first_year // 10:03d}" if first_year < 0 else "000")
    return _between(
        f"{first_year // 10:03d}", date(first_year, 1, 1), date(min(first_year + 9, 9999), 12, 31), "decade"
    )


def hundred(first_year: int) -> When:
    """A hundred years from a year that ends in 00: the 1800s."""
    return _between(f"{first_year // 100:02d}", date(first_year, 1, 1), date(first_year + 99, 12, 31), "century")


def century(number: int, era: int = 1) -> When:
    """The nth century; the 20th is 1901 to 2000, valued 19 as in TIMEX3."""
    if era < 0 or not 1 <= number <= 99:
        return When(f"BC{number - 1:02d}" if era < 0 else "XX")
    return _between(f"{number - 1:02d}", date(100 * number - 99, 1, 1), date(100 * number, 12, 31), "century")


def add_months(when: date, count: int) -> date:
    """The same day so many months on, or the month's last where it has no such day."""
    total = when.year * 12 + when.month - 1 + count
    year_, month_ = total // 12, total % 12 + 1
    if not 1 <= year_ <= 9999:
        raise ImpossibleDateError(f"{count} months from {when} leave the calendar")
    return date(year_, month_, min(when.day, monthrange(year_, month_)[1]))


def add_days(when: date, count: int) -> date:
    """So many days on; ImpossibleDateError outside of the years 1 to 9999."""
    try:
        return when + timedelta(days=count)
    except OverflowError:
        raise ImpossibleDateError(f"{count} days from {when} leave the calendar") from None


def third(interval: Interval | None, mod: str) -> Interval | None:
    """The first, middle or last third of a unit: four months of a year, ten days of a month; a day stays whole."""
    if interval is None or interval.start is None or interval.end is None or interval.precision == "day":
        return interval
    nth = ("START", "MID", "END").index(mod)
    start, end = interval.start, interval.end
    if interval.precision == "decade":
        first_year, last_year = ((0, 3), (4, 6), (7, 9))[nth]
        return Interval(date(start.year + first_year, 1, 1), date(start.year + last_year, 12, 31), "part")
    if interval.precision == "century":
        first_year, last_year = ((0, 32), (33, 66), (67, 99))[nth]
        return Interval(date(start.year + first_year, 1, 1), date(start.year + last_year, 12, 31), "part")
    whole_months = (end.year - start.year) * 12 + end.month - start.month + 1
    if whole_months >= 3 and start.day == 1 and whole_months % 3 == 0:
        size = whole_months // 3
        first = add_months(start, nth * size)
        last = add_months(start, (nth + 1) * size) - DAY if nth < 2 else end
        return Interval(first, last, "part")
    size = 10 if interval.precision == "month" else ((end - start).days + 1) // 3
    first = start + nth * size * DAY
    return Interval(first, first + (size - 1) * DAY if nth < 2 else end, "part")


def easter(year_: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year_ % 19, year_ // 100, year_ % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year_, f // 31, f % 31 + 1)


def orthodox_easter(year_: int) -> date:
    """Easter Sunday of the Julian calendar (Meeus) as a Gregorian day."""
    a, b, c = year_ % 4, year_ % 7, year_ % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    f = d + e + 114
    return date(year_, f // 31, f % 31 + 1) + timedelta(days=year_ // 100 - year_ // 400 - 2)


def nth_weekday(year_: int, month_: int, weekday: int, nth: int) -> date:
    """The nth such weekday (Monday is 1) of a month; -1 is the last."""
    if nth > 0:
        first = date(year_, month_, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = date(year_, month_, monthrange(year_, month_)[1])
    return last - timedelta(days=(last.isoweekday() - weekday) % 7)


def years_with(weekday: int, month_: int, number: int, window: range) -> list[int]:
    """Years of the window in which that day exists and falls on that weekday (Monday is 1)."""
    known = range(max(1, window.start), min(9999, window.stop - 1) + 1)
    return [y for y in known if number <= monthrange(y, month_)[1] and date(y, month_, number).isoweekday() == weekday]
