"""Which numbers of four digits are years: those that count, rank, label or belong to a code are none."""

from __future__ import annotations

from transforms.dates.state import Hit
from transforms.dates.words import Text, beside

OF_STREETS = tuple([point] for point in ("N", "S", "E", "W", "NE", "NW", "SE", "SW", "North", "South", "East", "West"))
COUNTED_FROM = 1900  # from here on a plural behind the number is as often what happened that year: "2019 sales"


def is_year(hit: Hit, index: int, number: int) -> bool:
    """Whether the number at a token is a year by what stands beside it."""
    text = hit.text
    before, after = text.lower(index - 1), text.lower(index + 1)
    names = text.letter(index - 1) == "H" and text.letter(index + 2) == "'"  # "the 2017 Women's Championship"
    if (after in beside("counted") and not names) or text.letter(index - 1) in "DB":
        return False
    if (
        _counts(text, index, number)
        or _is_bill(text, index)
        or _is_in_code(text, index, number)
        or _is_address(text, index, number)
    ):
        return False
    if before in beside("about_number"):
        ends = text.letter(index + 1) in ".,|i&):;-"
        return ends and (not text.glued(index + 1) or text.letter(index + 2) == "|")
    if before == "over" and _spans_years(text, index):
        return True  # "growth over 2024-2034"
    if before in beside("before_number") or (before == "." and text.tokens[index - 2] in ("No", "Nos")):
        return False
    if number < 1900 and text.letter(index - 1) == "|" and text.tokens[index + 1 : index + 2] in OF_STREETS:
        return False  # "1011 SE Oak St" on a line of its own
    if _spans_years(text, index) or (before == "." and text.lower(index - 2) in ("c", "ca")):
        return True
    if text.glued(index) and (text.letter(index + 1) == "D" or after == "%"):
        return False
    if before == "-" and text.letter(index - 2) in "DB" and text.glued(index - 1) and text.glued(index - 2):
        return False  # "1-800-555-1999"
    if text.glued(index) and after == ":" and text.glued(index + 1) and text.letter(index + 2) in "DB":
        return False
    if index and text.glued(index - 1) and before in (".", ",", ":", "_", "@", "&", "+", "="):
        return False
    if text.glued(index) and after in (",", ".") and text.glued(index + 1) and text.letter(index + 2) in "DB":
        return False
    if text.glued(index) and text.letter(index + 1) == "o" and text.tokens[index + 1][0].isalpha():
        return False
    if 1900 <= number <= 2060:
        return True
    return before in beside("before_date") or index > hit.start or text.letter(index - 1) == "|"


def _spans_years(text: Text, index: int) -> bool:
    """Whether the number is an end of "1509-1547"."""
    if text.letter(index + 1) == "-" and text.letter(index + 2) == "Y":
        first, last = int(text.tokens[index]), int(text.tokens[index + 2])
        return (
            text.glued(index) and text.glued(index + 1) and text.letter(index - 1) != "-" and first < last < first + 200
        )
    return False


def _counts(text: Text, index: int, number: int) -> bool:
    """At least 2000 were killed, 2000 of them, and 1600 guns: how many, not when."""
    before, after = text.lower(index - 1), text.lower(index + 1)
    if before in ("least", "most") and text.lower(index - 2) == "at":
        return text.lower(index - 3) not in beside("before_year_in_time")  # "until at least 2030" is a year
    if after == "of" and text.lower(index + 2) in beside("them"):
        return True
    in_time = before in beside("before_year_in_time")
    if after in ("were", "are", "have") and not in_time:
        return text.letter(index - 1) in ".|Z" or before in beside("them")
    if number >= COUNTED_FROM or in_time or before in ("the", "-", "/") or text.letter(index - 2) == "Y":
        return False
    return text.is_noun(index + 1) and after.endswith("s") and after not in beside("no_plurals")


def _is_in_code(text: Text, index: int, number: int) -> bool:
    """Com2000, uploads/2025/11, by-2029-heres, 1-888-DTV-2009, pages 79(6), 1518-1520: part of something written as one."""
    if index < 2 or not text.glued(index - 1):
        return index > 2 and text.letters[index - 2 : index] == ")," and text.letters[index + 1 : index + 3] == "-Y"
    before, led = text.lower(index - 1), text.letter(index - 2)
    if text.letter(index - 1) == "o" and before.isalpha():
        return True
    if before == "/":
        return led in "o/" and text.glued(index - 2)
    if before == "-" and number < COUNTED_FROM and text.tokens[index - 2].isupper() and text.glued(index - 2):
        return True  # "a QBX-1701 board"; but "EURO-2024"
    if before != "-" or not text.glued(index - 2):
        return text.letters[index - 4 : index - 1] == "),Y"
    in_words = text.letters[index + 1 : index + 3] == "-o" and text.glued(index) and text.glued(index + 1)
    return (in_words and led in "oHif&A" and text.lower(index - 2) not in beside("before_hyphened_year")) or (
        led == "o" and text.letter(index - 3) == "-" and text.glued(index - 3)
    )


def _is_address(text: Text, index: int, number: int) -> bool:
    """1256 Marine Dr, 1600 Pennsylvania Avenue: the number of a house."""
    if number >= COUNTED_FROM and (
        text.lower(index - 1) in beside("before_year_in_time") or text.letter(index - 1) in "HA'"
    ):
        return False
    if text.tokens[index + 1 : index + 2] == ["Route"]:
        return True
    for ahead in range(index + 1, min(index + 5, len(text.tokens))):
        token = text.tokens[ahead]
        if ahead > index + 1 and token.lower() in beside("streets"):
            return token[0].isupper()
        if not (token[0].isupper() or text.letter(ahead) in "V."):
            return False
    return False


def _is_bill(text: Text, index: int) -> bool:
    """S. 2045, H R 1842: bills of a parliament, with or without their full stops."""
    at = index - 2 if text.letter(index - 1) == "." else index - 1
    chamber = text.tokens[at] if at >= 0 else ""
    if chamber == "R":
        return "H" in text.tokens[max(0, at - 2) : at]
    return chamber == "S" and "U" not in text.tokens[max(0, at - 2) : at]  # "the U.S. 2009 budget"
