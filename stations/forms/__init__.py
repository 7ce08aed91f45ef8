"""What the pages of stations ask for."""
