
// The tower unrolled: one row a level, one column a lane. A tower with two sides has its shaft in
// the middle; in one that turns, the carrier stands before the column that it faces.
function picture(data, watchers) {
  const stands = data.layout.stands;
  const axisIndex = name => data.layout.axes.findIndex(a => a.name === name);
  const axis = (name, ms) => axisIndex(name) < 0 ? 0 : lineAt(data.tracks.axes[axisIndex(name)], ms);
  const placeOf = s => Math.round(s.turn / 1000) + Math.round(s.traverse / 100);
  const keyOf = s => Math.sign(s.shuttle) + "/" + placeOf(s) + "/" + s.depth;
  const columns = [...new Map(stands.map(s => [keyOf(s), { key: keyOf(s), side: Math.sign(s.shuttle), place: placeOf(s), turn: s.turn, traverse: s.traverse, depth: s.depth, shuttle: s.shuttle }])).values()];
  columns.sort((a, b) => a.side - b.side || (a.side < 0 ? (b.place - a.place || b.depth - a.depth) : (a.place - b.place || a.depth - b.depth)));
  const shaft = columns.some(c => c.side < 0);
  const W = columns.length > 6 ? 92 : 124, GAP = 8, H = 64;
  const lifts = [...new Set(stands.map(s => s.lift))].sort((a, b) => a - b);
  let gap = Infinity;
  for (let i = 1; i < lifts.length; i++) { if (lifts[i] - lifts[i - 1] > 500) { gap = Math.min(gap, lifts[i] - lifts[i - 1]); } }
  const scale = (H + 14) / (gap === Infinity ? 2400 : gap);
  const top = 26, base = top + (lifts[lifts.length - 1] - lifts[0]) * scale + H;
  const yOf = lift => base - (lift - lifts[0]) * scale;
  let left = 34, shaftX = 0;
  columns.forEach((c, i) => {
    if (shaft && c.side > 0 && (i === 0 || columns[i - 1].side < 0)) { shaftX = left; left += W + GAP + 12; }
    c.x = left;
    left += W + GAP;
  });
  const width = left + 4, height = base + 34;
  const columnOf = s => columns.find(c => c.key === keyOf(s));
  const root = svg("svg", { class: columns.length > 6 ? "picture wide" : "picture", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": "The tower: bays, portals, carrier and cars" });

  for (const level of [...new Set(stands.map(s => s.level))]) {
    const y = yOf(Math.min(...stands.filter(s => s.level === level).map(s => s.lift)));
    root.append(svg("line", { x1: 24, x2: width, y1: y + 5, y2: y + 5, stroke: "var(--line)" }),
      svg("text", { x: 2, y: y - H / 2 + 4, class: "tiny dim" }, "L" + level));
  }
  if (shaft) {
    root.append(svg("rect", { x: shaftX - 4, y: 8, width: W + 8, height: base + 2, fill: "var(--faint)", rx: 6 }),
      svg("line", { x1: shaftX + 8, x2: shaftX + 8, y1: 8, y2: base + 8, stroke: "var(--line)", "stroke-width": 3 }),
      svg("line", { x1: shaftX + W - 8, x2: shaftX + W - 8, y1: 8, y2: base + 8, stroke: "var(--line)", "stroke-width": 3 }));
  }
  const PAINT = ["var(--lift)", "var(--shuttle)", "var(--turn)", "var(--lifter)", "var(--warn)", "var(--door)"];
  function car() {
    const plate = svg("text", { x: 30, y: 17.5, "text-anchor": "middle", style: "font-size:10px;fill:var(--card);font-weight:650" }, "");
    const body = svg("path", { d: "M2 20q-1-9 7-10l6-1 8-7q2-2 5-2h13q4 0 6 2l7 7q6 1 5 11q0 2-2 2h-53q-2 0-2-2z" });
    const made = svg("g", { visibility: "hidden" }, body, svg("circle", { cx: 14, cy: 22, r: 4.6, fill: "var(--ink)" }), svg("circle", { cx: 46, cy: 22, r: 4.6, fill: "var(--ink)" }), plate);
    made.show = (number, x, y, size, pale) => {
      made.setAttribute("visibility", number < 0 ? "hidden" : "visible");
      if (number < 0) { return; }
      body.setAttribute("fill", PAINT[number % PAINT.length]);
      plate.textContent = data.cars[number].slice(-3);
      made.setAttribute("opacity", pale ? .55 : 1);
      made.setAttribute("transform", `translate(${(x - 30 * size).toFixed(1)} ${(y - 27 * size).toFixed(1)}) scale(${size})`);
    };
    return made;
  }
  let portals = 0;
  const drawn = stands.map((s, i) => {
    const c = columnOf(s), y = yOf(s.lift) - H, portal = s.kind === "portal";
    const rect = svg("rect", { x: c.x, y, width: W, height: H, rx: 5, fill: portal ? "var(--busybg)" : "var(--card)", stroke: portal ? "var(--busy)" : "var(--line)", "stroke-width": 1.2 });
    const inside = car();
    root.append(rect, svg("text", { x: c.x + 7, y: y + 15, class: "tiny " + (portal ? "strong" : "dim") }, s.id), inside);
    const one = { s, c, y, inside, portal, i };
    if (portal) {
      one.number = portals++;
      const away = shaft ? (c.side < 0 ? c.x : c.x + W) : null, toward = shaft ? (c.side < 0 ? c.x + W : c.x) : null;
      const door = (colour) => svg("line", { stroke: colour, "stroke-width": 6, "stroke-linecap": "round" });
      one.inner = door("var(--door)");
      one.outer = door("var(--lift)");
      one.people = svg("text", { x: c.x + W - 8, y: y + 16, "text-anchor": "end", class: "tiny strong", style: "fill:var(--turn)" }, "");
      one.passes = car();
      one.doors = (inner, outer) => {
        const upright = (line, x, open) => { line.setAttribute("x1", x); line.setAttribute("x2", x); line.setAttribute("y1", y + 3); line.setAttribute("y2", y + 3 + (H - 6) * (1 - open)); line.setAttribute("visibility", open > .98 ? "hidden" : "visible"); };
        const flat = (line, at, open) => { line.setAttribute("y1", at); line.setAttribute("y2", at); line.setAttribute("x1", c.x + 3); line.setAttribute("x2", c.x + 3 + (W - 6) * (1 - open)); line.setAttribute("visibility", open > .98 ? "hidden" : "visible"); };
        if (shaft) { upright(one.inner, toward, inner); upright(one.outer, away, outer); } else { flat(one.inner, y, inner); flat(one.outer, y + H, outer); }
      };
      root.append(one.passes, one.inner, one.outer, one.people);
    }
    return one;
  });

  const frame = svg("rect", { width: W + 8, height: H + 8, rx: 8, fill: "none", stroke: "var(--lifter)", "stroke-width": 3 });
  const deck = svg("rect", { width: W - 8, height: 6, rx: 3, fill: "var(--lifter)" });
  const arm = svg("line", { stroke: "var(--shuttle)", "stroke-width": 5, "stroke-linecap": "round" });
  const load = car();
  root.append(...(shaft ? [deck, arm, load] : [frame, arm, load]));
  const legend = [["var(--door)", "inner door"], ["var(--lift)", "outer door"], ["var(--lifter)", shaft ? "lift" : "carrier"], ["var(--shuttle)", "shuttle"]];
  let at = 26;
  for (const [colour, name] of legend) {
    root.append(svg("line", { x1: at, x2: at + 14, y1: height - 10, y2: height - 10, stroke: colour, "stroke-width": 5, "stroke-linecap": "round" }), svg("text", { x: at + 21, y: height - 6, class: "tiny dim" }, name));
    at += 40 + name.length * 6.2;
  }

  // Where the shuttle's tip is: home in the shaft, at each place of the lane in its column.
  function reach(shuttle, turn, traverse) {
    const near = Math.min(...columns.filter(c => Math.sign(shuttle || 1) === c.side).map(c => Math.abs(c.turn - turn) + Math.abs(c.traverse - traverse)));
    const lane = columns.filter(c => c.side === Math.sign(shuttle) && Math.abs(c.turn - turn) + Math.abs(c.traverse - traverse) === near)
      .sort((a, b) => Math.abs(a.shuttle) - Math.abs(b.shuttle));
    let from = 0, x = shaftX + W / 2;
    for (const c of lane) {
      if (Math.abs(shuttle) <= Math.abs(c.shuttle)) {
        return x + (c.x + W / 2 - x) * (Math.abs(shuttle) - from) / (Math.abs(c.shuttle) - from);
      }
      from = Math.abs(c.shuttle);
      x = c.x + W / 2;
    }
    return x;
  }
  // Between the columns that it passes on its way round.
  function facing(turn, traverse) {
    const at = c => c.turn / 1000 + c.traverse / 100, want = turn / 1000 + traverse / 100;
    for (let i = 0; i + 1 < columns.length; i++) {
      const a = columns[i], b = columns[i + 1];
      if (want <= at(b)) { return a.x + (b.x - a.x) * Math.max(-.6, (want - at(a)) / (at(b) - at(a))); }
    }
    return columns[columns.length - 1].x;
  }

  watchers.push(ms => {
    for (const one of drawn) {
      one.inside.show(stepAt(data.tracks.stands[one.i], ms, -1), one.c.x + W / 2, one.y + H - 3, 1, false);
      if (one.portal) {
        const n = one.number, people = stepAt(data.tracks.people[n], ms, 0), passing = stepAt(data.tracks.passing[n], ms, -1);
        one.doors(lineAt(data.tracks.doors[2 * n], ms), lineAt(data.tracks.doors[2 * n + 1], ms));
        one.people.textContent = people > 0 ? "●".repeat(Math.min(people, 4)) : "";
        one.passes.show(passing, shaft ? (one.c.side < 0 ? one.c.x : one.c.x + W) : one.c.x + W / 2, shaft ? one.y + H - 3 : one.y + H + 18, 1, true);
      }
    }
    const y = yOf(axis("lift", ms)), shuttle = axis("shuttle", ms), height = lineAt(data.tracks.lifter, ms);
    const borne = stepAt(data.tracks.borne, ms, -1);
    if (shaft) {
      const tip = reach(shuttle, axis("turn", ms), axis("traverse", ms));
      deck.setAttribute("x", shaftX + 4);
      deck.setAttribute("y", y + 1);
      arm.setAttribute("x1", shaftX + W / 2); arm.setAttribute("x2", tip);
      arm.setAttribute("y1", y - 1 - 4 * height); arm.setAttribute("y2", y - 1 - 4 * height);
      load.show(borne, tip, y - 3 - 5 * height, 1, false);
    } else {
      const x = facing(axis("turn", ms), axis("traverse", ms));
      const most = Math.max(...columns.map(c => Math.abs(c.shuttle)));
      const out = Math.min(1, Math.abs(shuttle) / most);
      frame.setAttribute("x", x - 4); frame.setAttribute("y", y - H - 4);
      frame.setAttribute("fill", "var(--lifter)"); frame.setAttribute("fill-opacity", .10);
      arm.setAttribute("x1", x + 6); arm.setAttribute("x2", x + 6 + (W - 12) * out);
      arm.setAttribute("y1", y - 3 - 4 * height); arm.setAttribute("y2", y - 3 - 4 * height);
      load.show(borne, x + W / 2, y - 6 - 5 * height - 8 * (1 - out), .72 + .28 * out, false);
    }
  });
  return root;
}
