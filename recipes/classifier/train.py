"""Train the classifier: a bare and a covered view of each face together.

The covered view learns from the face's target and from the answer to its bare view. Resumable:
every epoch ends with a checkpoint, and what an epoch shows depends on the seed and its number
alone, so that a training that was killed goes on as if it had not been.
"""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from feelingit.types import Images
from recipes.classifier.faces import Lesson
from recipes.classifier.network import Learner
from recipes.classifier.recipe import Recipe
from recipes.classifier.validate import Exam, accuracies
from recipes.classifier.views import bare_view, covered_view

MOMENTUM = 0.9
WARM_UP = 0.01
"""The share of the highest rate that training begins with; it is reached after an epoch."""
EXAMINED_EVERY = 3
"""Epochs between looks at the validation faces, which nothing in training depends on."""


class Lessons:
    """All that is learnt from, on one device."""

    def __init__(self, lesson: Lesson, worn: list[Images], recipe: Recipe, device: str) -> None:
        self.device = torch.device(device)
        self.images = torch.from_numpy(lesson.images).to(self.device)
        self.worn = worn
        self.votes = torch.from_numpy(lesson.votes).to(self.device)
        self.targets = targets(lesson, recipe).to(self.device)

    def __len__(self) -> int:
        return len(self.images)


def targets(lesson: Lesson, recipe: Recipe) -> Tensor:
    """Mix label and crowd, and spread a little over all emotions; `float32 [n, 7]`."""
    crowd = torch.from_numpy(lesson.crowd)
    label = F.one_hot(torch.from_numpy(lesson.labels), crowd.shape[1]).float()
    mixed = (1 - recipe.crowd) * label + recipe.crowd * crowd
    return (1 - recipe.smoothing) * mixed + recipe.smoothing / crowd.shape[1]


