"""nginx, which serves bytes of ours from a file."""

from contextlib import contextmanager

import programs

# Debian's settings without the log. A connection may have more than a thousand requests, as with ours.
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
    types {{ text/calendar ics; text/html html; }}
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


@contextmanager
def nginx(folder, name, body, headers):
    """Runs nginx with these bytes and headers, and returns its address, as long as the block runs."""
    # nginx's workers may belong to another user.
    folder.chmod(0o711)
    home = folder / f"nginx-{name}"
    home.mkdir(mode=0o755)
    (home / name).write_bytes(body)
    port = programs.free_port()
    config = home / "nginx.conf"
    config.write_text(NGINX.format(folder=home, port=port, headers=lines(headers)))
    with programs.server("nginx", "-c", config, "-p", home, port=port):
        yield f"http://127.0.0.1:{port}/{name}"


def lines(headers):
    others = [(name, value) for name, value in headers.items() if name.lower() not in SAID_BY_NGINX_ITSELF]
    return "\n".join(f'        add_header {name} "{value}";' for name, value in others)
