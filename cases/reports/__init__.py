"""What leaves the house as a file."""
