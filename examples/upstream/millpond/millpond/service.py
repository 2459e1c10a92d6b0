"""The millpond service."""

import argparse
import configparser
import http.server
import json
import pathlib

import headrace


def newest(path: pathlib.Path) -> dict[str, object]:
    """The newest reading as it is told; empty when there is none yet."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8") as lines:
        readings = list(headrace.read(lines))
    if not readings:
        return {}
    last = max(readings)
    return {"time": last.time.isoformat(), "level": last.level}


def handler(path: pathlib.Path) -> type[http.server.BaseHTTPRequestHandler]:
    """Answers requests about one file of readings."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/level":
                self.send_error(404)
                return
            body = json.dumps(newest(path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


def main() -> None:
    """Serves until it is stopped."""
    parser = argparse.ArgumentParser(prog="millpond", description="Tells the newest water level over HTTP.")
    parser.add_argument("--config", type=pathlib.Path, default=pathlib.Path("/etc/millpond/millpond.conf"))
    settings = configparser.ConfigParser()
    settings.read(parser.parse_args().config)
    section = settings["millpond"]
    address = (section["host"], section.getint("port"))
    with http.server.ThreadingHTTPServer(address, handler(pathlib.Path(section["readings"]))) as server:
        server.serve_forever()
