// “不同意” on every indicator and level of a kept review, buttons for whole exemplars, and the English switch.
(() => {
  const make = (tag, given, ...inside) => {
    const one = Object.assign(document.createElement(tag), given);
    one.append(...inside);
    return one;
  };
  const LEVELS = [["1", "1 缺失"], ["2", "2 薄弱"], ["3", "3 基本达到"], ["4", "4 良好"], ["5", "5 优秀"]];
  const ANSWERS = [["yes", "做到了"], ["no", "没做到"]];
  const words = new Map([...LEVELS, ...ANSWERS]);

  const body = (values) => { const data = new FormData(); Object.entries(values).forEach(([k, v]) => data.set(k, v)); return data; };

  const said = (box, path, about, opinion) => {
    const undo = make("button", { type: "button", className: "lr-plain", textContent: "撤回" });
    undo.onclick = async () => { await window.lrFetch(`${path}/withdraw`, body({ about })); offer(box, path, about); };
    box.replaceChildren(make("p", { className: "lr-opinion" }, `您认为：${words.get(opinion.value)}。${opinion.reason} `, undo));
  };

  const offer = (box, path, about) => {
    const open = make("button", { type: "button", className: "lr-plain lr-disagree", textContent: "不同意" });
    open.onclick = () => ask(box, path, about);
    box.replaceChildren(open);
  };

  const ask = (box, path, about) => {
    const choices = box.dataset.level ? LEVELS : ANSWERS;
    const select = make("select", { ariaLabel: "您认为" }, ...choices.map(([value, label]) => make("option", { value, textContent: label })));
    if (box.dataset.was === "yes") select.value = "no";
    const reason = make("input", { type: "text", maxLength: 400, required: true, placeholder: "一句理由", ariaLabel: "理由" });
    const problem = make("span", { className: "lr-problem", role: "alert" });
    const back = make("button", { type: "button", className: "lr-plain", textContent: "取消" });
    back.onclick = () => offer(box, path, about);
    const form = make("form", { className: "lr-say" }, select, reason, make("button", { textContent: "记下" }), back, problem);
    form.onsubmit = async (event) => {
      event.preventDefault();
      event.stopPropagation();
      const opinion = { about, value: select.value, reason: reason.value };
      const answer = await window.lrFetch(path, body(opinion));
      if (answer.ok) said(box, path, about, opinion); else problem.textContent = "没有记下，请再试一次。";
    };
    box.replaceChildren(form);
    reason.focus();
  };

  window.lrOpinions = async (root) => {
    root.querySelectorAll(".lr-exemplar[data-exemplar]:not([data-offered])").forEach((one) => {
      one.dataset.offered = "yes";
      const button = make("button", { type: "button", className: "lr-plain", textContent: "看全文" });
      button.dataset.whole = one.dataset.exemplar;
      one.append(button);
    });
    const results = root.matches?.("[data-review]") ? root : root.querySelector("[data-review]");
    if (!results || results.dataset.offered) return;
    results.dataset.offered = "yes";
    const path = `/parts/opinions/${results.dataset.review}`;
    const known = await (await window.lrFetch(path)).json();
    results.querySelectorAll("[data-about]").forEach((one) => {
      const level = one.matches("details");
      const box = make("div", { className: "lr-mine-says" });
      if (level) box.dataset.level = "yes";
      if (one.classList.contains("lr-yes")) box.dataset.was = "yes";
      (level ? one.querySelector(".lr-body") : one.querySelector(":scope > div"))?.append(box);
      const opinion = known[one.dataset.about];
      if (opinion) said(box, path, one.dataset.about, opinion); else offer(box, path, one.dataset.about);
    });
    window.lrTranslate?.(results);
  };
  new MutationObserver(() => {
    const results = document.querySelector("#lr-results .lr-results");
    if (results) window.lrOpinions(results);
  }).observe(document.documentElement, { childList: true, subtree: true });

  // The interface in English: exact labels only; drafts, findings and exemplars stay as they are.
  let english = false;
  try { english = window.localStorage.getItem("lr-language") === "en"; } catch { /* storage may be closed */ }
  // What is Chinese by nature (drafts, rubrics, exemplars) carries lang=zh-CN. A label may have one gap, written {}.
  const skip = ".lr-draft, .lr-source, blockquote, .lr-quote, [lang=zh-CN]:not(html, #lr-language), script, style, textarea";
  const tableOf = (pairs) => ({
    whole: new Map(pairs),
    gaps: pairs.filter(([from]) => from.includes("{}")).map(([from, to]) => [from.split("{}"), to]),
  });
  const find = (text, table) => {
    if (table.whole.has(text)) return table.whole.get(text);
    for (const [[head, tail], to] of table.gaps) {
      const middle = text.slice(head.length, text.length - tail.length);
      if (middle && text.startsWith(head) && text.endsWith(tail) && text.length > head.length + tail.length) return to.replace("{}", middle);
    }
    return text.includes(" · ") ? text.split(" · ").map((part) => find(part, table) ?? part).join(" · ") : undefined;
  };
  const swap = (text, table) => {
    const trimmed = text.trim(), found = trimmed && find(trimmed, table);
    return found && text.replace(trimmed, () => found);
  };
  const toEnglish = tableOf(Object.entries(window.lrEnglish));
  const toChinese = tableOf(Object.entries(window.lrEnglish).map(([zh, en]) => [en, zh]));
  window.lrTranslate = (root, back = false) => {
    if (!english && !back) return;
    const table = english ? toEnglish : toChinese;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = swap(node.data, table);
      if (text && !node.parentElement?.closest(skip)) node.data = text;
    }
    root.querySelectorAll?.("[data-english]").forEach((one) => {
      one.dataset.chinese ??= one.textContent;
      one.textContent = english ? one.dataset.english : one.dataset.chinese;
    });
    root.querySelectorAll?.("[aria-label], [placeholder]").forEach((one) => ["aria-label", "placeholder"].forEach((name) => {
      const text = one.hasAttribute(name) && swap(one.getAttribute(name), table);
      if (text) one.setAttribute(name, text);
    }));
    const button = document.getElementById("lr-language");
    if (button) { button.textContent = english ? "中文" : "English"; button.lang = english ? "zh-CN" : "en"; }
    document.documentElement.lang = english ? "en" : "zh-CN";
  };
  new MutationObserver((changes) => {
    if (english) changes.forEach((one) => one.addedNodes.forEach((node) => node.nodeType === 1 && window.lrTranslate(node)));
  }).observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("click", (event) => {
    if (event.target.id !== "lr-language") return;
    english = !english;
    try { window.localStorage.setItem("lr-language", english ? "en" : "zh"); } catch { /* only for this visit then */ }
    window.lrTranslate(document.body, true);
  });
})();
