"""A Zalo Official Account, spoken to through its Open API."""
