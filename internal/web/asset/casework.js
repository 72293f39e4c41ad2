// schild: what script adds to a case: what is being filled in is kept two seconds after the last key, and a letter is printed.
// Without it a button keeps the form, and the browser prints.
"use strict";
(() => {
  for (const form of document.querySelectorAll("form[data-keep]")) {
    const kept = form.querySelector("[data-kept]");
    let timer = 0;
    const keep = async () => {
      const answer = await fetch(form.dataset.keep, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.ok) kept.textContent = kept.dataset.kept;
    };
    form.addEventListener("input", () => {
      kept.textContent = "";
      clearTimeout(timer);
      timer = setTimeout(() => keep().catch(() => {}), 2000);
    });
    form.addEventListener("submit", () => clearTimeout(timer));
  }
  const hash = location.hash && document.getElementById(location.hash.slice(1));
  if (hash && hash.tagName === "DETAILS") hash.open = true;
  document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
})();
