"""Questionnaires in and out of files."""
