"""Who above the cases is told that a claim was begun, so that the arrows keep pointing down: the settings of the roof name them.

`CASE_BEGUN` lists functions `(claim, actor, asked)`, `asked` being what the address of the form said beside the programme.
"""

from collections.abc import Mapping

from django.conf import settings
from django.utils.module_loading import import_string

from cases.models import Claim
from stations.models import User


def tell(*, claim: Claim, actor: User, asked: Mapping[str, str]) -> None:
    """Everybody whom the settings name has written down what the claim came from; the caller's transaction holds both."""
    for path in settings.CASE_BEGUN:
        import_string(path)(claim, actor, asked)
