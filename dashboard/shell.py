"""The frame around every page: language, title, skip link, landmarks, navigation, footer. Plain HTML, no scripts."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from html import escape
from pathlib import Path

from dashboard.pages import pages
from dashboard.reading import Edition
from dashboard.roles import ROLES, Visitor
from pipelines.publish import german
from pipelines.publish.exports import INTERNAL
from pipelines.settings import Settings

PRODUCT = "Zielgruppenmonitor"
PUBLIC = "Öffentliche Zahlen"
# Of what Dash brings nobody here needs: help for browsers without security updates (34 kB), its own tables (9 kB).
_UNUSED = re.compile(r'<script src="[^"]*(?:polyfill@|/dash_table/)[^"]*"></script>\n?')
# Where Dash puts its page. Dash's own holds «Loading...»; here the page is there already.
_ENTRY = '<div id="dash" hidden><div id="react-entry-point"></div></div>'
_ASSETS = Path(__file__).with_name("assets")

_STATEMENT = (
    '<li><a href="/barrierefreiheit">Erklärung zur Barrierefreiheit</a></li>'
    '<li><a href="/barrierefreiheit#rueckmeldung">Barriere oder Fehler melden</a></li>'
)
_WITHOUT_SCRIPTS = ".nur-mit-skript{display:none!important}.nur-ohne-skript{display:revert!important}"


def frame(
    path: str,
    title: str,
    body: str,
    settings: Settings,
    edition: Edition | None,
    dash: dict[str, str],
    visitor: Visitor | None,
) -> str:
    """The whole HTML document. body: the page before scripts run. dash: the pieces Dash needs (empty: no scripts).
    visitor: None before the login.
    """
    notice = settings["city.sample_notice"]
    release = escape(edition.id) if edition else ""
    scripts = "".join(dash.get(name, "") for name in ("config", "scripts", "renderer"))
    later = (
        f'<template id="spaeter">{_UNUSED.sub("", scripts)}</template><script>{starter()}</script>'
        if dash
        else ""
    )
    entry = _ENTRY if dash else ""
    return f"""<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
