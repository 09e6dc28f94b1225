"""Measurements, run by `make bench`. Each module prints tables; docs/performance.md says how to read them."""
