// Two exhibits laid beside and over each other, by the alignment that was found; what their files
// say differently; two exports of one chat line by line. It shows; what it means is for a person.
const WIDE = 1000;
const FINEST = 2048;
const BLINK = 700;
const MOST_MESSAGES = 20000;
const MOST_LINES = 3000;
const AROUND = 2;
const MODES = ["side", "blink", "over", "difference"];

const made = (tag, name, text) => {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
};

// --- two rows of three numbers: a place of one, in shares of its sides, to the other ------------

const SAME = [1, 0, 0, 0, 1, 0];
const inverse = ([a, b, c, d, e, f]) => {
  const det = a * e - b * d;
  return [e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det];
};
const landed = ([a, b, c, d, e, f], x, y) => [a * x + b * y + c, d * x + e * y + f];
// The same in pixels of two layers of the given heights.
const inPixels = ([a, b, c, d, e, f], from, to) =>
  [a, (b * WIDE) / from, c * WIDE, (d * to) / WIDE, (e * to) / from, f * to];

// --- what is compared of each kind ---------------------------------------------------------------

const tiled = async (row, source) => {
  const { status, data } = await source.json(`${row.id}/tiles`);
  if (status !== 200) return null;
  const halvings = (level) => 2 ** (data.highest - level);
  let level = data.highest;
  while (level > data.lowest && Math.max(data.width, data.height) / halvings(level) > FINEST) level -= 1;
  const [width, height] = [data.width, data.height].map((one) => Math.ceil(one / halvings(level)));
  // Painted into one picture: tiles beside each other show their seams where they are scaled.
  const canvas = made("canvas", "desk-single");
  Object.assign(canvas, { width, height });
  const brush = canvas.getContext("2d");
  const tiles = [];
  for (let top = 0; top * data.tile < height; top += 1) {
    for (let left = 0; left * data.tile < width; left += 1) tiles.push([left, top]);
  }
  await Promise.all(tiles.map(async ([left, top]) => {
    const image = new Image();
    image.src = source.url(`${row.id}/tile/${level}-${left}-${top}`);
    await image.decode();
    brush.drawImage(image, left * data.tile, top * data.tile);
  }));
  const layer = made("div", "desk-layer");
  layer.append(canvas);
  return { layer, high: (WIDE * height) / width };
};

const single = async (url, row) => {
  const image = made("img", "desk-single");
  image.alt = row.id;
  image.src = url;
  await image.decode();
  const layer = made("div", "desk-layer");
  layer.append(image);
  return { layer, high: (WIDE * image.naturalHeight) / image.naturalWidth };
};

const layerOf = async (row, how, page, source) => {
  try {
    if (how.kind === "picture" && source.hasDoor) return await tiled(row, source);
    if (how.kind === "pages") return await single(await source.picture(`${row.id}/sheet/${Math.min(page, how.pages)}`), row);
    if (["picture", "film", "sound"].includes(how.kind)) return await single(await source.picture(`${row.id}/thumbnail/640`), row);
  } catch {
    return null;
  }
  return null;
};

// --- facts: only what differs --------------------------------------------------------------------

const gathered = (rows) => {
  const told = new Map();
  for (const [name, value] of rows) told.set(name, told.has(name) ? `${told.get(name)}\n${value}` : value);
  return told;
};

const factsOf = async (a, b, source, words) => {
  const [one, other] = await Promise.all(
    [a, b].map(async (row) => gathered((await source.json(`${row.id}/facts`)).data || [])));
  const box = made("section", "desk-differing");
  box.tabIndex = 0;
  box.setAttribute("aria-label", words.differing);
  const choice = made("label", "desk-all");
  const all = made("input", "");
  all.type = "checkbox";
  choice.append(all, ` ${words.show_same}`);
  const table = made("table", "");
  const head = made("tr", "");
  head.append(...[words.fact, a.id, b.id].map((text) => made("th", "", text)));
  const draw = () => {
    table.replaceChildren(head);
    for (const name of new Set([...one.keys(), ...other.keys()])) {
      const [left, right] = [one.get(name) ?? "–", other.get(name) ?? "–"];
      if (left === right && !all.checked) continue;
      const line = made("tr", left === right ? "" : "desk-differs");
      line.append(made("td", "", name), made("td", "", left), made("td", "", right));
      table.append(line);
    }
    if (table.childElementCount === 1) table.append(made("caption", "", words.nothing_differs));
  };
  all.addEventListener("change", draw);
  draw();
  box.append(made("h3", "", words.differing), choice, table);
  return box;
};

