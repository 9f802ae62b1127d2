// What people say about an exhibit, changed beside it; each field is saved when it is left.
const made = (tag, name, text) => {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
};

// `fields` are [name, label, choices or null]; `save` keeps one and answers {ok, reason}.
export const claimed = ({ words, fields, known, save, enabled }) => ({ aside, row }) => {
  const box = made("details", "desk-claims");
  box.append(made("summary", "", words.claims));
  const said = made("p", "desk-said");
  said.setAttribute("role", "status");
  box.append(said);
  const told = known(row.id);
  for (const [name, text, choices] of fields) {
    const label = made("label", "", text);
    const field = made(choices ? "select" : "input", "desk-claim");
    field.dataset.name = name;
    field.disabled = !enabled;
    for (const [value, word] of choices || []) {
      const option = made("option", "", word);
      option.value = value;
      field.append(option);
    }
    field.value = told[name] || "";
    let before = field.value;
    const keep = async () => {
      if (field.value === before) return;
      const wanted = field.value;
      said.textContent = words.mark_saving;
      const answer = await save({ exhibit: row.id, name, value: wanted });
      said.textContent = answer.ok ? words.claim_saved : answer.reason;
      // What was not taken stays to be mended.
      if (answer.ok) before = wanted;
    };
    field.addEventListener("change", keep);
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter" && !choices) keep();
    });
    label.append(field);
    box.append(label);
  }
  aside.append(box);
  return { key: () => false, leave: () => false, end: () => box.remove() };
};
