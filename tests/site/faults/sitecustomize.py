"""A file system that fails: Python imports this by itself when the folder is on its path.

`WENZHAI_FAULT=ENOSPC:40` lets the fortieth file that is opened for writing below a folder in the making fail so, and
all that come after it. `KILL:40` kills the process instead. `ENOSPC:40:zh-hk` counts only files with that in their
path: editions are built by processes of their own, each of which counts for itself.
"""

from __future__ import annotations

import builtins
import errno
import os
import signal
from typing import Any

_NAME, _NUMBER, _PART = (os.environ.get("WENZHAI_FAULT", "").split(":") + ["", "", ""])[:3]
_open = builtins.open
_written = 0


def _failing(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:  # noqa: ANN401  as the real one
    global _written  # noqa: PLW0603  the disk is one for the process
    if ".site-new-" in str(file) and _PART in str(file) and set(mode) & set("wax+"):
        _written += 1
        if _written >= int(_NUMBER):
            if _NAME == "KILL":
                os.kill(os.getpid(), signal.SIGKILL)
            number = getattr(errno, _NAME)
            raise OSError(number, os.strerror(number), str(file))
    return _open(file, mode, *arguments, **options)


if _NAME:
    builtins.open = _failing
