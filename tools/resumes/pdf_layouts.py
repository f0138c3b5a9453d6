"""Every way a sample résumé is laid out as PDF, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tools.resumes.pdf_columns import halves, networked, sidebar_left, sidebar_right
from tools.resumes.pdf_plain import airy, bare, classic, company_first, dense
from tools.resumes.pdf_special import europass, functional, nested, timeline
from tools.resumes.pdf_tables import dates_left, tabular, titles_left
from tools.resumes.person import Sheet

LAYOUTS: Final[dict[str, Callable[[Sheet], bytes]]] = {
    layout.__name__: layout
    for layout in (
        classic,
        dates_left,
        sidebar_left,
        sidebar_right,
        halves,
        dense,
        airy,
        bare,
        tabular,
        titles_left,
        networked,
        company_first,
        nested,
        timeline,
        europass,
        functional,
    )
}
