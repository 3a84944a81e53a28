from cxcli.config.schema_path import along, choices, homes

SCHEMA = {
    "$defs": {
        "Part": {
            "type": "object",
            "description": "of the part",
            "properties": {"size": {"enum": ["s", "m"]}, "zone": {}},
        },
        "Item": {"type": "object", "properties": {"zone": {"type": "string"}}},
    },
    "type": "object",
    "properties": {
        "part": {"$ref": "#/$defs/Part", "description": "of the key"},
        "items": {"type": "object", "additionalProperties": {"$ref": "#/$defs/Item"}},
        "list": {"type": "array", "items": {"type": "integer"}},
        "plain": {"type": "object", "additionalProperties": {"type": "number"}},
    },
}


def test_the_way_to_a_place_is_followed_through_references_names_and_lists():
    """Each step of a place has its schema; what the key itself says goes before what it refers to."""
    nodes = along(SCHEMA, ("part", "size"))
    assert [node.get("description") for node in nodes] == [None, "of the key", None]
    assert choices(nodes[-1]) == ["s", "m"]
    assert along(SCHEMA, ("items", "anything", "zone"))[-1] == {"type": "string"}
    assert along(SCHEMA, ("list", 3))[-1] == {"type": "integer"}
    assert along(SCHEMA, ("plain", "x"))[-1] == {"type": "number"}


def test_the_way_ends_where_the_schema_knows_no_further():
    """Beyond what the schema knows there is nothing."""
    assert len(along(SCHEMA, ("part", "nothing", "deeper"))) == 2
    assert len(along(SCHEMA, ("part", 0))) == 2
    assert choices(SCHEMA) == ()


def test_the_homes_of_a_key_are_the_sections_that_know_it():
    """A key is found in sections and in those under names of the user's choice, but not at the top."""
    assert homes(SCHEMA, "zone") == ["part", "items.NAME"]
    assert homes(SCHEMA, "part") == []
    assert homes(SCHEMA, "nothing") == []
