#!/usr/bin/python3
"""Renders the configuration of the edge and of every sidecar from one description of the mesh.

    render.py --mesh mesh.json --runtime runtime.json --out DIR

mesh.json says what the mesh is: services, names, default ports, routes and limits. runtime.json says where it runs:
{"prefix": DIR for logs (default: --out), "pki": DIR, "ports": {"edge": 8443, "orders-sidecar": …, "orders": …, …},
 "hopKeys": {"orders": FILE, …}} (the first line of FILE is the key that the sidecar sends).
A service that is "behind": "gatekeeper" has no sidecar: the edge asks the gatekeeper (samples/Gatekeeper) of each request and hands its assertion to the app;
runtime.json then has "gatekeeperKey": FILE (its first line is the key by which the gatekeeper knows the edge), and "gatekeeperSocket": PATH where it is not mesh.json's.
Files with keys must be for their owner only. "user": NAME is whom nginx's workers run as where it is started by root; its group must be able to enter the socket's folder.
mesh.json may say "peerHeaders": "xfcc": who the peer is then travels in X-Forwarded-Client-Cert through both proxies, which needs nginx's njs module.
Written are DIR/edge/nginx.conf and DIR/NAME-sidecar/nginx.conf, to be run as `nginx -p DIR/edge -c nginx.conf`.
The files are for their owner only: a sidecar's holds the key of its hop.
"""
from __future__ import annotations

import argparse
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).resolve().parent / "templates"
CLEARED_HEADERS = "cleared-headers.conf"
XFCC_SCRIPT = "xfcc.js"
NJS_MODULE = "/usr/lib/nginx/modules/ngx_http_js_module.so"
PLACEHOLDER = re.compile(r"\{\{([a-z_]+)\}\}")

# What may stand in a configuration file; nothing here can end a directive or name a variable.
NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")
DNS_NAME = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+")
ADDRESS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
METHOD = re.compile(r"[A-Z]{1,16}")
SPIFFE_ID = re.compile(r"spiffe://[a-z0-9._-]{1,255}(?:/[A-Za-z0-9._-]{1,64})+")
PEER_HEADERS = re.compile(r"certificate|xfcc")
BEHIND = re.compile(r"sidecar|gatekeeper")
ROUTE = re.compile(r"(?:/[A-Za-z0-9_-]{1,64})+")
SOCKET = re.compile(r"/[A-Za-z0-9._/+@~=-]{1,99}")
USER = re.compile(r"[a-z_][a-z0-9_-]{0,31}")
FILE_PATH = re.compile(r"/[A-Za-z0-9._/ +@~,=-]*")
HOP_KEY = re.compile(r"[A-Za-z0-9._~+/=-]{32,512}")


class MeshError(Exception):
    """The description cannot be rendered; the message says why, and never holds a key."""


