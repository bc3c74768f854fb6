// Tabs, and the parts that come from the server: [data-load] fetches a piece of HTML, a form with data-into sends itself.
(() => {
  const base = () => window.location.origin + window.location.pathname.replace(/\/$/, "");
  const token = () => document.querySelector(".lr-bar-top")?.dataset.csrf ?? "";
  const place = (name) => document.getElementById(name);

  window.lrFetch = async (path, body) => {
    const options = body ? { method: "POST", body, headers: { "x-csrf": token() } } : {};
    const answer = await fetch(base() + path, { credentials: "same-origin", ...options });
    if (answer.status === 401) { window.location.assign(base() + "/login"); throw new Error("logged out"); }
    return answer;
  };

  const unreached = '<div class="lr lr-error" role="alert"><b>没有连上</b><p>请检查网络，再点一次。</p></div>';
  const show = (target, html, focus) => {
    const old = target.querySelector(":scope > .lr-error");
    if (html.includes('class="lr lr-error"') && target.firstElementChild) { // keep what was typed
      old?.remove();
      target.insertAdjacentHTML("afterbegin", html);
      target.firstElementChild.scrollIntoView({ block: "center" });
      return;
    }
    target.innerHTML = html;
    target.hidden = false;
    if (focus) { target.tabIndex = -1; target.focus({ preventScroll: true }); target.scrollIntoView({ block: "start" }); }
    window.lrTranslate?.(target);
    window.lrOpinions?.(target);
  };

  const load = async (path, name, focus = false) => {
    const target = place(name);
    if (!target) return;
    target.setAttribute("aria-busy", "true");
    try {
      const html = await (await window.lrFetch(path)).text();
      if (name === "lr-exemplar" || name === "lr-dialog-body") {
        place("lr-dialog-body").innerHTML = html;
        if (!place("lr-dialog").open) place("lr-dialog").showModal();
        place("lr-dialog-body").scrollTop = 0;
      } else show(target, html, focus);
    } catch (error) {
      if (error.message !== "logged out") show(target, unreached);
    } finally { target.removeAttribute("aria-busy"); }
  };

  const choose = (name, focus = false, path = `/parts/${name}`) => {
    const tabs = [...document.querySelectorAll(".lr-bar-top [role=tab]")];
    const chosen = place(`t-${name}`) ? name : "review";
    tabs.forEach((one) => {
      const on = one.id === `t-${chosen}`;
      one.setAttribute("aria-selected", String(on));
      one.tabIndex = on ? 0 : -1;
      const room = place(one.getAttribute("aria-controls"));
      if (room) { room.hidden = !on; room.classList.toggle("lr-away", !on); }
      if (on && focus) one.focus();
    });
    place("lr-opened").hidden = true;
    if (chosen !== "review") load(path, `p-${chosen}`);
    const address = new URL(window.location.href);
    if (chosen === "review") address.searchParams.delete("tab"); else address.searchParams.set("tab", chosen);
    window.history.replaceState(null, "", address);
  };

  const start = async () => {
    const frame = place("lr-frame");
    if (!frame || frame.dataset.ready) return;
    frame.dataset.ready = "yes";
    frame.innerHTML = await (await window.lrFetch("/parts/frame")).text();
    place("p-review")?.setAttribute("role", "tabpanel");
    place("p-review")?.setAttribute("aria-labelledby", "t-review");
    choose(new URL(window.location.href).searchParams.get("tab") ?? "review");
    window.lrTranslate?.(document.body);
  };
  const waiting = new MutationObserver(() => { if (place("lr-frame") && place("lr-opened")) { waiting.disconnect(); start(); } });
  waiting.observe(document.documentElement, { childList: true, subtree: true });

  document.addEventListener("click", (event) => {
    const tab = event.target.closest?.(".lr-bar-top [role=tab]");
    if (tab) return choose(tab.id.slice(2));
    const link = event.target.closest?.("a[data-load]");
    if (link) {
      event.preventDefault();
      if (link.dataset.tab) return choose(link.dataset.tab, true, link.dataset.load);
      return load(link.dataset.load, link.dataset.into, true);
    }
    const whole = event.target.closest?.("button[data-whole]");
    if (whole) return load(`/parts/library/${whole.dataset.whole}`, "lr-dialog-body");
    if (event.target.closest?.(".lr-close")) return place("lr-dialog").close();
    const cite = event.target.closest?.("button.lr-cite");
    if (cite) return quote(cite);
  });

  document.addEventListener("keydown", (event) => {
    const tab = event.target.closest?.(".lr-bar-top [role=tab]");
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!tab || !step) return;
    const tabs = [...document.querySelectorAll(".lr-bar-top [role=tab]")];
    choose(tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length].id.slice(2), true);
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.dataset.into) return;
    event.preventDefault();
    const ask = event.submitter?.dataset.ask ?? form.dataset.ask;
    if (ask && !window.confirm(ask)) return;
    const data = new FormData(form, event.submitter);
    if (form.method === "get" && form.getAttribute("method")) {
      return load(`${new URL(form.action).pathname}?${new URLSearchParams(data)}`, form.dataset.into);
    }
    const pressed = event.submitter;
    if (pressed) { pressed.disabled = true; if (form.dataset.wait) pressed.textContent = form.dataset.wait; }
    let answer, html;
    try {
      answer = await window.lrFetch(form.getAttribute("action"), data);
      html = await answer.text();
    } catch (error) {
      if (error.message !== "logged out") show(place(form.dataset.into), unreached, true);
      return;
    } finally { if (pressed) pressed.disabled = false; }
    if (form.dataset.into === "lr-caution") place("lr-caution")?.remove(); else show(place(form.dataset.into), html, answer.ok);
  });

  // the passage selected in the draft, as characters of its text: code points, as the server counts
  const spanOf = () => {
    const selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const at = (node, offset) => {
      const block = (node.nodeType === 1 ? node : node.parentElement).closest(".lr-source [data-start]");
      if (!block) return null;
      const before = document.createRange();
      before.setStart(block, 0);
      before.setEnd(node, offset);
      return Number(block.dataset.start) + [...before.toString()].length;
    };
    const from = at(range.startContainer, range.startOffset), to = at(range.endContainer, range.endOffset);
    return from === null || to === null || to <= from ? null : [from, to, selection.toString()];
  };
  let kept = null; // pressing the button may clear the selection
  document.addEventListener("selectionchange", () => { kept = spanOf() ?? (window.getSelection().isCollapsed ? kept : null); });
  const quote = (button) => {
    const field = button.form.elements[button.dataset.for], cited = button.parentElement.querySelector(".lr-cited");
    if (!kept) { cited.textContent = "先在原文里选中一段话"; return; }
    field.value = `${kept[0]}-${kept[1]}`;
    cited.textContent = kept[2].slice(0, 60);
    kept = null;
  };
})();
