// How each kind of exhibit is looked at. A stage answers what its kind can do: zoom, fit, full,
// rotate, pan, page, step; and ends itself.
const WINDOW = 100;
const ROW = 46;
const LINES = 400;
const HEX = 512;

const made = (tag, name, text) => {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
};

const clock = (seconds) => {
  const whole = Math.max(0, seconds);
  const minutes = String(Math.floor(whole / 60)).padStart(2, "0");
  return `${minutes}:${(whole % 60).toFixed(2).padStart(5, "0")}`;
};

// --- pictures and pages: zoomed down to every pixel ----------------------------------------

const zoomed = async (place, tiles, label, source) => {
  const { default: OpenSeadragon } = await source.module("openseadragon.js");
  const box = made("div", "desk-zoom");
  place.append(box);
  const view = OpenSeadragon({
    element: box, tileSources: tiles, drawer: "canvas", showNavigationControl: false,
    animationTime: 0.25, maxZoomPixelRatio: 8, minZoomImageRatio: 0.5, visibilityRatio: 0.3,
    gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
    imageSmoothingEnabled: true, crossOriginPolicy: false, debugMode: false,
  });
  // The viewer around it has keys of its own.
  view.innerTracker.keyHandler = null;
  view.innerTracker.keyDownHandler = null;
  view.canvas.setAttribute("role", "img");
  view.canvas.setAttribute("aria-label", label);
  view.addHandler("open", () => (box.dataset.open = "yes"));
  view.addHandler("animation", () => {
    const item = view.world.getItemAt(0);
    if (item) box.dataset.scale = item.viewportToImageZoom(view.viewport.getZoom(true)).toFixed(3);
  });
  const port = view.viewport;
  // A loupe: the same picture, four times as large, around the pointer or the middle.
  let lens = null;
  const glass = made("div", "desk-lens");
  const seenAt = (x, y) => {
    if (!lens?.world.getItemAt(0)) return;
    const edge = box.getBoundingClientRect();
    Object.assign(glass.style, { left: `${x - edge.left}px`, top: `${y - edge.top}px` });
    const point = port.pointFromPixel(new OpenSeadragon.Point(x - edge.left, y - edge.top), true);
    const wide = glass.clientWidth / box.clientWidth;
    lens.viewport.setRotation(port.getRotation(), true);
    lens.viewport.zoomTo((port.getZoom(true) * 4) / wide, null, true);
    lens.viewport.panTo(point, true);
  };
  const middle = () => {
    const edge = box.getBoundingClientRect();
    seenAt(edge.left + edge.width / 2, edge.top + edge.height / 2);
  };
  const pointed = (event) => seenAt(event.clientX, event.clientY);
  const loupe = () => {
    if (lens) {
      box.removeEventListener("pointermove", pointed);
      lens.destroy();
      lens = null;
      glass.remove();
      return;
    }
    box.append(glass);
    lens = OpenSeadragon({
      element: glass, tileSources: tiles, drawer: "canvas", showNavigationControl: false,
      mouseNavEnabled: false, immediateRender: true, maxZoomPixelRatio: 16, minZoomImageRatio: 0,
      visibilityRatio: 0, crossOriginPolicy: false, keyboardShortcuts: false,
    });
    lens.addHandler("open", middle);
    view.addHandler("animation", () => lens && middle());
    box.addEventListener("pointermove", pointed);
  };
  return {
    loupe,
    zoom: (by) => port.zoomBy(by).applyConstraints(),
    fit: () => port.goHome(),
    full: () => {
      const item = view.world.getItemAt(0);
      if (item) port.zoomTo(item.imageToViewportZoom(1 / (window.devicePixelRatio || 1)));
    },
    rotate: (degrees) => port.setRotation(degrees),
    pan: (x, y) => {
      const bounds = port.getBounds();
      port.panBy(new OpenSeadragon.Point((x * bounds.width) / 8, (y * bounds.height) / 8)).applyConstraints();
    },
    view,
    end: () => {
      if (lens) loupe();
      view.destroy();
    },
  };
};

export const pictured = async ({ stage, row, words, source }) => {
  if (source.hasDoor) {
    const { status, data } = await source.json(`${row.id}/tiles`);
    if (status !== 200) {
      stage.append(made("p", "desk-note", data.reason || words.failed));
      return {};
    }
    const tiles = {
      width: data.width, height: data.height, tileSize: data.tile, tileOverlap: 0,
      minLevel: data.lowest, maxLevel: data.highest,
      getTileUrl: (level, x, y) => source.url(`${row.id}/tile/${level}-${x}-${y}`),
    };
    return zoomed(stage, tiles, `${row.id} ${row.name}`, source);
  }
  const url = await source.picture(`${row.id}/thumbnail/640`);
  stage.append(made("p", "desk-note", words.small_only));
  return zoomed(stage, { type: "image", url }, `${row.id} ${row.name}`, source);
};

