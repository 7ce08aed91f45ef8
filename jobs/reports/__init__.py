"""What the labour market gives away as files."""
