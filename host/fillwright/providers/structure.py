"""The one form that structured replies take: the same for every call, for a provider caches it with the prefix."""

from __future__ import annotations

from typing import Any, Final

_ENTRY: Final = {
    "type": "object",
    "properties": {"id": {"type": "string"}, "text": {"type": "string"}},
    "required": ["id", "text"],
    "additionalProperties": False,
}

SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {"answers": {"type": "array", "items": _ENTRY}},
    "required": ["answers"],
    "additionalProperties": False,
}

OPENAI: Final[dict[str, Any]] = {
    "response_format": {"type": "json_schema", "json_schema": {"name": "answers", "strict": True, "schema": SCHEMA}}
}
ANTHROPIC: Final[dict[str, Any]] = {"output_config": {"format": {"type": "json_schema", "schema": SCHEMA}}}
