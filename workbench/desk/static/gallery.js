// The gallery: every exhibit as a tile, of which only those in view are in the page.
const WIDTH = 196;
const HEIGHT = 190;
const GAP = 10;
const AHEAD = 1;
const PICTURED = new Set(["picture", "film", "sound", "pages"]);
// Kinds that have a picture unless something is wrong with the file: asked for at once.
const DECODED = new Set(["picture", "film", "sound"]);

const made = (tag, name, text) => {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
};

// What a tile shows in place of a picture: the last messages, the first lines, or the reason.
const written = (how) => {
  if (Array.isArray(how.excerpt)) return how.excerpt.map((row) => `${row[3]}: ${row[4]}`).join("\n");
  return how.excerpt || how.reason || "";
};

export const gallery = ({ el, rows, words, source, ask, choosing, together, lines: whenAndWhere, choose, open }) => {
  const root = made("section", "desk-gallery");
  root.setAttribute("aria-label", words.gallery);
  // Keys pressed here are no commands of JupyterLab, but those with Ctrl, Alt and Cmd are.
  root.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || !(event.ctrlKey || event.altKey || event.metaKey)) event.stopPropagation();
  });

  const help = made("p", "desk-help", words.keys);
  const grid = made("div", "desk-grid");
  grid.setAttribute("role", "grid");
  grid.setAttribute("aria-label", words.gallery);
  const space = made("div", "desk-space");
  space.setAttribute("role", "rowgroup");
  grid.setAttribute("aria-multiselectable", "true");
  grid.append(space);

  let shown = rows;
  let at = 0;
  let from = 0;
  const picked = new Set();
  let columns = 1;
  const lines = new Map();
  const known = new Map();

  const how = (row) => {
    if (!known.has(row.id)) known.set(row.id, source.json(`${row.id}/how`));
    return known.get(row.id);
  };

  const fill = async (row, frame) => {
    if (row.reason) {
      frame.append(made("span", "desk-words desk-reason", row.reason));
      return;
    }
    if (DECODED.has(row.kind)) {
      const image = made("img", "");
      image.alt = "";
      image.decoding = "async";
      const place = await source.picture(`${row.id}/thumbnail/256`);
      const came = await new Promise((done) => {
        image.onload = () => done(true);
        image.onerror = () => done(false);
        if (place) image.src = place;
        else done(false);
      });
      if (came) {
        frame.replaceChildren(image);
        return;
      }
    }
    const { status, data } = await how(row);
    if (!frame.isConnected) return;
    if (PICTURED.has(data.kind)) {
      const image = made("img", "");
      image.alt = "";
      image.src = await source.picture(`${row.id}/thumbnail/256`);
      if (image.src) frame.replaceChildren(image);
      return;
    }
    const text = written(data) || (status === 200 ? words.kinds[row.kind] : words.failed);
    const isReason = data.reason || status !== 200;
    frame.replaceChildren(made("span", isReason ? "desk-words desk-reason" : "desk-words", text));
  };

  const tile = (index) => {
    const row = shown[index];
    const cell = made("div", "desk-tile");
    cell.setAttribute("role", "gridcell");
    cell.setAttribute("aria-selected", String(picked.has(row.id)));
    cell.tabIndex = index === at ? 0 : -1;
    cell.dataset.index = index;
    cell.dataset.id = row.id;
    const frame = made("span", "desk-frame");
    const caption = made("span", "desk-caption");
    caption.append(made("b", "", row.id), ` ${row.name}`);
    const below = made("span", "desk-below", [words.kinds[row.kind], row.when].filter(Boolean).join(" · "));
    const mark = made("span", "desk-mark");
    mark.setAttribute("aria-hidden", "true");
    cell.append(mark, frame, caption, below);
    for (const tag of (row.by?.tags || []).slice(0, 3)) below.append(made("span", "desk-tag", tag));
    cell.title = row.path;
    fill(row, frame);
    return cell;
  };

  const line = (number) => {
    const node = made("div", "desk-line");
    node.setAttribute("role", "row");
    node.setAttribute("aria-rowindex", number + 1);
    node.style.top = `${number * (HEIGHT + GAP)}px`;
    const end = Math.min(shown.length, (number + 1) * columns);
    for (let index = number * columns; index < end; index += 1) node.append(tile(index));
    return node;
  };

  const draw = () => {
    const first = Math.max(0, Math.floor(grid.scrollTop / (HEIGHT + GAP)) - AHEAD);
    const last = Math.ceil((grid.scrollTop + grid.clientHeight) / (HEIGHT + GAP)) + AHEAD;
    const wanted = new Set();
    for (let number = first; number < Math.min(last, Math.ceil(shown.length / columns)); number += 1) {
      wanted.add(number);
      if (!lines.has(number)) {
        const node = line(number);
        lines.set(number, node);
        space.append(node);
      }
    }
    for (const [number, node] of lines) {
      if (!wanted.has(number) && !node.contains(document.activeElement)) {
        node.remove();
        lines.delete(number);
      }
    }
  };

  const lay = () => {
    columns = Math.max(1, Math.floor((grid.clientWidth - GAP) / (WIDTH + GAP)));
    const height = Math.ceil(shown.length / columns) * (HEIGHT + GAP);
    space.style.height = `${height}px`;
    grid.style.height = `${Math.min(Math.max(height, 120), 3 * (HEIGHT + GAP) - 60) + GAP}px`;
    grid.setAttribute("aria-rowcount", Math.ceil(shown.length / columns));
    for (const node of lines.values()) node.remove();
    lines.clear();
    draw();
  };

  const cellAt = (index) => space.querySelector(`[data-index="${index}"]`);

  const go = (index, focus = true) => {
    if (!shown.length) return;
    const before = cellAt(at);
    if (before) before.tabIndex = -1;
    at = Math.max(0, Math.min(shown.length - 1, index));
    const top = Math.floor(at / columns) * (HEIGHT + GAP);
    if (top < grid.scrollTop) grid.scrollTop = top;
    const bottom = top + HEIGHT + GAP - grid.clientHeight;
    if (bottom > grid.scrollTop) grid.scrollTop = bottom;
    draw();
    const cell = cellAt(at);
    cell.tabIndex = 0;
    if (focus) cell.focus({ preventScroll: true });
    draw();
    along.mark(shown[at].id);
    choose(shown[at].id);
  };

  const mark = () => {
    for (const cell of space.querySelectorAll("[data-id]")) {
      cell.setAttribute("aria-selected", String(picked.has(cell.dataset.id)));
    }
    act.show();
  };
  const toggle = (index) => {
    const { id } = shown[index];
    if (!picked.delete(id)) picked.add(id);
    from = index;
    mark();
  };
  const stretch = (to) => {
    const [first, last] = from < to ? [from, to] : [to, from];
    for (const row of shown.slice(first, last + 1)) picked.add(row.id);
    mark();
  };
  const everything = () => {
    for (const row of shown) picked.add(row.id);
    mark();
  };
  const nothing = () => {
    picked.clear();
    mark();
    if (shown.length) go(at);
  };
  const act = together({
    words, ask, everything, nothing,
    picked: () => picked,
    renew: (told) => {
      for (const row of rows) Object.assign((row.by ??= {}), told[row.id]);
      chooser.renew();
    },
  });
  const chooser = choosing({
    rows, words,
    changed: (found) => {
      shown = found;
      at = from = 0;
      grid.scrollTop = 0;
      lay();
      act.show();
      along.show(new Set(shown.map((row) => row.id)));
    },
  });
  // An exhibit that is taken there is taken here too, unless a filter hides it.
  const along = whenAndWhere({
    rows, words,
    choose: (id) => {
      const index = shown.findIndex((row) => row.id === id);
      if (index >= 0) go(index, false);
      else choose(id);
    },
  });
  root.append(chooser.bar, chooser.box, act.root, along.root, grid, help);
  el.append(root);

  const enter = (index) => open(shown, index, (last) => go(last));
  const steps = () => ({
    ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns,
    PageDown: 3 * columns, PageUp: -3 * columns, Home: -shown.length, End: shown.length,
  });
  grid.addEventListener("keydown", (event) => {
    if (event.target === grid || !event.target.dataset.index) return;
    const here = Number(event.target.dataset.index);
    const step = steps()[event.key];
    const isCommand = event.ctrlKey || event.metaKey;
    if (step !== undefined && !isCommand) {
      if (event.shiftKey && !picked.size) from = here;
      go(here + step);
      if (event.shiftKey) stretch(at);
    } else if (event.key === "Enter" && !isCommand) enter(here);
    else if (event.key === " " && !isCommand) toggle(here);
    else if (event.key.toLowerCase() === "a" && isCommand) everything();
    else if (event.key === "Escape" && picked.size) nothing();
    else return;
    event.stopPropagation();
    event.preventDefault();
  });
  grid.addEventListener("click", (event) => {
    const cell = event.target.closest("[data-index]");
    if (!cell) return;
    const index = Number(cell.dataset.index);
    const isMark = event.target.classList.contains("desk-mark");
    go(index, isMark || event.shiftKey || event.ctrlKey || event.metaKey);
    if (event.shiftKey) stretch(index);
    else if (isMark || event.ctrlKey || event.metaKey) toggle(index);
    else enter(at);
  });
  grid.addEventListener("scroll", draw, { passive: true });

  let width = 0;
  const watching = new ResizeObserver(() => {
    if (grid.clientWidth && grid.clientWidth !== width) {
      width = grid.clientWidth;
      lay();
      along.draw();
    }
  });
  watching.observe(grid);
  chooser.apply();
  return () => watching.disconnect();
};
