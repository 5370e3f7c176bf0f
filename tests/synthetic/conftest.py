import pytest

from feelingit.synthetic import Drawn, draw_faces


@pytest.fixture(scope="session")
def drawn() -> Drawn:
    return draw_faces(70, size=96, seed=11)
