"""Where the records of a JSON document stand: the text is walked once, and one record at a time is decoded."""

from collections.abc import Generator, Iterator

from msgspec import Struct

from cxcli.sources.strict_json import RULES, JsonFault, JsonValue, after_space, decode_at


class Element(Struct, frozen=True):
    """One record's place in the text and its `value`, or the `fault` for which it alone is refused."""

    start: int
    end: int
    value: JsonValue = None
    fault: JsonFault | None = None


def walk(text: str, path: str) -> Iterator[Element]:
    """Yield the elements of the array under the dotted `path`, or the one value there that is no array.

    An empty `path` is the root. The whole text is walked, also behind the records. Keys may hold dots themselves.

    Raises:
        JsonFault: the text around the records is faulty, or breaks off; or, at the end, `no_such_path` and
            `ambiguous_path`.
    """
    cursor = _Cursor(text)
    found = yield from _under(cursor, path)
    cursor.finish()
    if found == 0:
        raise JsonFault("no_such_path", "the path leads nowhere", 0)
    if found > 1:
        raise JsonFault("ambiguous_path", "the path leads to more than one place", 0)


class _Cursor(Struct):
    """A place in a text, moved forward over what is read."""

    text: str
    at: int = 0

    def peek(self) -> str:
        """Return the next character that is not white space, or an empty text at the end."""
        self.at = after_space(self.text, self.at)
        return self.text[self.at : self.at + 1]

    def take(self, character: str) -> bool:
        found = self.peek() == character
        self.at += found
        return found

    def expect(self, character: str) -> None:
        if not self.take(character):
            raise self._fault()

    def key(self) -> str:
        if self.peek() != '"':
            raise self._fault()
        key = self.value()
        self.expect(":")
        return str(key)

    def value(self) -> JsonValue:
        self.peek()
        value, self.at = decode_at(self.text, self.at)
        return value

    def element(self) -> Element:
        self.peek()
        start = self.at
        try:
            value, self.at = decode_at(self.text, start, unique_keys=True)
        except JsonFault as fault:
            if fault.end is None:
                raise
            self.at = fault.end
            return Element(start, self.at, fault=fault)
        return Element(start, self.at, value)

    def finish(self) -> None:
        if self.peek():
            raise JsonFault("extra_text", RULES["extra_text"], self.at)

    def _fault(self) -> JsonFault:
        if self.peek():
            return JsonFault("not_json", RULES["not_json"], self.at)
        return JsonFault("not_json", "the text breaks off", self.at)


def _under(cursor: _Cursor, path: str) -> Generator[Element, None, int]:
    if not path:
        yield from _elements(cursor)
        return 1
    if cursor.peek() != "{":
        cursor.value()
        return 0
    found = 0
    for key in _keys(cursor):
        if key == path:
            found += yield from _under(cursor, "")
        elif path.startswith(key + "."):
            found += yield from _under(cursor, path[len(key) + 1 :])
        else:
            cursor.value()
    return found


def _elements(cursor: _Cursor) -> Iterator[Element]:
    if not cursor.take("["):
        yield cursor.element()
        return
    if cursor.take("]"):
        return
    yield cursor.element()
    while not cursor.take("]"):
        cursor.expect(",")
        yield cursor.element()


def _keys(cursor: _Cursor) -> Iterator[str]:
    """Yield each key of the object at the cursor; whoever takes a key moves the cursor over its value."""
    cursor.expect("{")
    if cursor.take("}"):
        return
    yield cursor.key()
    while not cursor.take("}"):
        cursor.expect(",")
        yield cursor.key()
