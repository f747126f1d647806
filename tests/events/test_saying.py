"""The date of the saying is that of the cue's own clause, never that of what is said."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.links.statements import date_statements
from transforms.mentions import DateMention, Interval, Sentence, StatementMention
from transforms.syntax import backend, sm

needs_model = pytest.mark.skipif(sm.installed() is None, reason="needs the syntax model, which `make test` installs")
MONDAY, MARCH = date(2024, 5, 6), date(2024, 3, 1)


def saying(text: str, cue: str, content: str, days: dict[str, date], outer: int | None = None) -> list[date | None]:
    sentences = [Sentence(0, 0, len(text), text)]
    parses = {0: backend("sm").parse([text])[0]}
    dates = [
        DateMention(text.index(q), text.index(q) + len(q), "DATE", q, "stated", "resolved", "t", interval=Interval(d, d, "day"))
        for q, d in sorted(days.items(), key=lambda item: text.index(item[0]))
    ]  # fmt: skip
    at, inside = text.index(cue), text.index(content)
    said = StatementMention(
        0,
        "say",
        "indirect",
        "t",
        cue_span=(at, at + len(cue)),
        content_span=(inside, inside + len(content)),
        outer=outer,
    )
    found = date_statements([said], sentences, parses, dates, date(2024, 5, 10))
    return [f.interval.start if f.interval else None for f in found]


@needs_model
@pytest.mark.parametrize(
    ("text", "cue", "content", "days", "wanted"),
    [
        ("The mayor said on Monday that the bridge fell.", "said", "the bridge fell", {"Monday": MONDAY}, MONDAY),
        ("On Monday, the mayor said that the bridge fell.", "said", "the bridge fell", {"Monday": MONDAY}, MONDAY),
        ("The mayor said that the bridge fell in March.", "said", "the bridge fell in March", {"March": MARCH}, None),
        ("The mayor said that the bridge fell.", "said", "the bridge fell", {}, None),
    ],
)
def test_date_of_the_saying(text: str, cue: str, content: str, days: dict[str, date], wanted: date | None) -> None:
    assert saying(text, cue, content, days) == [wanted]
