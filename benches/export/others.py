#!/usr/bin/env python3
"""An export read by other people's libraries: `others.py EXPORT [FOLDER_OF_REFI_SCHEMAS]`, exit status 1 where one disagrees.

EXPORT is what `sederunt export EXPORT --to csv,jsonl,xlsx,datapackage,csvw,parquet,qdpx,qdc,skos,annotations,bibtex,ris,csl-json`
wrote; formats that are not there are passed over. The schemas of REFI-QDA (Project.xsd, Codebook.xsd) come with the source package of
pyrefiqda. Needs, from PyPI: frictionless csvw openpyxl duckdb pyarrow lxml pyrefiqda rdflib pyshacl bibtexparser pybtex rispy
pylatexenc citeproc-py.
"""

import collections
import csv
import datetime
import json
import re
import sys
import tempfile
import warnings
import zipfile
from pathlib import Path

warnings.simplefilter("ignore")
csv.field_size_limit(1 << 30)
failed = []


def check(what, right, said=""):
    print(f"{'ok  ' if right else 'FAIL'} {what}{': ' if said != '' else ''}{said}")
    if not right:
        failed.append(what)


def table(out, name):
    with open(out / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def raw(cell):
    """A cell of a CSV file as it was before it was neutralised."""
    signs = "=+-@＝＋－＠"
    begins = re.compile(r"^'(?=[\s\0\"'\ufeff“”‘’]*[" + re.escape(signs) + "])", re.M)
    return begins.sub("", cell)


def packages(out):
    import frictionless
    from csvw.metadata import CSVW

    frictionless.system.trusted = True
    report = frictionless.validate(str(out / "datapackage.json"))
    check("frictionless validates the data package", report.valid, report.stats)
    # Strictly read, the library refuses empty foreign keys, which stand here for what is not known.
    group = CSVW(str(out / "csv-metadata.json"), validate=True)
    group._strict = False
    check("csvw validates the table group", group.is_valid, [str(w.message) for w in group.warnings][:3])
    alone = [CSVW(str(path), validate=True) for path in sorted(out.glob("*.csv-metadata.json"))]
    if alone:
        check("csvw validates each description by itself", all(one.is_valid and not one.warnings for one in alone), len(alone))


def workbook(out):
    import openpyxl

    def text(cell):
        if isinstance(cell, datetime.datetime):
            return cell.strftime("%Y-%m-%d")
        return "" if cell is None else str(cell)

    book = openpyxl.load_workbook(out / "evidence.xlsx", read_only=True)
    for path in sorted(out.glob("*.csv")):
        rows = book[path.stem].iter_rows(min_row=4, values_only=True)
        header = next(rows)
        expected = table(out, path.stem)
        wrong = 0
        for row, held in zip(rows, expected, strict=False):
            for name, cell in zip(header, row):
                there, written = text(cell), raw(held[name])
                # Links read as words; the characters that a sheet cannot hold are escaped; long cells are cut and say so.
                same = name == "link" or there == written or there == written.replace("\r\n", "\n") or len(written) > 32_000
                wrong += not same
        same = not expected or [name for name in header if name is not None] == list(expected[0])
        check(f"openpyxl reads the sheet {path.stem}", wrong == 0 and same, f"{len(expected)} rows")
    lines = [json.loads(line) for line in open(out / "evidence.jsonl", encoding="utf-8")]
    rows = book["passages"].iter_rows(min_row=4, values_only=True)
    header = next(rows)
    sheet = {row[header.index("passage_id")]: dict(zip(header, row)) for row in rows if row[0] is not None}
    fields = ["paper_id", "source", "page", "paragraph", "kind", "stance", "text", "stem", "paper_title", "paper_date"]
    wrong = []
    for line in lines:
        row = sheet[line["passage_id"]]
        wrong += [(line["passage_id"], f) for f in fields if text(row[f]) != ("" if line.get(f) is None else str(line[f]))]
    check("openpyxl reads passages as evidence.jsonl has them", not wrong and len(sheet) == len(lines), f"{len(lines)} passages, {wrong[:3]}")


def parquet(out):
    import duckdb
    import pyarrow.parquet as pq

    rows = 0
    for path in sorted(out.glob("*.parquet")):
        expected = table(out, path.stem)
        read = pq.read_table(path)
        counted = duckdb.sql(f"select count(*) from '{path}'").fetchall()[0][0]
        described = duckdb.sql(f"describe select * from '{path}'").fetchall()
        wrong = 0
        for row, held in zip(read.to_pylist(), expected):
            for name, value in row.items():
                value = "|".join(value) if isinstance(value, list) else "" if value is None else str(value)
                wrong += value != raw(held[name])
        rows += counted
        same = read.num_rows == counted == len(expected) and [d[0] for d in described] == read.column_names
        check(f"pyarrow and duckdb read {path.name}", wrong == 0 and same, f"{counted} rows, {wrong} cells differ")
    kinds = {d[0]: d[1] for d in duckdb.sql(f"describe select * from '{out / 'passages.parquet'}'").fetchall()}
    check("types in DuckDB", kinds["page"] == "BIGINT" and kinds["themes"] == "VARCHAR[]" and kinds["text"] == "VARCHAR", f"{rows} rows in all")
    days = {d[0]: d[1] for d in duckdb.sql(f"describe select * from '{out / 'promises.parquet'}'").fetchall()}
    check("days in DuckDB", days["due_from"] == days["due_to"] == "DATE")


def refi(out, schemas):
    from lxml import etree
    from pyrefiqda import RefiCodebook, RefiProject

    zipped = zipfile.ZipFile(out / "evidence.qdpx")
    project = zipped.read("project.qde")
    check("project.qde has no byte order mark and LF line ends", not project.startswith(b"\xef\xbb\xbf") and b"\r" not in project)
    check("everything else lies in sources/", all(n == "project.qde" or n.startswith("sources/") for n in zipped.namelist()))
    if schemas:
        for schema, data in [("Project.xsd", project), ("Codebook.xsd", (out / "codebook.qdc").read_bytes())]:
            rules = etree.XMLSchema(etree.parse(str(schemas / schema)))
            check(f"valid by {schema}", rules.validate(etree.fromstring(data, etree.XMLParser(huge_tree=True))), list(rules.error_log)[:2])
    read = RefiProject.load(out / "evidence.qdpx", tempfile.mkdtemp())
    RefiCodebook.load(out / "codebook.qdc")
    codes = {}

    def walk(code, branch):
        codes[code.guid] = (branch, code)
        for below in code.code:
            walk(below, branch or code.name)

    for code in read.code_book.codes.code:
        walk(code, None)
    found = collections.Counter()
    selections, sources = set(), set()
    for source in read.sources.text_source:
        sources.add(source.guid)
        text = zipped.read("sources/" + source.plain_text_path.removeprefix("internal://")).decode()
        for selection in source.plain_text_selection:
            selections.add(selection.guid)
            for coding in selection.coding:
                branch, code = codes[coding.code_ref.target_guid]
                concept = code.description.rsplit("[", 1)[1].rstrip("]")
                found[branch, concept, text[selection.start_position : selection.end_position]] += 1
    expected = collections.Counter()
    for line in open(out / "evidence.jsonl", encoding="utf-8"):
        passage = json.loads(line)
        for mention in passage["mentions"]:
            start, end = mention.get("start"), mention.get("end")
            concept = mention["code"] if mention["facet"] == "place" and mention.get("code") else mention["concept"]
            expected[mention["facet"].capitalize() + "s", concept, passage["text"][start:end]] += 1
    check("pyrefiqda reads every mention's exact words", found == expected, f"{sum(found.values())} of {sum(expected.values())}")
    loose = [r.target_guid for case in read.cases.case for r in case.selection_ref if r.target_guid not in selections]
    loose += [r.target_guid for case in read.cases.case for r in case.source_ref if r.target_guid not in sources]
    check("every reference of a case leads somewhere", not loose, f"{len(read.cases.case)} cases")


SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <urn:s:> .
:c a sh:NodeShape ; sh:targetClass skos:Concept ;
  sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:uniqueLang true ; sh:disjoint skos:altLabel ] ,
    [ sh:path skos:inScheme ; sh:minCount 1 ; sh:class skos:ConceptScheme ] , [ sh:path skos:notation ; sh:maxCount 1 ] ,
    [ sh:path skos:broader ; sh:class skos:Concept ] .
