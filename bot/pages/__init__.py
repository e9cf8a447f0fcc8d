"""The light pages: who this is, and the demo."""
