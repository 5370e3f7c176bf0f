"""The face detector that ships: how it is brought from MediaPipe's file into ONNX."""
