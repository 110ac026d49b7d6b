"""Which network addresses a request of ours may go to: those of the public internet, and no other.

Lists of our own beside Python's: those of `ipaddress` have changed from release to release, and know nothing of
clouds."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

#: IANA's special-purpose registry (IPv4), and addresses on which clouds answer their own machines.
CLOSED = [
    ip_network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",
    )
]  # fmt: skip
#: All global unicast of IPv6 is here; mapped addresses, NAT64, local and multicast ones are not.
GLOBAL = ip_network("2000::/3")
#: Within it: protocol assignments with Teredo, documentation, 6to4, which carries an IPv4 address.
CLOSED_6 = [ip_network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]
LOOPBACK_6 = IPv6Address("::1")


def parsed(text):
    """The address; raises ValueError for what is none. One with a zone (`fe80::1%eth0`) is never public."""
    return ip_address(text)


def is_public(address):
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not any(address in network for network in CLOSED)
    if getattr(address, "scope_id", None):
        return False
    return address in GLOBAL and address.is_global and not any(address in network for network in CLOSED_6)


def is_loopback(address):
    return address.is_loopback if isinstance(address, IPv4Address) else address == LOOPBACK_6
