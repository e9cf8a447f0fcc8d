"""Short names of days and months, as forms of the office print them."""

DAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")  # Monday first, as date.weekday() counts
MONTHS = tuple(f"Th{month}" for month in range(1, 13))
