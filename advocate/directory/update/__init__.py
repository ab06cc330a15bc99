"""Newer data: fetched or brought, held against what is there, kept in the user's folder."""
