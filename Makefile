# Two commands on a fresh machine:  make run   make test
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
HOST   ?= 127.0.0.1
PORT   ?= 7860
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: run test check bench eval models screenshots clean

$(VENV)/.run: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新的版本，现在是：$$($(PYTHON) --version)"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q -c constraints.txt -e .
	touch $@

$(VENV)/.dev: $(VENV)/.run
	$(BIN)/pip install -q -c constraints.txt -e '.[dev]'
	touch $@

# The page opens even if a model could not be fetched: it then shows what can be counted and says what is missing.
run: $(VENV)/.run
	@$(BIN)/reviewer models get all || echo "模型没有下载成功，网页照常打开，只给出能直接数出来的结果。"
	@$(BIN)/reviewer library build
	@HOST=$(HOST) PORT=$(PORT) $(BIN)/python app.py

models: $(VENV)/.run
	$(BIN)/reviewer models get all

# Two at a time: half of the time goes into waiting for pages, processes and models.
test: $(VENV)/.dev models
	$(BIN)/pytest -n 2 --dist loadfile

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/reviewer rubrics check
	$(BIN)/reviewer library check

bench: $(VENV)/.dev
	$(BIN)/python -m eval speed
	$(BIN)/python -m eval throughput

eval: $(VENV)/.dev
	$(BIN)/python -m eval measures
	$(BIN)/python -m eval scoring --report build/scoring.md

screenshots: $(VENV)/.dev
	SCREENSHOTS=docs/screenshots $(BIN)/pytest tests/web -m browser

clean:
	rm -rf $(VENV) build dist *.egg-info
