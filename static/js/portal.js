/* Small courtesies: send once, ask before what cannot be undone, warn before entries are lost. Every page works without it. */
(() => {
  "use strict";
  const words = document.body.dataset;
  const dirty = new Set();

  /* Send once: the second click on the same form does nothing until the page answers. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || (form.method || "get").toLowerCase() !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    dirty.delete(form);
    /* Disabled only after the browser has read the entries: a disabled button would not be sent. */
    setTimeout(() => form.querySelectorAll("button[type=submit]").forEach((button) => { button.disabled = true; }), 0);
    /* A file leaves the page as it is: whoever needs the paper again can ask for it after a moment. */
    if (form.hasAttribute("data-file")) setTimeout(() => reopen(form), 2000);
  });
  const reopen = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("button[type=submit]").forEach((button) => { button.disabled = false; });
  };
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(reopen);
  });

  /* A button with data-dialog opens the <dialog> of that id; data-close shuts it. Escape and focus are the browser's. */
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.dialog);
      if (dialog && dialog.showModal) { event.preventDefault(); dialog.showModal(); }
    }
    const closer = event.target.closest("[data-close]");
    if (closer) { event.preventDefault(); closer.closest("dialog").close(); }
    if (event.target.closest("[data-print]")) window.print();
    document.querySelectorAll("details.more[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  /* Entries that were typed and not sent. */
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.hasAttribute("data-dirty")) dirty.add(form);
  });
  /* What drafts.js has kept or sent is not lost. */
  document.addEventListener("draft:safe", (event) => dirty.delete(event.target));
  window.addEventListener("beforeunload", (event) => {
    if (dirty.size) { event.preventDefault(); event.returnValue = words.unsaved || ""; }
  });

  /* Drafts end with the sign-in that they were kept under; on a page for nobody, all of them. */
  try {
    const mine = words.draftMark ? `draft.${words.draftMark}.` : "";
    Object.keys(localStorage).filter((name) => name.startsWith("draft.") && !(mine && name.startsWith(mine)))
      .forEach((name) => localStorage.removeItem(name));
  } catch { /* a browser that stores nothing has nothing to forget */ }

  /* After a refused form the summary is read first; a link in it moves into the control. */
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  /* htmx: say aloud that something failed, instead of nothing at all. */
  const live = document.getElementById("live");
  const say = () => { if (live) live.textContent = words.failed || ""; };
  document.body.addEventListener("htmx:responseError", say);
  document.body.addEventListener("htmx:sendError", say);
})();
