/* The big screen: turns the vacancies page by page, asks for news every minute, and keeps what it shows when the line is lost. */
(() => {
  "use strict";
  const TURN = 10000, ASK = 60000, WAIT = 20000;
  let first = 0;

  /* The time of Beijing, whatever the screen's own clock is set to; Swedish writes days as 2026-11-20. */
  const wall = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "short" });
  const tick = () => { document.getElementById("clock").textContent = wall.format(new Date()); };

  /* As many vacancies as the screen has room for; a telephone shows them all. */
  const turn = (onward) => {
    const rows = [...document.querySelectorAll("#rolling li")];
    const place = document.getElementById("place");
    if (!rows.length || window.innerWidth <= 900) { rows.forEach((row) => { row.hidden = false; }); place.textContent = ""; return; }
    rows.forEach((row) => { row.hidden = false; });
    const room = window.innerHeight - rows[0].getBoundingClientRect().top - 8;
    const each = rows.length > 1 ? rows[1].offsetTop - rows[0].offsetTop : rows[0].offsetHeight;
    const size = Math.max(1, Math.floor(room / each));
    if (onward) first += size;
    if (first >= rows.length) first = 0;
    rows.forEach((row, number) => { row.hidden = number < first || number >= first + size; });
    place.textContent = rows.length > size ? `${first + 1}–${Math.min(first + size, rows.length)} / ${rows.length}` : "";
  };

  /* The whole page is asked for and only what it shows is taken over, so nothing goes blank when no answer comes. */
  const lost = document.getElementById("lost");
  const beat = document.body.dataset.beat;
  /* A device that was given out by the bureau says that it is there; one that was taken back shows nothing of the station. */
  const seen = () => { if (beat) fetch(beat, { method: "POST", credentials: "omit" }).catch(() => {}); };
  const gone = () => {
    document.getElementById("shown").replaceChildren();
    lost.textContent = lost.dataset.gone;
    lost.hidden = false;
  };
  const ask = async () => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), WAIT);
    try {
      const answer = await fetch(location.href, { cache: "no-store", credentials: "omit", signal: stop.signal });
      if (answer.status === 404 && beat) return gone();
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("shown");
      if (!fresh) throw new Error("another page");
      document.getElementById("shown").replaceWith(document.adoptNode(fresh));
      lost.hidden = true;
      turn(false);
      seen();
    } catch (trouble) {
      lost.textContent = lost.dataset.words.replace("{moment}", document.getElementById("shown").dataset.at);
      lost.hidden = false;
      turn(false);
    } finally {
      clearTimeout(timer);
    }
  };

  /* A browser that knows the line is lost says so at once; the answer tells whether it is really back. */
  window.addEventListener("offline", ask);
  window.addEventListener("online", ask);
  window.addEventListener("resize", () => turn(false));
  tick();
  turn(false);
  seen();
  setInterval(tick, 1000);
  setInterval(() => turn(true), TURN);
  setInterval(ask, ASK);
})();
