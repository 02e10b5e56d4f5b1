"""Learning returns by area, as a Word file with real styles and real numbered lists that start again under each theme."""
import render
from docxlib import *

THEMES = [
    ("Mobilising communities", [
        ("Angus", "Residents ran nineteen warm spaces over the winter and opened most of them before any public body had met. The partnership wants to keep this freedom to act, and has written a one-page rule that lets front-line staff spend up to £250 without asking. Two groups closed in March because the same few volunteers were worn out."),
        ("Argyll and Bute", "Island communities looked after one another when the ferry was off, and development trusts held stocks of food and fuel. What helped was a small sum given in advance and not claimed afterwards. Travel between islands makes it hard to bring groups together to learn."),
        ("Clackmannanshire", "A street-by-street group found 260 older people who had asked nobody for help. Numbers of volunteers fell by half when the winter ended, and the partnership has no plan for how to call on them again."),
        ("Dumfries and Galloway", "Village halls became the first place that people turned to. Communities in the west were asked to do the most and had the fewest people to do it."),
        ("Dundee", "Young people painted, mended and reopened a youth club that had been shut for six years. Complaints of disorder in the two streets around it fell by a third in the months that followed."),
        ("Highland", "Community councils in remote glens keep a list of neighbours to call on. Slow or missing broadband shut some households out of help that was organised online."),
        ("Midlothian", "A tenants' group and the fire and rescue service fitted 140 alarms together. Residents trusted the visit because a neighbour was at the door."),
        ("Orkney Islands", "Each island has a named person who rings round in bad weather. Slow or missing broadband has shut some households out of help that was organised online."),
        ("Perth and Kinross", "More offers of help were received than the team could answer: 480 people registered and 190 were placed. The partnership aims to have a trained host in every locality by the spring."),
        ("West Lothian", "Parents set up a uniform bank in four schools, and 900 items were passed on in its first term."),
    ]),
    ("Partnership working", [
        ("Angus", "Partners meet for twenty minutes each Monday and no papers are allowed. Decisions about single households that took a month are now made in the week. Staff say that it works because they already knew and trusted one another."),
        ("Clackmannanshire", "Being small helps: everybody can be in the same room. It also means that one vacancy can stop a programme, as happened twice last year."),
        ("Dundee", "Police, housing and community staff share an office in two neighbourhoods, and residents no longer have to tell their story three times. The lease ends next year and nobody has said who will pay."),
        ("East Ayrshire", "A single board for poverty, health and employment replaced three. Attendance rose, and actions now carry a name and a date. Some partners feel that health takes most of the time."),
        ("Highland", "The distance between partners is more than miles. National bodies send a different person to each of the local partnerships, and each must be told the background again."),
        ("Inverclyde", "Joint visits by a housing officer and a nurse have prevented 23 evictions, by the team's own count. The figures have not been checked by anyone else."),
        ("Moray", "Partners agreed one set of priorities and then kept their own plans as well. There is confusion over which comes first and the same work is reported four times."),
        ("Orkney Islands", "Relationships are strong and informal. Partners note that what works between friends may not survive when people move on."),
        ("Stirling", "A recovery group formed after flooding has carried on as the locality group. It has the right people and a clear purpose, and residents chair it."),
        ("West Lothian", "Thematic groups were reviewed and two were closed. It is too early to say whether this has made any difference."),
    ]),
    ("The third sector and its interface", [
        ("Argyll and Bute", "The interface knows every hall committee by name and could tell partners within a day where help was short. It has done so with the same grant for six years."),
        ("Dumfries and Galloway", "Charities were not asked to the first three meetings on winter planning. When they joined, they brought 70 drivers and a list of households that no public body had."),
        ("East Ayrshire", "Voluntary bodies lead two of the five locality groups. Short contracts and late letters of award mean that skilled staff leave each January."),
        ("Inverclyde", "The interface matched 212 volunteers with groups and checked in with each of them after a month. Four in five were still giving time in the spring."),
        ("Midlothian", "Larger charities are at the table and small groups are not. A grant of £400 for time and travel brought six small groups to the last two meetings."),
        ("Moray", "Social enterprises would like to bid for catering and transport work. The forms are long and the contracts are too large for them."),
        ("Perth and Kinross", "Partners ask the interface to do more each year. It has no more people and has had to turn work away."),
    ]),
    ("Digital access and services", [
        ("Clackmannanshire", "Libraries lent 85 tablets with data included. People used them to apply for benefits and to see family, and most asked to keep them."),
        ("Dundee", "Moving the repair service online saved money and cut calls by a quarter. Older tenants and people whose first language is not English were left behind until a telephone line was put back."),
        ("Highland", "Online meetings let people from the far north and the islands of Skye and Raasay take part without a day's travel. Poor connections still leave some with sound and no picture."),
        ("Midlothian", "Volunteers known as digital friends have helped 300 people, one to one. The partnership plans to measure what they do with it."),
        ("Orkney Islands", "Doctors' appointments by video were welcome where the signal is good. On three islands it is not."),
        ("Perth and Kinross", "Partners' systems do not speak to one another, so that a worker types the same note three times. A shared referral form is being tested."),
        ("Stirling", "A survey of 640 tenants found that 22% had no connection at home. Cost was the reason given most often."),
    ]),
    ("Children, young people and prevention", [
        ("Angus", "Income advice in five health visitor clinics raised the income of 130 families by an average of £1,900 a year. Midwives say that the question is easier to ask when help is in the next room."),
        ("Dundee", "A breakfast club staffed by a charity improved attendance at one primary school from 88% to 92%. Funding ends in June."),
        ("East Ayrshire", "Young people sit on the group that awards small grants and have changed what is paid for. They asked for less sport and more music."),
        ("Inverclyde", "Waits for children's mental health support are too long, and schools are asked to hold children who need more than a school can give. Partners have asked the health board to consider a drop-in."),
        ("Midlothian", "Family support was offered before a referral was needed, and 64 families used it. Emergency placements fell from 21 to 13, although the numbers are small."),
        ("Moray", "A youth panel was set up and met twice. Its members said that nothing had come of it and half have left."),
        ("Stirling", "Care-experienced young people trained 45 officers. Officers report that they write differently now; nobody has asked the young people whether they agree."),
        ("West Lothian", "Early help teams in each cluster of schools have one key worker a family. Requests for a social work assessment dropped by 17% in a year."),
    ]),
    ("Funding and resources", [
        ("Argyll and Bute", "Eleven funds for the same purpose opened in one year, each with its own form. Groups applied to those they had heard of and not to those that would have suited them. A single form is needed."),
        ("Clackmannanshire", "The partnership would like to move money from crisis to prevention. Every partner agrees, and no partner can find the first pound."),
        ("Dumfries and Galloway", "A rural fund of £90,000 was shared by residents' vote. The cost of transport took a fifth of it."),
        ("East Ayrshire", "Partners put £15,000 each into one pot and let the locality group decide. Decisions took eight days. Auditors were content with a two-page record."),
        ("Highland", "Grants announced in February and to be spent by March cannot be spent well. The Scottish Government should give notice in the summer."),
        ("Moray", "The budget for community learning has fallen and three halls are at risk of closing. Groups have asked about taking them over but worry about the roofs."),
        ("Perth and Kinross", "Small awards were made by telephone and paid the same day. Nearly all the groups said that this had mattered more than the sum."),
        ("West Lothian", "Demand for crisis grants rose by 31% while the fund stayed the same, and awards had to be cut from November."),
    ]),
]


