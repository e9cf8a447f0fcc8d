"""Processes that tests start: real ones, forked from one that has loaded the product already."""

from tests.processes.starting import PIPE, Process, start

__all__ = ["PIPE", "Process", "start"]
