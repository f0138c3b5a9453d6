"""Long runs that look for what a test's few seconds don't show: kills, races, noise, faults, leaks, load.

machine       a home of its own, the real server on it, and a client
guard         every combination of Host, Origin, content type and token against every route
kills         `kill -9` of the server in the middle of batches
race          many bridges and servers started at once on one home
frames        noise into the bridge: its codec, and the real process
two_browsers  two bridges before one server: nobody hears what another has asked
store_faults  a full disk, a held lock, damaged and foreign files, half-written profiles
canaries      personal data and keys in logs, errors, crashes, the process list and prompts
hostile       a provider that answers with anything but an answer
pages         made-up pages filled in real browsers meanwhile
load          half-open connections, floods of refused calls, many batches at once
api           the server's own OpenAPI description turned against it
parts         their sizes, in full and short
document      docs/soak.md, written by the run it tells of

Each part is a function that returns its figures; `expectations.toml` says what is expected of them.
"""
