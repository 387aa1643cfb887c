# Two commands: `make demo` shows the product on invented data, `make test` runs every test.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3

.PHONY: demo test check bench requirements clean

demo: $(VENV)/.runtime
	$(BIN)/zgm demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest --numprocesses 4 --dist loadfile --no-loadscope-reorder

# What a change must pass besides the tests: style, types, layers.
check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev
	$(BIN)/python -m bench

$(VENV)/.runtime: requirements/runtime.txt requirements/build.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Es braucht Python 3.11 oder neuer." if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

# Pin everything anew, with hashes and without addresses.
requirements:
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile $(PIN) --extra web --extra load -o requirements/runtime.txt pyproject.toml
	$(BIN)/pip-compile $(PIN) --extra web -o requirements/web.txt pyproject.toml
	$(BIN)/pip-compile $(PIN) -o requirements/build.txt requirements/build.in
	$(BIN)/pip-compile $(PIN) -o requirements/dev.txt requirements/dev.in
PIN := --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header

clean:
	rm -rf $(VENV) artifacts
