import bz2
import gzip
import io
import lzma
import zipfile

import pytest

from cxcli.sources.signatures import container_of, foreign, is_named_for, office_file, packing_notices


def zipped(data=b"a,b\n"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.csv", data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (gzip.compress(b"a", mtime=0), "gzip"),
        (bz2.compress(b"a"), "bzip2"),
        (lzma.compress(b"a"), "xz"),
        (zipped(), "zip"),
        (b"PK\x05\x06" + bytes(18), "zip"),
        (b"id,score\n", "plain"),
        (b"", "plain"),
    ],
)
def test_packing_is_told_by_the_first_bytes(data, kind):
    """How a file is packed is seen from what real packers write."""
    assert container_of(data[:64]) == kind


@pytest.mark.parametrize(
    ("name", "packed", "answer"),
    [
        ("a.csv", "plain", True),
        ("a.csv.GZ", "gzip", True),
        ("a.bz2", "bzip2", True),
        ("a.xz", "xz", True),
        ("a.zip", "zip", True),
        ("a.csv", "gzip", False),
        ("a.gz", "zip", False),
        ("<stdin>", "gzip", True),
    ],
)
def test_a_name_may_hide_the_packing(name, packed, answer):
    """A packed file's name should end as is usual; standard input has no name."""
    assert is_named_for(name, packed) is answer


@pytest.mark.parametrize(
    ("head", "word"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS"),
        (b"PAR1\x15\x04\x15", "Parquet"),
        (b"ARROW1\0\0", "Arrow"),
        (b"\xff\xff\xff\xffARROW1", "Arrow"),
        (b"ORC\x08\x03", "ORC"),
        (b"%PDF-1.7", "PDF"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"\x28\xb5\x2f\xfd\x04", "zstd"),
        (b"\x80\x04\x95\x10", "pickle"),
        (b"version https://git-lfs.github.com/spec/v1\n", "LFS"),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"\xef\xbb\xbf \n<html lang='en'>", "HTML"),
    ],
)
def test_other_formats_are_told_by_their_name(head, word):
    """What cannot be read is named, and what to do instead is said."""
    what, help_text = foreign(head)
    assert word in what
    assert help_text


@pytest.mark.parametrize(
    "head",
    [b"ORCID,score\n1,9\n", b"PAR1,PAR2\n", b"ARROW1;b\n", b"id,<html>\n", b"Rar!,x\n", b"", b'<?xml version="1.0"?>'],
)
def test_names_that_begin_like_a_format_are_text(head):
    """A header may begin with the letters of a magic number; XML may be a workbook, which its root tells."""
    assert foreign(head) is None


@pytest.mark.parametrize(
    ("name", "packed", "word"),
    [
        ("a.xlsx", "plain", "no workbook"),
        ("a.xlsx", "gzip", "no workbook"),
        ("a.csv", "workbook", "is a workbook"),
        ("a.csv", "gzip", "packed (gzip)"),
        ("a.xlsm", "workbook", None),
        ("a.csv", "plain", None),
    ],
)
def test_a_name_that_says_something_else_is_told_of(name, packed, word):
    """A notice says where the name and the content of a file disagree."""
    found = packing_notices(name, packed)
    assert [notice.code for notice in found] == ["packed-name"] * (word is not None)
    assert all(word in notice.message for notice in found)


def test_the_part_of_a_workbook_may_have_a_number():
    """Some programs call it `xl/workbook2.xml`; a document of another kind stays refused."""
    assert office_file(["[Content_Types].xml", "xl/workbook2.xml"]) == "workbook"
    assert office_file(["[Content_Types].xml", "word/document.xml"]) not in ("workbook", None)
