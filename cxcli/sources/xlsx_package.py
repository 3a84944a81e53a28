"""The parts of a workbook: found in its zip by name, referred to by relationships, never more than the limits."""

from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from urllib.parse import unquote
from zipfile import ZipInfo

from msgspec import Struct

from cxcli.errors import DataError, Problem
from cxcli.sources import containers, limits
from cxcli.sources.paths import InputFile
from cxcli.sources.xlsx_xml import XmlError, elements

FEED_BYTES = 256 * 1024


class Relationship(Struct, frozen=True):
    """What a part refers to: the last word of the `kind`, and the part's name; None where it is outside the file."""

    kind: str
    part: str | None


class Package:
    """The parts of one file. A part's name is only compared with other names, it is never used as a path."""

    def __init__(self, file: InputFile) -> None:
        """Read the directory of `file`.

        Raises:
            DataError: it is damaged, has too many parts, or two with the same name.
        """
        self.file = file
        found = containers.members(file)
        self._packed = sum(member.compress_size for member in found)
        self._unpacked: dict[str, int] = {}
        self._members: dict[str, ZipInfo] = {}
        for member in found:
            name = _folded(member.filename)
            if name in self._members:
                raise self.damaged("a part is there twice")
            self._members[name] = member

    def __contains__(self, part: str) -> bool:
        return _folded(part) in self._members

    def blocks(self, part: str) -> Iterator[bytes]:
        """Yield the bytes of a part.

        Raises:
            DataError: there is no such part, it is damaged, or the parts unpack to more than the limits.
        """
        if part not in self:
            raise self.damaged("a part that it refers to is not in it")
        member, total = self._members[_folded(part)], 0
        for block in containers.member_blocks(self.file, member, FEED_BYTES):
            total += len(block)
            self._check_limits(part, total)
            yield block

    def elements(self, part: str) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Yield the elements of a small part as they begin: the name without its namespace, and the attributes.

        Raises:
            DataError: as `blocks`, or the part is no sound XML.
        """
        try:
            yield from elements(self.blocks(part))
        except XmlError as error:
            raise self.unsound(error) from error

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        """Return what a part (the package itself where it is empty) refers to, by the id of the reference."""
        folder, _, name = part.rpartition("/")
        source = f"{folder}/_rels/{name}.rels".lstrip("/")
        if source not in self:
            return {}
        found = {}
        for element, attributes in self.elements(source):
            if element == "Relationship":
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = Relationship(kind, _target(part, attributes))
        return found

    def damaged(self, what: str, advice: str = "open it in a spreadsheet program and save it again") -> DataError:
        """Return the refusal of a workbook that is not sound."""
        return DataError(
            Problem(code="workbook", message=f"the workbook is damaged: {what}", file=self.file.name, help=advice)
        )

    def unsound(self, error: XmlError) -> DataError:
        """Return the refusal of a part that is no sound XML."""
        return self.damaged(error.what) if error.line is None else self.damaged(f"{error.what} (XML line {error.line})")

    def _check_limits(self, part: str, total: int) -> None:
        self._unpacked[part] = max(total, self._unpacked.get(part, 0))
        unpacked = sum(self._unpacked.values())
        packed = self._packed
        is_bomb = unpacked > limits.RATIO_FROM and unpacked > limits.RATIO * packed
        if is_bomb or unpacked > limits.WORKBOOK_BYTES:
            what = (
                f"more than {limits.RATIO} times its size" if is_bomb else f"more than {limits.WORKBOOK_BYTES:,} bytes"
            )
            raise DataError(
                Problem(
                    code="unpacked-size",
                    message=f"the workbook unpacks to {what}",
                    file=self.file.name,
                    help="if you trust it, save the sheet as CSV UTF-8 in a spreadsheet program",
                )
            )


def _folded(name: str) -> str:
    """Return a part's name as it is compared: without a first slash, percent signs of addresses and capitals."""
    return unquote(name).replace("\\", "/").lstrip("/").casefold()


def _target(part: str, attributes: Mapping[str, str]) -> str | None:
    if attributes.get("TargetMode") == "External":
        return None
    target = attributes.get("Target", "").replace("\\", "/")
    return normpath(target.lstrip("/") if target.startswith("/") else join(dirname(part), target))
