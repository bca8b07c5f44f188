"""What keeps a letter from going astray: nothing in it praises or answers another company than the one it goes to."""

from __future__ import annotations

from collections.abc import Iterator

from jdgen.errors import Place, Problem, printable
from jdgen.inputs.calling.calling import Calling
from jdgen.inputs.candidate.aims import OF_JOB, Spoken
from jdgen.inputs.source import Scalar
from jdgen.model.candidate import Bridge, Candidate
from jdgen.model.company import Company
from jdgen.model.company_names import is_same, may_be_same
from jdgen.model.text import Text

_OF_COMPANY = ("reason", "bridge", *OF_JOB)
"""What would be wrong in a letter to another company."""


def misaddressed(
    company: Company, candidate: Candidate, before: Spoken, calling: Calling | None = None
) -> Iterator[Problem]:
    """Yield the problem of a letter that would praise another company than the one it goes to."""
    target = candidate.target
    if target is None:
        return
    named = company.name or target.company
    posted = calling.company if calling else None
    # defense targets.misposted: the posting of one company is not answered in a letter to another
    if named and posted and not may_be_same(posted.text, named):
        yield misposted(posted, Scalar(str(named), named.place or Place("--company")))
        return
    # What a posting says in other words, the company's own file says better.
    read = bool(posted and target.company and target.company.place == posted.place)
    # defense targets.misnamed: a target of another company than the one that is given is refused
    if company.name and target.company and not (read or is_same(target.company, company.name)):
        message = f"`target.company` is `{target.company}`, but the letter goes to `{company.name}`"
        hint = "its `reason` would praise the wrong company; change or clear `target`"
        yield Problem(message, target.company.place, hint)
    elif named and before.company and not is_same(before.company.text, named):
        whose = before.company.text.strip()
        for key in _OF_COMPANY:
            # What was typed, or taken from elsewhere, is said of the company that it goes to.
            stays = next((text.place for text in _texts(getattr(target, key)) if text.place in before.places), None)
            # defense targets.astray: a reason that praises another company is refused
            if stays:
                about = "is about" if key == "reason" else "belongs to"
                message = f"`target.{key}` {about} `{whose}`, but the letter goes to `{named}`"
                yield Problem(message, stays, f"add `--set candidate.target.{key}=…`, or clear it with `=null`")


def misposted(posted: Scalar, named: Scalar) -> Problem:
    """Return the problem of a posting of one company in a letter to another."""
    read, goes = printable(posted.text.strip(), 60), printable(named.text.strip(), 60)
    message = f"the posting is of `{read}`, but the letter goes to `{goes}` ({named.place})"
    return Problem(message, posted.place, "name its company with `--target` or `--company`, or take another posting")


def _texts(value: Text | tuple[Text, ...] | tuple[Bridge, ...] | None) -> Iterator[Text]:
    """Yield the texts of a value of a target."""
    for item in (value,) if isinstance(value, Text) else value or ():
        yield item.text if isinstance(item, Bridge) else item
