"""What sederunt reads, from the tables that it exports."""

import csv
import pathlib
import subprocess
import sys
import tempfile
from dataclasses import dataclass

csv.field_size_limit(1 << 28)


def rows(path):
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:
            return list(csv.DictReader(file))
    except FileNotFoundError:
        return []


@dataclass
class Table:
    page: int
    last_page: int
    columns: int
    rows: int
    words: str


def export(program, folder, use_tags, work=None):
    """Reads a folder with the program and gives back the folder of its export. Scans have no text to be held against, so that OCR
    stays out."""
    work = pathlib.Path(work or tempfile.mkdtemp(prefix="sederunt-structure-"))
    work.mkdir(parents=True, exist_ok=True)
    settings = work / "settings.toml"
    tags = "true" if use_tags else "false"
    settings.write_text(f'[extract]\nocr = "never"\nuse-tags = {tags}\n')
    out = work / "out"
    command = [program, "run", str(folder), "--index", str(work / "index"), "--out", str(out), "--config", str(settings), "--quiet"]
    status = subprocess.run(command, stdout=subprocess.DEVNULL).returncode
    if status not in (0, 1, 3):
        sys.exit(f"{' '.join(command)} ended with status {status}")
    return out


def outline(out):
    """Headings by source: (page, number, text)."""
    found = {}
    for row in rows(out / "outline.csv"):
        found.setdefault(row["source"], []).append((int(row["page"] or 0), row["number"], row["text"]))
    return found


def tables(out):
    """Tables by source."""
    found = {}
    for row in rows(out / "tables.csv"):
        with open(out / "tables" / f"{row['table_id']}.csv", newline="", encoding="utf-8-sig") as file:
            cells = list(csv.reader(file))
        count = int(row["rows"]) + int(row.get("header_rows") or bool(row["header"]))
        words = " ".join(cell for line in cells for cell in line)
        table = Table(int(row["first_page"] or 0), int(row["last_page"] or row["first_page"] or 0), int(row["columns"]), count, words)
        found.setdefault(row["source"], []).append(table)
    return found
