"""Reads a folder of odd and broken PDFs, and compares which of them give text with pdftotext and with pdf-extract alone.

    cargo build --release
    python3 benches/extraction/hostile.py FOLDER [--program target/release/sederunt] [--ocr never] [--write]

Fails (exit status 1) where a crash message reaches the user, a file is not listed or has no reason, or where fewer files give
text than with one of the others. Text is text: letters or digits that Unicode knows, and of a file from which a program gives 40
letters or more, letters that make up words of some language (nonsense of a wrong font mapping is not counted for anybody).
`--write` puts the table into benches/README.md.
"""

import argparse
import csv
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

csv.field_size_limit(1 << 28)
PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
SECONDS = 60
CRASH = re.compile(r"panicked|stack overflow|RUST_BACKTRACE|core dumped|Segmentation", re.I)


def is_text(text):
    """Whether these characters say something."""
    letters = [c for c in text if unicodedata.category(c)[0] in "LN"]
    if not letters:
        return False
    # A wrong mapping throws letters of many scripts together.
    scripts = {unicodedata.name(c, "?").split()[0] for c in letters if unicodedata.category(c)[0] == "L"}
    return len(scripts) <= 4


def ours(program, folder, settings, ocr):
    """Status, reason and text of each file, and what went wrong with the run as a whole."""
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        (work / "settings.toml").write_text(settings)
        command = [program, "run", str(folder), "--index", str(work / "index"), "--out", str(work / "out")]
        command += ["--config", str(work / "settings.toml"), "--ocr", ocr]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace")
        faults = [f"exit status {done.returncode}"] if done.returncode not in (0, 3) else []
        faults += [f"a crash reached the user: {line}" for line in done.stderr.splitlines() if CRASH.search(line)]
        read = lambda name: list(csv.DictReader(open(work / "out" / name, newline="", encoding="utf-8-sig")))
        text = {}
        for row in read("passages.csv"):
            text.setdefault(row["source"], []).append(row["text"])
        for row in read("outline.csv"):
            text.setdefault(row["source"], []).append(row["text"])
        rows = {row["source"]: (row["status"], row["reason"], " ".join(text.get(row["source"], []))) for row in read("sources.csv")}
        return rows, faults


def poppler(path):
    try:
        done = subprocess.run(["pdftotext", "-q", str(path), "-"], capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", "replace")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--program", default=str(PROJECT / "target" / "release" / "sederunt"))
    parser.add_argument("--ocr", default="auto", choices=["auto", "never"])
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.pdf"))
    plain, faults = ours(arguments.program, folder, "", "never")
    best = plain
    if arguments.ocr == "auto":
        best, more = ours(arguments.program, folder, "", "auto")
        faults += more
    second, _ = ours(arguments.program, folder, '[extract]\nengine = "pdf-extract"\n', "never")
    theirs = {name: poppler(folder / name) for name in names}
    faults += [f"{name} is not listed" for name in names if name not in best]
    faults += [f"{name} is {status} without a reason" for name, (status, reason, _) in best.items() if status != "ok" and not reason]
    copies = {name for name, (status, _, _) in best.items() if status == "duplicate"}
    names = [name for name in names if name not in copies]
    gives = {
        "sederunt": {n for n in names if is_text(best.get(n, ("", "", ""))[2])},
        "sederunt without OCR": {n for n in names if is_text(plain.get(n, ("", "", ""))[2])},
        "pdftotext (poppler)": {n for n in names if is_text(theirs[n])},
        "pdf-extract alone": {n for n in names if is_text(second.get(n, ("", "", ""))[2])},
    }
    us = gives["sederunt without OCR"]
    lines = ["| program | files that give text | of these not from sederunt without OCR |", "|---|---|---|"]
    lines += [f"| {name} | {len(files)} | {len(files - us)} |" for name, files in gives.items()]
    table = "\n".join(lines)
    outcomes = {}
    for status, _, _ in best.values():
        outcomes[status] = outcomes.get(status, 0) + 1
    print(f"{len(names)} files; outcomes: " + ", ".join(f"{n} {s}" for s, n in sorted(outcomes.items())))
    print(table)
    for name in sorted(gives["pdftotext (poppler)"] - us):
        print(f"lost: {name}: {best.get(name, ('', 'not listed'))[1]} | {' '.join(theirs[name].split())[:60]}")
    if len(us) < len(gives["pdftotext (poppler)"]):
        faults.append("fewer files give text than with pdftotext")
    if len(us) <= len(gives["pdf-extract alone"]):
        faults.append("no more files give text than with pdf-extract alone")
    for fault in faults:
        print(f"fault: {fault}")
    if arguments.write:
        path = PROJECT / "benches" / "README.md"
        text = path.read_text(encoding="utf-8")
        block = f"<!-- hostile -->\n{len(names)} files:\n\n{table}\n<!-- /hostile -->"
        path.write_text(re.sub(r"<!-- hostile -->.*?<!-- /hostile -->", lambda _: block, text, flags=re.S), encoding="utf-8")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
