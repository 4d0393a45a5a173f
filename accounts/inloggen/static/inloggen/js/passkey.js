/* Passkeys: asks the server for a challenge, lets the device answer it, and sends the answer with the form. One form per page has data-passkey, which says what for.
   Without this file, or in a browser that knows no passkeys, the words beside the form say what to do instead; the button stays away. */
(() => {
  "use strict";

  if (!window.PublicKeyCredential || !window.fetch) return;

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => {
    if (!buffer) return undefined;
    return btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };
  const known = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));

  const challenge = async (form) => {
    const body = new URLSearchParams({ voor: form.dataset.passkey, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    const answer = await fetch(form.dataset.vraag, { method: "POST", body });
    if (!answer.ok) throw new Error("no challenge");
    return (await answer.json()).publicKey;
  };

  const ask = async (form) => {
    const options = await challenge(form);
    options.challenge = bytes(options.challenge);
    if (form.dataset.passkey === "erbij") {
      options.user.id = bytes(options.user.id);
      options.excludeCredentials = known(options.excludeCredentials);
      return navigator.credentials.create({ publicKey: options });
    }
    options.allowCredentials = known(options.allowCredentials);
    return navigator.credentials.get({ publicKey: options });
  };

  const said = (found) => {
    const { response } = found;
    return JSON.stringify({
      id: found.id,
      rawId: text(found.rawId),
      type: found.type,
      clientExtensionResults: {},
      response: {
        clientDataJSON: text(response.clientDataJSON),
        attestationObject: text(response.attestationObject),
        authenticatorData: text(response.authenticatorData),
        signature: text(response.signature),
        userHandle: text(response.userHandle),
      },
    });
  };

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const trouble = form.querySelector("[data-passkey-fout]");
    form.hidden = false;
    form.parentElement.querySelectorAll("[data-passkey-zonder]").forEach((part) => { part.hidden = true; });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      trouble.hidden = true;
      try {
        form.elements.antwoord.value = said(await ask(form));
        form.submit();
      } catch {
        // Stopped by the person, no passkey on this device, or no connection: the words beside it say what else can be done.
        trouble.hidden = false;
      }
    });
  });
})();
