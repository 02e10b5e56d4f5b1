"""Compares the pages of Word files with those on which LibreOffice prints the same words.

    cargo build --release
    python3 benches/extraction/pages.py FOLDER [--program target/release/sederunt] [--strip] [--list] [--write]

A passage is counted where its first 24 letters and digits stand on one page of LibreOffice's PDF alone. `--strip` takes away the
marks that Word leaves of where its pages ended, so that the estimate is measured on those files as well; `--list` prints what
differs; `--write` puts the table into benches/README.md. LibreOffice is another word processor than the one that made the file,
and on a machine without the file's type faces it sets the file with others: it is a second opinion and no truth.
"""

import argparse
import collections
import csv
import pathlib
import re
import shutil
import subprocess
import tempfile
import zipfile

csv.field_size_limit(1 << 28)
PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
MARK = b"<w:lastRenderedPageBreak/>"


def letters(text):
    return re.sub(r"[^a-z0-9]", "", text.lower())


def stripped(source, target):
    """A copy without Word's marks."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(MARK, b"") if name == "word/document.xml" else data)


def printed(path, work):
    """Letters of each page that LibreOffice prints, read in two orders."""
    home = f"-env:UserInstallation={(work / 'office').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(work / "pdf"), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    pdf = work / "pdf" / (path.stem + ".pdf")
    read = lambda order: subprocess.run(["pdftotext", order, str(pdf), "-"], capture_output=True, text=True).stdout.split("\f")
    return [letters(a) + " " + letters(b) for a, b in zip(read("-layout"), read("-raw"))][:-1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path, nargs="+")
    parser.add_argument("--program", default=str(PROJECT / "target" / "release" / "sederunt"))
    parser.add_argument("--strip", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        (work / "papers").mkdir()
        for number, path in enumerate(sorted(p for folder in arguments.folder for p in folder.rglob("*.docx"))):
            target = work / "papers" / f"{number:02} {path.name}"
            stripped(path, target) if arguments.strip else shutil.copy(path, target)
        command = [arguments.program, "run", "papers", "--index", "index", "--out", "out"]
        subprocess.run(command, cwd=work, capture_output=True)
        table = lambda name: list(csv.DictReader(open(work / "out" / name, newline="", encoding="utf-8-sig")))
        engines = {row["source"]: row["engine"] for row in table("sources.csv")}
        passages = collections.defaultdict(list)
        for row in table("passages.csv"):
            passages[row["source"]].append(row)
        total = collections.Counter()
        lines = ["| file | pages from | pages in LibreOffice | passages | on the same page | a page off |", "|---|---|---:|---:|---:|---:|"]
        for source, rows in sorted(passages.items()):
            pages = printed(work / "papers" / source, work)
            off = collections.Counter()
            for row in rows:
                key = letters(row["text"])[:24]
                where = [number + 1 for number, page in enumerate(pages) if key in page]
                if len(key) >= 16 and len(where) == 1 and row["page"]:
                    off[abs(int(row["page"]) - where[0])] += 1
                    if arguments.list and int(row["page"]) != where[0]:
                        print(f"{source}: {row['page']} instead of {where[0]}: {row['text'][:70]}")
            total += off
            origin = "estimate" if "estimated" in engines[source] else "Word"
            lines.append(f"| {source[3:]} | {origin} | {len(pages)} | {sum(off.values())} | {off[0]} | {off[1]} |")
        lines.append(f"| together | | | {sum(total.values())} | {total[0]} | {total[1]} |")
    print("\n".join(lines))
    if arguments.write:
        path = PROJECT / "benches" / "README.md"
        text = path.read_text(encoding="utf-8")
        block = "<!-- pages -->\n" + "\n".join(lines) + "\n<!-- /pages -->"
        path.write_text(re.sub(r"<!-- pages -->.*?<!-- /pages -->", lambda _: block, text, flags=re.S), encoding="utf-8")


if __name__ == "__main__":
    main()
