"""Bind the June pack: each paper is printed alone with its own page numbers, then bound, then stamped with pack page numbers."""
import subprocess, tempfile
from pathlib import Path
import render

DAY, TARGET = "2024-05-30", render.OUT / "board/2024-06-06-board-pack.pdf"
src = render.HERE / "pack-2024-06"
with tempfile.TemporaryDirectory() as d:
    d = Path(d)
    parts, total = [], 0
    render.chromium(src / "blank.html", d / "blank.pdf", DAY)
    names = ["1-agenda", "2-minute", "3-reviews", "4-volunteering"]
    for name in names:
        render.chromium(src / f"{name}.html", d / f"{name}.pdf", DAY)
        parts.append(d / f"{name}.pdf")
        total += render.pages(d / f"{name}.pdf")
        if total % 2 and name != names[-1]:  # every paper starts on an odd page, as when printed on both sides
            parts.append(d / "blank.pdf")
            total += 1
    stamp = "".join(f'<div style="height:297mm;position:relative;break-after:page"><span style="position:absolute;right:14mm;bottom:9mm">Page {n}</span></div>' for n in range(1, total + 1))
    (d / "stamp.html").write_text(f'<!doctype html><meta charset="utf-8"><style>@page{{size:A4;margin:0}}body{{margin:0;font:bold 11pt "Liberation Sans",Arial,sans-serif}}</style>{stamp}')
    render.chromium(d / "stamp.html", d / "stamp.pdf", DAY)
    subprocess.run(["qpdf", "--deterministic-id", str(parts[0]), "--pages", *map(str, parts), "--", str(d / "bound.pdf")], check=True)
    subprocess.run(["qpdf", "--deterministic-id", str(d / "bound.pdf"), "--overlay", str(d / "stamp.pdf"), f"--to=1-{total}", "--", str(TARGET)], check=True)