class Training:
    """One training, as far as it has come.

    Args:
        recipe: What it depends on.
        checkpoint: Where it is kept; gone on from, if it is there.
        lessons: What it learns from.
        teacher: Answers to bare views with logits, if there is one.
    """

    def __init__(
        self, recipe: Recipe, checkpoint: Path, lessons: Lessons, teacher: Learner | None = None
    ) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe, self.checkpoint, self.lessons = recipe, checkpoint, lessons
        self.teacher = teacher
        self.learner = Learner(recipe).to(lessons.device, memory_format=torch.channels_last)
        self.average = Learner(recipe).to(lessons.device, memory_format=torch.channels_last)
        self.average.load_state_dict(self.learner.state_dict())
        self.average.eval()
        self.optimizer = _optimizer(self.learner, recipe)
        self.epoch = 0
        self.seen: list[dict[str, float]] = []
        if checkpoint.exists():
            self._restore()

    def run(self, exam: Exam) -> Learner:
        """Train to the end and give the running average, in eval mode."""
        last = self.recipe.epochs + self.recipe.again
        while self.epoch < last:
            began = time.monotonic()
            loss = self._epoch()
            self.epoch += 1
            line = f"{self.checkpoint.stem} {self.epoch}/{last}: loss {loss:.4f}"
            if self.epoch % EXAMINED_EVERY == 0 or self.epoch == last:
                found = accuracies(self.average.network, exam, self.lessons.device)
                self.seen.append({"epoch": self.epoch, "loss": loss, **found})
                line += "".join(f", {name} {value:.2%}" for name, value in found.items())
            self._save()
            print(f"{line}, {time.monotonic() - began:.0f} s", flush=True)
        return self.average

    def _epoch(self) -> float:
        recipe, lessons = self.recipe, self.lessons
        self.learner.train()
        seed = recipe.seed * 10_000 + self.epoch
        torch.manual_seed(seed)  # what dropout draws from
        generator = torch.Generator(lessons.device).manual_seed(seed)
        order = np.random.default_rng((recipe.seed, self.epoch)).permutation(len(lessons))
        worn = lessons.worn[self.epoch % len(lessons.worn)]
        steps = len(order) // recipe.batch_size
        total = torch.zeros((), device=lessons.device)
        for step in range(steps):
            for group in self.optimizer.param_groups:
                group["lr"] = rate_after(recipe, self.epoch + step / steps)
            rows = order[step * recipe.batch_size : (step + 1) * recipe.batch_size]
            loss = self._loss(rows, worn, generator)
            self.optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.learner.parameters(), 5.0)
            self.optimizer.step()
            done = self.epoch * steps + step
            follow(self.average, self.learner, min(recipe.average, (1 + done) / (10 + done)))
            total += loss.detach()
        return float(total / steps)

    def _loss(self, rows: np.ndarray, worn: Images, generator: torch.Generator) -> Tensor:
        recipe, lessons = self.recipe, self.lessons
        places = torch.from_numpy(rows).to(lessons.device)
        faces = lessons.images[places]
        dressed = torch.from_numpy(worn[rows]).to(lessons.device)
        bare = bare_view(faces, generator)
        covered = covered_view(faces, dressed, generator)
        views = torch.cat((bare, covered)).contiguous(memory_format=torch.channels_last)
        with torch.autocast(lessons.device.type, torch.bfloat16):
            logits, votes = self.learner(views)
        logits, votes = logits.float(), votes.float()
        on_bare, on_covered = logits.chunk(2)
        target = lessons.targets[places]
        if self.teacher is not None:
            target = torch.lerp(target, _answers(self.teacher, bare), recipe.distillation)
        answered = on_bare.detach().softmax(dim=1)
        soft = torch.lerp(target, answered, recipe.consistency)
        guessed = F.cross_entropy(votes, lessons.votes[places].repeat(2, 1))
        return (
            F.cross_entropy(on_bare, target)
            + recipe.covered * F.cross_entropy(on_covered, soft)
            + recipe.votes * guessed
        )

    def _save(self) -> None:
        partial = self.checkpoint.with_suffix(".partial")
        held = {name: part.state_dict() for name, part in self._parts().items()}
        facts = {"recipe": self.recipe.identity(), "epoch": self.epoch, "seen": self.seen}
        torch.save({**facts, **held}, partial)
        partial.replace(self.checkpoint)

    def _restore(self) -> None:
        saved = torch.load(self.checkpoint, weights_only=True, map_location=self.lessons.device)
        if saved["recipe"] != self.recipe.identity():
            raise SystemExit(f"{self.checkpoint} is of another recipe; remove it to start anew")
        for name, part in self._parts().items():
            part.load_state_dict(saved[name])
        self.epoch, self.seen = saved["epoch"], saved["seen"]

    def _parts(self) -> Mapping[str, Any]:
        return {"learner": self.learner, "average": self.average, "optimizer": self.optimizer}


@torch.no_grad()
def _answers(teacher: Learner, views: Tensor) -> Tensor:
    """Ask the teacher about views; `float32 [n, 7]`, probabilities."""
    with torch.autocast(views.device.type, torch.bfloat16):
        logits, _ = teacher(views.contiguous(memory_format=torch.channels_last))
    return logits.float().softmax(dim=1)


def _optimizer(learner: Learner, recipe: Recipe) -> torch.optim.Optimizer:
    decayed = [weight for weight in learner.parameters() if weight.ndim > 1]
    others = [weight for weight in learner.parameters() if weight.ndim <= 1]
    groups = [
        {"params": decayed, "weight_decay": recipe.weight_decay},
        {"params": others, "weight_decay": 0.0},
    ]
    return torch.optim.SGD(groups, lr=recipe.rate, momentum=MOMENTUM, nesterov=True)


def rate_after(recipe: Recipe, epochs: float) -> float:
    """Work out the learning rate after so many epochs."""
    if epochs >= recipe.epochs:
        return recipe.second_rate * max(0.0, 1 - (epochs - recipe.epochs) / recipe.again)
    falling = min(1.0, (1 - epochs / recipe.epochs) / (1 - recipe.hold))
    return recipe.rate * falling * min(1.0, epochs + WARM_UP)


@torch.no_grad()
def follow(average: Learner, learner: Learner, keep: float) -> None:
    """Move the running average towards the weights of now."""
    for mean, now in zip(average.state_dict().values(), learner.state_dict().values(), strict=True):
        if mean.is_floating_point():
            mean.lerp_(now, 1 - keep)
        else:
            mean.copy_(now)
