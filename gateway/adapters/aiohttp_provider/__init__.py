"""Providers reached directly over pooled aiohttp sessions, and the egress that every provider call takes."""
