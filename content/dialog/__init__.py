"""Guided conversations as data. One pure engine (`handlers/engine.py`) runs them all."""

from content.dialog.conditions import Answers, Check, Condition, answered, said, said_yes
from content.dialog.dialog import CHECK, OFFER, Dialog
from content.dialog.languages import Languages, called, code_of, label_of, spoken_in
from content.dialog.live import Live
from content.dialog.picks import Pick, PickMany, Rank
from content.dialog.places import Place
from content.dialog.progress import Mode, Progress
from content.dialog.sent_file import File
from content.dialog.silent import Computed, Note
from content.dialog.steps import Day, Number, Step, Text
from content.dialog.tree import Count, Group, Item, Repeat, Rule, Slot
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
from content.dialog.walk import Seen, Walk, place_in

__all__ = [
    "CHECK", "NO", "OFFER", "OTHER", "YES",
    "Answers", "Check", "Computed", "Condition", "Count", "Day", "Dialog", "Doubt", "Doubtful", "Facts", "File",
    "Group", "Item", "Known", "Languages", "Live", "Lookup", "Mode", "Note", "Number", "Option", "Pick", "PickMany",
    "Place", "Progress", "Rank", "Repeat", "Rule", "Seen", "Slot", "Step", "Text", "Unreadable", "Value", "Walk", "Way",
    "answered", "called", "code_of", "label_of", "mark_of", "place_in", "said", "said_yes",
    "spoken_in",
]  # fmt: skip
