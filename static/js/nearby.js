/* The finder's one courtesy: a button that fills in where the browser is, to about a hundred metres. Without it, nothing is missing. */
(() => {
  "use strict";
  const button = document.querySelector("[data-nearby]");
  const form = button && document.querySelector(button.dataset.nearby);
  if (!form || !navigator.geolocation) return;
  const said = document.getElementById("nearby-said");
  button.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    said.textContent = button.dataset.wait;
    navigator.geolocation.getCurrentPosition((found) => {
      form.elements.lat.value = found.coords.latitude.toFixed(3);
      form.elements.lon.value = found.coords.longitude.toFixed(3);
      form.elements.near.value = "";
      form.submit();
    }, () => {
      button.disabled = false;
      said.textContent = button.dataset.failed;
    }, { timeout: 15000, maximumAge: 300000 });
  });
})();
