/* The sheet of a day: Enter and the arrows go down the column as on paper, and the sum of the good pieces is told. Works without. */
(() => {
  "use strict";
  const sheet = document.querySelector("[data-sheet]");
  if (!sheet) return;
  const column = (box) => [...sheet.querySelectorAll(`[data-part="${box.dataset.part}"]`)];
  sheet.addEventListener("keydown", (event) => {
    const box = event.target;
    if (!box.dataset.part || event.isComposing) return;
    const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const boxes = column(box);
    const next = boxes[boxes.indexOf(box) + step];
    if (next) { next.focus(); next.select(); } else if (event.key === "Enter") sheet.querySelector("button[type=submit]").focus();
  });
  const sum = sheet.querySelector("[data-sum]");
  const count = () => {
    const good = [...sheet.querySelectorAll("[data-part=good]")].reduce((all, box) => all + (parseInt(box.value, 10) || 0), 0);
    sum.textContent = good.toLocaleString("en");
  };
  if (sum) { sheet.addEventListener("input", count); count(); }
})();
