import errno
from pathlib import Path

import pytest

from cxcli.errors import ExitCode
from cxcli.reporting.os_failure import os_failure


@pytest.mark.parametrize(
    ("number", "exit_code", "code"),
    [
        (errno.ENOSPC, ExitCode.IO, "disk-full"),
        (errno.EDQUOT, ExitCode.IO, "disk-quota"),
        (errno.EFBIG, ExitCode.IO, "file-size-limit"),
        (errno.EIO, ExitCode.IO, "disk-failure"),
        (errno.EBADF, ExitCode.IO, "stream-closed"),
        (errno.EACCES, ExitCode.NO_PERMISSION, "no-write-permission"),
        (errno.EPERM, ExitCode.NO_PERMISSION, "no-write-permission"),
        (errno.EROFS, ExitCode.CANNOT_CREATE, "read-only-disk"),
        (errno.ENOENT, ExitCode.CANNOT_CREATE, "output-folder-missing"),
        (errno.ENOTDIR, ExitCode.CANNOT_CREATE, "output-folder-is-a-file"),
        (errno.ENAMETOOLONG, ExitCode.CANNOT_CREATE, "output-name-too-long"),
        (errno.ELOOP, ExitCode.CANNOT_CREATE, "output-link-circle"),
        (errno.EXDEV, ExitCode.IO, "write-failed"),
    ],
)
def test_each_refusal_has_its_exit_code_and_no_words_of_the_library(number, exit_code, code):
    """73 where the file cannot be, 77 where it may not be, 74 where writing failed; the words are the program's own."""
    failure = os_failure(OSError(number, "WORDS OF THE LIBRARY"), name="out.csv", folder=Path("reports"))
    (problem,) = failure.problems
    assert (failure.exit_code, problem.code, problem.file) == (exit_code, code, "out.csv")
    assert "LIBRARY" not in f"{problem.message} {problem.help}"
    assert problem.help


def test_a_full_disk_says_how_much_is_needed():
    """The advice names the bytes that were to be written."""
    (problem,) = os_failure(OSError(errno.ENOSPC, ""), name="x", size=1234567).problems
    assert problem.message == "no space left on the disk"
    assert "1,234,567 bytes" in problem.help


def test_a_missing_folder_comes_with_the_command_that_makes_it():
    """The command can be pasted, whatever the folder is called."""
    (problem,) = os_failure(OSError(errno.ENOENT, ""), name="x", folder=Path("my {reports}; rm")).problems
    assert problem.help == "mkdir -p 'my {reports}; rm'"


@pytest.mark.parametrize(("error", "named"), [(OSError(errno.EXDEV, ""), "EXDEV"), (OSError("x"), "without a number")])
def test_an_unknown_refusal_is_named(error, named):
    """What is not in the list is named by the system's short name."""
    assert named in os_failure(error, name="x").problems[0].message
