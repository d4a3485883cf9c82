"""Work in other processes gives what it gives here: results in order, faults as they were; nothing goes on."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from wenzhai import processes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere everything is done in turn")

processors = processes._processors


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever machine this is, and whatever threads other tests have left: some tasks must not be done here."""
    monkeypatch.setattr(processes, "_processors", lambda: 2)


def double(number: int) -> tuple[int, int]:
    return 2 * number, os.getpid()


def refuse(number: int) -> int:
    raise OSError(28, "No space left on device", f"{number}.txt")


class UnsendableError(Exception):
    def __init__(self, first: str, second: str) -> None:
        super().__init__(first + second)


def refuse_oddly() -> int:
    raise UnsendableError("第", "一")


def test_results_come_in_the_order_of_the_items_from_more_than_one_process() -> None:
    doubled = processes.spread(double, range(99))
    assert [number for number, _ in doubled] == [2 * number for number in range(99)]
    assert len({process for _, process in doubled}) > 1


@pytest.mark.parametrize("count", [0, 1, 7])
def test_few_items_stay_here(count: int) -> None:
    assert processes.spread(double, range(count)) == [(2 * number, os.getpid()) for number in range(count)]


def test_where_there_are_threads_everything_stays_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_processors", processors)
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert {process for _, process in processes.spread(double, range(20))} == {os.getpid()}
    finally:
        done.set()
        thread.join()


def test_what_a_process_raises_is_raised_here_as_it_was() -> None:
    waiting = processes.begin(partial(refuse, 7))
    with pytest.raises(OSError, match="No space") as caught:
        waiting()
    assert (caught.value.errno, caught.value.filename) == (28, "7.txt")


def test_an_exception_that_cannot_be_sent_says_its_words() -> None:
    with pytest.raises(RuntimeError, match="UnsendableError: 第一"):
        processes.begin(refuse_oddly)()


def test_a_process_that_is_killed_is_a_fault() -> None:
    waiting = processes.begin(partial(os.kill, 0, 0))  # a control: it ends well
    assert waiting() is None
    with pytest.raises(ChildProcessError, match="-9"):
        processes.begin(lambda: os.kill(os.getpid(), signal.SIGKILL))()


def test_nobody_waits_for_what_has_been_ended() -> None:
    processes.begin(signal.pause)
    (child,) = processes._children
    processes.end_all()
    assert not is_running(child)


def test_a_process_ends_with_the_one_that_began_it() -> None:
    def begin_and_die() -> None:
        processes.begin(signal.pause)
        (child,) = processes._children
        os.write(writing, str(child).encode())
        os.kill(os.getpid(), signal.SIGKILL)

    reading, writing = os.pipe()
    with pytest.raises(ChildProcessError):
        processes.begin(begin_and_die)()
    grandchild = int(os.read(reading, 20))
    for descriptor in (reading, writing):
        os.close(descriptor)
    deadline = time.monotonic() + 10
    while is_running(grandchild) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not is_running(grandchild)


def is_running(process: int) -> bool:
    """Whether it still runs: one that nobody has waited for keeps its number."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return state.rpartition(")")[2].split()[0] not in {"Z", "X"}
