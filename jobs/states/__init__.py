"""The words of the labour market, a module a step."""
