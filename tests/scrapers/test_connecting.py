"""Whom a connection may reach: the address that was checked and no other, over verified TLS; and how bodies unpack."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import ssl
import threading
import zlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from small_site import HOST, Reply, SmallSite, source

import scrapers.connecting
from scrapers.connecting import Adapter, Deadline, is_public
from scrapers.unpacking import BrokenCompressionError, TooLargeError, Unpacking
from scrapers.web import Web
from scrapers.wire import Wire, WireError
from storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PRIVATE = """
127.0.0.1 127.255.255.254 10.1.2.3 192.168.1.1 172.16.0.9 169.254.169.254 0.0.0.0 0.1.2.3 224.0.0.1 100.64.0.1
192.0.0.8 192.0.2.1 198.18.0.1 240.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12:3456::1 fec0::1
ff02::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1 2002:7f00:1:: 2002:a00:1::1
64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 127.1 2130706433 0x7f.0.0.1
0177.0.0.1 localhost nonsense
"""


@pytest.mark.parametrize("address", PRIVATE.split())
def test_private_addresses_are_none_of_the_public_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["113.160.0.1", "8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "2002:808:808::1"],
)
def test_public_addresses_are(address: str) -> None:
    assert is_public(address)


@pytest.fixture
def site() -> Iterator[SmallSite]:
    with SmallSite() as running:
        running.replies["/a"] = Reply("<p>a</p>")
        yield running


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]"])
def test_a_name_that_leads_to_this_machine_is_refused_before_anything_is_sent(
    site: SmallSite, tmp_path: Path, host: str
) -> None:
    with pytest.raises(WireError, match=r"not of the public internet|can be asked") as caught:
        Wire(Settings(home=tmp_path)).get(f"http://{host}:{site.port}/a")
    assert not caught.value.again
    assert site.asked == []


class Resolver:
    """Answers look-ups with one list of addresses after the other, and counts connections that are begun."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.looked_up = 0
        self.connected: list[Any] = []
        monkeypatch.setattr(scrapers.connecting.socket, "getaddrinfo", self.look_up)
        resolver = self

        class Recorded(socket.socket):
            def connect(self, address: Any) -> None:
                resolver.connected.append(address[0])
                raise ConnectionRefusedError(111, "refused by the test")

        monkeypatch.setattr(scrapers.connecting.socket, "socket", Recorded)

    def look_up(self, _host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        self.looked_up += 1
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        family = {4: socket.AF_INET, 6: socket.AF_INET6}
        return [(family[ipaddress.ip_address(one).version], socket.SOCK_STREAM, 6, "", (one, port)) for one in found]


def test_the_address_that_was_checked_is_the_one_connected_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    resolver = Resolver(monkeypatch, ["113.160.0.1"], ["127.0.0.1"])
    with pytest.raises(WireError, match="refuses connections"):
        Wire(Settings(home=tmp_path)).get("https://bao.example/a")
    assert resolver.connected == ["113.160.0.1"]
    assert resolver.looked_up == 1, "a second look-up could lead elsewhere"


def test_private_addresses_among_public_ones_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    resolver = Resolver(monkeypatch, ["10.0.0.1", "113.160.0.1", "::1"])
    with pytest.raises(WireError):
        Wire(Settings(home=tmp_path)).get("http://bao.example/a")
    assert resolver.connected == ["113.160.0.1"]


def test_a_name_that_leads_inside_only_is_never_connected_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    resolver = Resolver(monkeypatch, ["169.254.169.254", "fd00::1", "2002:7f00:1::"])
    with pytest.raises(WireError, match="not of the public internet"):
        Wire(Settings(home=tmp_path)).get("http://bao.example/a")
    assert resolver.connected == []


def test_only_a_demo_source_goes_to_this_machine(site: SmallSite, tmp_path: Path) -> None:
    settings = site.settings(tmp_path)
    for kind, result in (("demo", "fetched"), ("province", "forbidden")):
        site.asked.clear()
        one = source(kind=kind, pace_seconds=1)
        web = Web(one, settings, lambda _: None, sleep=lambda _: None)
        assert web.get(f"https://{HOST}/a").result == result
        assert bool(site.asked) == (kind == "demo")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"https://me:secret@{HOST}/a", "holds a user name"),
        (f"https://{HOST}:8443/a", "port 8443"),
        (f"https://{HOST}.elsewhere.example/a", "not a host of source"),
        (f"https://elsewhere.example\\@{HOST}/a", ""),
        ("https://[::1]/a", "not a host of source"),
    ],
)
def test_addresses_that_try_to_lead_elsewhere_are_refused(tmp_path: Path, url: str, said: str) -> None:
    web = Web(source(kind="province", pace_seconds=1), Settings(home=tmp_path), lambda _: None)
    fetched = web.get(url)
    assert fetched.result in {"forbidden", "failed"}
    assert said in fetched.detail