// --- two exports of one chat ---------------------------------------------------------------------

const spoken = async (row, source) => {
  const rows = [];
  for (let start = 0; start < MOST_MESSAGES; start += 500) {
    const { status, data } = await source.json(`${row.id}/messages/${start}-500`);
    if (status !== 200) break;
    rows.push(...data.rows);
    if (rows.length >= data.count || !data.rows.length) break;
  }
  return rows;
};

// What both have is found between messages that stand once in each (patience); the rest is changed.
export const lines = (a, b, key) => {
  const [mine, theirs] = [a.map(key), b.map(key)];
  const out = [];
  const part = (from, to, start, end) => {
    while (from < to && start < end && mine[from] === theirs[start]) out.push([from++, start++]);
    const tail = [];
    while (from < to && start < end && mine[to - 1] === theirs[end - 1]) tail.unshift([--to, --end]);
    const once = (list, first, last) => {
      const seen = new Map();
      for (let at = first; at < last; at += 1) seen.set(list[at], seen.has(list[at]) ? -1 : at);
      return seen;
    };
    const [ours, others] = [once(mine, from, to), once(theirs, start, end)];
    // The longest run of such messages that both have in one order.
    const piles = [];
    for (let at = from; at < to; at += 1) {
      if (ours.get(mine[at]) !== at) continue;
      const there = others.get(mine[at]);
      if (there === undefined || there < 0) continue;
      let [low, high] = [0, piles.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (piles[middle].there < there) low = middle + 1;
        else high = middle;
      }
      piles[low] = { at, there, before: low ? piles[low - 1] : null };
    }
    const anchors = [];
    for (let one = piles[piles.length - 1]; one; one = one.before) anchors.unshift(one);
    if (anchors.length) {
      for (const one of anchors) {
        part(from, one.at, start, one.there);
        out.push([one.at, one.there]);
        [from, start] = [one.at + 1, one.there + 1];
      }
      part(from, to, start, end);
    } else {
      for (; from < to; from += 1) out.push([from, null]);
      for (; start < end; start += 1) out.push([null, start]);
    }
    out.push(...tail);
  };
  part(0, a.length, 0, b.length);
  return out;
};

const talk = async (stage, a, b, source, words) => {
  const [mine, theirs] = await Promise.all([spoken(a, source), spoken(b, source)]);
  const told = lines(mine, theirs, (row) => `${row[3]}\u0000${row[4]}`);
  const near = new Set();
  told.forEach(([left, right], at) => {
    if (left === null || right === null) {
      for (let step = -AROUND; step <= AROUND; step += 1) near.add(at + step);
    }
  });
  const list = made("div", "desk-talk");
  list.tabIndex = 0;
  list.setAttribute("role", "region");
  list.setAttribute("aria-label", words.chat_differs);
  const count = { left: 0, right: 0 };
  let skipped = false;
  let shown = 0;
  told.forEach(([left, right], at) => {
    if (right === null) count.left += 1;
    if (left === null) count.right += 1;
    if (!near.has(at) || shown >= MOST_LINES) {
      skipped = true;
      return;
    }
    if (skipped) list.append(made("p", "desk-skipped", "⋯"));
    skipped = false;
    shown += 1;
    const [number, , time, sender, text] = left === null ? theirs[right] : mine[left];
    const where = left === null ? b.id : right === null ? a.id : `${a.id} ${b.id}`;
    const line = made("p", left === null ? "desk-added" : right === null ? "desk-gone" : "desk-both");
    line.append(made("b", "", left === null ? "+ " : right === null ? "− " : "  "),
      made("span", "desk-who", `${where} · ${number} · ${time.replace("T", " ")} · ${sender}`), made("span", "", text));
    list.append(line);
  });
  const sum = words.chat_sum.replace("{a}", a.id).replace("{b}", b.id)
    .replace("{left}", count.left).replace("{right}", count.right).replace("{count}", told.length);
  const status = made("p", "desk-note", sum);
  status.setAttribute("role", "status");
  stage.replaceChildren(status, list);
};

// --- the window ----------------------------------------------------------------------------------

