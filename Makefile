# Two commands for newcomers: `make study` and `make test`.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: study test lint bench clean

$(BIN)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@

# Two measures are checked against Quantus. What it depends on would bring a second OpenCV.
$(BIN)/.quantus: $(BIN)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --no-deps \
		quantus scikit-image cachetools imageio lazy-loader tifffile
	touch $@

study: $(BIN)/.installed  ## Run the quickstart study on drawn faces.
	$(BIN)/feelingit study quickstart

test: $(BIN)/.quantus lint  ## Linters, types, import contract, tests.
	OMP_NUM_THREADS=1 $(BIN)/pytest -n auto

lint: $(BIN)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(BIN)/.installed  ## Speed, as ratios in one run.
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) runs .pytest_cache .mypy_cache .ruff_cache .hypothesis
