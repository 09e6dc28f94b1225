"""`python -m tests.torture`: the long run."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.torture import Torture
from tests.torture.outcome import total


def main() -> int:
    parser = argparse.ArgumentParser(description="Visits under every fault at once, with fixed seeds.")
    parser.add_argument("--seeds", default="7 11 13 17", help="numbers, separated by spaces")
    parser.add_argument("--visits", type=int, default=1000, help="how many visits, over all seeds")
    options = parser.parse_args()
    seeds = [int(seed) for seed in options.seeds.split()]
    outcomes = []
    for seed in seeds:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            outcomes.append(Torture(Path(folder), seed, -(-options.visits // len(seeds))).run())
        print(f"seed {seed}: {outcomes[-1]}", flush=True)
    whole = total(outcomes)
    print(f"seeds {options.seeds}: {whole}")
    return 0 if whole.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
