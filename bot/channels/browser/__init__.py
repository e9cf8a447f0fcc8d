"""The browser: a chat page of our own."""
