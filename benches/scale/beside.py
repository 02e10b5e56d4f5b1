#!/usr/bin/env python3
"""Other programs over the same made-up papers: `beside.py TEXT_FOLDER`, the folder that `scale make ... TEXT_FOLDER` wrote.

Times how long SQLite FTS5 (a row a paragraph, with positions), Recoll (where `recollcmd` is installed) and `rg` or `grep` take to
index and to answer; one line of JSON a program. FTS5 and Recoll rank and give twenty, `rg` lists every line.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

QUERIES = {
    "and": "data sharing", "common": "community", "phrase": '"community planning"', "or": "volunteers OR carers",
    "rare": "ferries",
}


def timed(work, rounds=5):
    times = []
    for _ in range(rounds):
        begun = time.monotonic()
        work()
        times.append((time.monotonic() - begun) * 1000)
    return round(sorted(times)[len(times) // 2], 2)


def main():
    folder = Path(sys.argv[1])
    work = Path(tempfile.mkdtemp())
    files = sorted(folder.rglob("*.txt"))
    size = sum(f.stat().st_size for f in files)

    begun = time.monotonic()
    base = sqlite3.connect(work / "fts.db")
    base.execute("create virtual table t using fts5(path, text, tokenize='porter unicode61')")
    with base:
        for file in files:
            rows = [(file.name, p) for p in file.read_text().split("\n\n")]
            base.executemany("insert into t values (?, ?)", rows)
    took = time.monotonic() - begun

    def ask(query):
        text = "select snippet(t, 1, '[', ']', '…', 30) from t where t match ? order by rank limit 20"
        count = "select count(*) from t where t match ?"
        base.execute(text, (query,)).fetchall()
        base.execute(count, (query,)).fetchall()

    asked = {kind: timed(lambda q=q: ask(q)) for kind, q in QUERIES.items()}
    over = round((work / "fts.db").stat().st_size / size, 2)
    print(json.dumps({"program": "SQLite FTS5", "files": len(files), "build_s": round(took, 1), "over_text": over, "ms": asked}))

    if shutil.which("recollindex"):
        conf = work / "recoll"
        conf.mkdir()
        (conf / "recoll.conf").write_text(f"topdirs = {folder.resolve()}\nloglevel = 1\n")
        begun = time.monotonic()
        subprocess.run(["recollindex", "-c", conf, "-z"], capture_output=True)
        took = time.monotonic() - begun
        again = timed(lambda: subprocess.run(["recollindex", "-c", conf], capture_output=True), 1)
        stored = sum(f.stat().st_size for f in conf.rglob("*") if f.is_file())
        asked = {
            kind: timed(lambda q=q: subprocess.run(["recollq", "-c", conf, "-n", "20", q], capture_output=True))
            for kind, q in QUERIES.items()
        }
        print(json.dumps({"program": "Recoll", "files": len(files), "build_s": round(took, 1), "nothing_changed_ms": again,
                          "over_text": round(stored / size, 2), "ms": asked}))

    lister = shutil.which("rg") or "grep"
    command = [lister, "-i"] + ([] if lister != "grep" else ["-r"])
    asked = {
        kind: timed(lambda q=q: subprocess.run([*command, q.strip('"'), folder], stdout=subprocess.DEVNULL), 3)
        for kind, q in QUERIES.items() if " OR " not in q
    }
    print(json.dumps({"program": os.path.basename(lister), "files": len(files), "ms": asked}))
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
