"""Train the finder. Resumable: each step draws its views by the seed and its number alone."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from recipes.finder.network import Finder, Found
from recipes.finder.targets import Targets, targets
from recipes.finder.views import View


@dataclass(frozen=True)
class Recipe:
    """What decides how training goes.

    The learning rate climbs over `warm_up` steps, stays, and falls straight to nothing over the
    last `cool_down`. Losses of places count by how wrong they are (`focus`, Lin et al. 2017). What
    ships is the running average of the weights.
    """

    steps: int = 4000
    batch_size: int = 48
    rate: float = 3e-3
    warm_up: int = 150
    cool_down: int = 800
    weight_decay: float = 0.02
    focus: float = 2.0
    places_share: float = 1.0
    average: float = 0.998
    kept_every: int = 200
    seed: int = 7


Draw = Callable[[np.random.Generator], View]


def train(draw: Draw, recipe: Recipe, checkpoint: Path) -> Finder:
    """Train, or go on where the checkpoint stands; return the averaged network, in eval mode."""
    cv2.setNumThreads(1)
    torch.manual_seed(recipe.seed)
    network = Finder().to(memory_format=torch.channels_last)
    average = AveragedModel(
        network, multi_avg_fn=get_ema_multi_avg_fn(recipe.average), use_buffers=True
    )
    optimizer = torch.optim.AdamW(
        network.parameters(), lr=recipe.rate, weight_decay=recipe.weight_decay
    )
    parts = {"network": network, "average": average, "optimizer": optimizer}
    began, sums = time.monotonic(), np.zeros(2)
    for step in range(_restore(checkpoint, recipe, parts), recipe.steps):
        optimizer.param_groups[0]["lr"] = rate(recipe, step)
        rng = np.random.default_rng((recipe.seed, step))
        views = [draw(rng) for _ in range(recipe.batch_size)]
        shown = torch.from_numpy(np.stack([view.image for view in views])).float()
        with torch.autocast("cpu", torch.bfloat16):
            found = network(shown)
        chance, places = losses(Found(found.logits.float(), found.places.float()),
                                targets(views), recipe.focus)  # fmt: skip
        optimizer.zero_grad()
        (chance + recipe.places_share * places).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimizer.step()
        average.update_parameters(network)
        sums += chance.item(), places.item()
        if (step + 1) % recipe.kept_every == 0 or step + 1 == recipe.steps:
            _save(checkpoint, recipe, parts, step + 1)
            mean = sums / ((step % recipe.kept_every) + 1)
            took = time.monotonic() - began
            print(f"{step + 1}/{recipe.steps}: chance {mean[0]:.4f}, places {mean[1]:.4f}, "
                  f"{took:.0f} s", flush=True)  # fmt: skip
            began, sums = time.monotonic(), np.zeros(2)
    trained: Finder = average.module.eval()
    return trained


def rate(recipe: Recipe, step: int) -> float:
    """Give the learning rate of a step."""
    left = (recipe.steps - step) / recipe.cool_down
    return recipe.rate * min(1.0, (step + 1) / recipe.warm_up, left)


def losses(found: Found, wanted: Targets, focus: float) -> tuple[Tensor, Tensor]:
    """Weigh what the network answered: of the chances a face, and of the places a face's place."""
    chance, weight, places, scale = (torch.from_numpy(part) for part in wanted)
    plain = F.binary_cross_entropy_with_logits(found.logits, chance, reduction="none")
    sure = torch.exp(-plain)
    faces = chance.sum().clamp(min=1)
    wrong = (weight * (1 - sure) ** focus * plain).sum() / faces
    off = (found.places - places).abs()
    apart = (off[:, :2].sum(dim=1) / scale + 2 * off[:, 2]) * chance
    return wrong, apart.sum() / faces


def _restore(checkpoint: Path, recipe: Recipe, parts: dict[str, torch.nn.Module]) -> int:
    """Load what a checkpoint holds; return how many steps it has gone."""
    if not checkpoint.exists():
        return 0
    saved = torch.load(checkpoint, weights_only=True)
    if saved["recipe"] != asdict(recipe):
        raise SystemExit(f"{checkpoint} belongs to another recipe; remove it to start anew")
    for name, part in parts.items():
        part.load_state_dict(saved[name])
    return int(saved["steps"])


def _save(checkpoint: Path, recipe: Recipe, parts: dict[str, torch.nn.Module], steps: int) -> None:
    partial = checkpoint.with_suffix(".partial")
    held = {name: part.state_dict() for name, part in parts.items()}
    torch.save({"recipe": asdict(recipe), "steps": steps, **held}, partial)
    partial.replace(checkpoint)
