"""A Word report with tracked changes, a footnote and a table with merged cells."""
import zipfile
import render
from docxlib import *

WHEN = "2024-07-11T10:00:00Z"
WHO = "Shona Imlach"
count = iter(range(900, 2000))


def mark(kind, text):
    e = OxmlElement(f"w:{kind}")
    e.set(qn("w:id"), str(next(count)))
    e.set(qn("w:author"), WHO)
    e.set(qn("w:date"), WHEN)
    r = OxmlElement("w:r")
    t = OxmlElement("w:delText" if kind == "del" else "w:t")
    t.set(qn("xml:space"), "preserve")
    t.text = text
    r.append(t)
    e.append(r)
    return e


def tracked(par, text):
    """{-deleted-} and {+inserted+} in the text become tracked changes."""
    import re
    for part in re.split(r"(\{-.*?-\}|\{\+.*?\+\})", text):
        if part.startswith("{-"):
            par._p.append(mark("del", part[2:-2]))
        elif part.startswith("{+"):
            par._p.append(mark("ins", part[2:-2]))
        elif part:
            runs(par, part)
    return par


def footnote_ref(par, n):
    r = par.add_run()
    r.font.superscript = True
    e = OxmlElement("w:footnoteReference")
    e.set(qn("w:id"), str(n))
    r._r.append(e)


FOOTNOTES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
<w:footnote w:id="1"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> A data zone is a small area for statistics. Small counts may be held back, so that rural places are often missing.</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""


def tnum(doc, n, text):
    par = num(doc, n, "")
    return tracked(par, text)


def build():
    doc = new("Using data in locality plans", "Community Planning Managers Network", "2024-07-12")
    furniture(doc.sections[0], "Partnership Learning Board   |   Draft for comment")
    doc.add_heading("Using data in locality plans", 1)
    p(doc, "Report by Shona Imlach, Community Planning Managers Network, 12 July 2024. Draft with changes shown.")
    p(doc, "__" + NOTE + ". The returns in it are illustrative and describe no real event.__", size=9)
    doc.add_heading("1. Purpose", 2)
    tnum(doc, "1.1", "This report sets out how locality groups use data and {-what stops them-}{+what would help them to use it more+}.")
    doc.add_heading("2. Recommendations", 2)
    num(doc, "2.1", "The Partnership Learning Board is recommended to:")
    par = num(doc, "i.", "", 1.9)
    tracked(par, "agree that a one-page profile be tested in {-three-}{+four+} localities; and")
    num(doc, "ii.", "ask the data sharing working group to settle a common list of definitions.", 1.9)
    doc.add_heading("3. What was found", 2)
    par = num(doc, "3.1", "Nine locality groups were visited between April and June 2024. All nine use figures for data zones")
    footnote_ref(par, 1)
    par.add_run(" and six of them had asked residents to say what the figures leave out.")
    tnum(doc, "3.2", "Where residents and analysts read the figures together, plans changed. In the illustrative return from Stirling the group {-moved-}{+brought forward+} a walk-in service by a year once it was seen that most missed appointments came from two streets with no bus.")
    tnum(doc, "3.3", "{+Data was seldom shared with voluntary bodies. In five of the nine groups the only full profile was held by one officer and could not be sent by email.+}")
    tnum(doc, "3.4", "{-Health partners refuse to share data.-}{+Health partners would like to share more but are unsure what the law allows.+} Two groups have waited for more than a year for a decision.")
    tnum(doc, "3.5", "Figures are often old. {-Some-}{+Fourteen of the 31+} measures in use were more than two years behind, and groups could not tell whether anything had improved.")
    num(doc, "3.6", "Groups with an analyst on loan for half a day a month wrote shorter plans with clearer measures. The loan ends in March 2025 and it is not certain that it will be renewed.")
    doc.add_heading("4. Measures in use", 2)
    t = doc.add_table(rows=7, cols=5)
    t.style = "Table Grid"
    t.autofit = False
    grid = [("Theme", "Measure", "Localities using it", "", "Age of figures"),
            ("", "", "Town", "Rural", ""),
            ("Health", "Emergency admissions after a fall", "4", "3", "18 months"),
            ("", "People who say that they are lonely", "3", "1", "Own survey, 2023"),
            ("Income", "Children in low-income families", "5", "4", "26 months"),
            ("", "Take-up of free school meals", "2", "2", "9 months"),
            ("Place: figures for this theme are not kept by locality", "", "", "", "")]
    widths = (3.2, 5.4, 2.3, 2.3, 3.0)
    for j, w in enumerate(widths):
        t.columns[j].width = Cm(w)
    for i, row in enumerate(grid):
        for j, text in enumerate(row):
            t.cell(i, j).width = Cm(widths[j])
            if text:
                cell(t.cell(i, j), text, bold=i < 2)
    for a, b in (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 4), (1, 4)), ((0, 2), (0, 3)), ((2, 0), (3, 0)), ((4, 0), (5, 0)), ((6, 0), (6, 4))):
        m = t.cell(*a).merge(t.cell(*b))
        for extra in m.paragraphs[1:]:
            if not extra.text:
                extra._p.getparent().remove(extra._p)
    doc.add_paragraph()
    doc.add_heading("5. Next steps", 2)
    tnum(doc, "5.1", "A final version of this report will be presented to the Board in {-September-}{+December+} 2024.")
    return doc


def save(doc, target):
    doc.save(target)
    with zipfile.ZipFile(target) as z:
        m = {i.filename: z.read(i.filename) for i in z.infolist()}
    m["word/footnotes.xml"] = FOOTNOTES.encode()
    m["[Content_Types].xml"] = m["[Content_Types].xml"].replace(b"</Types>", b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>')
    rel = "word/_rels/document.xml.rels"
    m[rel] = m[rel].replace(b"</Relationships>", b'<Relationship Id="rId990" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>')
    with zipfile.ZipFile(target, "w") as z:
        for k, v in m.items():
            z.writestr(k, v)
    render.fix_zip(target)


if __name__ == "__main__":
    save(build(), render.OUT / "reports/data-in-locality-plans-2024-07.docx")
