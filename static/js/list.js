/* The list of recommendations, where JavaScript runs: addresses without empty
   parameters, groups of filters that stay open, a message when the network fails.
   Without it the same form and links work by loading the page. */
"use strict";

document.addEventListener("htmx:configRequest", (event) => {
  const sent = event.detail.formData;
  for (const name of new Set(sent.keys())) {
    const given = sent.getAll(name).filter((value) => value !== "");
    sent.delete(name);
    given.forEach((value) => sent.append(name, value));
  }
});

let opened = [];

document.addEventListener("htmx:beforeSwap", () => {
  opened = [...document.querySelectorAll("#filters details[open]")].map((each) => each.id);
});

document.addEventListener("htmx:afterSettle", () => {
  for (const id of opened) {
    document.getElementById(id)?.setAttribute("open", "");
  }
});

/* A page that cannot be fetched piece by piece is loaded whole, so that the browser
   says what is wrong. */
function load(event) {
  window.location.assign(event.detail.pathInfo.finalRequestPath);
}

document.addEventListener("htmx:responseError", load);
document.addEventListener("htmx:sendError", load);
