"""Put small faults into one module, one after the other, and see whether its tests notice.

It goes on where it was interrupted, and says which faults survive that survivors.toml does not
list. What was noticed once is not tried again as long as the module is as it was; what survived is,
once the tests have changed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections import Counter
from pathlib import Path

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

from tests.mutants.faults import Change, change_of, changed_text, faults_of
from tests.mutants.known import ROOT, concerning, known

SESSIONS = ROOT / "build" / "mutants"


def main() -> int:
    """Try all faults of the module that the command line names; 1 if the list is not as found."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("module", help="file of the package, as sim/kernels/voting.py")
    parser.add_argument("tests", nargs="*", help="tests in place of those known for the module")
    parser.add_argument("--restart", action="store_true", help="forget what was found before")
    asked = parser.parse_args()
    module = asked.module
    if not module.startswith("sim/") or not (ROOT / module).is_file():
        parser.error(f"{module}: no file of sim/")
    tests = asked.tests or concerning(module)
    if not tests:
        parser.error(f"{module}: no test of its room imports it; name tests after it")
    session = SESSIONS / f"{module.replace('/', '.')}.{_digest([module])}.sqlite"
    if asked.restart:
        session.unlink(missing_ok=True)
    session.parent.mkdir(parents=True, exist_ok=True)
    with use_db(session) as store:
        if not store.num_work_items:
            store.add_work_items(faults_of(module, _text(module)))
        if not _try_all(store, module, tests):
            print("These tests fail without any fault.", file=sys.stderr)
            return 2
        return _report(store, module, tests)


def _try_all(store: WorkDB, module: str, tests: list[str]) -> bool:
    """Try the faults that are new, and those that other tests did not notice.

    Returns whether the tests pass without a fault.
    """
    version, text = _digest(tests), _text(module)
    done = {
        job
        for job, result in store.results
        if result.test_outcome == TestOutcome.KILLED or result.output == version
    }
    left = [one for one in store.work_items if one.job_id not in done]

    def note(job: str, passed: bool) -> None:
        outcome = TestOutcome.SURVIVED if passed else TestOutcome.KILLED
        store.set_result(job, WorkResult(WorkerOutcome.NORMAL, version, outcome))

    if not left:
        return True
    _set_surroundings(module)
    from tests.mutants.trial import try_faults

    name = module.removesuffix(".py").replace("/", ".")
    faults = [(one.job_id, changed_text(text, one.mutations[0])) for one in left]
    return try_faults(name, tests, faults, note)


def _set_surroundings(module: str) -> None:
    """Set what has to be set before anything is loaded."""
    os.environ |= {"CI": "1", "NUMBA_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    if module.startswith("sim/kernels/"):
        os.environ["NUMBA_DISABLE_JIT"] = "1"  # to compile a fault takes longer than to run it


def _report(store: WorkDB, module: str, tests: list[str]) -> int:
    """Say what survived and is not listed, and what is listed and did not; 1 if any."""
    text, items = _text(module), store.work_items
    killed = {job for job, one in store.results if one.test_outcome == TestOutcome.KILLED}
    found = Counter(change_of(text, one.mutations[0]) for one in items if one.job_id not in killed)
    entry = known().get(module, {})
    listed = Counter(
        Change(one["function"], one["line"], one["becomes"]) for one in entry.get("survivors", [])
    )
    print(f'\n["{module}"]\ntests = {json.dumps(tests)}\nfaults = {len(items)}')
    print(f"noticed = {len(killed)} # {len(killed) / max(len(items), 1):.0%}")
    for change in (found - listed).elements():
        print(f'\n[["{module}".survivors]]')
        for key in ("function", "line", "becomes"):
            print(f"{key} = {json.dumps(getattr(change, key), ensure_ascii=False)}")
    noticed = [f"  {one.line}  ->  {one.becomes}" for one in (listed - found).elements()]
    if noticed:
        print("\n".join(["", "Listed in survivors.toml, but noticed now:", *noticed]))
    counted = (entry.get("faults"), entry.get("noticed")) == (len(items), len(killed))
    if counted and found == listed:
        print("\nAll as survivors.toml says.")
        return 0
    return 1


def _text(module: str) -> str:
    return (ROOT / module).read_text(encoding="utf-8")


def _digest(files: list[str]) -> str:
    digest = hashlib.sha256()
    for name in files:
        path = ROOT / name
        for one in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(Path(one).read_bytes())
    return digest.hexdigest()[:12]


if __name__ == "__main__":
    sys.exit(main())
