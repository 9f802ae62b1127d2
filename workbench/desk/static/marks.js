// Marking a place of an exhibit: by mouse, and by keyboard alone. What is drawn is in percent of
// the picture as it is shown upright; a fragment such as xywh=percent:… says the same in writing.
const STEP = 5;
const FINE = 1;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const made = (tag, name, text) => {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
};

const filled = (text, fields) =>
  Object.entries(fields).reduce((told, [name, value]) => told.replaceAll(`{${name}}`, value), text);

const plain = (number) => String(Math.round(number * 100) / 100);
const between = (value, low, high) => Math.min(high, Math.max(low, value));

// --- a region of a picture or page ---------------------------------------------------------

const region = ({ seen, stage, page, changed }) => {
  const view = seen.view;
  const item = view.world.getItemAt(0);
  const size = item.getContentSize();
  // The library's own kind of point, which it does not hand out by name.
  const point = (x, y) => Object.assign(view.viewport.getCenter(), { x, y });
  const frame = made("div", "desk-region");
  let box = null;

  // What of the picture is in sight, in percent.
  const sight = () => {
    const shown = item.viewportToImageRectangle(view.viewport.getBounds(true)).getBoundingBox();
    const left = between((shown.x / size.x) * 100, 0, 100);
    const top = between((shown.y / size.y) * 100, 0, 100);
    const right = between(((shown.x + shown.width) / size.x) * 100, 0, 100);
    const bottom = between(((shown.y + shown.height) / size.y) * 100, 0, 100);
    return { left, top, width: Math.max(0.5, right - left), height: Math.max(0.5, bottom - top) };
  };
  // Where the frame lies on the screen: also of a picture that is turned or zoomed.
  const follow = () => {
    frame.hidden = !box;
    if (!box) return;
    const corner = (x, y) =>
      item.imageToViewerElementCoordinates(point((x * size.x) / 100, (y * size.y) / 100));
    const [one, other] = [corner(box.left, box.top), corner(box.left + box.width, box.top + box.height)];
    Object.assign(frame.style, {
      left: `${Math.min(one.x, other.x)}px`, top: `${Math.min(one.y, other.y)}px`,
      width: `${Math.abs(one.x - other.x)}px`, height: `${Math.abs(one.y - other.y)}px`,
    });
  };
  const show = () => {
    follow();
    changed();
  };
  const set = (left, top, width, height) => {
    const wide = between(width, 0.2, 100);
    const high = between(height, 0.2, 100);
    box = { left: between(left, 0, 100 - wide), top: between(top, 0, 100 - high), width: wide, height: high };
    show();
  };
  const middle = () => {
    const { left, top, width, height } = sight();
    set(left + width / 4, top + height / 4, width / 2, height / 2);
  };
  const scale = (by) =>
    set(box.left - (box.width * (by - 1)) / 2, box.top - (box.height * (by - 1)) / 2, box.width * by, box.height * by);

  // Drawn with the mouse: from one corner to the other.
  const sheet = made("div", "desk-drawing");
  stage.querySelector(".desk-zoom").append(frame, sheet);
  const moves = ["update-viewport", "animation", "rotate", "resize"];
  for (const name of moves) view.addHandler(name, follow);
  let from = null;
  const at = (event) => {
    const edge = sheet.getBoundingClientRect();
    const place = view.viewport.pointFromPixel(point(event.clientX - edge.left, event.clientY - edge.top), true);
    const pixel = item.viewportToImageCoordinates(place);
    return { x: between((pixel.x / size.x) * 100, 0, 100), y: between((pixel.y / size.y) * 100, 0, 100) };
  };
  sheet.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    from = at(event);
    sheet.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = at(event);
    set(Math.min(from.x, to.x), Math.min(from.y, to.y), Math.abs(to.x - from.x), Math.abs(to.y - from.y));
  });
  sheet.addEventListener("pointerup", () => (from = null));
  // The wheel still zooms: what is below the sheet gets it.
  sheet.addEventListener("wheel", (event) => {
    view.viewport.zoomBy(event.deltaY < 0 ? 1.2 : 1 / 1.2).applyConstraints();
    event.preventDefault();
  });

  middle();
  return {
    key: (event) => {
      const arrow = ARROWS[event.key];
      if (arrow && box) {
        const { width, height } = sight();
        const step = event.ctrlKey || event.metaKey ? FINE : STEP;
        const [x, y] = [(arrow[0] * width * step) / 100, (arrow[1] * height * step) / 100];
        if (event.shiftKey) set(box.left, box.top, box.width + x, box.height + y);
        else set(box.left + x, box.top + y, box.width, box.height);
      } else if (box && (event.key === "+" || event.key === "=")) scale(1.25);
      else if (box && event.key === "-") scale(0.8);
      else if (page && event.key === "m") {
        // The whole page, and back.
        if (box) {
          box = null;
          show();
        } else middle();
      } else return false;
      return true;
    },
    at: () => {
      const part = box
        ? `xywh=percent:${[box.left, box.top, box.width, box.height].map(plain).join(",")}`
        : "";
      return [page ? `page=${page}` : "", part].filter(Boolean).join("&");
    },
    words: (words) => {
      const whole = page ? filled(words.mark_page, { page }) : "";
      const part = box ? filled(words.mark_region, {
        left: Math.round(box.left), top: Math.round(box.top),
        width: Math.round(box.width), height: Math.round(box.height),
      }) : "";
      return [whole, part].filter(Boolean).join(", ");
    },
    help: page ? "mark_help_page" : "mark_help_region",
    end: () => {
      for (const name of moves) view.removeHandler(name, follow);
      sheet.remove();
      frame.remove();
    },
  };
};

