"""Chance that belongs to a face: the same whatever batch it comes in, and in whatever order."""

import hashlib
import zlib

import numpy as np

from feelingit.occlusion.contract import Keys
from feelingit.types import Images


def keys_of(images: Images) -> Keys:
    """Give each picture a number that depends on its pixels alone, `uint64 [n]`."""
    digests = [hashlib.blake2b(image.tobytes(), digest_size=8).digest() for image in images]
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)


def generator_for(key: int, seed: int, name: str) -> np.random.Generator:
    """Give the source of chance of one face under one covering."""
    # SFC64 starts in a fraction of the time of numpy's default; a face draws few numbers.
    entropy = [seed, key & 0xFFFFFFFF, key >> 32, zlib.crc32(name.encode())]
    return np.random.Generator(np.random.SFC64(entropy))
