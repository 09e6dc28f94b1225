"""`python -m tests.torture`: the long run."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.torture import Outcome, Torture


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
    return tell(outcomes)


def tell(outcomes: list[Outcome]) -> int:
    """Print the sum and the verdict; gives the exit code."""
    visits, photos = sum(one.visits for one in outcomes), sum(one.photos for one in outcomes)
    kills = sum(one.server_kills + one.browser_kills for one in outcomes)
    faults = sum(sum(one.faults.values()) for one in outcomes)
    seconds = sum(one.seconds for one in outcomes)
    print(f"{visits} visits, {photos} photos, {kills} kills, {faults} faults, {seconds:.0f} s")
    is_clean = all(one.is_clean for one in outcomes)
    print("0 lost, 0 doubled, 0 damaged, 0 shown as delivered that were not" if is_clean else "FAILED")
    return 0 if is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