const paged = async ({ stage, row, how, words, source }) => {
  const bar = made("p", "desk-pages");
  const back = made("button", "desk-button", "‹");
  const on = made("button", "desk-button", "›");
  back.setAttribute("aria-label", words.page_back);
  on.setAttribute("aria-label", words.page_on);
  const where = made("span", "desk-where");
  where.setAttribute("role", "status");
  bar.append(back, where, on);
  const place = made("div", "desk-sheet");
  const text = made("details", "desk-text");
  const body = made("pre", "");
  body.tabIndex = 0;
  text.append(made("summary", "", words.page_text), body);
  stage.append(bar, place, text);
  let number = 1;
  let seen = null;
  let turn = 0;
  let over = false;
  const show = async (wanted) => {
    number = Math.max(1, Math.min(how.data.pages, wanted));
    const mine = number;
    where.textContent = words.page.replace("{number}", number).replace("{count}", how.data.pages);
    const { status, data } = await source.json(`${row.id}/page/${mine}`);
    if (mine !== number) return;
    seen?.end();
    place.replaceChildren();
    if (status !== 200) {
      place.append(made("p", "desk-note", data.reason || words.failed));
      seen = null;
      return;
    }
    body.textContent = data.characters.map((one) => one[0]).join("");
    const url = await source.picture(`${row.id}/sheet/${mine}`);
    if (mine !== number || over) return;
    seen = await zoomed(place, { type: "image", url }, `${row.id}, ${where.textContent}`, source);
    if (over) seen.end();
    else if (turn) seen.rotate(turn);
  };
  back.addEventListener("click", () => show(number - 1));
  on.addEventListener("click", () => show(number + 1));
  show(1);
  return {
    zoom: (by) => seen?.zoom(by), fit: () => seen?.fit(), full: () => seen?.full(),
    pan: (x, y) => seen?.pan(x, y), page: (step) => show(number + step), loupe: () => seen?.loupe(),
    get view() {
      return seen?.view;
    },
    get number() {
      return number;
    },
    turnTo: (wanted) => show(wanted),
    rotate: (degrees) => {
      turn = degrees;
      seen?.rotate(degrees);
    },
    end: () => {
      over = true;
      seen?.end();
    },
  };
};

// --- films and sounds -----------------------------------------------------------------------

const played = async ({ stage, row, how, words, source }) => {
  const isFilm = how.data.kind === "film";
  const notes = made("p", "desk-note");
  notes.setAttribute("role", "status");
  // One frame as large as the window, where the film itself does not play.
  const still = made("img", "desk-still");
  still.alt = words.frames;
  still.hidden = true;
  const shown = [];
  let at = 0;
  const turnTo = (index) => {
    const moment = shown[index];
    if (!moment) return;
    at = index;
    still.src = moment.image.src;
    still.hidden = false;
    notes.textContent = `${words.not_played} ${clock(moment.seconds)}`;
  };
  let player = null;
  if (source.hasDoor && how.data.played) {
    player = made(isFilm ? "video" : "audio", "desk-player");
    player.controls = true;
    player.preload = "metadata";
    player.setAttribute("aria-label", `${row.id} ${row.name}`);
    player.src = source.url(`${row.id}/original`);
    player.addEventListener("error", () => {
      notes.textContent = words.not_played;
      player.hidden = true;
      time.hidden = true;
      turnTo(0);
    });
    const time = made("output", "desk-time", clock(0));
    player.addEventListener("timeupdate", () => (time.textContent = clock(player.currentTime)));
    player.addEventListener("seeked", () => (time.textContent = clock(player.currentTime)));
    stage.append(player, time);
  } else {
    notes.textContent = words.not_played;
  }
  stage.append(notes, still);
  const plays = () => player && !player.hidden;
  const strip = made("div", "desk-strip");
  strip.tabIndex = 0;
  strip.setAttribute("role", "group");
  strip.setAttribute("aria-label", isFilm ? words.frames : words.waveform);
  stage.append(strip);
  const moments = async () => {
    const { status, data } = await source.json(`${row.id}/frames`);
    for (const [number, seconds] of (status === 200 ? data : []).entries()) {
      const one = made("button", "desk-moment");
      const image = made("img", "");
      image.alt = "";
      image.loading = "lazy";
      image.src = await source.picture(`${row.id}/frame/${number}`);
      one.append(image, made("span", "", clock(seconds)));
      shown.push({ image, seconds });
      one.addEventListener("click", () => {
        if (plays()) player.currentTime = seconds;
        else turnTo(number);
      });
      strip.append(one);
      if (!number && !plays()) turnTo(0);
    }
  };
  if (isFilm) moments();
  else {
    const image = made("img", "desk-wave");
    image.alt = words.waveform;
    image.src = await source.picture(`${row.id}/thumbnail/640`);
    strip.append(image);
  }
  return {
    now: () => (plays() ? player.currentTime : shown[at]?.seconds || 0),
    seek: (seconds) => {
      if (plays()) player.currentTime = seconds;
    },
    step: (by) => {
      if (!plays()) {
        turnTo(at + by);
        return;
      }
      player.pause();
      player.currentTime = Math.max(0, player.currentTime + by / (how.data.rate || 25));
    },
    rotate: (degrees) => player && (player.style.transform = `rotate(${degrees}deg)`),
    end: () => {
      if (!player) return;
      player.pause();
      player.removeAttribute("src");
      player.load();
    },
  };
};

