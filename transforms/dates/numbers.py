"""Number words and digits of durations, as TIMEX3 writes them."""

from __future__ import annotations

from transforms.dates.words import Text, value_of

NUM = r"(?:[DBNY],B|[DB]\.[DB]|[DBN](?:(?:-|&)?N){0,5}|AN(?:(?:-|&)?N){0,4}|Y)(?:D/D|-?&-?A-?h)?"
VAGUE = r"(?:H?A?F(?:f|cf)?|AFf?)"
ABOUT = r"(?:ia|aa|a)?"


def number(text: Text, start: int, end: int) -> float | None:
    """The number that the tokens say, or None where they say none: "two and a half", "2 1/2", "1,200", "a hundred"."""
    total, group, seen = 0.0, 0.0, False
    index = start
    if (
        text.letters[start : start + 3] == "N-N"
        and end == start + 3
        and value_of(text.tokens[start]) < 20 > value_of(text.tokens[start + 2])
    ):
        end = start + 1  # "three-four months": the first of the two
    joint = text.letters.find("&", start, end)
    if joint > start and (text.lower(joint) != "and" or _counts_apart(text, start, joint, end)):
        end = joint  # "two to three weeks", "two and three weeks": the first of the two
    while index < end:
        letter = text.letters[index]
        if letter in "DBY":
            group, index = _digits(text, index, end, group)
            seen = True
        elif letter == "N":
            value = value_of(text.tokens[index])
            if value in (12, 100) and group and text.lower(index) in ("hundred", "dozen"):
                group *= value
            elif value == 1000:
                total, group = total + (group or 1) * 1000, 0.0
            else:
                group += value
            seen = True
        elif letter == "h":
            group += 0.5
        index += 1
    return total + group if seen else None


def runs_together(text: Text, start: int, end: int) -> bool:
    """Whether a number in digits and one in words stand side by side: "$0.00005825 three months ago"."""
    for index in range(start, end - 1):
        if text.letters[index] in "DBY" and text.letters[index + 1] == "N":
            return int(value_of(text.tokens[index + 1])) < 100 and text.lower(index + 1) != "dozen"
    return False


def _counts_apart(text: Text, start: int, joint: int, end: int) -> bool:
    """Whether "and" stands between two numbers rather than in one, as in "a hundred and five" and "two and a half"."""
    if text.letters[joint - 1] not in "DBN" or text.letter(joint + 1) not in "DBN" or joint + 1 >= end:
        return False
    return not (text.letters[joint - 1] == "N" and int(value_of(text.tokens[joint - 1])) >= 100)


def _digits(text: Text, index: int, end: int, group: float) -> tuple[float, int]:
    """The number whose digits begin at a token, added to what came before, and the index of its last token."""
    value = float(text.tokens[index])
    following = text.letters[index + 1 : min(end, index + 3)]
    if following in ("/D", "/B") and float(text.tokens[index + 2]):
        return group + value / float(text.tokens[index + 2]), index + 2
    if following in (".D", ".B"):
        return group + float(f"{text.tokens[index]}.{text.tokens[index + 2]}"), index + 2
    if following == ",B" and len(text.tokens[index + 2]) == 3:
        return group + value * 1000 + float(text.tokens[index + 2]), index + 2
    return group + value, index


def amount(value: float) -> str:
    """3.0 -> '3', 2.5 -> '2.5'."""
    return str(int(value)) if value == int(value) else f"{value:g}"
