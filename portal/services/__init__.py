"""What the roof itself changes: a person's own preferences."""
