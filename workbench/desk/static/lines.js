// When and where exhibits were made: a line of times and a map of positions, on the same rows as
// the gallery. Each is one control: arrows walk from exhibit to exhibit, a click takes the nearest.
const HEIGHT = 64;
const MAP = 190;
const EDGE = 16;
const DOT = 5;

const made = (tag, name, text) => {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
};

const scaled = (low, high, from, to) => (value) =>
  high > low ? from + ((value - low) / (high - low)) * (to - from) : (from + to) / 2;

// One control over some exhibits: draws them, walks them, tells which one it is at.
const control = ({ items, name, height, words, place, drawn, told, choose }) => {
  const box = made("div", "desk-line-control");
  Object.assign(box, { tabIndex: 0 });
  box.setAttribute("role", "slider");
  box.setAttribute("aria-label", name);
  box.setAttribute("aria-valuemin", 1);
  box.setAttribute("aria-valuemax", items.length);
  const canvas = made("canvas", "");
  canvas.setAttribute("aria-hidden", "true");
  box.append(canvas);
  let at = 0;
  let live = new Set(items.map((item) => item.id));

  const shown = () => {
    const some = items.filter((item) => live.has(item.id));
    return some.length ? some : items;
  };
  const draw = () => {
    const wide = box.clientWidth;
    if (!wide) return;
    const fine = window.devicePixelRatio || 1;
    Object.assign(canvas, { width: wide * fine, height: height * fine });
    Object.assign(canvas.style, { width: `${wide}px`, height: `${height}px` });
    const pen = canvas.getContext("2d");
    pen.scale(fine, fine);
    pen.font = "11px system-ui, sans-serif";
    // Laid out for those that the gallery's filters leave: one old photograph squeezes no others.
    drawn(pen, wide, shown());
    const where = place(wide, shown());
    const mark = (item, size, colour) => {
      const [x, y] = where(item);
      pen.beginPath();
      pen.arc(x, y, size, 0, 2 * Math.PI);
      pen.fillStyle = colour;
      pen.fill();
    };
    for (const item of items) if (!live.has(item.id)) mark(item, DOT - 2, "#b9bcc2");
    for (const item of items) if (live.has(item.id)) mark(item, DOT, "#3b6ea8cc");
    if (items[at]) {
      mark(items[at], DOT + 4, "#ffffff");
      mark(items[at], DOT + 2, "#b3261e");
    }
    const text = told(items[at]);
    box.setAttribute("aria-valuenow", at + 1);
    box.setAttribute("aria-valuetext", text);
    box.title = text;
  };
  const go = (index) => {
    at = Math.max(0, Math.min(items.length - 1, index));
    draw();
    choose(items[at].id);
  };
  const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10, Home: -items.length, End: items.length };
  box.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey) return;
    go(at + step);
    event.preventDefault();
  });
  box.addEventListener("click", (event) => {
    const edge = canvas.getBoundingClientRect();
    const where = place(box.clientWidth, shown());
    const far = (item) => {
      const [x, y] = where(item);
      return Math.hypot(x - (event.clientX - edge.left), y - (event.clientY - edge.top));
    };
    go(items.reduce((best, item, index) => (far(item) < far(items[best]) ? index : best), 0));
  });
  return {
    box,
    draw,
    mark: (id) => {
      const index = items.findIndex((item) => item.id === id);
      if (index >= 0) at = index;
      draw();
    },
    show: (ids) => {
      live = ids;
      draw();
    },
  };
};

const day = (minutes) => new Date(minutes * 60000).toISOString().slice(0, 10);

const times = (rows, words, choose) => {
  const items = rows.filter((row) => row.at !== null && row.at !== undefined).sort((a, b) => a.at - b.at || a.place - b.place);
  if (!items.length) return null;
  const ends = (some) => [some[0].at, some[some.length - 1].at];
  return control({
    items, words, choose, name: words.timeline, height: HEIGHT,
    told: (item) => `${item.id} ${item.name}, ${item.when}`,
    place: (wide, some) => {
      const x = scaled(...ends(some), EDGE, wide - EDGE);
      // What falls together is stacked, so that each can be taken.
      const row = new Map();
      const seen = new Map();
      for (const item of items) {
        const column = Math.round(x(item.at) / DOT);
        seen.set(column, (seen.get(column) || 0) + 1);
        row.set(item.id, Math.min(seen.get(column) - 1, 4));
      }
      return (item) => [x(item.at), HEIGHT - 26 - row.get(item.id) * (DOT + 2)];
    },
    drawn: (pen, wide, some) => {
      const [low, high] = ends(some);
      pen.strokeStyle = "#767676";
      pen.beginPath();
      pen.moveTo(EDGE, HEIGHT - 18.5);
      pen.lineTo(wide - EDGE, HEIGHT - 18.5);
      pen.stroke();
      pen.fillStyle = "#3d3d3d";
      pen.textAlign = "left";
      pen.fillText(day(low), 4, HEIGHT - 4);
      pen.textAlign = "right";
      if (day(high) !== day(low)) pen.fillText(day(high), wide - 4, HEIGHT - 4);
    },
  });
};

const positions = (rows, words, choose) => {
  const items = rows.filter((row) => row.where);
  if (!items.length) return null;
  const frame = (some) => {
    const across = some.map((item) => item.where[1]);
    const up = some.map((item) => item.where[0]);
    const [west, east, south, north] = [Math.min(...across), Math.max(...across), Math.min(...up), Math.max(...up)];
    const middle = [(west + east) / 2, (south + north) / 2];
    // Degrees of longitude are narrower away from the equator.
    const narrow = Math.cos((middle[1] * Math.PI) / 180);
    return { middle, narrow, size: Math.max((east - west) * narrow, north - south, 1e-6) };
  };
  return control({
    items, words, choose, name: words.positions, height: MAP,
    told: (item) => `${item.id} ${item.name}, ${item.where[0].toFixed(5)}, ${item.where[1].toFixed(5)}`,
    place: (wide, some) => {
      const { middle, narrow, size } = frame(some);
      const scale = Math.min(wide - 2 * EDGE, MAP - 2 * EDGE) / size;
      return (item) => [
        wide / 2 + (item.where[1] - middle[0]) * narrow * scale,
        MAP / 2 - (item.where[0] - middle[1]) * scale,
      ];
    },
    drawn: (pen, wide, some) => {
      pen.fillStyle = "#3d3d3d";
      pen.textAlign = "center";
      pen.fillText(words.north, wide / 2, 12);
      const kilometres = frame(some).size * 111.2;
      pen.textAlign = "left";
      pen.fillText(words.across.replace("{count}", kilometres.toFixed(kilometres < 10 ? 1 : 0)), 6, MAP - 6);
    },
  });
};

export const lines = ({ rows, words, choose }) => {
  const root = made("details", "desk-lines");
  root.append(made("summary", "", words.lines));
  const known = [times(rows, words, choose), positions(rows, words, choose)].filter(Boolean);
  for (const one of known) root.append(made("h3", "desk-line-name", one.box.getAttribute("aria-label")), one.box);
  root.hidden = !known.length;
  const draw = () => known.forEach((one) => one.draw());
  root.addEventListener("toggle", draw);
  return {
    root,
    draw,
    mark: (id) => root.open && known.forEach((one) => one.mark(id)),
    show: (ids) => known.forEach((one) => one.show(ids)),
  };
};