def build():
    doc = new("Network learning returns by area, May 2024", "Community Planning Managers Network", "2024-05-24")
    furniture(doc.sections[0], "Partnership Learning Board   |   Network learning returns")
    doc.add_heading("Network learning returns by area", 1)
    p(doc, "Prepared by the Community Planning Managers Network for the Partnership Learning Board, 24 May 2024")
    p(doc, "__" + NOTE + ". Each entry is an illustrative return: the areas are real and are named only as places, and nothing described took place.__", size=9)
    doc.add_heading("1. Purpose", 2)
    num(doc, "1.1", "This paper sets out by theme what partnerships said at a learning exchange on 14 May 2024. It is meant to be read beside the Board's papers on volunteering and on the listening events.")
    doc.add_heading("2. How the returns were made", 2)
    num(doc, "2.1", "Illustrative returns came from 14 of Scotland's 32 council areas. Partnerships were asked what had worked, what had got in the way and what they would ask of others.")
    num(doc, "2.2", "The returns were written by managers and have not been checked. Where an area does not appear under a theme it made no comment, which does not mean that nothing is happening there.")
    doc.add_heading("Appendix 1: Returns by theme", 1)
    for theme, items in THEMES:
        doc.add_heading(theme, 2)
        nid = new_list(doc)
        for area, text in items:
            item(doc, f"**{area}** - {text}", nid)
    doc.add_heading("What partnerships ask of others", 2)
    for t in ("The Scottish Government should agree one timetable of data requests with councils and health boards.",
              "National funders should use a single short form for awards under £5,000.",
              "The Board is asked to share examples of what failed as well as what worked."):
        p(doc, t, style="List Bullet")
    return doc


if __name__ == "__main__":
    target = render.OUT / "network/network-learning-returns-2024-05.docx"
    build().save(target)
    render.fix_zip(target)
