"""Write the wire messages as TypeScript types: `python -m tools.message_types` → extension/types/messages.d.ts.

`--check` writes nothing and ends with 1 where the file is not what the structs of the host say today.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

import msgspec

from fillwright.batch_processor import PlanReply
from fillwright.messages import BatchEvent, BatchReply, BatchRequest, ErrorReply

TARGET: Final = Path(__file__).parent.parent / "extension" / "types" / "messages.d.ts"
HEADER: Final = "// Written by `python -m tools.message_types` from the structs of the host; do not edit.\n"

Schema = dict[str, Any]

SCALARS: Final = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}


def type_of(schema: Schema) -> str:
    """Return `schema` as a TypeScript type expression."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    choices = schema.get("enum") or ([schema["const"]] if "const" in schema else None)
    if choices:
        return " | ".join(json.dumps(value) for value in choices)
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(type_of(part) for part in schema["anyOf"]))
    if schema.get("type") == "array":
        return _array(schema)
    return _object(schema) if schema.get("type") == "object" else SCALARS.get(str(schema.get("type")), "unknown")


def _object(schema: Schema) -> str:
    values = schema.get("additionalProperties")
    return f"Record<string, {type_of(values) if isinstance(values, dict) else 'unknown'}>"


def _array(schema: Schema) -> str:
    inner = type_of(schema["items"])
    return f"({inner})[]" if " | " in inner else f"{inner}[]"


def declaration(name: str, schema: Schema) -> str:
    """Return the interface of one struct; what has a default may be absent where the struct leaves it out."""
    if "properties" not in schema:
        return f"export type {name} = {type_of(schema)};\n"
    required = set(schema.get("required", ()))
    lines = [f"  {key}{'' if key in required else '?'}: {type_of(part)};" for key, part in schema["properties"].items()]
    return "\n".join([f"export interface {name} {{", *lines, "}", ""])


def render() -> str:
    """Return the whole file."""
    kinds = (BatchRequest, BatchReply, PlanReply, BatchEvent, ErrorReply)
    _, components = msgspec.json.schema_components(kinds, ref_template="#/{name}")
    parts = [declaration(name, components[name]) for name in sorted(components)]
    events = sorted(name for name in components if name.endswith("Event"))
    parts.append(f"export type BatchEvent = {' | '.join(events)};\n")
    return HEADER + "\n" + "\n".join(parts)


def main() -> int:
    """Write or check the file; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 where the file is out of date")
    if not parser.parse_args().check:
        TARGET.write_text(render(), encoding="utf-8")
        return 0
    if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == render():
        return 0
    print(f"{TARGET.name} is out of date: run `python -m tools.message_types`.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
