import pytest

from feelingit.report.load import load
from feelingit.report.results import Results
from tests.report.sample_run import Sample, write_sample


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """One model, asked on bare faces alone, whose methods were not tested."""
    sample = Sample(models=("compact",), arms=("baseline",), conditions=("none",), faces=300,
                    search=False, judged=False)  # fmt: skip
    return load(write_sample(tmp_path_factory.mktemp("alone"), sample))