const compared = ({ el, words, source, pairs }) => async (a, b, closed) => {
  const dialog = made("dialog", "desk-viewer desk-compare");
  dialog.setAttribute("aria-label", words.compare);
  const head = made("div", "desk-head");
  const bar = made("div", "desk-tools");
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", words.tools);
  const title = made("h2", "desk-title", `${a.id} ${a.name} ↔ ${b.id} ${b.name}`);
  head.append(title, bar);
  const stage = made("div", "desk-stage");
  const aside = made("section", "desk-aside");
  const body = made("div", "desk-body");
  body.append(stage, aside);
  dialog.append(head, body);
  el.append(dialog);
  dialog.showModal();
  const close = made("button", "desk-button", "✕");
  close.type = "button";
  close.setAttribute("aria-label", words.close);
  close.addEventListener("click", () => dialog.close());
  let blinking = 0;
  dialog.addEventListener("close", () => {
    clearInterval(blinking);
    watching.disconnect();
    dialog.remove();
    closed();
  });
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|SELECT)$/.test(event.target.tagName)) return;
    if (act[event.key]) {
      act[event.key]();
      event.preventDefault();
    }
  });
  const act = {};
  let move = () => {};
  const watching = new ResizeObserver(() => move());
  watching.observe(stage);
  factsOf(a, b, source, words).then((box) => aside.append(box));

  const [one, other] = (await Promise.all([a, b].map((row) => source.json(`${row.id}/how`)))).map((told) => told.data);
  if (one.kind === "chat" && other.kind === "chat") {
    bar.append(close);
    await talk(stage, a, b, source, words);
    return;
  }
  let page = 1;
  let mode = "side";
  // While nobody has zoomed, the picture fits its pane.
  const state = { x: 0.5, y: 0.5, scale: 0, isFitted: true };
  const found = pairs.find((pair) => (pair.a === a.id && pair.b === b.id) || (pair.a === b.id && pair.b === a.id));
  const isPaged = one.kind === "pages" || other.kind === "pages";
  const aligned = found?.mapping?.length === 6 && !isPaged;
  const mapping = !aligned ? SAME : found.a === a.id ? found.mapping : inverse(found.mapping);
  const buttons = new Map();
  MODES.forEach((name, index) => {
    const button = made("button", `desk-button desk-mode-${name}`, words[`mode_${name}`]);
    button.type = "button";
    button.addEventListener("click", () => turn(name));
    act[String(index + 1)] = () => turn(name);
    buttons.set(name, button);
    bar.append(button);
  });
  const label = made("label", "desk-slider", words.opacity);
  const opacity = made("input", "desk-opacity");
  Object.assign(opacity, { type: "range", min: 0, max: 100, value: 50 });
  label.append(opacity);
  bar.append(label, close);
  const note = made("p", "desk-note");
  note.setAttribute("role", "status");
  note.textContent = isPaged ? "" : aligned ? words.aligned : words.not_aligned;
  const panes = made("div", "desk-panes");
  stage.append(note, panes);
  let left = null;
  let right = null;

  const turn = (name) => {
    mode = name;
    clearInterval(blinking);
    for (const [key, button] of buttons) button.setAttribute("aria-pressed", String(key === name));
    label.hidden = name !== "over";
    panes.replaceChildren();
    panes.dataset.mode = name;
    if (!left || !right) {
      panes.append(made("p", "desk-note", words.no_picture_pair));
      return;
    }
    const pane = () => {
      const node = made("div", "desk-pane");
      panes.append(node);
      return node;
    };
    const first = pane();
    first.append(left.layer);
    (name === "side" ? pane() : first).append(right.layer);
    right.layer.style.mixBlendMode = name === "difference" ? "difference" : "normal";
    right.layer.style.opacity = name === "over" ? opacity.value / 100 : 1;
    right.layer.hidden = false;
    if (name === "blink") blinking = setInterval(() => (right.layer.hidden = !right.layer.hidden), BLINK);
    move();
  };
  opacity.addEventListener("input", () => right && (right.layer.style.opacity = opacity.value / 100));

  move = () => {
    const first = panes.querySelector(".desk-pane");
    if (!left || !right || !first) return;
    const [wide, high] = [first.clientWidth, first.clientHeight];
    if (state.isFitted) state.scale = Math.min(wide / WIDE, high / left.high) * 0.98;
    const put = (layer, x, y, scale) =>
      (layer.style.transform = `translate(${wide / 2 - x * scale}px, ${high / 2 - y * scale}px) scale(${scale})`);
    put(left.layer, state.x * WIDE, state.y * left.high, state.scale);
    const there = inPixels(mapping, left.high, right.high);
    const [x, y] = landed(mapping, state.x, state.y);
    if (mode === "side") {
      const larger = Math.sqrt(Math.abs(there[0] * there[4] - there[1] * there[3])) || 1;
      put(right.layer, x * WIDE, y * right.high, state.scale / larger);
    } else {
      const [p, q, r, s, t, u] = inverse(there);
      right.layer.style.transform = `${left.layer.style.transform} matrix(${p}, ${s}, ${q}, ${t}, ${r}, ${u})`;
    }
    panes.dataset.scale = state.scale.toFixed(3);
  };
  const zoom = (by) => {
    state.isFitted = false;
    state.scale = Math.min(12, Math.max(0.05, state.scale * by));
    move();
  };
  const pan = (x, y) => {
    state.x = Math.min(1, Math.max(0, state.x + x / (WIDE * state.scale)));
    state.y = Math.min(1, Math.max(0, state.y + y / ((left?.high || WIDE) * state.scale)));
    move();
  };
  Object.assign(act, {
    "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5),
    0: () => {
      Object.assign(state, { x: 0.5, y: 0.5, isFitted: true });
      move();
    },
    ArrowLeft: () => pan(-80, 0), ArrowRight: () => pan(80, 0), ArrowUp: () => pan(0, -80), ArrowDown: () => pan(0, 80),
  });
  if (isPaged) Object.assign(act, { PageUp: () => load(page - 1), PageDown: () => load(page + 1) });
  panes.addEventListener("wheel", (event) => {
    zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2);
    event.preventDefault();
  });
  let held = null;
  panes.addEventListener("pointerdown", (event) => {
    held = [event.clientX, event.clientY];
    panes.setPointerCapture(event.pointerId);
  });
  panes.addEventListener("pointermove", (event) => {
    if (!held) return;
    pan(held[0] - event.clientX, held[1] - event.clientY);
    held = [event.clientX, event.clientY];
  });
  panes.addEventListener("pointerup", () => (held = null));
  const load = async (wanted) => {
    page = Math.max(1, Math.min(Math.max(one.pages || 1, other.pages || 1), wanted));
    const mine = page;
    if (isPaged) note.textContent = words.loading;
    const drawn = await Promise.all([layerOf(a, one, page, source), layerOf(b, other, page, source)]);
    if (mine !== page) return;
    [left, right] = drawn;
    if (isPaged) note.textContent = words.page_both.replace("{page}", page);
    for (const side of [left, right]) if (side) side.layer.style.height = `${side.high}px`;
    turn(mode);
    panes.dataset.ready = "yes";
  };
  await load(1);
};

