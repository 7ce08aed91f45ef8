"""What the roof reads from every app below."""
