"""Lists of the labour market as sheets."""
