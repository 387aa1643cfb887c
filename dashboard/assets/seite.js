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

  /* Parts of the page that never change come as text, not as thousands of components; here they are put in their place.
     What was put in is remembered, so that it goes when the text changes and nothing that Dash made goes with it. */
  var settled = new WeakMap();
  function settle(part) {
    (settled.get(part) || []).forEach(function (node) { node.remove(); });
    var inside = document.createElement("template");
    inside.innerHTML = part.dataset.still || "";
    var nodes = Array.from(inside.content.childNodes);
    part.append.apply(part, nodes);
    settled.set(part, nodes);
  }
  function settleAll(root) {
    if (root.nodeType !== Node.ELEMENT_NODE) { return; }
    if (root.dataset.still !== undefined) { settle(root); }
    root.querySelectorAll("[data-still]").forEach(settle);
  }
  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      if (change.type === "attributes") { settle(change.target); } else { change.addedNodes.forEach(settleAll); }
    });
  }).observe(document.getElementById("inhalt"),
    { childList: true, subtree: true, attributes: true, attributeFilter: ["data-still"] });

  /* The page stands as plain HTML and is whole without Dash. Dash is fetched when a reader turns to the page, or after
     ten quiet seconds: who only reads, on however slow a computer, never waits for it. */
  var TURNS = ["pointermove", "pointerdown", "keydown", "focusin", "change", "scroll"], QUIET = 10000;
  function fetchDash() {
    var later = document.getElementById("spaeter");
    TURNS.forEach(function (kind) { document.removeEventListener(kind, fetchDash, true); });
    if (!later) { return; }
    later.remove();
    var scripts = Array.from(later.content.querySelectorAll("script")).map(living);
    var files = scripts.filter(function (script) { return script.src; });
    var inline = scripts.filter(function (script) { return !script.src; });
    files.forEach(function (script) { script.onerror = withoutDash; });
    files[files.length - 1].onload = function () { document.body.append.apply(document.body, inline); };
    document.body.append.apply(document.body, files);
  }
  /* A script out of a template never runs; a copy does. In order, but fetched side by side. */
  function living(still) {
    var script = document.createElement("script");
    still.getAttributeNames().forEach(function (name) { script.setAttribute(name, still.getAttribute(name)); });
    script.text = still.text;
    script.async = false;
    return script;
  }
  /* The controls are a form; with its button they work without Dash. */
  function withoutDash() { document.documentElement.dataset.ohneDash = "ja"; }
  TURNS.forEach(function (kind) { document.addEventListener(kind, fetchDash, { capture: true, passive: true }); });
  setTimeout(fetchDash, window.zugewandt ? 0 : QUIET); /* who turned to the page before this script was there */

  /* What a reader did before Dash was there is done again afterwards: fields changed, the button pressed last. */
  var first = document.getElementById("vorab"), changed = new Set(), pressed = null, list = null;
  var PLACES = "a, button, input, select, textarea, summary, [tabindex]";
  if (first) {
    ["input", "change"].forEach(function (kind) {
      first.addEventListener(kind, function (event) { changed.add(event.target); });
    });
    ["pointerdown", "keydown"].forEach(function (kind) {
      first.addEventListener(kind, function (event) { if (event.key !== "Tab") { list = event.target.closest("select"); } });
    });
    first.addEventListener("click", function (event) {
      pressed = event.target.closest("button[type=button]:not(.kopieren)") || pressed;
    });
  }
  function put(field, value) {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, value);
    field.dispatchEvent(new Event(field.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
  }

  /* When Dash has built the same page, it takes the place of the first one in one step. */
  function takeOver() {
    var after = document.getElementById("dash"), at = document.activeElement;
    if (!first || !after || !after.querySelector("#seite h1")) { return false; }
    if (list && list === at && !changed.has(at)) { return false; } /* it may be open */
    var old = Array.from(first.querySelectorAll(PLACES)), now = Array.from(after.querySelectorAll(PLACES));
    function same(place) { return now[old.indexOf(place)]; }
    showAgain(first, after);
    first.remove();
    after.hidden = false;
    if (same(at)) { same(at).focus({ preventScroll: true }); }
    setTimeout(function () {
      changed.forEach(function (field) { if (same(field)) { put(same(field), field.value); } });
      if (same(pressed)) { same(pressed).click(); }
    }, 0);
    document.documentElement.dataset.bereit = "ja";
    fetchPicturesSoon();
    return true;
  }
  /* What was unfolded stays so, and pictures that were there do not vanish. */
  function showAgain(before, after) {
    var details = after.querySelectorAll("details"), pictures = after.querySelectorAll("figure img");
    before.querySelectorAll("details").forEach(function (part, at) { details[at].open = part.open; });
    before.querySelectorAll("figure img").forEach(function (image, at) {
      if (image.naturalWidth) { pictures[at].loading = "eager"; }
    });
  }
  if (first) {
    var watcher = new MutationObserver(tryIt);
    watcher.observe(document.getElementById("dash") || document.body, { childList: true, subtree: true });
    ["focusout", "change"].forEach(function (kind) {
      first.addEventListener(kind, function () { setTimeout(tryIt, 0); });
    });
  }
  function tryIt() { if (first.isConnected && takeOver()) { watcher.disconnect(); } }

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
    put(field, used.text);
  }
  function comeBack() {
    if (!used.id || document.activeElement !== document.body || Date.now() - used.at > 5000) { return; }
    var same = document.getElementById(used.id), text = used.text;
    if (same) { same.focus({ preventScroll: true }); used.text = text; retype(same); }
  }
  /* Later, not at once: between leaving one field and reaching the next the focus is nowhere for a moment. */
  new MutationObserver(function () { setTimeout(comeBack, 0); })
    .observe(document.getElementById("inhalt"), { childList: true, subtree: true });

  /* Pictures below the first view are fetched when a reader comes near, or prints; a printer does not always wait for
     them, so once the reader has turned to the page they are fetched in a quiet moment. */
  function fetchPictures() {
    document.querySelectorAll("img[loading]").forEach(function (image) { image.loading = "eager"; });
  }
  function fetchPicturesSoon() {
    if (navigator.connection && navigator.connection.saveData) { return; }
    setTimeout(function () { (window.requestIdleCallback || setTimeout)(fetchPictures); }, 2000);
  }
  window.addEventListener("beforeprint", fetchPictures);

  /* A reader who rests on a chart gets the interactive one; a short pass across it loads nothing. */
  var resting = 0;
  function wake(event) {
    var figure = event.target.closest && event.target.closest("figure");
    clearTimeout(resting);
    if (!figure || figure.dataset.wach || !event.target.closest(".bild")) { return; }
    resting = setTimeout(function () {
      var button = figure.querySelector(".knopf");
      if (button && button.offsetParent && !figure.dataset.wach) { button.click(); }
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

  /* A sentence over the page, with the way to load it anew; an address with a place in it would only scroll there. */
  function tell(sentence) {
    var place = document.getElementById("neuer-stand");
    if (!place || place.firstChild) { return; }
    var link = document.createElement("a");
    link.href = location.href;
    link.textContent = "Seite neu laden";
    link.addEventListener("click", function (event) { event.preventDefault(); location.reload(); });
    place.append(sentence + " ", link);
  }

  /* Dash says nothing when the server does not answer or the session is over: the choice would show what the chart does
     not. And who does not see the page hears what it shows after a choice. */
  var fetched = window.fetch, chosen = false;
  var SILENT = "Der Server hat nicht geantwortet; hier steht noch, was vorher da war.";
  function recovered() {
    var place = document.getElementById("neuer-stand");
    if (place && place.textContent.indexOf(SILENT) === 0) { place.replaceChildren(); }
  }
  document.addEventListener("change", function (event) { chosen = chosen || event.target.matches(".filter select"); });
  function announce() {
    var heading = document.querySelector("#dash .block h2, #dash .dokument h3") || document.querySelector("#dash h1");
    if (heading) { document.getElementById("angesagt").textContent = "Angezeigt: " + heading.textContent; }
  }
  window.fetch = function (address, sent) {
    var answer = fetched.apply(window, arguments);
    if (String(address).indexOf("_dash-update-component") < 0) { return answer; }
    var page = String(sent && sent.body).indexOf('"output":"seite.children"') >= 0, asked = chosen && page;
    chosen = chosen && !asked;
    var failed = function () { tell(SILENT); };
    answer.then(function (got) {
      if (!got.ok) { failed(); return; }
      if (page) { recovered(); }
      if (asked) { setTimeout(announce, 300); }
    }, failed);
    return answer;
  };

  /* Open pages learn of a new release within two minutes. */
  function ask() {
    if (document.hidden) { return; }
    fetch("/health/release").then(function (answer) { return answer.json(); }).then(function (now) {
      if (now.release && now.release !== document.body.dataset.freigabe) { tell("Neuer Datenstand vorhanden."); }
    }).catch(function () { /* the server is being restarted; the next question comes in two minutes */ });
  }
  setInterval(ask, 120000);
  document.addEventListener("visibilitychange", ask);
})();
