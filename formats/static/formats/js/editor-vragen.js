/* Reads what stands in the editor of a format now: its questions, their answers to choose from, its variants. Writes nothing but missing ids. */
window.gpFormats = window.gpFormats || {};

(() => {
  const rootBlock = (name) => document.getElementById(`${name}-root`)?.rootBlock;

  // Outside https and localhost a browser has no randomUUID.
  const newId = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20)].join("-");
  };

  /* The id of a block; one that has none yet gets it here and keeps it when the page is saved. */
  const idOf = (child) => {
    if (!child.id) {
      child.id = newId();
      const input = child.element.querySelector(`:scope > input[name="${child.prefix}-id"]`);
      if (input) input.value = child.id;
    }
    return child.id;
  };

  const text = (block, name) => String(block.childBlocks[name]?.getValue?.() ?? "").trim();
  const lines = (value) =>
    value
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line && !line.startsWith("#"))
      .map((line) => line.replace(/^\\/, ""));

  /* The answers that a question offers; null when people type their own. */
  const answersOf = (type, block, lists) => {
    if (type === "ja_nee") return ["ja", "nee"];
    const own = block.childBlocks.opties;
    if (!own) return null;
    if (own.children) return own.children.map((child) => text(child.block, "label")).filter(Boolean);
    const chosen = block.childBlocks.lijst?.getValue?.();
    const listed = lists[Array.isArray(chosen) ? chosen[0] : chosen];
    return [...new Set(lines(listed ?? own.getValue() ?? ""))];
  };

  const columnsOf = (block) =>
    (block.childBlocks.kolommen?.children ?? []).map((child) => ({ key: idOf(child), label: text(child.block, "label") }));

  /* Every question with its place, in the order of the page. */
  window.gpFormats.vragen = (lists = {}) => {
    const found = [];
    (rootBlock("delen")?.children ?? []).forEach((deel, number) => {
      const deelName = text(deel.block, "titel") || `Deel ${number + 1}`;
      deel.block.childBlocks.secties.children.forEach((sectie, index) => {
        const plek = `${deelName} › ${text(sectie.block, "titel") || `Sectie ${index + 1}`}`;
        sectie.block.childBlocks.velden.children.forEach((veld) => {
          found.push({
            key: idOf(veld),
            plek,
            type: veld.type,
            label: text(veld.block, "label") || `(${veld.blockDef.meta.label}, nog zonder vraag)`,
            opties: answersOf(veld.type, veld.block, lists),
            anders: Boolean(veld.block.childBlocks.anders?.getValue?.()),
            kolommen: columnsOf(veld.block),
          });
        });
      });
    });
    return found;
  };

  /* The variants with their names. */
  window.gpFormats.varianten = () =>
    (rootBlock("varianten")?.children ?? []).map((child, number) => ({
      key: idOf(child),
      label: text(child.block, "naam") || `Variant ${number + 1}`,
    }));
})();
