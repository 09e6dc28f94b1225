"""A whole invented installation: three chains, their people, two waves of visits with photos drawn by code.

The content depends on a seed alone; ids are random. Everything goes in by the verbs that people and phones use.
"""
