/* Keeps what is typed in a form of a section on the server, a moment after typing stops. "Bewaard om" is only said after the server confirmed it.
   Nothing is kept in the browser. Without this file the form works as before. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-bewaren]");
  if (!form || !window.fetch) return;
  const pick = (name) => form.querySelector(`[data-bewaren-${name}]`);
  const stand = pick("stand"), letOp = pick("let-op"), login = pick("inloggen");
  const AFTER_TYPING = 2500, HEARTBEAT = 30000, RETRY = [4000, 8000, 15000, 30000];
  // A page that nobody types in says nothing any more: it must not keep a visit alive that should end by itself.
  const AT_WORK = 5 * 60 * 1000;
  let at = Date.now(), typed = 0, kept = 0, failed = 0, busy = false, over = false, leaving = false, timer = 0;

  // A line that stays the same is not read out again.
  const say = (element, text) => { if (element.textContent !== text) element.textContent = text; };
  const soon = (wait) => { clearTimeout(timer); if (!over) timer = setTimeout(save, wait); };

  const body = (more) => {
    const sent = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      // Without anything new only the presence is told.
      if (typeof value === "string" && (typed > kept || !name.startsWith("veld_"))) sent.append(name, value);
    }
    for (const name of more || []) sent.append(name, "1");
    return sent;
  };

  // The session ended, or a new one began in another tab: ask the page again for a token that counts.
  const renew = async () => {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (answer.status === 404 || (answer.status === 403 && !answer.redirected)) return "gone";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("input[name=csrfmiddlewaretoken]");
    if (answer.redirected || !answer.ok || !token) return "login";
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => { input.value = token.value; });
    return "well";
  };

  const problem = (text, wait) => {
    say(stand, text);
    failed += 1;
    soon(wait || RETRY[Math.min(failed, RETRY.length) - 1]);
  };

  const refused = async () => {
    const outcome = await renew();
    login.hidden = outcome !== "login";
    if (outcome === "gone") {
      over = true;
      say(stand, "Niet bewaard: u kunt hier niet meer schrijven. Kopieer uw tekst als u die nodig hebt.");
    } else if (outcome === "login") {
      problem("Niet bewaard: u bent niet meer ingelogd. Uw tekst staat nog op deze pagina. Log opnieuw in, dan bewaren we hem alsnog.");
    } else if (failed > 3) {
      problem("Niet bewaard. We proberen het opnieuw.");
    } else {
      failed += 1;
      soon(500);
    }
  };

  const save = async () => {
    if (busy || over) return;
    busy = true;
    const now = typed, hadText = typed > kept;
    try {
      const answer = await fetch(form.dataset.bewaren, { method: "POST", body: body() });
      if (answer.redirected || !(answer.headers.get("Content-Type") || "").includes("json")) {
        await refused();
      } else {
        const told = await answer.json();
        if (answer.ok) { kept = hadText ? now : kept; failed = 0; login.hidden = true; }
        if (told.klaar) over = true;
        if (told.zin) say(stand, told.zin);
        say(letOp, told.let_op || "");
      }
    } catch {
      problem("Niet bewaard, want er is geen verbinding. We proberen het opnieuw. Uw tekst staat nog op deze pagina.");
    }
    busy = false;
    if (typed > now) soon(AFTER_TYPING);
  };

  const last = () => {
    try { fetch(form.dataset.bewaren, { method: "POST", body: body(["weg"]), keepalive: true }).catch(() => {}); } catch { /* too much for a last word */ }
  };

  const changed = () => { typed += 1; failed = 0; at = Date.now(); soon(AFTER_TYPING); };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("focusout", () => { if (typed > kept) soon(300); });
  form.addEventListener("submit", (event) => { if (!event.defaultPrevented) leaving = true; });
  window.addEventListener("online", () => { if (typed > kept) soon(0); });
  window.addEventListener("focus", () => { if (failed) soon(0); });
  window.addEventListener("pagehide", last);
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => { if (typed > kept && !leaving) event.preventDefault(); });
  setInterval(() => { if (!document.hidden && !busy && !failed && Date.now() - at < AT_WORK) save(); }, HEARTBEAT);
})();
