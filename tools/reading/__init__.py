"""Teaches the analyzer's learned weights from labelled questions (`wordings/` and the corpus of the tests)."""
