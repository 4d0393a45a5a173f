/* Draws the settings that Wagtail has no input for. Each drawing gets (root, setting), where setting has value, set(value), choices, id and own
   (the id of the block it stands in), and fills root with inputs that call set. */
window.gpFormats = window.gpFormats || {};

(() => {
  const make = (tag, props = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), props);
    element.append(...children);
    return element;
  };
  const button = (label, onclick) => make("button", { type: "button", className: "button button-small button-secondary", textContent: label, onclick });
  const option = (value, label) => make("option", { value, textContent: label });
  const hint = (textContent) => make("p", { className: "help", textContent });

  /* A select of questions under the headings of their sections. A source that is gone stays to be seen. */
  const selectVraag = (vragen, value, label, onchange) => {
    const select = make("select", { ariaLabel: label, onchange: () => onchange(select.value) }, option("", "Kies een vraag"));
    let group = null;
    vragen.forEach((vraag) => {
      if (!group || group.label !== vraag.plek) select.append((group = make("optgroup", { label: vraag.plek })));
      group.append(option(vraag.key, vraag.label));
    });
    if (value && !vragen.some((vraag) => vraag.key === value)) select.append(option(value, "(deze vraag is er niet meer)"));
    select.value = value;
    return select;
  };

  const boxes = (setting, choices) => {
    const list = make("div", { className: "gp-vinkjes" });
    const gone = setting.value.filter((code) => !choices.some(([known]) => known === code)).map((code) => [code, "(bestaat niet meer)"]);
    [...choices, ...gone].forEach(([code, label], number) => {
      const box = make("input", { type: "checkbox", id: `${setting.id}-${number}`, value: code, checked: setting.value.includes(code) });
      box.onchange = () => {
        const ticked = [...list.querySelectorAll("input:checked")].map((input) => input.value);
        setting.set(ticked);
      };
      list.append(make("label", { htmlFor: box.id }, box, ` ${label}`));
    });
    return list;
  };

  // --- conditions ---------------------------------------------------------------------------------

  const WORDS = [
    ["is", "is"],
    ["is_niet", "is niet"],
    ["gevuld", "is ingevuld"],
    ["leeg", "is leeg"],
    ["minstens", "is minstens"],
    ["hoogstens", "is hoogstens"],
  ];
  const asText = (value) => value.split("\n").map((line) => line.trim()).filter(Boolean);

  const drawValues = (voorwaarde, vraag, save, id) => {
    if (["gevuld", "leeg"].includes(voorwaarde.vergelijking)) return [];
    if (["minstens", "hoogstens"].includes(voorwaarde.vergelijking)) {
      const input = make("input", { type: "text", inputMode: "decimal", ariaLabel: "Getal", value: voorwaarde.waarden[0] ?? "" });
      input.oninput = () => save({ ...voorwaarde, waarden: asText(input.value).slice(0, 1) }, false);
      return [input];
    }
    if (vraag?.opties?.length && !vraag.anders) {
      const setting = { id, value: voorwaarde.waarden, set: (waarden) => save({ ...voorwaarde, waarden }, false) };
      return [boxes(setting, vraag.opties.map((optie) => [optie, optie]))];
    }
    const area = make("textarea", { rows: 2, ariaLabel: "Antwoorden, elk op een eigen regel", value: voorwaarde.waarden.join("\n") });
    area.oninput = () => save({ ...voorwaarde, waarden: asText(area.value) }, false);
    const offered = (vraag?.opties ?? []).filter((optie) => !voorwaarde.waarden.includes(optie));
    const offers = offered.map((optie) => button(`+ ${optie}`, () => save({ ...voorwaarde, waarden: [...voorwaarde.waarden, optie] }, true)));
    return [area, hint("Eén antwoord op elke regel."), ...(offers.length ? [make("div", { className: "gp-aanbod" }, ...offers)] : [])];
  };

  const drawVoorwaarde = (voorwaarde, number, vragen, setting, redraw) => {
    const save = (changed, again) => {
      setting.set(setting.value.map((one, index) => (index === number ? changed : one)));
      // What is drawn keeps what it was drawn with, so a change in place is told to it.
      Object.assign(voorwaarde, changed);
      if (again) redraw();
    };
    const source = selectVraag(vragen, voorwaarde.bron, "Vraag", (bron) => save({ ...voorwaarde, bron, waarden: [] }, true));
    const compare = make("select", { ariaLabel: "Vergelijking" }, ...WORDS.map(([code, label]) => option(code, label)));
    compare.value = voorwaarde.vergelijking;
    compare.onchange = () => save({ ...voorwaarde, vergelijking: compare.value }, true);
    const vraag = vragen.find((one) => one.key === voorwaarde.bron);
    const remove = button("Haal weg", () => {
      setting.set(setting.value.filter((_one, index) => index !== number));
      redraw();
    });
    return make("div", { className: "gp-voorwaarde" }, source, compare, ...drawValues(voorwaarde, vraag, save, `${setting.id}-${number}`), remove);
  };

  const voorwaarden = (root, setting, redraw) => {
    const lists = Object.fromEntries(setting.choices);
    const vragen = window.gpFormats.vragen(lists).filter((vraag) => vraag.key !== setting.own && !["toelichting", "berekend"].includes(vraag.type));
    setting.value.forEach((one, number) => root.append(drawVoorwaarde({ ...one }, number, vragen, setting, redraw)));
    if (setting.value.length > 1) root.append(hint("Alle voorwaarden moeten kloppen."));
    root.append(
      button("Voeg een voorwaarde toe", () => {
        setting.set([...setting.value, { bron: "", vergelijking: "is", waarden: [] }]);
        redraw();
      }),
    );
  };

  // --- questions ----------------------------------------------------------------------------------

  const vraag = (root, setting) => {
    const choices = window.gpFormats.vragen().filter((one) => one.key !== setting.own && one.type.endsWith("keuze") && one.type !== "meerkeuze");
    root.append(selectVraag(choices, setting.value, "Vraag", setting.set));
  };

  const vragen = (root, setting, redraw) => {
    const choices = window.gpFormats
      .vragen()
      .filter((one) => one.key !== setting.own)
      .flatMap((one) => [one, ...one.kolommen.map((k) => ({ ...one, key: `${one.key}/${k.key}`, label: `${one.label}: kolom ${k.label}` }))]);
    const change = (number, key) => setting.set(setting.value.map((one, index) => (index === number ? key : one)));
    setting.value.forEach((key, number) => {
      const remove = button("Haal weg", () => {
        setting.set(setting.value.filter((_one, index) => index !== number));
        redraw();
      });
      root.append(make("div", { className: "gp-voorwaarde" }, selectVraag(choices, key, `Vraag ${number + 1}`, (chosen) => change(number, chosen)), remove));
    });
    root.append(
      button("Kies een vraag", () => {
        setting.set([...setting.value, ""]);
        redraw();
      }),
    );
  };

  // --- boxes and prefilling -----------------------------------------------------------------------

  const vinkjes = (root, setting) => root.append(boxes(setting, setting.choices));

  const varianten = (root, setting) => {
    const choices = window.gpFormats.varianten().map((one) => [one.key, one.label]);
    if (!choices.length && !setting.value.length) root.append(hint("Dit format heeft geen varianten."));
    else root.append(boxes(setting, choices));
  };

  let earlier = null;
  const askEarlier = (address) => {
    earlier =
      earlier ??
      fetch(address, { headers: { Accept: "application/json" } })
        .then((answer) => (answer.ok ? answer.json() : { formats: [] }))
        .catch(() => ({ formats: [] }));
    return earlier;
  };

  const voorvullen = (root, setting) => {
    const address = setting.choices.find(([code]) => code === "@adres")?.[1];
    const sources = setting.choices.filter(([code]) => code !== "@adres");
    const select = make("select", { ariaLabel: "Vooraf ingevuld met", onchange: () => setting.set(select.value) }, option("", "niets"));
    select.append(make("optgroup", { label: "Wat de school al weet" }, ...sources.map(([code, label]) => option(code, label))));
    const again = make("optgroup", { label: "Een eerder antwoord" }, option(`vraag:${setting.own}`, "deze vraag, zoals die eerder is ingevuld"));
    select.append(again);
    const stray = option(setting.value, "(een vraag van een ander format)");
    if (setting.value && ![...select.options].some((one) => one.value === setting.value)) select.append(stray);
    select.value = setting.value;
    root.append(select);
    if (!address) return;
    // Other formats have hundreds of questions; they are asked for when somebody looks here.
    askEarlier(address).then(({ formats }) => {
      formats.forEach((format) => {
        const group = make("optgroup", { label: `Antwoord uit: ${format.titel}` });
        format.vragen.filter((one) => one.key !== setting.own).forEach((one) => group.append(option(`vraag:${one.key}`, one.label)));
        if (group.childElementCount) select.append(group);
      });
      const known = [...select.options].some((one) => one !== stray && one.value === setting.value);
      if (known) stray.remove();
      select.value = setting.value;
    });
  };

  window.gpFormats.tekeningen = { voorwaarden, vraag, vragen, vinkjes, varianten, voorvullen };
})();
