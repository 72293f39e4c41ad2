// schild: what script adds to pages that work without it. Keys (? lists them), the error summary in focus, and pictures of networks.
"use strict";
(() => {
  const html = document.documentElement;
  html.classList.add("scripted");

  // Lines that j and k walk: the children of every list that asks for it, in the order of the page.
  const lines = () => [...document.querySelectorAll("[data-walk] > *")].filter((x) => x.querySelector("a[href]"));
  const walk = (step) => {
    const all = lines();
    if (!all.length) return;
    const at = all.findIndex((x) => x.classList.contains("walked"));
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
    all.forEach((x) => x.classList.toggle("walked", x === next));
    next.querySelector("a[href]").focus();
    next.scrollIntoView({ block: "nearest" });
  };

  const typing = (x) => x instanceof HTMLElement && (x.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(x.tagName)) && !/^(checkbox|radio)$/.test(x.type);
  const help = () => document.getElementById("keys");

  // Whoever names keys ("g i", "u", "/") is pressed, or focused when it is a field.
  const named = (keys) => [...document.querySelectorAll("[data-keys]")].find((x) => x.dataset.keys === keys);
  const press = (x) => (x.matches("input:not([type=radio],[type=checkbox]),textarea,select") ? x.focus() : x.click());
  const begins = (key) => [...document.querySelectorAll("[data-keys]")].some((x) => x.dataset.keys.startsWith(key + " "));

  let pending = "", timer = 0;
  const wait = (key) => { pending = key; clearTimeout(timer); timer = setTimeout(() => { pending = ""; }, 1200); };

  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    if (e.key === "Escape" && typing(e.target)) { e.target.blur(); return; }
    if (typing(e.target) || document.querySelector("dialog[open]")) return;
    const keys = pending ? pending + " " + e.key : e.key;
    pending = "";
    if (e.key === "?") help()?.showModal();
    else if (keys === "j") walk(1);
    else if (keys === "k") walk(-1);
    else if (named(keys)) press(named(keys));
    else if (begins(e.key)) wait(e.key);
    else return;
    e.preventDefault();
  });

  document.addEventListener("click", (e) => {
    const opener = e.target.closest("[data-open]");
    if (opener) document.getElementById(opener.dataset.open)?.showModal();
    for (const me of document.querySelectorAll("details.me[open]")) if (!me.contains(e.target)) me.open = false;
  });

  // A form sent twice is an act done twice: the second press does nothing.
  document.addEventListener("submit", (e) => {
    if (e.defaultPrevented || e.target.method !== "post") return;
    if (e.target.dataset.sent) e.preventDefault();
    e.target.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => { for (const f of document.forms) delete f.dataset.sent; });

  // Pictures: the library comes only where a page has one, and the table below stays.
  const load = (src) => new Promise((done, failed) => {
    const s = document.createElement("script");
    s.src = src; s.onload = done; s.onerror = failed;
    document.head.append(s);
  });
  const colour = (name) => {
    const probe = document.createElement("span");
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    const c = getComputedStyle(probe).color;
    probe.remove();
    return c;
  };
  const draw = async (place) => {
    if (!window.cytoscape) {
      const mine = document.createElement("meta"); // the library would write a style element, which the policy refuses
      mine.id = "__________cytoscape_stylesheet";
      document.head.append(mine);
      await load(place.dataset.lib);
    }
    const g = JSON.parse(place.dataset.graph);
    const ink = colour("ink"), edge = colour("strong"), ground = colour("sunk");
    const cy = window.cytoscape({
      container: place,
      elements: [...g.Nodes.map((n) => ({ data: n })), ...g.Edges.map((e) => ({ data: e }))],
      style: [
        { selector: "node", style: { label: "data(name)", color: ink, "background-color": ground, "border-color": edge, "border-width": 2, "font-size": 12, "text-valign": "bottom", "text-margin-y": 4, "text-wrap": "wrap", "text-max-width": 120 } },
        { selector: "edge", style: { label: "data(kind)", color: ink, "font-size": 10, width: 1.5, "line-color": edge, "target-arrow-color": edge, "target-arrow-shape": "triangle", "curve-style": "bezier", "text-rotation": "autorotate", "text-background-color": colour("ground"), "text-background-opacity": 1 } },
      ],
      layout: { name: "concentric", animate: false, padding: 32, concentric: (n) => n.degree(), levelWidth: () => 1, minNodeSpacing: 96, startAngle: 0, nodeDimensionsIncludeLabels: true },
      maxZoom: 1, userZoomingEnabled: false,
    });
    cy.on("tap", "node", (e) => { const p = e.target.data("path"); if (p) location.assign(p); });
  };
  const pictures = () => {
    for (const p of document.querySelectorAll("[data-graph]")) if (!p.querySelector("canvas")) draw(p).catch(() => p.remove());
  };
  const begin = () => {
    document.querySelector(".errors")?.focus();
    pictures();
  };
  // A large file shows how far it is on its way. What comes back is the next page, or this one with what is wrong.
  document.addEventListener("submit", (e) => {
    const form = e.target.closest("[data-progress] form");
    if (!form || e.defaultPrevented) return;
    e.preventDefault();
    const bar = document.createElement("p");
    bar.className = "progress";
    bar.setAttribute("role", "status");
    bar.innerHTML = "<label></label> <progress max=\"1\"></progress>";
    bar.firstChild.textContent = form.closest("[data-progress]").dataset.progress;
    form.querySelector(".actions").append(bar);
    const send = new XMLHttpRequest();
    send.open("POST", form.action);
    send.upload.onprogress = (u) => { if (u.lengthComputable) bar.querySelector("progress").value = u.loaded / u.total; };
    send.onload = () => {
      if (send.status < 400) { location.assign(send.responseURL); return; }
      document.open(); document.write(send.responseText); document.close();
    };
    send.onerror = () => { bar.remove(); form.submit(); };
    send.send(new FormData(form));
  });
  document.addEventListener("htmx:after:swap", pictures);
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", begin) : begin();
})();