// --- messages, text, bytes ------------------------------------------------------------------

const spoken = ({ stage, row, how, words, source }) => {
  const list = made("div", "desk-messages");
  list.tabIndex = 0;
  list.setAttribute("role", "log");
  list.setAttribute("aria-label", words.messages);
  const count = how.data.messages;
  const space = made("div", "desk-space");
  space.style.height = `${count * ROW}px`;
  list.append(space);
  stage.append(list);
  let drawn = -1;
  const draw = async () => {
    const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 20);
    const start = Math.floor(first / 25) * 25;
    if (start === drawn) return;
    drawn = start;
    const { status, data } = await source.json(`${row.id}/messages/${start}-${WINDOW}`);
    if (drawn !== start || status !== 200) return;
    const part = made("div", "desk-window");
    part.style.top = `${start * ROW}px`;
    for (const [number, , time, sender, text] of data.rows) {
      const one = made("p", "desk-message");
      one.dataset.number = number;
      const head = made("span", "desk-who", `${number} · ${time.replace("T", " ")} `);
      head.append(made("b", "", sender));
      one.append(head, made("span", "", text));
      part.append(one);
    }
    space.replaceChildren(part);
    list.dispatchEvent(new Event("drawn"));
  };
  list.addEventListener("scroll", draw, { passive: true });
  draw();
  return {
    page: (step) => (list.scrollTop += step * list.clientHeight),
    messages: list,
    count,
    first: () => Math.floor(list.scrollTop / ROW) + 1,
    bring: (number) => {
      const top = (number - 1) * ROW;
      if (top < list.scrollTop || top + ROW > list.scrollTop + list.clientHeight) {
        list.scrollTop = Math.max(0, top - list.clientHeight / 2);
      }
    },
  };
};

const written = async ({ stage, row, how, words, source }) => {
  const { status, data } = await source.json(`${row.id}/text`);
  const page = made("div", "desk-paper");
  page.tabIndex = 0;
  page.setAttribute("role", "document");
  page.setAttribute("aria-label", `${row.id} ${row.name}`);
  stage.append(page);
  if (status !== 200) {
    page.append(made("p", "desk-note", data.reason || words.failed));
    return {};
  }
  const lines = data.flatMap((part) => [...(part.name && data.length > 1 ? [[part.name]] : []), ...part.lines]);
  let at = 0;
  const more = made("button", "desk-button", words.more);
  const add = () => {
    for (const line of lines.slice(at, at + LINES)) {
      page.insertBefore(Array.isArray(line) ? made("h3", "", line[0]) : made("p", "desk-line-text", line), more);
    }
    at += LINES;
    more.hidden = at >= lines.length;
  };
  page.append(more);
  more.addEventListener("click", add);
  add();
  if (how.data.inside) {
    const inside = await source.json(`${row.id}/inside`);
    for (const number of (inside.status === 200 ? inside.data : []).keys()) {
      const image = made("img", "desk-enclosed");
      image.alt = words.enclosed;
      image.src = await source.picture(`${row.id}/enclosed/${number}`);
      page.append(image);
    }
  }
  return { page: (step) => (page.scrollTop += step * page.clientHeight) };
};

const bare = async ({ stage, row, how, words, source }) => {
  // The reason stands beside it.
  if (!how.data.reason) stage.append(made("p", "desk-note", words.failed));
  if (how.status !== 200) return {};
  const strip = made("pre", "desk-hex");
  strip.tabIndex = 0;
  strip.setAttribute("aria-label", words.bytes);
  stage.append(made("h3", "", words.bytes), strip);
  let start = 0;
  const show = async (wanted) => {
    start = Math.max(0, Math.min(wanted, Math.max(0, how.data.size - 1)));
    start -= start % HEX;
    const { status, data } = await source.json(`${row.id}/hex/${start}`);
    if (status !== 200) return;
    const bytes = (data.bytes.match(/../g) || []).slice(0, HEX);
    const rows = [];
    for (let at = 0; at < bytes.length; at += 16) {
      const some = bytes.slice(at, at + 16);
      const signs = some.map((one) => (/^[2-6]|7[0-9a-e]/.test(one) ? String.fromCharCode(parseInt(one, 16)) : "."));
      rows.push(`${(start + at).toString(16).padStart(8, "0")}  ${some.join(" ").padEnd(47)}  ${signs.join("")}`);
    }
    strip.textContent = rows.join("\n");
  };
  await show(0);
  return { page: (step) => show(start + step * HEX) };
};

const KINDS = { picture: pictured, pages: paged, film: played, sound: played, chat: spoken, text: written };

export const stages = (given) => (KINDS[given.how.data.kind] || bare)(given);
