"""The network while it learns: the package's `compact`, and a head for the crowd's votes."""

from torch import Tensor, nn

from feelingit.models.compact import compact
from feelingit.models.network import Network
from feelingit.models.settings import ModelSettings
from feelingit.read.ferplus import VOTES
from recipes.classifier.faces import SIDE
from recipes.classifier.recipe import Recipe


class Learner(nn.Module):
    """From faces `float [n, 1, 48, 48]` in 0 to 1 to the logits of emotions and of votes.

    Attributes:
        network: What ships.
        votes: What is forgotten when training ends.
    """

    def __init__(self, recipe: Recipe) -> None:
        super().__init__()
        settings = ModelSettings(architecture="compact", width=recipe.width, dropout=recipe.dropout)
        self.network: Network = compact(settings, SIDE, control=True)
        self.votes = nn.Linear(self.network.head.logits.in_features, len(VOTES))

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Give logits `[n, 7]` and `[n, 10]`."""
        head = self.network.head
        features = head.flatten(head.average(self.network.features(images)))
        return head.logits(head.dropout(features)), self.votes(features)
