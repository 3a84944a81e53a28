"""Bytes become chunks of text columns: encodings, compression, formats, and the audit of every record."""
