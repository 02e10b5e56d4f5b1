"""Times reading PDFs side by side, in processor time: sederunt, poppler's pdftotext, PyMuPDF and pdf-extract alone.

    cargo bench --bench extraction --no-run
    python3 benches/extraction/speed.py FOLDER [--rounds 3] [--write]

Every program reads the same files in one process each (pdftotext takes one file, so it is one process a file), one after the
other, round by round, so that a busy machine slows all of them alike. The figure of a program is its best round. `--write` puts
the table into benches/README.md.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
PYMUPDF = """
import sys, pymupdf
for name in sys.argv[1:]:
    with pymupdf.open(name) as document:
        for page in document:
            page.get_text()
"""


def bench():
    """The newest bench binary."""
    folder = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", PROJECT / "target")) / "release" / "deps"
    found = [path for path in folder.glob("extraction-*") if path.suffix in ("", ".exe")]
    if not found:
        sys.exit("build it first: cargo bench --bench extraction --no-run")
    return str(max(found, key=lambda path: path.stat().st_mtime))


def spent(command):
    """Processor seconds and peak memory in MiB of a program."""
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(child.pid, 0)
        child.returncode = 0
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def contenders(files):
    program = bench()
    out = {
        "pdftotext (poppler)": [["pdftotext", "-q", name, os.devnull] for name in files],
        "sederunt, extraction": [[program, "extract", *files]],
        "sederunt, extraction and structure": [[program, "structure", *files]],
        "pdf-extract alone": [[program, "second", *files]],
    }
    if subprocess.run([sys.executable, "-c", "import pymupdf"], capture_output=True).returncode == 0:
        out["PyMuPDF"] = [[sys.executable, "-c", PYMUPDF, *files]]
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if not shutil.which("pdftotext"):
        sys.exit("pdftotext is not installed (the package poppler-utils)")
    files = [str(path) for path in sorted(arguments.folder.rglob("*.pdf"))]
    best = {}
    for _ in range(arguments.rounds):
        for name, commands in contenders(files).items():
            figures = [spent(command) for command in commands]
            seconds, memory = sum(f[0] for f in figures), max(f[1] for f in figures)
            best[name] = min(best.get(name, (seconds, memory)), (seconds, memory))
    base = best["pdftotext (poppler)"][0]
    lines = ["| program | CPU s | times pdftotext | peak memory, MiB |", "|---|---|---|---|"]
    lines += [f"| {n} | {s:.2f} | {s / base:.2f} | {m:.0f} |" for n, (s, m) in sorted(best.items(), key=lambda b: b[1])]
    table = "\n".join(lines)
    print(f"{len(files)} files, best of {arguments.rounds} rounds\n{table}")
    if arguments.write:
        path = PROJECT / "benches" / "README.md"
        text = path.read_text(encoding="utf-8")
        block = f"<!-- speed -->\n{len(files)} files, best of {arguments.rounds} rounds:\n\n{table}\n<!-- /speed -->"
        path.write_text(re.sub(r"<!-- speed -->.*?<!-- /speed -->", lambda _: block, text, flags=re.S), encoding="utf-8")


if __name__ == "__main__":
    main()
