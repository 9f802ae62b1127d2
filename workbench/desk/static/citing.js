// In the form: what is cited is chosen with open eyes, and places in exhibits are marked.
const MOST = 40;
const ANSWERED = 6000;

const made = (tag, name, text) => {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
};

// A mark that the kernel has not acknowledged stays in this tab, also when the kernel is gone.
const keeper = (name) => {
  const read = () => {
    try {
      return JSON.parse(sessionStorage.getItem(name)) || null;
    } catch {
      return null;
    }
  };
  const write = (value) => {
    try {
      if (value) sessionStorage.setItem(name, JSON.stringify(value));
      else sessionStorage.removeItem(name);
    } catch {
      // Without room in the tab nothing is kept, and the form says that it is not saved.
    }
  };
  return {
    read,
    draft: (exhibit) => {
      const one = read();
      return one && one.exhibit === exhibit && !one.sent ? one : null;
    },
    keep: (mark) => write(mark),
    send: (mark) => write({ ...mark, sent: true }),
    drop: () => write(null),
  };
};

export const citing = ({ model, el, words, source, stages, viewer, marks, claimed, comparing }) => {
  const root = made("div", "desk-picker");
  el.append(root);
  const place = model.get("place");
  const kept = keeper(`workbench-mark ${model.get("key")} ${place}`);
  const own = Math.random().toString(36).slice(2);
  const waiting = new Map();
  let last = 0;
  let field = null;
  const heard = (told) => {
    if (told.do === "focus") field?.focus();
    waiting.get(told.answer)?.(told);
    waiting.delete(told.answer);
  };
  model.on("msg:custom", heard);
  const ask = (question) =>
    new Promise((done) => {
      const number = `${own}-${(last += 1)}`;
      const late = setTimeout(() => {
        waiting.delete(number);
        done({ ok: false, reason: words.mark_late });
      }, ANSWERED);
      waiting.set(number, (told) => {
        clearTimeout(late);
        done(told);
      });
      try {
        model.send({ ...question, number });
      } catch {
        heard({ answer: number, ok: false, reason: words.mark_late });
      }
    });
  // What there is to cite is asked for when the field is entered: a page has many such fields.
  let given = null;
  let isStale = false;
  const load = async () => {
    if (given && !isStale) return true;
    const told = await ask({ given: true });
    if (told.ok) {
      given = told.given;
      isStale = false;
    } else said.textContent = told.reason;
    return Boolean(given);
  };
  const only = model.get("only");
  // Back from the viewer with a new mark, what was sought is settled: the list stays shut.
  let settled = false;
  let done = () => {};
  const save = async (mark) => {
    kept.send(mark);
    const told = await ask({ mark, cite: !only });
    // A refusal is an answer, too: what was drawn is a draft again.
    if (told.ok) {
      if (given) given.marks = told.marks;
      kept.drop();
      done();
    } else if (told.reason !== words.mark_late) kept.keep(mark);
    return told;
  };
  const said = made("p", "desk-picked");
  said.setAttribute("role", "status");
  const say = async (claim) => {
    const told = await ask({ claim });
    if (told.ok) given.claims = told.claims;
    return told;
  };
  const look = async (id, back) => {
    if (!(await load())) return;
    const { rows, pairs } = given;
    const attach = [
      comparing({ el, rows, words, source, pairs }),
      marks({ words, save, known: () => given.marks, kept, at_once: !only }),
      claimed({
        words, fields: given.claim_fields, known: (one) => given.claims[one] || {}, save: say,
        enabled: model.get("enabled"),
      }),
    ];
    const index = rows.findIndex((row) => row.id === id);
    if (index < 0) return;
    const open = viewer({ el, words, source, stages, choose: () => {}, attach });
    open(rows, index, () => {
      // The cursor was in the viewer, which is gone: only a field that is entered anew takes it.
      back.blur();
      back.focus();
      settled = false;
    });
    back.blur();
  };

  const again = async () => {
    const mark = kept.read();
    if (!mark?.sent) return;
    const { sent, ...plain } = mark;
    const told = await save(plain);
    said.textContent = told.ok ? words.mark_again.replace("{id}", told.id) : told.reason;
  };
  again();

  if (only) {
    const button = made("button", "desk-look", words.look_mark.replace("{id}", only));
    button.type = "button";
    button.addEventListener("click", () => look(only, button));
    field = button;
    root.append(button, said);
    return () => model.off("msg:custom", heard);
  }

  const list = `desk-options-${own}`;
  const label = made("label", "desk-name", model.get("label"));
  const input = made("input", "desk-find");
  input.disabled = !model.get("enabled");
  input.autocomplete = "off";
  input.placeholder = words.find_source;
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-expanded": "false", "aria-controls": list, "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
  })) input.setAttribute(name, value);
  label.append(input);
  const options = made("ul", "desk-options");
  options.id = list;
  options.setAttribute("role", "listbox");
  options.setAttribute("aria-label", model.get("label"));
  options.hidden = true;
  const hint = made("p", "desk-hint", words.find_help);
  hint.hidden = true;
  field = input;
  root.append(label, options, hint, said);

  let shown = [];
  let at = 0;
  const point = () => {
    for (const [index, node] of [...options.children].entries()) {
      node.setAttribute("aria-selected", String(index === at));
      if (index === at) {
        node.scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-activedescendant", node.id);
      }
    }
    if (!shown.length) input.removeAttribute("aria-activedescendant");
  };
  const thumbnail = async (one, frame) => {
    if (!one.exhibit) {
      frame.textContent = one.sign;
      return;
    }
    const picture = await source.picture(`${one.exhibit}/thumbnail/256`);
    if (!picture || !frame.isConnected) return;
    const image = made("img", "");
    image.alt = "";
    image.loading = "lazy";
    image.addEventListener("error", () => {
      image.remove();
      frame.textContent = one.sign;
    });
    image.src = picture;
    frame.append(image);
  };
  const draw = () => {
    const sought = input.value.trim().toLowerCase().split(/\s+/);
    const cited = new Set(model.get("cited"));
    const found = given.sources.filter((one) => {
      const text = `${one.id} ${one.name} ${one.about} ${one.search}`.toLowerCase();
      return !cited.has(one.id) && sought.every((word) => text.includes(word));
    });
    shown = found.slice(0, MOST);
    at = 0;
    options.replaceChildren();
    for (const [index, one] of shown.entries()) {
      const node = made("li", "desk-option");
      node.id = `${list}-${index}`;
      node.setAttribute("role", "option");
      node.dataset.id = one.id;
      const frame = made("span", "desk-thumb");
      const text = made("span", "desk-source");
      text.append(made("b", "", one.id), ` ${one.name}`, made("small", "", one.about));
      node.append(frame, text);
      options.append(node);
      thumbnail(one, frame);
    }
    hint.textContent = [
      words.find_help,
      found.length > MOST ? words.find_more.replace("{count}", found.length - MOST) : "",
      shown.length ? "" : words.find_none,
    ].filter(Boolean).join(" ");
    point();
  };
  const opened = async (is) => {
    if (is && !(await load())) return;
    options.hidden = hint.hidden = !is;
    input.setAttribute("aria-expanded", String(is));
    if (is) draw();
  };
  const cite = async (one) => {
    if (!one) return;
    said.textContent = "";
    const told = await ask({ cite: one.id });
    said.textContent = told.ok ? "" : told.reason;
    input.value = "";
    if (told.ok) opened(false);
  };
  const mark = (one) => {
    if (one?.exhibit) look(one.exhibit, input);
  };
  done = () => {
    input.value = "";
    settled = true;
  };
  input.addEventListener("focus", () => settled || opened(true));
  input.addEventListener("click", () => opened(true));
  input.addEventListener("input", () => opened(true));
  input.addEventListener("blur", () => setTimeout(() => root.contains(document.activeElement) || opened(false), 150));
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) {
      if (options.hidden) opened(true);
      else at = Math.max(0, Math.min(shown.length - 1, at + step));
      point();
    } else if (event.key === "Enter" && !options.hidden) {
      if (event.shiftKey) mark(shown[at]);
      else cite(shown[at]);
    } else if (event.key === "Enter") opened(true);
    else if (event.key === "Escape" && !options.hidden) opened(false);
    else return;
    event.preventDefault();
  });
  options.addEventListener("mousedown", (event) => {
    const node = event.target.closest("[data-id]");
    if (!node) return;
    event.preventDefault();
    const one = shown.find((other) => other.id === node.dataset.id);
    // The picture opens; the words choose.
    if (event.target.closest(".desk-thumb") && one.exhibit) mark(one);
    else cite(one);
  });
  const renewed = () => {
    isStale = true;
    if (!options.hidden) opened(true);
  };
  for (const name of ["change:cited", "change:changes"]) model.on(name, renewed);
  return () => {
    model.off("msg:custom", heard);
    for (const name of ["change:cited", "change:changes"]) model.off(name, renewed);
  };
};
