"""Headings and tables of a tagged PDF, read from its structure tree: the side that sederunt is measured against.

No code of sederunt's and no engine of its is used: pdfminer.six resolves the objects, pdfplumber gives characters with their
marked-content numbers. (pdfplumber's own `structure_tree` loses the page of marked content that names one, so the tree is walked
here.) A document's
tags count only where they are sane by the rules of `headings_are_sane` and `is_table`; what is left out is printed with its rule.
"""

import re
import unicodedata
from dataclasses import dataclass, field

import pdfplumber
from pdfminer.pdftypes import PDFObjRef, resolve1

HEADING = re.compile(r"^(?:H[1-6]?|Title)$")


def fold(text):
    """Letters and digits alone, in lower case and without accents: spacing and hyphens are not what is measured here."""
    text = unicodedata.normalize("NFKD", text).lower()
    return "".join(c for c in text if c.isalnum())


@dataclass
class Heading:
    page: int
    level: int
    text: str


@dataclass
class Table:
    page: int
    last_page: int
    rows: list
    columns: int
    lines: str
    nested: bool = False

    @property
    def words(self):
        return " ".join(cell for row in self.rows for cell in row)


@dataclass
class Truth:
    headings: list = field(default_factory=list)
    tables: list = field(default_factory=list)
    left_out: list = field(default_factory=list)
    characters: int = 0
    tagged_characters: int = 0
    heading_styles: set = field(default_factory=set)
    paragraph_styles: list = field(default_factory=list)


def name(value):
    """A PDF name as text."""
    value = resolve1(value)
    value = getattr(value, "name", value)
    return value.decode("latin-1") if isinstance(value, bytes) else str(value or "")


def listed(value):
    value = resolve1(value)
    return value if isinstance(value, list) else [] if value is None else [value]


