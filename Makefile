# The two commands of the README are `make run` and `make test`; each sets up .venv first, where it is missing or out of date.
PYTHON ?= python3
BIN := .venv/bin
DATA ?= data
SHARED ?= ../shared
# pip leaves byte code out where PYTHONDONTWRITEBYTECODE is set, as in many containers; every start would then compile seconds of source.
BYTE_CODE = $(BIN)/python -m compileall -qq -j 0 .venv/lib

.PHONY: run test test-fast test-extra lint format docs licences sbom audit compiled bench engines drill score clean

run: .venv/ready
	$(BIN)/dateline run --samples --data $(DATA)

# A worker a core, whole files to each, for what a file's tests share is made once a worker.
test: .venv/ready
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

test-fast: .venv/ready
	$(BIN)/python -m pytest -m "not flow"

# The tests that need Dask, Ray, an S3 server or the validators of the exports: `make test` skips them where those are missing.
test-extra: .venv/extra
	$(BIN)/python -m pytest -m extra

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python .ci/licences.py --check docs/licences.md

format: .venv/ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/ready
	$(BIN)/python -m warehouse.derive > docs/data-dictionary.md

licences: .venv/ready
	$(BIN)/python .ci/licences.py > docs/licences.md

# What is locked, as CycloneDX; and what is known against it, as far as the package index knows.
sbom: .venv/extra
	mkdir -p build
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible --output-file build/sbom.cdx.json
	@echo "build/sbom.cdx.json"

audit: .venv/extra
	$(BIN)/pip-audit --requirement requirements.lock --disable-pip --require-hashes --strict

# An optional accelerator, in build/compiled; plain Python stays the default. Needs a C compiler and the headers of Python.
compiled: .venv/ready
	$(BIN)/python -m benchmarks.compiled

# Small sizes by default; the whole: make bench SIZES="1000 20000 200000" BACKENDS="rules sm" (hours on two cores)
SIZES ?= 500 1000 2000
BACKENDS ?= rules sm
bench: .venv/ready
	$(BIN)/python -m benchmarks.growth $(SHARED)/corpora/bench_20k.jsonl.gz $(SIZES:%=--size %) $(BACKENDS:%=--syntax %)

# The same articles by every engine, Dask and Ray among them: same rows, and what each costs.
engines: .venv/extra
	$(BIN)/python -m benchmarks.engines $(SHARED)/corpora/bench_20k.jsonl.gz

# Server, worker and schedule on this machine, a run killed, the server restarted, rubbish delivered: ten minutes.
drill: .venv/ready
	$(BIN)/python -m benchmarks.drill

score: .venv/ready
	$(BIN)/python -m benchmarks.score $(SHARED)

# Hash-checked install of just what the lock names, which is everything; the build backend too, so nothing unlocked is ever fetched.
.venv/ready: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BYTE_CODE)
	touch $@

.venv/extra: requirements-extra.lock .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --requirement requirements-extra.lock
	$(BYTE_CODE)
	touch $@

requirements.lock: # by hand, after a change of dependencies: make -B requirements.lock
	uv pip compile pyproject.toml --extra syntax --extra dev --generate-hashes --no-emit-index-url --no-header \
	  --no-annotate --python-version 3.11 --universal --quiet --output-file $@

requirements-extra.lock: requirements.lock # the same versions, and what the extras `cluster` and `checks` add
	uv pip compile pyproject.toml --extra syntax --extra dev --extra cluster --extra checks --constraint requirements.lock \
	  --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --universal --quiet --output-file $@

clean: # what `make` made; datasets stay
	rm -rf .venv build .mypy_cache .pytest_cache .ruff_cache
