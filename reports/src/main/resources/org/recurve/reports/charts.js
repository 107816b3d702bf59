// One chart: mean lines, bands from the lowest to the highest seed, and single seeds where they are asked for.
const recurveChart = (() => {
  "use strict";
  const STYLES = 8;
  const HEIGHT = 240;

  // Colours and dashes stand in the style sheet alone; a probe resolves them for the theme that counts now.
  const styles = new Map();
  const style = (number) => {
    const name = number % STYLES;
    if (!styles.has(name)) {
      styles.set(name, probed(name));
    }
    return styles.get(name);
  };
  addEventListener("recurve-theme", () => styles.clear());
  addEventListener("beforeprint", () => styles.clear());
  addEventListener("afterprint", () => styles.clear());

  const probed = (name) => {
    const probe = document.createElement("span");
    probe.className = `v${name}`;
    probe.style.color = "var(--c)";
    document.body.append(probe);
    const computed = getComputedStyle(probe);
    const dash = computed.getPropertyValue("--d").trim();
    const result = { colour: computed.color, dash: dash === "none" ? [] : dash.split(/\s+/).map(Number) };
    probe.remove();
    return result;
  };

  const pageColour = (name) => {
    const probe = document.createElement("span");
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  };

  const faded = (colour, alpha) => colour.replace(/^rgb\((.*)\)$/, `rgba($1, ${alpha})`);

  const short = (value) => value === null || value === undefined ? "–"
    : String(Number(value.toPrecision(4))).replace("e+", "e").replace(/-/g, "−");

  // Ticks of an axis: with commas, and a power of ten where digits would say nothing.
  const tick = (value) => {
    const size = Math.abs(value);
    return (size !== 0 && (size >= 1e7 || size < 1e-5) ? value.toPrecision(3).replace(/\.?0+e/, "e").replace("e+", "e")
      : value.toLocaleString("en", { maximumFractionDigits: 8 })).replace(/-/g, "−");
  };

  // Uplot's columns: the axis, then for each arm mean, lower edge, upper edge, seeds.
  const columns = (content, look) => {
    const data = [content.x];
    const series = [{}];
    const bands = [];
    const keep = look.log ? (values) => values.map((v) => (v !== null && v > 0 ? v : null)) : (values) => values;
    const few = content.x.length <= 30;
    const dense = content.x.length > 150;
    for (const arm of content.arms) {
      const { colour, dash } = style(arm.style);
      const show = !look.hidden.has(arm.style);
      const add = (values, options) => {
        data.push(keep(values));
        series.push({ show, spanGaps: true, points: { show: false }, ...options });
        return data.length - 1;
      };
      if (arm.low) {
        const low = add(arm.low, { width: 0 });
        const high = add(arm.high, { width: 0 });
        bands.push({ series: [high, low], fill: faded(colour, look.seeds ? 0.05 : dense ? 0.11 : 0.17) });
        for (const seed of look.seeds ? arm.seeds : []) {
          add(seed.y, { stroke: faded(colour, dense ? 0.2 : 0.55), width: 1, dash: dense ? [] : dash });
        }
      }
      add(arm.mean, { stroke: colour, width: dense ? 1.4 : 2, dash: dense ? [] : dash, points: { show: few, size: 5, fill: colour, stroke: colour } });
    }
    return { data, series, bands };
  };

  const axis = (label, ink, grid, more) => ({
    label, stroke: ink, labelSize: label ? 16 : 0, labelGap: 0, font: "12px system-ui, sans-serif",
    labelFont: "12px system-ui, sans-serif", grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1, size: 4 },
    ...more,
  });

  const ySize = (plot, values, index, cycle) => {
    if (cycle > 1 || !values) {
      return plot.axes[index]._size;
    }
    const longest = values.reduce((a, b) => Math.max(a, b === null ? 0 : b.length), 0);
    return 18 + 7 * longest;
  };

  // Draws into figure, and gives back what the page may ask of it.
  return (figure, look) => {
    let content = JSON.parse(figure.querySelector("script").textContent);
    const place = figure.querySelector(".plot");
    const readout = figure.querySelector(".readout");
    const reset = figure.querySelector("[data-reset]");
    let first = content.x[0];
    let last = content.x[content.x.length - 1];
    let plot;

    const read = () => {
      const at = plot.cursor.idx;
      if (at === null || at === undefined) {
        readout.textContent = "";
        return;
      }
      const shown = content.arms.filter((arm) => !look.hidden.has(arm.style));
      const values = shown.map((arm) => `${arm.name} ${short(arm.mean[at])}`
        + (arm.low && arm.low[at] !== null ? ` [${short(arm.low[at])}, ${short(arm.high[at])}]` : ""));
      readout.textContent = `${content.xLabel} ${content.x[at].toLocaleString("en")}: ${values.join(" · ")}`;
    };

    const zoomed = () => {
      const { min, max } = plot.scales.x;
      reset.hidden = !(min > first || max < last);
    };

    const draw = () => {
      const range = plot && !reset.hidden ? { min: plot.scales.x.min, max: plot.scales.x.max } : null;
      plot?.destroy();
      const ink = pageColour("--soft");
      const grid = pageColour("--line");
      const { data, series, bands } = columns(content, look);
      const margin = content.range ? (content.range[1] - content.range[0]) * 0.05 || 0.5 : 0;
      const room = (last - first) * 0.02 || 0.5;
      plot = new uPlot({
        width: Math.max(200, look.width ?? place.clientWidth),
        height: HEIGHT,
        legend: { show: false },
        cursor: { y: false, points: { show: false }, drag: { x: true, y: false, dist: 6 } },
        scales: {
          x: { time: false, range: (_, min, max) => (min <= first && max >= last ? [first - room, last + room] : [min, max]) },
          y: look.log ? { distr: 3 } : content.range ? { range: [content.range[0] - margin, content.range[1] + margin] } : {},
        },
        axes: [
          axis(content.xLabel, ink, grid, { space: 44, size: 28, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6, 1e7] }),
          axis(content.yLabel ?? null, ink, grid, { size: ySize, space: 40, values: (_, splits) => splits.map((at) => (at === null ? "" : tick(at))) }),
        ],
        series, bands,
        hooks: { setCursor: [read], setScale: [(_, key) => { if (key === "x") { zoomed(); } }] },
      }, data, place);
      if (range) {
        plot.setScale("x", range);
      }
    };

    // The chart as it stands, drawn again as lines.
    const svg = () => {
      if (!plot) {
        draw();
      }
      const { element, frame, font } = recurveSvg;
      const ratio = devicePixelRatio;
      const box = { left: plot.bbox.left / ratio, top: plot.bbox.top / ratio, width: plot.bbox.width / ratio, height: plot.bbox.height / ratio };
      const named = content.arms.filter((arm) => !look.hidden.has(arm.style));
      const out = frame(0, 0, plot.width, plot.height + 28 + 16 * named.length);
      const x = (value) => (box.left + plot.valToPos(value, "x")).toFixed(1);
      const y = (value) => (box.top + plot.valToPos(value, "y")).toFixed(1);
      const ink = pageColour("--soft");
      const label = (attributes, words) => out.append(element("text", { "font-size": 12, "font-family": font(), fill: ink, ...attributes }, words));
      const ticks = (axis) => (axis._splits ?? []).map((at, i) => [at, axis._values[i]]).filter(([, words]) => words !== null && words !== "");
      for (const [at, words] of ticks(plot.axes[0])) {
        out.append(element("path", { d: `M${x(at)} ${box.top}v${box.height}`, stroke: pageColour("--line") }));
        label({ x: x(at), y: box.top + box.height + 18, "text-anchor": "middle" }, words);
      }
      for (const [at, words] of ticks(plot.axes[1])) {
        out.append(element("path", { d: `M${box.left} ${y(at)}h${box.width}`, stroke: pageColour("--line") }));
        label({ x: box.left - 8, y: y(at), "text-anchor": "end", "dominant-baseline": "central" }, words);
      }
      label({ x: box.left + box.width / 2, y: plot.height + 8, "text-anchor": "middle" }, content.xLabel);
      if (content.yLabel) {
        label({ transform: `translate(12 ${box.top + box.height / 2}) rotate(-90)`, "text-anchor": "middle" }, content.yLabel);
      }
      named.forEach((arm, i) => {
        const { colour, dash } = style(arm.style);
        const height = plot.height + 24 + 16 * i;
        out.append(element("path", { d: `M${box.left} ${height}h26`, stroke: colour, "stroke-width": 3, "stroke-dasharray": dash.join(" ") || "none" }));
        label({ x: box.left + 34, y: height, "dominant-baseline": "central" }, arm.name);
      });
      const within = element("clipPath", { id: "within" });
      within.append(element("rect", { x: box.left, y: box.top, width: box.width, height: box.height }));
      const lines = element("g", { "clip-path": "url(#within)", fill: "none" });
      out.append(within, lines);
      const points = (values) => values.map((v, i) => (v === null ? null : `${x(content.x[i])} ${y(v)}`)).filter((p) => p !== null);
      const shown = columns(content, look);
      for (const band of shown.bands.filter(({ series }) => shown.series[series[0]].show)) {
        const [high, low] = band.series.map((index) => points(shown.data[index]));
        lines.append(element("path", { d: `M${[...high, ...low.reverse()].join("L")}Z`, fill: band.fill }));
      }
      shown.series.forEach(({ show, stroke, width, dash }, i) => {
        const line = i > 0 && show && stroke ? points(shown.data[i]) : [];
        if (line.length > 0) {
          lines.append(element("path", { d: `M${line.join("L")}`, stroke, "stroke-width": width, "stroke-dasharray": (dash ?? []).join(" ") || "none" }));
        }
      });
      return recurveSvg.text(out);
    };

    // Arrows move along the values, plus and minus zoom.
    const move = (to) => {
      const index = Math.min(content.x.length - 1, Math.max(0, to));
      plot.setCursor({ left: plot.valToPos(content.x[index], "x"), top: 0 });
    };
    const zoom = (factor) => {
      const { min, max } = plot.scales.x;
      const middle = content.x[plot.cursor.idx ?? 0] ?? (min + max) / 2;
      const half = factor * (max - min) / 2;
      plot.setScale("x", half * 2 >= last - first ? { min: first, max: last }
        : { min: Math.max(first, middle - half), max: Math.min(last, middle + half) });
    };
    place.tabIndex = 0;
    place.addEventListener("focus", () => { if (!plot) { draw(); } });
    place.addEventListener("keydown", (event) => {
      const at = plot.cursor.idx ?? -1;
      const keys = {
        ArrowRight: () => move(at + 1), ArrowLeft: () => move(at - 1), Home: () => move(0), End: () => move(content.x.length - 1),
        "+": () => zoom(0.5), "-": () => zoom(2), Escape: () => plot.setScale("x", { min: first, max: last }),
      };
      if (keys[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        keys[event.key]();
      }
    });

    reset.addEventListener("click", () => plot.setScale("x", { min: first, max: last }));
    const logarithmic = content.arms.some((arm) => arm.mean.some((v) => v !== null && v > 0));

    // Other content, such as lines that grew; what is zoomed stays so.
    const set = (other) => {
      const alike = other.arms.length === content.arms.length
        && other.arms.every((arm, i) => (arm.seeds?.length ?? 0) === (content.arms[i].seeds?.length ?? 0));
      const apart = plot && !reset.hidden;
      const few = (content.x.length <= 30) === (other.x.length <= 30) && (content.x.length > 150) === (other.x.length > 150);
      content = other;
      first = content.x[0];
      last = content.x[content.x.length - 1];
      if (plot && alike && few && plot.series.length === columns(content, look).series.length) {
        plot.setData(columns(content, look).data, !apart);
        read();
      } else if (plot) {
        draw();
      }
    };

    // The points of a window take the place of those that were there.
    const splice = (from, to, part) => {
      const begin = content.x.findIndex((x) => x >= from);
      const start = begin < 0 ? content.x.length : begin;
      const behind = content.x.findIndex((x) => x >= to);
      const end = behind < 0 ? content.x.length : behind;
      const joined = (old, fresh) => [...old.slice(0, start), ...fresh, ...old.slice(end)];
      set({
        ...content,
        x: joined(content.x, part.x),
        arms: content.arms.map((arm, i) => {
          const fresh = part.arms[i];
          const both = { ...arm, mean: joined(arm.mean, fresh.mean) };
          if (arm.low) {
            both.low = joined(arm.low, fresh.low);
            both.high = joined(arm.high, fresh.high);
            both.seeds = arm.seeds.map((seed, k) => ({ ...seed, y: joined(seed.y, fresh.seeds[k].y) }));
          }
          return both;
        }),
      });
    };

    return {
      draw,
      set,
      splice,
      shown: () => content,
      drawn: () => plot !== undefined,
      svg,
      logarithmic,
      resize: () => plot?.setSize({ width: Math.max(200, look.width ?? place.clientWidth), height: HEIGHT }),
    };
  };
})();
