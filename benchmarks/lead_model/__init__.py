"""Fits the weights of transforms/lexicons/events/lead_weights.yml: does an undated event belong to the day of the story?

    python -m benchmarks.lead_model ../shared/gold/meantime_dev.jsonl            # the fit, checked by articles left out
    python -m benchmarks.lead_model ../shared/gold/meantime_dev.jsonl --write    # and the weights file

Every undated trigger that the clock asks about makes one example: the names of its evidence (`transforms/events/evidence.py`), and
whether the annotators dated it to the day of the story. Logistic regression with a ridge, by Newton's steps. The evidence itself
depends on what was guessed before (`known`, `same_actor`), so examples are collected again with the new weights, three rounds.
The check leaves out every tenth article in turn: no article is ever judged by weights that saw it.
"""
