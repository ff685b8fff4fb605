"""Whether what a program sends keeps the schema that our own description gives it."""

import jsonschema_rs

from badger.json_value import JsonObject


class GivenSchema:
    """A schema of ours (draft 2020-12), compiled once."""

    def __init__(self, schema: JsonObject) -> None:
        self._validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)

    def misfit(self, document: JsonObject) -> str | None:
        """Return where a document breaks the schema first, as a JSON pointer; None: nowhere."""
        error = next(iter(self._validator.iter_errors(document)), None)
        if error is None:
            return None
        return "".join(f"/{part}" for part in error.instance_path) or "/"
