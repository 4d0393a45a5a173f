/* The editor of formats: hands Wagtail our own settings, drawn when they come into sight, and gives every question a label that tells what it is. */
(() => {
  const { blocks } = window.wagtailStreamField;
  const seen = new IntersectionObserver((entries) =>
    entries.forEach((entry) => {
      if (entry.isIntersecting) entry.target.gpSetting.draw();
    }),
  );

  /* One setting on the page: a hidden input with plain data, and what was drawn for it. */
  class Setting {
    constructor(kind, choices, placeholder, name, id, state, attributes) {
      Object.assign(this, { kind, choices, id, value: state, idForLabel: "", drawn: "" });
      this.input = Object.assign(document.createElement("input"), { type: "hidden", name });
      this.body = Object.assign(document.createElement("div"), { className: `gp-getekend gp-getekend--${kind}` });
      this.body.setAttribute("role", "group");
      if (attributes?.["aria-describedby"]) this.body.setAttribute("aria-describedby", attributes["aria-describedby"]);
      this.body.gpSetting = this;
      placeholder.replaceWith(this.input, this.body);
      this.setState(state);
      seen.observe(this.body);
      // Names of questions and variants may have changed since it came into sight.
      this.body.addEventListener("pointerenter", () => this.draw());
    }

    get own() {
      return this.body.closest("[data-streamfield-child]")?.querySelector(":scope > input[name$='-id']")?.value ?? "";
    }

    /* What has to be drawn, as text: nothing is drawn anew that would look the same, so that nobody loses their place. */
    get picture() {
      const { vragen, varianten } = window.gpFormats;
      const around = { vinkjes: () => [], varianten, voorvullen: () => [] }[this.kind] ?? vragen;
      return JSON.stringify([this.value, around(Object.fromEntries(this.kind === "voorwaarden" ? this.choices : []))]);
    }

    draw(force = false) {
      const picture = this.picture;
      if (!force && (picture === this.drawn || this.body.contains(document.activeElement))) return;
      this.drawn = picture;
      const label = this.body.closest("[data-contentpath]")?.querySelector(":scope > label");
      if (label) this.body.setAttribute("aria-labelledby", (label.id = label.id || `${this.id}-label`));
      this.body.replaceChildren();
      window.gpFormats.tekeningen[this.kind](this.body, this, () => {
        const had = this.body.contains(document.activeElement);
        this.draw(true);
        if (had) this.body.querySelector("select, input, textarea, button")?.focus();
      });
      this.drawn = this.picture;
    }

    set = (value) => {
      this.value = value;
      this.input.value = JSON.stringify(value);
      this.drawn = this.picture;
      // Wagtail watches these for unsaved changes and for saving by itself.
      this.input.dispatchEvent(new Event("change", { bubbles: true }));
    };

    setState(value) {
      this.value = value ?? (["vraag", "voorvullen"].includes(this.kind) ? "" : []);
      this.input.value = JSON.stringify(this.value);
      this.drawn = "";
    }

    getState() {
      return this.value;
    }

    getValue() {
      return this.value;
    }

    getTextLabel() {
      if (!this.value.length) return "";
      if (this.kind === "voorwaarden") return this.value.length === 1 ? "met een voorwaarde" : `met ${this.value.length} voorwaarden`;
      const names = this.kind === "varianten" ? window.gpFormats.varianten().map((one) => [one.key, one.label]) : this.choices;
      if (!["vinkjes", "varianten"].includes(this.kind)) return "";
      return names.filter(([code]) => this.value.includes(code)).map(([, label]) => label).join(", ");
    }

    setInvalid() {}

    setCapabilityOptions() {}

    focus() {
      this.draw();
      this.body.querySelector("select, input, textarea, button")?.focus();
    }
  }

  class Getekend {
    constructor(kind, choices) {
      this.kind = kind;
      this.choices = choices;
    }

    render(placeholder, name, id, state, _capabilities, options = {}) {
      return new Setting(this.kind, this.choices, placeholder, name, id, state, options.attributes);
    }
  }
  window.telepath.register("formats.Getekend", Getekend);

  const shown = (block, name) => block.childBlocks[name]?.getTextLabel?.({ maxLength: 60 }) ?? "";
  const chosen = (block, name) => [block.childBlocks[name]?.getValue?.()].flat()[0] ?? "";

  /* "Verwachte uitstroom · ouders · verplicht · met een voorwaarde": only what differs from most questions. */
  class Veld extends blocks.StructBlockDefinition {
    render(...args) {
      const block = super.render(...args);
      block.getTextLabel = () => {
        const eis = { gewenst: "gewenst", verplicht: "verplicht" }[chosen(block, "eis")];
        const private_ = { gevoelig: "gevoelig", onderzoek: "onderzoek" }[chosen(block, "vertrouwelijk")];
        const name = shown(block, "label") || shown(block, "tekst");
        const invuller = ["toelichting", "berekend"].includes(this.name) ? "" : shown(block, "invuller");
        return [name, invuller, eis, private_, shown(block, "voorwaarden"), shown(block, "varianten")].filter(Boolean).join(" · ");
      };
      return block;
    }
  }
  window.telepath.register("formats.Veld", Veld);

  /* What a link to an explanation opens must be open. */
  document.addEventListener("click", (event) => {
    const summary = event.target.closest?.(".gp-uitleg summary");
    if (summary) event.stopPropagation();
  });
})();
