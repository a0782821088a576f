# Two commands matter: `make demo` shows what this is, `make test` is everything
# that must pass. The rest are their parts.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
CARGO ?= cargo
CC ?= cc
CXX ?= c++
VENV := .venv
PY := $(VENV)/bin/python
STAMPS := target/stamps

# What a stranger's environment must not change.
export PYTHONNOUSERSITE := 1
unexport PYTHONPATH PYTHONHOME

# Tools that this machine lacked.
export PATH := $(CURDIR)/target/tools/bin:$(PATH)

RUST_SOURCES := Cargo.toml Cargo.lock $(shell find crates -name '*.rs' -path '*/src/*') $(wildcard crates/*/Cargo.toml crates/*/cbindgen.toml)
PYTHON_SOURCES := pyproject.toml $(shell find python -name '*.py' -o -name '*.pyi' -o -name py.typed)

.PHONY: help demo test integrations lint rust python ports conformance costs record-costs wheel msrv packages pythons docs bench clean

help:
	@echo "make demo           build, install into $(VENV), and run the examples"
	@echo "make test           everything that must pass"
	@echo "make integrations   the tests with other software that is installed here"
	@echo "make docs           the documentation site, into target/site"
	@echo "make bench          the benchmarks"
	@echo "make tools          only gets the tools, which the others do by themselves"
	@echo "parts of test: $(PARTS_OF_test)"
	@echo "parts of integrations: $(PARTS_OF_integrations)"

# ---------------------------------------------------------------- tools

PARTS_OF_test := lint rust python ports conformance costs packages msrv
PARTS_OF_integrations := pythons docs
PARTS_OF_tools := $(PARTS_OF_test) $(PARTS_OF_integrations)

# Once, and first: everything that the goals of this call of make need.
.PHONY: tools
tools:
	@PYTHON="$(PYTHON)" CARGO="$(CARGO)" CC="$(CC)" CXX="$(CXX)" .ci/tools $(foreach goal,$(MAKECMDGOALS),$(goal) $(PARTS_OF_$(goal)))

# ---------------------------------------------------------------- the package

$(STAMPS):
	@mkdir -p $@

$(STAMPS)/venv: pyproject.toml | tools $(STAMPS)
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --upgrade "pip>=25.1"
	$(PY) -m pip install --quiet --group build --group examples
	@touch $@

$(STAMPS)/test-venv: pyproject.toml $(STAMPS)/venv
	$(PY) -m pip install --quiet --group test --group lint
	@touch $@

