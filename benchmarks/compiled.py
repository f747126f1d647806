"""The hot modules of transforms compiled with mypyc, from the same sources, into build/compiled; needs a C compiler.

    python -m benchmarks.compiled    # three minutes or so; then: PYTHONPATH=build/compiled dateline run ...

Plain Python stays what is shipped, tested and run by default. What is compiled shadows `transforms` only where PYTHONPATH says so, and
only `is_fresh` copies should be used: they hold a hash of the sources they were made from.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
BUILT = ROOT / "build" / "compiled"
SOURCES = "SOURCES"  # the file that holds the hash
NEEDED = ("transforms", "warehouse", "pyproject.toml")  # what mypy reads for the types
# Where the time goes. Dates stay as they are: their time goes into patterns, and mypyc cannot make their generic rules.
HOT = (
    "events/*.py",
    "figures/*.py",
    "links/*.py",
    "names/*.py",
    "statements/*.py",
    "syntax/parse.py",
    "syntax/phrases.py",
    "frames.py",
    "ids.py",
    "mentions.py",
    "tabulate.py",
)
SETUP = """
import sys
from mypyc.build import mypycify
from setuptools import setup
setup(name="compiled", packages=[], ext_modules=mypycify(sys.argv.pop().split(), opt_level="2", debug_level="0"))
"""


def sources_hash() -> str:
    """A hash of every source and lexicon of transforms, and of the Python that they are compiled for."""
    found = sha256(sys.version.encode())
    for file in sorted((ROOT / "transforms").rglob("*")):
        if file.suffix in (".py", ".yml", ".json"):
            found.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return found.hexdigest()


def is_fresh() -> bool:
    """Whether there is a compiled copy of the sources as they are now."""
    stamp = BUILT / SOURCES
    return stamp.exists() and stamp.read_text("utf-8") == sources_hash()


def environment() -> dict[str, str]:
    """The environment in which Python finds the compiled modules first; the one at hand where they are not fresh."""
    if not is_fresh():
        return dict(os.environ)
    before = os.environ.get("PYTHONPATH")
    first = os.pathsep.join([str(BUILT), *([before] if before else [])])
    return {**os.environ, "PYTHONPATH": first, "PYTHONSAFEPATH": "1"}  # else the working folder would come before it


def build() -> None:
    """Compile in a folder of its own, then put the copy in place of the last one."""
    made_of = sources_hash()
    with TemporaryDirectory() as name:
        folder = Path(name)
        for part in NEEDED:
            source = ROOT / part
            copy = shutil.copytree if source.is_dir() else shutil.copy
            copy(source, folder / part)
        (folder / "setup.py").write_text(SETUP, "utf-8")
        files = [str(f.relative_to(folder)) for hot in HOT for f in sorted((folder / "transforms").glob(hot))]
        command = [sys.executable, "setup.py", "build_ext", "--inplace", " ".join(files)]
        subprocess.run(command, cwd=folder, check=True)
        shutil.rmtree(BUILT, ignore_errors=True)
        BUILT.mkdir(parents=True)
        shutil.copytree(folder / "transforms", BUILT / "transforms", ignore=shutil.ignore_patterns("__pycache__"))
        for shared in folder.glob("*.so"):
            shutil.copy(shared, BUILT)
    (BUILT / SOURCES).write_text(made_of, "utf-8")


if __name__ == "__main__":
    build()
    print(f"{len(list(BUILT.rglob('*.so')))} modules in {BUILT}; use them with PYTHONPATH={BUILT.relative_to(ROOT)}")
