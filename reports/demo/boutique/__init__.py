"""The fashion chain of the demo: its own edition of a shipped questionnaire, four written visits, an open draft."""
