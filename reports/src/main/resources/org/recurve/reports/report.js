// What the reader can do: choose variants, seeds and logarithms, copy, print.
(() => {
  "use strict";
  const hidden = new Set();
  const shared = { seeds: false, width: undefined };
  const charts = [...document.querySelectorAll("figure.chart")].map((figure) => {
    const look = {
      hidden,
      log: false,
      get seeds() { return shared.seeds; },
      get width() { return shared.width; },
    };
    const chart = recurveChart(figure, look);
    const log = figure.querySelector("[data-log]");
    log.disabled = !chart.logarithmic;
    log.addEventListener("click", () => {
      look.log = !look.log;
      log.setAttribute("aria-pressed", look.log);
      chart.draw();
    });
    new ResizeObserver(() => chart.resize()).observe(figure.querySelector(".plot"));
    return chart;
  });
  const redraw = () => charts.forEach((chart) => chart.draw());

  for (const button of document.querySelectorAll("[data-arm]")) {
    button.addEventListener("click", () => {
      const arm = Number(button.dataset.arm);
      const show = hidden.delete(arm);
      if (!show) {
        hidden.add(arm);
      }
      button.setAttribute("aria-pressed", show);
      redraw();
    });
  }
  document.querySelector("[data-seeds]")?.addEventListener("click", (event) => {
    shared.seeds = !shared.seeds;
    event.currentTarget.setAttribute("aria-pressed", shared.seeds);
    redraw();
  });
  addEventListener("recurve-theme", redraw);

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(text.textContent);
        button.textContent = "copied";
      } catch {
        getSelection().selectAllChildren(text);
        button.textContent = "selected";
      }
    });
  }

  // Paper is white, and narrower than most screens.
  const root = document.documentElement;
  let before;
  addEventListener("beforeprint", () => {
    before = root.dataset.theme;
    root.dataset.theme = "light";
    shared.width = 330;
    redraw();
  });
  addEventListener("afterprint", () => {
    shared.width = undefined;
    if (before === undefined) {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = before;
    }
    redraw();
  });

  const links = new Map([...document.querySelectorAll(".contents a")].map((a) => [a.hash.slice(1), a]));
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((e) => e.isIntersecting)) {
      links.forEach((link, id) => {
        if (id === entry.target.id) {
          link.setAttribute("aria-current", "true");
        } else {
          link.removeAttribute("aria-current");
        }
      });
    }
  }, { rootMargin: "-10% 0px -70% 0px" });
  document.querySelectorAll("section[id]").forEach((section) => watcher.observe(section));
})();
