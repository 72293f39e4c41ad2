// schild: asking for a key. Only script can: a browser hands a key's answer to nothing else. What was filled in waits in the form and is
// sent again once the key was shown.
"use strict";
(() => {
  const words = (form, text) => {
    const wrong = form.querySelector("[data-wrong]");
    wrong.textContent = text;
    wrong.hidden = text === "";
  };
  const post = async (address, body) => {
    const answer = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const out = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(out.error), { next: out.next });
    return out;
  };
  // The browser's own words for a key that did not answer say nothing about whose key it was.
  const asked = async (kind, options) => {
    const o = options.publicKey;
    const key = kind === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(o) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(o) });
    return key.toJSON();
  };
  const run = async (form) => {
    const name = new FormData(form).get("name") || "";
    const question = await post(form.dataset.ask, {});
    const answer = await asked(form.dataset.key, question.options);
    const out = await post(form.dataset.answer, { ticket: question.ticket, name: form.dataset.key === "create" ? name : "", answer });
    if (form.hasAttribute("data-again")) HTMLFormElement.prototype.submit.call(form);
    else location.assign(form.dataset.next || out.next);
  };
  for (const form of document.querySelectorAll("form[data-key]")) {
    form.addEventListener("submit", async (e) => {
      e.preventDefault();
      const waits = form.querySelector("[data-waits]"), button = form.querySelector("button");
      words(form, "");
      waits.hidden = false;
      button.disabled = true;
      try {
        await run(form);
      } catch (err) {
        if (err.next) location.assign(err.next);
        words(form, err.message);
      }
      waits.hidden = true;
      button.disabled = false;
    });
  }
})();
