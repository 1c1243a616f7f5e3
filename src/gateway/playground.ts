/**
 * Nothing in, the playground out: one page that loads nothing from anywhere, and the headers that let it do no more than that.
 *
 * @module
 */
import { playgroundMarkup } from "./playground_markup.ts";
import { playgroundScript } from "./playground_script.ts";
import { playgroundStyle } from "./playground_style.ts";

/** A page, ready to be sent. */
export interface Page {
  /** The document. */
  html: string;
  /** Its headers: the type, and what a browser may do with it. */
  headers: Record<string, string>;
}

/** Runs before the first paint, so that a chosen theme does not flash. It says nothing the page cannot do without. */
const THEME = `try{document.documentElement.dataset.theme=localStorage.getItem("bedrock.theme")||"auto"}catch{}`;

/**
 * Puts the page together.
 *
 * @returns The page. Its policy knows the style and the scripts by their hashes: nothing that is put into it later can run.
 */
export async function createPage(): Promise<Page> {
  const [style, theme, script] = await Promise.all([playgroundStyle, THEME, playgroundScript].map(hashOf));
  const policy = [
    "default-src 'none'",
    `script-src ${theme} ${script}`,
    `style-src ${style}`,
    "connect-src 'self'",
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return {
    html: [
      `<!doctype html>`,
      `<html lang="en" data-theme="auto">`,
      `<head>`,
      `<meta charset="utf-8">`,
      `<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">`,
      `<meta name="color-scheme" content="light dark">`,
      `<meta name="robots" content="noindex">`,
      `<title>Bedrock playground</title>`,
      `<link rel="icon" href="${ICON}">`,
      `<style>${playgroundStyle}</style>`,
      `<script>${THEME}</script>`,
      `</head>`,
      `<body>`,
      playgroundMarkup,
      `<script type="module">${playgroundScript}</script>`,
      `</body>`,
      `</html>`,
      ``,
    ].join("\n"),
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy.join("; "),
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "x-frame-options": "DENY",
    },
  };
}

/** The strata of the logo, as a picture of their own. */
const ICON = "data:image/svg+xml," + encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="#0d6b5d"/>` +
    `<path d="M5 8.2c3-2 5 1.2 8-.2 2.3-1 4-1.4 6-.3M5 12.7c3-2 5 1.2 8-.2 2.3-1 4-1.4 6-.3M5 17.2c3-2 5 1.2 8-.2 2.3-1 4-1.4 6-.3" ` +
    `fill="none" stroke="#fff" stroke-width="1.9" stroke-linecap="round"/></svg>`,
);

async function hashOf(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return `'sha256-${btoa(String.fromCharCode(...digest))}'`;
}
