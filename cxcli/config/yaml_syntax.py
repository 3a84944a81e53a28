"""What a YAML syntax error means, in plain words."""

_TAB = ("a tab is used to indent; YAML wants spaces", "replace the tab by two spaces")

_INDENT = ("the indentation does not fit the lines above", "line the key up with its neighbours")
_BRACKET = ("a closing bracket without an opening one", "remove it, or open the list or mapping")
_AFTER = ("more text after a value that is complete", "put the whole value in quotes")
_NO_KEY = ("expected key", "<block end>")

_KNOWN: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "a second ':' where none can be",
        "put a text that contains ': ' in quotes, or start a new line",
    ),
    ("could not find expected ':'", "a key without a ':' after it", "write 'key: value', with a space after the colon"),
    ("',' or ']'", "a list that begins with '[' has no ']' or lacks a comma", "close the list or add the comma"),
    ("',' or '}'", "a mapping that begins with '{' has no '}' or lacks a comma", "close it or add the comma"),
    ("unexpected end of stream", "a quoted text is not closed", "add the closing quote"),
    ("unexpected document", "a quoted text is not closed", "add the closing quote"),
    (
        "escape",
        "an unknown escape after '\\' in a text in double quotes",
        "put the text in single quotes, where '\\' is an ordinary character",
    ),
    (
        "cannot start any token",
        "a value cannot begin with this character unless it is quoted",
        "put the value in quotes",
    ),
    ("sequence entries are not allowed", "a list item '- ' where none can be", "start the list on a line of its own"),
)

_OTHER = (
    "this is not valid YAML",
    "compare the line with those of config.example.yaml; quote texts with odd characters",
)


def explain(problem: str, line: str, column: int) -> tuple[str, str]:
    """Message and advice for a parser's `problem` at a column (from 1) of a line."""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent and column <= len(indent) + 1:
        return _TAB
    if any(fragment in problem for fragment in _NO_KEY):
        return _no_key(line, column)
    for fragment, message, advice in _KNOWN:
        if fragment in problem:
            return message, advice
    return _OTHER


def _no_key(line: str, column: int) -> tuple[str, str]:
    """A key was to come: what stands there instead is told by its place in the line."""
    if line[column - 1 : column] in ("]", "}"):
        return _BRACKET
    return _INDENT if not line[: column - 1].strip() else _AFTER
