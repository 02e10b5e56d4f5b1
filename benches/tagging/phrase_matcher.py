"""spaCy's PhraseMatcher on the plain terms of the lexicon and the text of an export, as a measure beside the matcher of sederunt.

    pip install spacy
    python3 benches/tagging/phrase_matcher.py lexicon out/passages.csv

Prints terms, megabytes of text, and megabytes a second on one core (tokenising and matching apart). Terms with choices, gaps or forms
have no like in PhraseMatcher and are left out, so that the comparison favours it.
"""

import csv
import pathlib
import re
import sys
import time
import tomllib

import spacy
from spacy.matcher import PhraseMatcher


def terms(folder):
    for path in sorted(pathlib.Path(folder).glob("*.toml")):
        for entries in tomllib.loads(path.read_text(encoding="utf-8")).values():
            for entry in entries:
                for key in ("strong", "terms", "weak", "subjects", "unless"):
                    for term in entry.get(key, []):
                        text = term if isinstance(term, str) else term["term"]
                        if re.fullmatch(r"[A-Za-z' -]+", text) and not re.search(r"\b(NEAR|BEFORE)\b", text):
                            yield text


def main():
    csv.field_size_limit(10**9)
    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    words = sorted(set(terms(sys.argv[1])))
    matcher.add("term", [nlp.make_doc(word) for word in words])
    with open(sys.argv[2], newline="", encoding="utf-8-sig") as rows:
        texts = [row["text"] for row in csv.DictReader(rows)]
    size = sum(len(text.encode()) for text in texts) / 1e6
    start = time.process_time()
    docs = [nlp.make_doc(text) for text in texts]
    made = time.process_time()
    found = sum(len(matcher(doc)) for doc in docs)
    end = time.process_time()
    print(f"{len(words)} terms, {size:.2f} MB, {found} matches")
    print(f"tokens {size / (made - start):.2f} MB/s, matching {size / (end - made):.2f} MB/s, both {size / (end - start):.2f} MB/s")


main()
