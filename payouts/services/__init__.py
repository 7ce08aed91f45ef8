"""The acts of paying, one module a step."""
