"""Train the landmark network on hard cases made from the teacher's and the drawn faces.

Resumable: every epoch ends with a checkpoint, and what an epoch shows depends on the seed and
the epoch's number alone, so that a training that was killed goes on as if it had not been.
"""

import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from feelingit.landmarks.points import error
from feelingit.synthetic import draw_faces
from feelingit.types import Landmarks
from recipes.landmarks.covers import Picture
from recipes.landmarks.hard_cases import Batch, batch, scale_of
from recipes.landmarks.labels import load
from recipes.landmarks.network import SIDE, Cascade, LandmarkNetwork

NEAR = 0.1
"""Quality is the chance of a mean distance below this share of the distance between the eyes."""
BF16 = True
"""Whether the stages compute in bfloat16 while they learn."""
DRAWN_SEED = 68_000
"""Of the drawn faces to train with; the measurement draws others."""


@dataclass(frozen=True)
class Recipe:
    """What the training depends on.

    The coarse stage's learning rate falls along the first part of a long cosine, then straight to
    nothing over its last epochs. The fine stage starts from the coarse one's weights and goes
    through cosines, one after the other; in the last, a share `worn` of the faces wears the
    package's coverings.
    """

    coarse_epochs: int = 20
    fine_cycles: tuple[int, ...] = (20, 20, 16)
    batch_size: int = 96
    coarse_rate: float = 2e-3
    fine_rate: float = 1.5e-3
    worn: float = 0.4
    horizon: int = 46
    cool_down: int = 5
    weight_decay: float = 0.05
    warm_up: int = 300
    average: float = 0.999
    quality_share: float = 0.2
    quality_epochs: int = 3
    drawn: int = 4000
    seed: int = 3


def training_faces(images: Path, meshes: Path, recipe: Recipe) -> tuple[Picture, Landmarks]:
    """Put the teacher's training faces and drawn ones together."""
    taught = load(images, meshes, "train")
    drawn = draw_faces(recipe.drawn, SIDE, seed=DRAWN_SEED)
    return (
        np.concatenate((taught.images, drawn.faces.images)),
        np.concatenate((taught.landmarks, drawn.landmarks)),
    )


class State(NamedTuple):
    """What a checkpoint holds: the network, its running average, which is shipped, and AdamW."""

    network: LandmarkNetwork
    average: LandmarkNetwork
    optimizer: torch.optim.Optimizer


class Stage(NamedTuple):
    """One of the two trainings.

    Attributes:
        name: Of its checkpoint.
        epochs: How many.
        goal: The shape onto which faces are brought, if any.
        rate: The learning rate after so many epochs.
        worn_from: The epoch from which some faces wear the package's coverings.
    """

    name: str
    epochs: int
    goal: Landmarks | None
    rate: Callable[[float], float]
    worn_from: int | None = None


def train(faces: Picture, points: Landmarks, recipe: Recipe, work: Path) -> Cascade:
    """Train, or go on where checkpoints stand; return the averaged networks, in eval mode."""
    cv2.setNumThreads(1)
    mean = points.mean(axis=0)
    *before, last = recipe.fine_cycles
    coarse = Stage("coarse", recipe.coarse_epochs, None, partial(_coarse_rate, recipe))
    fine = Stage("fine", sum(before) + last, mean, partial(_fine_rate, recipe), sum(before))
    first = _train_stage(coarse, faces, points, recipe, work, start=None)
    second = _train_stage(fine, faces, points, recipe, work, start=first)
    cascade = Cascade(first, second).eval()
    _train_quality(cascade, faces, points, recipe)
    return cascade


def _coarse_rate(recipe: Recipe, epochs: float) -> float:
    left = min(1.0, (recipe.coarse_epochs - epochs) / recipe.cool_down)
    return recipe.coarse_rate * left * 0.5 * (1 + math.cos(math.pi * epochs / recipe.horizon))


def _fine_rate(recipe: Recipe, epochs: float) -> float:
    for cycle in recipe.fine_cycles:
        if epochs < cycle:
            return recipe.fine_rate * 0.5 * (1 + math.cos(math.pi * epochs / cycle))
        epochs -= cycle
    return 0.0


def _train_stage(
    stage: Stage,
    faces: Picture,
    points: Landmarks,
    recipe: Recipe,
    work: Path,
    *,
    start: LandmarkNetwork | None,
) -> LandmarkNetwork:
    """Train one stage and give its running average."""
    state = _fresh(points, recipe, start)
    checkpoint = work / f"{stage.name}.pt"
    for epoch in range(_restore(checkpoint, recipe, state), stage.epochs):
        began = time.monotonic()
        far, near, quality = _epoch(state, stage, faces, points, recipe, epoch=epoch)
        _save(checkpoint, recipe, state, epoch + 1)
        print(
            f"{stage.name} {epoch + 1}/{stage.epochs}: error {far:.4f}, below a tenth {near:.3f}, "
            f"quality loss {quality:.4f}, {time.monotonic() - began:.0f} s",
            flush=True,
        )
    return state.average.eval()


