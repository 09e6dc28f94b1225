"""The hand-written forms of the screens; choices are handed in by those who know them."""
