"""Figures: every number of a sentence that states a quantity."""

from transforms.figures.carried import with_things_of_before
from transforms.figures.currencies import FigureContext, figure_context
from transforms.figures.find import FigureFindings, find_figures
from transforms.figures.gate import may_hold_figure

__all__ = [
    "FigureContext",
    "FigureFindings",
    "figure_context",
    "find_figures",
    "may_hold_figure",
    "with_things_of_before",
]
