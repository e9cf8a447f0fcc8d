"""How the office addresses its people, and how a sentence is filled in."""

from enum import StrEnum


class Courtesy(StrEnum):
    """Form of address, chosen per office. Source: reviewed wording, meta.addr_forms."""

    DONG_CHI = "dong_chi"
    ANH_CHI = "anh_chi"

    @property
    def addr(self) -> str:
        """The form in mid-sentence."""
        return {Courtesy.DONG_CHI: "đồng chí", Courtesy.ANH_CHI: "anh/chị"}[self]

    @property
    def Addr(self) -> str:  # noqa: N802 (the placeholder in the reviewed wording is written so)
        """The form at the head of a sentence."""
        return {Courtesy.DONG_CHI: "Đồng chí", Courtesy.ANH_CHI: "Anh/chị"}[self]


def fill(template: str, to: Courtesy, **fields: object) -> str:
    """Return *template* with `{addr}`, `{Addr}` and *fields* filled in.

    Values are not scanned for braces. Raises KeyError when the template names a field not given.
    """
    return template.format(addr=to.addr, Addr=to.Addr, **fields)
