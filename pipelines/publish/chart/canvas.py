"""A sheet of SVG: elements, colours for light, dark, print and forced colours, and text that fits.

Colours are CSS variables inside the picture, so one file serves every colour scheme. Series differ by dash as
well as by colour; the palette stays apart for every colour vision.
"""

from __future__ import annotations

from html import escape

PALETTE = ("#0072B2", "#D55E00", "#1b2430", "#009E73")
DARK_PALETTE = ("#5db5ea", "#ff9a4d", "#e8ecf1", "#3fd0a4")
_INK = ("#005a8d", "#a34700", "#1b2430", "#00704f")  # the palette, dark enough for text on white
DASHES = ("", "7 3", "2 3", "9 3 2 3")
TEXT_SIZE = 13
_CHARACTER = 0.56  # mean width of a character over its size in the usual system fonts
_BOLD_CHARACTER = 0.64

_LIGHT = "--t:#1b2430;--m:#4d5866;--g:#dde2e8;--bg:#ffffff;--a:#f0f2f5;"
_DARK = "--t:#e8ecf1;--m:#b4bdc8;--g:#333d49;--bg:#12181f;--a:#222b35;"


def _variables(palette: tuple[str, ...], ink: tuple[str, ...]) -> str:
    colours = zip(palette, ink, strict=True)
    return "".join(f"--s{at}:{colour};--x{at}:{dark};" for at, (colour, dark) in enumerate(colours))


_STYLE = (
    f"svg{{{_LIGHT}{_variables(PALETTE, _INK)}color-scheme:light dark}}"
    f"@media (prefers-color-scheme:dark){{svg{{{_DARK}{_variables(DARK_PALETTE, DARK_PALETTE)}}}}}"
    "text{font-family:system-ui,'Segoe UI',Roboto,'Liberation Sans',Arial,sans-serif;"
    f"font-size:{TEXT_SIZE}px;fill:var(--t)}}"
    ".m{fill:var(--m)}.b{font-weight:600}.e{text-anchor:end}.c{text-anchor:middle}"
    ".g{stroke:var(--g);fill:none}.z{stroke:var(--m);fill:none}"
    ".l{fill:none;stroke-width:2.2;stroke-linejoin:round}.v{stroke:var(--m);stroke-dasharray:2 3;fill:none}"
    ".t{stroke:var(--t);stroke-width:1.4;stroke-dasharray:8 5;fill:none}.i{fill:var(--a)}"
    ".o{stroke:var(--bg);stroke-width:4;fill:none}"
    ".h{paint-order:stroke;stroke:var(--bg);stroke-width:4px;stroke-linejoin:round}.n{fill:var(--bg);stroke:var(--m)}.p{fill:var(--bg)}"
    + "".join(
        f".s{at}{{stroke:var(--s{at})}}.f{at}{{fill:var(--s{at})}}.x{at}{{fill:var(--x{at})}}"
        for at in range(4)
    )
    + "@media (forced-colors:active){svg{--t:CanvasText;--m:CanvasText;--g:GrayText;--bg:Canvas;--a:Canvas;"
    + "".join(f"--s{at}:CanvasText;--x{at}:CanvasText;" for at in range(4))
    # Without colours, areas differ as full, hollow and grey.
    + "}.f1{fill:Canvas;fill-opacity:1;stroke:CanvasText;stroke-width:1.5}.f2{fill:GrayText;fill-opacity:1}}"
)


def text_width(text: str, size: float = TEXT_SIZE, bold: bool = False) -> float:
    """About how wide a text is, in pixels; used to leave room, never to cut."""
    return len(text) * size * (_BOLD_CHARACTER if bold else _CHARACTER)


def wrapped(text: str, width: float, size: float = TEXT_SIZE) -> list[str]:
    """The text in lines that fit into `width` pixels, broken at blanks."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


class Canvas:
    """Collects elements from top to bottom; `height` grows as they are added."""

    def __init__(self, width: int, style: str = _STYLE) -> None:
        self.width = width
        self.height = 0.0
        self._style = style
        self._parts: list[str] = []

    def text(self, x: float, y: float, text: str, classes: str = "", size: float | None = None) -> None:
        """A line of text with its baseline at y."""
        style = f' style="font-size:{size:g}px"' if size else ""
        self._parts.append(f'<text x="{x:.1f}" y="{y:.1f}" class="{classes}"{style}>{escape(text)}</text>')

    def line(self, x1: float, y1: float, x2: float, y2: float, classes: str) -> None:
        self._parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{classes}"/>'
        )

    def box(
        self, x: float, y: float, width: float, height: float, classes: str, opacity: float = 1.0
    ) -> None:
        faint = f' fill-opacity="{opacity:.2f}"' if opacity < 1 else ""
        self._parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}" '
            f'class="{classes}"{faint}/>'
        )

    def path(self, places: list[tuple[float, float]], classes: str, dash: str = "") -> None:
        """A polyline; a single place becomes a dot."""
        if len(places) == 1:
            self.dot(*places[0], classes.replace("s", "f", 1) if classes.startswith("s") else classes)
            return
        steps = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self._parts.append(f'<path d="M{steps}" class="l {classes}"{dashes}/>')

    def dot(self, x: float, y: float, classes: str, radius: float = 3.6) -> None:
        self._parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" class="{classes}"/>')

    def finished(self, title: str, description: str) -> str:
        """The SVG file as text."""
        height = round(self.height)
        words = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" lang="de" role="img" '
            f'viewBox="0 0 {self.width} {height}" width="{self.width}" height="{height}">'
            f"{words}<style>{self._style}</style>{''.join(self._parts)}</svg>"
        )


def resolved(picture: str) -> str:
    """An SVG of this module in light, plain colours, for programs that know no CSS variables."""
    light = _LIGHT + _variables(PALETTE, _INK)
    colours = dict(part.split(":") for part in light.split(";") if part)
    start = picture.index("<style>")
    end = picture.index("</style>")
    style = picture[start:end].split("@media", 1)
    classes = style[1][style[1].index("text{") :].split("@media", 1)[0]
    for name, colour in colours.items():
        classes = classes.replace(f"var({name})", colour)
    classes = classes.replace("system-ui,'Segoe UI',Roboto,", "")
    return f"{picture[:start]}<style>{classes}{picture[end:]}"
