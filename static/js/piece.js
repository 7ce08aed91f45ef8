/* The sheet of a day: Enter and the arrows go down the column as on paper, and the sum of the good pieces is told. Works without. */
(() => {
  "use strict";
  /* Heard at the document: a sheet that was refused is put in place anew. */
  const sheetOf = (box) => box.closest("[data-sheet]");
  document.addEventListener("keydown", (event) => {
    const box = event.target, sheet = sheetOf(box);
    if (!sheet || !box.dataset.part || event.isComposing) return;
    const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const boxes = [...sheet.querySelectorAll(`[data-part="${box.dataset.part}"]`)];
    const next = boxes[boxes.indexOf(box) + step];
    if (next) { next.focus(); next.select(); } else if (event.key === "Enter") sheet.querySelector("button[type=submit]").focus();
  });
  const count = (sheet) => {
    const sum = sheet && sheet.querySelector("[data-sum]");
    if (!sum) return;
    const good = [...sheet.querySelectorAll("[data-part=good]")].reduce((all, box) => all + (parseInt(box.value, 10) || 0), 0);
    sum.textContent = good.toLocaleString("en");
  };
  document.addEventListener("input", (event) => count(sheetOf(event.target)));
  count(document.querySelector("[data-sheet]"));
})();
