#!/usr/bin/env python3
"""Counts the claims of a human learning paper that ours recovers with the right areas: claims.py PAPER_JSON PASSAGES_CSV.

Build an index from the appendix of examples alone, write `sederunt paper --out paper.json` and `sederunt export DIR`; then give
paper.json and DIR/passages.csv. `claims.csv` beside this file lists what paragraphs 3.5 to 4.15 of the human paper say that the
examples can bear out: the areas that say it, how many of them must be cited, and the words to look for (all groups parted by `;`,
of each group one of the words parted by `|`). It was written before the selection was tuned, and is not to be changed to fit it.

A claim is recovered where a quotation outside the examples has the words and cites passages of the right areas, and no passage of
an area that does not say it. Standard library only.
"""
import csv, json, pathlib, re, sys

BODY = {"summary", "theme", "worked", "mixed", "barriers", "planned", "sustain", "asks"}


def folded(text):
    return " " + " ".join(re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))) + " "


def main(paper, passages):
    areas = {row["passage_id"]: set(filter(None, row["places"].split("|"))) for row in csv.DictReader(open(passages, encoding="utf-8-sig"))}
    body = [
        (folded(p["text"]), set().union(*(areas.get(c["passage_id"], set()) for c in p["citations"])) if p["citations"] else set())
        for s in json.load(open(paper, encoding="utf-8"))["sections"] if s["kind"] in BODY
        for p in s["paragraphs"] if p["kind"] == "quotation"
    ]
    claims = list(csv.DictReader(open(pathlib.Path(__file__).parent / "claims.csv", encoding="utf-8")))
    lost = []
    for claim in claims:
        right = set(claim["areas"].split("|"))
        groups = [[w.strip() for w in group.split("|")] for group in claim["words"].split(";")]
        found = any(
            all(any(w in text for w in group) for group in groups) and len(cited & right) >= int(claim["at_least"]) and not cited - right
            for text, cited in body
        )
        if not found:
            lost.append(claim["claim"])
    found = len(claims) - len(lost)
    print(f"{found} of {len(claims)} claims recovered with the right areas ({found / len(claims):.0%}); {len(body)} quotations")
    for claim in lost:
        print("  not recovered:", claim)


if __name__ == "__main__":
    main(*sys.argv[1:3])
