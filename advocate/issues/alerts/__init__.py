"""Alerts: dated calls to act, as plain files; reading, checking, finding, and whom each is for."""
