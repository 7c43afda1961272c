"""Connections to the hosts of sources: to addresses of the public internet only, and cut when their time is up.

A name is resolved once, every address it leads to is checked, and the connection is made to exactly the address that
was checked: no second look-up can lead elsewhere. Hosts that ``Settings.connections`` invents go to loopback. TLS is
always verified; a source whose file says ``legacy_tls`` may speak its older versions, to a verified host all the same.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.ssl_ import create_urllib3_context

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

    import requests

MAX_ADDRESSES = 4  # of one name that are tried one after the other
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_ASSIGNMENTS = ipaddress.ip_network("192.0.0.0/24")  # for protocols' own use; older Pythons take parts for public


class PrivateAddressError(urllib3.exceptions.HTTPError):
    """A host name that leads to an address which is not of the public internet."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet; an IPv4 address in IPv6's clothes is unwrapped first."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _inner(ip)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip in _ASSIGNMENTS)


def _inner(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one leads to (mapped, 6to4, NAT64); None when it stands for itself."""
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


class Deadline:
    """Ends an exchange that takes too long by cutting its connection, wherever it hangs: headers, chunks, trailers."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._handles: set[socket.socket] = set()  # of open connections: copies that outlive the TLS around them
        self._over: set[socket.socket] = set()  # of those that were closed, while their answer is still being read
        self._ends: float | None = None
        self.passed = False

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Cut all connections if the block lasts longer than this."""
        self.passed = False
        self._ends = time.monotonic() + seconds
        timer = threading.Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self._ends = None
            for handle in list(self._over):
                self.forget(handle)

    def left(self, most: float) -> float:
        """Seconds a part of the exchange may take, ``most`` at most."""
        return most if self._ends is None else max(0.05, min(most, self._ends - time.monotonic()))

    def watch(self, connected: socket.socket) -> socket.socket:
        """A connection has been made; returns what :meth:`forget` is to be given when it is closed."""
        handle = connected.dup()
        with self._lock:
            self._handles.add(handle)
        return handle

    def forget(self, handle: socket.socket) -> None:
        """A connection was closed. One that answers without a length is closed before its answer has been read."""
        with self._lock:
            if self._ends is not None:
                self._over.add(handle)
                return
            self._handles.discard(handle)
            self._over.discard(handle)
        handle.close()

    def _cut(self) -> None:
        self.passed = True
        with self._lock:
            for handle in self._handles:
                try:
                    handle.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # its other side was quicker


class _Checked:
    """What plain and TLS connections have in common: whom they may reach, and until when."""

    host: str
    port: int
    timeout: Any
    socket_options: Any
    _dns_host: str

    def __init__(self, *args: Any, deadline: Deadline, public: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._deadline = deadline
        self._public = public
        self._handle: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        try:
            connected = self._first_that_answers()
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error  # type: ignore[arg-type]
        except TimeoutError as error:
            raise ConnectTimeoutError(self, f"connecting to {self.host} took too long") from error
        except OSError as error:
            raise NewConnectionError(self, f"no connection: {error}") from error  # type: ignore[arg-type]
        self._handle = self._deadline.watch(connected)
        return connected

    def _first_that_answers(self) -> socket.socket:
        found = socket.getaddrinfo(self._dns_host.strip("[]"), self.port, type=socket.SOCK_STREAM)
        if self._public:
            found = [entry for entry in found if is_public(str(entry[4][0]))]
            if not found:
                raise PrivateAddressError(f"{self.host} leads to no address of the public internet")
        problem: OSError = OSError("the name leads to no address")
        for family, kind, protocol, _, address in found[:MAX_ADDRESSES]:
            connecting = socket.socket(family, kind, protocol)
            try:
                for option in self.socket_options or ():
                    connecting.setsockopt(*option)
                connecting.settimeout(self._deadline.left(float(self.timeout or 10.0)))
                connecting.connect(address)
            except OSError as error:
                connecting.close()
                problem = error
            else:
                return connecting
        raise problem

    def close(self) -> None:
        if self._handle is not None:
            self._deadline.forget(self._handle)
            self._handle = None
        super().close()  # type: ignore[misc]


class _Plain(_Checked, HTTPConnection):
    pass


class _Secure(_Checked, HTTPSConnection):
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class Adapter(HTTPAdapter):
    """Connections of one source; a proxy of the environment may lie anywhere, and then it is who looks up names."""

    def __init__(self, deadline: Deadline, *, public: bool = True, legacy_tls: bool = False) -> None:
        self._deadline = deadline
        self._public = public
        self._tls = _legacy_tls() if legacy_tls else None
        super().__init__(pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make pools of checked connections."""
        if self._tls is not None:
            kwargs["ssl_context"] = self._tls
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools(public=self._public)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """Make pools to a proxy, which are cut when their time is up like any other."""
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = self._pools(public=False)
        return manager

    def _pools(self, *, public: bool) -> Any:
        given: dict[str, Any] = {"deadline": self._deadline, "public": public}
        return {"http": partial(_PlainPool, **given), "https": partial(_SecurePool, **given)}


class LoopbackAdapter(Adapter):
    """Sends what is meant for an invented host to one address of this machine; URL and Host header stay."""

    def __init__(self, deadline: Deadline, target: str) -> None:
        parts = urlsplit(f"//{target}")
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        super().__init__(deadline, public=False)

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> HTTPConnectionPool:  # noqa: ARG002
        """The pool of the address on this machine."""
        pool: HTTPConnectionPool = self.poolmanager.connection_from_host(self._host, self._port, scheme="http")
        return pool

    def cert_verify(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is encrypted on the way to oneself."""

    def add_headers(self, request: requests.PreparedRequest, **kwargs: Any) -> None:  # noqa: ARG002
        """Name the host that was meant."""
        request.headers["Host"] = urlsplit(request.url or "").netloc


def _legacy_tls() -> ssl.SSLContext:
    """TLS 1.0 and renegotiation of old servers, their weaker ciphers; certificate and name are verified as ever."""
    import ssl  # noqa: PLC0415 -- needed for one source

    context = create_urllib3_context(ssl_minimum_version=ssl.TLSVersion.TLSv1, ciphers="DEFAULT:@SECLEVEL=0")
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    context.check_hostname = True
    context.verify_mode = ssl.CERT_REQUIRED
    return context
