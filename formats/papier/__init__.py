"""From answers to paper: a tagged PDF made by typst out of prepared text. Knows no database, no request and no rights."""