def tree(pdf):
    """The structure tree as dictionaries of type, column span and children; a leaf is a (page, mcid) pair."""
    root = resolve1(pdf.doc.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return []
    roles = {key: name(value) for key, value in (resolve1(root.get("RoleMap")) or {}).items()}
    pages = {page.page_obj.pageid: page.page_number for page in pdf.pages}
    seen = set()

    def page_of(entry, above):
        reference = entry.get("Pg")
        return pages.get(reference.objid, above) if isinstance(reference, PDFObjRef) else above

    def build(reference, page):
        if isinstance(reference, PDFObjRef):
            if reference.objid in seen:
                return None
            seen.add(reference.objid)
        entry = resolve1(reference)
        if isinstance(entry, int):
            return (page, entry)
        if not isinstance(entry, dict):
            return None
        page = page_of(entry, page)
        if "MCID" in entry:
            return (page, resolve1(entry["MCID"]))
        kind = name(entry.get("S"))
        for _ in range(8):
            kind = roles.get(kind, kind)
        span = 1
        for attributes in listed(entry.get("A")):
            attributes = resolve1(attributes)
            if isinstance(attributes, dict) and isinstance(resolve1(attributes.get("ColSpan")), int):
                span = max(1, resolve1(attributes["ColSpan"]))
        kids = (build(kid, page) for kid in listed_references(entry.get("K")))
        return {"type": kind, "span": span, "children": [kid for kid in kids if kid is not None]}

    nodes = (build(kid, None) for kid in listed_references(root.get("K")))
    return [node for node in nodes if isinstance(node, dict)]


def listed_references(value):
    """The entries of an array or the one entry, references kept as they are."""
    resolved = resolve1(value)
    return resolved if isinstance(resolved, list) else [] if resolved is None else [value]


class Reader:
    """Walks one document's structure tree with the text and boxes of its marked content at hand."""

    def __init__(self, pdf):
        self.pdf = pdf
        self.text, self.boxes, self.fonts = {}, {}, {}
        self.truth = Truth()
        for page in pdf.pages:
            self._page(page)

    def _page(self, page):
        last = {}
        for char in page.chars:
            self.truth.characters += not char["text"].isspace()
            key = (page.page_number, char.get("mcid"))
            if key[1] is None:
                continue
            self.truth.tagged_characters += not char["text"].isspace()
            before = last.get(key)
            words = self.text.setdefault(key, [])
            gap = before and (
                abs(char["top"] - before["top"]) > 0.5 * char["size"] or char["x0"] - before["x1"] > 0.15 * char["size"]
            )
            if gap:
                words.append(" ")
            words.append(char["text"])
            if char["text"].isalnum():
                self.fonts.setdefault(key, set()).add((char["fontname"], round(char["size"])))
            last[key] = char
            box = (char["x0"], char["top"], char["x1"], char["bottom"])
            old = self.boxes.get(key, box)
            self.boxes[key] = (min(old[0], box[0]), min(old[1], box[1]), max(old[2], box[2]), max(old[3], box[3]))

    def leaves(self, node):
        """The (page, mcid) pairs under a node in order."""
        for child in node["children"]:
            if isinstance(child, tuple):
                yield child
            else:
                yield from self.leaves(child)

    def words(self, node):
        parts = ["".join(self.text.get(key, [])) for key in self.leaves(node)]
        return re.sub(r"\s+", " ", " ".join(part for part in parts if part.strip())).strip()

    def styles(self, node):
        return {style for key in self.leaves(node) for style in self.fonts.get(key, ())}

    def pages(self, node):
        return [key[0] for key in self.leaves(node) if self.text.get(key)]

    def walk(self, node, in_table=False):
        kind = node["type"]
        if HEADING.match(kind):
            words = self.words(node)
            if fold(words):
                level = int(kind[1]) if kind[1:].isdigit() else 1
                self.truth.headings.append(Heading(self.pages(node)[0], level, words))
                self.truth.heading_styles.add(frozenset(self.styles(node)))
            return
        if kind in ("TOC", "TOCI"):
            return
        if kind == "P" and not in_table and 0 < len(self.words(node).split()) <= 15:
            self.truth.paragraph_styles.append(frozenset(self.styles(node)))
        if kind == "Table":
            self.table(node, in_table)
            in_table = True
        for child in node["children"]:
            if isinstance(child, dict):
                self.walk(child, in_table)

    def table(self, node, nested):
        rows = []

        def gather(part):
            for child in part["children"]:
                if isinstance(child, tuple):
                    continue
                if child["type"] == "TR":
                    cells = [c for c in child["children"] if isinstance(c, dict) and c["type"] in ("TH", "TD")]
                    rows.append((child, cells))
                elif child["type"] != "Table":
                    gather(child)

        gather(node)
        filled = [(row, cells) for row, cells in rows if any(fold(self.words(c)) for c in cells)]
        filled = self.once(filled)
        if not filled:
            return
        columns = max(sum(cell["span"] for cell in cells) for _, cells in filled)
        pages = [p for row, _ in filled for p in self.pages(row)]
        rows_of_words = [[self.words(c) for c in cells] for _, cells in filled]
        table = Table(min(pages), max(pages), rows_of_words, columns, self.lines(filled, columns, min(pages)), nested)
        filled_columns = max(sum(1 for cell in row if fold(cell)) for row in rows_of_words)
        if len(filled) < 2 or columns < 2 or filled_columns < 2:
            self.truth.left_out.append(f"p. {table.page}: a table tag of {len(filled)} x {columns} with {filled_columns} filled columns is a frame")
        else:
            self.truth.tables.append(table)

    def once(self, rows):
        """Rows without those of a later page that print the table's first row again, and the rows after it in turn."""
        words = [[fold(self.words(cell)) for cell in cells] for _, cells in rows]
        out, following = [], 0
        for index, row in enumerate(rows):
            later = index > 0 and self.pages(row[0])[:1] > self.pages(rows[0][0])[:1]
            if later and following < len(words) and words[index] == words[following]:
                following += 1
            elif later and words[index] == words[0]:
                following = 1
            else:
                following = 0
                out.append(row)
        return out

    def lines(self, rows, columns, page):
        """How much of a table is drawn: `ruled` where thin lines stand between most rows of its first page and between most
        columns, `rows` where they stand between rows alone, `plain` otherwise. Shading without lines is not counted."""
        tops, boxes = [], []
        for row, _ in rows:
            mine = [self.boxes[k] for k in self.leaves(row) if k[0] == page and k in self.boxes]
            if mine:
                tops.append((min(b[1] for b in mine), max(b[3] for b in mine)))
                boxes += mine
        left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
        top, bottom = min(t for t, _ in tops), max(b for _, b in tops)
        sheet = self.pdf.pages[page - 1]
        thin = [r for r in sheet.rects if min(r["width"], r["height"]) <= 2] + [r for r in sheet.rects if r.get("stroke")]
        across, down = set(), set()
        for line in sheet.lines + thin + sheet.curves:
            if line["x1"] < left - 15 or line["x0"] > right + 15 or line["bottom"] < top - 15 or line["top"] > bottom + 15:
                continue
            wide, high = line["x1"] - line["x0"], line["bottom"] - line["top"]
            if wide > 4:
                across |= {round(line["top"] / 3), round(line["bottom"] / 3)}
            if high > 4:
                down |= {round(line["x0"] / 3), round(line["x1"] / 3)}
        if len(across) < 0.7 * len(tops):
            return "plain"
        return "ruled" if len(down) > 0.7 * columns else "rows"


def read(path):
    """The truth of one file, or None where it is not tagged or its tags reach less than half of its text."""
    with pdfplumber.open(path) as pdf:
        nodes = tree(pdf)
        if not nodes:
            return None
        reader = Reader(pdf)
        for node in nodes:
            reader.walk(node)
        truth = reader.truth
    if truth.characters == 0 or truth.tagged_characters * 2 < truth.characters:
        return None
    reason = headings_are_sane(truth)
    if reason:
        truth.left_out.append(f"headings: {reason}")
        truth.headings = []
    return truth


def headings_are_sane(truth):
    """Why the heading tags are no measure, or None where they are one."""
    if len(truth.headings) < 3:
        return f"{len(truth.headings)} heading tags, and fewer than three say that the author did not tag headings"
    alike = sum(1 for style in truth.paragraph_styles if style in truth.heading_styles)
    if alike > len(truth.headings):
        return f"{len(truth.headings)} heading tags, but {alike} short paragraphs set in the very same type: most headings are not tagged"
    letters = sum(len(fold(h.text)) for h in truth.headings)
    if letters * 4 > truth.characters:
        return "more than a quarter of the text is tagged as headings"
    return None
