// A page that lives: events of a stream change its parts and charts.
(() => {
  "use strict";
  const hidden = new Set();
  const shared = { seeds: false, width: undefined };
  const charts = new Map();
  const stream = document.body.dataset.stream;
  const banner = document.querySelector("[data-connection]");
  let beat = null;

  const tell = (text) => {
    banner.textContent = text;
    banner.hidden = text === "";
  };

  // ---- charts ----
  const chartOf = (figure) => {
    const look = {
      hidden,
      log: false,
      get seeds() { return shared.seeds; },
      get width() { return shared.width; },
    };
    const chart = recurveChart(figure, look);
    const log = figure.querySelector("[data-log]");
    log.addEventListener("click", () => {
      look.log = !look.log;
      log.setAttribute("aria-pressed", look.log);
      chart.draw();
    });
    figure.querySelector("[data-svg]").addEventListener("click", () => recurveSvg.save(figure.querySelector("b").textContent, chart.svg()));
    new ResizeObserver(() => chart.resize()).observe(figure.querySelector(".plot"));
    drawnBy.set(figure, chart);
    near.observe(figure);
    return chart;
  };
  const drawnBy = new WeakMap();
  // Only what is in sight is drawn.
  const near = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((e) => e.isIntersecting)) {
      near.unobserve(entry.target);
      drawnBy.get(entry.target)?.draw();
    }
  }, { rootMargin: "50%" });
  const redraw = () => charts.forEach((chart) => { if (chart.drawn()) { chart.draw(); } });

  const parsed = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
  };

  const panel = ({ key, html }) => {
    const place = document.querySelector("[data-panels]");
    const fresh = parsed(html).querySelector("figure");
    const holder = [...place.children].find((each) => each.dataset.panel === key);
    if (holder && charts.has(key)) {
      const figure = holder.querySelector("figure");
      figure.querySelectorAll(":scope > .note").forEach((note) => note.remove());
      figure.querySelector("script").before(...fresh.querySelectorAll(":scope > .note"));
      charts.get(key).set(JSON.parse(fresh.querySelector("script").textContent));
      return;
    }
    const made = document.createElement("div");
    made.dataset.panel = key;
    made.append(fresh);
    place.append(made);
    charts.set(key, chartOf(fresh));
  };

  // ---- parts ----
  const part = (name, html) => {
    const place = document.querySelector(`[data-part="${name}"]`);
    if (!place) {
      return;
    }
    const within = document.activeElement && place.contains(document.activeElement) ? document.activeElement : null;
    const address = within?.getAttribute("href");
    const arm = within?.dataset.arm;
    const left = place.querySelector(".scroll")?.scrollLeft ?? 0;
    const chosen = new Set([...place.querySelectorAll("input:checked")].map((box) => box.value));
    place.replaceChildren(parsed(html));
    if (left > 0 && place.querySelector(".scroll")) {
      place.querySelector(".scroll").scrollLeft = left;
    }
    if (within) { // who goes by keyboard stays where he is
      const again = [...place.querySelectorAll("a, button")].find((each) =>
        (address && each.getAttribute("href") === address) || (arm !== undefined && each.dataset.arm === arm));
      (again ?? place.querySelector("[tabindex], a, button"))?.focus({ preventScroll: true });
    }
    if (name === "legend") {
      legend();
    }
    place.querySelectorAll("figure.chart").forEach(chartOf);
    place.querySelectorAll("input[type=checkbox]").forEach((box) => { box.checked = chosen.has(box.value); });
    emptied(name);
    filtered();
  };
  const emptied = (name) => {
    const whole = document.querySelector(`[data-whole="${name}"]`);
    if (whole) {
      whole.hidden = whole.querySelector("[data-part]").childElementCount === 0;
    }
  };

  const legend = () => {
    for (const button of document.querySelectorAll("[data-arm]")) {
      button.setAttribute("aria-pressed", !hidden.has(Number(button.dataset.arm)));
    }
    document.querySelector("[data-seeds]")?.setAttribute("aria-pressed", shared.seeds);
  };
  document.addEventListener("click", (event) => {
    const arm = event.target.closest("[data-arm]");
    const seeds = event.target.closest("[data-seeds]");
    if (arm) {
      const style = Number(arm.dataset.arm);
      if (!hidden.delete(style)) {
        hidden.add(style);
      }
    } else if (seeds) {
      shared.seeds = !shared.seeds;
    }
    if (arm || seeds) {
      legend();
      redraw();
    }
  });
  addEventListener("recurve-theme", redraw);

  // ---- how long ago the last event was ----
  const ago = () => {
    const place = document.querySelector("[data-silent]");
    if (place && beat) {
      const silent = beat.silent + performance.now() - beat.at;
      place.textContent = beat.silent < 0 ? "none yet"
        : silent < 60e3 ? `${(silent / 1000).toFixed(1)} s ago`
          : silent < 3600e3 ? `${Math.round(silent / 60e3)} min ago` : `${(silent / 3600e3).toFixed(1)} h ago`;
    }
  };

  const frame = (data) => {
    Object.entries(data.parts ?? {}).forEach(([name, html]) => part(name, html));
    (data.panels ?? []).forEach(panel);
    // Windows of one chart are joined before it is drawn once.
    (data.windows ?? []).forEach(({ key, from, to, content }) => charts.get(key)?.splice(from, to, content));
    Object.entries(data.bars ?? {}).forEach(([id, progress]) => {
      const bar = document.querySelector(`[data-trial="${id}"] progress`);
      if (bar) {
        bar.value = 100 * progress;
      }
    });
    if (data.silent !== undefined) {
      beat = { silent: data.silent, at: performance.now() };
    }
    ago();
  };

  // ---- the stream ----
  let source = null;
  let last = "";
  let lost = false;
  const open = () => {
    if (!stream || source) {
      return;
    }
    const from = last ? `${stream.includes("?") ? "&" : "?"}since=${encodeURIComponent(last)}` : "";
    source = new EventSource(stream + from);
    const take = (event) => {
      last = event.lastEventId || last;
      if (lost) {
        lost = false;
        tell("");
      }
      frame(JSON.parse(event.data));
      document.documentElement.dataset.frames = Number(document.documentElement.dataset.frames ?? 0) + 1;
    };
    source.addEventListener("whole", (event) => {
      hiddenPanels(JSON.parse(event.data));
      take(event);
    });
    source.addEventListener("change", take);
    source.addEventListener("open", () => { document.documentElement.dataset.connected = "yes"; });
    source.addEventListener("error", () => {
      lost = true;
      document.documentElement.dataset.connected = "no";
      if (source.readyState === EventSource.CLOSED) {
        source = null;
        setTimeout(() => { if (!document.hidden) { open(); } }, 2000);
      }
      tell("The connection is lost. What you see is what was known; trying again…");
    });
  };
  // Everything takes the place of everything: a chart that is no more goes.
  const hiddenPanels = (data) => {
    const keys = new Set((data.panels ?? []).map(({ key }) => key));
    document.querySelectorAll("[data-panels] > [data-panel]").forEach((each) => {
      if (!keys.has(each.dataset.panel)) {
        charts.delete(each.dataset.panel);
        each.remove();
      }
    });
  };
  const close = () => {
    source?.close();
    source = null;
    document.documentElement.dataset.connected = "closed";
  };
  // A browser allows six connections to a server: a tab that nobody sees takes none.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      close();
    } else {
      open();
    }
  });
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => { if (event.persisted) { open(); } });

  // ---- paper ----
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

  // ---- the list of studies ----
  const filter = document.querySelector("[data-filter]");
  const filtered = () => {
    const words = filter?.value.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
    document.querySelectorAll("[data-part=studies] tbody tr").forEach((row) => {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    });
  };
  filter?.addEventListener("input", filtered);

  document.querySelectorAll("[data-part] figure.chart").forEach(chartOf);
  document.querySelectorAll("[data-panels] > [data-panel]").forEach((each) =>
    charts.set(each.dataset.panel, chartOf(each.querySelector("figure"))));
  document.querySelectorAll("[data-whole]").forEach((each) => emptied(each.dataset.whole));
  setInterval(ago, 200);
  if (!document.hidden) {
    open();
  }
})();
