"""What is worked out of given values alone: no database, no clock."""