def _fresh(points: Landmarks, recipe: Recipe, start: LandmarkNetwork | None) -> State:
    torch.manual_seed(recipe.seed)
    network = LandmarkNetwork(points.mean(axis=0))
    if start is not None:
        network.load_state_dict(start.state_dict())
    network = network.to(memory_format=torch.channels_last)
    average = LandmarkNetwork(points.mean(axis=0))
    average.load_state_dict(network.state_dict())
    optimizer = torch.optim.AdamW(
        network.parameters(), lr=recipe.coarse_rate, weight_decay=recipe.weight_decay
    )
    return State(network, average, optimizer)


def _epoch(
    state: State, stage: Stage, faces: Picture, points: Landmarks, recipe: Recipe, *, epoch: int
) -> NDArray[np.float64]:
    """Show every face once; return mean error, share below a tenth, quality's loss."""
    state.network.train()
    rng = np.random.default_rng((recipe.seed, epoch))
    order = rng.permutation(len(faces))
    steps = len(faces) // recipe.batch_size
    worn = 0.0 if stage.worn_from is None or epoch < stage.worn_from else recipe.worn
    figures = np.zeros(3)
    for step in range(steps):
        gone = epoch * steps + step
        warm = min(1.0, (gone + 1) / recipe.warm_up)
        state.optimizer.param_groups[0]["lr"] = warm * stage.rate(gone / steps)
        rows = order[step * recipe.batch_size : (step + 1) * recipe.batch_size]
        shown = batch(rng, faces[rows], points[rows], stage.goal, worn=worn)
        with torch.autocast("cpu", torch.bfloat16, enabled=BF16):
            answered, logits = state.network(torch.from_numpy(shown.images).float())
        loss, judged = _losses(answered.float(), logits.float(), shown, recipe)
        state.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(state.network.parameters(), 5.0)
        state.optimizer.step()
        _follow(state.average, state.network, min(recipe.average, gone / 100))
        figures += judged
    return figures / steps


def _losses(
    answered: Tensor, logits: Tensor, shown: Batch, recipe: Recipe
) -> tuple[Tensor, tuple[float, float, float]]:
    """Weigh the mean distance, which is what the network is judged by, and the quality's loss."""
    face = torch.from_numpy(shown.is_face)
    truth = torch.from_numpy(shown.landmarks)
    scale = torch.from_numpy(scale_of(shown.landmarks))[:, None]
    off = ((answered - truth).square().sum(dim=2) + 1e-2).sqrt() / scale
    near = torch.from_numpy(_near(answered, shown))
    quality = F.binary_cross_entropy_with_logits(logits, near)
    loss = off[face].mean() + recipe.quality_share * quality
    return loss, (off[face].mean().item(), near[face].mean().item(), quality.item())


def _near(answered: Tensor, shown: Batch) -> NDArray[np.float32]:
    off = error(answered.detach().numpy(), shown.landmarks)
    near: NDArray[np.float32] = ((off < NEAR) & shown.is_face).astype(np.float32)
    return near


def _train_quality(cascade: Cascade, faces: Picture, points: Landmarks, recipe: Recipe) -> None:
    """Fit the quality head to the errors of both stages together, as they are shipped."""
    head = cascade.fine.quality
    optimizer = torch.optim.AdamW(head.parameters(), lr=1e-3, weight_decay=0.01)
    steps = len(faces) // recipe.batch_size
    for epoch in range(recipe.quality_epochs):
        rng = np.random.default_rng((recipe.seed, 1000 + epoch))
        order, total = rng.permutation(len(faces)), 0.0
        for step in range(steps):
            share = (epoch * steps + step) / (recipe.quality_epochs * steps)
            optimizer.param_groups[0]["lr"] = 1e-3 * (1 - share)
            rows = order[step * recipe.batch_size : (step + 1) * recipe.batch_size]
            shown = batch(rng, faces[rows], points[rows], worn=recipe.worn)
            with torch.no_grad():
                answered, features = cascade.look(torch.from_numpy(shown.images).float())
            near = torch.from_numpy(_near(answered, shown))
            loss = F.binary_cross_entropy_with_logits(head(features)[:, 0], near)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"quality {epoch + 1}/{recipe.quality_epochs}: loss {total / steps:.4f}", flush=True)


@torch.no_grad()
def _follow(average: LandmarkNetwork, network: LandmarkNetwork, keep: float) -> None:
    for mean, now in zip(average.state_dict().values(), network.state_dict().values(), strict=True):
        if mean.is_floating_point():
            mean.lerp_(now, 1 - keep)
        else:
            mean.copy_(now)


def _restore(checkpoint: Path, recipe: Recipe, state: State) -> int:
    """Load what a checkpoint holds; return how many epochs it has seen."""
    if not checkpoint.exists():
        return 0
    saved = torch.load(checkpoint, weights_only=True)
    if saved["recipe"] != asdict(recipe):
        raise SystemExit(f"{checkpoint} belongs to another recipe; remove it to start anew")
    for name, part in state._asdict().items():
        part.load_state_dict(saved[name])
    return int(saved["epochs"])


def _save(checkpoint: Path, recipe: Recipe, state: State, epochs: int) -> None:
    partial = checkpoint.with_suffix(".partial")
    held = {name: part.state_dict() for name, part in state._asdict().items()}
    torch.save({"recipe": asdict(recipe), "epochs": epochs, **held}, partial)
    partial.replace(checkpoint)
