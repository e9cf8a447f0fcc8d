// The chat page. The history on the server is the truth; this script shows it and brings what is said there.
"use strict";
(() => {
  const base = document.body.dataset.base;
  const words = JSON.parse(document.body.dataset.words);
  const at = (id) => document.getElementById(id);
  const [log, scroll, text, trouble, older, below, empty] =
    ["log", "scroll", "text", "trouble", "older", "below", "empty"].map(at);
  const drawn = new Map(); // seq -> bubble
  const waiting = new Map(); // our id -> bubble that the history has not shown yet
  const shelf = "outbox:" + location.pathname; // phones in frames of one page share the storage
  const FILE_LIMIT = 20 * 1024 * 1024, TEXT_LIMIT = 20000;
  let outbox = [], seen = 0, first = Infinity, socket = null, tries = 0, flying = null, unread = 0;
  let ackTimer = 0, retryTimer = 0, dialTimer = 0, heardAt = 0;

  const make = (tag, name, say) => {
    const node = document.createElement(tag);
    if (name) node.className = name;
    if (say) node.textContent = say; // never innerHTML: every text here is a stranger's
    return node;
  };

  // --- showing ---
  const zoned = { timeZone: document.body.dataset.zone }; // the office's, as in the messages, not the phone's
  const dayOf = (when) => when.toLocaleDateString("vi-VN", zoned);
  const clock = (iso) => {
    const when = new Date(iso), today = dayOf(new Date()) === dayOf(when);
    const day = today ? {} : { day: "numeric", month: "numeric" };
    return when.toLocaleString("vi-VN", { hour: "2-digit", minute: "2-digit", ...day, ...zoned });
  };
  const size = (n) => n < 1e6 ? Math.max(1, Math.round(n / 1e3)) + " kB" : (n / 1e6).toFixed(1).replace(".", ",") + " MB";
  const linked = (parent, say) => {
    say.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/).forEach((part, n) => {
      if (n % 2 === 0) return parent.append(part);
      const a = make("a", "", part);
      Object.assign(a, { href: part, target: "_blank", rel: "noopener noreferrer" });
      parent.append(a);
    });
  };
  const fileOf = (line) => {
    const file = line.file, src = base + "/file/" + line.seq, kind = file.image ? "img" : file.plays;
    const box = make(file.open && !file.plays ? "a" : "div", "file");
    if ("href" in box) Object.assign(box, { href: src, target: "_blank", rel: "noopener" });
    if (kind) {
      const node = make(kind), grown = () => stuck && toEnd(), says = line.text || file.name;
      Object.assign(node, { // `src` after `loading`
        alt: says, title: says, loading: "lazy", controls: true, preload: "metadata",
        onload: grown, onloadedmetadata: grown, src,
      });
      box.append(node);
    }
    if (!file.image) box.append(make("b", "", file.name));
    if (file.size != null) box.append(make("span", "", size(file.size)));
    if (file.open && !kind) box.append(make("em", "", words.download));
    return box;
  };
  const choicesOf = (line, bubble) => {
    const box = make("div", "choices"), asides = make("div", "asides"), all = [];
    const answers = line.choices.filter((choice) => !choice.aside);
    box.classList.toggle("short", answers.length > 5 && answers.every((choice) => choice.label.length < 13 && !choice.word));
    for (const choice of line.choices) {
      const button = make("button", choice.aside ? "choice aside" : "choice", (choice.number ? choice.number + ". " : "") + choice.label);
      button.type = "button";
      if (choice.word) button.append(make("small", "", words.typeWord.replace("{word}", choice.word)));
      button.onclick = () => {
        for (const one of all) { one.disabled = true; one.classList.toggle("chosen", one === button); }
        say({ token: choice.token, message: line.seq, text: choice.label }, () => {
          for (const one of all) one.disabled = false;
        });
      };
      all.push(button);
      (choice.aside ? asides : box).append(button);
    }
    if (asides.childElementCount) box.append(asides);
    bubble.append(box);
  };
  const bubbleOf = (line) => {
    const mine = line.role === "me", bubble = make("article", "bubble " + (mine ? "me" : "bot"));
    if (line.heading) bubble.append(make("strong", "heading", line.heading));
    if (line.text) { const p = make("div", "text"); linked(p, line.text); bubble.append(p); }
    if (line.file) bubble.append(fileOf(line));
    if (line.choices) choicesOf(line, bubble);
    bubble.append(make("span", "state", clock(line.at)));
    Object.assign(bubble.dataset, { at: line.at, id: line.id || "" });
    if (mine) mark(bubble, outbox.some((one) => one.id === line.id) ? "sending" : line.held ? "held" : "sent");
    return bubble;
  };
  const mark = (bubble, state) => {
    bubble.classList.toggle("held", state === "held" || state === "refused");
    bubble.lastChild.textContent = clock(bubble.dataset.at) + " · " + words[state];
  };
  const place = (line) => {
    seen = Math.max(seen, line.changed);
    first = Math.min(first, line.seq);
    const bubble = bubbleOf(line), before = drawn.get(line.seq) || waiting.get(line.id);
    bubble.dataset.seq = line.seq;
    drawn.set(line.seq, bubble);
    if (before && before.dataset.seq) return before.replaceWith(bubble), null;
    if (before) { waiting.delete(line.id); before.remove(); }
    let next = null;
    for (let one = log.lastChild; one && !(Number(one.dataset.seq) < line.seq); one = one.previousSibling) next = one;
    log.insertBefore(bubble, next);
    return before ? null : bubble;
  };
  let stuck = true; // the reader is at the end, so new messages move the page
  const toEnd = () => { scroll.scrollTop = scroll.scrollHeight; };
  scroll.onscroll = () => {
    stuck = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60;
    if (stuck) below.hidden = true;
  };
  const show = (news) => {
    const wasStuck = stuck, height = scroll.scrollHeight;
    if (news.fresh) {
      for (const bubble of drawn.values()) bubble.remove();
      drawn.clear();
      seen = 0; first = Infinity;
    }
    const added = news.lines.map(place).filter(Boolean);
    if ("more" in news) older.hidden = !news.more;
    empty.hidden = log.childElementCount > 0;
    const heard = added.filter((bubble) => bubble.classList.contains("bot"));
    const last = [...log.querySelectorAll(".bot .choices")].pop();
    for (const box of log.querySelectorAll(".choices")) box.parentNode.classList.toggle("past", box !== last);
    if (news.fresh) toEnd();
    else if (news.older) scroll.scrollTop += scroll.scrollHeight - height;
    else if (wasStuck && heard.length) scroll.scrollTop = heard[0].offsetTop - 12; // the start of what is new
    else if (wasStuck) toEnd();
    else if (heard.length) below.hidden = false;
    if (document.hidden && !news.fresh) unread += heard.length;
    document.title = (unread ? "(" + unread + ") " : "") + document.querySelector("h1").textContent;
  };

  // --- saying: one thing at a time, kept until the server has it ---
  const keep = () => {
    try { sessionStorage.setItem(shelf, JSON.stringify(outbox.filter((one) => !one.file).map(({ done, ...one }) => one))); }
    catch { /* a full or forbidden storage: the outbox lives in memory */ }
  };
  const newId = () => [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16).padStart(2, "0")).join("");
  const pend = (one) => {
    if (one.body.start) return;
    const file = one.file && { name: one.file.name, size: one.file.size };
    const bubble = bubbleOf({ role: "me", id: one.id, text: one.body.text, at: one.at, file });
    waiting.set(one.id, bubble);
    log.append(bubble);
    empty.hidden = true;
    toEnd();
  };
  const say = (body, done, file) => {
    const one = { id: newId(), at: new Date().toISOString(), body, done, file };
    outbox.push(one);
    if (!retryTimer) complain();
    keep();
    pend(one);
    pump();
  };
  const pump = () => {
    if (flying || retryTimer || !outbox.length || !socket || socket.readyState !== 1) return;
    flying = outbox[0];
    if (flying.file) return upload(flying);
    socket.send(JSON.stringify({ id: flying.id, ...flying.body }));
    ackTimer = setTimeout(drop, 15000);
  };
  const settle = (id, state) => {
    const one = outbox.find((other) => other.id === id);
    if (!one) return;
    outbox = outbox.filter((other) => other !== one);
    keep();
    landed();
    if (one.done) one.done();
    for (const bubble of [waiting.get(id), ...drawn.values()]) if (bubble && bubble.dataset.id === id) mark(bubble, state);
    pump();
  };
  const landed = () => { clearTimeout(ackTimer); flying = null; };
  const later = (seconds) => {
    landed();
    complain(words.busy);
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => { retryTimer = 0; complain(); pump(); }, seconds * 1000);
  };
  const upload = async (one) => {
    const form = new FormData();
    form.append("id", one.id);
    form.append("file", one.file);
    try {
      const answer = await fetch(base + "/file", { method: "POST", body: form });
      if (answer.ok) settle(one.id, "sent");
      else if (answer.status === 503) later(Number(answer.headers.get("Retry-After")) || 5);
      else settle(one.id, "refused");
    } catch { later(3); }
  };

  // --- the line ---
  const complain = (why) => { trouble.hidden = !why; trouble.textContent = why || ""; };
  const drop = () => {
    if (socket) { socket.onclose = socket.onmessage = null; socket.close(); lost(); }
  };
  const lost = () => {
    socket = null;
    if (!flying || !flying.file) landed();
    setTimeout(() => socket && socket.readyState === 1 || complain(words.lost), 1200);
    clearTimeout(dialTimer);
    dialTimer = setTimeout(dial, Math.min(15000, 500 * 2 ** tries++) * (0.75 + Math.random() / 2));
  };
  const dial = () => {
    clearTimeout(dialTimer);
    if (socket) return;
    socket = new WebSocket(location.origin.replace("http", "ws") + base + "/ws?after=" + seen);
    socket.onclose = lost;
    socket.onopen = () => { heardAt = Date.now(); };
    socket.onmessage = (event) => {
      const news = JSON.parse(event.data);
      heardAt = Date.now();
      if (news.lines) {
        if (!retryTimer) complain();
        tries = 0;
        show(news);
        pump();
      }
      if (news.ack) settle(news.ack, "sent");
      if (news.busy) later(news.busy);
    };
  };
  setInterval(() => {
    if (!socket || socket.readyState !== 1) return;
    if (Date.now() - heardAt > 40000) drop(); // a dead line says nothing, and never that it is dead
    else socket.send('{"ping":1}');
  }, 20000);
  const back = () => {
    if (document.hidden) return;
    unread = 0;
    if (!socket) { tries = 0; dial(); }
  };
  document.addEventListener("visibilitychange", back);
  addEventListener("online", back);
  new ResizeObserver(() => stuck && toEnd()).observe(scroll); // keyboard, bars, a growing text box

  // --- the hand ---
  const grow = () => { text.style.height = "auto"; text.style.height = text.scrollHeight + 2 + "px"; };
  at("say").onsubmit = (event) => {
    event.preventDefault();
    const said = text.value.trim();
    if (said.length > TEXT_LIMIT) return complain(words.tooLong);
    text.value = "";
    grow();
    text.focus();
    if (said) say({ text: said });
  };
  text.oninput = grow;
  text.onkeydown = (event) => {
    // While a Vietnamese keyboard composes, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    at("say").requestSubmit();
  };
  at("attach").firstElementChild.onchange = (event) => {
    for (const file of event.target.files) {
      if (file.size > FILE_LIMIT) complain(words.tooLarge);
      else say({ text: "" }, null, file);
    }
    event.target.value = "";
  };
  older.onclick = () => socket && socket.readyState === 1 && socket.send(JSON.stringify({ older: first }));
  below.onclick = toEnd;
  empty.lastElementChild.onclick = () => { empty.hidden = true; say({ start: true }); };

  older.textContent = words.older;
  below.textContent = words.newBelow;
  empty.firstElementChild.textContent = words.empty;
  empty.lastElementChild.textContent = words.start;
  text.placeholder = words.write;
  for (const [id, word] of [["text", "write"], ["send", "send"], ["log", "log"]]) at(id).setAttribute("aria-label", words[word]);
  at("attach").firstElementChild.setAttribute("aria-label", words.attach);
  try { outbox = JSON.parse(sessionStorage.getItem(shelf)) || []; } catch { outbox = []; }
  outbox.forEach(pend);
  dial();
})();
