// What is typed into a field goes to the kernel after a pause, and every few seconds while
// somebody types on. A field that is left sends its value by itself. Whoever hides or
// closes the page leaves nothing behind in it.
const PAUSE = 500;
const LONGEST = 2000;
const MARK = "kajian-at-";

const nameOf = (target) => {
  const box = target.closest(`[class*="${MARK}"]`);
  return box && [...box.classList].find((one) => one.startsWith(MARK));
};

export default {
  render({ model, el }) {
    el.style.display = "none";
    const typed = new Map();
    let form = null;
    let frame = 0;
    let timer = 0;
    let since = 0;

    const send = () => {
      clearTimeout(timer);
      since = 0;
      for (const [field, text] of typed) model.send({ field, text });
      typed.clear();
    };
    const note = (event) => {
      const field = nameOf(event.target);
      if (!field || event.target.tagName === "SELECT") return;
      typed.set(field, event.target.value);
      since ||= Date.now();
      clearTimeout(timer);
      timer = setTimeout(send, Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
    };
    const left = (event) => typed.delete(nameOf(event.target));
    const hidden = () => document.visibilityState === "hidden" && send();
    const watch = () => {
      if (!el.isConnected) {
        frame = requestAnimationFrame(watch);
        return;
      }
      form = el.parentElement;
      form.addEventListener("input", note);
      form.addEventListener("change", left);
      form.addEventListener("focusout", send);
    };
    watch();
    document.addEventListener("visibilitychange", hidden);
    window.addEventListener("pagehide", send);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", hidden);
      window.removeEventListener("pagehide", send);
      form?.removeEventListener("input", note);
      form?.removeEventListener("change", left);
      form?.removeEventListener("focusout", send);
    };
  },
};