def checked(pattern: re.Pattern[str], value: object, what: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise MeshError(f"{what} is not of the permitted form {pattern.pattern}")
    return value


def number(value: object, low: int, high: int, what: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise MeshError(f"{what} is not a whole number from {low} to {high}")
    return value


def fill(template: str, values: dict[str, object]) -> str:
    """Replaces every {{name}}; a placeholder without a value is an error."""

    def replace(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise MeshError(f"templates/{template}: nothing is known of {match[1]}")
        return str(values[match[1]])

    text = (TEMPLATES / template).read_text(encoding="utf-8").rstrip("\n")
    return PLACEHOLDER.sub(replace, text)


def variable(service: str) -> str:
    """The variable that holds the upstream of this service: it has no hyphen, as names of services may."""
    return service.replace("-", "_") + "_way"


def indented(text: str, spaces: int) -> str:
    return text.replace("\n", "\n" + " " * spaces)


class Renderer:
    def __init__(self, mesh: dict[str, Any], runtime: dict[str, Any], out: Path) -> None:
        self.mesh = mesh
        self.ports: dict[str, Any] = runtime.get("ports", {})
        self.hop_keys: dict[str, str] = runtime.get("hopKeys", {})
        self.gatekeeper_key_file: str = runtime.get("gatekeeperKey", "")
        self.gatekeeper_socket: str = runtime.get("gatekeeperSocket", "")
        self.user: str = f"user {checked(USER, runtime['user'], 'user')};\n" if "user" in runtime else ""
        self.out = out
        self.logs = Path(checked(FILE_PATH, os.path.abspath(runtime.get("prefix", out)), "prefix")) / "logs"
        self.pki = checked(FILE_PATH, os.path.abspath(runtime["pki"]), "pki")
        self.address = checked(ADDRESS, mesh["address"], "address")
        self.is_xfcc = checked(PEER_HEADERS, mesh.get("peerHeaders", "certificate"), "peerHeaders") == "xfcc"
        self.services: dict[str, dict[str, Any]] = {checked(NAME, s["name"], "name of a service"): s for s in mesh["services"]}

    def port(self, name: str, default: int) -> int:
        return number(self.ports.get(name, default), 1, 65535, f"port of {name}")

    def hop_key(self, service: str) -> str:
        """The key that the sidecar of this service shows: the first line of its file."""
        return first_line(self.hop_keys.get(service, ""), f"the hop key of {service}")

    def is_gated(self, service: dict[str, Any]) -> bool:
        gated = checked(BEHIND, service.get("behind", "sidecar"), f"behind of {service['name']}") == "gatekeeper"
        if gated and self.is_xfcc:
            raise MeshError(
                f"{service['name']} cannot be behind the gatekeeper with peerHeaders xfcc: the gatekeeper reads X-Client-Cert, so that it would refuse every token that is bound to a certificate")
        return gated

    def tier(self, name: str, template: str, owner: dict[str, Any], values: dict[str, object]) -> None:
        """Writes one instance of nginx into its own folder."""
        values |= {
            "tier": name,
            "address": self.address,
            "dns_name": checked(DNS_NAME, owner["dnsName"], f"dnsName of {name}"),
            "pki": self.pki,
            "max_body": number(owner["maxBodyKilobytes"], 1, 1024, f"maxBodyKilobytes of {name}"),
            "access_log": self.logs / f"{name}.log",
            "error_log": self.logs / f"{name}.error.log",
            "user": self.user,
            "modules": f'load_module "{NJS_MODULE}";\n' if self.is_xfcc else "",
            "methods": ", ".join(checked(METHOD, m, "method") for m in owner.get("methods", ["GET", "HEAD", "POST"])),
        }
        for part in ("process", "common", "tls", "problems", "error-pages"):
            values[part.replace("-", "_")] = fill(f"{part}.conf", values)
        values["error_pages"] = indented(str(values["error_pages"]), 4)
        values["peer_headers"] = self.peer_headers(owner)
        folder = self.out / name
        (folder / "temp").mkdir(parents=True, exist_ok=True)
        for file in [CLEARED_HEADERS] + [XFCC_SCRIPT] * self.is_xfcc:
            write_private(folder / file, (TEMPLATES / file).read_text(encoding="utf-8"))
        write_private(folder / "nginx.conf", fill(template, values) + "\n")

    def peer_headers(self, owner: dict[str, Any]) -> str:
        """How this tier says who its client is, where variables of nginx itself do not say it."""
        if not self.is_xfcc:
            return ""
        edge = self.mesh["edge"]
        parts = [fill("xfcc.conf", {"own_id": checked(SPIFFE_ID, owner["spiffeId"], "spiffeId")})]
        if owner is not edge:
            parts.append(fill("xfcc-received.conf", {"edge_dn": f"CN={checked(NAME, edge['name'], 'name of the edge')}"}))
        return "\n" + "\n".join(parts)

    def locations(self, service: dict[str, Any], match: str, parts: list[str], values: dict[str, object]) -> str:
        values = values | {"service": service["name"], "dns_name": checked(DNS_NAME, service["dnsName"], "dnsName"), "pki": self.pki}
        values["extra"] = "\n".join(fill(part, values) for part in parts)
        values["pass"] = indented(fill("pass.conf", values), 6)
        values["error_pages"] = indented(fill("error-pages.conf", {}), 6)
        return fill("location.conf", values | {"match": match})

    def through(self, service: dict[str, Any], match: str) -> str:
        """The locations by which requests for this service leave the edge."""
        if not self.is_gated(service):
            return self.locations(service, match, ["pass-xfcc.conf"] * self.is_xfcc + ["pass-to-sidecar.conf"], {"more_error_pages": "", "way": variable(service["name"])})
        # The same lines tell the gatekeeper and the app who the client is.
        identity = "pass-certificate.conf"
        values: dict[str, object] = {"service": service["name"], "more_error_pages": "error_page 401 @gatekeeper401; error_page 403 500 = @gatekeeper_failed;"}
        values["gatekeeper_key"] = first_line(self.gatekeeper_key_file, "the gatekeeper's key")
        values["identity"] = indented(fill(identity, {}), 6)
        return fill("gatekeeper-question.conf", values) + "\n" + self.locations(service, match, [identity, "pass-through-gatekeeper.conf"], values)

    def way(self, service: dict[str, Any]) -> str:
        """The upstream to which the edge passes requests for this service. Idle connections are given up well before the other side closes them."""
        name = service["name"]
        if self.is_gated(service):
            return self.upstream(f"{name}_app", self.port(name, service["port"]), 30)
        upstream, port = f"{name}_sidecar", self.port(f"{name}-sidecar", service["sidecarPort"])
        values: dict[str, object] = {"upstream": upstream, "server": f"{self.address}:{port}", "way": variable(name)}
        return self.upstream(upstream, port, 30) + "\n" + fill("upstream-unkept.conf", values)

    def upstream(self, name: str, port: int, idle: int) -> str:
        return fill("upstream.conf", {"upstream": name, "server": f"{self.address}:{port}", "idle": idle})

    def gatekeeper(self) -> str:
        """A socket with a name, which nobody can take over who may not write in its folder: the edge shows its key and every client's token there."""
        socket = checked(SOCKET, self.gatekeeper_socket or self.mesh["gatekeeper"]["socket"], "socket of the gatekeeper")
        return fill("upstream.conf", {"upstream": "gatekeeper", "server": f"unix:{socket}", "idle": 30})

    def edge(self) -> None:
        edge = self.mesh["edge"]
        routes: dict[str, list[str]] = {}
        names: list[str] = []
        for route in edge["routes"]:
            path = checked(ROUTE, route["path"], "path of a route")
            if route["service"] not in self.services:
                raise MeshError(f"{path} leads to no service")
            pattern = path + ("(?:/.*)?" if route["subtree"] else "")
            routes.setdefault(route["service"], []).append(pattern)
            names.append(f'"~^{pattern}$" {path};')
        gated = any(self.is_gated(self.services[name]) for name in routes)
        gatekeeper = [self.gatekeeper(), fill("gatekeeper-answers.conf", {})] if gated else []
        self.tier(checked(NAME, edge["name"], "name of the edge"), "edge.conf", edge, {
            "port": self.port("edge", edge["port"]),
            "rate": number(edge["requestsPerSecond"], 1, 100000, "requestsPerSecond"),
            "burst": number(edge["burst"], 0, 100000, "burst"),
            "allowed_methods": " ".join(f"{checked(METHOD, m, 'method')} 1;" for m in edge["methods"]),
            "route_names": " ".join(names),
            "upstreams": "\n".join([self.way(self.services[name]) for name in routes] + gatekeeper),
            "locations": "\n".join(
                [self.through(self.services[name], f'~ "^(?:{"|".join(patterns)})$"') for name, patterns in routes.items()]
                + [fill("gatekeeper-problems.conf", {})] * gated),
        })

    def sidecar(self, service: dict[str, Any]) -> None:
        name = service["name"]
        # Idle connections are given up before the app closes them (uvicorn does so after 5 s).
        self.tier(f"{name}-sidecar", "sidecar.conf", service, {
            "service": name,
            "port": self.port(f"{name}-sidecar", service["sidecarPort"]),
            "upstreams": self.upstream(f"{name}_app", self.port(name, service["port"]), 4),
            "locations": self.locations(
                service, "/", ["pass-to-app-xfcc.conf" if self.is_xfcc else "pass-to-app.conf"], {"hop_key": self.hop_key(name), "more_error_pages": ""}),
        })

    def all(self) -> None:
        self.logs.mkdir(parents=True, exist_ok=True)
        self.edge()
        for service in self.services.values():
            if not self.is_gated(service):
                self.sidecar(service)


def first_line(file: str, what: str) -> str:
    """A key: the first line of its file."""
    if not Path(file).is_file():
        raise MeshError(f"runtime.json has no file for {what}")
    with open(file, encoding="ascii", errors="replace") as opened:
        if os.fstat(opened.fileno()).st_mode & 0o077:
            raise MeshError(f"{file}, the file for {what}, is open to others than its owner: make a new key, under umask 077")
        lines = opened.read().splitlines()
    return checked(HOP_KEY, lines[0] if lines else "", what)


def write_private(path: Path, text: str) -> None:
    """Writes for the owner only, and replaces the old file in one step."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)


def main() -> int:
    parser = argparse.ArgumentParser(description="Renders the nginx configuration of the mesh.")
    parser.add_argument("--mesh", type=Path, default=Path(__file__).resolve().parent / "mesh.json")
    parser.add_argument("--runtime", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    try:
        mesh = json.loads(arguments.mesh.read_text(encoding="utf-8"))
        runtime = json.loads(arguments.runtime.read_text(encoding="utf-8"))
        Renderer(mesh, runtime, arguments.out.resolve()).all()
    except (OSError, ValueError, MeshError) as error:
        print(f"render.py: {error}", file=sys.stderr)
        return 2
    except (KeyError, TypeError, AttributeError) as error:
        print(f"render.py: the description lacks or misuses {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
