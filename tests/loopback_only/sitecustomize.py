"""Python reads this file when it starts: in every process the tests start, only loopback can be reached."""

import socket

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex


def _refuse(sock: socket.socket, address: object) -> None:
    if sock.family not in (socket.AF_INET, socket.AF_INET6):
        return
    host = str(address[0]) if isinstance(address, tuple) else str(address)
    if host not in ("localhost", "::1") and not host.startswith("127."):
        raise OSError(f"tests reach loopback only, not {host}")


def connect(sock: socket.socket, address: object) -> None:
    _refuse(sock, address)
    _connect(sock, address)  # type: ignore[arg-type]


def connect_ex(sock: socket.socket, address: object) -> int:
    _refuse(sock, address)
    return _connect_ex(sock, address)  # type: ignore[arg-type]


socket.socket.connect = connect  # type: ignore[method-assign,assignment]
socket.socket.connect_ex = connect_ex  # type: ignore[method-assign,assignment]
