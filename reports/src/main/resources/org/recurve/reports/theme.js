// The reader's choice of light or dark, before anything is drawn. Without one, the system's counts.
(() => {
  "use strict";
  const root = document.documentElement;
  const key = "recurve-theme";
  const remembered = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // Some browsers give files no storage.
    }
  };
  const dark = () => getComputedStyle(root).colorScheme === "dark"
    || (root.dataset.theme === undefined && matchMedia("(prefers-color-scheme: dark)").matches);
  const chosen = remembered();
  if (chosen === "dark" || chosen === "light") {
    root.dataset.theme = chosen;
  }
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-toggle]");
    const label = () => { button.textContent = dark() ? "Light" : "Dark"; };
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      try {
        localStorage.setItem(key, root.dataset.theme);
      } catch {
        // Then it holds for this reading only.
      }
      label();
      dispatchEvent(new Event("recurve-theme"));
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      label();
      dispatchEvent(new Event("recurve-theme"));
    });
    label();
  });
})();
