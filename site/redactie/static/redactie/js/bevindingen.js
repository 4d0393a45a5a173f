// Renews the findings in the side panel each time Wagtail has renewed its preview of what stands in the editor.
(() => {
  const place = document.querySelector("[data-bevindingen]");
  if (!place) return;
  let running = null;
  const renew = async () => {
    running?.abort();
    running = new AbortController();
    try {
      const answer = await fetch(place.dataset.bevindingen, { signal: running.signal, headers: { "X-Requested-With": "XMLHttpRequest" } });
      if (answer.ok && !answer.redirected) place.innerHTML = await answer.text();
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };
  document.addEventListener("w-preview:updated", renew);
  document.querySelector('[data-side-panel-toggle="checks"]')?.addEventListener("click", renew);
})();