// --- a moment or stretch of a film or sound ------------------------------------------------

const stretch = ({ seen, changed }) => {
  let start = seen.now();
  let end = null;
  return {
    key: (event) => {
      if (event.key === "[" || event.key === "m") {
        start = seen.now();
        if (end !== null && end <= start) end = null;
      } else if (event.key === "]") {
        end = seen.now() > start ? seen.now() : null;
      } else return false;
      changed();
      return true;
    },
    at: () => (end === null ? `t=${plain(start)}` : `t=${plain(start)},${plain(end)}`),
    words: (words) =>
      end === null
        ? filled(words.mark_moment, { start: plain(start) })
        : filled(words.mark_stretch, { start: plain(start), end: plain(end) }),
    help: "mark_help_time",
    end: () => {},
  };
};

// --- messages --------------------------------------------------------------------------------

const talk = ({ seen, changed }) => {
  let first = Math.min(seen.count, seen.first());
  let last = first;
  const draw = () => {
    for (const one of seen.messages.querySelectorAll("[data-number]")) {
      const number = Number(one.dataset.number);
      one.classList.toggle("desk-marked", number >= first && number <= last);
    }
  };
  const set = (from, to) => {
    first = between(from, 1, seen.count);
    last = between(to, first, Math.min(seen.count, first + 199));
    seen.bring(last);
    draw();
    changed();
  };
  const clicked = (event) => {
    const one = event.target.closest("[data-number]");
    if (!one) return;
    const number = Number(one.dataset.number);
    if (event.shiftKey) set(Math.min(first, number), Math.max(first, number));
    else set(number, number);
  };
  seen.messages.addEventListener("click", clicked);
  seen.messages.addEventListener("drawn", draw);
  set(first, last);
  return {
    key: (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!step) return false;
      if (event.shiftKey) set(first, last + step);
      else set(first + step, first + step);
      return true;
    },
    at: () => (first === last ? `msg=${first}` : `msg=${first}-${last}`),
    words: (words) => filled(words.mark_messages, { numbers: first === last ? first : `${first}–${last}` }),
    help: "mark_help_messages",
    end: () => {
      seen.messages.removeEventListener("click", clicked);
      seen.messages.removeEventListener("drawn", draw);
      for (const one of seen.messages.querySelectorAll(".desk-marked")) one.classList.remove("desk-marked");
    },
  };
};

const WAYS = {
  picture: region, film: stretch, sound: stretch, chat: talk,
  pages: (given) => region({ ...given, page: given.seen.number }),
};

// --- the panel: where, what is seen there, save ----------------------------------------------

