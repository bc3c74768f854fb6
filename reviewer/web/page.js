// A quote leads to its passage in the draft, a criterion's name to its details, an exemplar's title to its passage.
(() => {
  document.documentElement.lang = "zh-CN";
  const address = new URL(window.location.href);
  if (address.searchParams.get("__theme") !== "light") {
    address.searchParams.set("__theme", "light"); // the report has one, light, look
    window.history.replaceState(null, "", address);
  }

  const opened = new Set(); // criteria the teacher unfolded: kept open when the results are refreshed
  window.lrRestore = () =>
    document.querySelectorAll("details.lr-criterion").forEach((one) => { one.open = opened.has(one.id); });

  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const behavior = calm ? "auto" : "smooth";

  const flash = (elements) => {
    elements.forEach((one) => one.classList.add("lr-flash"));
    setTimeout(() => elements.forEach((one) => one.classList.remove("lr-flash")), 2600);
  };

  const offerWayBack = (from) => {
    document.getElementById("lr-back")?.remove();
    const button = document.createElement("button");
    button.id = "lr-back";
    button.textContent = "↑ 回到刚才看的意见";
    button.onclick = () => { window.scrollTo({ top: from, behavior }); button.remove(); };
    document.body.append(button);
  };

  const bringIntoView = (element) => {
    const pane = element.closest(".lr-pane");
    if (pane) {
      const choice = pane.parentElement.querySelector(`input[data-pane="${pane.dataset.pane}"]`);
      if (choice) choice.checked = true;
    }
    element.closest("details")?.setAttribute("open", "");
    if (pane && pane.scrollHeight > pane.clientHeight + 1) {
      const away = element.getBoundingClientRect().top - pane.getBoundingClientRect().top;
      pane.scrollTo({ top: pane.scrollTop + away - pane.clientHeight / 3, behavior });
      const box = pane.getBoundingClientRect();
      if (box.top >= 0 && box.bottom <= window.innerHeight + 4) return;
      if (box.top < window.innerHeight * 0.4 && box.bottom > window.innerHeight * 0.6) return;
      pane.scrollIntoView({ block: "nearest", behavior });
      return;
    }
    const box = element.getBoundingClientRect();
    if (box.top < 60 || box.bottom > window.innerHeight - 60) {
      if (pane && window.matchMedia("(max-width: 900px)").matches) offerWayBack(window.scrollY);
      element.scrollIntoView({ block: "center", behavior });
    }
  };

  document.addEventListener("click", (event) => {
    const summary = event.target.closest?.("details.lr-criterion > summary");
    if (summary) {
      const one = summary.parentElement;
      if (one.open) opened.delete(one.id); else opened.add(one.id); // before the browser toggles it
      return;
    }
    const link = event.target.closest?.("a[data-ev], a[data-go]");
    if (!link) return;
    event.preventDefault(); // the page has a <base>: following "#…" would leave it
    const root = link.closest(".lr-results") ?? document; // two results may be on the page: a new one and one of before
    const found = link.dataset.ev
      ? [...root.querySelectorAll("mark.lr-ev")].filter((one) => one.dataset.ev.split(" ").includes(link.dataset.ev))
      : [root.querySelector(`#${CSS.escape(link.dataset.go)}`)].filter(Boolean);
    if (!found.length) return;
    if (found[0].matches("details")) { found[0].open = true; opened.add(found[0].id); }
    bringIntoView(found[0]);
    flash(found);
  });
})();
