"""The sizes at which a file is refused rather than read. They are far above honest exports and far below harm."""

MIB = 1024 * 1024

UNPACKED_BYTES = 4096 * MIB
"""Bytes of one file after decompression; the same for plain files would only forbid honest work, so it is not."""

RATIO = 200
"""Unpacked to packed bytes, looked at once more than RATIO_FROM bytes have come out."""
RATIO_FROM = 10 * MIB

XZ_MEMORY = 160 * MIB
"""Memory that unpacking xz may take; its highest level needs 65 MiB."""

RECORD_BYTES = 2 * MIB
LINES_IN_A_RECORD = 1000
"""Line ends inside the quoted fields of one record; more of them mean that a quote was left open."""
COLUMNS = 4096

JSON_BYTES = 512 * MIB
"""A JSON document is held whole; JSON Lines are not limited."""

MEMBERS = 2000
"""Parts of a workbook. Honest ones have some dozens, more only with pictures."""
WORKBOOK_BYTES = 500 * MIB
"""Bytes of the parts of a workbook that are read, after decompression."""
ELEMENTS = 2_000_000
"""Beginnings and ends of elements in a part of a workbook that is no table."""
CELLS = 20_000_000
"""Cells of a sheet, empty ones that have a format among them."""
SHEET_ROWS = 1_048_576
"""The rows that a sheet can have in a spreadsheet program."""
SHARED_TEXTS = 5_000_000
"""Texts in the table that the sheets of a workbook share; it is held whole."""

XML_DEPTH = 64
"""Elements inside each other in a workbook that is one XML file; honest ones have some dozen."""
STYLES = 100_000
"""Styles of cells in such a workbook; spreadsheet programs know some 65,000."""

REJECTS_KEPT = 100_000
"""Rejects kept in detail; beyond, they are only counted."""
