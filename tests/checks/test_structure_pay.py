"""Money in postings: pay that is open, wide or missing, fees, and questions about earlier pay."""

from __future__ import annotations

import pytest
from passages import limit, reading

from jdgen.checks.structure import structure

RULES = ("pay.open_ended", "pay.unstated", "pay.wide_range", "pay_history.asked", "fee.asked")
OPEN = [
    ("Up to $18 per hour.", "Up to $18"),
    ("Pay: from $18 an hour", "from $18"),
    ("Salary: $80,000+", "$80,000+"),
    ("Pay starts at $21.50 an hour.", "starts at $21.50"),
    ("The salary is €60.000 and more a year.", "€60.000 and more"),
    ("Compensation: $90,000 – $120,000+ a year", "$90,000 – $120,000+"),
    ("Competitive salary", "Competitive salary"),
    ("We offer competitive pay and real careers.", "competitive pay"),
    ("Salary commensurate with experience.", "commensurate with experience"),
    ("Pay: DOE", "Pay: DOE"),
    ("= Salary: competitive", "Salary: competitive"),
    ("- Pay: very competitive", "Pay: very competitive"),
    ("Rate depends on experience.", "depends on experience"),
    ("Salary negotiable", "Salary negotiable"),
    ("An attractive compensation package awaits you.", "attractive compensation"),
]
CLOSED = [
    "$80,000 – $100,000 a year",
    "$80,000 – $100,000 a year, depending on experience",
    "Competitive salary: $80,000 – $100,000 a year, DOE",
    "From $22 to $26 an hour",
    "$23.50 an hour",
    "£74,000 – £88,000 a year; set by experience with live systems",
    "Salary: 80,000 – 100,000 USD",
    "Pay between $50,000 and $60,000 a year",
    "$18 – $21 an hour. Sign-on bonus of up to $10,000.",
    "$18 – $21 an hour. Tuition reimbursement up to $5,250 a year.",
    "$18 – $21 an hour. Up to $900 a year for a home office.",
    "$18 – $21 an hour. A 401(k) match of up to 4 percent.",
    "$18 – $21 an hour and competitive benefits",
]
NOT_PAY = [
    "- Negotiate contracts of up to $250,000 a year", "- Build a pipeline of $3M+ each quarter",
    "- Design competitive pay programs for 4,000 people", "- Set market rates and review salaries",
    "- Manage a budget of up to $2 million", "- Explain why rates depend on experience of the driver",
]  # fmt: skip
WIDE = [("$60,000 – $120,000 a year", 100), ("$20 to $31 an hour", 55), ("€50k – €80k", 60)]
NARROW = ["$60,000 – $90,000 a year", "$20 – $30 an hour", "$158,000 – $189,000 a year", "$23.50 an hour"]
FEES = [
    "A training fee of $200 is due on the first day.", "Candidates pay a refundable uniform deposit of $40.",
    "You pay for your own training.", "A registration fee must be paid before the interview.",
    "The costs are borne by the candidate: a background check fee of $35.",
]  # fmt: skip
NO_FEES = [
    "There is no application fee.", "We never ask for a registration fee or a security deposit.",
    "We pay the registration fee of your license.", "Licensing and registration fees are reimbursed.",
    "Application fees are waived for everyone.", "We cover training fees.", "Training is free.",
    "Tuition for your registration fee up to $300 is ours.",
    "Our platform lowers the processing fees of shops.",
]  # fmt: skip
HISTORY = [
    "Please send your salary history.", "Tell us your current CTC and expected CTC.", "State your current salary.",
    "Bring your last two payslips.", "We need your previous salary and a reference.", "Attach three months payslips.",
]  # fmt: skip
NO_HISTORY = [
    "We do not ask for your salary history.", "Please don't send your current salary.",
    "The current salary range for this position is $80,000 to $90,000.", "We set pay without regard to salary history.",
    "Employers may not inquire about current salary here.", "Payslips are online for all employees.",
    "We will beat your current salary.", "Rents outrun current pay levels.",
    "Our history of fair salaries is long.", "It is prohibited to request pay history.",
]  # fmt: skip


def of(rule: str, text: str, **known: object) -> list[str]:
    return [problem.message for problem in structure(reading(text, **known)) if problem.rule == rule]


def money(text: str) -> list[str]:
    return [problem.rule for problem in structure(reading(text)) if problem.rule in RULES]


@pytest.mark.parametrize(("text", "piece"), OPEN, ids=[text for text, _ in OPEN])
def test_pay_without_an_end_is_found_once(text: str, piece: str) -> None:
    found = [p for p in structure(reading(f"## offer: Pay\n{text}")) if p.rule in RULES]
    assert [p.rule for p in found] == ["pay.open_ended"]
    assert found[0].message.startswith(f"“{piece}”")
    assert found[0].place is not None
    assert (found[0].place.line, found[0].place.column) == (2, text.index(piece) + 1)


@pytest.mark.parametrize("text", CLOSED)
def test_pay_with_two_ends_is_sound_whatever_its_basis(text: str) -> None:
    assert money(f"## offer: Pay\n{text}") == []
    assert money(f"= Pay: {text}") == []


