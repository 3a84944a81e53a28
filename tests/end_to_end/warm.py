"""A process that has everything loaded and runs `cx` in children of its own, so that hundreds of runs take seconds.

As a script it reads tasks from its standard input, a JSON object a line, and answers each with a line.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Child:
    """How a child ended, what it said, and how long it took from the signal, or from its start, to its end."""

    code: int
    err: str
    seconds: float


class Warm:
    """The process, from outside; `arguments` are those of its first run, which loads everything."""

    def __init__(self, folder, *arguments):
        """Start it in a folder."""
        words = [sys.executable, __file__, *map(str, arguments)]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
        self._process = subprocess.Popen(
            words, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        self.first = Child(**json.loads(self._process.stdout.readline()))

    def run(self, *runs, **how):
        """Run `cx` once for each list of arguments, all at once, and return how each run ended.

        `signal` is sent `after` so many seconds; `size` limits the size of files; `user` is whose rights it has;
        `stdout` is a file in place of its output, or "closed".
        """
        self._process.stdin.write(json.dumps({"runs": [list(map(str, run)) for run in runs], **how}) + "\n")
        self._process.stdin.flush()
        return [Child(**each) for each in json.loads(self._process.stdout.readline())]

    def close(self):
        """End it."""
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()


def _serve():
    from cxcli.commands import entry  # noqa: PLC0415 - only in the process itself

    began = time.monotonic()
    code = entry.run(sys.argv[1:])
    sys.stdout.write(json.dumps({"code": code, "err": "", "seconds": time.monotonic() - began}) + "\n")
    sys.stdout.flush()
    for line in sys.stdin:
        task = json.loads(line)
        children = [_forked(entry, arguments, task) for arguments in task["runs"]]
        if "signal" in task:
            time.sleep(task["after"])
            for pid, *_ in children:
                os.kill(pid, task["signal"])
        began = time.monotonic()
        sys.stdout.write(json.dumps([_ended(*child, began) for child in children]) + "\n")
        sys.stdout.flush()


def _forked(entry, arguments, task):
    """Start a child and return it, with the end of a pipe that has what it says, once it is ready for signals."""
    said, err = os.pipe()
    waiting, ready = os.pipe()
    pid = os.fork()
    if pid == 0:
        os._exit(_child(entry, arguments, task, err, ready))
    os.close(err)
    os.close(ready)
    os.read(waiting, 1)
    os.close(waiting)
    return pid, said


def _child(entry, arguments, task, err, ready):
    code = 99
    try:
        os.dup2(err, 2)
        _prepared(task)
        for name in entry._SIGNALS:
            signal.signal(getattr(signal, name), entry._stop)
        os.write(ready, b"r")
        code = entry.run(arguments)
    except SystemExit as end:
        code = end.code
    except KeyboardInterrupt:
        code = 130
    except BaseException:  # noqa: BLE001 - what the parent looks for
        traceback.print_exc()
    return int(code or 0)


def _prepared(task):
    if task.get("stdout") == "closed":
        os.close(1)
        sys.stdout = None  # as Python has it where it starts without
    else:
        os.dup2(os.open(task.get("stdout", os.devnull), os.O_WRONLY), 1)
    if "size" in task:
        resource.setrlimit(resource.RLIMIT_FSIZE, (task["size"], resource.RLIM_INFINITY))
    if "user" in task:
        os.setgid(task["user"])
        os.setuid(task["user"])


def _ended(pid, said, began):
    _, status = os.waitpid(pid, 0)
    seconds = time.monotonic() - began
    with os.fdopen(said, "rb") as err:
        text = err.read().decode()
    return {"code": os.waitstatus_to_exitcode(status), "err": text, "seconds": seconds}


if __name__ == "__main__":
    _serve()
