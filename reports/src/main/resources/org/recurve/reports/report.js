// What the reader can do: choose variants, seeds and logarithms, copy, print.
(() => {
  "use strict";
  const hidden = new Set();
  const shared = { seeds: false, width: undefined };
  const figures = [...document.querySelectorAll("figure.chart")];
  const charts = figures.map((figure) => {
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
    figure.querySelector("[data-svg]").addEventListener("click", () => recurveSvg.save(figure.querySelector("b").textContent, chart.svg()));
    new ResizeObserver(() => chart.resize()).observe(figure.querySelector(".plot"));
    return chart;
  });
  const redraw = () => charts.filter((chart) => chart.drawn()).forEach((chart) => chart.draw());

  // Charts in sight come first; the others when there is time, so that a large page opens at once.
  const near = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((e) => e.isIntersecting)) {
      near.unobserve(entry.target);
      const chart = charts[figures.indexOf(entry.target)];
      if (!chart.drawn()) {
        chart.draw();
      }
    }
  }, { rootMargin: "50%" });
  figures.forEach((figure) => near.observe(figure));
  const rest = () => {
    const chart = charts.find((one) => !one.drawn());
    if (chart) {
      chart.draw();
      setTimeout(rest, 30);
    }
  };
  addEventListener("load", () => setTimeout(rest, 300));

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

  // A number copies the command that verifies it; where the clipboard is closed, the command can be read and selected.
  const said = document.createElement("output");
  said.className = "said-command";
  said.hidden = true;
  document.body.append(said);
  for (const number of document.querySelectorAll("button.number")) {
    number.addEventListener("click", async () => {
      said.hidden = false;
      said.textContent = number.title;
      try {
        await navigator.clipboard.writeText(number.title);
        said.textContent = `copied: ${number.title}`;
      } catch {
        getSelection().selectAllChildren(said);
      }
    });
  }

  const quiet = (label, name, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = label;
    button.setAttribute("aria-label", name);
    button.addEventListener("click", () => act(button));
    return button;
  };

  // Where a browser keeps its clipboard to itself, the text is shown to be copied by hand.
  const copyTable = async (table, write, button) => {
    const words = button.textContent;
    try {
      await navigator.clipboard.writeText(write(table));
      button.textContent = "copied";
    } catch {
      const area = document.createElement("textarea");
      area.value = write(table);
      area.rows = 8;
      area.setAttribute("aria-label", `Table as ${words}`);
      button.parentElement.after(area);
      area.select();
      area.addEventListener("blur", () => area.remove());
    }
    setTimeout(() => { button.textContent = words; }, 1500);
  };

  for (const table of document.querySelectorAll("table")) {
    const tools = document.createElement("p");
    tools.className = "tools copies";
    const title = table.caption?.textContent ?? "Table";
    tools.append("copy as ", ...Object.entries(recurveTables).map(([name, write]) =>
      quiet(name, `Copy as ${name}: ${title}`, (button) => copyTable(table, write, button))));
    const plots = table.tFoot?.rows[0].cells.length - 1;
    if (table.classList.contains("results") && table.querySelector("td:last-child .interval, td:last-child .point")) {
      tools.append(" save ", quiet("SVG", "Save the differences as SVG", () => recurveSvg.save("differences", recurveSvg.column(table, plots))));
    }
    (table.closest(".scroll") ?? table).after(tools);
  }
  for (const drawing of document.querySelectorAll("figure svg[role=img]")) {
    const tools = document.createElement("p");
    tools.className = "tools copies";
    const name = drawing.getAttribute("aria-label");
    tools.append(quiet("SVG", `Save as SVG: ${name}`, () => recurveSvg.save(name, recurveSvg.drawing(drawing))));
    const place = drawing.closest(".scroll") ?? drawing;
    (place.nextElementSibling?.matches("figcaption") ? place.nextElementSibling : place).after(tools);
  }

  // Paper is white, and narrower than most screens.
  const root = document.documentElement;
  let before;
  addEventListener("beforeprint", () => {
    before = root.dataset.theme;
    root.dataset.theme = "light";
    shared.width = 330;
    charts.forEach((chart) => chart.draw());
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
