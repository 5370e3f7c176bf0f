import pytest

from feelingit.study.control_trainings import controls, judged

from .conftest import MakeContext

GIVEN = "seeds = [1]\nshuffled = 30\n"


def test_networks_of_bare_faces_are_judged(make_context: MakeContext) -> None:
    found = [training.model_id for training in judged(make_context().settings)]
    assert found == ["vgg16-baseline-s0", "compact-baseline-s0"]


def test_with_control_goes_before_without(make_context: MakeContext) -> None:
    plain = '[[trainings]]\nname = "plain"\ncontrol = false\n\n[[trainings]]\nname = "baseline"'
    context = make_context(('[[trainings]]\nname = "baseline"', plain))
    assert [training.arm.name for training in judged(context.settings)] == ["baseline"] * 2


def test_where_none_is_of_bare_faces_the_first_is_judged(make_context: MakeContext) -> None:
    context = make_context(('name = "baseline"', 'name = "eyes"\ntrain_on = ["lower_face"]'))
    assert [training.arm.name for training in judged(context.settings)] == ["eyes"] * 2


def test_a_study_trains_no_controls_unless_told_to(make_context: MakeContext) -> None:
    assert controls(make_context((GIVEN, "")).settings) == []


def test_controls_are_other_seeds_and_shuffled_labels(make_context: MakeContext) -> None:
    text = "seeds = [1, 2]\nshuffled = 30\n"
    context = make_context((GIVEN, text))
    assert [control.model_id for control in controls(context.settings)] == [
        *("vgg16-baseline-s1", "vgg16-baseline-s2", "vgg16-baseline-s0-shuffled"),
        *("compact-baseline-s1", "compact-baseline-s2", "compact-baseline-s0-shuffled"),
    ]


def test_a_seed_that_the_study_has_is_not_trained_again(make_context: MakeContext) -> None:
    several = ('claim = "Everything works."', 'claim = "Everything works."\nseeds = [0, 1]')
    context = make_context(several, (GIVEN, "seeds = [1, 2]\n"))
    found = {control.model_id for control in controls(context.settings)}
    assert found == {"vgg16-baseline-s2", "compact-baseline-s2"}


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (('"gradient"]', '"grad_cm"]'), "did you mean grad_cam"),
        (('"gradient"]', '"gradient:stage2"]'), "gradient looks at no layer"),
        (('conditions = ["lower_face"]', 'conditions = ["eyes"]'), "which is not tested"),
    ],
)
def test_what_cannot_be_mapped_is_said(
    make_context: MakeContext, edit: tuple[str, str], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        make_context(edit)
