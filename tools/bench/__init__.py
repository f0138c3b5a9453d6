"""The story's figures, measured: `python -m tools.bench [--json] [--quick] [--check]`.

processes   the provider server and Fillwright's server, each a process of its own
forms       the forms that are answered
clients     the ways to answer one: HTTP, Python, the bare SDK
scenarios   what is measured
pages       reading and filling pages in a browser; page_forms makes them
report      the table, the JSON object, the expectations (expectations.toml)
"""
