/* Forms with data-draft: what is typed is kept on this computer, sealed, until the portal has taken it; sent in place, so that a
   lost line leaves the page as it is. Never sent without a tap. Why it is so: docs/decisions/021-drafts-on-a-shared-computer.md. */
(() => {
  "use strict";
  const bar = document.getElementById("unsent");
  if (!bar) return;
  const templates = [...document.querySelectorAll("template[data-words]")];
  const word = (what) => templates.map((one) => one.content.querySelector(`[data-case="${what}"]`)).find(Boolean).cloneNode(true);
  const SOON = 400, PRESENT = 5 * 60e3, PATIENCE = 60e3, PATIENCE_FILES = 600e3, SLOW = 8e3;
  const HIDDEN_FROM_DRAFTS = ["csrfmiddlewaretoken"];
  const store = (() => { try { localStorage.length; return localStorage; } catch { return null; } })();
  const canSeal = Boolean(store && window.crypto && crypto.subtle);
  const works = [];

  /* The key: asked for once a page, held in memory only. */
  const vault = { mark: document.body.dataset.draftMark, key: null, asked: 0, asking: null };
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const utf8 = (text) => new TextEncoder().encode(text);

  /* "ok", or why not: "offline", "over" (nobody is signed in), "other" (somebody else is). */
  function unlock(anew) {
    if (vault.key && !anew) return Promise.resolve("ok");
    vault.asked = Date.now();
    vault.asking = vault.asking || ask().catch(() => "offline").finally(() => { vault.asking = null; });
    return vault.asking;
  }
  async function ask() {
    const answer = await fetch(bar.dataset.key, { redirect: "manual", cache: "no-store" });
    const told = answer.type === "opaqueredirect" ? null : await answer.json();
    vault.key = null;
    if (!told) return "over";
    if (String(told.user) !== bar.dataset.user) return "other";
    vault.key = canSeal ? await crypto.subtle.importKey("raw", bytes(told.key), "AES-GCM", false, ["encrypt", "decrypt"]) : null;
    vault.mark = told.mark;
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": told.csrf }));
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => { field.value = told.csrf; });
    return "ok";
  }

  /* The store: draft.<mark of the sign-in>.<number drawn for the draft>; with ".sent" behind it once the portal has answered. */
  const nameOf = (id) => `draft.${vault.mark}.${id}`;
  const names = () => (store ? Object.keys(store) : []).filter((name) => name.startsWith(nameOf("")) && !name.endsWith(".sent"));
  async function seal(id, draft) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const about = { name: "AES-GCM", iv, additionalData: utf8(nameOf(id)) };
    const sealed = new Uint8Array(await crypto.subtle.encrypt(about, vault.key, utf8(JSON.stringify(draft))));
    let text = "";
    for (const byte of [...iv, ...sealed]) text += String.fromCharCode(byte);
    return btoa(text);
  }
  async function open(name) {
    try {
      const raw = bytes(store.getItem(name));
      const about = { name: "AES-GCM", iv: raw.slice(0, 12), additionalData: utf8(name) };
      const plain = await crypto.subtle.decrypt(about, vault.key, raw.slice(12));
      return { ...JSON.parse(new TextDecoder().decode(plain)), id: name.slice(nameOf("").length) };
    } catch { return null; }
  }
  const opened = async () => (await Promise.all(names().map(open))).filter(Boolean).sort((one, two) => two.at - one.at);
  function remove(id) { if (store) store.removeItem(nameOf(id)); count(); }

  /* Whether the last sending was refused stands on the page after it; then its draft is not done with. */
  function settle() {
    const sent = (store ? Object.keys(store) : []).filter((name) => name.startsWith(nameOf("")) && name.endsWith(".sent"));
    for (const name of sent) {
      if (document.querySelector("main .notice-error")) store.setItem(name.slice(0, -5), store.getItem(name));
      store.removeItem(name);
    }
  }

  /* The form: what stands in it, and putting it back. */
  const fields = (form) => [...form.elements].filter((field) => field.name && !HIDDEN_FROM_DRAFTS.includes(field.name)
    && !["file", "submit", "button", "password"].includes(field.type));
  const read = (form) => fields(form).filter((field) => !["checkbox", "radio"].includes(field.type) || field.checked).flatMap((field) =>
    (field.type === "select-multiple" ? [...field.selectedOptions].map((one) => [field.name, one.value]) : [[field.name, field.value]]));
  const typed = (form, values) => JSON.stringify(values.filter(([name]) => form.elements[name]?.type !== "hidden"));
  const files = (form) => [...form.elements].filter((field) => field.type === "file");
  function fill(form, values) {
    const given = new Map();
    for (const [name, value] of values) given.set(name, [...(given.get(name) || []), value]);
    for (const field of fields(form)) {
      const mine = given.get(field.name) || [], before = field.checked + field.value;
      if (["checkbox", "radio"].includes(field.type)) field.checked = mine.includes(field.value);
      else if (field.type === "select-multiple") [...field.options].forEach((one) => { one.selected = mine.includes(one.value); });
      else if (mine.length) field.value = mine.shift();
      if (field.type !== "hidden" && before !== field.checked + field.value) field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  /* Words come from the template, moments are Beijing's. */
  const moment = (at) => new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "short" }).format(at);
  function say(place, what, { at, code, ...only } = {}) {
    const said = word(what);
    said.querySelectorAll("time").forEach((time) => { time.textContent = at ? moment(at) : ""; });
    for (const [name, holds] of Object.entries({ kept: Boolean(at), unkept: !at, ...only })) {
      if (!holds) said.querySelectorAll(`[data-if-${name}]`).forEach((part) => part.remove());
    }
    said.querySelectorAll("[data-code]").forEach((part) => { part.textContent = code || ""; });
    place.className = `notice draft-note notice-${said.dataset.tone || "info"}`;
    place.dataset.says = what;
    place.replaceChildren(said);
    place.hidden = false;
    return said;
  }
  const tell = (work, what, code) => say(work.below, what, { at: work.at, code });
  function rows(list, drafts, { take, drop }) {
    list.replaceChildren(...drafts.map((draft) => {
      const row = word("row").firstElementChild;
      const link = row.querySelector("a"), button = row.querySelector('[data-do="take"]');
      link.textContent = draft.title;
      row.querySelector("time").textContent = moment(draft.at);
      if (take) { link.replaceWith(link.textContent); button.addEventListener("click", () => take(draft)); }
      else { link.href = `${draft.url}#draft-${draft.id}`; button.remove(); }
      row.querySelector('[data-do="drop"]').addEventListener("click", () => sure("draft-drop", () => { remove(draft.id); row.remove(); if (drop) drop(draft); }));
      return row;
    }));
  }
  function sure(id, then) {
    const dialog = document.getElementById(id);
    dialog.querySelectorAll("[data-count]").forEach((part) => { part.textContent = names().length; });
    dialog.onclose = () => { if (dialog.returnValue === "yes") then(); };
    dialog.returnValue = "";
    dialog.showModal();
  }

  /* Keeping. */
  async function keep(work) {
    clearTimeout(work.timer);
    work.timer = 0;
    if (work.sent) return;
    if (!canSeal) { tell(work, "unkept"); return; }
    const { form } = work, values = read(form);
    if (typed(form, values) === typed(form, work.base)) {
      if (work.id && !work.tried) { remove(work.id); work.id = ""; work.at = 0; work.below.hidden = true; }
      return;
    }
    const why = await unlock();
    if (!vault.key) { tell(work, why === "offline" ? "locked" : why); return; }
    if (!work.id) {
      work.id = crypto.getRandomValues(new Uint32Array(3)).join("");
      history.replaceState(history.state, "", `#draft-${work.id}`);
    }
    const named = form.elements[form.dataset.draftTitle];
    const title = [document.querySelector("h1").textContent.trim(), named && named.value.trim()].filter(Boolean).join(" · ");
    const at = Date.now(), url = location.pathname + location.search, { id, tried } = work;
    try {
      const text = await seal(id, { form: form.dataset.draft, url, title, at, values, base: typed(form, work.base), tried });
      if (work.sent || work.id !== id) return; /* sent or thrown away meanwhile */
      store.setItem(nameOf(id), text);
    } catch { tell(work, "unkept"); return; }
    work.at = at;
    if (!work.busy) tell(work, "kept");
    if (!files(form).some((field) => field.value)) form.dispatchEvent(new Event("draft:safe", { bubbles: true }));
    count();
    /* Whoever types is there: the sign-in does not run out under her hands. */
    if (Date.now() - vault.asked > PRESENT) renew(work);
  }
  async function renew(work) {
    const before = vault.mark, why = await unlock(true);
    if (why === "over" || why === "other") tell(work, why);
    else if (vault.mark !== before) await keep(work);
  }

  /* Finding what was kept: of one matter it is filled in, of several it is offered. */
  async function find(work, wanted) {
    if (!canSeal || !names().length || (await unlock()) !== "ok") return;
    const drafts = (await opened()).filter((draft) => draft.form === work.form.dataset.draft);
    const untouched = typed(work.form, read(work.form)) === typed(work.form, work.base) && !work.form.querySelector(".has-error");
    const mine = drafts.find((draft) => draft.id === wanted) || (work.form.dataset.draft.includes(":") && drafts[0]);
    if (mine && untouched) restore(work, mine);
    else if (drafts.length) offer(work, drafts);
  }
  function offer(work, drafts) {
    const done = () => { if (!work.above.querySelector("li")) work.above.hidden = true; };
    rows(say(work.above, "offer").querySelector("[data-list]"), drafts, { take: (draft) => restore(work, draft), drop: done });
  }
  function restore(work, draft) {
    Object.assign(work, { id: draft.id, at: draft.at, tried: draft.tried });
    fill(work.form, draft.values);
    history.replaceState(history.state, "", `#draft-${draft.id}`);
    const changed = draft.base !== typed(work.form, work.base);
    const said = say(work.above, "restored", { at: draft.at, files: files(work.form).length > 0, changed, tried: draft.tried });
    said.querySelector('[data-do="drop"]').addEventListener("click", () => sure("draft-drop", () => {
      remove(work.id);
      Object.assign(work, { id: "", at: 0, tried: false });
      fill(work.form, work.base);
      clearTimeout(work.timer);
      work.above.hidden = work.below.hidden = true;
      history.replaceState(history.state, "", location.pathname + location.search);
    }));
  }

  /* Sending. */
  async function post(work, submitter) {
    const body = new FormData(work.form), giveUp = new AbortController();
    if (submitter && submitter.name) body.append(submitter.name, submitter.value);
    const patience = files(work.form).some((field) => field.value) ? PATIENCE_FILES : PATIENCE;
    const timers = [setTimeout(() => giveUp.abort(), patience), setTimeout(() => tell(work, "slow"), SLOW)];
    try {
      const address = work.form.getAttribute("action") || location.pathname + location.search;
      const answer = await fetch(address, { method: "POST", body, headers: { "X-Draft": "send" }, redirect: "manual", signal: giveUp.signal });
      if (answer.type === "opaqueredirect") return null; /* not ours: something on the line asks to be signed in to */
      const onward = answer.headers.get("HX-Redirect");
      const over = Boolean(onward) && new URL(onward, location.href).pathname === bar.dataset.signIn;
      return { status: answer.status, onward, over, text: answer.status === 200 ? await answer.text() : "" };
    } catch { return null; } finally { timers.forEach(clearTimeout); }
  }
  async function send(work, submitter) {
    if (work.busy) return;
    const tried = work.tried;
    Object.assign(work, { busy: true, tried: true });
    work.form.querySelectorAll("button[type=submit]").forEach((button) => { button.disabled = true; });
    tell(work, "sending");
    await keep(work);
    let answer = await post(work, submitter), why = "ok";
    if (answer && (answer.over || answer.status === 403)) {
      /* The sign-in ran out, or the same person signed in anew in another tab: then with the new token, once. */
      why = await unlock(true);
      if (why === "ok") answer = await post(work, submitter);
    }
    if (answer && answer.onward && !answer.over) { done(work, answer.onward); return; }
    const again = answer && answer.text && new DOMParser().parseFromString(answer.text, "text/html");
    const same = again && [...again.forms].find((form) => form.dataset.draft === work.form.dataset.draft);
    if (same) { show(work, again, same); return; }
    work.busy = false;
    /* Without an answer it may have arrived all the same. */
    work.tried = tried || !answer || answer.status >= 500;
    work.form.querySelectorAll("button[type=submit]").forEach((button) => { button.disabled = false; });
    if (why === "ok") await keep(work);
    tell(work, why !== "ok" ? why : answer ? "refused" : "offline", answer ? answer.status : "");
    work.below.scrollIntoView({ block: "nearest" });
  }
  function done(work, onward) {
    work.sent = true;
    if (work.id && store.getItem(nameOf(work.id))) {
      store.setItem(`${nameOf(work.id)}.sent`, store.getItem(nameOf(work.id)));
      remove(work.id);
    }
    work.form.dispatchEvent(new Event("draft:safe", { bubbles: true }));
    location.assign(new URL(onward, location.href).pathname + new URL(onward, location.href).search);
  }
  /* The form came back with what is to be mended: its page takes the place of this one, and goes on keeping. */
  function show(work, again, same) {
    const { id, at, base } = work;
    works.splice(works.indexOf(work), 1);
    document.querySelector("main").replaceWith(document.importNode(again.querySelector("main"), true));
    document.title = again.title;
    if (window.htmx) window.htmx.process(document.querySelector("main"));
    const fresh = attach(document.querySelector(`form[data-draft="${same.dataset.draft}"]`));
    Object.assign(fresh, { id, at, base });
    keep(fresh);
    document.querySelector("main [data-focus]")?.focus();
  }

  function attach(form) {
    const box = () => Object.assign(document.createElement("div"), { hidden: true });
    const work = { form, base: read(form), id: "", at: 0, tried: false, busy: false, sent: false, timer: 0, above: box(), below: box() };
    for (const place of [work.above, work.below]) place.setAttribute("role", "status");
    form.prepend(work.above);
    const buttons = form.querySelector(".form-buttons, [data-draft-here]");
    if (buttons) buttons.before(work.below); else form.append(work.below);
    for (const field of files(form)) field.after(word("file"));
    form.addEventListener("input", () => { clearTimeout(work.timer); work.timer = setTimeout(() => keep(work), SOON); });
    form.addEventListener("change", () => { clearTimeout(work.timer); work.timer = setTimeout(() => keep(work), 0); });
    form.addEventListener("submit", (event) => { event.preventDefault(); send(work, event.submitter); });
    works.push(work);
    return work;
  }

  /* The top bar: how many, and which. */
  function count() {
    const many = names().length;
    bar.hidden = !many;
    bar.querySelector("[data-count]").textContent = many;
  }
  bar.querySelector("button").addEventListener("click", async () => {
    const list = bar.querySelector("[data-list]"), why = await unlock();
    const here = (draft) => { if (works.some((work) => work.id === draft.id)) location.reload(); };
    if (why === "ok") rows(list, await opened(), { drop: here });
    else list.replaceChildren(word("closed").firstElementChild);
  });
  document.querySelector("form[data-sign-out]")?.addEventListener("submit", (event) => {
    if (!names().length) return;
    event.preventDefault();
    const form = event.target;
    sure("draft-end", () => { names().forEach((name) => store.removeItem(name)); form.submit(); });
  });
  window.addEventListener("storage", count);
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  window.addEventListener("online", () => works.forEach((work) => { if (work.below.dataset.says === "offline") tell(work, "back"); }));
  document.addEventListener("visibilitychange", () => works.forEach((work) => {
    if (document.hidden) { if (work.timer) keep(work); }
    else if (work.id && !work.busy && !store.getItem(nameOf(work.id))) renew(work);
  }));

  settle();
  count();
  const wanted = (/^#draft-(\d+)$/.exec(location.hash) || [])[1];
  for (const form of document.querySelectorAll("form[data-draft]")) find(attach(form), wanted);
})();
