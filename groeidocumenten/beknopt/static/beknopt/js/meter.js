/* Counts the printed pages of an OPP while somebody types in one of its sections, and shows hints. Nothing is saved by it.
   Without this file the button "Tel de bladzijden" does the same with a page load. */
(() => {
  "use strict";

  const meter = document.querySelector("[data-meter]");
  const form = meter && meter.closest("form");
  if (!form || !window.fetch) return;
  const line = form.querySelector("[data-meter-zin]"), tips = meter.querySelector("[data-meter-tips]");
  const button = meter.querySelector("[data-meter-tel]");
  const AFTER_TYPING = 300;
  let timer = 0, running = null;

  const show = (told) => {
    // A sentence that stays the same is not read out again.
    if (line.textContent !== told.zin) line.textContent = told.zin;
    line.classList.toggle("gp-meter__zin--lang", told.te_lang);
    if (tips.dataset.was === told.tips) return;
    const open = new Set([...tips.querySelectorAll("details[open]")].map((one) => one.dataset.tip));
    tips.replaceChildren(...new DOMParser().parseFromString(told.tips, "text/html").body.childNodes);
    tips.querySelectorAll("details").forEach((one) => { one.open = open.has(one.dataset.tip); });
    tips.dataset.was = told.tips;
  };

  const count = async () => {
    if (running) running.abort();
    const mine = running = new AbortController();
    const sent = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") sent.append(name, value);
    try {
      const answer = await fetch(button.formAction, { method: "POST", body: sent, headers: { Accept: "application/json" }, signal: mine.signal });
      if (answer.ok && (answer.headers.get("Content-Type") || "").includes("json")) show(await answer.json());
    } catch { /* No connection, or something newer was typed: the last count stays. */ }
    if (running === mine) running = null;
  };

  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(count, AFTER_TYPING); });
  button.addEventListener("click", (event) => { event.preventDefault(); clearTimeout(timer); count(); });
})();
