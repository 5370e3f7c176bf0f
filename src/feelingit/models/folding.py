"""Fold batch normalisation into the layers beside it: fewer steps, the same answers.

After training, normalisation scales and shifts each channel by fixed numbers; a convolution
before it, or a linear layer after it, can do that as well.
"""

import copy
from itertools import pairwise
from typing import TypeVar

import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

Module = TypeVar("Module", bound=nn.Module)


def folded(network: Module) -> Module:
    """Copy a trained network with its normalisation folded away; it can only predict then.

    Normalisation that follows a convolution or precedes a linear layer within one `Sequential`
    is folded (dropout between them does nothing after training); any other stays.
    """
    network = copy.deepcopy(network).eval()
    for sequence in [part for part in network.modules() if isinstance(part, nn.Sequential)]:
        acting = [
            (name, layer)
            for name, layer in sequence.named_children()
            if not isinstance(layer, nn.Dropout | nn.Identity)
        ]
        for (name, layer), (following, after) in pairwise(acting):
            if isinstance(layer, nn.Conv2d) and isinstance(after, nn.BatchNorm2d):
                setattr(sequence, name, fuse_conv_bn_eval(layer, after))
                setattr(sequence, following, nn.Identity())
            elif isinstance(layer, nn.BatchNorm1d) and isinstance(after, nn.Linear):
                setattr(sequence, name, nn.Identity())
                setattr(sequence, following, _normalising(after, layer))
    return network


@torch.no_grad()
def _normalising(linear: nn.Linear, norm: nn.BatchNorm1d) -> nn.Linear:
    """Let a linear layer do what normalisation before it did."""
    if norm.running_mean is None or norm.running_var is None:
        raise ValueError("normalisation without running statistics cannot be folded")
    scale = (norm.running_var.double() + norm.eps).rsqrt()
    shift = -norm.running_mean.double() * scale
    if norm.affine:
        scale, shift = scale * norm.weight, shift * norm.weight + norm.bias
    weight = linear.weight.double()
    bias = weight @ shift if linear.bias is None else weight @ shift + linear.bias
    together = nn.Linear(linear.in_features, linear.out_features)
    together.weight.copy_(weight * scale)
    together.bias.copy_(bias)
    return together.to(linear.weight.dtype).eval()
