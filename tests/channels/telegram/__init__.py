"""Telegram over real HTTP, against the strict fake."""
