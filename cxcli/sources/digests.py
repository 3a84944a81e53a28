"""The checksums of files, made beside the reading of them."""

from collections.abc import Sequence
from threading import Thread

from cxcli.errors import CxError
from cxcli.sources.containers import sha256
from cxcli.sources.paths import InputFile


class Digests(Thread):
    """The SHA-256 of some files, in hexadecimal and in their order; the work begins at once, in a thread of its own.

    Who fails meanwhile need not wait: the thread ends with the program.
    """

    def __init__(self, files: Sequence[InputFile]) -> None:
        """Begin with the checksums of `files`."""
        super().__init__(daemon=True)
        self._files = files
        self._found: list[str] = []
        self._error: CxError | None = None
        self.start()

    def run(self) -> None:
        """Make the checksums; what goes wrong is kept for the one who waits."""
        try:
            for file in self._files:
                self._found.append(sha256(file))
        except CxError as error:
            self._error = error

    def wait(self) -> Sequence[str]:
        """Return the checksums once they are made.

        Raises:
            CxError: a file cannot be read any more, or has changed.
        """
        self.join()
        if self._error is not None:
            raise self._error
        return self._found
