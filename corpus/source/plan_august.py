"""The second edition of the improvement plan, as a Word file and as the PDF made from it."""
import render
from docxlib import *

ROWS = [
    ("Theme", "Action", "Progress", "Future reporting"),
    # progressed
    ("Leadership and accountability", "Agree a statement of what each partner answers to the Board for, by June.",
     "The statement was agreed on 20 June 2024 and signed by eleven of the twelve partners. It covers planning, reporting and staff time. Money is left to a later stage.\nThe chair reports that two late actions were recovered because it was clear who should answer for them.", "Action complete."),
    # unchanged
    ("", "Reduce the number of groups that report to the Board from fourteen to six.",
     "Four groups have been closed and two have been joined. Members report that they spend less time in meetings and that papers are shorter.", "Further closures to be reported to the Board in August 2024."),
    # progressed (the induction row has gone: complete in February)
    ("Community voice and empowerment", "Support each of the five localities to write a community-led plan.",
     "Four plans are finished: Harbour, Upper Glen, Milltown and the Braes. Partners lent six facilitators and the last plan should be done by November.\nThe plan for Milltown has already led to a new crossing by the school and to a weekly bus to the surgery. Residents of the Braes asked for help with damp homes, and 52 households have had a visit.\nThe work has limits:\n- people who rent privately were hard to reach, and only 7% of replies came from them;\n- young people asked for a say in spending and not only in planning; and\n- nobody yet knows how the plans will be kept up once the facilitators return to their own jobs.\nThe community learning team remains one worker short and the post is now frozen.",
     "Included in the annual report on the local outcomes improvement plan."),
    # reworded
    ("", "Set up a readers' group of residents to test papers for plain language before they are published.",
     "A lead has been named from the library service. Nine residents have volunteered and a first meeting is planned for September.", "Progress to be reported to the Board in February 2025."),
    # progressed, and reworded a little
    ("Data and performance", "Choose no more than fifteen measures and report them each quarter.",
     "Fourteen measures were agreed in June and the first report is on this agenda. Members said that they could see for the first time which services were late. Two of the measures rely on figures more than a year old.",
     "Quarterly performance report to the Board."),
    # unchanged
    ("", "Agree a protocol so that partners and the third sector can share information about households at risk.",
     "Work on this has been in abeyance since the data officer left in November.", "To be confirmed."),
    # progressed
    ("Workforce and resources", "Pool training budgets so that voluntary bodies can use the courses of public partners.",
     "Five partners have opened their courses. 96 people from voluntary bodies have taken a place. Small groups still find it hard to release anybody in working hours.",
     "Subject to a standalone report to the Board in December 2024."),
    # new (the row on buildings has gone)
    ("", "Appoint a shared volunteer co-ordinator with the third sector interface.",
     "Funding of £28,000 has been found for one year. The post will be advertised in September. There is a risk that the work will stop when the money does.", "Progress to be reported to the Board in February 2025."),
    ("Climate and resilience", "Prepare a severe weather plan with the community councils of the three coastal towns.",
     "Two towns have named wardens and a store for equipment. The third has asked for help, since its hall floods.", "Plan to be reported to the Board by end November 2024."),
]


def build():
    doc = new("Firthside Improvement Plan, August 2024", "Firthside Community Planning Partnership", "2024-08-15", size=10.5)
    furniture(doc.sections[0], "Firthside Community Planning Partnership")
    doc.add_heading("Improvement Plan: progress at August 2024", 1)
    p(doc, "Report to the Firthside Partnership Board, 22 August 2024")
    p(doc, "__" + NOTE + ". Firthside is an invented area, and its partners and their work are invented.__", size=8.5)
    doc.add_heading("1. Summary", 2)
    num(doc, "1.1", "This is the second report on the improvement plan agreed in October 2023. It follows the report of February 2024.")
    num(doc, "1.2", "One action was completed since February. Two that were complete in February have been taken out, with the action on shared buildings, which will be reported to the Property Forum instead. Two actions are new.")
    doc.add_heading("2. Recommendations", 2)
    num(doc, "2.1", "The Board is recommended to:")
    num(doc, "i.", "note progress; and", 1.9)
    num(doc, "ii.", "ask partners how the work on sharing information can be begun again.", 1.9)
    doc.add_heading("IMPROVEMENT PLAN", 2)
    t = table(doc, (3.0, 4.2, 5.8, 3.2), ROWS, repeat=True, size=9.5)
    col = [r.cells[0] for r in t.rows]
    start = 1
    for i in range(2, len(ROWS) + 1):
        if i == len(ROWS) or ROWS[i][0]:
            if i - 1 > start:
                text = ROWS[start][0]
                for c in col[start + 1:i]:
                    c.text = ""
                m = col[start].merge(col[i - 1])
                for extra in m.paragraphs[1:]:
                    extra._p.getparent().remove(extra._p)
            start = i
    return doc


if __name__ == "__main__":
    target = render.OUT / "plan/firthside-improvement-plan-2024-08.docx"
    build().save(target)
    render.fix_zip(target)
    render.office(target, target.with_suffix(".pdf"), "2024-08-15")