// Beside an exhibit that is looked at: with which other one to compare it.
export const comparing = ({ el, rows, words, source, pairs }) => ({ dialog, bar, row }) => {
  const open = compared({ el, words, source, pairs });
  const label = made("label", "desk-slider", words.compare_with);
  const choice = made("select", "desk-with");
  const empty = made("option", "", "–");
  empty.value = "";
  choice.append(empty);
  const tied = new Set(pairs.flatMap((pair) => (pair.a === row.id ? [pair.b] : pair.b === row.id ? [pair.a] : [])));
  const others = rows.filter((one) => one.id !== row.id);
  // Those that were found alike first: they are what is compared.
  for (const one of [...others.filter((each) => tied.has(each.id)), ...others.filter((each) => !tied.has(each.id))]) {
    const option = made("option", "", `${tied.has(one.id) ? "≈ " : ""}${one.id} ${one.name}`);
    option.value = one.id;
    choice.append(option);
  }
  label.append(choice);
  bar.prepend(label);
  choice.addEventListener("change", () => {
    const other = rows.find((one) => one.id === choice.value);
    if (other) open(row, other, () => choice.focus());
  });
  return {
    key: (event) => {
      if (event.key !== "c" || event.ctrlKey || event.altKey || event.metaKey) return false;
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return false;
      choice.focus();
      event.preventDefault();
      return true;
    },
    leave: () => false,
    end: () => label.remove(),
  };
};
