"""Fillwright fills a whole job application in one click, on the applicant's own machine."""

__version__ = "0.1.0"
