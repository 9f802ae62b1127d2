// The viewer: one exhibit as large as the window, what the file says beside it.
const FIRST = 10;

const made = (tag, name, text) => {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
};

const button = (words, name, sign, act) => {
  const node = made("button", `desk-button desk-${name}`, sign);
  node.type = "button";
  node.title = words[name];
  node.setAttribute("aria-label", words[name]);
  node.addEventListener("click", act);
  return node;
};

const slider = (words, name, act) => {
  const label = made("label", "desk-slider", words[name]);
  const range = made("input", `desk-${name}`);
  Object.assign(range, { type: "range", min: 20, max: 300, step: 5, value: 100 });
  range.addEventListener("input", act);
  label.append(range);
  return [label, range];
};

const facts = (rows, words) => {
  const list = (some) => {
    const node = made("dl", "desk-facts");
    for (const [name, value] of some) node.append(made("dt", "", name), made("dd", "", value));
    return node;
  };
  const parts = [made("h3", "", words.facts), list(rows.slice(0, FIRST))];
  if (rows.length > FIRST) {
    const more = made("details", "");
    const summary = made("summary", "", `${words.all_facts} (${rows.length})`);
    more.append(summary);
    // Filled when it is opened: hundreds of rows cost a page their time.
    more.addEventListener("toggle", () => more.open && more.childElementCount === 1 && more.append(list(rows.slice(FIRST))));
    parts.push(more);
  }
  return parts;
};

// `attach` lists what else is done with an exhibit, such as marking places: see marks.js.
export const viewer = ({ el, words, source, stages, choose, attach = [] }) => (rows, start, closed) => {
  const dialog = made("dialog", "desk-viewer");
  dialog.setAttribute("aria-label", words.viewer);
  const title = made("h2", "desk-title");
  title.setAttribute("aria-live", "polite");
  const stage = made("div", "desk-stage");
  const aside = made("section", "desk-aside");
  aside.setAttribute("aria-label", words.facts);
  aside.tabIndex = 0;
  let at = start;
  let seen = null;
  let more = [];
  let turn = 0;

  const adjust = () => {
    stage.style.setProperty("--desk-filter", `brightness(${light.value}%) contrast(${contrast.value}%)`);
  };
  const rotate = () => {
    turn = (turn + 90) % 360;
    seen?.rotate?.(turn);
  };
  const reset = () => {
    light.value = contrast.value = 100;
    turn = 0;
    adjust();
    seen?.rotate?.(0);
    seen?.fit?.();
  };
  const [lightLabel, light] = slider(words, "brightness", adjust);
  const [contrastLabel, contrast] = slider(words, "contrast", adjust);
  const bar = made("div", "desk-tools");
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", words.tools);
  bar.append(
    button(words, "previous", "‹", () => show(at - 1)),
    button(words, "next", "›", () => show(at + 1)),
    button(words, "zoom_in", "+", () => seen?.zoom?.(1.5)),
    button(words, "zoom_out", "−", () => seen?.zoom?.(1 / 1.5)),
    button(words, "fit", "⤢", () => seen?.fit?.()),
    button(words, "full", "1:1", () => seen?.full?.()),
    button(words, "rotate", "⟳", rotate),
    button(words, "loupe", "⌕", () => seen?.loupe?.()),
    lightLabel,
    contrastLabel,
    button(words, "reset", "↺", reset),
    button(words, "close", "✕", () => dialog.close()),
  );
  const head = made("div", "desk-head");
  head.append(title, bar);
  const body = made("div", "desk-body");
  body.append(stage, aside);
  dialog.append(head, body);

  const show = async (index) => {
    if (index < 0 || index >= rows.length) return;
    at = index;
    const row = rows[index];
    for (const one of more) one.end();
    more = [];
    seen?.end?.();
    seen = null;
    turn = 0;
    title.textContent = `${row.id} ${row.name} (${index + 1}/${rows.length})`;
    stage.replaceChildren(made("p", "desk-note", words.loading));
    aside.replaceChildren();
    choose(row.id);
    const [how, told] = await Promise.all([
      row.reason ? { status: 422, data: row } : source.json(`${row.id}/how`),
      source.json(`${row.id}/facts`),
    ]);
    if (at !== index || !dialog.open) return;
    stage.replaceChildren();
    const notes = [how.data.reason, ...(how.data.unread || [])].filter(Boolean);
    for (const note of notes) aside.append(made("p", "desk-note", note));
    aside.append(...facts(told.status === 200 ? told.data : [], words));
    const mine = await stages({ stage, row, how, words, source });
    if (at !== index || !dialog.open) mine?.end?.();
    else {
      seen = mine;
      more = attach.map((one) => one({ dialog, bar, stage, aside, row, how: how.data, seen }));
    }
    adjust();
    ahead(index + 1);
    ahead(index - 1);
  };

  // What comes next is made while this one is looked at.
  const ahead = async (index) => {
    const row = rows[index];
    if (!row || row.reason || !source.hasDoor) return;
    const { data } = await source.json(`${row.id}/how`);
    if (data.kind === "picture") source.json(`${row.id}/tiles`);
  };

  const keys = {
    ArrowLeft: () => show(at - 1),
    ArrowRight: () => show(at + 1),
    "+": () => seen?.zoom?.(1.5),
    "=": () => seen?.zoom?.(1.5),
    "-": () => seen?.zoom?.(1 / 1.5),
    0: () => seen?.fit?.(),
    1: () => seen?.full?.(),
    r: rotate,
    l: () => seen?.loupe?.(),
    ",": () => seen?.step?.(-1),
    ".": () => seen?.step?.(1),
    PageUp: () => seen?.page?.(-1),
    PageDown: () => seen?.page?.(1),
  };
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (more.some((one) => one.key(event))) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (/^(INPUT|SELECT|TEXTAREA|VIDEO|AUDIO)$/.test(event.target.tagName)) return;
    const move = moves[event.key];
    if (move && (event.shiftKey || move[1])) {
      if (!seen?.pan) return;
      seen.pan(...move);
    } else if (keys[event.key]) keys[event.key]();
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("cancel", (event) => {
    if (more.some((one) => one.leave())) event.preventDefault();
  });
  dialog.addEventListener("close", () => {
    for (const one of more) one.end();
    seen?.end?.();
    dialog.remove();
    closed(at);
  });
  el.append(dialog);
  dialog.showModal();
  show(start);
};
