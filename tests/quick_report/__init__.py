"""Reports in one line, against lines that people would type."""