# The wheel is built from the sdist, as whoever installs from source builds it.
$(STAMPS)/wheel: $(RUST_SOURCES) $(PYTHON_SOURCES) $(STAMPS)/venv README.md LICENSE
	rm -rf dist target/sdist
	$(PY) -m maturin sdist --out dist
	mkdir -p target/sdist
	# Extracted as new (-m): with the times of the archive, cargo would take changes for old.
	tar -xzmf dist/*.tar.gz -C target/sdist --strip-components=1
	# Its workspace is smaller than ours; what only the other crates need is taken out of its lock.
	$(CARGO) update --workspace --quiet --manifest-path target/sdist/Cargo.toml
	CARGO_TARGET_DIR="$(CURDIR)/target" $(PY) -m maturin build --release --locked --interpreter $(CURDIR)/$(PY) --manifest-path target/sdist/crates/hyperparameter-capi/Cargo.toml --out dist
	@touch $@

wheel: $(STAMPS)/wheel

$(STAMPS)/install: $(STAMPS)/wheel
	$(PY) -m pip install --quiet --force-reinstall --no-deps dist/*.whl
	$(PY) -m pip install --quiet dist/*.whl
	@touch $@

# ---------------------------------------------------------------- demo

demo: $(STAMPS)/install
	@examples/demo.sh

# ---------------------------------------------------------------- test

# The first and the last line of each part: how long it took, without what it waited for.
BEGIN = @mkdir -p $(STAMPS) && date +%s >$(STAMPS)/$@.began
END = @echo "part $@ took $$(($$(date +%s) - $$(cat $(STAMPS)/$@.began))) s"

# A file of tests is run by one process: what it prepares, it prepares once.
PARALLEL := --numprocesses=auto --maxprocesses=8 --dist=loadfile

test: $(PARTS_OF_test)
	@echo "everything passed"

lint: $(STAMPS)/test-venv $(STAMPS)/install | tools
	$(BEGIN)
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --all-features --locked -- -D warnings
	$(CARGO) fmt --manifest-path tests/costs/driver/Cargo.toml --check
	$(CARGO) clippy --manifest-path tests/costs/driver/Cargo.toml --release --target-dir target/costs/driver --locked -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps --all-features --locked
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m check_jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(PY) -m check_jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(END)

# Also the C programs, the header's drift, and the conformance vectors in Rust.
rust: | tools
	$(BEGIN)
	$(CARGO) test --workspace --all-features --locked
	$(END)

# tests/python in a clean environment, for which the wheel alone is what is there of the package;
# beside these the examples, every block of the docs, and the conformance runner.
python: $(STAMPS)/test-venv $(STAMPS)/install | tools
	$(BEGIN)
	.ci/wheel-tests $(PYTHON)
	$(PY) -m pytest $(PARALLEL) --ignore=tests/costs --ignore=tests/python
	cd / && "$(CURDIR)/$(PY)" -m pytest --quiet -p no:cacheprovider --doctest-modules --pyargs hyperparameter
	$(END)

PORTS := tests/conformance/ports
TYPESCRIPT := $(PORTS)/typescript

$(STAMPS)/typescript: $(TYPESCRIPT)/package-lock.json $(shell find $(TYPESCRIPT)/src $(TYPESCRIPT)/port $(TYPESCRIPT)/test $(TYPESCRIPT)/examples -name '*.ts') $(TYPESCRIPT)/tsconfig.json | tools $(STAMPS)
	npm --prefix $(TYPESCRIPT) ci --silent
	npm --prefix $(TYPESCRIPT) run --silent build
	@touch $@

# What the ports in other languages say about themselves.
ports: $(STAMPS)/typescript | tools
	$(BEGIN)
	@unformatted=$$(gofmt -l $(PORTS)/go); test -z "$$unformatted" || { echo "not formatted: $$unformatted" >&2; exit 1; }
	go -C $(PORTS)/go vet ./...
	go -C $(PORTS)/go test -race ./...
	npm --prefix $(TYPESCRIPT) run --silent lint
	npm --prefix $(TYPESCRIPT) test --silent
	$(CARGO) fmt --manifest-path $(PORTS)/rust/Cargo.toml --check
	$(CARGO) clippy --manifest-path $(PORTS)/rust/Cargo.toml --target-dir target --locked -- -D warnings
	$(END)

CONFORMANCE := PYTHONPATH=tests/conformance $(PY) -m hyperparameter_conformance

# The suite is whole, every rule has its cases, every port conforms, every mutant is found.
conformance: $(STAMPS)/test-venv $(STAMPS)/install $(STAMPS)/typescript | tools
	$(BEGIN)
	$(CONFORMANCE) manifest
	$(CONFORMANCE) rules
	mkdir -p target/ports
	$(CARGO) build --quiet --locked -p hyperparameter-capi
	$(CARGO) build --quiet --locked --manifest-path $(PORTS)/rust/Cargo.toml --target-dir target
	$(CC) -std=c11 -D_POSIX_C_SOURCE=200809L -O1 -g -Wall -Wextra -Werror -Ibindings/c/include -o target/ports/c $(PORTS)/c/*.c target/debug/libhyperparameter_capi.a -ljansson -lpthread -ldl -lm
	go -C $(PORTS)/go build -buildvcs=false -o ../../../../target/ports/go ./cmd/port
	tests/conformance/ports/run "$(CURDIR)/$(PY)" node
	$(END)

# Instructions counted, not time: of operations in Rust and in C, beside their floor.
costs: $(STAMPS)/test-venv | tools
	$(BEGIN)
	$(PY) -m pytest --timeout=1800 tests/costs
	$(END)

# Where a count was meant to change: writes the bounds, and says which have moved.
record-costs: $(STAMPS)/test-venv | tools
	PYTHONPATH=tests/costs $(PY) -m instruction_counts

packages: | tools
	$(BEGIN)
	.ci/packages
	$(END)

msrv: | tools
	$(BEGIN)
	.ci/msrv
	$(END)

# ---------------------------------------------------------------- integrations

# What takes other software, beside `make test`, which works with the tools alone.
integrations: $(PARTS_OF_integrations)
	@echo "the integrations passed"

# The wheel on every other Python that is installed here; `make python` has $(PYTHON).
pythons: $(STAMPS)/wheel | tools
	$(BEGIN)
	$(if $(PYTHONS),.ci/wheel-tests --runner $(OUTERMOST),@echo "no other Python is installed here")
	$(if $(INNER),.ci/wheel-tests $(INNER))
	$(END)

PYTHONS ?= $(filter-out $(THIS_PYTHON),$(realpath $(wildcard $(foreach v,3.9 3.10 3.11 3.12 3.13 3.14,/usr/bin/python$(v) /usr/local/bin/python$(v) $(HOME)/.pyenv/versions/$(v).*/bin/python$(v)))))
# The oldest and the newest, and those between.
OUTERMOST = $(sort $(firstword $(PYTHONS)) $(lastword $(PYTHONS)))
INNER = $(filter-out $(OUTERMOST),$(PYTHONS))
THIS_PYTHON = $(shell $(PYTHON) -c 'import os, sys; print(os.path.realpath(sys.executable))')

