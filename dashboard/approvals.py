"""The approval of a press sheet from its page: a form that writes into the register of published figures."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from dashboard import guard, presssheet
from dashboard.content import Contents
from dashboard.roles import MAY_APPROVE, ROLES, visitor
from dashboard.state import misread, query_of
from dashboard.view import View
from pipelines.errors import EnvironmentProblem, NotAvailable, UsageProblem, because

PAGE = "/presse"
FIELDS = ("stand", "rundung", "sperrtag", "sperrzeit")
_NEWER = "Inzwischen sind neuere Zahlen freigegeben; bitte das Presseblatt neu laden und noch einmal prüfen."
_NOT_WRITTEN = (
    "Das Register der veröffentlichten Zahlen lässt sich von hier nicht schreiben ({reason}); "
    "bitte bei der Administration melden oder mit «zgm press --approved-by NAME» freigeben."
)
Told = Callable[[int, str], Response]


def install(server: Flask, contents: Contents, told: Told) -> None:
    """Add the address. told: status and sentence → a page that says so."""

    @server.post(guard.APPROVAL)
    def approve() -> AnyResponse:
        if not visitor().may_approve:
            who = ", ".join(name for role, name in ROLES.items() if role in MAY_APPROVE)
            return told(403, f"Ein Presseblatt geben nur frei: {who}.")
        view = contents.view(PAGE, urlencode({word: request.form.get(word, "") for word in FIELDS}))
        try:
            _require_seen(view, request.form.get("freigabe", ""))
            presssheet.approve(view, request.form.get("name", ""))
        except (UsageProblem, NotAvailable) as problem:
            return told(400, str(problem))
        except EnvironmentProblem as problem:
            return told(503, str(problem))
        except OSError as error:  # the account of the pages may not write there: docs/DEPLOYMENT.md
            return told(503, _NOT_WRITTEN.format(reason=because(error)))
        guard.note_act(f"{guard.APPROVAL}{query_of(view.state)}")
        return redirect(f"{PAGE}{query_of(view.state)}#freigabe", 303)


def _require_seen(view: View, release: str) -> None:
    """Approved is what was read: another release, or another Stichtag than the one sent, is not."""
    if view.edition.id != release:
        raise NotAvailable(_NEWER)
    if wrong := misread(view.state):
        raise UsageProblem(f"{wrong}; bitte das Presseblatt neu laden und noch einmal prüfen.")
