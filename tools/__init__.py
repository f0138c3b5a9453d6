"""Developers' programs: providers to test against, browser drivers, benchmarks, packages."""
