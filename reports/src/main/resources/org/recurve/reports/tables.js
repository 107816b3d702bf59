// Tables as text for other programs: CSV, Markdown, LaTeX.
const recurveTables = (() => {
  "use strict";
  // What a cell says, without what it draws.
  const said = (cell) => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll("svg, .delta").forEach((svg) => svg.remove());
    return copy.textContent.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim();
  };

  // Rows of one length: a cell over several columns stands in the first, one over several rows in each.
  const grid = (table) => {
    const rows = [...table.tHead.rows, ...[...table.tBodies].flatMap((body) => [...body.rows])]
      .filter((row) => !row.classList.contains("reason"));
    const filled = rows.map(() => []);
    rows.forEach((row, y) => {
      let x = 0;
      for (const cell of row.cells) {
        while (filled[y][x] !== undefined) {
          x++;
        }
        for (let down = 0; down < cell.rowSpan && y + down < rows.length; down++) {
          for (let right = 0; right < cell.colSpan; right++) {
            filled[y + down][x + right] = right === 0 ? said(cell) : "";
          }
        }
        x += cell.colSpan;
      }
    });
    const heads = [...table.tHead.rows[0].cells];
    const columns = heads.map((_, x) => x).filter((x) => filled.slice(1).some((row) => row[x]));
    return {
      rows: filled.map((row) => columns.map((x) => row[x] ?? "")),
      numeric: columns.map((x) => heads[x].classList.contains("n")),
    };
  };

  // A number as programs read it: without thousands' commas, with a plain minus.
  const plain = (text) => (/^[+−-]?[\d,]+(\.\d+)?(e[−-]?\d+)?$/.test(text) ? text.replace(/,/g, "") : text).replace(/−/g, "-");
  // Numbers, with a deviation or an interval behind them, are computed by no spreadsheet; all else that begins like a
  // formula would be, and becomes text by an apostrophe.
  const numbers = (text) => /^[+-]?[\d.,]+[\d.,e%+\-±–()[\] ;]*$/.test(text.replace(/ to /g, " "));
  const inert = (text) => (/^[=+\-@＝＋－＠]/.test(text) && !numbers(text) ? `'${text}` : text);
  const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  const marked = (text) => text.replace(/[\\|<`]/g, "\\$&").replace(/\]\(/g, "]\\(");
  const tex = (text) => text
    .replace(/[\\&%$#_{}~^]/g, (c) => ({ "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" }[c] ?? `\\${c}`))
    .replace(/±/g, "$\\pm$").replace(/−/g, "$-$").replace(/∞/g, "$\\infty$").replace(/–/g, "--");

  return {
    CSV: (table) => grid(table).rows.map((row) => row.map((cell) => quoted(inert(plain(cell)))).join(",")).join("\n") + "\n",
    Markdown: (table) => {
      const { rows, numeric } = grid(table);
      const line = (cells) => `| ${cells.map(marked).join(" | ")} |`;
      return [line(rows[0]), `|${numeric.map((n) => (n ? "---:" : "---")).join("|")}|`, ...rows.slice(1).map(line)].join("\n") + "\n";
    },
    LaTeX: (table) => {
      const { rows, numeric } = grid(table);
      const line = (cells) => `  ${cells.map(tex).join(" & ")} \\\\`;
      return [`\\begin{tabular}{${numeric.map((n) => (n ? "r" : "l")).join("")}}`, "  \\toprule", line(rows[0]), "  \\midrule",
        ...rows.slice(1).map(line), "  \\bottomrule", "\\end{tabular}"].join("\n") + "\n";
    },
  };
})();
