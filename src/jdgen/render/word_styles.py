"""The names of styles that blocks are set in."""

from __future__ import annotations

CLOSE = {
    "Lead": "LeadClose",
    "ListBullet": "ListBulletClose",
    "ListNumber": "ListNumberClose",
    "jdgenPlan": "jdgenPlanClose",
}
"""What is read in an interview kit stands closer than elsewhere, and leaves the room to the notes."""
STYLES = {
    "": "BodyText",
    "lead": "Lead",
    "question": "Question",
    "label": "Label",
    "small": "Small",
    "sender": "Sender",
    "letter": "Letter",
    "vote": "Vote",
    "say": "Say",
}
LISTS = {
    (False, False): "ListBullet",
    (True, False): "ListNumber",
    (False, True): "SmallBullet",
    (True, True): "SmallNumber",
}
