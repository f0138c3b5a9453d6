"""Make both stores' packages of the extension: `python -m tools.package [--out DIR] [--wheel] | --lint`.

One folder, two manifests: each store gets the keys its browsers know. The zips are reproducible: sorted names, one
fixed time, one mode, so the same tree gives the same bytes. `--wheel` builds the program's wheel beside them, which
carries the extension too. `--lint` has the stores' linter judge both instead.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Literal

import fillwright

ROOT: Final = Path(__file__).parent.parent
SOURCE: Final = ROOT / "extension"
OUT: Final = ROOT / "dist"

EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
MODE: Final = 0o100644 << 16
UNIX: Final = 3
DEVELOPERS_ONLY: Final = ("types",)

Store = Literal["chromium", "firefox"]
STORES: Final[tuple[Store, ...]] = ("chromium", "firefox")
Manifest = dict[str, Any]


def manifest_for(store: Store, source: Manifest) -> Manifest:
    """Return the manifest of one store, from the one that loads unpacked in both browsers.

    `key` only pins the id of the unpacked folder; the Chrome store refuses it. Chromium's manifest keeps what Firefox
    needs, which Chromium passes over, so that one linter can judge both packages.
    """
    manifest = {name: value for name, value in source.items() if name != "key"}
    if store == "firefox":
        manifest.pop("minimum_chrome_version")
        manifest["background"] = {name: source["background"][name] for name in ("scripts", "type")}
    return manifest


def files() -> Iterator[tuple[str, Path]]:
    """Yield name and path of every shipped file but the manifest, sorted by name."""
    for path in sorted(SOURCE.rglob("*")):
        name = path.relative_to(SOURCE).as_posix()
        if path.is_file() and name != "manifest.json" and name.split("/")[0] not in DEVELOPERS_ONLY:
            yield name, path


def contents(store: Store) -> dict[str, bytes]:
    """Return the package's files by name; raises SystemExit where the versions of program and extension differ."""
    source = json.loads((SOURCE / "manifest.json").read_text(encoding="utf-8"))
    if source["version"] != fillwright.__version__:
        raise SystemExit(
            f"manifest.json says {source['version']}, the program {fillwright.__version__}: make them one."
        )
    manifest = json.dumps(manifest_for(store, source), indent=2, ensure_ascii=False) + "\n"
    return {"manifest.json": manifest.encode()} | {name: path.read_bytes() for name, path in files()}


def write_zip(target: Path, parts: dict[str, bytes]) -> None:
    """Write `parts` as a zip whose bytes depend on nothing else."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name in sorted(parts):
            info = zipfile.ZipInfo(name, EARLIEST)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, MODE, UNIX
            package.writestr(info, parts[name])


def write_folder(target: Path, parts: dict[str, bytes]) -> None:
    """Write `parts` as files under `target`."""
    for name, data in parts.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def lint() -> int:
    """Let the stores' linter judge both packages; returns the exit code."""
    failed = False
    for store in STORES:
        print(f"{store}:", flush=True)
        failed |= not passes(contents(store))
    return int(failed)


def passes(parts: dict[str, bytes]) -> bool:
    """Say whether the stores' linter finds no error and no warning in a package of `parts`; it prints what it finds."""
    linter = ["npx", "--no-install", "web-ext", "lint", "--warnings-as-errors", "--boring", "--no-config-discovery"]
    with tempfile.TemporaryDirectory() as folder:
        write_folder(Path(folder), parts)
        return subprocess.run([*linter, "--source-dir", folder], cwd=ROOT, check=False).returncode == 0


def main() -> int:
    """Write both packages and print where they are, or lint them; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the packages (default: dist)")
    parser.add_argument("--wheel", action="store_true", help="build the program's wheel too")
    parser.add_argument("--lint", action="store_true", help="write nothing; lint what would be written")
    arguments = parser.parse_args()
    if arguments.lint:
        return lint()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for store in STORES:
        target = arguments.out / f"fillwright-{store}-{fillwright.__version__}.zip"
        write_zip(target, contents(store))
        print(target)
    if arguments.wheel:
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(arguments.out.absolute())]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        print(arguments.out / f"fillwright-{fillwright.__version__}-py3-none-any.whl")
    return 0


if __name__ == "__main__":
    sys.exit(main())
