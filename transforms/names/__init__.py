"""The names of one article: which words stand for the same person or organisation, and whom a pronoun means.

Rules only, and only where they are certain; everything else stays as printed.
"""

from transforms.names.answers import Names
from transforms.names.reading import read_names

__all__ = ["Names", "read_names"]
