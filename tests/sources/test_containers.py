import bz2
import gzip
import hashlib
import io
import lzma
import os
import resource
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxcli.errors import CxError, DataError, InputError, IoError, PermissionRefused, RetryError
from cxcli.sources import containers, limits
from cxcli.sources.containers import blocks, container, sha256
from cxcli.sources.paths import InputFile, stamp_of

DATA = b"id,score\n" + b"1,9\n" * 1000


def zipped(members, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data, **options)
    return out.getvalue()


PACKED = {
    "plain": DATA,
    "gzip": gzip.compress(DATA),
    "bzip2": bz2.compress(DATA),
    "xz": lzma.compress(DATA),
    "zip": zipped({"a.csv": DATA}),
}


@pytest.fixture
def put(tmp_path):
    """Write bytes to a file, and give it as input."""

    def write(data, name="f.csv"):
        path = tmp_path / name
        path.write_bytes(data)
        return InputFile(path, name)

    return write


def read(file, size=containers.BLOCK_BYTES):
    return b"".join(blocks(file, container(file), size))


def refused(call, *args):
    with pytest.raises(DataError) as caught:
        call(*args)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize("kind", PACKED)
@pytest.mark.parametrize("size", [1, 7, 1000, 10**6])
def test_what_was_packed_comes_out(put, kind, size):
    """Each kind of packing is known by the first bytes, and its content comes out whole in blocks up to the size."""
    file = put(PACKED[kind], "any.name")
    assert container(file) == kind
    assert [len(block) <= size for block in blocks(file, kind, size)] == [True] * -(-len(DATA) // size)
    assert read(file, size) == DATA


def test_two_gzip_members_are_one_file(put):
    """Members one behind the other are one content, zeros behind them are padding."""
    assert read(put(gzip.compress(b"a\n") + gzip.compress(b"b\n") + bytes(9))) == b"a\nb\n"


@pytest.mark.parametrize("kind", ["gzip", "bzip2", "xz", "zip"])
def test_a_cut_or_garbled_file_is_damaged(put, kind):
    """A packed file that is cut off, has a flipped bit in its checksum, or garbage behind it, is refused."""
    packed = PACKED[kind]
    flipped = bytearray(packed)
    crc = zlib.crc32(DATA).to_bytes(4, "little")
    flipped[{"gzip": packed.rfind(crc), "zip": packed.rfind(crc), "bzip2": 10, "xz": len(packed) // 2}[kind]] ^= 1
    for data in (packed[: len(packed) // 2], packed[:-3], bytes(flipped)):
        assert refused(read, put(data)).code == "damaged"
    if kind != "zip":
        assert refused(read, put(packed + b"garbage")).code == "damaged"


@settings(max_examples=150)
@given(st.sampled_from(sorted(set(PACKED) - {"plain"})), st.data())
def test_damage_is_an_error_in_words(tmp_path_factory, kind, data):
    """Whatever bytes are changed, the content is the right one or the error is one of the program's own."""
    packed = bytearray(PACKED[kind])
    for _ in range(data.draw(st.integers(1, 3))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "damaged"
    path.write_bytes(packed)
    file = InputFile(path, "damaged")
    try:
        kind_found = container(file)
        content = b"".join(blocks(file, kind_found))
    except CxError:
        return
    assert content == DATA or kind_found == "plain"


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"a.csv": DATA, "b.csv": DATA}, "zip-members"),
        ({}, "zip-members"),
        ({"folder/": b""}, "zip-members"),
        ({"a.csv.gz": gzip.compress(DATA)}, "nested-compression"),
        ({"a.zip": zipped({"a.csv": DATA})}, "nested-compression"),
        ({"page.csv": b"<!DOCTYPE html><html></html>"}, "unsupported-format"),
        ({"[Content_Types].xml": b"<xml/>", "word/document.xml": b""}, "unsupported-format"),
        ({"mimetype": b"x", "content.xml": b""}, "unsupported-format"),
    ],
)
@pytest.mark.parametrize("size", [1, 10**6])
def test_a_zip_holds_one_file_of_text(put, members, code, size):
    """A zip with no file or several, or with what is packed or no text itself, is refused."""
    assert refused(read, put(zipped(members), "f.zip"), size).code == code


def test_a_zip_that_points_outside_itself_is_damaged(put):
    """A directory that tells of a place before the file's first byte is damage, no failure of the disk."""
    size = PACKED["zip"].index(b"PK\x05\x06") + 12
    for offset in (size, size + 4):
        damaged = bytearray(PACKED["zip"])
        damaged[offset : offset + 4] = (10**6).to_bytes(4, "little")
        assert refused(read, put(bytes(damaged), "f.zip")).code == "damaged"


def test_a_folder_in_a_zip_is_no_member(put):
    """Beside a folder's entry there may be one file; its name is never used."""
    assert read(put(zipped({"folder/": b"", "../../tmp/x.csv": DATA}), "f.zip")) == DATA
    assert not Path("/tmp/x.csv").exists()  # noqa: S108 - the name that must not be used


@pytest.mark.parametrize(
    ("offset", "flag", "code"), [(6, 1, "zip-password"), (8, 97, "zip-method"), (4, 99, "zip-method")]
)
def test_a_zip_that_python_cannot_unpack_says_why(put, offset, flag, code):
    """A zip with a password, or packed in an unusual way, is refused by that name."""
    packed = bytearray(PACKED["zip"])
    packed[offset] = flag
    packed[packed.index(b"PK\x01\x02") + offset + 2] = flag
    assert refused(read, put(bytes(packed), "f.zip")).code == code


def test_a_compressed_page_or_archive_is_no_table(put):
    """What is inside a packed file is looked at like a file of its own."""
    assert refused(read, put(gzip.compress(b"<html>log in</html>"))).code == "unsupported-format"
    assert refused(read, put(gzip.compress(bz2.compress(DATA)))).code == "nested-compression"
    assert read(put(bz2.compress(b""))) == b""


def test_what_is_not_read_is_named_with_a_way_out(put):
    """A format that is not read is refused with the command that helps, the file's name in it."""
    problem = refused(container, put(b"PAR1\x15\x00", "data.parquet"))
    assert "Parquet" in problem.message
    assert "data.parquet" in problem.help


def test_a_bomb_is_refused_fast_and_small(put):
    """A gigabyte of zeros in one megabyte is refused within 2 seconds, in less than 300 MB."""
    packed = gzip.compress(bytes(2**24)) * 64
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.process_time()
    assert refused(read, put(packed, "bomb.gz")).code == "unpacked-size"
    assert time.process_time() - begin < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


def test_the_ratio_counts_from_its_size_on(put, monkeypatch):
    """A file may unpack to the ratio times its size and not to more, and is looked at only above a size."""
    packed = gzip.compress(bytes(100_000))
    monkeypatch.setattr(limits, "RATIO_FROM", 99_999)
    monkeypatch.setattr(limits, "RATIO", 100_000 // len(packed) + 1)
    assert len(read(put(packed))) == 100_000
    monkeypatch.setattr(limits, "RATIO", 100_000 // len(packed))
    assert refused(read, put(packed)).code == "unpacked-size"
    monkeypatch.setattr(limits, "RATIO_FROM", 100_000)
    assert len(read(put(packed))) == 100_000


def test_the_unpacked_size_has_a_limit(put, monkeypatch):
    """As many bytes as the limit may come out, one more may not; a plain file has no such limit."""
    monkeypatch.setattr(limits, "UNPACKED_BYTES", len(DATA))
    assert read(put(PACKED["gzip"])) == DATA
    monkeypatch.setattr(limits, "UNPACKED_BYTES", len(DATA) - 1)
    problem = refused(read, put(PACKED["gzip"]))
    assert (problem.code, problem.message) == (
        "unpacked-size",
        f"the file unpacks to more than {len(DATA) - 1:,} bytes",
    )
    assert read(put(DATA)) == DATA


def append(path):
    with path.open("ab") as out:
        out.write(b"2,10\n")


def replace(path):
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    other.replace(path)


@pytest.mark.parametrize("change", [append, replace, Path.unlink])
@pytest.mark.parametrize("kind", ["plain", "gzip"])
def test_a_file_that_changes_while_it_is_read_is_an_error(put, change, kind):
    """Written to, replaced or deleted during a reading, a file gives no result, and the next run may."""
    file = put(PACKED[kind])
    stream = blocks(file, kind, 1000)
    next(stream)
    change(file.path)
    with pytest.raises(RetryError) as caught:
        list(stream)
    assert caught.value.problems[0].code == "input-changed"


def test_a_file_that_is_cut_while_it_is_read_is_not_called_damaged(put):
    """A packed file that is truncated meanwhile changed; that is what is said."""
    file = put(gzip.compress(os.urandom(10**6)))
    stream = blocks(file, "gzip", 1000)
    next(stream)
    os.truncate(file.path, 500_000)
    with pytest.raises(RetryError):
        list(stream)


def test_a_file_is_the_one_that_was_named(put):
    """Each reading makes sure that the file is as it was when it was named."""
    file = put(DATA)
    named = InputFile(file.path, file.name, stamp_of(file.path))
    assert read(named) == DATA
    assert sha256(named) == hashlib.sha256(DATA).hexdigest()
    append(file.path)
    for call in (read, sha256):
        with pytest.raises(RetryError):
            call(named)


def test_a_checksum_is_of_the_bytes_on_the_disk(put):
    """The checksum is that of the packed file."""
    assert sha256(put(PACKED["xz"])) == hashlib.sha256(PACKED["xz"]).hexdigest()


@pytest.mark.parametrize("call", [container, sha256, lambda file: list(blocks(file, "plain"))])
def test_a_file_that_is_not_there_is_missing(tmp_path, call):
    """A missing file, or a folder, is missing input."""
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(InputError) as caught:
            call(InputFile(path, "none"))
        assert caught.value.problems[0].code == "no-such-file"


def test_a_file_that_may_not_be_read_is_a_matter_of_permission(monkeypatch):
    """A file that may not be opened is refused as such."""

    def no_permission(*_args):
        raise PermissionError

    monkeypatch.setattr(Path, "open", no_permission)
    with pytest.raises(PermissionRefused):
        container(InputFile(Path("f.csv"), "f.csv"))


def test_a_disk_that_fails_is_an_error_of_reading(put, monkeypatch):
    """A read that fails is not damage of the file."""

    class Failing(io.BytesIO):
        def read(self, _size=-1):
            raise OSError(5, "Input/output error")

    file = put(DATA)
    monkeypatch.setattr(containers, "_opened", lambda _file: Failing())
    with pytest.raises(IoError) as caught:
        list(blocks(file, "plain"))
    assert caught.value.problems[0].code == "read-failed"
