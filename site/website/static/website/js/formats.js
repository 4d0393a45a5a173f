/* The form of a section, quicker: conditions, rows, own words and marks without asking the server. Every form works without this file,
   and the server judges everything again. A form that is only shown (inside a disabled fieldset) stays as it is. */
(() => {
  "use strict";

  const ANDERS = "__anders__";
  const CONTROLS = "input:not([type=hidden]), select, textarea";

  const live = document.createElement("p");
  live.className = "gp-hidden";
  live.setAttribute("role", "status");
  let quiet = true;
  const say = (text) => {
    if (quiet) return;
    live.textContent = "";
    setTimeout(() => { live.textContent = text; }, 50);
  };

  const wrong = (element) => Boolean(element.querySelector(".gp-error"));
  const changed = (element) => element.dispatchEvent(new Event("input", { bubbles: true }));
  const labelOf = (field) => {
    const label = field.querySelector("legend, .gp-label");
    return label ? label.firstChild.textContent.trim() : "";
  };

  /* --- What a question says now: the same reading as formats/conditions.py --- */

  const named = (field, name) => [...field.querySelectorAll(`[name="${CSS.escape(name)}"]`)];

  const chosen = (field, name) => {
    const own = named(field, `${name}__anders`)[0];
    const values = [];
    for (const control of named(field, name)) {
      if (/^(radio|checkbox)$/.test(control.type) && !control.checked) continue;
      values.push(control.value === ANDERS ? (own ? own.value.trim() : "") : control.dataset.zegt || control.value.trim());
    }
    return values.filter(Boolean);
  };

  const number = (text) => {
    const plain = text.replace(/[\s\u00a0]/g, "").replace(/[^\d.,-].*$/, "");
    return plain.includes(",") ? plain.replace(/\./g, "").replace(",", ".") : plain;
  };

  const said = (field) => {
    const name = `veld_${field.dataset.veld}`;
    if (field.dataset.soort === "getal") return chosen(field, name).map(number);
    if (field.dataset.soort !== "bank") return chosen(field, name);
    return [...field.querySelectorAll('select[name$="__item"]')].map((control) => control.value).filter(Boolean);
  };

  const filled = (field) => {
    if (/^(keuze|meerkeuze|groepkeuze|pictogram_keuze|getal)$/.test(field.dataset.soort)) return said(field).length > 0;
    if (field.dataset.soort === "bestand") return Boolean(field.querySelector(".gp-answer li"));
    return [...field.querySelectorAll(`.gp-answer :is(${CONTROLS})`)].some((control) => (
      /^(radio|checkbox)$/.test(control.type) ? control.checked && control.value : control.value.trim()
    ));
  };

  const holds = (condition, root) => {
    const field = root.querySelector(`[data-veld="${CSS.escape(condition.bron)}"]`);
    if (!field) return true;
    const words = field.hidden ? [] : said(field);
    switch (condition.vergelijking) {
      case "gevuld": return !field.hidden && filled(field);
      case "leeg": return field.hidden || !filled(field);
      case "is": return words.some((word) => condition.waarden.includes(word));
      case "is_niet": return !words.some((word) => condition.waarden.includes(word));
      default: break;
    }
    const wanted = Number(number(condition.waarden[0] || "x"));
    return words.some((word) => (condition.vergelijking === "minstens" ? Number(word) >= wanted : Number(word) <= wanted));
  };

  const decide = (root) => {
    const fields = [...root.querySelectorAll("[data-voorwaarden]")];
    const before = new Map(fields.map((field) => [field, field.hidden]));
    // A hidden question is empty, so hiding one may hide the next; every pass settles one of them at least.
    for (let pass = 0; pass <= fields.length; pass += 1) {
      let settled = true;
      fields.forEach((field) => {
        const away = !JSON.parse(field.dataset.voorwaarden).every((condition) => holds(condition, root)) && !wrong(field);
        if (field.hidden !== away) { field.hidden = away; settled = false; }
      });
      if (settled) break;
    }
    const shown = fields.filter((field) => before.get(field) && !field.hidden).map(labelOf).filter(Boolean);
    const gone = fields.filter((field) => !before.get(field) && field.hidden).map(labelOf).filter(Boolean);
    if (shown.length) say(`Erbij gekomen: ${shown.join(", ")}`);
    else if (gone.length) say(`Niet meer nodig: ${gone.join(", ")}`);
  };

  /* --- Own words, opened groups, "niet van toepassing" --- */

  const reveal = (root) => {
    root.querySelectorAll("[data-anders]").forEach((place) => {
      const name = place.dataset.anders;
      const on = [...root.querySelectorAll(`[name="${CSS.escape(name)}"]`)].some((control) => (
        control.value === ANDERS && (control.tagName === "SELECT" || control.checked)
      ));
      place.hidden = !on;
      place.querySelector("input").disabled = !on;
    });
    root.querySelectorAll("[data-opent]").forEach((box) => {
      const group = document.getElementById(box.dataset.opent);
      group.hidden = !box.checked && !wrong(group);
    });
    root.querySelectorAll(".gp-nvt").forEach((place) => {
      const on = place.querySelector("[type=checkbox]").checked;
      const reason = place.querySelector(".gp-nvt__reason");
      const answer = place.parentElement.querySelector(":scope > .gp-answer");
      reason.hidden = !on && !wrong(place);
      reason.querySelector("input").disabled = reason.hidden;
      answer.hidden = on && !wrong(answer);
    });
  };

  /* --- A choice that depends on another: only the group that fits --- */

  const groups = new WeakMap();
  const narrow = (root) => root.querySelectorAll("select[data-afhankelijk]").forEach((list) => {
    if (!groups.has(list)) groups.set(list, [...list.querySelectorAll("optgroup")]);
    const source = root.querySelector(`[data-veld="${CSS.escape(list.dataset.afhankelijk)}"]`);
    if (!source) return;
    const [word] = said(source);
    const fits = groups.get(list).filter((group) => !word || group.label === word);
    const value = list.value;
    groups.get(list).forEach((group) => group.remove());
    const end = [...list.options].find((option) => option.value === ANDERS) || null;
    fits.forEach((group) => list.insertBefore(group, end));
    list.value = value;
    if (list.value !== value) {
      list.value = "";
      say("Het antwoord paste niet meer bij de vraag erboven en is leeggemaakt.");
    }
  });

  /* --- Rows --- */

  const ATTRIBUTES = ["name", "id", "for", "aria-describedby", "aria-labelledby", "data-anders"];
  const renumber = (row, name, at) => {
    const old = new RegExp(`${name}__\\d+(?=__|_rij|$|\\s)`, "g");
    [row, ...row.querySelectorAll("*")].forEach((element) => {
      ATTRIBUTES.forEach((attribute) => {
        const value = element.getAttribute(attribute);
        if (value) element.setAttribute(attribute, value.replace(old, `${name}__${at}`));
      });
      if (element.name === "rij_weg") element.value = element.value.replace(/\d+$/, at);
      if (element.dataset.nummer !== undefined) element.textContent = at + 1;
    });
  };

  const rowsOf = (box) => [...box.querySelector("[data-lijst]").children].filter((row) => row.matches("[data-rij]"));
  const count = (box) => {
    const rows = rowsOf(box);
    rows.forEach((row, at) => renumber(row, box.dataset.rijen, at));
    document.getElementsByName(`${box.dataset.rijen}__aantal`)[0].value = rows.length;
    const full = rows.length >= Number(box.dataset.max);
    box.querySelector("[data-vol]").hidden = !full;
    box.querySelector("[data-erbij]").hidden = full;
    changed(box);
  };
  const word = (box) => box.dataset.rijNaam.charAt(0).toUpperCase() + box.dataset.rijNaam.slice(1);
  const add = (box) => {
    const row = box.querySelector("template").content.firstElementChild.cloneNode(true);
    renumber(row, box.dataset.rijen, rowsOf(box).length);
    box.querySelector("[data-lijst]").append(row);
    count(box);
    return row;
  };
  const start = (row) => row.querySelector(CONTROLS).focus();

  const remove = (box, row) => {
    const at = rowsOf(box).indexOf(row);
    row.remove();
    if (!rowsOf(box).length && box.matches(".gp-rows")) add(box);
    count(box);
    const left = rowsOf(box);
    if (left.length) start(left[Math.min(at, left.length - 1)]);
    else box.querySelector("[data-erbij] button").focus();
    say(`${word(box)} ${at + 1} is weggehaald.`);
  };

  /* --- Marks and example sentences --- */

  const write = (area, text) => {
    area.focus();
    // The old command is the only one that the browser's own undo knows.
    if (!document.execCommand("insertText", false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    changed(area);
  };
  const around = (area, mark) => {
    const { selectionStart: from, selectionEnd: to } = area;
    write(area, `${mark}${area.value.slice(from, to)}${mark}`);
    area.setSelectionRange(from + mark.length, to + mark.length);
  };
  const before = (area, mark) => {
    const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const to = area.selectionEnd;
    area.setSelectionRange(from, to);
    write(area, area.value.slice(from, to).split("\n").map((line) => mark + line).join("\n"));
  };
  const MARKS = [
    ["Vet", (area) => around(area, "**")], ["Schuin", (area) => around(area, "*")],
    ["Lijst", (area) => before(area, "- ")], ["Kop", (area) => before(area, "## ")],
  ];
  const toolbar = (area) => {
    const bar = document.createElement("div");
    bar.className = "gp-marks";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", `Opmaak: ${labelOf(area.closest("[data-veld]"))}`);
    MARKS.forEach(([text, press]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.setAttribute("aria-controls", area.id);
      button.addEventListener("click", () => press(area));
      bar.append(button);
    });
    area.before(bar);
  };

  const examples = (field) => {
    const texts = () => [...field.querySelectorAll(".gp-answer :is(textarea, input[type=text])")].filter((control) => control.offsetParent);
    let last = null;
    field.addEventListener("focusin", (event) => { if (texts().includes(event.target)) last = event.target; });
    if (!texts().length) return;
    field.querySelectorAll(".gp-examples li").forEach((item) => {
      const button = document.createElement("button");
      const sentence = item.textContent;
      button.type = "button";
      button.className = "gp-button gp-button--quiet";
      button.textContent = sentence;
      button.addEventListener("click", () => {
        const all = texts();
        const target = (all.includes(last) && last) || all.find((control) => !control.value) || all[0];
        if (!target) return;
        const end = target.value.length;
        target.focus();
        target.setSelectionRange(end, end);
        write(target, (end && !/\s$/.test(target.value) ? " " : "") + sentence);
        say("De zin staat in de tekst.");
      });
      item.replaceChildren(button);
    });
  };

  /* --- One form --- */

  const lively = (root) => {
    const update = () => { reveal(root); narrow(root); decide(root); };
    root.querySelectorAll(".gp-field > .gp-when, .gp-fieldset > .gp-when").forEach((line) => {
      const field = line.parentElement;
      [field, ...field.querySelectorAll("[aria-describedby]")].forEach((element) => {
        const ids = (element.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== line.id);
        if (ids.length) element.setAttribute("aria-describedby", ids.join(" "));
        else element.removeAttribute("aria-describedby");
      });
      line.remove();
    });
    root.querySelectorAll("textarea[data-opmaak]").forEach(toolbar);
    root.querySelectorAll("[data-veld]").forEach(examples);
    root.addEventListener("input", update);
    root.addEventListener("change", update);
    root.addEventListener("click", (event) => {
      const button = event.target.closest("button[name=rij_erbij], button[name=rij_weg]");
      const box = button?.closest("[data-rijen]");
      if (!box || !box.querySelector("template")) return;
      event.preventDefault();
      if (button.name === "rij_weg") { remove(box, button.closest("[data-rij]")); return; }
      const row = add(box);
      start(row);
      say(`${word(box)} ${rowsOf(box).length} is toegevoegd.`);
    });
    update();
  };

  document.body.append(live);
  document.querySelectorAll("[data-sectieform]").forEach((root) => {
    if (!root.closest("fieldset[disabled]")) lively(root);
  });
  quiet = false;
})();
