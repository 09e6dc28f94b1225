"""Measurements, run by `make bench`. Each module that can be run prints a table; docs/performance.md says how to read them."""
