"""How the weights of the syntax backend `rules` are made, and how good and fast it is beside its teacher.

    python -m benchmarks.distil learn     teacher reads the text, the network learns, transforms/lexicons/syntax/weights.json is written
    python -m benchmarks.distil measure   both backends over the text that was kept out: agreement and time

Needs the corpora beside the project (../shared/corpora), the syntax extra (spaCy and its model) and scipy.
"""
