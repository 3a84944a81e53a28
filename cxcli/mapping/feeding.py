"""Which columns feed the fields that metrics need, and how a field follows from others where no column holds it."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import reduce

from msgspec import Struct
from msgspec.structs import replace

from cxcli.errors import UsageError
from cxcli.mapping.column_words import normal
from cxcli.mapping.columns import resolve
from cxcli.mapping.field_names import ColumnNames, names_of_columns
from cxcli.mapping.needs import BY_NAME, NAMED, Fed, Form, Need, Reference
from cxcli.mapping.unfed import Unfed
from cxcli.mapping.vocabulary import FieldSpec, vocabulary
from cxcli.sources.chunk import Column


def feed(
    need: Need,
    columns: Sequence[Column],
    file: str,
    *,
    dated: bool,
    unfit: AbstractSet[tuple[str, Column]] = frozenset(),
) -> Fed:
    """Return what feeds the fields of a metric, with the problems: nothing does, or several columns could.

    One column feeds one field, unless the user names it for two. Where rows are `dated`, one of the dates must be
    there. A column that is known to be `unfit` for a field is not taken for it by its name.

    Raises:
        UsageError: a column that the user has named is not there.
    """
    names, named = names_of_columns(tuple(columns)), frozenset(_named(need.references, columns))
    search = _Search(need, columns, names, Unfed(need.metric, columns, file), named, unfit)
    fed = Fed()
    for name in need.fields:
        fed = search.fed(fed, name) or search.lacking(fed, [name])
    fed = search.formed(fed) if need.forms else search.beside(fed, need.optional)
    return search.dated(fed) if dated and (need.dates or need.placed) else fed


class _Search(Struct, frozen=True):
    """The search for the fields of one metric among the columns.

    Those `named` are not taken by their name, nor are those that are `unfit`, each for one field.
    """

    need: Need
    columns: Sequence[Column]
    names: ColumnNames
    unfed: Unfed
    named: frozenset[Column]
    unfit: AbstractSet[tuple[str, Column]]

    def fed(self, fed: Fed, *names: str) -> Fed | None:
        """Return `fed` with what feeds some more fields, None where nothing feeds one of them."""
        found: Fed | None = fed
        for name in names:
            found = found and self._one(found, name)
        return found

    def lacking(self, fed: Fed, names: Sequence[str]) -> Fed:
        """Return `fed` with the problem that nothing feeds any of some fields, and with what would be enough."""
        spec = vocabulary().get(names[0]) if len(names) == 1 else None
        instead = [self._lacks(fed, way.needs) for way in (spec.ways if spec else ())]
        return fed.but(self.unfed.none(names, instead))

    def beside(self, fed: Fed, optional: Sequence[str]) -> Fed:
        """Return `fed` with those of some more fields that there are columns for."""
        return reduce(lambda found, name: self.fed(found, name) or found, optional, fed)

    def formed(self, fed: Fed) -> Fed:
        """Return `fed` with the fields of the one form of the file, or the problem that it has none or several."""
        tried = {form: self.fed(fed, *form.fields) for form in self.need.forms}
        found = {form: each for form, each in tried.items() if each is not None}
        if not found:
            return self._formless(fed)
        chosen = self._chosen(found)
        dates = {form.date: found[form].columns[form.date][0] for form in chosen}
        if len(dates) > 1:
            return fed.but(self.unfed.forms(dates))
        # Forms with one date say the same of it; the first has the most fields.
        return self.beside(found[chosen[0]], (*chosen[0].optional, *self.need.optional))

    def dated(self, fed: Fed) -> Fed:
        """Return `fed` with the first of the dates that there is, or the problem that there is none."""
        for name in self.need.dates:
            found = self.fed(fed, name)
            if found is not None:
                return replace(found, date=name)
        return self.lacking(fed, self.need.dates) if self.need.dates else fed.but(self.unfed.undated())

    def _one(self, fed: Fed, name: str) -> Fed | None:
        if name in fed.columns or name in fed.ways:
            return fed
        spec, reference = vocabulary().get(name), self.need.references.get(name)
        if spec is None or reference is not None:
            return fed.by(name, resolve(name if reference is None else reference, self.columns), NAMED)
        return self._by_name(fed, spec) or self._worked_out(fed, spec)

    def _by_name(self, fed: Fed, spec: FieldSpec) -> Fed | None:
        # A column holds one thing: what feeds one field is not taken by its name for another.
        taken = {column for column, _ in fed.columns.values()} | self.named
        taken |= {column for field, column in self.unfit if field == spec.name}
        found = self.names.called(spec, taken)
        if not found:
            return None
        more = fed.by(spec.name, found[0], BY_NAME)
        return more.but(self.unfed.several(spec, found)) if len(found) > 1 else more

    def _worked_out(self, fed: Fed, spec: FieldSpec) -> Fed | None:
        for way in spec.ways:
            found = self.fed(fed, *way.needs)
            if found is not None:
                return replace(found, ways={**found.ways, spec.name: way})
        return None

    def _chosen(self, found: Mapping[Form, Fed]) -> list[Form]:
        """Return the forms that the user means by naming their date, else those that are told, else all."""
        named = [form for form in found if form.date in self.need.references]
        return named or [form for form, each in found.items() if form.sure or _says(each, form.words)] or list(found)

    def _formless(self, fed: Fed) -> Fed:
        """Return `fed` with the problem that the nearest forms lack a field; of several, any of theirs will do."""
        lacking = [self._lacks(fed, form.fields) for form in self.need.forms]
        fewest = min(map(len, lacking))
        nearest = [names for names in lacking if len(names) == fewest]
        if fewest == 1:
            return self.lacking(fed, list(dict.fromkeys(name for names in nearest for name in names)))
        return reduce(lambda more, name: self.lacking(more, [name]), nearest[0], fed)

    def _lacks(self, fed: Fed, names: Sequence[str]) -> list[str]:
        return [name for name in names if self.fed(fed, name) is None]


def _says(fed: Fed, words: frozenset[str]) -> bool:
    """Whether a column has one of some words in its name."""
    return any(words & set(normal(column.name).split()) for column, _ in fed.columns.values())


def _named(references: Mapping[str, Reference], columns: Sequence[Column]) -> Iterator[Column]:
    """Yield the columns that are meant; one that is not there is told of where it is needed."""
    for reference in references.values():
        with suppress(UsageError):
            yield resolve(reference, columns)
