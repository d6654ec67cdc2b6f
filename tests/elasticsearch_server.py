"""A real Elasticsearch of one or several nodes, started for tests on this machine only."""

import http.client
import json
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.elasticsearch_archive import java_home, unpack

PATIENCE = 180
SERVER_USER = "nobody"
# Straight to this machine, whatever proxy the environment names.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def end_of(log, size=4000):
    """Return the end of a log."""
    return log.read_text(errors="replace")[-size:] if log.exists() else "(no log)"


class Node:
    """Hold one node: its folder, its process and where it listens."""

    def __init__(self, home, name, heap):
        """Lay out the node's folder below the folder that the server is unpacked in."""
        self.home, self.name, self.heap = home, name, heap
        self.folder = home.parent / name
        self.log = self.folder / "output"
        self.process = None
        shutil.copytree(home / "config", self.folder / "config")
        (self.folder / "tmp").mkdir()

    def settings(self, **more):
        """Write the node's settings; JSON is YAML too."""
        content = {
            "cluster.name": "koers-tests",
            "node.name": self.name,
            "path.data": str(self.folder / "data"),
            "path.logs": str(self.folder / "logs"),
            "network.host": "127.0.0.1",
            # The node takes free ports and writes which: no two can look for one at once.
            "http.port": 0,
            "transport.port": 0,
            "node.portsfile": True,
            # The ports are written after this wait for a master, who is found by them.
            "discovery.initial_state_timeout": "0s",
            "xpack.security.enabled": False,
            "cluster.routing.allocation.disk.threshold_enabled": False,
        }
        file = self.folder / "config" / "elasticsearch.yml"
        file.write_text(json.dumps(content | more, indent=1))

    def start(self, java):
        """Start the node, as a user of little power where this is root's run."""
        # Elasticsearch refuses to run as root. Whoever starts it may be killed: it ends then too.
        command = ["setpriv", "--pdeathsig", "KILL"]
        if os.geteuid() == 0:
            user = pwd.getpwnam(SERVER_USER)
            command += ["--reuid", SERVER_USER, "--regid", str(user.pw_gid), "--clear-groups"]
        environment = os.environ | {
            "ES_JAVA_HOME": java,
            "ES_JAVA_OPTS": f"-Xms{self.heap} -Xmx{self.heap}",
            "ES_PATH_CONF": str(self.folder / "config"),
            "ES_TMPDIR": str(self.folder / "tmp"),
        }
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [*command, "--", "bash", str(self.home / "bin" / "elasticsearch")],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=self.folder,
                start_new_session=True,  # a group to kill, and Ctrl-C is for the tests alone
            )

    def address(self, kind):
        """Return where the node listens for "http" or "transport", or None so far."""
        file = self.folder / "logs" / f"{kind}.ports"
        lines = file.read_text().splitlines() if file.exists() else []
        return next((line for line in lines if line.startswith("127.0.0.1:")), None)

    @property
    def alive(self):
        """Tell whether the node's process runs."""
        return self.process is not None and self.process.poll() is None

    def kill(self):
        """End the node at once, as a loss of power would."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Cluster:
    """Hold the nodes of one Elasticsearch."""

    def __init__(self, folder, count, heap):
        """Unpack the server into a folder and lay out its nodes."""
        self.java = java_home()
        home = unpack(folder)
        self.names = [f"node-{number}" for number in range(1, count + 1)]
        self.nodes = {name: Node(home, name, heap) for name in self.names}
        more = {"discovery.type": "single-node"}
        if count > 1:
            more = {
                "discovery.seed_providers": "file",
                "cluster.initial_master_nodes": self.names,
            }
        for node in self.nodes.values():
            node.settings(**more)
        if os.geteuid() == 0:
            for path in (folder, *folder.rglob("*")):
                shutil.chown(path, SERVER_USER)

    @property
    def urls(self):
        """Return the addresses of the nodes that run."""
        alive = [node for node in self.nodes.values() if node.alive]
        return [f"http://{node.address('http')}" for node in alive]

    @property
    def url(self):
        """Return the address of the first node that runs."""
        return self.urls[0]

    def start(self):
        """Start all nodes and wait until they are one cluster that answers."""
        for node in self.nodes.values():
            node.start(self.java)
        until = time.monotonic() + PATIENCE
        self.wait(until, "listens", lambda node: node.address("transport"))
        seeds = "\n".join(node.address("transport") for node in self.nodes.values())
        for node in self.nodes.values():
            (node.folder / "config" / "unicast_hosts.txt").write_text(seeds)
        self.wait(until, "answers", lambda node: node.address("http") and self.is_healthy(node))

    def wait(self, until, what, holds):
        """Wait until something holds for every node; tell which one it never held for."""
        for node in self.nodes.values():
            while not holds(node):
                if not node.alive or time.monotonic() > until:
                    why = f"within {PATIENCE} s" if node.alive else "and has ended"
                    told = end_of(node.log)
                    raise TimeoutError(f"Elasticsearch's {node.name} never {what} {why}:\n{told}")
                time.sleep(0.2)

    def is_healthy(self, node):
        """Tell whether a node sees all nodes, and has every primary shard at hand."""
        wanted = f"wait_for_status=yellow&wait_for_nodes={len(self.nodes)}"
        url = f"http://{node.address('http')}/_cluster/health?{wanted}&timeout=1s&master_timeout=1s"
        with suppress(OSError, http.client.HTTPException), DIRECT.open(url, timeout=10) as answer:
            return json.load(answer)["status"] in ("yellow", "green")
        return False

    def kill(self, name):
        """End one node at once, by its name."""
        self.nodes[name].kill()

    def stop(self):
        """End all nodes at once: nothing of them is kept."""
        for node in self.nodes.values():
            node.kill()


@contextmanager
def elasticsearch(count=1, heap="512m"):
    """Run a cluster of `count` nodes in a folder of its own; stop and remove it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="koers-elasticsearch-"))
    try:
        cluster = Cluster(folder, count, heap)
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
