"""Asks for known vulnerabilities of pinned packages, and says how many could not be asked about.

    python -m tests.audit runtime.lock

Fails for a vulnerability only: an advisory service that cannot be reached is said, not a fault.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

SECONDS = 180


def main(arguments: list[str]) -> int:
    """Audit one lock file; return 1 when a package has a known vulnerability."""
    (lock,) = arguments
    command = [sys.executable, "-m", "pip_audit", "--requirement", lock, "--require-hashes"]
    options = ["--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", "5"]
    try:
        run = subprocess.run(
            [*command, *options], capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        print(f"audit of {lock}: no answer within {SECONDS} s, nothing was audited")  # noqa: T201
        return 0
    try:
        packages = json.loads(run.stdout)["dependencies"]
    except (ValueError, KeyError):
        reason = (run.stderr.strip().splitlines() or ["no reason given"])[-1]
        print(f"audit of {lock}: nothing was audited: {reason}")  # noqa: T201
        return 0
    lines, vulnerable = judged(packages)
    print("\n".join(f"audit of {lock}: {line}" for line in lines))  # noqa: T201
    return int(vulnerable)


def judged(packages: list[dict[str, Any]]) -> tuple[list[str], bool]:
    """Return what to say of audited packages, and whether one of them is vulnerable."""
    lines = [
        f"{p['name']} {p['version']}: {v['id']}, mended in {', '.join(v['fix_versions']) or 'none'}"
        for p in packages
        for v in p.get("vulns", ())
    ]
    vulnerable = bool(lines)
    skipped = sum("skip_reason" in p for p in packages)
    lines.append(
        f"{len(packages) - skipped} packages audited, {skipped} not (the service does not know them"
        " or cannot be reached)"
    )
    return lines, vulnerable


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
