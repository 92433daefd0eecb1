"""Providers reached directly over pooled aiohttp sessions, and the egress through which every provider is
reached.
"""
