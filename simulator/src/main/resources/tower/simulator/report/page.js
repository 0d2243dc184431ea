"use strict";
// Every text of the run is put on the page as text, never as markup.

function node(space, tag, attributes, children) {
  const made = space ? document.createElementNS(space, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) {
      made.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? "" : value);
    }
  }
  made.append(...children.filter(c => c !== null && c !== undefined));
  return made;
}
const el = (tag, attributes, ...children) => node(null, tag, attributes, children);
const svg = (tag, attributes, ...children) =>
  node("http://www.w3.org/2000/svg", tag, attributes, children.map(c => c instanceof Node ? c : document.createTextNode(c)));

const whole = number => Number(number).toLocaleString("en");

function clock(ms) {
  const tenths = Math.floor(ms / 100);
  const minutes = Math.floor(tenths / 600);
  const rest = ((tenths % 600) / 10).toFixed(1).padStart(4, "0");
  return minutes + ":" + rest;
}

// A track is time, value, time, value ... in the order of time.
function indexAt(track, ms) {
  let low = 0, high = track.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (track[2 * middle] <= ms) { low = middle + 1; } else { high = middle; }
  }
  return low - 1;
}
function stepAt(track, ms, before) {
  const i = indexAt(track, ms);
  return i < 0 ? before : track[2 * i + 1];
}
function lineAt(track, ms) {
  const i = indexAt(track, ms);
  if (i < 0) { return track.length ? track[1] : 0; }
  if (2 * i + 2 >= track.length) { return track[2 * i + 1]; }
  const from = track[2 * i], to = track[2 * i + 2];
  const share = to === from ? 1 : (ms - from) / (to - from);
  return track[2 * i + 1] + (track[2 * i + 3] - track[2 * i + 1]) * share;
}

function section(title, note, ...children) {
  return el("section", {}, el("h2", {}, title, note ? " " : "", note ? el("small", {}, note) : null), ...children);
}

function copies(text) {
  const button = el("button", { type: "button", onclick: () => {
    const done = () => { button.textContent = "Copied"; setTimeout(() => { button.textContent = "Copy"; }, 1500); };
    if (navigator.clipboard) { navigator.clipboard.writeText(text).then(done, () => {}); }
  } }, "Copy");
  return button;
}

function head(data, lines, verdict, player) {
  const figures = el("dl", { class: "figures" }, ...data.figures.map(([name, value]) =>
    el("div", {}, el("dt", {}, name), el("dd", {}, whole(value)))));
  const findings = data.findings && data.findings.length ? el("ul", { class: "findings" }, ...data.findings.map(f =>
    el("li", {}, el("button", { type: "button", onclick: () => player(f.ms - 3000) }, clock(f.ms)), el("b", {}, f.invariant), f.text))) : null;
  return el("header", { class: data.ok ? "held" : "failed" },
    el("div", { class: "top" },
      el("div", {},
        el("div", { class: "brand" }, "tower-sim report"),
        el("div", { class: "verdict" }, data.ok ? "✓ " : "✕ ", verdict),
        el("h1", {}, data.name),
        ...lines.map(line => el("div", { class: "soft" }, line))),
      el("div", {}, el("div", { class: "brand" }, "again, to the byte"),
        el("div", { class: "replay" }, el("code", { tabindex: 0 }, data.replay), copies(data.replay)))),
    findings, figures);
}

function show(data) {
  const page = document.getElementById("page");
  page.replaceChildren(...(data.kind === "run" ? run(data) : campaign(data)));
  page.dispatchEvent(new Event("shown"));
}

