"""Damages files at random and reads them: nothing may crash, hang or be left without a reason.

    cargo build --release
    python3 benches/extraction/fuzz.py FOLDER [--program target/release/sederunt] [--rounds 20] [--seed 1]

Every round takes each file of the folder and flips bytes, cuts its end off, repeats or removes a piece, or, in a zip container,
does so to one of its parts and packs it again (as a plain flip seldom gets past the container's checksum). A crash of a reader is
caught by the program and costs one file, but it is a fault all the same: every one is listed, and the files stay in --keep.
"""

import argparse
import csv
import io
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time
import zipfile

csv.field_size_limit(1 << 28)
PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
ENDINGS = {".docx", ".odt", ".xlsx", ".ods", ".html", ".eml", ".msg", ".rtf", ".pdf", ".md", ".txt", ".csv", ".xls"}
FAULT = ("broke down", "more memory", "processor time", "within", "answer")


def damaged(data, chance):
    data = bytearray(data)
    for _ in range(chance.choice([1, 1, 3, 20])):
        if not data:
            break
        at = chance.randrange(len(data))
        piece = data[at : at + chance.choice([1, 4, 64, 4096])]
        match chance.randrange(6):
            case 0:
                data[at] ^= 1 << chance.randrange(8)
            case 1:
                data[at] = chance.choice(b"\x00\xff<>{}()[]/\\&;09")
            case 2:
                del data[at : at + len(piece)]
            case 3:
                data[at:at] = piece * chance.choice([1, 2, 50])
            case 4:
                del data[at:]
            case 5:
                other = chance.randrange(len(data))
                data[other:other] = piece
    return bytes(data)


def repacked(data, chance):
    """A container in which one part is damaged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        victim = chance.choice([n for n in names if n.endswith(".xml")] or names)
        for name in names:
            part = old.read(name)
            new.writestr(name, damaged(part, chance) if name == victim else part)
    return out.getvalue()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--program", default=str(PROJECT / "target" / "release" / "sederunt"))
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=pathlib.Path, default=None)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    files = sorted(p for p in arguments.folder.rglob("*") if p.suffix.lower() in ENDINGS and p.stat().st_size < 1 << 20)
    read = faults = 0
    for number in range(arguments.rounds):
        with tempfile.TemporaryDirectory() as work:
            work = pathlib.Path(work)
            (work / "papers").mkdir()
            for index, path in enumerate(files):
                data = path.read_bytes()
                bad = repacked(data, chance) if data[:2] == b"PK" and chance.random() < 0.8 else damaged(data, chance)
                (work / "papers" / f"{index:03}{path.suffix}").write_bytes(bad)
            command = [arguments.program, "build", "papers", "--index", "index", "--ocr", "never"]
            start = time.monotonic()
            done = subprocess.run(command, cwd=work, capture_output=True, text=True, errors="replace")
            listed = subprocess.run([arguments.program, "status", "--format", "json"], cwd=work, capture_output=True, text=True)
            seconds = time.monotonic() - start
            if done.returncode not in (0, 3) or listed.returncode != 0:
                faults += 1
                print(f"round {number}: exit status {done.returncode}: {done.stderr[-300:]}")
                continue
            for source in json.loads(listed.stdout)["sources"]:
                read += 1
                reason = source["reason"] or ""
                silent = source["status"] != "ok" and not reason
                if silent or any(words in reason for words in FAULT):
                    faults += 1
                    print(f"round {number}: {source['source']} is {source['status']}: {reason[:160]}")
                    if arguments.keep:
                        arguments.keep.mkdir(parents=True, exist_ok=True)
                        name = f"{arguments.seed}-{number}-{source['source']}"
                        (arguments.keep / name).write_bytes((work / "papers" / source["source"]).read_bytes())
            print(f"round {number}: {len(files)} files, {seconds:.0f} s", flush=True)
    print(f"{read} damaged files read, {faults} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
