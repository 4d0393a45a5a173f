/* Small comforts. Every page works without this file. */
(() => {
  "use strict";

  // After a failed save the reader starts at the list of what to correct.
  document.querySelector(".gp-error-summary")?.focus();

  // A form with data-once is sent once; coming back with the browser's Back button frees it again.
  const send = (form, busy) => form.querySelectorAll("button:not([type=button])").forEach((button) => {
    button.setAttribute("aria-disabled", String(busy));
  });
  // A button that answers in another tab leaves the form as it is.
  const elsewhere = (event) => event.submitter?.formTarget === "_blank";
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]") || event.defaultPrevented || elsewhere(event)) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    send(form, true);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("[data-once]").forEach((form) => {
    delete form.dataset.sent;
    send(form, false);
  }));

  // data-warn-unsaved: ask before leaving a page on which something was typed.
  const touched = new Set();
  const unsaved = (event) => { event.preventDefault(); };
  const watch = () => window[touched.size ? "addEventListener" : "removeEventListener"]("beforeunload", unsaved);
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-warn-unsaved]");
    if (form) { touched.add(form); watch(); }
  });
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && !elsewhere(event)) { touched.delete(event.target); watch(); }
  });

  // data-copy="id": copy the text of that element and say so. The button only appears when copying is possible.
  document.querySelectorAll("[data-copy]").forEach((button) => {
    const source = document.getElementById(button.dataset.copy);
    if (!navigator.clipboard || !source) return;
    const label = button.textContent;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText("value" in source ? source.value : source.textContent.trim());
      button.textContent = "Gekopieerd";
      setTimeout(() => { button.textContent = label; }, 3000);
    });
  });

  // A table wider than the screen can be scrolled with the arrow keys.
  document.querySelectorAll(".gp-table-wrap").forEach((wrap) => {
    if (wrap.scrollWidth > wrap.clientWidth && !wrap.hasAttribute("tabindex")) wrap.tabIndex = 0;
  });
})();
