/**
 * A model's words in, elements out: the page's part that builds elements and draws Markdown.
 *
 * Nothing a model says is ever read as HTML: every piece becomes a text node, and only http links become links. The page's
 * policy forbids the rest besides.
 *
 * @module
 */

/** A script that knows `el`, `icon`, `paint` and `drawText`. */
export const playgroundText: string = String.raw`
function $(id) { return document.getElementById(id); }

/** An element with properties, listeners (onclick) and attributes (aria-label). */
function el(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (name in node && !name.includes("-") && name !== "role" && name !== "list") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", "#i-" + name);
  svg.append(use);
  return svg;
}

function setIcon(button, name) { button.querySelector("use").setAttribute("href", "#i-" + name); }

function toolButton(name, label, onclick) {
  return el("button", { type: "button", class: "tool", title: label, onclick }, icon(name), el("span", { class: "sr" }, label));
}

let announced;
function announce(text) {
  // A region that is set to what it says already is not read again.
  $("status").textContent = "";
  clearTimeout(announced);
  announced = setTimeout(() => { $("status").textContent = text; }, 60);
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Off https and loopback there is no clipboard; the old way still copies.
    const area = el("textarea", { value: text, class: "sr", readOnly: true });
    (button.closest("dialog") ?? document.body).append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    button.focus();
  }
  announce("Copied");
  const use = button.querySelector("use");
  if (use === null) return;
  const before = use.getAttribute("href");
  if (before === "#i-done") return;
  use.setAttribute("href", "#i-done");
  button.classList.add("is-done");
  setTimeout(() => {
    use.setAttribute("href", before);
    button.classList.remove("is-done");
  }, 1400);
}

const WORDS = "as|async|await|break|case|catch|class|const|continue|def|do|elif|else|enum|except|export|extends|false|finally|fn|for|from|func|function|if|impl|import|in|interface|is|lambda|let|match|mut|new|None|null|of|package|pass|print|pub|raise|return|self|static|struct|super|switch|this|throw|True|False|true|try|type|undefined|use|var|while|with|yield|curl|deno";

/** Colours a program: notes, texts, words, numbers. */
function paint(host, text, language) {
  const note = /^(py|python|sh|bash|shell|zsh|ya?ml|toml|r|ruby|rb|curl)$/i.test(language) ? "(?:^|(?<=\\s))#[^\\n]*" : "//[^\\n]*|/\\*[^]*?\\*/";
  const token = new RegExp(
    "(" + note + ")|(\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])*'|\x60(?:\\\\.|[^\x60\\\\])*\x60)|\\b(" + WORDS + ")\\b|\\b(\\d[\\d_]*(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)\\b", "gm",
  );
  const kinds = ["t-note", "t-text", "t-key", "t-number"];
  const parts = [];
  let last = 0;
  // A program of a novel's length is shown as it is: colours are not worth a frozen page.
  for (const found of text.length > 60000 ? [] : text.matchAll(token)) {
    if (found.index > last) parts.push(text.slice(last, found.index));
    const kind = kinds[found.slice(1).findIndex((group) => group !== undefined)];
    parts.push(el("span", { class: kind }, found[0]));
    last = found.index + found[0].length;
  }
  parts.push(text.slice(last));
  host.replaceChildren(...parts);
}

const INLINE = /(\x60+)(?!\x60)(.{1,2000}?)\1(?!\x60)|\*\*(?=\S)(.{1,2000}?)\*\*|(?<![\w_])__(?=\S)(.{1,2000}?)__(?!\w)|~~(.{1,2000}?)~~|(?<![\w*])\*(?=[^\s*])(.{1,2000}?)\*(?![\w*])|(?<!\w)_(?=[^\s_])(.{1,2000}?)_(?!\w)|!?\[([^\]\n]{0,500})\]\((\S{1,2000}?)(?:\s+"[^"\n]*")?\)|(https?:\/\/[^\s<>"'\x60]{1,2000}[^\s<>"'\x60.,;:!?)\]*_])/gs;

function inline(host, text) {
  let last = 0;
  for (const found of text.matchAll(INLINE)) {
    if (found.index > last) host.append(text.slice(last, found.index));
    last = found.index + found[0].length;
    const [whole, , code, bold, strong, gone, slanted, emphasis, label, target, bare] = found;
    const nest = (tag, inner) => inline(host.appendChild(document.createElement(tag)), inner);
    if (code !== undefined) host.append(el("code", null, code.replace(/^ (.*) $/s, "$1")));
    else if ((bold ?? strong) !== undefined) nest("strong", bold ?? strong);
    else if (gone !== undefined) nest("s", gone);
    else if ((slanted ?? emphasis) !== undefined) nest("em", slanted ?? emphasis);
    else if (/^https?:\/\//i.test(target ?? bare)) {
      host.append(el("a", { href: target ?? bare, target: "_blank", rel: "noopener noreferrer nofollow" }, label || (target ?? bare)));
    } else host.append(whole);
  }
  if (last < text.length) host.append(text.slice(last));
  return host;
}

const FENCE = /^\s{0,3}(\x60{3,}|~{3,})\s*([^\s\x60]*)/;
const ITEM = /^(\s*)(?:[-*+•]|(\d{1,9})[.)])\s+(.*)$/;
const RULE = /^\s{0,3}([-*_])\s*(?:\1\s*){2,}$/;
const HEAD = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const DIVIDER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/** Cuts a text into blocks. The last may not be whole yet. */
function blocksOf(text) {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const blocks = [];
  let at = 0;
  const take = (kind, go) => {
    const from = at;
    while (at < lines.length && go(lines[at], at - from)) at++;
    blocks.push({ kind, lines: lines.slice(from, at) });
  };
  while (at < lines.length) {
    const line = lines[at];
    const fence = FENCE.exec(line);
    if (line.trim() === "") at++;
    else if (fence !== null) {
      let isOpen = true;
      take("code", (next, index) => {
        if (!isOpen) return false;
        if (index > 0 && next.trim().startsWith(fence[1]) && /^[\x60~]+$/.test(next.trim())) isOpen = false;
        return true;
      });
      Object.assign(blocks.at(-1), { language: fence[2], isOpen });
    } else if (HEAD.test(line)) take("head", (_, index) => index === 0);
    else if (RULE.test(line)) take("rule", (_, index) => index === 0);
    else if (/^\s{0,3}>/.test(line)) take("quote", (next) => /^\s{0,3}>/.test(next));
    else if (ITEM.test(line)) {
      take("list", (next, index) => ITEM.test(next) || (next.trim() === "" ? ITEM.test(lines[at + 1] ?? "") : index > 0 && /^\s{2,}\S/.test(next)));
    } else if (line.includes("|") && DIVIDER.test(lines[at + 1] ?? "") && lines[at + 1].includes("-")) take("table", (next) => next.includes("|"));
    else {
      take("text", (next, index) => index === 0 || (next.trim() !== "" && !FENCE.test(next) && !HEAD.test(next) && !RULE.test(next) && !/^\s{0,3}>/.test(next) && !ITEM.test(next)));
    }
  }
  return blocks;
}

function drawList(lines) {
  const items = [];
  for (const line of lines) {
    const found = ITEM.exec(line);
    if (found !== null) items.push({ depth: found[1].replaceAll("\t", "    ").length, number: found[2], text: [found[3]] });
    else if (line.trim() !== "") items.at(-1)?.text.push(line.trim());
  }
  let next = 0;
  function level(depth) {
    const { number } = items[next];
    const list = el(number === undefined ? "ul" : "ol", number === undefined || number === "1" ? null : { start: Number(number) });
    while (next < items.length && items[next].depth >= depth) {
      const item = items[next];
      if (item.depth > depth + 1 && list.lastChild !== null) list.lastChild.append(level(item.depth));
      else {
        // Another kind of list at the same depth is another list.
        if ((item.number === undefined) !== (list.tagName === "UL")) break;
        next++;
        list.append(inline(el("li"), item.text.join("\n")));
      }
    }
    return list;
  }
  const lists = [];
  while (next < items.length) lists.push(level(items[next].depth));
  return lists.length === 1 ? lists[0] : el("div", null, ...lists);
}

function drawTable(lines) {
  const cells = (line) => line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
  const row = (tag, line) => el("tr", null, ...cells(line).map((cell) => inline(el(tag), cell)));
  const table = el("table", null, el("thead", null, row("th", lines[0])), el("tbody", null, ...lines.slice(2).map((line) => row("td", line))));
  return el("div", { class: "table", tabIndex: 0, role: "region", "aria-label": "Table" }, table);
}

function drawCode(block) {
  const text = block.lines.slice(1, block.isOpen ? undefined : -1).join("\n");
  const code = el("code");
  paint(code, text, block.language);
  const button = toolButton("copy", "Copy the code", () => copy(text, button));
  return el("div", { class: "code-card" },
    el("div", { class: "code-head" }, el("span", null, block.language || "text"), button),
    el("pre", { class: "code", tabIndex: 0, role: "region", "aria-label": "Code" }, code));
}

function drawBlock(block) {
  const text = block.lines.join("\n");
  switch (block.kind) {
    case "code": return drawCode(block);
    case "head": {
      const [, marks, words] = HEAD.exec(text);
      return inline(el("h" + Math.min(5, marks.length + 2)), words);
    }
    case "rule": return el("hr");
    case "quote": return el("blockquote", null, ...blocksOf(block.lines.map((line) => line.replace(/^\s{0,3}> ?/, "")).join("\n")).map(drawBlock));
    case "list": return drawList(block.lines);
    case "table": return drawTable(block.lines);
    default: return inline(el("p"), block.lines.map((line) => line.trim()).join("\n"));
  }
}

/** Draws a text that grows: what stands before the change stays as it is, with the reader's selection in it. */
function drawText(host, text) {
  const drawn = host.drawn ?? [];
  const blocks = blocksOf(text);
  let same = 0;
  while (same < blocks.length && same < drawn.length && drawn[same] === blocks[same].lines.join("\n")) same++;
  while (host.childNodes.length > same) host.lastChild.remove();
  host.append(...blocks.slice(same).map(drawBlock));
  host.drawn = blocks.map((block) => block.lines.join("\n"));
}
`;
