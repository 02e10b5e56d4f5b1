#!/usr/bin/env python3
"""Measures sederunt's headings and tables against the structure trees of tagged PDFs.

    headings_and_tables.py FOLDER [--program PATH] [--misses N] [--work DIR]

Prints the figures a file and over all files, first with tags read, then with `use-tags = false`, and the worst misses in both
directions. A source that sederunt sets aside as a duplicate of another has no figures.
"""

import argparse
import difflib
import hashlib
import pathlib
import pickle
import re
import sys

import ours
import truth


def same(a, b):
    return a == b or difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.9


def unnumbered(text):
    return re.sub(r"^\W*(?:[0-9]+[0-9.]*|[A-Za-z]|[ivxIVX]+)[.):]?\s+", "", text)


def match_headings(wanted, given):
    """Pairs one to one, on the same or the next page, the number in front set aside."""
    left = list(given)
    misses = []
    for heading in wanted:
        forms = {truth.fold(heading.text), truth.fold(unnumbered(heading.text))}
        hit = next(
            (
                g
                for g in left
                if abs(g[0] - heading.page) <= 1
                and any(same(f, o) for f in forms for o in (truth.fold(g[2]), truth.fold(g[1] + g[2])))
            ),
            None,
        )
        if hit:
            left.remove(hit)
        else:
            misses.append(heading)
    return misses, left


def shared(a, b):
    """Share of the words of `a` that stand in `b`."""
    a, b = set(re.findall(r"\w+", a.lower())), set(re.findall(r"\w+", b.lower()))
    return len(a & b) / max(1, len(a))


def match_tables(wanted, given):
    """For each table of the truth, ours on the same pages that shares most words, and whether the number of rows is the same."""
    left = list(given)
    out = []
    for table in wanted:
        near = [g for g in left if g.page <= table.last_page and table.page <= g.last_page]
        best = max(near, key=lambda g: shared(table.words, g.words) + shared(g.words, table.words), default=None)
        if best is not None and shared(table.words, best.words) + shared(best.words, table.words) < 0.8:
            best = None
        if best is not None:
            left.remove(best)
        out.append((table, best))
    return out, left


def ratio(part, whole):
    return f"{part / whole:.3f}" if whole else "  -  "


def measure(truths, out, misses_shown):
    outlines, tables = ours.outline(out), ours.tables(out)
    read = {row["source"] for row in ours.rows(out / "papers.csv")}
    print(f"{'file':44} {'headings':>8} {'ours':>5} {'F1':>6} | {'ruled':>5} {'rows=':>6} | {'plain':>5} {'rows=':>6} | extra tables")
    total = dict(wanted=0, given=0, hit=0, ruled=0, ruled_hit=0, plain=0, plain_hit=0, extra=0)
    scores, worst = [], []
    for source, want in truths.items():
        if source not in read:
            continue
        line = dict.fromkeys(total, 0)
        if want.headings:
            given = outlines.get(source, [])
            missed, extra = match_headings(want.headings, given)
            line["wanted"], line["given"] = len(want.headings), len(given)
            line["hit"] = len(want.headings) - len(missed)
            scores.append(2 * line["hit"] / max(1, line["wanted"] + line["given"]))
            worst += [(source, f"heading not found: p. {h.page} {h.text[:90]!r}") for h in missed]
            worst += [(source, f"no heading tag:    p. {p} {(n + ' ' + t).strip()[:90]!r}") for p, n, t in extra]
        pairs, extra_tables = match_tables(want.tables, [t for t in tables.get(source, []) if t.rows > 1])
        for table, mine in pairs:
            kind = "ruled" if table.ruled else "plain"
            line[kind] += 1
            equal = mine is not None and mine.rows == len(table.rows)
            line[kind + "_hit"] += equal
            if not equal:
                head = " / ".join(c[:20] for c in table.rows[0])[:60]
                got = "none" if mine is None else f"{mine.rows}, pages {mine.page}-{mine.last_page}"
                worst.append((source, f"{kind} table: p. {table.page}-{table.last_page}, {len(table.rows)} rows, ours {got}: {head}"))
        line["extra"] = len(extra_tables)
        worst += [(source, f"no table tag:      p. {t.page} {t.rows} x {t.columns}: {t.words[:60]!r}") for t in extra_tables if want.tables]
        for key in total:
            total[key] += line[key]
        show(source, line)
    show("all", total)
    if scores:
        print(f"mean heading F1 of {len(scores)} files: {sum(scores) / len(scores):.3f}")
    by_source = {}
    for source, what in worst:
        by_source.setdefault(source, []).append(what)
    for source, lines in by_source.items():
        print(f"\n{source}: {len(lines)} misses")
        for what in lines[:misses_shown]:
            print("   " + what)


def show(name, n):
    f1 = ratio(2 * n["hit"], n["wanted"] + n["given"])
    print(
        f"{name[-44:]:44} {n['wanted']:8} {n['given']:5} {f1:>6} | {n['ruled']:5} {ratio(n['ruled_hit'], n['ruled']):>6} |"
        f" {n['plain']:5} {ratio(n['plain_hit'], n['plain']):>6} | {n['extra']}"
    )


def cached(path, work):
    """The truth of a file, kept beside the exports for the next run where a folder is named."""
    if work is None:
        return truth.read(path)
    stamp = hashlib.sha256(path.read_bytes() + pathlib.Path(truth.__file__).read_bytes()).hexdigest()[:24]
    store = pathlib.Path(work) / "truth" / stamp
    if not store.exists():
        store.parent.mkdir(parents=True, exist_ok=True)
        store.write_bytes(pickle.dumps(truth.read(path)))
    return pickle.loads(store.read_bytes())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--program", default="target/release/sederunt")
    parser.add_argument("--misses", type=int, default=12)
    parser.add_argument("--work", default=None, help="keep the exports here")
    parser.add_argument("--only", choices=["tags", "geometry"], default=None)
    options = parser.parse_args()
    folder = pathlib.Path(options.folder)
    truths = {}
    for path in sorted(folder.rglob("*.pdf")):
        found = cached(path, options.work)
        if found:
            name = str(path.relative_to(folder))
            truths[name] = found
            for why in found.left_out:
                print(f"left out: {name}: {why}")
    for name, use_tags in (("tags", True), ("geometry", False)):
        if options.only in (None, name):
            print(f"\n== {name} ==")
            work = pathlib.Path(options.work) / name if options.work else None
            measure(truths, ours.export(options.program, folder, use_tags, work), options.misses)


if __name__ == "__main__":
    sys.exit(main())
