"""Which article a title takes, held against a list labeled by hand; how people are called and greeted."""

from __future__ import annotations

import pytest

from jdgen.documents.english import called, greeted, named, with_article

A = """
Clerk | Senior Software Engineer | Staff Nurse | Machinist | Warehouse Lead | Driver | Barista | Plumber | Baker
Unit Manager | University Lecturer | Union Organizer | UX Designer | UI Developer | UK Sales Manager | Uniform Buyer
User Researcher | Usability Analyst | Utility Worker | Utilization Nurse | Urologist | Unix Administrator
Euphonium Teacher | European Sales Lead | One-to-One Tutor | QA Tester | BI Developer | C++ Developer | C# Developer
PHP Developer | DevOps Engineer | SaaS Consultant | SCADA Technician | SOC Analyst | NASA Engineer | NOC Technician
GIS Analyst | CNC Machinist | CAD Designer | PR Manager | T-Shirt Printer | Historian | House Painter | Host
Hospital Porter | Hotel Manager | Human Resources Partner | Head Nurse | Head Chef | 3D Artist | 1st Grade Teacher
7th Grade Teacher | 12th Grade Teacher | 110 kV Technician | (Senior) Designer | Co-Pilot | Chairside Assistant
Vice Principal | SENIOR ENGINEER | LEAD NURSE | UNIT MANAGER | Cook | Presidential Aide | Deanery Clerk | Ukulele Tutor
U.S. Payroll Clerk | Managing Director | Product Owner
"""
AN = """
Engineer | Accountant | Analyst | Operator | Usher | Underwriter | Upholsterer | Urban Planner | Ultrasound Technician
Uber Driver | Electrician | Art Director | Intern | Oncologist | On-Call Nurse | Online Tutor | Optician
Hourly Worker | Honorary Consul | Heir Hunter | SRE | SQL Developer | SEO Specialist | SDET | ML Engineer
MLOps Engineer | iOS Developer | eCommerce Manager | IT Manager | HR Manager | HVAC Technician
RN | LPN | MRI Technologist
NHS Manager | FPGA Engineer | R&D Lead | F&B Manager | A&E Nurse | X-Ray Technician | E-Learning Designer
SAP Consultant
EU Affairs Officer | API Developer | AI Engineer | M&A Associate | 8th Grade Teacher | 11th Grade Teacher
18-Wheeler Driver
80-Ton Crane Operator | Économiste | HR MANAGER | IT MANAGER | ASSISTANT BAKER | (Associate) Editor
Uninsured Claims Lead
Undersecretary | Ownership Advisor | Actuary | L&D Partner | 8D Facilitator
"""
NONE = """
Head of Data | Head of People | Chief of Staff | Chief Executive Officer | CEO | CTO | CFO | VP Engineering | SVP Sales
EVP | Vice President of Operations | President | Director General | General Counsel | Dean of Students | Chair
Owner | Owner-Operator | Founder | Co-Founder | the Registrar | a Clerk | an Editor | our Treasurer | one of four Leads
"""


def titles(text: str) -> list[str]:
    return [title.strip() for line in text.strip().splitlines() for title in line.split("|")]


LABELED = {
    **{title: f"a {title}" for title in titles(A)},
    **{title: f"an {title}" for title in titles(AN)},
    **{title: title for title in titles(NONE)},
}


def test_the_list_is_long_and_says_each_title_once() -> None:
    assert len(LABELED) == sum(len(titles(text)) for text in (A, AN, NONE)) >= 150


@pytest.mark.parametrize("title", LABELED)
def test_the_article(title: str) -> None:
    assert with_article(title) == LABELED[title]


@pytest.mark.parametrize(
    ("name", "american", "british"),
    [
        ("Dr. Karl Weiss", "Dr. Weiss", "Dr Weiss"),
        ("Dr Karl Weiss", "Dr Weiss", "Dr Weiss"),
        ("Mr. Pump", "Mr. Pump", "Mr Pump"),
        ("Mrs. Ann Lee", "Mrs. Lee", "Mrs Lee"),
        ("Mx Sam R. Cole", "Mx Cole", "Mx Cole"),
        ("Prof. Dr. Ada Berg", "Prof. Berg", "Prof. Berg"),
        ("Professor Ada Berg", "Professor Berg", "Professor Berg"),
        ("Rev. John Hall", "Rev. Hall", "Rev. Hall"),
        ("Dr. Ludwig van der Berg", "Dr. van der Berg", "Dr van der Berg"),
        ("Dr. Ann Lee, MD", "Dr. Lee", "Dr Lee"),
        ("Dr. Ann Lee-Hart Jr.", "Dr. Lee-Hart", "Dr Lee-Hart"),
        ("Ms. \u5c71\u7530 \u592a\u90ce", "Ms. \u5c71\u7530 \u592a\u90ce", "Ms \u5c71\u7530 \u592a\u90ce"),
        ("Ada Okafor", "Ada Okafor", "Ada Okafor"),
        ("Drew Barry Moore", "Drew Barry Moore", "Drew Barry Moore"),
        ("Sir Keir Hart", "Sir Keir Hart", "Sir Keir Hart"),
        ("the hiring team", "the hiring team", "the hiring team"),
    ],
)
def test_how_a_reader_is_greeted(name: str, american: str, british: str) -> None:
    assert (greeted(name, american=True), greeted(name, american=False)) == (american, british)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Graduate in physics", "a graduate in physics"),
        ("Recent graduate of the University of Leeds", "a recent graduate of the University of Leeds"),
        ("Java developer", "a Java developer"),
        ("Software Engineer", "a Software Engineer"),
        ("Head of Data", "Head of Data"),
        ("an apprentice", "an apprentice"),
        ("I make websites", ""),
        ("Programmer | Maker", ""),
        ("Engineer. Writer.", ""),
        ("a b c d e f g h i j k l m", ""),
        ("", ""),
    ],
)
def test_what_people_call_themselves(label: str, name: str) -> None:
    assert called(label) == name


@pytest.mark.parametrize(
    ("company", "inside"),
    [
        ("University of Leeds", "the University of Leeds"),
        ("City of Portland", "the City of Portland"),
        ("The University of Ohio", "The University of Ohio"),
        ("Leeds University", "Leeds University"),
        ("Universal Office", "Universal Office"),
        ("Bank of America", "Bank of America"),
    ],
)
def test_which_names_take_an_article_inside_of_a_sentence(company: str, inside: str) -> None:
    assert named(company) == inside
