// Keys pressed in a form are the form's: JupyterLab, which listens further out, never hears
// them. Combinations with Ctrl, Alt or Cmd pass, such as the one for saving, except those
// with Enter, which would run the cell and draw the form anew.
const keep = (event) => {
  const passes = event.ctrlKey || event.altKey || event.metaKey;
  if (event.key === "Enter" || !passes) event.stopPropagation();
};

export default {
  render({ el }) {
    el.style.display = "none";
    let form = null;
    let waiting = 0;
    const watch = () => {
      if (!el.isConnected) {
        waiting = requestAnimationFrame(watch);
        return;
      }
      form = el.closest(".jp-OutputArea-output") ?? el.parentElement;
      form.addEventListener("keydown", keep);
    };
    watch();
    return () => {
      cancelAnimationFrame(waiting);
      form?.removeEventListener("keydown", keep);
    };
  },
};
