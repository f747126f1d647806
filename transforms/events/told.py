"""Which statement tells an event, and when that was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from transforms.events.when import When
from transforms.mentions import StatementMention

STRETCH = 512  # characters: about as many as a paragraph has


class Told:
    """Which statement tells an event, and when that was said."""

    def __init__(self, statements: Sequence[StatementMention]) -> None:
        self.statements = statements
        self._over: dict[int, list[int]] = {}  # stretch of the text -> the statements over it, the narrowest first
        widths = ((s.content_span[1] - s.content_span[0], n) for n, s in enumerate(statements) if s.content_span)
        for _, n in sorted(widths):
            first, last = statements[n].content_span or (0, 0)
            for stretch in range(first // STRETCH, last // STRETCH + 1):
                self._over.setdefault(stretch, []).append(n)
        self._heard: dict[int, When] = {}

    def hear(self, cue: int, when: When) -> None:
        """Note the time of the word at an offset; a statement whose cue begins there was made then."""
        self._heard[cue] = when

    def day(self, statement: StatementMention | None) -> date | None:
        """The last day of the saying, where the text places it."""
        if statement is None or statement.cue_span is None or statement.cue_span[0] not in self._heard:
            return None
        return self._heard[statement.cue_span[0]].interval.end

    def index(self, start: int, end: int) -> int | None:
        """The innermost statement whose content holds the span and whose cue is another word."""
        for n in self._over.get(start // STRETCH, ()):
            content, cue = self.statements[n].content_span, self.statements[n].cue_span
            if content and content[0] <= start and end <= content[1] and not (cue and cue[0] <= start < cue[1]):
                return n
        return None