function run(data) {
  const watchers = [];
  const time = { ms: data.findings.length ? Math.max(0, data.findings[0].ms - 3000) : 0 };
  const goTo = ms => {
    time.ms = Math.max(0, Math.min(data.lengthMs, ms));
    watchers.forEach(w => w(time.ms));
  };
  const parts = [
    head(data,
      [data.tower + " · " + Math.round(data.lengthMs / 1000) + " s simulated · hash ", "calm from " + clock(data.calmMs) + " on: no fault begins any more"]
        .map((line, i) => i ? line : line + data.hash),
      data.ok ? "every invariant held" : data.findings.length + (data.findings.length === 1 ? " finding" : " findings"), goTo),
    el("section", { class: "stage" },
      el("div", {}, el("h2", {}, "The tower ", el("small", {}, "as it really was")),
        el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Picture of the tower" }, picture(data, watchers)), ...player(data, time, goTo, watchers)),
      el("div", {}, el("h2", {}, "What happened"), ...events(data, goTo, watchers))),
    section("Time line", "click anywhere to go there", gantt(data, goTo, watchers)),
    el("div", { class: "pair" }, invariants(data), coverage(data)),
    section("How long things took", null, el("div", { class: "trio" }, ...data.histograms.map(histogram), counted(data.exchanges))),
    el("section", {}, el("details", {}, el("summary", {}, "The scenario"), el("pre", { tabindex: 0 }, data.scenario)))
  ];
  document.getElementById("page").addEventListener("shown", () => goTo(time.ms), { once: true });
  return parts;
}

function player(data, time, goTo, watchers) {
  let timer = null, last = 0;
  const range = el("input", { type: "range", min: 0, max: data.lengthMs, step: 100, value: 0, "aria-label": "Time in the run",
    oninput: () => goTo(Number(range.value)) });
  const label = el("output", {}, "");
  const speed = el("select", { "aria-label": "Speed" }, ...[1, 5, 20, 60].map(s => el("option", { value: s, selected: s === 5 }, s + "×")));
  const button = el("button", { type: "button", onclick: () => timer === null ? play() : pause() }, "▶ Play");
  function tick(now) {
    goTo(time.ms + (now - last) * Number(speed.value));
    last = now;
    if (time.ms >= data.lengthMs) { pause(); } else { timer = requestAnimationFrame(tick); }
  }
  function play() {
    if (time.ms >= data.lengthMs) { time.ms = 0; }
    last = performance.now();
    button.textContent = "❚❚ Pause";
    timer = requestAnimationFrame(tick);
  }
  function pause() {
    cancelAnimationFrame(timer);
    timer = null;
    button.textContent = "▶ Play";
  }
  const now = el("div", { class: "now", "aria-live": "off" });
  watchers.push(ms => {
    range.value = ms;
    label.textContent = clock(ms);
    now.replaceChildren(...chips(data, ms));
  });
  return [el("div", { class: "player" }, button, range, label, speed), now];
}

function stay(life, ms) {
  let found = null;
  for (const one of life.stays) { if (one[0] <= ms) { found = one; } }
  return found;
}

function stateClass(state) {
  if (["ready", "done", "collected", "stored", "restowed"].includes(state)) { return "ok"; }
  if (["faulted", "held", "failed", "on-hold", "blocked"].includes(state)) { return "bad"; }
  if (["executing", "running", "retrieving", "storing", "handing-over", "arriving", "staged", "received"].includes(state)) { return "busy"; }
  if (["looking", "recovering", "awaiting-resume", "homing", "cancelling"].includes(state)) { return "warn"; }
  return "";
}

function chips(data, ms) {
  const chip = (text, kind) => el("span", { class: "chip " + kind }, text);
  const shown = [];
  const state = stay(data.states[0], ms);
  const alive = stepAt(data.tracks.alive, ms, 0) === 1;
  shown.push(alive ? chip("process lives", "") : chip("no process", "bad"));
  if (state) { shown.push(chip("tower " + state[1], alive ? stateClass(state[1]) : "")); }
  const chain = stepAt(data.tracks.chain, ms, 0);
  shown.push(chain & 1 ? chip(chain & 2 ? "chain closed, latched" : "chain closed", chain & 2 ? "warn" : "") : chip("chain open", "bad"));
  if (!(chain & 4)) { shown.push(chip("relay dropped", "bad")); }
  for (const job of data.jobs) {
    const at = stay(job, ms);
    if (at && at[1] === "running") { shown.push(chip(job.id + " " + job.kind, "busy")); }
  }
  return shown;
}

function events(data, goTo, watchers) {
  const kinds = ["finding", "fault", "process", "fact", "steel", "motion", "bus"];
  const present = kinds.filter(k => data.events.some(e => e[1] === k));
  const on = new Set(present.filter(k => !["motion", "bus"].includes(k)));
  const list = el("ol", { class: "events", tabindex: 0, "aria-label": "Events" });
  let shown = [], marked = null, at = 0;
  function fill() {
    shown = data.events.filter(e => on.has(e[1]));
    list.replaceChildren(...shown.map(e => el("li", { class: e[1], onclick: () => goTo(e[0]) }, el("time", {}, clock(e[0])), el("span", {}, e[2]))));
    marked = null;
    follow(at);
  }
  function follow(ms) {
    at = ms;
    let low = 0, high = shown.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (shown[middle][0] <= ms) { low = middle + 1; } else { high = middle; }
    }
    const row = low ? list.children[low - 1] : null;
    if (row === marked) { return; }
    if (marked) { marked.classList.remove("now-here"); marked.removeAttribute("aria-current"); }
    if (row) {
      row.classList.add("now-here");
      row.setAttribute("aria-current", "true");
      list.scrollTop = row.offsetTop - list.clientHeight / 2;
    }
    marked = row;
  }
  const filters = el("div", { class: "filters", role: "group", "aria-label": "Kinds of events" }, ...present.map(k => {
    const button = el("button", { type: "button", "aria-pressed": String(on.has(k)), onclick: () => {
      if (on.has(k)) { on.delete(k); } else { on.add(k); }
      button.setAttribute("aria-pressed", String(on.has(k)));
      fill();
    } }, { finding: "findings", fault: "faults", process: "process", fact: "journal", steel: "doors, people", motion: "axes", bus: "bus" }[k]);
    return button;
  }));
  fill();
  watchers.push(follow);
  return [filters, list];
}

