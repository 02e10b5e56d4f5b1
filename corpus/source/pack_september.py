"""The September pack (Word, printed by LibreOffice) and the minute of June published again on its own."""
import sys, tempfile
from pathlib import Path
import render
from docxlib import *

HEAD = "Partnership Learning Board   |   5 September 2024"


def minute(doc, draft):
    p(doc, "Agenda Item 2" if draft else "", size=9, align=2)
    doc.add_heading("Partnership Learning Board", 1)
    p(doc, ("**DRAFT MINUTE** of" if draft else "**MINUTE** of") + " the meeting held online on Thursday 6 June 2024 at 10.00 am")
    p(doc, "__" + NOTE + "__", size=8.5)
    doc.add_heading("Present", 3)
    for line in ("Morven Aldersyde (MA, Chair), Independent", "Supt Dod Balmirnie (DB), Police Scotland",
                 "Catriona Dalwhinney (CD), COSLA", "Neil Garvock (NG), Scottish Enterprise",
                 "Nan Geddesby (NG), Scottish Library Forum, for Una Fetterly (UF)",
                 "Shona Imlach (SI), Community Planning Managers Network", "Graeme Lindertis (GL), Local Review Service",
                 "Fergus Pittendreigh (FP), Scottish Fire and Rescue Service",
                 "Dr Anjali Strachan (AS), Public Health Scotland", "Ruaridh Tennock (RT), Learning Exchange Secretariat",
                 "Tomasz Wierzbicki (TW), TSI Scotland Network"):
        p(doc, line, after=1)
    doc.add_heading("Apologies", 3)
    p(doc, "Kirsteen Auchterlonie (KA), Health and Social Care Scotland; Una Fetterly (UF), Participation Practice Hub; Elspeth Marnock (EM), Scottish Government; Bashir Rahmani (BR), Skills Development Scotland")
    doc.add_heading("In attendance", 3)
    p(doc, "Iseabail Crombie, Learning Exchange Secretariat (minute)")
    m = lambda t, w=None, below=False: margin(doc, t, w, below=below)
    margin(doc, "", "Action")
    doc.add_heading("1.  Welcome", 2)
    m("1.1  The Chair welcomed members and thanked Nan Geddesby for standing in at short notice.")
    doc.add_heading("2.  Minute of 7 March 2024 and matters arising", 2)
    m("2.1  The minute was approved" + (", subject to the correction of one date." if draft else "."))
    m("2.2  The guide to community-led plans: complete. It was circulated on 24 April 2024.")
    m("2.3  Data sharing working group: nominations are still short by two and the action to seek nominations for a data sharing working group is carried forward to September.", "AS/EM")
    p(doc, "2.4  Small grants fund: the options for a small grants fund for community groups remain in abeyance. **TW**")
    m("2.5  Practice exchange between island partnerships on winter resilience: no dates have been found. Catriona Dalwhinney will try again.", "CD")
    m("2.6  Workforce pledges: progress will be reported to the Workforce Programme Board from now on and not to this Board.", "KA")
    doc.add_heading("3.  Learning from the reviews of Moray and Inverclyde (PLB/24/06)", 2)
    m("3.1  Graeme Lindertis introduced the paper, which had been asked for in December. Members recognised the gap between plans and delivery. Supt Balmirnie said that in his experience partners agree quickly in a crisis because somebody has authority to decide; between crises nobody has.")
    m("3.2  Neil Garvock asked whether small areas had been judged by the measures of large ones. Graeme Lindertis agreed that this was a limit of the work.")
    m("3.3  The Board noted the findings, agreed the recommendations and asked the Local Review Service to share the Moray and Inverclyde learning with the chair of every partnership by end September 2024.", "GL")
    m("3.4  Shona Imlach said that three partnerships would like to try a short risk register. It was agreed to test a one-page risk register with three partnerships and report back in August.", "FP")
    doc.add_heading("4.  Volunteering: learning from the network (PLB/24/07)", 2)
    m("4.1  Tomasz Wierzbicki apologised that the paper was three months late. The Board noted what had worked and agreed recommendation ii.")
    m("4.2  Members discussed the cost of short contracts. One partnership had lost four co-ordinators in a year and, with them, most of what was known about who could help with what.")
    m("4.3  It was agreed to look at a shared evaluation post with two island partnerships and to report in Q3.", "RT/AS")
    doc.add_heading("5.  Digital inclusion checklist", 2)
    m("5.1  Neil Garvock gave an oral report. The checklist was tested in five libraries. Staff found it useful, and 61 people were helped to get a device or a cheaper tariff in the first month.")
    m("5.2  It was agreed to send the digital inclusion checklist to partnerships before the next meeting.", "NG")
    doc.add_heading("6.  How the Board meets", 2)
    m("6.1  Decision: the Board agreed to meet online in alternate rounds. Members from the islands said that online meetings had saved two days of travel each time; others missed the talk before and after.")
    doc.add_heading("7.  Consultation on local priorities", 2)
    m("7.1  The Chair will draft a response to the consultation on local priorities by 31 July 2024 with the help of Catriona Dalwhinney.", "MA/CD")
    doc.add_heading("8.  Future items and dates of meetings", 2)
    m("8.1  Supt Balmirnie will bring options for a common locality data profile to the Board in December 2024, and members were asked to send him examples.", "DB", True)
    m("8.2  Next meeting: 5 September 2024, 10.00 am, the Linn Room, Stirling.")


