"""Small additions to python-docx that the papers need."""
import copy, datetime
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

NOTE = "Illustrative paper written for the sederunt sample corpus"


def new(title, author, day, font="Liberation Sans", size=11):
    doc = Document()
    when = datetime.datetime.fromisoformat(day + "T09:00:00")
    p = doc.core_properties
    p.title, p.author, p.last_modified_by, p.comments = title, author, author, ""
    p.created = p.modified = when
    p.revision = 1
    s = doc.sections[0]
    s.page_width, s.page_height = Cm(21), Cm(29.7)
    s.left_margin = s.right_margin = Cm(2.4)
    s.top_margin, s.bottom_margin = Cm(2.4), Cm(2.2)
    for name in ["Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "List Number"]:
        st = doc.styles[name]
        st.font.name = font
        rpr = st.element.get_or_add_rPr()
        fonts = rpr.find(qn("w:rFonts"))
        for a in list(fonts.attrib):
            if "Theme" in a or "theme" in a:
                del fonts.attrib[a]
        for a in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(a), font)
        st.font.color.rgb = RGBColor(0, 0, 0)
    n = doc.styles["Normal"]
    n.font.size = Pt(size)
    n.paragraph_format.space_after = Pt(6)
    lang = n.element.get_or_add_rPr().find(qn("w:lang"))
    if lang is None:
        lang = OxmlElement("w:lang")
        n.element.get_or_add_rPr().append(lang)
    lang.set(qn("w:val"), "en-GB")
    for h, sz in (("Heading 1", 16), ("Heading 2", 12.5), ("Heading 3", 11)):
        doc.styles[h].font.size = Pt(sz)
        doc.styles[h].font.bold = True
    return doc


def field(par, code):
    for kind, text in (("begin", None), (None, code), ("separate", None), ("t", "1"), ("end", None)):
        r = par.add_run()
        if kind in ("begin", "separate", "end"):
            e = OxmlElement("w:fldChar")
            e.set(qn("w:fldCharType"), kind)
        elif kind == "t":
            e = OxmlElement("w:t")
            e.text = text
        else:
            e = OxmlElement("w:instrText")
            e.set(qn("xml:space"), "preserve")
            e.text = text
        r._r.append(e)


def furniture(section, header, width=16.2):
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    h = section.header.paragraphs[0]
    h.text = header
    f = section.footer.paragraphs[0]
    f.style = h.style = "Normal"
    f.paragraph_format.tab_stops.add_tab_stop(Cm(width), WD_TAB_ALIGNMENT.RIGHT)
    f.add_run(NOTE + "\t")
    field(f, "PAGE")
    for p in (h, f):
        for r in p.runs:
            r.font.size = Pt(8.5)


def runs(par, text):
    """Add text with **bold** and _italic_ marks."""
    import re
    for part in re.split(r"(\*\*.+?\*\*|__.+?__)", text):
        if part.startswith("**"):
            par.add_run(part[2:-2]).bold = True
        elif part.startswith("__"):
            par.add_run(part[2:-2]).italic = True
        elif part:
            par.add_run(part)
    return par


def p(doc, text="", style=None, after=None, size=None, align=None):
    par = runs(doc.add_paragraph(style=style), text)
    if after is not None:
        par.paragraph_format.space_after = Pt(after)
    if align is not None:
        par.alignment = align
    if size:
        for r in par.runs:
            r.font.size = Pt(size)
    return par


def num(doc, n, text, indent=1.25):
    """A paragraph whose number is typed, hanging from a tab, as many papers have it."""
    par = doc.add_paragraph()
    f = par.paragraph_format
    f.left_indent, f.first_line_indent = Cm(indent), Cm(-indent)
    f.tab_stops.add_tab_stop(Cm(indent))
    runs(par, f"{n}\t{text}")
    return par


def margin(doc, text, who, gap=2.0, width=16.2, below=False):
    """A paragraph short of the right margin, with owner initials after a right tab at the margin itself."""
    par = doc.add_paragraph()
    par.paragraph_format.right_indent = Cm(gap)
    runs(par, text)
    if who:
        par.paragraph_format.tab_stops.add_tab_stop(Cm(width), WD_TAB_ALIGNMENT.RIGHT)
        if below:
            par.add_run().add_break()
        par.add_run("\t")
        par.add_run(who).bold = True
    return par


def cell(c, text, bold=False, size=10):
    parts = text.split("\n")
    for i, part in enumerate(parts):
        par = c.paragraphs[0] if i == 0 else c.add_paragraph()
        par.paragraph_format.space_after = Pt(3)
        runs(par, part)
        for r in par.runs:
            r.font.size = Pt(size)
            if bold:
                r.bold = True


def table(doc, widths, rows, header=True, repeat=False, size=10):
    t = doc.add_table(rows=0, cols=len(widths))
    t.style = "Table Grid"
    t.autofit = False
    for i, row in enumerate(rows):
        cells = t.add_row().cells
        for j, text in enumerate(row):
            cells[j].width = Cm(widths[j])
            cell(cells[j], text, bold=header and i == 0, size=size)
    for j, width in enumerate(widths):
        t.columns[j].width = Cm(width)
    if repeat:
        trpr = t.rows[0]._tr.get_or_add_trPr()
        e = OxmlElement("w:tblHeader")
        e.set(qn("w:val"), "true")
        trpr.append(e)
    doc.add_paragraph().paragraph_format.space_after = Pt(2)
    return t


def new_list(doc, style="List Number"):
    """A fresh numbering instance, so that a real numbered list starts again at 1."""
    numbering = doc.part.numbering_part.element
    base = doc.styles[style].element.pPr.numPr.numId.val
    abstract = next(n for n in numbering.findall(qn("w:num")) if n.numId == base).abstractNumId.val
    fresh = numbering.add_num(abstract)
    fresh.add_lvlOverride(0).add_startOverride(1)
    return fresh.numId


def item(doc, text, num_id, style="List Number"):
    par = runs(doc.add_paragraph(style=style), text)
    ppr = par._p.get_or_add_pPr()
    numpr = ppr.get_or_add_numPr()
    numpr.get_or_add_ilvl().val = 0
    numpr.get_or_add_numId().val = num_id
    return par


def page_break(doc):
    doc.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
