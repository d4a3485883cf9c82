"""Work in processes of its own, so that a build has every core: forked, so nothing is sent but what comes back.

Only Linux forks safely, and only where no other thread could hold a lock; elsewhere everything is done in turn, with
the same result. So it is in a preview, which remembers what it has made: another process would remember it in vain.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NoReturn, TypeVar

from wenzhai.memory import memory

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_PR_SET_PDEATHSIG = 1
"""Of prctl(2): the signal that a process gets when its parent dies."""

_children: set[int] = set()


def begin(task: Callable[[], _Result]) -> Callable[[], _Result]:
    """Begin a task, and return what waits for its result, or raises what it has raised.

    Both must be such as can be pickled. Where there is only one processor, the task is done when it is waited for.
    """
    if _processors() == 1:
        return task
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    gc.freeze()  # what the processes share is not to be looked through in each of them, nor copied for that
    if (child := os.fork()) == 0:
        os.close(reading)
        _work(task, writing, parent)
    os.close(writing)
    _children.add(child)
    return partial(_wait, child, reading)


def spread(function: Callable[[_Item], _Result], items: Iterable[_Item], least: int = 8) -> list[_Result]:
    """Return `function` of every item, in their order; fewer than `least` items are not worth another process."""
    items = list(items)
    shares = _processors() if len(items) >= least else 1
    waiting = [begin(partial(_map, function, items[share::shares])) for share in range(1, shares)]
    results: list[list[_Result]] = [_map(function, items[::shares]), *(wait() for wait in waiting)]
    return [results[number % shares][number // shares] for number in range(len(items))]


def end_all() -> None:
    """End every process that has been begun and not waited for: nobody wants its result."""
    for child in _children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    _children.clear()


def _map(function: Callable[[_Item], _Result], items: Iterable[_Item]) -> list[_Result]:
    return [function(item) for item in items]


def _processors() -> int:
    if memory.keeps or sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def _work(task: Callable[[], object], writing: int, parent: int) -> NoReturn:
    """Do the task in this new process, send its result and end; whoever forked it goes on elsewhere."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    _children.clear()
    try:
        answer = pickle.dumps((True, task()), pickle.HIGHEST_PROTOCOL)
    except BaseException as error:  # noqa: BLE001  it is raised again in the process that waits
        answer = _sendable(error)
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(answer)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _sendable(error: BaseException) -> bytes:
    try:
        answer = pickle.dumps((False, error))
        pickle.loads(answer)  # noqa: S301  our own bytes: some exceptions can be written and not read
    except Exception:  # noqa: BLE001  whatever it is that cannot be sent, its words can
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
    return answer


def _wait(child: int, reading: int) -> Any:  # noqa: ANN401  what the task returned
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    _children.discard(child)
    _, status = os.waitpid(child, 0)
    if not answer:
        raise ChildProcessError(f"一个子进程中途结束（{os.waitstatus_to_exitcode(status)}）")
    done, result = pickle.loads(answer)  # noqa: S301  from a process that we forked, through a pipe that only it has
    if not done:
        raise result
    return result
