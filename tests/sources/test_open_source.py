import gzip

import pytest

from cxcli.errors import CxError, DataError
from cxcli.sources.delimited import DelimitedSource
from cxcli.sources.json_source import JsonSource
from cxcli.sources.open_source import open_source
from cxcli.sources.options import ReadOptions
from cxcli.sources.paths import InputFile


@pytest.fixture
def opened(tmp_path):
    def of(data, name="data", **options):
        path = tmp_path / name
        path.write_bytes(data)
        return open_source(InputFile(path, name), ReadOptions(**options))

    return of


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (b"id,nps\n1,9\n", "a.csv", "csv"),
        (b"id\tnps\n1\t9\n", "a.csv", "tsv"),
        (b"id,nps\n1,9\n", "a.json", "csv"),
        (b'[{"nps": 9}]', "a.csv", "json"),
        (b'\n [{"nps": 9}, {"nps": 1}]', "a", "json"),
        (b'{"nps": 9}\n{"nps": 8}\n', "a", "jsonl"),
        (b'{"nps": 9}\n', "a.txt", "jsonl"),
        (b'{"nps": 9}', "a.jsonl", "jsonl"),
        (b'{"nps": 9}', "a.ndjson.gz", "jsonl"),
        (b"[x],nps\n1,9\n", "a.csv", "csv"),
        (b'\xef\xbb\xbf[{"nps": 9}]', "a", "json"),
        ('[{"nps": 9}]'.encode("utf-16"), "a", "json"),
    ],
)
def test_a_file_is_what_its_first_bytes_say(opened, data, name, form):
    """A bracket and what follows it make JSON, an object a line makes JSON Lines, all else is delimited text."""
    source = opened(data, name)
    assert source.facts.format == form
    assert isinstance(source, DelimitedSource if form in ("csv", "tsv") else JsonSource)
    assert source.columns[-1].name == "nps"


def test_a_packed_file_is_what_it_holds(opened):
    """A compressed file is opened by what is inside."""
    assert opened(gzip.compress(b'[{"nps": 9}]'), "a.gz").facts.format == "json"


def test_xml_is_a_workbook_or_refused(opened):
    """XML is known in any encoding; a header that begins with a pointed bracket is text, an old workbook is none."""
    names = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ss = names.replace("xmlns", "xmlns:ss")
    cell = '<Cell><Data ss:Type="String">nps</Data></Cell>'
    text = f'<Workbook {names} {ss}><Worksheet ss:Name="S"><Table><Row>{cell}</Row></Table></Worksheet></Workbook>'
    for data in (
        text.encode(),
        b'<?xml version="1.0"?>' + text.encode(),
        text.encode("utf-16"),
        gzip.compress(text.encode()),
    ):
        source = opened(data, "a.xls")
        assert (source.facts.format, source.columns[0].name) == ("spreadsheetml", "nps")
    assert opened(b"<Workbook>,nps\n1,9\n").facts.format == "csv"
    for data in (b'<?xml version="1.0"?><rss/>', b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)):
        with pytest.raises(DataError) as caught:
            opened(data, "a.xls")
        assert caught.value.problems[0].code == "unsupported-format"


def test_a_path_to_the_records_makes_a_document(opened):
    """Where `records` says where the records are, a file of objects is one document."""
    data = b'{"data":\n{"items": [{"nps": 9}, {"nps": 1}]}}\n'
    source = opened(data, records="data.items")
    assert source.facts.format == "json"
    assert [column.name for column in source.columns] == ["nps"]


def test_an_object_asks_where_its_records_are(opened):
    """A document that is an object is refused with the option that says where the records are."""
    with pytest.raises(DataError) as caught:
        opened(b'{"data":\n[{"nps": 9}, {"nps": 1}]}\n')
    assert "--records data" in caught.value.problems[0].help


def test_a_head_may_end_within_a_character(opened):
    """The kind of a file is found however its first block cuts a character."""
    data = '[{"comment": "' + "é" * 70_000 + '", "nps": 9}]'
    assert opened(data.encode()).facts.format == "json"
    assert opened(b" " + data.encode()).facts.format == "json"


@pytest.mark.parametrize("data", [b"", b" \n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(opened, data):
    """A file without anything in it is refused, whatever its name promises."""
    with pytest.raises(DataError):
        opened(data, "a.json")


def test_a_kind_that_is_not_read_is_refused(opened):
    """A file of a kind that is not read is refused rather than taken for text."""
    with pytest.raises(CxError):
        opened(b"PAR1" + bytes(100) + b"PAR1", "a.parquet")
