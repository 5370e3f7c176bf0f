import multiprocessing
import time
from pathlib import Path

import pytest
import torch.multiprocessing
from torch.multiprocessing.spawn import ProcessRaisedException

from feelingit.errors import RunFolderError
from feelingit.study.steps.train import in_processes, state_file


def _fail(_rank: int) -> None:
    raise RunFolderError("the disk is full: x could not be written; free some space")


def test_what_another_process_says_in_words_is_said_here() -> None:
    said = "^the disk is full: x could not be written; free some space$"
    with pytest.raises(RunFolderError, match=said), in_processes():
        torch.multiprocessing.spawn(_fail, nprocs=1)


def test_a_mistake_in_another_process_stays_one() -> None:
    mistake = ProcessRaisedException("-- Process 0 ended:\nTraceback\nKeyError: 'EXIT'", 0, 1)
    with pytest.raises(ProcessRaisedException), in_processes():
        raise mistake


def test_other_processes_end_with_this_one() -> None:
    process = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(60,))

    def stop() -> None:
        with in_processes():
            process.start()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    process.join(30)
    assert process.exitcode is not None


def test_a_stopped_training_goes_on_only_under_the_same_key(tmp_path: Path) -> None:
    assert state_file(tmp_path, "a" * 64) != state_file(tmp_path, "b" * 64)
