// Plots as SVG files that need no style sheet.
const recurveSvg = (() => {
  "use strict";
  const NAMESPACE = "http://www.w3.org/2000/svg";
  const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-family", "font-size",
    "font-weight", "text-anchor", "dominant-baseline", "image-rendering", "paint-order"];

  const element = (name, attributes, text) => {
    const made = document.createElementNS(NAMESPACE, name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    if (text !== undefined) {
      made.textContent = text;
    }
    return made;
  };

  // A copy that looks alike on its own.
  const styled = (drawn) => {
    const copy = drawn.cloneNode(true);
    const originals = [drawn, ...drawn.querySelectorAll("*")];
    [copy, ...copy.querySelectorAll("*")].forEach((one, i) => {
      const style = getComputedStyle(originals[i]);
      KEPT.forEach((key) => one.setAttribute(key, style.getPropertyValue(key)));
      one.removeAttribute("class");
    });
    copy.querySelectorAll("a").forEach((link) => link.replaceWith(...link.childNodes));
    return copy;
  };

  const paper = () => getComputedStyle(document.body).backgroundColor;
  const font = () => getComputedStyle(document.querySelector(".meta")).fontFamily;

  // A frame of this extent; what is added to it stands on paper.
  const frame = (x, y, width, height) => {
    const svg = element("svg", { xmlns: NAMESPACE, viewBox: `${x} ${y} ${width} ${height}`, width, height });
    svg.append(element("rect", { x, y, width, height, fill: paper() }));
    return svg;
  };

  const text = (svg) => new XMLSerializer().serializeToString(svg);

  // A drawing of the page.
  const drawing = (svg) => {
    const { x, y, width, height } = svg.viewBox.baseVal;
    const out = frame(x, y, width, height);
    out.append(...styled(svg).childNodes);
    return text(out);
  };

  // A column of small plots, a row each, named by the row's head.
  const column = (table, index) => {
    const ROW = 30;
    const LEFT = 160;
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
    const plots = rows.map((row) => ({ name: row.cells[0].textContent.trim(), svg: row.lastElementChild.querySelector("svg") }))
      .filter((plot) => plot.svg);
    const axis = table.tFoot.rows[0].cells[index].querySelector("svg");
    const out = frame(0, 0, LEFT + 170, ROW * plots.length + 34);
    const ink = getComputedStyle(document.body).color;
    plots.forEach(({ name, svg }, i) => {
      out.append(element("text", { x: LEFT - 12, y: ROW * i + 20, "text-anchor": "end", "font-size": 12, "font-family": font(), fill: ink }, name));
      const group = element("g", { transform: `translate(${LEFT} ${ROW * i + 4})` });
      group.append(...styled(svg).childNodes);
      out.append(group);
    });
    const group = element("g", { transform: `translate(${LEFT} ${ROW * plots.length + 8})` });
    group.append(...styled(axis).childNodes);
    out.append(group);
    return text(out);
  };

  const save = (name, content) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: "image/svg+xml" }));
    link.download = `${name.replace(/[^A-Za-z0-9.]+/g, "-").replace(/^-|-$/g, "")}.svg`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  return { element, frame, text, font, drawing, column, save };
})();
