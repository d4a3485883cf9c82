"""The last good site stays whole: a new one is built beside it and takes its place in one step at the end."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from wenzhai.problems import one_line


def staging_folder(final: Path) -> Path:
    """Return the folder, beside the site, in which this process builds the next one."""
    return final.with_name(f".{final.name}-new-{os.getpid()}")


def clear_leftovers(final: Path) -> None:
    """Remove what killed builds left beside the site, and bring back a site that was caught between two names."""
    for old in sorted(final.parent.glob(f".{final.name}-old-*")):
        if not _alive(old):
            _restore_or_remove(old, final)
    for new in sorted(final.parent.glob(f".{final.name}-new-*")):
        if not _alive(new):
            shutil.rmtree(new, ignore_errors=True)


def publish(staging: Path, final: Path) -> None:
    """Put the finished folder `staging` in the place of `final`.

    Raises OSError where the file system refuses; the old site is back in its place then.
    """
    if final.exists() and _exchange(staging, final):
        shutil.rmtree(staging, ignore_errors=True)
        return
    old = final.with_name(f".{final.name}-old-{os.getpid()}")
    had_site = final.exists()
    if had_site:
        final.rename(old)
    try:
        staging.rename(final)
    except OSError:
        if had_site:
            old.rename(final)
        raise
    shutil.rmtree(old, ignore_errors=True)


def publish_changes(staging: Path, final: Path, same: Collection[str]) -> None:
    """Put the files of `staging` into `final`, each in one step, and remove what is neither there nor one of `same`.

    For a preview, which is asked for all pages again after each edit. Names are relative to the site's folder.
    """
    new = {path.relative_to(staging).as_posix() for path in staging.rglob("*") if path.is_file()}
    for name in sorted(new):
        target = final / name
        target.parent.mkdir(parents=True, exist_ok=True)
        staging.joinpath(name).replace(target)
    for folder, _, names in os.walk(final, topdown=False):
        for path in (Path(folder, name) for name in names):
            if (name := path.relative_to(final).as_posix()) not in new and name not in same:
                path.unlink()
        with suppress(OSError):  # of folders that are not empty
            Path(folder).rmdir()
    shutil.rmtree(staging, ignore_errors=True)


_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, and return whether the system could do that: Linux mostly can.

    With two renames there is a moment without a site; a build killed then leaves none until the next one.
    """
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    if renameat2 is None:
        return False
    result: int = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return result == 0


_REFUSALS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EROFS: "文件系统只读",
    errno.EACCES: "没有写权限",
    errno.EPERM: "没有写权限",
    errno.EMFILE: "打开的文件太多",
    errno.EFBIG: "文件太大",
    errno.ENOTEMPTY: "另一次构建刚刚换上了网站",
    errno.EEXIST: "另一次构建刚刚换上了网站",
}


def refusal(error: OSError) -> str:
    """Return in Chinese, on one line, what the file system refused and where."""
    why = _REFUSALS.get(error.errno or 0, error.strerror or str(error))
    return one_line(f"{why}：{error.filename}" if error.filename else why)


def _restore_or_remove(old: Path, final: Path) -> None:
    if final.exists():
        shutil.rmtree(old, ignore_errors=True)
    else:
        with suppress(OSError):
            old.rename(final)


def _alive(folder: Path) -> bool:
    """Return whether the process that a folder is named after still runs; its own leftovers count as dead."""
    suffix = folder.name.rpartition("-")[2]
    if not suffix.isdigit() or int(suffix) == os.getpid():
        return False
    try:
        os.kill(int(suffix), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
