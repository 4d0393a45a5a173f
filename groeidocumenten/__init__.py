"""The private house. Only people who hold a right on a child's groeidocument come in, and only through `dossiers.access`."""
