#!/usr/bin/env python3
"""Measures, word by word, what sederunt keeps of a PDF's text against `pdftotext` (poppler).

    words.py FOLDER [--program PATH] [--work DIR] [--under 0.95]

Both sides are multisets of words in lower case; order is not what is measured. Ours are the headings of outline.csv, the cells of
tables/*.csv, the passages that are no rows of tables, and furniture.csv: running heads and contents lists are taken out of the
text, not lost. Words are runs of at least two letters, after ligatures and hyphens at line ends are undone on both sides; numbers
of paragraphs and lists stand in columns of their own and are left out on both sides, figures of two digits and more are not.
Words that are struck out, as deleted text of printed tracked changes is, are no evidence and are left out of ours; PyMuPDF says
which they are, and they are taken out of theirs.
"""

import argparse
import csv
import pathlib
import re
import statistics
import subprocess
import sys
import unicodedata
from collections import Counter

import pymupdf

import ours

# Of the flags of characters, the one for a line through them.
STRUCK = 1
WORD = re.compile(r"[^\W\d_]{2,}|\d[\d.,]+\d")


def words(text):
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\u2019", "'")
    text = re.sub(r"(\w)[-\u2010\u2011\u2013]\s*\n\s*(?=\w)", r"\1", text)
    text = re.sub(r"[-\u2010\u2011]", "", text)
    return Counter(WORD.findall(text.lower()))


def fold(text):
    return "".join(c for c in text.lower() if c.isalnum())


def theirs(path):
    run = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True)
    return words(run.stdout.decode("utf-8", "replace")) - struck(path)


def struck(path):
    """Words that are struck out, by PyMuPDF."""
    flags = pymupdf.TEXTFLAGS_DICT | pymupdf.TEXT_COLLECT_STYLES
    lines = []
    with pymupdf.open(path) as document:
        for page in document:
            for block in page.get_text("dict", flags=flags)["blocks"]:
                for line in block.get("lines", []):
                    lines.append("".join(s["text"] for s in line["spans"] if s.get("char_flags", 0) & STRUCK))
    return words("\n".join(lines))


def kept(out):
    """Our words by source."""
    found = {}

    def add(source, text):
        found.setdefault(source, []).append(text)

    for row in ours.rows(out / "outline.csv"):
        add(row["source"], f"{row['number']} {row['text']}")
    for row in ours.rows(out / "furniture.csv"):
        add(row["source"], row["text"])
    in_tables = {}
    for row in ours.rows(out / "tables.csv"):
        with open(out / "tables" / f"{row['table_id']}.csv", newline="", encoding="utf-8-sig") as file:
            lines = list(csv.reader(file))
        above = []
        for line in lines[1:]:
            # A cell that is carried down is printed once.
            shown = [c for i, c in enumerate(line) if len(c.split()) < 2 or above[i : i + 1] != [c]]
            above = line
            add(row["source"], "\n".join(shown))
            in_tables.setdefault(row["source"], []).append(" ".join(map(fold, line)))
        if int(row["header_rows"]):
            add(row["source"], "\n".join(once(lines[0])))
    for row in ours.rows(out / "passages.csv"):
        key = fold(row["text"])
        if row["kind"] != "row" and not any(key in line for line in in_tables.get(row["source"], [])):
            add(row["source"], f"{row['paragraph']} {row['text']}")
    return {source: words("\n".join(texts)) for source, texts in found.items()}


def once(header):
    """Names of columns without the words of a cell that spans several: those that a name shares with the one before it."""
    out, before = [], []
    for name in header:
        own = name.split()
        same = 0
        while same < min(len(own), len(before)) and own[same] == before[same]:
            same += 1
        out.append(" ".join(own[same:]))
        before = own
    return out


def score(want, got):
    same = sum((want & got).values())
    return 2 * same / max(1, sum(want.values()) + sum(got.values()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--program", default="target/release/sederunt")
    parser.add_argument("--work", default=None, help="keep the export here")
    parser.add_argument("--under", type=float, default=0.95)
    options = parser.parse_args()
    folder = pathlib.Path(options.folder)
    work = pathlib.Path(options.work) / "words" if options.work else None
    got = kept(ours.export(options.program, folder, True, work))
    scores = []
    for path in sorted(folder.rglob("*.pdf")):
        name = str(path.relative_to(folder))
        want = theirs(path)
        if name not in got or sum(want.values()) < 20:
            why = "nothing to compare: set aside as a duplicate, or without text" if name not in got else "hardly any text"
            print(f"  -    {name}: {why}")
            continue
        f1 = score(want, got[name])
        scores.append(f1)
        lost, extra = want - got[name], got[name] - want
        print(f"{f1:.3f}  {name}: {sum(want.values())} words, {sum(lost.values())} only theirs, {sum(extra.values())} only ours")
        if f1 < options.under:
            print("         only theirs: " + ", ".join(f"{w} {n}" for w, n in lost.most_common(25)))
            print("         only ours:   " + ", ".join(f"{w} {n}" for w, n in extra.most_common(25)))
    if scores:
        print(f"\nmedian {statistics.median(scores):.4f}, lowest {min(scores):.3f}, {sum(s < 0.95 for s in scores)} of {len(scores)} under 0.95")


if __name__ == "__main__":
    sys.exit(main())
