"""What must be known of the customers of a composite: parts that have none in common, and ids that look alike."""

from collections import Counter
from itertools import combinations

from cxcli.errors import Notice
from cxcli.findings.composite_found import CompositeFound


def composite_doubts(found: CompositeFound) -> list[Notice]:
    """Return the notices of the customers of a composite; of an index, which has none, there are none."""
    per = found.definition.per
    if per is None:
        return []
    keys = dict.fromkeys(key for cell in found.cells for key in cell.members)
    return [*_strangers(found, per), *_alike(list(keys), per)]


def _strangers(found: CompositeFound, per: str) -> list[Notice]:
    """Return a notice for each two parts that no customer has both of."""
    having = {
        part.name: {key for cell in found.cells for key, each in cell.members.items() if part.name in each.values}
        for part in found.definition.parts
    }
    return [
        Notice(
            code="no-shared-keys",
            message=f"{one} and {other} have no {per} in common; are the ids in their files written alike?",
        )
        for one, other in combinations([name for name, keys in having.items() if keys], 2)
        if not having[one] & having[other]
    ]


def _alike(keys: list[str], per: str) -> list[Notice]:
    folded = Counter("".join(filter(str.isalnum, key.casefold())) for key in keys)
    many = sum(1 for spellings in folded.values() if spellings > 1)
    if not many:
        return []
    ids = f"{many:,} {per} ids stand" if many > 1 else f"1 {per} id stands"
    message = f"{ids} in several spellings, which differ in capitals or signs alone; each counts by itself"
    return [Notice(code="keys-alike", message=message)]
