/* What the browser adds to a page that is complete without it: the change to the living page, German words for the
   interactive charts, waking a chart when a reader turns to it, and a note when newer figures are there. */
"use strict";
(function () {
  window.PlotlyLocales = [{
    moduleType: "locale", name: "de", dictionary: {
      "Autoscale": "Automatisch", "Box Select": "Rechteck wählen", "Click to enter Plot title": "Titel",
      "Compare data on hover": "Werte vergleichen", "Double-click on legend to isolate one trace": "Doppelklick zeigt nur diese Reihe",
      "Double-click to zoom back out": "Doppelklick zeigt wieder alles", "Pan": "Verschieben", "Reset axes": "Ansicht zurücksetzen",
      "Show closest data on hover": "Nächsten Wert zeigen", "Zoom": "Ausschnitt", "Zoom in": "Näher", "Zoom out": "Weiter weg"
    },
    format: {
      days: ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"],
      shortDays: ["So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"],
      months: ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
      shortMonths: ["Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"],
      date: "%d.%m.%Y", decimal: ",", thousands: "."
    }
  }];

  /* The page stands as plain HTML; when Dash has built the same page, it takes that place in one step. */
  function takeOver() {
    var before = document.getElementById("vorab"), after = document.getElementById("dash");
    if (!before || !after || !after.querySelector("#seite h1")) { return false; }
    var focused = before.contains(document.activeElement) ? document.activeElement.id : "";
    var open = Array.from(before.querySelectorAll("details")).map(function (part) { return part.open; });
    before.remove();
    after.hidden = false;
    Array.from(after.querySelectorAll("details")).forEach(function (part, at) { part.open = Boolean(open[at]); });
    var again = focused && document.getElementById(focused);
    if (again) { again.focus({ preventScroll: true }); }
    document.documentElement.dataset.bereit = "ja";
    return true;
  }
  if (!takeOver()) {
    var watcher = new MutationObserver(function () { if (takeOver()) { watcher.disconnect(); } });
    watcher.observe(document.getElementById("dash") || document.body, { childList: true, subtree: true });
  }

  /* New content replaces the controls; the reader's place on the keyboard stays where it was. */
  var used = { id: "", at: 0, text: null };
  function use(event) {
    var same = used.id === event.target.id;
    used = { id: event.target.id, at: Date.now(), text: event.type === "input" ? event.target.value : same ? used.text : null };
  }
  ["focusin", "input", "change"].forEach(function (kind) { document.addEventListener(kind, use); });
  /* What was being typed while the answer to the field before came in stays typed. */
  function retype(field) {
    if (used.text === null || field.tagName !== "INPUT" || field.value === used.text) { return; }
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, used.text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function comeBack() {
    if (!used.id || document.activeElement !== document.body || Date.now() - used.at > 5000) { return; }
    var same = document.getElementById(used.id), text = used.text;
    if (same) { same.focus({ preventScroll: true }); used.text = text; retype(same); }
  }
  /* Later, not at once: between leaving one field and reaching the next the focus is nowhere for a moment. */
  new MutationObserver(function () { setTimeout(comeBack, 0); })
    .observe(document.getElementById("inhalt"), { childList: true, subtree: true });

  /* Pictures below the first view are fetched when a reader comes near, or prints. */
  function fetchPicture(image) {
    image.src = image.dataset.bild;
    image.parentElement.querySelector("source").srcset = image.dataset.schmal;
  }
  var near = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) { if (entry.isIntersecting) { fetchPicture(entry.target); near.unobserve(entry.target); } });
  }, { rootMargin: "600px" });
  function watchPictures() {
    document.querySelectorAll("#seite img[data-bild]").forEach(function (image) {
      if (image.dataset.gezeigt !== image.dataset.bild) { image.dataset.gezeigt = image.dataset.bild; near.observe(image); }
    });
  }
  new MutationObserver(watchPictures).observe(document.getElementById("inhalt"),
    { childList: true, subtree: true, attributes: true, attributeFilter: ["data-bild"] });
  window.addEventListener("beforeprint", function () { document.querySelectorAll("img[data-bild]").forEach(fetchPicture); });

  /* A reader who rests on a chart gets the interactive one; a short pass across it loads nothing. */
  var resting = 0;
  function wake(event) {
    var figure = event.target.closest && event.target.closest("figure");
    clearTimeout(resting);
    if (!figure || figure.dataset.wach || !event.target.closest(".bild")) { return; }
    resting = setTimeout(function () {
      var button = figure.querySelector(".knopf");
      if (button && !figure.dataset.wach) { button.click(); }
    }, 600);
  }
  if (window.matchMedia("(hover: hover)").matches && !(navigator.connection && navigator.connection.saveData)) {
    document.addEventListener("pointerover", wake);
  }
  document.addEventListener("click", function (event) {
    var figure = event.target.closest && event.target.closest("figure");
    if (figure && event.target.closest(".knopf")) { figure.dataset.wach = "ja"; }
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest(".kopieren");
    if (!button) { return; }
    navigator.clipboard.writeText(button.dataset.text).then(function () {
      button.firstChild.textContent = "Kopiert";
      setTimeout(function () { button.firstChild.textContent = "Kopieren"; }, 3000);
    });
  });

  /* Open pages learn of a new release within two minutes. */
  function ask() {
    if (document.hidden) { return; }
    fetch("/health/release").then(function (answer) { return answer.json(); }).then(function (now) {
      var place = document.getElementById("neuer-stand");
      if (now.release && now.release !== document.body.dataset.freigabe && place && !place.firstChild) {
        var link = document.createElement("a");
        link.href = location.href;
        link.textContent = "Seite neu laden";
        place.append("Neuer Datenstand vorhanden. ", link);
      }
    }).catch(function () { /* the server is being restarted; the next question comes in two minutes */ });
  }
  setInterval(ask, 120000);
  document.addEventListener("visibilitychange", ask);
})();
