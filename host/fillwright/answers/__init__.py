"""Written answers: what a provider is asked, and what may be kept of what it wrote."""

from fillwright.answers.checks import Written, check_choice, check_text
from fillwright.answers.claims import Claim, Grounds, unsupported
from fillwright.answers.consistency import inconsistencies
from fillwright.answers.masking import Mask, mask_for
from fillwright.answers.packing import Entries, answered_twice, framed, pack, unframe, unframing, unpack
from fillwright.answers.prompts import correction, max_words, prefix, question
from fillwright.answers.rehearsal import load, rehearse
from fillwright.answers.sources import Sources

__all__ = [
    "Claim",
    "Entries",
    "Grounds",
    "Mask",
    "Sources",
    "Written",
    "answered_twice",
    "check_choice",
    "check_text",
    "correction",
    "framed",
    "inconsistencies",
    "load",
    "mask_for",
    "max_words",
    "pack",
    "prefix",
    "question",
    "rehearse",
    "unframe",
    "unframing",
    "unpack",
    "unsupported",
]
