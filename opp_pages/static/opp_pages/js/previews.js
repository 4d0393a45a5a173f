/* The preview of a parent or pupil gets the size of a phone, that of a professional a desk. The list of the law is best read narrow.
   Without this file the sizes are buttons to press. */
(() => {
  "use strict";
  const SMALL = ["ouder", "leerling", "wet"];
  document.addEventListener("change", (event) => {
    if (event.target.id !== "id_preview_mode") return;
    const size = SMALL.includes(event.target.value.split(":")[0]) ? "mobile" : "desktop";
    document.querySelector(`input[name="preview-size"][value="${size}"]`)?.click();
  });
})();
