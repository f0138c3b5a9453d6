"""python -m tools.resumes OUTDIR: writes the sample résumés, and beside each what is true of it as JSON."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tools.resumes.make import resumes


def main() -> None:
    """Write every sample into the folder named."""
    parser = argparse.ArgumentParser(prog="python -m tools.resumes", description=__doc__)
    parser.add_argument("outdir", type=Path)
    parser.add_argument("--all", action="store_true", help="every layout for everybody, not for one person a language")
    arguments = parser.parse_args()
    outdir: Path = arguments.outdir
    outdir.mkdir(parents=True, exist_ok=True)
    count = 0
    for resume in resumes(everybody=arguments.all):
        (outdir / resume.name).write_bytes(resume.data)
        truth = json.dumps(resume.truth, ensure_ascii=False, indent=2)
        (outdir / f"{resume.name}.json").write_text(truth + "\n", "utf-8")
        count += 1
    print(f"{count} résumés in {outdir}")


if __name__ == "__main__":
    main()
