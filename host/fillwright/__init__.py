"""Fillwright fills a whole job application in one click, on the applicant's own machine.

    BatchProcessor      answers all fields of a form in bounded parallel      batch_processor/
    ResponseGenerator   one question → one written answer                     response_generator.py
    Field, JobContext, BatchRequest                  what is asked            messages.py
    FieldResponse, BatchSummary, BatchReply          what is answered         messages.py
    Profile, parse_profile                           whose facts they are     profile/
    create_app          the server's aiohttp application                      server/

The names are loaded when they are first used: the bridge imports this package and must start in tens of milliseconds.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fillwright.batch_processor import BatchProcessor
    from fillwright.messages import BatchReply, BatchRequest, BatchSummary, Field, FieldResponse, JobContext
    from fillwright.profile import Profile, parse_profile
    from fillwright.response_generator import ResponseGenerator
    from fillwright.server import create_app

__version__ = "0.1.0"

__all__ = [
    "BatchProcessor",
    "BatchReply",
    "BatchRequest",
    "BatchSummary",
    "Field",
    "FieldResponse",
    "JobContext",
    "Profile",
    "ResponseGenerator",
    "__version__",
    "create_app",
    "parse_profile",
]

_MODULES = {
    "BatchProcessor": "batch_processor",
    "BatchReply": "messages",
    "BatchRequest": "messages",
    "BatchSummary": "messages",
    "Field": "messages",
    "FieldResponse": "messages",
    "JobContext": "messages",
    "Profile": "profile",
    "ResponseGenerator": "response_generator",
    "create_app": "server",
    "parse_profile": "profile",
}


def __getattr__(name: str) -> object:
    """Load the public `name` from its module."""
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module 'fillwright' has no attribute {name!r}")
    return getattr(import_module(f"fillwright.{module}"), name)


def __dir__() -> list[str]:
    """Name what is public, loaded or not."""
    return sorted({*globals(), *__all__})
