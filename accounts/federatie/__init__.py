"""Signing in through a federation of schools (Entree Federatie, or another OpenID Connect provider). Off until its address is set."""