# ---------------------------------------------------------------- the site

# The pages as a site in target/site, with Rust's documentation below rust/.
DOCS := target/website/venv

$(STAMPS)/docs-venv: pyproject.toml | tools $(STAMPS)
	$(PYTHON) -m venv $(DOCS)
	$(DOCS)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(DOCS)/bin/python -m pip install --quiet --group docs
	@touch $@

docs: $(STAMPS)/docs-venv | tools
	$(BEGIN)
	$(CARGO) doc --workspace --no-deps --all-features --locked --target-dir target/website/rust
	NO_MKDOCS_2_WARNING=1 $(DOCS)/bin/python -m mkdocs build --quiet --strict --config-file website/mkdocs.yml
	@echo "the site is target/site/index.html"
	$(END)

# ---------------------------------------------------------------- bench

# An environment of its own, because of what it takes to compare with.
BENCH := target/bench/venv
BENCH_PY := $(BENCH)/bin/python

$(STAMPS)/bench-venv: pyproject.toml | tools $(STAMPS)
	$(PYTHON) -m venv $(BENCH)
	$(BENCH_PY) -m pip install --quiet --upgrade "pip>=25.1"
	$(BENCH_PY) -m pip install --quiet --group bench --group plot --group compared
	@touch $@

$(STAMPS)/bench-install: $(STAMPS)/bench-venv $(STAMPS)/wheel
	$(BENCH_PY) -m pip install --quiet --force-reinstall --no-deps dist/*.whl
	@touch $@

# The newest other Python that is installed, if there is one.
BENCH_NEWEST = $(lastword $(PYTHONS))
BENCH_NEWEST_PY = $(if $(BENCH_NEWEST),target/bench/newest/bin/python)

$(STAMPS)/bench-newest: pyproject.toml $(STAMPS)/wheel | tools $(STAMPS)
	$(if $(BENCH_NEWEST),$(BENCH_NEWEST) -m venv --clear target/bench/newest)
	$(if $(BENCH_NEWEST),$(BENCH_NEWEST_PY) -m pip install --quiet --upgrade "pip>=25.1")
	$(if $(BENCH_NEWEST),$(BENCH_NEWEST_PY) -m pip install --quiet --group bench)
	$(if $(BENCH_NEWEST),$(BENCH_NEWEST_PY) -m pip install --quiet --no-deps dist/*.whl)
	@touch $@

# The same operations as a PyO3 extension, for comparison; only benches install it.
$(STAMPS)/bench-pyo3: $(RUST_SOURCES) $(wildcard benches/pyo3/src/*.rs benches/pyo3/*.toml benches/pyo3/Cargo.lock) $(STAMPS)/venv $(STAMPS)/bench-venv
	rm -rf target/bench/pyo3
	CARGO_TARGET_DIR="$(CURDIR)/target/bench" $(PY) -m maturin build --release --locked --manifest-path benches/pyo3/Cargo.toml --interpreter $(BENCH_PY) --out target/bench/pyo3
	$(BENCH_PY) -m pip install --quiet --force-reinstall --no-deps target/bench/pyo3/*.whl
	@touch $@

bench: $(STAMPS)/bench-install $(STAMPS)/bench-newest $(STAMPS)/bench-pyo3
	$(BENCH_PY) -m pytest --quiet -o pythonpath=benches/python benches/pyo3
	$(BENCH_PY) -m pytest --quiet tests/benches
	benches/run $(BENCH_PY) $(BENCH_NEWEST_PY)

clean:
	rm -rf target dist $(VENV)
