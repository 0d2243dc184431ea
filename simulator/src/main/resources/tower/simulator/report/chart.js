
function histogram(h) {
  const caption = el("figcaption", {}, h.title + (h.unit ? ", " + h.unit : ""), " ", el("small", {}, h.total ? whole(h.total) + " in all, largest " + whole(h.largest) : "none"));
  if (!h.total) { return el("figure", {}, caption, el("p", { class: "soft" }, "Nothing of it happened.")); }
  let first = h.counts.findIndex(c => c > 0), last = h.counts.findLastIndex(c => c > 0);
  const labels = h.labels.slice(first, last + 1), counts = h.counts.slice(first, last + 1);
  return el("figure", {}, caption, bars(labels, counts, "var(--busy)"));
}

function counted(c, bare) {
  const shown = c.bars.filter(b => b[1] > 0).sort((a, b) => b[1] - a[1]);
  return el("figure", {}, bare ? null : el("figcaption", {}, c.title),
    shown.length ? bars(shown.map(b => b[0]), shown.map(b => b[1]), "var(--shuttle)") : el("p", { class: "soft" }, "None."));
}

// Lying bars: a label of any length has room, and so has a phone.
function bars(labels, counts, colour) {
  const most = Math.max(...counts);
  return el("table", {}, el("tbody", {}, ...labels.map((label, i) => el("tr", {},
    el("td", {}, label),
    el("td", { class: "barcell", style: "width:48%" }, counts[i] ? el("span", { class: "bar", style: "background:" + colour + ";width:" + (100 * counts[i] / most).toFixed(1) + "%" }) : null),
    el("td", { class: "number" }, whole(counts[i]))))));
}

// p-000000012 is p-12 where there is little room.
const brief = id => id.replace(/-0+/, "-");

const LANE_COLOURS = { lift: "var(--lift)", shuttle: "var(--shuttle)", turn: "var(--turn)", traverse: "var(--turn)" };
const STATE_COLOURS = { ok: "var(--ok)", bad: "var(--bad)", busy: "var(--busy)", warn: "var(--warn)", "": "var(--door)" };

