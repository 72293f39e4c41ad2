// schild: what script adds to writing a note: the floor follows the words, and leaving asks when something is not saved.
// Without it every button posts the whole draft and shows the same.
"use strict";
(() => {
  const form = document.querySelector("form[data-unsaved]");
  if (!form) return;
  const floor = form.querySelector("[data-floor]");
  let changed = form.dataset.changed === "yes", timer = 0, asked = 0;

  const refresh = async () => {
    const mine = ++asked;
    const answer = await fetch(floor.dataset.floor, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "HX-Request": "true" }, redirect: "manual" });
    // What is higher than the page, or wrong, is shown by the next button, as a page of its own.
    if (!answer.ok || mine !== asked) return;
    const part = document.createElement("template");
    part.innerHTML = await answer.text();
    floor.replaceChildren(part.content);
  };
  form.addEventListener("input", (e) => {
    if (e.target.name === "q" || e.target.name === "into") return;
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(() => refresh().catch(() => {}), 700);
  });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (e) => { if (changed) e.preventDefault(); });
})();
