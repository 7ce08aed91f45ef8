"""The read side of residents and claims: what pages, worklists and other apps ask."""
