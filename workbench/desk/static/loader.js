// The desk in a notebook: asks the door of this server, or the kernel where there is none.
const base = () => {
  const told = document.getElementById("jupyter-config-data");
  try {
    return JSON.parse(told.textContent).baseUrl || "/";
  } catch {
    return document.body.dataset.baseUrl || "/";
  }
};

const viaDoor = (root, key) => ({
  hasDoor: true,
  url: (path) => `${root}/${key}/${path}`,
  picture: async (path) => `${root}/${key}/${path}`,
  json: async (path) => {
    try {
      const answer = await fetch(`${root}/${key}/${path}`);
      return { status: answer.status, data: await answer.json() };
    } catch {
      return { status: 0, data: {} };
    }
  },
  module: (name) => import(`${root}/modules/${name}`),
});

// One question to the kernel, and what it answers.
const asking = (model) => {
  const waiting = new Map();
  const own = Math.random().toString(36).slice(2);
  let last = 0;
  model.on("msg:custom", (told, buffers) => {
    waiting.get(told.answer)?.({ ...told, body: buffers?.[0] });
    waiting.delete(told.answer);
  });
  return (question) =>
    new Promise((done) => {
      const number = `${own}-${(last += 1)}`;
      waiting.set(number, done);
      model.send({ ...question, number });
    });
};

const viaKernel = (ask) => {
  const blob = (told, type) => URL.createObjectURL(new Blob([told.body], { type }));
  return {
    hasDoor: false,
    url: () => "",
    picture: async (path) => {
      const told = await ask({ path });
      return told.status === 200 ? blob(told, told.type) : "";
    },
    json: async (path) => {
      const told = await ask({ path });
      return { status: told.status, data: JSON.parse(new TextDecoder().decode(told.body)) };
    },
    module: async (name) => import(blob(await ask({ module: name }), "text/javascript")),
  };
};

export default {
  async render({ model, el }) {
    const rows = model.get("rows");
    const door = viaDoor(`${location.origin}${base()}workbench/desk`, model.get("key"));
    const opens = model.get("key") && rows.length && (await door.json(`${rows[0].id}/facts`)).status === 200;
    const ask = asking(model);
    const source = opens ? door : viaKernel(ask);
    const { gallery } = await source.module("gallery.js");
    const { viewer } = await source.module("viewer.js");
    const { stages } = await source.module("stages.js");
    const { choosing } = await source.module("choosing.js");
    const { together } = await source.module("together.js");
    const { lines } = await source.module("lines.js");
    const words = model.get("words");
    const choose = (id) => {
      model.set("chosen", id);
      model.save_changes();
    };
    const open = viewer({ el, words, source, stages, choose });
    return gallery({ el, rows, words, source, ask, choosing, together, lines, choose, open });
  },
};