:s a sh:NodeShape ; sh:targetClass skos:ConceptScheme ;
  sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ] , [ sh:path skos:hasTopConcept ; sh:minCount 1 ; sh:class skos:Concept ] ."""


def linked(out):
    import pyshacl
    import rdflib

    graph = rdflib.Graph().parse(out / "codebook.ttl")
    conforms, _, said = pyshacl.validate(graph, shacl_graph=SHAPES, shacl_graph_format="turtle")
    other = len(list(graph.subject_objects(rdflib.SKOS.altLabel)))
    check("rdflib reads the codebook, pyshacl finds nothing amiss", conforms, said[:300] if not conforms else f"{len(graph)} triples, {other} other labels")
    page = json.loads((out / "annotations.jsonld").read_text(encoding="utf-8"))
    texts, wrong = {}, 0
    for item in page["items"]:
        target = item["target"][1]
        text = texts.setdefault(target["source"], (out / target["source"]).read_text(encoding="utf-8"))
        place, quote = target["selector"]
        start, end = place["start"], place["end"]
        wrong += text[start:end] != quote["exact"]
        wrong += not text[:start].endswith(quote["prefix"]) or not text[end:].startswith(quote["suffix"])
    check("annotations select what they quote", wrong == 0, f"{len(page['items'])} annotations")
    check("their ids differ", len({item["id"] for item in page["items"]}) == len(page["items"]))


def references(out):
    import bibtexparser
    import rispy
    from citeproc.source.json import CiteProcJSON
    from pybtex import PybtexEngine
    from pybtex.database import parse_file
    from pylatexenc.latex2text import LatexNodes2Text

    plain = lambda title: re.sub(r"[^a-z0-9]", "", title.lower())
    papers = sorted(plain(paper["title"]) for paper in table(out, "papers"))
    check("bibtexparser reads papers.bib", not bibtexparser.parse_file(str(out / "papers.bib")).failed_blocks)
    entries = parse_file(str(out / "papers.bib")).entries.values()
    check("pybtex reads the titles", sorted(plain(LatexNodes2Text().latex_to_text(e.fields["title"])) for e in entries) == papers)
    set_out = PybtexEngine().format_from_file(str(out / "papers.bib"), style="plain", output_backend="text")
    check("pybtex sets them out", set_out.count("\n[") + 1 == len(papers), f"{len(papers)} papers")
    records = rispy.load(open(out / "papers.ris", encoding="utf-8", newline=""))
    check("rispy reads papers.ris", sorted(plain(r["title"]) for r in records) == papers)
    items = json.loads((out / "papers.csl.json").read_text(encoding="utf-8"))
    check("citeproc-py reads papers.csl.json", len(CiteProcJSON(items)) == len(papers) and sorted(plain(i["title"]) for i in items) == papers)


def main():
    out = Path(sys.argv[1])
    schemas = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    for file, read in [
        ("datapackage.json", packages), ("evidence.xlsx", workbook), ("evidence.parquet", parquet),
        ("evidence.qdpx", lambda out: refi(out, schemas)), ("codebook.ttl", linked), ("papers.bib", references),
    ]:
        if (out / file).exists():
            read(out)
        else:
            print(f"left out: {file} is not there")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
