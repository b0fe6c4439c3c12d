"""Tries the addresses of sources, politely and only in the public network.

`addresses` says where a connection may go, `visit` makes one, `checking` chooses what
to try and records the outcome.
"""
