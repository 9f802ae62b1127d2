// Which exhibits the gallery shows, and in which order: lists to filter by, and one to sort by.
const made = (tag, name, text) => {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
};

const NONE = "\u0000";
const natural = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const held = (row, name) => (name === "kind" ? [row.kind] : row.by?.[name] || []);

const ordered = {
  name: (row) => row.name,
  when: (row) => row.when,
  kind: (row, words) => words.kinds[row.kind],
};
// What comes without a time, place or device stands last; equals stay in the order of their numbers.
const compared = (name, words) => (a, b) => {
  const [left, right] = [a, b].map((row) => ordered[name]?.(row, words) ?? held(row, name)[0] ?? "");
  if (!left !== !right) return left ? -1 : 1;
  return natural.compare(left, right) || a.place - b.place;
};

export const choosing = ({ rows, words, changed }) => {
  rows.forEach((row, index) => (row.place = index));
  const lists = new Map();
  const bar = made("div", "desk-bar");
  const search = made("input", "desk-search");
  search.type = "search";
  search.placeholder = words.search;
  search.setAttribute("aria-label", words.search);
  const sorted = made("select", "desk-sort");
  sorted.setAttribute("aria-label", words.sort);
  for (const [value, text] of words.orders) {
    const option = made("option", "", `${words.sort}: ${text}`);
    option.value = value;
    sorted.append(option);
  }
  const count = made("span", "desk-count");
  count.setAttribute("role", "status");
  const more = made("details", "desk-more");
  const summary = made("summary", "", words.filters);
  const box = made("div", "desk-filters");
  const clear = made("button", "desk-plain desk-clear", words.clear);
  clear.type = "button";
  more.append(summary, box);

  // A list's entries, each with how many exhibits it holds.
  const entries = (name) => {
    const counted = new Map();
    let without = 0;
    for (const row of rows) {
      const values = held(row, name);
      if (!values.length) without += 1;
      for (const value of values) counted.set(value, (counted.get(value) || 0) + 1);
    }
    const known = [...counted].sort(([a], [b]) => natural.compare(a, b));
    if (name === "kind") return known.map(([value, many]) => [value, words.kinds[value], many]);
    const found = known.map(([value, many]) => [value, value, many]);
    return without && known.length ? [...found, [NONE, words.none, without]] : found;
  };

  const fill = (name) => {
    const list = lists.get(name);
    const before = list.value;
    const all = made("option", "", name === "kind" ? words.all : words.any);
    all.value = "";
    list.replaceChildren(all);
    const found = entries(name);
    for (const [value, text, many] of found) {
      const option = made("option", "", `${text} (${many})`);
      option.value = value;
      list.append(option);
    }
    list.value = found.some(([value]) => value === before) ? before : "";
    if (name !== "kind") list.parentElement.hidden = found.length < 2 && !list.value;
  };

  const select = (name) => {
    const list = made("select", `desk-${name}`);
    lists.set(name, list);
    list.addEventListener("change", apply);
    return list;
  };

  const apply = () => {
    const word = search.value.trim().toLowerCase();
    const wanted = [...lists].filter(([, list]) => list.value);
    const shown = rows.filter((row) => {
      for (const [name, list] of wanted) {
        const values = held(row, name);
        if (list.value === NONE ? values.length : !values.includes(list.value)) return false;
      }
      return !word || `${row.id} ${row.name} ${row.path} ${row.search} ${(row.by?.tags || []).join(" ")}`.toLowerCase().includes(word);
    });
    if (sorted.value !== "number") shown.sort(compared(sorted.value, words));
    count.textContent = words.count.replace("{shown}", shown.length).replace("{count}", rows.length);
    const behind = wanted.filter(([name]) => name !== "kind").length;
    summary.textContent = behind ? `${words.filters} (${behind})` : words.filters;
    clear.hidden = !wanted.length && !word;
    changed(shown);
  };

  const kinds = select("kind");
  kinds.setAttribute("aria-label", words.kind);
  bar.append(kinds, search, sorted, more, clear, count);
  for (const [name, text] of words.by) {
    const label = made("label", "desk-by", text);
    label.append(select(name));
    box.append(label);
  }
  for (const name of lists.keys()) fill(name);
  clear.addEventListener("click", () => {
    for (const list of lists.values()) list.value = "";
    search.value = "";
    apply();
    kinds.focus();
  });
  search.addEventListener("input", apply);
  sorted.addEventListener("change", apply);
  return {
    bar,
    box,
    apply,
    // After exhibits were described anew: the lists say what there is now.
    renew: () => {
      for (const name of lists.keys()) fill(name);
      apply();
    },
  };
};
