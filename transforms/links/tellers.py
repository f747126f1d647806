"""Who states a figure: the innermost statement around it, and whom its claimant stands for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from transforms.lexicons import load
from transforms.mentions import Article, FigureMention, Sentence, StatementMention
from transforms.syntax.lemmas import lemma

REFERRING = frozenset(("that", "this", "it", "they", "he", "she", "which", "who"))  # to somebody named before
UNNAMED = REFERRING | {"these", "those", "i", "we", "you", "'s", "them", "us"}
HEARSAY = frozenset(("reportedly", "allegedly", "reportedly,", "allegedly,"))
VERB_TAGS = ("VBZ", "VBD", "VBG")


class Tellers:
    """The statements of an article by the sentences that their contents reach into."""

    def __init__(self, article: Article, sentences: Sequence[Sentence], statements: Sequence[StatementMention]) -> None:
        self.article, self.sentences, self.statements = article, sentences, statements
        self._starts = [s.start for s in sentences]
        self._hearsay: dict[int, bool] = {}
        self._contents: dict[int, list[int]] = {}
        for n, statement in enumerate(statements):
            if statement.content_span is not None and self._tells(statement):
                for at in range(self._at(statement.content_span[0]), self._at(statement.content_span[1] - 1) + 1):
                    self._contents.setdefault(at, []).append(n)

    def _at(self, offset: int) -> int:
        """Position of the sentence that the offset lies in."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def _tells(self, statement: StatementMention) -> bool:
        """Whether somebody says that it is so; who plans, supports or debates a number has not stated it."""
        if not statement.claimant or statement.cue_kind == "plan":
            return False
        if statement.quoted != "indirect" or statement.cue_span is None:
            return True
        cue = self.article.text[statement.cue_span[0] : statement.cue_span[1]]
        attitudes = load("figures/attitudes")
        return not any(lemma(cue, tag) in attitudes for tag in VERB_TAGS)

    def statement(self, at: int, figure: FigureMention) -> int | None:
        """The innermost statement whose content covers the figure; of hearsay, what was said just before."""
        best: tuple[int, int] | None = None
        for n in self._contents.get(at, ()):
            span = self.statements[n].content_span
            if span is not None and span[0] <= figure.start and figure.end <= span[1]:
                size = span[1] - span[0]
                if best is None or size < best[0]:
                    best = (size, n)
        if best is not None:
            return best[1]
        return self._before(at) if self._is_hearsay(at) else None

    def claimant(self, statement: int) -> str | None:
        """The claimant; where it is only "that" or "they", the person or organisation that spoke just before."""
        printed = self.statements[statement].claimant
        if printed and printed.lower() in REFERRING and statement:
            before = self.statements[statement - 1]
            if before.claimant and before.claimant_kind is not None and before.claimant.lower() not in UNNAMED:
                return before.claimant
        return printed

    def _before(self, at: int) -> int | None:
        """The last statement of the two sentences before: who is the source of a "reportedly"."""
        for back in (at - 1, at - 2):
            found = self._contents.get(back)
            if found:
                return found[-1]
        return None

    def _is_hearsay(self, at: int) -> bool:
        """Whether the sentence says that somebody is said to say so."""
        if at not in self._hearsay:
            self._hearsay[at] = not HEARSAY.isdisjoint(self.sentences[at].text.lower().split())
        return self._hearsay[at]
