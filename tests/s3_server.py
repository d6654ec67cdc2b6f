"""A real S3 server (SeaweedFS), started for tests on this machine only."""

import json
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 60
BUCKET = "koers-tests"
# SeaweedFS listens for its own parts at another port each, which it would guess.
PARTS = ("master", "volume", "filer", "s3")


@dataclass(frozen=True)
class S3:
    """Where a server is, and who may write there."""

    address: str
    key: str
    secret: str

    @property
    def environment(self):
        """Return what tests are told by."""
        return {
            "TEST_S3_ENDPOINT": self.address, "TEST_S3_KEY": self.key, "TEST_S3_SECRET": self.secret
        }  # fmt: skip


def free_ports(number):
    """Return ports that nobody listens to."""
    with ExitStack() as open_ones:
        probes = [open_ones.enter_context(socket.socket()) for _ in range(number)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


@contextmanager
def s3():
    """Run a server with an empty bucket in a folder of its own; stop and remove it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="koers-s3-"))
    key, secret = secrets.token_hex(8), secrets.token_hex(16)
    admin = {"name": "koers", "credentials": [{"accessKey": key, "secretKey": secret}],
             "actions": ["Admin", "Read", "Write", "List", "Tagging"]}  # fmt: skip
    (folder / "s3.json").write_text(json.dumps({"identities": [admin]}))
    ports = free_ports(2 * len(PARTS))
    places = [f"-{part}.port={ports[at]}" for at, part in enumerate(PARTS)]
    places += [f"-{part}.port.grpc={ports[at + len(PARTS)]}" for at, part in enumerate(PARTS)]
    command = [
        Path(sys.executable).parent / "weed", "server", f"-dir={folder}", "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1", "-filer", "-s3", f"-s3.config={folder / 's3.json'}",
        "-master.volumeSizeLimitMB=64", "-volume.max=20", *places,
    ]  # fmt: skip
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        found = S3(f"http://127.0.0.1:{ports[PARTS.index('s3')]}", key, secret)
        make_bucket(found, server, folder / "log")
        yield found
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def make_bucket(found, server, log):
    """Wait until the server takes a bucket and a file in it."""
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError

    client = boto3.client(
        "s3", endpoint_url=found.address, aws_access_key_id=found.key,
        aws_secret_access_key=found.secret, region_name="us-east-1",
    )  # fmt: skip
    end = time.monotonic() + PATIENCE
    while True:
        try:
            client.create_bucket(Bucket=BUCKET)
            client.put_object(Bucket=BUCKET, Key="begin", Body=b"begin")
            client.delete_object(Bucket=BUCKET, Key="begin")
            return
        except (BotoCoreError, ClientError):
            if server.poll() is not None or time.monotonic() > end:
                raise RuntimeError(log.read_text(errors="replace")[-4000:]) from None
            time.sleep(0.3)


if __name__ == "__main__":
    with s3() as found:
        print(found.environment, flush=True)
        time.sleep(3600)
