"""The read side of paying."""
