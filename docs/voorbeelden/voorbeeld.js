// Leest de openbare API van Groeiportaal zonder enige bibliotheek: een lijst met filters, en een handleiding met haar stappen.
"use strict";

const API = new URL("/api/v1/", new URLSearchParams(location.search).get("api") || "http://localhost:8000");
const bewaard = new Map();

/**
 * Vraag een adres van de API. Wie het antwoord nog heeft, stuurt de ETag mee: is er niets veranderd, dan komt er 304 zonder inhoud terug.
 * Een fout is altijd `application/problem+json`, met de naam van de parameter die niet klopt.
 */
async function vraag(adres) {
  const eerder = bewaard.get(adres.href);
  const antwoord = await fetch(adres, {
    cache: "no-store",
    credentials: "omit",
    headers: eerder ? { "If-None-Match": eerder.etag } : {},
  });
  if (antwoord.status === 304) {
    return { ...eerder, nieuw: false };
  }
  const inhoud = await antwoord.json();
  if (!antwoord.ok) {
    const namen = (inhoud.errors || []).map((fout) => `${fout.name}: ${fout.detail}`);
    throw new Error([inhoud.detail, ...namen].join(" "));
  }
  bewaard.set(adres.href, { inhoud, etag: antwoord.headers.get("ETag"), versie: antwoord.headers.get("API-Version") });
  return { inhoud, nieuw: true };
}

function meld(tekst) {
  document.getElementById("melding").textContent = tekst;
}

function link(tekst, adres) {
  const element = document.createElement("a");
  element.href = adres;
  element.textContent = tekst;
  return element;
}

function regel(...delen) {
  const element = document.createElement("li");
  element.append(...delen);
  return element;
}

/** De lijst van formulieren; `links.next` wijst naar het volgende deel. */
async function toonFormulieren(adres, erbij) {
  const { inhoud, nieuw } = await vraag(adres);
  const lijst = document.getElementById("formulieren");
  if (!erbij) {
    lijst.replaceChildren();
  }
  for (const formulier of inhoud.resultaten) {
    lijst.append(regel(link(formulier.titel, formulier.url), ` (${formulier.soort})`));
  }
  const meer = document.getElementById("meer");
  meer.hidden = !inhoud.links.next;
  meer.onclick = () => probeer(() => toonFormulieren(new URL(inhoud.links.next), true));
  meld(`${inhoud.aantal} gevonden${nieuw ? "" : ", niet veranderd"}`);
}

/** Tekst van de API is HTML. Deze website vertrouwt haar niet blind: alleen de tekst wordt getoond. */
function alleenTekst(html) {
  return new DOMParser().parseFromString(html, "text/html").body.textContent;
}

async function toonHandleiding(adres) {
  const { inhoud } = await vraag(adres);
  const kop = document.createElement("h3");
  kop.textContent = inhoud.titel;
  const stappen = document.createElement("ol");
  for (const stap of inhoud.stappen.filter((een) => een.soort === "stap")) {
    stappen.append(regel(`${stap.titel}. ${alleenTekst(stap.html)}`));
  }
  document.getElementById("handleiding").replaceChildren(kop, stappen);
}

async function toonHandleidingen() {
  const { inhoud } = await vraag(new URL("handleidingen?pageSize=5", API));
  const lijst = document.getElementById("handleidingen");
  for (const handleiding of inhoud.resultaten) {
    const knop = document.createElement("button");
    knop.type = "button";
    knop.textContent = handleiding.titel;
    knop.onclick = () => probeer(() => toonHandleiding(new URL(handleiding.self)));
    lijst.append(regel(knop));
  }
}

async function probeer(wat) {
  try {
    await wat();
  } catch (fout) {
    meld(`Dat lukte niet. ${fout.message}`);
  }
}

document.getElementById("filters").addEventListener("submit", (gebeurtenis) => {
  gebeurtenis.preventDefault();
  const adres = new URL("formulieren", API);
  for (const [naam, waarde] of new FormData(gebeurtenis.target)) {
    if (waarde) {
      adres.searchParams.append(naam, waarde);
    }
  }
  probeer(() => toonFormulieren(adres, false));
});
probeer(() => toonFormulieren(new URL("formulieren", API), false));
probeer(toonHandleidingen);