function invariants(data) {
  const checked = data.invariants.filter(i => i.checks > 0).length;
  const own = data.invariants.filter(i => !i.cover).length;
  const row = i => el("tr", { class: i.found ? "bad" : i.checks ? "" : "none" },
    el("td", {}, el("b", {}, i.name)), el("td", {}, i.text, i.cover ? el("span", { class: "soft" }, " – " + i.cover) : null),
    el("td", { class: "number" }, whole(i.checks)),
    el("td", { class: "number" }, i.found ? "✕ " + whole(i.found) : i.checks ? "✓" : "–"));
  return section("Invariants", checked + " of " + own + " checkers looked",
    el("div", { class: "scroll" }, el("table", {},
      el("thead", {}, el("tr", {}, el("th", {}, "name"), el("th", {}, "what must hold"), el("th", { class: "number" }, "checks"), el("th", { class: "number" }, el("span", { class: "visually-hidden" }, "result")))),
      el("tbody", {}, ...data.invariants.map(row)))));
}

function coverage(data) {
  const most = Math.max(1, ...data.coverage.map(f => f.count));
  const hit = data.coverage.filter(f => f.count > 0).length;
  const row = f => el("tr", { class: f.count ? "" : "none" },
    el("td", {}, el("b", {}, f.name), el("br", {}), el("span", { class: "soft" }, f.text)),
    el("td", { class: "barcell" }, f.count ? el("span", { class: "bar", style: "width:" + (100 * f.count / most).toFixed(1) + "%" }) : null),
    el("td", { class: "number" }, whole(f.count)));
  return section("Faults", hit + " of " + data.coverage.length + " kinds happened",
    el("div", { class: "scroll" }, el("table", {},
      el("thead", {}, el("tr", {}, el("th", {}, "what"), el("th", {}, ""), el("th", { class: "number" }, "times"))),
      el("tbody", {}, ...data.coverage.map(row)))));
}

function campaign(data) {
  const failed = data.failed.map(f => el("li", {}, el("b", {}, "seed " + f.seed), f.tower,
    ...f.findings.slice(0, 3).map(x => el("div", {}, x.invariant + " at " + clock(x.ms) + ": " + x.text)),
    el("div", { class: "replay", style: "margin-top:6px" }, el("code", {}, f.replay), copies(f.replay))));
  const verdict = (data.ok ? "every invariant held" : whole(data.failures) + " of " + whole(data.ran) + " seeds failed") +
    (data.interrupted ? ", interrupted" : "");
  return [
    head(data, [
      whole(data.simulatedHours) + " simulated hours in " + whole(data.wallSeconds) + " s: " + whole(data.factor) + "× real time",
      "hash " + data.hash], verdict, () => {}),
    failed.length ? section("Failed seeds", data.failures > failed.length ? "the first " + failed.length : null, el("ul", { class: "findings" }, ...failed)) : null,
    el("div", { class: "pair" }, invariants(data), el("div", { class: "stack" }, coverage(data),
      section(data.last.title, null, counted(data.last, true)), section(data.open.title, null, counted(data.open, true)))),
    section("Over all seeds", null, el("div", { class: "trio" }, ...data.histograms.map(histogram), counted(data.exchanges)))
  ].filter(Boolean);
}
