"""What stands beside a network that ships: its hash, without which it is not loaded."""

import hashlib
from pathlib import Path

from feelingit.files import write_json


def note_hash(network: Path, side: int) -> None:
    """Write `<name>.json` beside an ONNX file: hash, size, and the side of its pictures."""
    content = network.read_bytes()
    write_json(
        network.with_suffix(".json"),
        {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content), "side": side},
    )
    print(f"{network}: {len(content)} bytes", flush=True)
