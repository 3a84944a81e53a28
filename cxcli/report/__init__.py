"""A report: what it is made of, found out once and written in any format."""