# -- TLS --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def old_server(certificate: Path) -> Iterator[int]:
    """A server that speaks TLS 1.1 at best; answers every connection with one short page."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                plain, _ = listening.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(plain, server_side=True) as secure:
                    secure.recv(65536)
                    secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            except OSError:
                plain.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield int(listening.getsockname()[1])
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join(5)


def ask(port: int, verify: Path | bool, *, legacy: bool, name: str = "localhost") -> str:
    session = requests.Session()
    session.trust_env = False
    session.mount("https://", Adapter(Deadline(), public=False, legacy_tls=legacy))
    return session.get(f"https://{name}:{port}/", verify=str(verify) if verify is not True else True, timeout=5).text


def test_old_tls_is_spoken_only_where_the_source_says_so_and_always_verified(
    old_server: int, certificate: Path
) -> None:
    assert ask(old_server, certificate, legacy=True) == "ok"
    with pytest.raises(requests.exceptions.SSLError):
        ask(old_server, certificate, legacy=False)
    with pytest.raises(requests.exceptions.SSLError, match="certificate verify failed"):
        ask(old_server, verify=True, legacy=True)
    with pytest.raises(requests.exceptions.SSLError, match=r"127\.0\.0\.1"):
        ask(old_server, certificate, legacy=True, name="127.0.0.1")


# -- bodies -----------------------------------------------------------------------------------------------------

BODY = "<p>đoạn văn của một bài báo</p>".encode() * 500
BARE = zlib.compressobj(wbits=-15)
PACKED = {
    "gzip": gzip.compress(BODY),
    "x-gzip": gzip.compress(BODY[:100]) + gzip.compress(BODY[100:]),
    "deflate": zlib.compress(BODY),
    "Deflate ": BARE.compress(BODY) + BARE.flush(),
    "gzip, gzip": gzip.compress(gzip.compress(BODY)),
    "identity": BODY,
    "": BODY,
    "GZIP": gzip.compress(BODY) + b"\0" * 20,
}


def unpack(coding: str, data: bytes, *, limit: int = 10**6, step: int = 7) -> bytes:
    unpacking = Unpacking(coding, limit)
    for start in range(0, len(data), step):
        unpacking.add(data[start : start + step])
    unpacking.finish()
    return unpacking.body


@pytest.mark.parametrize("coding", PACKED)
@pytest.mark.parametrize("step", [1, 7, 10**6])
def test_bodies_are_unpacked_however_they_come(coding: str, step: int) -> None:
    assert unpack(coding, PACKED[coding], step=step) == BODY


@pytest.mark.parametrize("coding", ["gzip", "deflate", "Deflate ", "gzip, gzip"])
def test_a_body_that_ends_early_is_told_from_a_whole_one(coding: str) -> None:
    with pytest.raises(BrokenCompressionError):
        unpack(coding, PACKED[coding][:-9])


def test_what_was_not_asked_for_and_what_never_ends_is_refused() -> None:
    with pytest.raises(BrokenCompressionError, match="'br', which was not asked for"):
        unpack("br", b"\x8b\x02")
    with pytest.raises(BrokenCompressionError, match="not asked for"):
        unpack("gzip, gzip, gzip, gzip", b"x")
    bomb = gzip.compress(gzip.compress(b"\0" * 200_000_000))
    unpacking = Unpacking("gzip, gzip", 1000)
    with pytest.raises(TooLargeError):
        unpacking.add(bomb)
    assert len(unpacking.body) == 1000
