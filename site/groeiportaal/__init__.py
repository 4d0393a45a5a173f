"""Wiring only: settings, addresses, and the middleware that belongs to no house."""
