// The search boxes of the administration carry the name of their field, for whoever does not see the label beside them.
// Another script draws them, so this one names each as soon as it appears.
function nameBoxes() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const text = document.getElementById(`select2-${select.id}-container`);
    if (!label || !text || text.getAttribute("aria-labelledby")) continue;
    label.id = label.id || `${select.id}_label`;
    for (const part of [text, text.closest(".select2-selection")]) part.setAttribute("aria-labelledby", label.id);
  }
}
new MutationObserver(nameBoxes).observe(document.body, { childList: true, subtree: true });
nameBoxes();
