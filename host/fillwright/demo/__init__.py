"""The demo: an invented company's application page, answered for an invented person in a temporary home.

page/ (the page, the request a scraper makes of it, the values expected in it) → form (reads and judges them) → site
(serves the page on loopback); native (speaks to the bridge as a browser does) → run (home, server, bridge, form).
"""

from __future__ import annotations

from fillwright.demo.form import Judgement, judge_answers, judge_page, read_request
from fillwright.demo.native import NativePort
from fillwright.demo.run import NEXT_STEPS, answer_form, make_home, run, serving, surroundings
from fillwright.demo.site import folder_site, page_site

__all__ = [
    "NEXT_STEPS",
    "Judgement",
    "NativePort",
    "answer_form",
    "folder_site",
    "judge_answers",
    "judge_page",
    "make_home",
    "page_site",
    "read_request",
    "run",
    "serving",
    "surroundings",
]
