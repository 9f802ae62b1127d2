// What is said of several exhibits in one act: asked once, saved at once, taken back at once.
const made = (tag, name, text) => {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
};

const button = (name, text, act) => {
  const node = made("button", `desk-plain desk-${name}`, text);
  node.type = "button";
  node.addEventListener("click", act);
  return node;
};

export const together = ({ words, ask, picked, everything, nothing, renew }) => {
  const root = made("section", "desk-together");
  root.setAttribute("aria-label", words.together);
  root.hidden = true;
  const line = made("div", "desk-picked");
  const count = made("strong", "desk-picked-count");
  count.setAttribute("role", "status");
  const form = made("form", "desk-form");
  form.hidden = true;
  const said = made("p", "desk-said");
  said.setAttribute("role", "status");
  const fields = new Map();
  const toggle = button("describe", words.describe, () => {
    form.hidden = !form.hidden;
    toggle.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) fields.values().next().value.focus();
  });
  toggle.setAttribute("aria-expanded", "false");
  const undo = button("undo", words.undo, () => send({ act: "undo" }));
  undo.hidden = true;
  line.append(count, toggle, button("everything", words.everything, everything), button("nothing", words.nothing, nothing), undo);

  const givers = made("datalist");
  givers.id = `desk-givers-${Math.random().toString(36).slice(2)}`;
  for (const one of words.parties) givers.append(Object.assign(made("option"), { value: one }));
  for (const [name, text, choices] of words.fields) {
    const label = made("label", "desk-field", text);
    const control = made(choices.length ? "select" : "input", `desk-field-${name}`);
    if (name === "received_from") control.setAttribute("list", givers.id);
    if (name === "received_at") control.placeholder = words.date_example;
    if (name === "tags") control.placeholder = words.tags_example;
    for (const [value, shown] of choices.length ? [["", words.unchanged], ...choices] : []) {
      control.append(Object.assign(made("option", "", shown), { value }));
    }
    fields.set(name, control);
    label.append(control);
    form.append(label);
  }
  const save = made("button", "desk-plain desk-save", words.save);
  save.type = "submit";
  form.append(givers, made("p", "desk-hint", words.empty_kept), save);
  root.append(line, form, said);

  const send = async (question) => {
    save.disabled = undo.disabled = true;
    said.textContent = words.saving;
    const told = await ask({ together: question });
    save.disabled = undo.disabled = false;
    said.textContent = told.said || words.failed;
    said.classList.toggle("desk-wrong", !told.done);
    undo.hidden = !told.undo;
    if (!told.done) return;
    if (question.act === "save") {
      for (const control of fields.values()) control.value = "";
    }
    renew(told.rows);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const values = {};
    for (const [name, control] of fields) values[name] = control.value;
    send({ act: "save", chosen: [...picked()], values });
  });

  return {
    root,
    show: () => {
      const many = picked().size;
      root.hidden = !many && undo.hidden && !said.textContent;
      count.textContent = words.picked.replace("{count}", many);
      save.textContent = words.save.replace("{count}", many);
      save.disabled = toggle.disabled = !many;
      if (!many) {
        form.hidden = true;
        toggle.setAttribute("aria-expanded", "false");
      }
    },
  };
};
