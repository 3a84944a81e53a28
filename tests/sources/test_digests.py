import hashlib

import pytest

from cxcli.errors import CxError
from cxcli.sources.digests import Digests
from cxcli.sources.paths import InputFile


def test_every_file_has_its_checksum_in_order(tmp_path):
    """The checksums are those of the files as they lie on the disk, in the order of the files."""
    files = []
    for number, data in enumerate((b"nps\n9\n", b"", b"x" * 3_000_000)):
        path = tmp_path / str(number)
        path.write_bytes(data)
        files.append(InputFile(path, path.name))
    expected = [hashlib.sha256((tmp_path / str(number)).read_bytes()).hexdigest() for number in range(3)]
    assert list(Digests(files).wait()) == expected


def test_what_goes_wrong_reaches_the_one_who_waits(tmp_path):
    """A file that is gone is a failure of the run, not of a thread that nobody hears."""
    with pytest.raises(CxError):
        Digests([InputFile(tmp_path / "gone", "gone")]).wait()
