"""The JSON Schema of the config, for editors and for the words of errors."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from cxcli.config.models import Config
from cxcli.config.section import Section


def json_schema(model: type[Section] = Config) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a config, or of another model; a new dict each time."""
    schema = model.model_json_schema(schema_generator=_EditorSchema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


class _EditorSchema(GenerateJsonSchema):
    """Without what only programs need: a key is there with a value or it is not there, so null is never offered."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - the library gives it
        return False

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:  # noqa: ARG002 - see above
        """The schema as it is: keys stand in the order of the models, in examples too."""
        return value
