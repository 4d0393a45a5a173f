/* Sends chosen or dropped files one by one, each with its own progress. Without this file the form sends them together. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-meteen]");
  if (!form || !window.FormData) return;
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-voortgang]");
  const most = Number(form.dataset.groot);
  let busy = 0, failed = 0, queue = Promise.resolve();

  const once = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
  const line = (name) => {
    const item = document.createElement("li"), said = document.createElement("span"), bar = document.createElement("progress");
    const label = document.createElement("bdi");
    label.textContent = name;
    said.textContent = "wacht";
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", name);
    item.append(label, said, bar);
    list.append(item);
    list.hidden = false;
    const say = (text) => { said.textContent = text; };
    return { bar, say, fail: (text) => { say(text); said.className = "gp-error"; } };
  };
  const wrong = (row, text) => {
    failed += 1;
    row.bar.remove();
    row.fail(text);
  };

  const send = (file, row) => new Promise((done) => {
    if (file.size > most) { wrong(row, "Dit bestand is groter dan 20 MB. Maak het kleiner, of splits het."); done(); return; }
    const data = new FormData(), request = new XMLHttpRequest();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.append("verzoek", once());
    data.append("bestanden", file);
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      row.bar.value = Math.round((event.loaded / event.total) * 100);
      row.say(row.bar.value < 100 ? `${row.bar.value}%` : "wordt nagekeken");
    });
    request.addEventListener("loadend", () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* no JSON: signed out, or no connection */ }
      if (request.status === 200 && answer.naam) { row.bar.value = 100; row.say("toegevoegd"); }
      else wrong(row, answer.fout || "Dit bestand is niet aangekomen. Controleer de verbinding of log opnieuw in, en probeer het nog een keer.");
      done();
    });
    request.send(data);
  });

  const take = (files) => {
    for (const file of files) {
      const row = line(file.name);
      busy += 1;
      queue = queue.then(() => send(file, row)).then(() => {
        busy -= 1;
        if (!busy && !failed) location.assign(form.dataset.klaar);
        else if (!busy) show();
      });
    }
  };
  const show = () => {
    if (form.querySelector("[data-verder]")) return;
    const link = document.createElement("a");
    link.href = form.dataset.klaar;
    link.dataset.verder = "";
    link.textContent = "Bekijk wat er is toegevoegd";
    list.after(link);
  };

  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    take([...input.files]);
    input.value = "";
  });
  form.querySelector("[data-sleep]").hidden = false;
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => { event.preventDefault(); form.dataset.boven = ""; });
  }
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => { delete form.dataset.boven; });
  form.addEventListener("drop", (event) => { event.preventDefault(); take([...event.dataTransfer.files]); });
})();
