// demo: two readers. A click in one column moves both, each as its own reader; what would change something is held back.
"use strict";
(() => {
  const frames = [...document.querySelectorAll("iframe[data-as]")];
  const says = document.getElementById("reads");
  const go = (url) => {
    for (const f of frames) {
      const to = new URL(url);
      to.searchParams.set("as", f.dataset.as);
      f.contentWindow.location.replace(to);
    }
  };
  const listen = (f) => {
    const doc = f.contentDocument;
    if (!doc || !doc.body) return;
    doc.addEventListener("click", (e) => {
      const a = e.target.closest("a[href]");
      if (!a || e.defaultPrevented || new URL(a.href).origin !== location.origin || a.getAttribute("href").startsWith("#")) return;
      e.preventDefault();
      if (/^\/(demo|login)/.test(new URL(a.href).pathname)) location.assign(a.href);
      else go(a.href);
    });
    doc.addEventListener("submit", (e) => {
      e.preventDefault();
      if (e.target.method === "get") {
        const to = new URL(e.target.action);
        to.search = new URLSearchParams(new FormData(e.target)).toString();
        go(to);
      } else if (says) says.textContent = says.dataset.reads;
    }, true);
  };
  for (const f of frames) {
    f.addEventListener("load", () => listen(f));
    if (f.contentDocument && f.contentDocument.readyState === "complete") listen(f);
  }
})();
