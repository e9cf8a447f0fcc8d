"""Guided conversations as data. One pure engine (`handlers/engine.py`) runs them all."""

from content.dialog.conditions import Answers, Check, Condition, answered, said, said_yes
from content.dialog.dialog import CHECK, OFFER, Dialog, Group, Item, Repeat, Slot
from content.dialog.picks import Pick, PickMany
from content.dialog.progress import Mode, Progress
from content.dialog.steps import Day, File, Number, Step, Text
from content.dialog.values import (
    NO,
    OTHER,
    YES,
    Doubt,
    Doubtful,
    Facts,
    Known,
    Lookup,
    Option,
    Unreadable,
    Value,
    Way,
    mark_of,
)
from content.dialog.walk import Place, Seen, Walk

__all__ = [
    "CHECK", "NO", "OFFER", "OTHER", "YES",
    "Answers", "Check", "Condition", "Day", "Dialog", "Doubt", "Doubtful", "Facts", "File", "Group", "Item", "Known",
    "Lookup", "Mode", "Number", "Option", "Pick", "PickMany", "Place", "Progress", "Repeat", "Seen", "Slot", "Step",
    "Text", "Unreadable", "Value", "Walk", "Way",
    "answered", "mark_of", "said", "said_yes",
]  # fmt: skip