<title>{escape(title)} · {PRODUCT} {escape(settings["city.name"])}</title>
<link rel="icon" href="/assets/zeichen.svg" type="image/svg+xml">
<style>{_style()}</style>
<noscript><style>{_WITHOUT_SCRIPTS}</style></noscript>
</head>
<body data-freigabe="{release}"{' data-darf="freigeben"' if visitor and visitor.may_approve else ""}>
<a class="sprung" href="#inhalt">Zum Inhalt springen</a>
<header>
{f'<p class="beispiel" role="note">{escape(notice)}</p>' if notice else ""}
{_demo(path, visitor)}
<div class="kopf"><div class="rahmen">
<p class="marke-produkt"><a href="/">{PRODUCT}</a> <span>{escape(settings["city.name"])}</span></p>
<div class="dienst"><span>{_marking(path, visitor)}</span>{_leave(visitor)}</div>
{_navigation(path, visitor)}
</div></div></header>
<div id="neuer-stand" class="rahmen" role="status"></div><p id="angesagt" class="nur-vorgelesen" role="status"></p>
<main id="inhalt" class="rahmen" tabindex="-1"><div id="vorab">{body}</div>{entry}</main>
<footer class="fuss"><div class="rahmen">{_footer(path, settings, edition, visitor)}</div></footer>
{later}
</body>
</html>"""


@cache
def _style() -> str:
    """The stylesheet, without comments and idle blanks. It is small and travels with the page: the first paint waits
    for nothing else, and a page fits into what a server sends before the first answer (about 14 kB).
    """
    text = re.sub(r"/\*.*?\*/", "", (_ASSETS / "stil.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r" ?([{};,>]) ?", r"\1", re.sub(r"\s+", " ", text)).strip()


@cache
def starter() -> str:
    """The one script within the page: fetches the script of the first view once the page is painted, so that on a slow
    line the text does not share it, and notes whether the reader turned to the page before.

    The browser says when it has painted text (a frame that was asked for is not yet on the screen, the first paint may
    be the bare ground); where it does not, or the tab is in the background, the script comes a second later. The other
    script fetches Dash later. Its address changes with its content.
    """
    version = hashlib.sha256((_ASSETS / "seite.js").read_bytes()).hexdigest()[:12]
    return (
        '"pointermove pointerdown keydown focusin change scroll".split(" ").forEach(function(kind){'
        "document.addEventListener(kind,function(){window.zugewandt=true},{capture:true,once:true,passive:true})});"
        "(function(){var begun=false;function begin(){if(begun)return;begun=true;"
        'var script=document.createElement("script");'
        f'script.src="/assets/seite.js?m={version}";document.body.append(script)}}'
        "setTimeout(begin,1000);"
        "if(window.PerformanceObserver)new PerformanceObserver(function(list){"
        'if(list.getEntriesByName("first-contentful-paint").length)begin()})'
        '.observe({type:"paint",buffered:true})})();'
    )


def _marking(path: str, visitor: Visitor | None) -> str:
    """What kind of figures the page holds; before the login it holds none."""
    page = pages().get(path)
    if visitor is None:
        return ""
    return PUBLIC if visitor.world == "public" or (page and page.public) else INTERNAL


def _demo(path: str, visitor: Visitor | None) -> str:
    """Without a login the page says so, and shows what each role would see."""
    if visitor is None or visitor.how != "none":
        return ""
    options = "".join(
        f'<option value="{role}"{" selected" if role == visitor.role else ""}>{escape(name)}</option>'
        for role, name in ROLES.items()
    )
    return f"""<form class="vorfuehrung" action="/rolle" method="post" aria-label="Rolle wechseln">
<span>Vorführung ohne Anmeldung, nur auf diesem Rechner.</span>
<input type="hidden" name="weiter" value="{escape(path)}">
<label for="rolle">Ansicht als</label> <select id="rolle" name="rolle" class="form-select">{options}</select>
<button class="knopf" type="submit">Wechseln</button></form>"""


def _leave(visitor: Visitor | None) -> str:
    if visitor is None or not visitor.user:
        return ""
    who = f" · {escape(visitor.user)}, {escape(ROLES.get(visitor.role, ''))}"
    if visitor.how != "accounts":
        return who
    button = '<button class="knopf leise" type="submit">Abmelden</button>'
    return f'{who} <form action="/abmelden" method="post">{button}</form>'


def _navigation(path: str, visitor: Visitor | None) -> str:
    if visitor is None:
        return ""
    items = []
    for page in pages().values():
        if page.in_navigation:
            current = ' aria-current="page"' if page.path == path else ""
            items.append(f'<li><a href="{page.path}"{current}>{escape(page.title)}</a></li>')
    return f'<nav aria-label="Seiten"><ul>{"".join(items)}</ul></nav>'


def _footer(path: str, settings: Settings, edition: Edition | None, visitor: Visitor | None) -> str:
    named = (
        f"{PRODUCT} der Stadt {settings['city.name']}",
        _marking(path, visitor),
        settings["city.sample_notice"],
    )
    # A page without figures has no state; whether there is a release at all, its text says.
    state = (
        f"<p>Datenstand {german.day(edition.data_as_of)} · Freigabe {escape(edition.id)}</p>"
        if edition
        else ""
    )
    contact = escape(settings["city.contact"])
    return f"<p>{escape(' · '.join(filter(None, named)))}</p>{state}<p>Verantwortlich: {contact}</p>" + (
        _links() if visitor else f"<ul>{_STATEMENT}</ul>"
    )


def _links() -> str:
    return f'<ul>{_STATEMENT}<li><a href="/daten#katalog">Alle Definitionen</a></li></ul>'
