#!/usr/bin/env python3
"""Kills builds at random moments and checks what is left, as the suite does 20 times: `kill.py PROGRAM TIMES [SEED]`.

After each kill the index must open and answer as before the build or as after it, and the next build must end as an undisturbed
one does (same manifest, same answers). What was found is printed every 50 turns.
"""

import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = "board funding data sharing volunteers partners community council support carers housing transport budget review".split()


def main():
    program, times = sys.argv[1], int(sys.argv[2])
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    folder = Path(tempfile.mkdtemp())

    def run(*arguments):
        return subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True)

    def answer(index):
        found = run("--index", index, "search", "data OR board", "--limit", "all", "--format", "csv")
        assert found.returncode == 0, found.stderr
        return found.stdout

    def write(names):
        for name in names:
            lines = [" ".join(chance.choices(WORDS, k=chance.randint(5, 30))) + "." for _ in range(8)]
            (folder / "papers" / f"{name:03}.md").write_text(f"# Report {name}\n\n" + "\n\n".join(lines) + "\n")

    (folder / "papers").mkdir()
    write(range(24))
    begun = time.monotonic()
    assert run("build", "papers").returncode == 0
    whole = time.monotonic() - begun
    ended = {"before the kill": 0, "killed, old index": 0, "killed, new index": 0}
    for turn in range(times):
        before = answer("index")
        write(chance.sample(range(24), chance.randint(3, 20)))
        assert run("--index", "calm", "build", "papers").returncode == 0
        after = answer("calm")
        build = subprocess.Popen([program, "build", "papers"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(whole * chance.random())
        build.kill()
        was_over = build.wait() == 0
        left = answer("index")
        assert left in (before, after), f"turn {turn}: neither the old index nor the new one; see {folder}"
        ended["before the kill" if was_over else "killed, new index" if left == after else "killed, old index"] += 1
        assert run("build", "papers").returncode == 0
        assert answer("index") == after, f"turn {turn}: another index than an undisturbed build's; see {folder}"
        same = (folder / "index/manifest.json").read_text() == (folder / "calm/manifest.json").read_text()
        assert same, f"turn {turn}: another manifest; see {folder}"
        if turn % 50 == 49:
            print(turn + 1, "builds so far:", ended, flush=True)
    print(times, "builds:", ended)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