// `save` keeps a mark and answers {ok, id, reason}; `kept` remembers one that is not kept yet.
export const marks = ({ words, save, known, kept, at_once }) => ({ dialog, bar, aside, stage, row, how, seen }) => {
  const way = WAYS[how.kind];
  const panel = made("section", "desk-marking");
  panel.setAttribute("aria-label", words.mark);
  aside.prepend(panel);
  let tool = null;
  const begin = made("button", "desk-button desk-mark", words.mark_key);
  begin.type = "button";
  bar.prepend(begin);
  const said = made("p", "desk-said");
  said.setAttribute("role", "status");

  const list = () => {
    const mine = known().filter((one) => one.exhibit === row.id);
    if (!mine.length) return [];
    const shown = made("ul", "desk-marks");
    for (const one of mine) {
      const entry = made("li", "");
      entry.append(made("b", "", one.id), ` ${one.label || one.place} `, made("span", "desk-at", one.place));
      shown.append(entry);
    }
    return [made("h3", "", words.marks), shown];
  };
  const idle = () => {
    panel.replaceChildren(said, ...list());
    begin.hidden = !way;
    if (!way && !said.textContent) said.textContent = words.mark_none;
  };

  const start = () => {
    if (tool || !way) return;
    if ((how.kind === "picture" || how.kind === "pages") && !seen?.view?.world?.getItemAt(0)) return;
    const where = made("p", "desk-place");
    where.setAttribute("role", "status");
    const draft = kept.draft(row.id);
    const changed = () => {
      if (!tool) return;
      where.textContent = tool.words(words);
      kept.keep({ exhibit: row.id, at: tool.at(), label: label.value });
    };
    const label = made("input", "desk-label");
    label.maxLength = 500;
    label.value = draft?.label || "";
    const name = made("label", "", words.mark_label);
    name.append(label);
    const keep = made("button", "desk-button desk-keep", at_once ? words.mark_cite : words.mark_save);
    const drop = made("button", "desk-button", words.mark_drop);
    keep.type = drop.type = "button";
    const tools = made("p", "");
    tools.append(keep, drop);
    said.textContent = "";
    tool = way({ seen, stage, changed });
    panel.replaceChildren(
      made("h3", "", words.mark), where, made("p", "desk-hint", words[tool.help]), name, tools, said);
    changed();
    label.addEventListener("input", changed);
    label.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter") keep.click();
      else if (event.key === "Escape") stage.querySelector("[tabindex]")?.focus();
      else return;
      event.preventDefault();
    });
    drop.addEventListener("click", () => {
      kept.drop();
      leave();
    });
    keep.addEventListener("click", async () => {
      keep.disabled = true;
      said.textContent = words.mark_saving;
      const told = await save({ exhibit: row.id, at: tool.at(), label: label.value.trim() });
      keep.disabled = false;
      if (!told.ok) {
        said.textContent = told.reason;
        return;
      }
      leave();
      said.textContent = filled(words.mark_saved, { id: told.id });
      if (at_once) dialog.close();
    });
    // Keys go to the place first: Enter leads on to the words.
    panel.tabIndex = -1;
    panel.focus();
    tool.label = label;
  };
  const leave = () => {
    if (!tool) return false;
    tool.end();
    tool = null;
    idle();
    begin.focus();
    return true;
  };
  begin.addEventListener("click", start);
  // On another page the frame would lie on the wrong one.
  const turned = (event) => event.target.closest(".desk-pages") && leave();
  stage.addEventListener("click", turned, true);
  idle();
  if (kept.draft(row.id)) said.textContent = words.mark_draft;
  return {
    key: (event) => {
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return false;
      let taken = true;
      if (!tool) {
        if (event.key !== "m" || event.ctrlKey || event.altKey || event.metaKey) return false;
        start();
      } else if (event.key.startsWith("Page") && how.kind === "pages") {
        leave();
        return false;
      } else if (event.key === "Enter" && event.target.tagName !== "BUTTON") tool.label.focus();
      else taken = !event.altKey && tool.key(event);
      if (taken) event.preventDefault();
      return taken;
    },
    leave,
    end: () => {
      tool?.end();
      tool = null;
      stage.removeEventListener("click", turned, true);
      begin.remove();
    },
  };
};
