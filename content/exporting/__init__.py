"""What submissions look like as tables: one for the form, one for each of its repeats. Pure, from plain data."""

from content.exporting.cells import Said, cell
from content.exporting.form_layout import layout_of_form
from content.exporting.layout import Column, Layout, layout_of
from content.exporting.splitting import Part, general, parts

__all__ = ["Column", "Layout", "Part", "Said", "cell", "general", "layout_of", "layout_of_form", "parts"]
