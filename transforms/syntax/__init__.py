"""One interface to syntax, whatever the backend.

A backend turns sentences into `Parse` values; everything after it asks the `Parse` and never the backend. Tags are Penn Treebank,
dependency labels those of spaCy's English models (ClearNLP style: nsubj, nsubjpass, dobj, pobj, prep, agent, ccomp, xcomp, advcl,
relcl, acl, conj, cc, aux, auxpass, neg, mark, nummod, quantmod, npadvmod, appos, compound, amod, poss, det, ...).
"""

from transforms.syntax.parse import Parse, Syntax
from transforms.syntax.select import available, backend, backend_name, light_backend, syntax_version

__all__ = ["Parse", "Syntax", "available", "backend", "backend_name", "light_backend", "syntax_version"]