def pack():
    doc = new("Partnership Learning Board papers", "Learning Exchange Secretariat", "2024-08-29")
    furniture(doc.sections[0], HEAD)
    doc.add_heading("Partnership Learning Board", 1)
    p(doc, "Meeting of Thursday 5 September 2024, 10.00 am, the Linn Room, Stirling")
    p(doc, "__" + NOTE + ". The Board, its members and the returns are invented; council areas are real and are named only as places.__", size=9)
    doc.add_heading("AGENDA", 2)
    for n, t in enumerate(("Welcome and apologies", "Draft minute of 6 June 2024", "Actions tracker (PLB/24/09)",
                           "Evaluation of the listening events (PLB/24/10) - Dr Anjali Strachan",
                           "Progress with the Board's development plan (PLB/24/11) - Ruaridh Tennock",
                           "Child poverty: oral report", "Any other business", "Date of next meeting: 5 December 2024"), 1):
        num(doc, f"{n}.", t)
    page_break(doc)
    minute(doc, True)
    page_break(doc)
    # ---------------------------------------------------------------- tracker
    p(doc, "Agenda Item 3     PLB/24/09", size=9, align=2)
    doc.add_heading("Actions tracker", 1)
    p(doc, "Partnership Learning Board, 5 September 2024. Position at 28 August 2024.")
    p(doc, "__" + NOTE + "__", size=8.5)
    table(doc, (1.1, 5.8, 1.9, 2.8, 4.6), [
        ("No", "Action", "Owner", "Due", "Progress"),
        ("1", "Seek nominations for a data sharing working group", "AS/EM", "Next meeting", "Carried forward to December. Four of the five nominations have now been received."),
        ("2", "Prepare options for a small grants fund for community groups", "TW", "By end March 2024", "In abeyance. No funding has been confirmed."),
        ("3", "Arrange a practice exchange between island partnerships on winter resilience", "CD", "6 June 2024", "Not yet arranged. Dates are still awaited from two partnerships."),
        ("4", "Agree a common set of measures for volunteering", "TW/SI", "By end September", "Work under way. Draft measures have been tested with four partnerships."),
        ("5", "Share the Moray and Inverclyde learning with the chair of every partnership", "GL", "By end September 2024", "In progress. Eleven of 32 chairs have been met."),
        ("6", "Test a one-page risk register with three partnerships", "FP", "August", "Tested with two. No date is agreed for the third."),
        ("7", "Look at a shared evaluation post with two island partnerships", "RT/AS", "Q3", "First conversation held in July."),
        ("8", "Send the digital inclusion checklist to partnerships", "NG", "Next meeting", "Complete. Sent on 15 August 2024."),
        ("9", "Draft a response to the consultation on local priorities", "MA/CD", "31 July 2024", "Complete. Sent on 29 July 2024."),
    ])
    page_break(doc)
    # ---------------------------------------------------------------- evaluation
    p(doc, "Agenda Item 4     PLB/24/10", size=9, align=2)
    doc.add_heading("Evaluation of the listening events", 1)
    p(doc, "Report by Dr Anjali Strachan, Public Health Scotland\nPartnership Learning Board, 5 September 2024")
    p(doc, "__" + NOTE + ". The returns in it are illustrative and describe no real event.__", size=8.5)
    doc.add_heading("1.  Purpose", 2)
    num(doc, "1.1", "This short evaluation reports on the listening events held with seven partnerships between February and June 2024. It fulfils the commitment given to the Board in March.")
    doc.add_heading("2.  Recommendations", 2)
    num(doc, "2.1", "The Board is recommended to:")
    for n, t in (("i.", "note what the events changed and what they did not;"), ("ii.", "agree that each partnership taking part publish what it did in response within six months; and"),
                 ("iii.", "ask members to release staff to facilitate a second round.")):
        par = num(doc, n, t, 0.9)
        par.paragraph_format.left_indent = Cm(2.4)
    doc.add_heading("3.  What was done", 2)
    num(doc, "3.1", "Nineteen events were held in seven council areas. 742 people took part, and 318 filled in a card at the end (43%). Events were held in the evening, with food, a creche and British Sign Language where it was asked for.")
    num(doc, "3.2", "Each event asked three questions: what is good here, what would you change first, and who would you go to for help.")
    doc.add_heading("4.  What worked", 2)
    num(doc, "4.1", "People were heard and something changed. Four of the seven partnerships have already altered a plan: in the illustrative return from Midlothian the bus timetable to the health centre was moved by twenty minutes, and in the illustrative return from Perth and Kinross the locality plan now puts loneliness first.")
    num(doc, "4.2", "Community groups drew people whom officers did not. Where a local group sent the invitation, 57% of those who came had never been to a public meeting; where the council sent it, 21% had not.")
    num(doc, "4.3", "Having partners in the room helped. A housing officer, a community link worker and a police constable answered questions on the night in the illustrative return from Dundee, and 34 problems were settled without a referral.")
    doc.add_heading("5.  What was difficult", 2)
    num(doc, "5.1", "Three difficulties came up in almost every debrief:")
    for t in ("young people and people who work shifts were still missing, and only 6% of those who came were under 25;",
              "notes were kept in different ways, so that the same concern could not be counted across areas; and",
              "people asked when they would hear back, and in three areas nobody was able to say."):
        p(doc, t, style="List Bullet")
    num(doc, "5.2", "The events relied on nine staff who gave up evenings. Without a budget for facilitation a second round cannot be sustained.")
    num(doc, "5.3", "Mental health was raised at every event. Waits for counselling of more than twenty weeks were mentioned at eleven of the nineteen, and participants said that help comes only once things have gone wrong.")
    doc.add_heading("6.  Limits", 2)
    num(doc, "6.1", "The cards were filled in by those who stayed to the end. It is too early to say whether trust has improved.")
    page_break(doc)
    # ---------------------------------------------------------------- development plan
    p(doc, "Agenda Item 5     PLB/24/11", size=9, align=2)
    doc.add_heading("Progress with the Board's development plan", 1)
    p(doc, "Report by Ruaridh Tennock, Learning Exchange Secretariat\nPartnership Learning Board, 5 September 2024")
    p(doc, "__" + NOTE + "__", size=8.5)
    doc.add_heading("1.  Executive summary", 2)
    num(doc, "1.1", "The Board agreed a development plan in 2023. This paper reports progress and proposes that two strands be closed.")
    doc.add_heading("2.  Recommendations", 2)
    num(doc, "2.1", "The Board is recommended to:")
    for n, t in (("i.", "note progress;"), ("ii.", "agree to close the strands on induction and on the website; and"), ("iii.", "invite the Scottish Government and COSLA to agree a single calendar of data requests.")):
        par = num(doc, n, t, 0.9)
        par.paragraph_format.left_indent = Cm(2.4)
    doc.add_heading("3.  Progress", 2)
    num(doc, "3.1", "**Locality offer.** Six partnerships have joined. Clearer ownership has brought results: of 47 actions in the first three plans to be reviewed, 41 now have a named owner, compared with 18 in April.")
    num(doc, "3.2", "**Governance review.** Interviews are complete. Members said that accountability is unclear, since the Board has influence but no authority, and that attendance by deputies makes decisions hard to hold to.")
    num(doc, "3.3", "**Funding.** The Secretariat's budget of £62,000 has not risen in three years and will run out in January 2025 unless partners contribute. Two posts are vacant.")
    num(doc, "3.4", "**Climate.** Partnerships aim to add flood resilience to locality plans. None has yet agreed how the cost would be shared between roads, water and housing bodies.")
    num(doc, "3.5", "**Employability.** A joint desk with the college and local employers has helped 88 people into work in the illustrative return from Clackmannanshire, 31 of them parents on low incomes.")
    doc.add_heading("4.  Next steps", 2)
    num(doc, "4.1", "A revised development plan will be reported to the Board in March 2025.")
    doc.add_heading("Annex A: Strands of the development plan", 2)
    table(doc, (4, 7.2, 5), [
        ("Strand", "Position", "Next report"),
        ("Locality offer", "Six partnerships have joined; two places are left.", "December 2024"),
        ("Governance review", "Interviews complete; report being drafted.", "December 2024"),
        ("Induction", "Complete. Used by nine partnerships.", "None. Close."),
        ("Website", "Complete.", "None. Close."),
        ("Community voice", "Listening events evaluated (PLB/24/10).", "March 2025"),
    ])
    return doc


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as d:
        d = Path(d)
        doc = pack()
        doc.save(d / "pack.docx")
        render.office(d / "pack.docx", render.OUT / "board/2024-09-05-board-pack.pdf", "2024-08-29")
        doc = new("Partnership Learning Board: minute of 6 June 2024", "Learning Exchange Secretariat", "2024-09-06")
        furniture(doc.sections[0], "Partnership Learning Board   |   Minute of 6 June 2024, approved 5 September 2024")
        minute(doc, False)
        doc.save(d / "minute.docx")
        render.office(d / "minute.docx", render.OUT / "board/2024-06-06-minute-approved.pdf", "2024-09-06")
