/* A guest's visit ends after a quiet quarter of an hour, the session of who works here after a quiet hour. Whoever types is not quiet; other tabs of the visit count too. Nothing is kept in the browser.
   Without this file the style sheet shows the question after 13 minutes, and every page that is opened begins the quarter anew. */
(() => {
  "use strict";

  const box = document.querySelector("[data-quiet]");
  if (!box || !window.fetch) return;
  const form = box.querySelector("form"), words = box.querySelector("[data-quiet-words]");
  const WARN = Number(box.dataset.warn) * 1000, OVER = Number(box.dataset.over) * 1000, MINUTE = 60000;
  const tabs = window.BroadcastChannel ? new BroadcastChannel("bezoek") : null;
  // A form that came back with errors holds text too.
  let heard = Date.now(), asked = 0, typed = Boolean(document.querySelector(".gp-error-summary")), over = false;

  const show = (now) => box.classList.toggle("gp-quiet--now", now);
  const alive = () => { heard = Date.now(); show(false); };

  const extend = async () => {
    if (over || Date.now() - asked < 2000) return;
    asked = Date.now();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" } });
      if (answer.status === 204) { alive(); tabs?.postMessage("alive"); }
    } catch { /* no connection: the next key asks again */ }
  };

  const ended = () => {
    over = true;
    if (!typed) { location.replace(location.href); return; }
    // What was typed stays on the page, to be copied; nothing else of the file does.
    document.title = box.dataset.title || "Uw toegang is gesloten";
    document.querySelectorAll("main > *, .gp-breadcrumbs, .gp-tabs, .gp-statusbar").forEach((part) => {
      part.hidden = !part.matches("form") && !part.querySelector("form textarea, form input:not([type=hidden])");
    });
    words.textContent = box.dataset.words || "Uw toegang is gesloten, omdat er een kwartier niets gebeurde. Kopieer wat u typte. Open daarna de link uit uw mail opnieuw.";
    form.hidden = true;
    box.querySelectorAll("[data-quiet-login]").forEach((part) => { part.hidden = false; });
    show(true);
  };

  const look = () => {
    if (over) return;
    const quiet = Date.now() - heard;
    if (quiet >= OVER) ended();
    else if (quiet >= WARN) show(true);
  };

  box.classList.add("gp-quiet--script");
  box.setAttribute("role", "alert");
  form.removeAttribute("target");
  form.addEventListener("submit", (event) => { event.preventDefault(); extend(); });
  document.addEventListener("input", () => {
    typed = true;
    if (Date.now() - heard > MINUTE) extend();
  });
  document.addEventListener("submit", (event) => { if (event.target !== form) typed = false; });
  document.addEventListener("visibilitychange", look);
  if (tabs) {
    tabs.onmessage = alive;
    tabs.postMessage("alive");
  }
  setInterval(look, 5000);
})();
