"""How well detectors find faces: pictures made for it, and the figures of `docs/detectors.md`."""
