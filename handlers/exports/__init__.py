"""Files that the office takes out: pure functions from rows to bytes, run in a short-lived child process.

Nothing here is imported by the serving process except the rows of `handlers.exports.rows`.
"""
