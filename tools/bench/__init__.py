"""The story's figures, measured: `python -m tools.bench [--json] [--quick] [--check]`.

processes     the provider server and Fillwright's server, each a process of its own
forms         the forms that are answered
clients       Fillwright as it is asked, and the provider server behind it
contestants   programs that do the same jobs, each a process: the engine alone, the bare SDK, the peers
environments  where the peers are installed
bench         one run: its servers and its figures
scenarios     what is measured: the story's forms, and in modules of their own
  beside      the peers where each runs alone; the engine's own share of CPU and of the first token's time
  costs       what sharing calls and prefixes saves
  pages       reading and filling pages in a browser; page_forms makes them
  storms      rate limits, failures, a hang
  tails       latencies of which few are very long
report        the table, the JSON object, the targets (expectations.toml)
docs_page     docs/bench.md from a run; machine says on what it was made
"""
