/* Takes the secret of a link out of the address bar and the history as soon as the page is there. Forms and ways on this page keep knowing it.
   Without this file it stays in the address bar until the right code is given. */
(() => {
  "use strict";

  const secret = location.pathname;
  document.querySelectorAll("form[data-here]").forEach((form) => { form.action = secret; });
  document.querySelectorAll("a[data-here]").forEach((way) => { way.href = way.href; });
  history.replaceState(null, "", "/toegang/");
})();
