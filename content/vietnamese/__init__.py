"""Vietnamese text for software: cleaned, compared, sorted, understood, cut."""

from content.vietnamese.clean import file_stem, fold, in_ascii, nfc_clean, same_spelling, strip_marks
from content.vietnamese.lengths import split_text, utf16_len
from content.vietnamese.match import is_no, is_yes, phone, similar, unit_key
from content.vietnamese.order import given_name, name_key, sort_key

__all__ = [
    "file_stem",
    "fold",
    "given_name",
    "in_ascii",
    "is_no",
    "is_yes",
    "name_key",
    "nfc_clean",
    "phone",
    "same_spelling",
    "similar",
    "sort_key",
    "split_text",
    "strip_marks",
    "unit_key",
    "utf16_len",
]
