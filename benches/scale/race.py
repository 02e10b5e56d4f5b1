#!/usr/bin/env python3
"""A full build of a folder against Recoll's index of it, in one run: `race.py PROGRAM FOLDER [ROUNDS]`; needs `recollcmd`.

Prints the best wall time of each and their ratio, then asks both the same words and phrases and lists every file that Recoll finds
and the program does not. A file without text that is named by its name counts as found by both.
"""

import csv
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

QUERIES = [
    "volunteers", "funding", "parking", "budget", "police", "library", "poverty", "procurement", "naloxone", "cycle",
    "carers", "treasurer", "scrutiny", "safeguarding", "overspend",
    '"data sharing"', '"community council"', '"social care"', '"local government"', '"mental health"',
]


def main():
    program, papers = sys.argv[1], Path(sys.argv[2]).resolve()
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    work = Path(tempfile.mkdtemp())
    conf = work / "recoll"
    ours, theirs = [], []
    for _ in range(rounds):
        shutil.rmtree(work / "index", ignore_errors=True)
        begun = time.monotonic()
        subprocess.run([program, "--index", work / "index", "-q", "build", papers, "--ocr", "never"], check=False)
        ours.append(time.monotonic() - begun)
        shutil.rmtree(conf, ignore_errors=True)
        conf.mkdir()
        (conf / "recoll.conf").write_text(f"topdirs = {papers}\nloglevel = 1\n")
        begun = time.monotonic()
        subprocess.run(["recollindex", "-c", conf, "-z"], check=True, capture_output=True)
        theirs.append(time.monotonic() - begun)
    print(f"sederunt {min(ours):.2f} s, recollindex {min(theirs):.2f} s, ratio {min(ours) / min(theirs):.2f}")
    missed = 0
    for query in QUERIES:
        recoll = subprocess.run(["recollq", "-c", conf, "-n", "0-500", query], capture_output=True, text=True).stdout
        found = {line.split("[")[1].split("]")[0] for line in recoll.splitlines() if "[file://" in line}
        found = {os.path.relpath(f.removeprefix("file://"), papers) for f in found}
        search = [program, "--index", work / "index", "search", query, "--limit", "all", "--format", "csv", "--match", "all"]
        ran = subprocess.run(search, capture_output=True, text=True)
        rows = list(csv.DictReader(io.StringIO(ran.stdout)))
        # A passage that a near-duplicate paper has too is listed once, with the other place beside it.
        also = " ".join(row["also"] for row in rows)
        mine = {row["source"] for row in rows}
        # Recoll lists folders too, and files by their name or keywords, which is said and has no passage to list.
        said = lambda f: any(f"{f} has these words {where}" in ran.stderr for where in ("in its name", "among the keywords"))
        lost = sorted(f for f in found - mine if (papers / f).is_file() and not said(f) and f not in also)
        missed += len(lost)
        print(f"{query}: Recoll {len(found)} files, sederunt {len(mine)}" + (f", missed {lost}" if lost else ""))
    print(f"missed in all: {missed}")
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
