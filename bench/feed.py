"""The feed of a city, against nginx with the same bytes in a file."""

import urllib.request
from contextlib import contextmanager

import networks
import programs
import wrk
from hopdrink import Installation
from rounds import compare
from table import Row

CONNECTIONS = 32
SECONDS = 4
# As Debian sets it up, without the log. One connection may ask more often than a thousand times, as ours may.
NGINX = """\
daemon off;
pid {folder}/nginx.pid;
error_log stderr;
worker_processes auto;
events {{ worker_connections 768; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 100000000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    types {{ text/calendar ics; }}
    charset utf-8;
    charset_types text/calendar;
    server {{
        listen 127.0.0.1:{port};
        root {folder};
{headers}
    }}
}}
"""
SAID_BY_NGINX_ITSELF = {"content-type", "content-length", "last-modified", "etag", "date", "server", "connection"}


def measure(folder):
    with Installation(folder / "ours", networks.demo()).running() as daemon:
        url = daemon.url("/feeds/tours.ics")
        with urllib.request.urlopen(url, timeout=30) as feed:
            body, headers = feed.read(), feed.headers
        with nginx(folder, body, headers) as other:
            rates = compare(lambda: rate(url), lambda: rate(other))
            yield Row("city feed, 200", unit="req/s", goal=(">=", 0.6), **rates)
            rates = compare(lambda: known_rate(url), lambda: known_rate(other))
            yield Row("city feed, 304", unit="req/s", **rates)


def known_rate(url):
    """How often each second those who have it are told so."""
    with urllib.request.urlopen(url, timeout=30) as feed:
        return rate(url, f"If-None-Match: {feed.headers['ETag']}")


def rate(url, *headers):
    return wrk.run(url, CONNECTIONS, SECONDS, headers=headers).per_second


@contextmanager
def nginx(folder, body, headers):
    """The address at which nginx serves the bytes with the same headers, as long as the block runs."""
    # Its workers may belong to another user.
    folder.chmod(0o711)
    home = folder / "nginx"
    home.mkdir(mode=0o755)
    (home / "feed.ics").write_bytes(body)
    port = programs.free_port()
    config = home / "nginx.conf"
    config.write_text(NGINX.format(folder=home, port=port, headers=lines(headers)))
    with programs.server("nginx", "-c", config, "-p", home, port=port):
        yield f"http://127.0.0.1:{port}/feed.ics"


def lines(headers):
    others = [(name, value) for name, value in headers.items() if name.lower() not in SAID_BY_NGINX_ITSELF]
    return "\n".join(f'        add_header {name} "{value}";' for name, value in others)
