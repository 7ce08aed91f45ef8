"""May-I questions about residents and claims; a view draws its buttons from them, a service asks them again."""