function gantt(data, goTo, watchers) {
  const holder = el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Time line" });
  let line = null, x = () => 0;
  function draw() {
    const LABEL = 118, width = Math.max(760, holder.clientWidth || 1000);
    x = ms => LABEL + (width - LABEL - 8) * ms / data.lengthMs;
    const rows = [];
    let y = 26;
    const lane = (name, height, draws, note) => {
      rows.push(svg("text", { x: 0, y: y + height / 2 + 4, class: "tiny" }, name, note ? svg("title", {}, note) : ""));
      draws(y, height);
      y += height + 5;
    };
    const group = name => {
      y += 8;
      rows.push(svg("text", { x: 0, y: y + 10, class: "tiny dim strong" }, name), svg("line", { x1: LABEL, x2: width - 8, y1: y + 6, y2: y + 6, stroke: "var(--line)" }));
      y += 18;
    };
    const box = (from, to, top, height, fill, opacity, title) => rows.push(svg("rect",
      { x: x(from), y: top, width: Math.max(1.2, x(to) - x(from)), height, fill, "fill-opacity": opacity, rx: 2 }, svg("title", {}, title)));
    const stays = (life, top, height) => life.stays.forEach((s, i) => {
      const to = i + 1 < life.stays.length ? life.stays[i + 1][0] : life.ended ? s[0] : data.lengthMs;
      const kind = stateClass(s[1]);
      const last = to === s[0];
      box(s[0], last ? s[0] + 900 : to, top, height, STATE_COLOURS[kind], last ? 1 : kind === "" ? .28 : .72, life.id + " " + s[1] + " at " + clock(s[0]) + (s[2] ? ": " + s[2] : ""));
      if (x(to) - x(s[0]) > 9 * s[1].length && height > 13) {
        rows.push(svg("text", { x: x(s[0]) + 5, y: top + height / 2 + 4, class: "tiny", style: kind ? "fill:var(--card)" : "", "pointer-events": "none" }, s[1]));
      }
    });
    const area = (track, low, high, top, height, colour) => {
      let path = "", i;
      const yOf = v => top + height - 1 - (height - 2) * (v - low) / (high - low || 1);
      for (i = 0; i < track.length; i += 2) { path += (i ? "L" : "M") + x(track[i]).toFixed(1) + " " + yOf(track[i + 1]).toFixed(1); }
      if (!path) { return; }
      path += "L" + x(data.lengthMs).toFixed(1) + " " + yOf(track[i - 1]).toFixed(1);
      rows.push(svg("path", { d: path + "L" + x(data.lengthMs).toFixed(1) + " " + yOf(low).toFixed(1) + "L" + x(track[0]).toFixed(1) + " " + yOf(low).toFixed(1) + "Z", fill: colour, "fill-opacity": .16 }),
        svg("path", { d: path, fill: "none", stroke: colour, "stroke-width": 1.4, "stroke-linejoin": "round" }));
    };
    const where = value => (track, top, height, colour, opacity, title) => {
      for (let i = 0; i < track.length; i += 2) {
        if (value(track[i + 1])) { box(track[i], i + 2 < track.length ? track[i + 2] : data.lengthMs, top, height, colour, opacity, title); }
      }
    };
    const ticks = [];
    const step = [10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400].find(s => data.lengthMs / 1000 / s <= width / 70) || 28800;
    lane("tower", 18, (top, h) => stays(data.states[0], top, h));
    lane("process", 8, (top, h) => { where(v => v === 1)(data.tracks.alive, top, h, "var(--door)", .5, "a process lives"); where(v => v === 0)(data.tracks.alive, top, h, "var(--bad)", .85, "no process"); });
    lane("chain open", 8, (top, h) => where(v => !(v & 1))(data.tracks.chain, top, h, "var(--bad)", .8, "chain open"));
    lane("faults", 18, (top, h) => data.events.filter(e => e[1] === "fault" || e[1] === "finding").forEach(e => {
      const bad = e[1] === "finding", at = x(e[0]);
      rows.push(svg("path", { d: bad ? `M${at - 6} ${top}h12l-6 ${h}z` : `M${at} ${top + 3}l4.5 ${h - 6}h-9z`, fill: bad ? "var(--bad)" : "var(--warn)" }, svg("title", {}, clock(e[0]) + " " + e[2])));
    }));
    group("carrier");
    data.layout.axes.forEach((axis, i) => lane(axis.name, 34, (top, h) => {
      const colour = LANE_COLOURS[axis.name] || "var(--door)";
      where(v => v === 1)(data.tracks.moving[i], top, h, colour, .12, axis.name + " moves");
      area(data.tracks.axes[i], axis.min, axis.max, top, h, colour);
    }));
    lane("lifter", 16, (top, h) => area(data.tracks.lifter, 0, 1, top, h, "var(--lifter)"));
    lane("car on it", 8, (top, h) => where(v => v >= 0)(data.tracks.borne, top, h, "var(--lifter)", .75, "a car on the carrier"));
    data.layout.stands.filter(s => s.kind === "portal").forEach((p, i) => {
      group("portal " + p.id);
      lane("inner door", 16, (top, h) => area(data.tracks.doors[2 * i], 0, 1, top, h, "var(--door)"));
      lane("outer door", 16, (top, h) => area(data.tracks.doors[2 * i + 1], 0, 1, top, h, "var(--lift)"));
      lane("people inside", 8, (top, h) => where(v => v > 0)(data.tracks.people[i], top, h, "var(--turn)", .75, "people inside"));
    });
    group("pickups, intakes");
    data.visits.forEach(v => lane(brief(v.id) + " " + v.kind, 14, (top, h) => stays(v, top, h), v.about));
    group("jobs");
    data.jobs.forEach(j => lane(brief(j.id) + " " + j.kind, 10, (top, h) => stays(j, top, h), j.about));
    for (let s = 0; s <= data.lengthMs / 1000; s += step) {
      ticks.push(svg("line", { x1: x(s * 1000), x2: x(s * 1000), y1: 20, y2: y, stroke: "var(--faint)" }),
        svg("text", { x: x(s * 1000), y: 13, class: "tiny dim", "text-anchor": s ? "middle" : "start" }, clock(s * 1000).replace(/\.0$/, "")));
    }
    if (data.calmMs < data.lengthMs) {
      ticks.push(svg("line", { x1: x(data.calmMs), x2: x(data.calmMs), y1: 18, y2: y, stroke: "var(--ok)", "stroke-dasharray": "3 4" }, svg("title", {}, "calm from here on")));
    }
    line = svg("line", { y1: 16, y2: y, stroke: "var(--ink)", "stroke-width": 1.5 });
    const drawing = svg("svg", { class: "gantt", width, height: y + 4, viewBox: `0 0 ${width} ${y + 4}`, role: "img", "aria-label": "Movements, doors, jobs and faults over time" }, ...ticks, ...rows, line);
    drawing.addEventListener("click", e => {
      const at = (e.clientX - drawing.getBoundingClientRect().left - LABEL) / (width - LABEL - 8);
      if (at >= 0) { goTo(at * data.lengthMs); }
    });
    holder.replaceChildren(drawing);
  }
  let last = 0, drawnFor = -1;
  const place = ms => {
    last = ms;
    if (holder.clientWidth !== drawnFor && holder.isConnected) { drawnFor = holder.clientWidth; draw(); }
    if (line) { line.setAttribute("x1", x(ms)); line.setAttribute("x2", x(ms)); }
  };
  watchers.push(place);
  window.addEventListener("resize", () => place(last));
  return holder;
}