@pytest.mark.parametrize("text", NOT_PAY)
def test_money_of_the_work_is_no_pay(text: str) -> None:
    assert money(f"## duties: What you will do\n{text}") == ["pay.unstated"]


def test_a_basis_counts_only_where_the_posting_states_no_range_anywhere() -> None:
    assert money("= Pay: $20 – $24 an hour\n## offer: Pay\nPay is based on experience.") == []
    assert money("## offer: Pay\nPay is based on experience.") == ["pay.open_ended"]


@pytest.mark.parametrize("part", ["", "process", "why"])
def test_other_things_than_pay_depend_on_experience(part: str) -> None:
    text = "Depending on your experience, you begin at the till or in the yard."
    assert money(f"= Pay: $20 an hour\n## {part}: Heading\n{text}") == []
    assert money(f"## {part}: Heading\n{text}") == ["pay.unstated"]
    assert money(f"## {part}: Heading\nThe salary is set depending on experience.") == ["pay.open_ended"]


def test_an_amount_in_a_tale_of_others_is_no_pay_of_this_job() -> None:
    tale = "The salary ceiling at large companies, shares included, tops what outsiders think: $200K–$280K in total."
    assert money(tale) == ["pay.unstated"]
    assert money("The salary for this role is $200K–$280K.") == []
    assert money("MPS/UPS (£32,916 - £41,048) plus TLR for a suitably experienced candidate") == []
    assert money("The US base salary range for this full-time position is $147,000-$171,000.") == []


@pytest.mark.parametrize(("text", "whole", "unstated"), [
    ("- A dog", True, True), ("- A dog", False, False), ("This is a volunteer position.", True, False),
    ("Pay grade E13 of the TVöD.", True, False), ("Drivers are paid per mile.", True, False),
    ("Pay follows the collective agreement.", True, False),
])  # fmt: skip
def test_a_whole_posting_states_pay_or_why_it_does_not(text: str, whole: bool, unstated: bool) -> None:
    found = ["the posting states no pay"] if unstated else []
    assert of("pay.unstated", f"## offer: What we offer\n{text}", whole=whole) == found


@pytest.mark.parametrize(("text", "percent"), WIDE)
def test_a_wide_range_says_how_wide(text: str, percent: int) -> None:
    said = f"reaches {percent} percent over its lower end; up to 50 is one job"
    assert [message.partition("” ")[2] for message in of("pay.wide_range", f"## offer: Pay\n- {text}")] == [said]


@pytest.mark.parametrize("text", NARROW)
def test_a_range_of_one_job_is_silent(text: str) -> None:
    assert of("pay.wide_range", f"## offer: Pay\n- {text}") == []


def test_a_range_is_told_once_though_it_stands_twice() -> None:
    text = "= Pay: $60,000 – $120,000 a year\n## offer: Pay\n- $60,000 – $120,000 a year"
    assert len(of("pay.wide_range", text)) == 1


def test_the_width_comes_from_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    limit(monkeypatch, "pay.wide_range", {"percent": 100})
    assert of("pay.wide_range", "## offer: Pay\n- $60,000 – $120,000 a year") == []
    assert len(of("pay.wide_range", "## offer: Pay\n- $60,000 – $121,000 a year")) == 1


@pytest.mark.parametrize("text", FEES)
def test_money_asked_of_candidates_is_found(text: str) -> None:
    assert len(of("fee.asked", f"## : Good to know\n{text}")) >= 1


@pytest.mark.parametrize("text", NO_FEES)
def test_a_cost_that_nobody_asks_for_is_silent(text: str) -> None:
    assert of("fee.asked", f"## : Good to know\n{text}") == []


@pytest.mark.parametrize("text", HISTORY)
def test_a_question_about_earlier_pay_is_found(text: str) -> None:
    assert len(of("pay_history.asked", f"## apply: How to apply\n{text}")) >= 1


@pytest.mark.parametrize("text", NO_HISTORY)
def test_earlier_pay_that_nobody_asks_for_is_silent(text: str) -> None:
    assert of("pay_history.asked", f"## apply: How to apply\n{text}") == []


@pytest.mark.parametrize(("part", "count"), [("about", 0), ("why", 0), ("", 1), ("process", 1), ("offer", 1)])
def test_what_the_company_tells_of_itself_asks_for_nothing(part: str, count: int) -> None:
    assert len(of("pay_history.asked", f"## {part}: Heading\nShow your payslips.")) == count
    assert len(of("fee.asked", f"## {part}: Heading\nA processing fee is due each month.")) == count


@pytest.mark.parametrize("duty", [
    "Collect the registration fee at the desk.", "Print payslips each month.",
    "Explain the security deposit to tenants.",
    "Keep the salary history of 4,000 people.",
])  # fmt: skip
def test_what_the_work_is_about_is_not_asked_of_candidates(duty: str) -> None:
    text = f"## duties: What you will do\n- {duty}\n{duty}"
    assert of("fee.asked", text) == of("pay_history.asked", text) == []
