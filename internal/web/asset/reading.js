// schild: what script adds to reading a record and to taking files in. Both work without it, by the same forms.
"use strict";
(() => {
  const asked = (method, url, body) => fetch(url, { method, body, headers: { "HX-Request": "true" }, redirect: "manual" });
  const fragment = (html) => { const t = document.createElement("template"); t.innerHTML = html; return t.content; };

  // Names: n and p walk them, a accepts, r goes to the reason, where Enter rejects.
  const names = () => [...document.querySelectorAll("[data-names] > li")];
  const current = () => document.querySelector("[data-names] > li.walked");
  const show = (li) => {
    if (!li) return;
    for (const x of names()) x.classList.toggle("walked", x === li);
    for (const m of document.querySelectorAll("mark[data-mention]")) m.classList.toggle("walked", m.dataset.mention === li.id);
    li.focus({ preventScroll: true });
    li.scrollIntoView({ block: "nearest" });
    document.querySelector(`mark[data-mention="${CSS.escape(li.id)}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const step = (by) => {
    const all = names();
    const at = all.indexOf(current());
    show(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]);
  };
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || document.querySelector("dialog[open]")) return;
    if (e.target.matches?.(".decide select") && e.key === "Enter") { e.preventDefault(); e.target.form.requestSubmit(); return; }
    if (e.target.matches?.("input,textarea,select") || !names().length) return;
    const press = { n: () => step(1), p: () => step(-1), a: () => current()?.querySelector('[data-do="a"]')?.click(), r: () => current()?.querySelector(".decide select")?.focus() }[e.key];
    if (!press) return;
    e.preventDefault();
    press();
  });
  document.addEventListener("click", (e) => {
    const m = e.target.closest?.("mark[data-mention]");
    if (m) show(document.getElementById(m.dataset.mention));
  });

  // A form that asks for a part of the page puts the answer in its place; when that fails it is sent as any form.
  const part = async (form) => {
    const answer = await asked("POST", form.action, new URLSearchParams(new FormData(form)));
    if (!answer.ok) throw new Error(answer.status);
    const fresh = fragment(await answer.text()).firstElementChild;
    document.querySelector(form.dataset.part).replaceWith(fresh);
    show(fresh.dataset.next ? document.getElementById(fresh.dataset.next) : null);
  };

  // Files go one by one, so that each receipt is there as soon as its file is in.
  const drop = async (form, place) => {
    const input = form.querySelector('input[type="file"]');
    let left = [...input.files];
    document.querySelector(".awaits")?.classList.remove("awaits");
    form.querySelector("button").disabled = true;
    try {
      while (left.length) {
        const body = new FormData(form);
        body.set(input.name, left[0]);
        const answer = await asked("POST", form.action, body);
        if (!answer.ok) throw new Error(answer.status);
        place.append(fragment(await answer.text()));
        left = left.slice(1);
      }
      input.value = "";
    } catch {
      const rest = new DataTransfer();
      left.forEach((f) => rest.items.add(f));
      input.files = rest.files;
      form.submit();
    } finally {
      form.querySelector("button").disabled = false;
      delete form.dataset.sent;
    }
  };

  document.addEventListener("submit", (e) => {
    const form = e.target, place = form.closest("[data-drop]");
    if (form.dataset.part) {
      e.preventDefault();
      part(form).catch(() => form.submit());
    } else if (place && form.querySelector('input[type="file"]')?.files.length) {
      e.preventDefault();
      drop(form, document.querySelector(place.dataset.drop));
    }
  });
  for (const place of document.querySelectorAll("[data-drop]")) {
    const over = (on) => (e) => { e.preventDefault(); place.classList.toggle("over", on); };
    place.addEventListener("dragover", over(true));
    place.addEventListener("dragleave", over(false));
    place.addEventListener("drop", (e) => {
      over(false)(e);
      const form = place.querySelector("form");
      form.querySelector('input[type="file"]').files = e.dataTransfer.files;
      form.requestSubmit();
    });
  }

  // Names that begin like what is typed, as the reader's view has them.
  for (const form of document.querySelectorAll("form[data-suggest]")) {
    const input = form.querySelector("input[list]");
    let timer = 0;
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const answer = await asked("GET", form.dataset.suggest + "?q=" + encodeURIComponent(input.value));
        if (answer.ok) input.list.replaceChildren(fragment(await answer.text()));
      }, 250);
    });
  }

  // A name to go on with stands in the address after a form without script; keys go on from there.
  if (location.hash.startsWith("#m-")) show(document.getElementById(location.hash.slice(1)));
})();
