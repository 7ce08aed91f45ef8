"""One file a programme: its declaration and its formula. What lies here is found by itself, see `registry`."""
