/**
 * How the playground looks: one sheet for light and dark, for a phone and a wide screen.
 *
 * @module
 */

/** The page's style. */
export const playgroundStyle: string = String.raw`
:root {
  color-scheme: light dark;
  --ground: light-dark(#f4f6f5, #0e1211);
  --surface: light-dark(#ffffff, #151a19);
  --raised: light-dark(#ffffff, #1c2321);
  --sunken: light-dark(#eaeeec, #0b0f0e);
  --ink: light-dark(#17201d, #e8eeeb);
  --soft: light-dark(#55625d, #9aaaa4);
  --line: light-dark(#dde4e1, #29322f);
  --line-strong: light-dark(#8b9893, #66746e);
  --accent: light-dark(#0d6b5d, #54d3b7);
  --accent-strong: light-dark(#095347, #7be2cb);
  --on-accent: light-dark(#ffffff, #06231d);
  --wash: light-dark(#e0f0ec, #15302a);
  --danger: light-dark(#b3261e, #ff9c91);
  --danger-wash: light-dark(#fdeceb, #351917);
  --warn: light-dark(#7a5200, #f0c35c);
  --warn-wash: light-dark(#fdf3dc, #2e2610);
  --code-key: light-dark(#8a3b9c, #d5a3e6);
  --code-text: light-dark(#0d6b5d, #7ed9a8);
  --code-number: light-dark(#b04a12, #f0ab74);
  --shadow: 0 1px 2px light-dark(#0f1c1812, #0006), 0 6px 20px light-dark(#0f1c180f, #0005);
  --shadow-high: 0 2px 6px light-dark(#0f1c181a, #0007), 0 20px 60px light-dark(#0f1c1838, #000b);
  --sans: "Inter", -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Code", "JetBrains Mono", Menlo, Consolas, "Liberation Mono", monospace;
  --quick: 140ms cubic-bezier(.3, .7, .3, 1);
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }

*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html { height: 100%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; height: 100vh; height: 100dvh; display: grid; grid-template-rows: auto minmax(0, 1fr); overflow: hidden;
  background: var(--ground); color: var(--ink); font: 400 15px/1.55 var(--sans); -webkit-font-smoothing: antialiased;
  accent-color: var(--accent);
}
h1, h2, h3, p, ul, dl, dd, figure, fieldset, pre { margin: 0; padding: 0; }
ul { list-style: none; }
fieldset { border: 0; min-width: 0; }
button, input, textarea, select { font: inherit; color: inherit; letter-spacing: inherit; }
button { cursor: pointer; }
button:disabled { cursor: default; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
::selection { background: light-dark(#b9e2d8, #1f5a4c); }
::placeholder { color: var(--soft); opacity: 1; }
.icon { width: 20px; height: 20px; flex: none; display: block; }
.sprite { position: absolute; }
.sr { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip {
  position: absolute; top: 8px; left: 8px; z-index: 20; padding: 8px 14px; border-radius: 8px; background: var(--accent);
  color: var(--on-accent); transform: translateY(-64px); text-decoration: none; font-weight: 600;
}
.skip:focus { transform: none; }
.noscript { padding: 12px 20px; background: var(--warn-wash); color: var(--warn); }
kbd {
  display: inline-block; min-width: 20px; padding: 0 5px; border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 5px;
  background: var(--surface); color: var(--soft); font: 500 11px/17px var(--sans); text-align: center; white-space: nowrap;
}
code, pre { font-family: var(--mono); font-variant-ligatures: none; }

/* The bar */
.bar {
  display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 400px) minmax(0, 1fr); align-items: center; gap: 16px; height: 60px;
  padding: 0 16px 0 20px; border-bottom: 1px solid var(--line); background: var(--surface);
}
.brand { display: flex; align-items: center; gap: 9px; font-size: 16px; line-height: 1; font-weight: 650; letter-spacing: -.01em; white-space: nowrap; }
.brand-kind { color: var(--soft); font-weight: 400; margin-left: -4px; }
.logo { width: 26px; height: 26px; flex: none; color: light-dark(#0d6b5d, #17806f); }
.logo path { fill: none; stroke: #fff; stroke-width: 1.8; stroke-linecap: round; }
.model {
  display: flex; align-items: center; justify-content: space-between; gap: 10px; min-width: 0; width: 100%; height: 42px; padding: 0 12px 0 14px;
  border: 1px solid var(--line); border-radius: 11px; background: var(--ground); text-align: left;
  transition: border-color var(--quick), background var(--quick);
}
.model:hover { border-color: var(--line-strong); }
.model .icon { color: var(--soft); width: 18px; }
.model-text { display: grid; min-width: 0; line-height: 1.25; }
.model-name { font-weight: 600; font-size: 14px; }
.model-id { color: var(--soft); font: 400 11.5px/1.25 var(--mono); }
.model-name, .model-id { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.model-id:empty { display: none; }
.tools { display: flex; align-items: center; justify-content: flex-end; gap: 2px; }
.tool {
  position: relative; display: grid; place-items: center; width: 36px; height: 36px; padding: 0; flex: none; border: 0; border-radius: 9px;
  background: none; color: var(--soft); transition: background var(--quick), color var(--quick);
}
.tool:hover:not(:disabled), .tool[aria-expanded="true"] { background: var(--sunken); color: var(--ink); }
.tool:disabled { opacity: .4; }
.tool.is-done { color: var(--accent); }
.badge {
  margin-right: 8px; padding: 3px 9px; border-radius: 20px; background: var(--warn-wash); color: var(--warn); font-size: 12px;
  line-height: 1.4; font-weight: 600; white-space: nowrap;
}

/* The stage */
.stage { position: relative; display: grid; grid-template-columns: minmax(0, 1fr) clamp(372px, 32vw, 480px); min-height: 0; }
.stage.is-wide { grid-template-columns: minmax(0, 1fr); }
.stage.is-wide .panel { display: none; }
.chat { position: relative; display: grid; grid-template-rows: minmax(0, 1fr) auto; min-height: 0; min-width: 0; }
.scroll { overflow-y: auto; overscroll-behavior: contain; padding: 28px 24px 20px; scrollbar-gutter: stable both-edges; scrollbar-width: thin; scrollbar-color: var(--line) transparent; }
.scroll:focus-visible { outline-offset: -3px; }
.turns { display: grid; gap: 26px; max-width: 740px; margin: 0 auto; }
.turns:empty { display: none; }
.latest {
  position: absolute; left: 50%; bottom: calc(100% + 10px); z-index: 2; display: grid; place-items: center; width: 36px; height: 36px; margin-left: -18px;
  border: 1px solid var(--line); border-radius: 50%; background: var(--raised); color: var(--soft); box-shadow: var(--shadow);
}
.latest:hover { color: var(--ink); }

/* Nothing said yet */
.empty { max-width: 640px; min-height: 100%; margin: 0 auto; display: grid; align-content: center; justify-items: center; text-align: center; padding: 12px 0; }
.empty .logo { width: 52px; height: 52px; margin-bottom: 20px; }
.empty h2 { font-size: 26px; line-height: 1.2; font-weight: 640; letter-spacing: -.022em; text-wrap: balance; }
.empty p { margin-top: 8px; color: var(--soft); text-wrap: balance; }
.examples { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 10px; width: 100%; margin-top: 30px; }
.example {
  display: block; width: 100%; height: 100%; padding: 13px 16px 14px; border: 1px solid var(--line); border-radius: 13px; background: var(--surface); text-align: left;
  line-height: 1.45; transition: border-color var(--quick), transform var(--quick), box-shadow var(--quick);
}
.example:hover { border-color: var(--accent); box-shadow: var(--shadow); transform: translateY(-1px); }
.example b { display: block; margin-bottom: 1px; font-weight: 600; font-size: 14px; }
.example span { color: var(--soft); font-size: 13.5px; }

/* Turns */
.turn { display: grid; gap: 14px; min-width: 0; }
.asked { justify-self: end; max-width: min(86%, 600px); min-width: 0; }
.asked-text {
  padding: 10px 15px; border-radius: 17px 17px 5px 17px; background: var(--wash); white-space: pre-wrap; overflow-wrap: anywhere;
}
.asked-files { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 8px; margin-bottom: 8px; }
.asked-files img { display: block; max-width: 200px; max-height: 150px; border-radius: 12px; border: 1px solid var(--line); }
.answer { min-width: 0; }
.answer-body { min-width: 0; overflow-wrap: anywhere; }
.answer-body > * + *, .said > * + * { margin-top: 12px; }
.said h3, .said h4, .said h5 { margin-top: 22px; font-size: 17px; line-height: 1.35; font-weight: 640; letter-spacing: -.012em; }
.said h4 { font-size: 15.5px; }
.said h5 { font-size: 15px; }
.said > :is(h3, h4, h5) + * { margin-top: 6px; }
.said > :first-child { margin-top: 0; }
.said ul, .said ol { padding-left: 24px; margin-bottom: 0; }
.said ul { list-style: disc; }
.said li + li, .said li > ul, .said li > ol { margin-top: 5px; }
.said li::marker { color: var(--soft); }
.said blockquote { margin-left: 0; margin-right: 0; padding-left: 14px; border-left: 3px solid var(--line); color: var(--soft); }
.said hr { height: 1px; border: 0; background: var(--line); margin: 20px 0; }
.said a { color: var(--accent); text-underline-offset: 2px; }
.said :not(pre) > code { padding: 1px 5px; border-radius: 5px; background: var(--sunken); font-size: .88em; }
.said .table { overflow-x: auto; border: 1px solid var(--line); border-radius: 10px; }
.said table { border-collapse: collapse; min-width: 100%; font-size: 14px; }
.said th, .said td { padding: 7px 12px; text-align: left; vertical-align: top; overflow-wrap: normal; border-bottom: 1px solid var(--line); }
.said tr:last-child td { border-bottom: 0; }
.said th { font-weight: 600; background: var(--sunken); }
.is-live > :last-child:not(.code-card, .table, ul, ol, blockquote, hr)::after, .is-live > :is(ul, ol):last-child > li:last-child::after, .waiting::after {
  content: ""; display: inline-block; width: 8px; height: 15px; margin-left: 3px; border-radius: 2px; background: var(--accent); vertical-align: -2px;
  animation: beat 1.1s ease-in-out infinite;
}
.waiting { color: var(--soft); }
@keyframes beat { 50% { opacity: .15; } }
.fold { border: 1px solid var(--line); border-radius: 11px; background: var(--surface); }
.fold > summary { padding: 8px 13px; color: var(--soft); font-size: 13.5px; cursor: pointer; border-radius: 11px; }
.fold > summary:hover { color: var(--ink); }
.fold > div { padding: 0 13px 12px; color: var(--soft); font-size: 14px; white-space: pre-wrap; overflow-wrap: anywhere; }
.fold > pre { margin: 0; padding: 0 13px 12px; font-size: 12.5px; line-height: 1.55; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 320px; overflow: auto; }
.alert { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 2px 10px; padding: 12px 15px; border-radius: 12px; background: var(--danger-wash); color: var(--danger); }
.alert.is-warning { background: var(--warn-wash); color: var(--warn); }
.alert b { font-weight: 640; grid-column: 1 / -1; }
.alert p { grid-column: 1 / -1; overflow-wrap: anywhere; }
.alert code { font-size: 12px; }
.alert-id { font-size: 12.5px; grid-column: 1 / -1; }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 12px; }
.pictures img { display: block; width: 100%; height: auto; border-radius: 13px; border: 1px solid var(--line); background: var(--sunken); }
.pictures a { display: inline-block; margin-top: 5px; color: var(--accent); font-size: 13px; }
.vector { padding: 13px 15px; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); }
.vector p { color: var(--soft); font-size: 13.5px; }
.vector svg { display: block; width: 100%; height: 72px; margin-top: 8px; color: var(--accent); }
.under { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 2px; margin-top: 10px; margin-left: -8px; }
.under .tool { width: 32px; height: 32px; }
.under .tool .icon { width: 17px; height: 17px; }
.stats { display: flex; flex-wrap: wrap; gap: 3px 14px; margin-left: 8px; color: var(--soft); font-size: 12.5px; font-variant-numeric: tabular-nums; }
.stats div { display: flex; gap: 5px; white-space: nowrap; }
.stats dt { order: 2; }
.stats dd { color: var(--ink); font-weight: 550; }
.stats .is-last dt { order: 0; }
.stats .request-id { padding: 0; border: 0; background: none; color: var(--soft); font: 400 12px/1.5 var(--mono); text-decoration: underline dotted; text-underline-offset: 3px; }
.stats .request-id:hover { color: var(--ink); }

/* The prompt */
.composer { position: relative; width: 100%; max-width: 788px; margin: 0 auto; padding: 0 24px 14px; }
.box {
  position: relative; border: 1px solid var(--line); border-radius: 18px; background: var(--raised); box-shadow: var(--shadow);
  transition: border-color var(--quick), box-shadow var(--quick);
}
.box:focus-within { border-color: var(--accent); }
.box textarea {
  display: block; width: 100%; max-height: min(38dvh, 320px); min-height: 50px; padding: 14px 17px 6px; border: 0; background: none; resize: none; outline: 0;
  field-sizing: content; font-size: 16px; line-height: 1.5; scrollbar-width: thin;
}
.row { display: flex; align-items: center; gap: 2px; padding: 4px 8px 8px; }
.sums { margin-left: auto; padding: 0 10px; color: var(--soft); font-size: 12.5px; font-variant-numeric: tabular-nums; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.send {
  display: grid; place-items: center; width: 36px; height: 36px; padding: 0; flex: none; border: 0; border-radius: 11px; background: var(--accent); color: var(--on-accent);
  transition: background var(--quick), transform var(--quick);
}
.send:hover:not(:disabled) { background: var(--accent-strong); }
.send:active:not(:disabled) { transform: scale(.94); }
.send:disabled { background: var(--sunken); color: var(--soft); }
.hint { display: flex; justify-content: center; gap: 16px; margin-top: 9px; color: var(--soft); font-size: 12px; }
.notice { margin: 0 4px 8px; padding: 8px 13px; border-radius: 11px; background: var(--warn-wash); color: var(--warn); font-size: 13.5px; }
.files { display: flex; flex-wrap: wrap; gap: 9px; padding: 13px 14px 0; }
.files li { position: relative; }
.files img { display: block; width: 60px; height: 60px; object-fit: cover; border-radius: 11px; border: 1px solid var(--line); }
.files button {
  position: absolute; top: -7px; right: -7px; display: grid; place-items: center; width: 24px; height: 24px; padding: 0; border: 2px solid var(--raised); border-radius: 50%;
  background: var(--ink); color: var(--surface);
}
.files button .icon { width: 11px; height: 11px; }
.drop {
  position: absolute; inset: -1px; display: none; place-items: center; border: 2px dashed var(--accent); border-radius: 18px; background: color-mix(in srgb, var(--wash) 92%, transparent);
  color: var(--accent); font-weight: 600; pointer-events: none;
}
.is-dropping .drop { display: grid; }

/* The panel */
.panel { display: grid; grid-template-rows: auto minmax(0, 1fr); min-height: 0; min-width: 0; border-left: 1px solid var(--line); background: var(--surface); }
.panel-head { display: flex; align-items: flex-end; justify-content: space-between; padding: 0 10px 0 20px; border-bottom: 1px solid var(--line); height: 48px; }
.panel-head .tool { align-self: center; display: none; }
.panel-body { overflow-y: auto; overscroll-behavior: contain; padding: 20px; scrollbar-width: thin; scrollbar-color: var(--line) transparent; }
.panel-body:focus-visible { outline-offset: -3px; }
.tabs { display: flex; gap: 20px; }
.tabs [role="tab"] {
  position: relative; height: 48px; margin: 0 -6px; padding: 0 6px; border: 0; background: none; color: var(--soft); font-size: 14px; font-weight: 550; border-radius: 6px; transition: color var(--quick);
}
.tabs [role="tab"]:hover, .tabs [aria-selected="true"] { color: var(--ink); }
.tabs [role="tab"]:focus-visible { outline-offset: -5px; }
.tabs [aria-selected="true"]::after { content: ""; position: absolute; left: 6px; right: 6px; bottom: -1px; height: 2px; border-radius: 2px; background: var(--accent); }
.tabs.small { gap: 16px; }
.tabs.small [role="tab"] { height: 40px; font-size: 13px; }
.roads { display: grid; grid-template-columns: 1fr 1fr; padding: 3px; border-radius: 11px; background: var(--sunken); }
.roads legend { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.roads label { position: relative; display: block; }
.roads input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.roads span { display: block; padding: 6px; border-radius: 8px; text-align: center; font-size: 13.5px; font-weight: 550; color: var(--soft); transition: background var(--quick), color var(--quick); }
.roads input:checked + span { background: var(--raised); color: var(--ink); box-shadow: 0 1px 2px light-dark(#0f1c1824, #0008); }
.roads input:focus-visible + span { outline: 2px solid var(--accent); outline-offset: 1px; }
.roads input:disabled { cursor: default; }
.roads input:disabled + span { opacity: .45; }
.help { color: var(--soft); font-size: 12.5px; line-height: 1.5; }
.roads + .help { margin: 8px 2px 20px; }
.form, .fields { display: grid; gap: 20px; }
.field { min-width: 0; }
.panel .field + .form { margin-top: 20px; }
.field-head { display: flex; align-items: center; gap: 8px; min-height: 32px; }
.field label, .field-head label, .field-name { font-size: 13.5px; font-weight: 580; }
.field-head label { min-width: 0; overflow-wrap: anywhere; }
.field-head .tool { width: 28px; height: 28px; margin-left: auto; }
.field-head .tool .icon { width: 15px; height: 15px; }
.field-head .required { color: var(--soft); font-size: 11.5px; }
.field input:not([type="range"]), .field textarea, .field select {
  width: 100%; padding: 7px 10px; border: 1px solid var(--line-strong); border-radius: 9px; background: var(--ground); font-size: 14px; line-height: 1.45; transition: border-color var(--quick);
}
.field textarea { display: block; resize: vertical; min-height: 58px; max-height: 40dvh; field-sizing: content; scrollbar-width: thin; }
.field > label + * { margin-top: 6px; }
.field :is(input, textarea, select):focus-visible { outline-offset: 0; border-color: var(--accent); }
.field-head input:not([type="range"]) { width: 92px; margin-left: auto; padding: 4px 9px; text-align: right; font-variant-numeric: tabular-nums; }
.field-head .tool:not([hidden]) + input:not([type="range"]) { margin-left: 0; }
.field-head input::-webkit-inner-spin-button { display: none; }
.field-head input { appearance: textfield; -moz-appearance: textfield; }
.field textarea.json { font: 400 12.5px/1.55 var(--mono); min-height: 90px; white-space: pre; overflow: auto; }
#raw { min-height: 220px; }
.field [aria-invalid="true"] { border-color: var(--danger) !important; }
.field .help { margin-top: 5px; }
.field .help code { font-size: 11.5px; }
.complaint { margin-top: 5px; color: var(--danger); font-size: 12.5px; line-height: 1.45; overflow-wrap: anywhere; }
.range { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; align-items: center; gap: 8px; color: var(--soft); font-size: 11.5px; font-variant-numeric: tabular-nums; }
.range input {
  --fill: 50%; width: 100%; height: 24px; margin: 0; appearance: none; background: none; cursor: pointer;
}
.range input::-webkit-slider-runnable-track { height: 4px; border-radius: 4px; background: linear-gradient(to right, var(--track) var(--fill), var(--line) var(--fill)); }
.range input::-moz-range-track { height: 4px; border-radius: 4px; background: linear-gradient(to right, var(--track) var(--fill), var(--line) var(--fill)); }
.range input::-webkit-slider-thumb { appearance: none; width: 16px; height: 16px; margin-top: -6px; border: 2px solid var(--surface); border-radius: 50%; background: var(--track); box-shadow: 0 0 0 1px var(--track); }
.range input::-moz-range-thumb { width: 13px; height: 13px; border: 2px solid var(--surface); border-radius: 50%; background: var(--track); box-shadow: 0 0 0 1px var(--track); }
.range input { --track: var(--accent); }
.is-unset .range input { --track: var(--line-strong); }
.group { padding-top: 4px; border-top: 1px solid var(--line); }
.group > summary { padding: 10px 2px; font-size: 13.5px; font-weight: 580; cursor: pointer; border-radius: 8px; }
.group > summary::marker { color: var(--soft); }
.group > .fields { padding: 6px 0 8px; }
.list-items { display: flex; flex-wrap: wrap; gap: 6px; margin-bottom: 6px; }
.list-items:empty { display: none; }
.list-items button { display: inline-flex; align-items: center; gap: 6px; max-width: 100%; padding: 3px 8px 3px 10px; border: 0; border-radius: 8px; background: var(--wash); font: 400 12.5px/1.5 var(--mono); overflow-wrap: anywhere; text-align: left; white-space: pre-wrap; }
.list-items .icon { width: 11px; height: 11px; color: var(--soft); }
.switch { display: flex; align-items: center; justify-content: space-between; gap: 12px; }
.plain, .main { padding: 8px 16px; border-radius: 10px; font-size: 14px; font-weight: 580; border: 1px solid var(--line-strong); background: none; }
.plain:hover { background: var(--sunken); }
.main { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
.main:hover { background: var(--accent-strong); border-color: var(--accent-strong); }
.small-action { justify-self: start; padding: 5px 11px; font-size: 13px; }

/* Code */
.code-card { min-width: 0; border: 1px solid var(--line); border-radius: 12px; background: light-dark(#fafbfb, #101514); overflow: hidden; }
.code-head { display: flex; align-items: center; justify-content: space-between; min-height: 40px; padding: 0 4px 0 14px; border-bottom: 1px solid var(--line); color: var(--soft); font-size: 12.5px; }
.code-head .tool { width: 32px; height: 32px; }
.code-head .tool .icon { width: 17px; height: 17px; }
.code { padding: 14px 16px; overflow: auto; font-size: 12.5px; line-height: 1.6; tab-size: 2; scrollbar-width: thin; scrollbar-color: var(--line) transparent; }
.code:focus-visible { outline-offset: -3px; }
.panel .code { white-space: pre-wrap; overflow-wrap: anywhere; }
.panel-body > .code-card { margin: 12px 0 10px; }
.t-key { color: var(--code-key); }
.t-text { color: var(--code-text); }
.t-number { color: var(--code-number); }
.t-note { color: var(--soft); font-style: italic; }

/* Dialogs */
dialog { border: 0; padding: 0; color: inherit; background: var(--raised); box-shadow: var(--shadow-high), 0 0 0 1px var(--line); }
dialog::backdrop { background: light-dark(#0f1c1866, #000a); }
dialog[open] { animation: rise 160ms cubic-bezier(.2, .8, .3, 1); }
@keyframes rise { from { opacity: 0; transform: translateY(8px) scale(.985); } }
.palette { width: min(600px, calc(100vw - 24px)); max-height: min(620px, calc(100dvh - 96px)); margin: 72px auto auto; border-radius: 16px; overflow: hidden; }
.palette[open] { display: grid; grid-template-rows: auto minmax(0, 1fr) auto; }
.search { display: flex; align-items: center; gap: 10px; padding: 0 10px 0 16px; border-bottom: 1px solid var(--line); color: var(--soft); }
.search input { flex: 1; min-width: 0; height: 54px; border: 0; background: none; outline: 0; font-size: 16px; color: var(--ink); }
.search:focus-within { box-shadow: inset 0 -1px var(--accent); border-color: var(--accent); }
.list { overflow-y: auto; overscroll-behavior: contain; padding: 6px 8px 8px; scrollbar-width: thin; scrollbar-color: var(--line) transparent; }
.list-group { padding: 12px 10px 4px; color: var(--soft); font-size: 12px; font-weight: 600; }
.option { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; gap: 0 10px; padding: 7px 10px; border-radius: 10px; cursor: pointer; scroll-margin: 44px; }
.option b { font-weight: 570; font-size: 14.5px; line-height: 1.35; }
.option span { grid-column: 1; color: var(--soft); font: 400 12px/1.35 var(--mono); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.option i { grid-column: 2; grid-row: 1 / 3; padding: 2px 8px; border-radius: 12px; background: var(--sunken); color: var(--soft); font-style: normal; font-size: 12px; }
.option.is-active { background: var(--wash); }
.option.is-active i { background: var(--surface); }
.option[aria-selected="true"] b::after { content: "✓"; margin-left: 7px; color: var(--accent); }
.nothing { padding: 26px 12px; text-align: center; color: var(--soft); }
.palette-foot { padding: 9px 18px; border-top: 1px solid var(--line); color: var(--soft); font-size: 12.5px; }
.sheet { width: min(420px, calc(100vw - 32px)); margin: auto; padding: 26px; border-radius: 18px; }
.sheet h2 { font-size: 19px; line-height: 1.3; font-weight: 640; letter-spacing: -.015em; }
.sheet p { margin-top: 6px; color: var(--soft); font-size: 14px; }
.sheet .complaint { color: var(--danger); }
.sheet .field { margin-top: 18px; }
.sheet .field input { font-size: 16px; padding: 9px 12px; }
.sheet-icon { display: grid; place-items: center; width: 40px; height: 40px; margin-bottom: 14px; border-radius: 12px; background: var(--wash); color: var(--accent); }
.actions { display: flex; justify-content: flex-end; gap: 8px; margin-top: 22px; }
#key-forget { margin-right: auto; }
.keys { display: grid; margin-top: 12px; }
.keys div { display: flex; align-items: center; justify-content: space-between; flex-direction: row-reverse; gap: 16px; padding: 9px 0; border-bottom: 1px solid var(--line); font-size: 14.5px; }
.keys div:last-child { border: 0; }

/* Narrow */
.veil { position: fixed; inset: 0; z-index: 8; background: light-dark(#0f1c1866, #000a); }
@media (max-width: 960px) {
  .stage, .stage.is-wide { grid-template-columns: minmax(0, 1fr); }
  .bar { grid-template-columns: auto minmax(0, 1fr) auto; gap: 12px; }
  .panel, .stage.is-wide .panel {
    position: fixed; z-index: 9; top: 0; right: 0; bottom: 0; display: grid; width: min(420px, 100vw); border-left: 1px solid var(--line); box-shadow: var(--shadow-high);
    visibility: hidden; transform: translateX(24px); opacity: 0; transition: transform 180ms cubic-bezier(.2, .8, .3, 1), opacity 140ms, visibility 0s 180ms;
  }
  .panel.is-open { visibility: visible; transform: none; opacity: 1; transition-delay: 0s; }
  .panel-head { height: 56px; }
  .panel-head .tabs [role="tab"] { height: 56px; }
  .panel-head .tool { display: grid; width: 40px; height: 40px; }
}
@media (max-width: 640px) {
  .bar { height: 56px; padding: 0 6px 0 12px; gap: 8px; }
  #help { display: none; }
  .brand { position: relative; }
  .brand-name, .brand-kind { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .model { padding: 0 8px 0 12px; height: 42px; }
  .tool { width: 40px; height: 40px; }
  .badge { display: none; }
  .scroll { padding: 20px 16px 12px; scrollbar-gutter: auto; }
  .empty { align-content: start; padding-top: 20px; }
  .empty .logo { width: 44px; height: 44px; margin-bottom: 14px; }
  .empty h2 { font-size: 22px; }
  .examples { grid-template-columns: minmax(0, 1fr); gap: 8px; margin-top: 22px; }
  .asked { max-width: 92%; }
  .composer { padding: 0 10px max(10px, env(safe-area-inset-bottom)); }
  .hint { display: none; }
  .field input:not([type="range"]), .field textarea, .field select, .field textarea.json { font-size: 16px; }
  .palette { width: 100vw; max-width: 100vw; height: 100dvh; max-height: 100dvh; margin: 0; border-radius: 0; }
  .panel { width: 100vw; }
}
@media (hover: none) { .hint { display: none; } }
@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after { animation-duration: 1ms !important; animation-iteration-count: 1 !important; transition-duration: 1ms !important; transition-delay: 0s !important; scroll-behavior: auto !important; }
  .waiting::after, .is-live > :last-child::after { animation: none; }
}
@media (forced-colors: active) {
  .send, .main, .badge { border: 1px solid; }
  .option.is-active { outline: 2px solid Highlight; }
}
`;
