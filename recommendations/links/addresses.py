"""Where a link may lead: a public address, found once and then connected to."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

PORTS = {"http": 80, "https": 443}
NAT64 = ipaddress.ip_network("64:ff9b::/96")

Resolve = Callable[[str, int], list[str]]


class NotPublicError(Exception):
    """The host is not one that the public network can reach."""


def is_public(text: str) -> bool:
    """Whether a numeric address belongs to the public network.

    An address that wraps another one (IPv4 in IPv6) is judged by what it wraps.
    """
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour
        if address.teredo:
            wrapped = address.teredo[1]
        if address in NAT64:
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
    return address.is_global and not (address.is_multicast or address.is_reserved)


def resolve(host: str, port: int) -> list[str]:
    """Every numeric address of a host, in the order of the system."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def public_address(host: str, port: int, ask: Resolve = resolve) -> str:
    """The address to connect to; NotPublicError where any of them is not public.

    Asked once for each connection, which then goes to this very address: a name that
    gives another answer the next time gains nothing.
    """
    found = ask(host, port)
    if not found or not all(is_public(one) for one in found):
        raise NotPublicError(host)
    return found[0]
