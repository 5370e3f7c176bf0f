"""Train the face detector that ships: `predict/detectors/finder.onnx`."""
