"""What the editor stands on: operations on drafts, what of them can be shown, and how editions differ."""
