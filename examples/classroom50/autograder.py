"""Grades a submission with Assay. Classroom 50 runs this in the learner's checkout, and reads ./result.json."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# Where Assay is, and which commit of it grades: fill in both.
REPOSITORY = "https://github.com/OWNER/assay"
COMMIT = "0000000000000000000000000000000000000000"

# The folder to grade, from the checkout's own.
SUBMISSION = "submission"

# GitHub takes no longer text for a release.
LONGEST_BODY = 125_000

# Exit codes of a grade: every check passed, or a check did not pass.
GRADED = (0, 1)


def fetch_assay(folder: Path) -> Path:
    """Fetches the one commit; a runner of your own may have Assay already, and names its folder."""
    if "ASSAY" in os.environ:
        return Path(os.environ["ASSAY"])
    for command in (
        ["init", "--quiet"],
        ["fetch", "--quiet", "--depth", "1", REPOSITORY, COMMIT],
        ["checkout", "--quiet", "FETCH_HEAD"],
    ):
        subprocess.run(["git", "-C", folder, *command], check=True)
    return folder


def grade(assay: Path, submission: Path, out: Path) -> int:
    formats = ["--format", "classroom50", "--format", "markdown"]
    command = ["npm", "run", "--silent", "grade", "--", submission, "--out", out, *formats]
    return subprocess.run(command, cwd=assay, check=False).returncode


def main() -> int:
    checkout = Path.cwd()
    with tempfile.TemporaryDirectory(dir=os.environ.get("RUNNER_TEMP")) as folder:
        fetched, out = Path(folder, "assay"), Path(folder, "report")
        fetched.mkdir()
        code = grade(fetch_assay(fetched), checkout / SUBMISSION, out)
        if code not in GRADED:
            # Classroom 50 then writes a result with 0 of 0 points and the status `error`.
            return code
        shutil.copy(out / "result.json", checkout / "result.json")
        if len((out / "report.md").read_text(encoding="utf-8")) <= LONGEST_BODY:
            shutil.copy(out / "report.md", checkout / "release-body.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
