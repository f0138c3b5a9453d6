"""What lets a message be read as its JSON is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar


class ByKey:
    """Read by key too, as the JSON of a reply is: `reply["summary"]["total_fields"]`, `dict(reply["responses"][0])`."""

    __slots__ = ()
    __struct_fields__: ClassVar[tuple[str, ...]]

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 (each attribute has its own type)
        if name not in self.__struct_fields__:
            raise KeyError(name)
        return getattr(self, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.__struct_fields__)

    def keys(self) -> tuple[str, ...]:
        """Return the names of all attributes."""
        return self.__struct_fields__

    def get(self, name: str, default: object = None) -> Any:  # noqa: ANN401 (as above)
        """Return the attribute `name`, or `default` where there is none."""
        return getattr(self, name) if name in self.__struct_fields__ else default
