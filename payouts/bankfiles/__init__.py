"""Files to and from the bank. Pure: no Django, no clock, no database; what is read and written is flat in memory."""
