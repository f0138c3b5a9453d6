"""Makes Fillwright known to browsers: host manifests, the launcher they name, and a doctor for the whole line.

install     install, uninstall: what was written or removed, as data
doctor      doctor: findings with their mends, as data
browsers    which browsers there are, from browsers.toml
hosts       host manifests, from the templates in `manifest/`
launcher    the program that browsers start
extension   where the extension is, and how a browser takes it
lasting     whether this environment will still be there tomorrow
probe       starts a launcher as a browser would
machine     the computer, its registry, the person's folders
files       what is written, and removed again
"""

from __future__ import annotations

from fillwright.registration.browsers import Browser, choose_browsers, known_browsers
from fillwright.registration.doctor import Check, Diagnosis, doctor
from fillwright.registration.extension import extension_folder, extension_version, loading_steps, show_folder
from fillwright.registration.hosts import make_manifest
from fillwright.registration.install import Change, Registration, install, uninstall
from fillwright.registration.launcher import make_launcher
from fillwright.registration.machine import Machine, Registry

__all__ = [
    "Browser",
    "Change",
    "Check",
    "Diagnosis",
    "Machine",
    "Registration",
    "Registry",
    "choose_browsers",
    "doctor",
    "extension_folder",
    "extension_version",
    "install",
    "known_browsers",
    "loading_steps",
    "make_launcher",
    "make_manifest",
    "show_folder",
    "uninstall",
]
