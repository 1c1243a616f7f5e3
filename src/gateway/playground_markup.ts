/**
 * The playground's elements, before anything has happened in it.
 *
 * @module
 */

/** Icons on a grid of 20, drawn with the colour of the text beside them. */
const ICONS: Readonly<Record<string, string>> = {
  send: "M10 16V4.5M4.8 9.3 10 4.2l5.2 5.1",
  stop: "M5.5 5.5h9v9h-9z",
  attach: "m15.5 9.3-5.7 5.6a3.6 3.6 0 0 1-5.1-5.1l6-6a2.4 2.4 0 0 1 3.4 3.4l-5.9 5.9a1.2 1.2 0 0 1-1.7-1.7l5.3-5.2",
  copy:
    "M7 7V4.5A1.5 1.5 0 0 1 8.5 3h7A1.5 1.5 0 0 1 17 4.5v7a1.5 1.5 0 0 1-1.5 1.5H13M4.5 7h7A1.5 1.5 0 0 1 13 8.5v7a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 3 15.5v-7A1.5 1.5 0 0 1 4.5 7z",
  done: "m4.5 10.5 3.7 3.7 7.3-8",
  retry: "M15.8 8.3A6 6 0 0 0 4.6 7.5M4.2 11.7a6 6 0 0 0 11.2.8M4.5 3.8v3.9h3.9M15.5 16.2v-3.9h-3.9",
  fresh: "M4 16h3l8.6-8.6a1.7 1.7 0 0 0 0-2.4l-.6-.6a1.7 1.7 0 0 0-2.4 0L4 13zM11.3 5.7l3 3",
  key: "M13 3.4a3.7 3.7 0 1 1 0 7.4 3.7 3.7 0 0 1 0-7.4zM10.4 9.7 3.8 16.3M5.9 14.2l2.3 2.3M8.1 12l1.6 1.6",
  auto: "M10 3.5a6.5 6.5 0 1 0 0 13zM10 3.5a6.5 6.5 0 0 1 0 13",
  light:
    "M10 6.7a3.3 3.3 0 1 1 0 6.6 3.3 3.3 0 0 1 0-6.6zM10 2v1.5M10 16.5V18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M2 10h1.5M16.5 10H18M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1",
  dark: "M16.3 12A6.7 6.7 0 0 1 8 3.7a6.7 6.7 0 1 0 8.3 8.3z",
  help:
    "M7.4 7.4a2.6 2.6 0 1 1 3.7 2.7c-.8.4-1.1.9-1.1 1.7M10 14.5v.01M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4z",
  panel:
    "M3 6h7M14.5 6H17M3 14h2.5M10 14h7M12.2 3.9a2.1 2.1 0 1 1 0 4.2 2.1 2.1 0 0 1 0-4.2zM7.8 11.9a2.1 2.1 0 1 1 0 4.2 2.1 2.1 0 0 1 0-4.2z",
  close: "m5 5 10 10M15 5 5 15",
  down: "m6 8 4 4 4-4",
  search: "M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM13.1 13.1 17 17",
  undo: "M4.5 8.5h7a4 4 0 0 1 0 8H8M4.5 8.5 8 5M4.5 8.5 8 12",
  latest: "M10 4v11.5M5 10.5l5 5 5-5",
};

const sprite = Object.entries(ICONS).map(([name, path]) =>
  `<symbol id="i-${name}" viewBox="0 0 20 20"><path d="${path}" fill="${
    name === "stop" ? "currentColor" : "none"
  }" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/></symbol>`
).join("");

const icon = (name: string): string => `<svg class="icon" aria-hidden="true"><use href="#i-${name}"/></svg>`;

const logo =
  `<svg class="logo" viewBox="0 0 24 24" aria-hidden="true"><rect width="24" height="24" rx="6.5" fill="currentColor"/><path d="M5 8.2c3-2 5 1.2 8-.2 2.3-1 4-1.4 6-.3M5 12.7c3-2 5 1.2 8-.2 2.3-1 4-1.4 6-.3M5 17.2c3-2 5 1.2 8-.2 2.3-1 4-1.4 6-.3"/></svg>`;

/** The body of the page. */
export const playgroundMarkup: string = `<a class="skip" href="#prompt">Skip to the prompt</a>
<svg width="0" height="0" aria-hidden="true" class="sprite">${sprite}</svg>
<noscript><p class="noscript">The playground is a script; without it, <code>curl</code> does the same: see the gateway's README.</p></noscript>

<header class="bar">
  <h1 class="brand">${logo}<span class="brand-name">Bedrock</span> <span class="brand-kind">playground</span></h1>
  <button id="model" class="model" type="button" aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K">
    <span class="sr">Model: </span>
    <span class="model-text"><span id="model-name" class="model-name">Choose a model</span><span id="model-id" class="model-id"></span></span>
    ${icon("down")}
  </button>
  <div class="tools">
    <span id="emulated" class="badge" hidden title="Answers come from the built-in emulator; no AWS account is used">Emulator</span>
    <button id="key" class="tool" type="button" hidden aria-haspopup="dialog">${
  icon("key")
}<span class="sr">API key</span></button>
    <button id="theme" class="tool" type="button">${icon("auto")}<span class="sr">Theme: automatic</span></button>
    <button id="help" class="tool" type="button" aria-haspopup="dialog">${
  icon("help")
}<span class="sr">Keyboard shortcuts</span></button>
    <button id="panel-open" class="tool" type="button" aria-controls="panel" aria-expanded="true" aria-keyshortcuts="Control+. Meta+.">${
  icon("panel")
}<span class="sr">Settings and request</span></button>
  </div>
</header>

<div class="stage">
  <main class="chat" id="chat">
    <div class="scroll" id="scroll" tabindex="0" role="log" aria-live="off" aria-label="Conversation">
      <section class="empty" id="empty">
        ${logo}
        <h2 id="empty-title">What shall we ask?</h2>
        <p id="empty-text">Everything you send goes through this gateway to the model you chose.</p>
        <ul class="examples" id="examples" aria-label="Examples"></ul>
      </section>
      <div class="turns" id="turns"></div>
    </div>
    <form class="composer" id="composer" aria-label="Prompt">
      <button id="latest" class="latest" type="button" hidden>${
  icon("latest")
}<span class="sr">To the latest</span></button>
      <p class="notice" id="notice" hidden></p>
      <div class="box" id="box">
        <ul class="files" id="files" aria-label="Attached images" hidden></ul>
        <label class="sr" for="prompt">Prompt</label>
        <textarea id="prompt" rows="1" placeholder="Ask anything" aria-describedby="hint" enterkeyhint="send" autocomplete="off"></textarea>
        <div class="row">
          <button id="attach" class="tool" type="button">${icon("attach")}<span class="sr">Attach images</span></button>
          <input id="file" type="file" accept="image/png,image/jpeg,image/gif,image/webp" multiple hidden aria-label="Images">
          <button id="clear" class="tool" type="button" hidden>${
  icon("fresh")
}<span class="sr">New conversation</span></button>
          <span class="sums" id="sums"></span>
          <button id="send" class="send" type="submit">${
  icon("send")
}<span class="sr" id="send-text">Send</span></button>
        </div>
        <div class="drop" aria-hidden="true">Drop images here</div>
      </div>
      <p class="hint" id="hint"><span><kbd>Enter</kbd> sends</span> <span><kbd>Shift</kbd> <kbd>Enter</kbd> makes a new line</span> <span><kbd>Esc</kbd> stops</span></p>
    </form>
  </main>

  <div class="veil" id="veil" hidden></div>
  <aside class="panel" id="panel" aria-label="Settings and request">
    <div class="panel-head">
      <div class="tabs" role="tablist" aria-label="Panel">
        <button type="button" role="tab" id="tab-settings" aria-controls="settings" aria-selected="true">Parameters</button>
        <button type="button" role="tab" id="tab-request" aria-controls="request" aria-selected="false" tabindex="-1">Request</button>
      </div>
      <button id="panel-close" class="tool" type="button">${
  icon("close")
}<span class="sr">Close the panel</span></button>
    </div>
    <div class="panel-body" id="settings" role="tabpanel" aria-labelledby="tab-settings" tabindex="0">
      <fieldset class="roads" id="roads">
        <legend>Operation</legend>
        <label><input type="radio" name="road" value="converse" checked><span>Converse</span></label>
        <label><input type="radio" name="road" value="invoke"><span>Invoke</span></label>
      </fieldset>
      <p class="help" id="road-help"></p>
      <div class="field" id="system-field">
        <label for="system">System prompt</label>
        <textarea id="system" rows="2" placeholder="None" spellcheck="true"></textarea>
        <p class="complaint" id="system-complaint" hidden></p>
      </div>
      <div id="form" class="form"></div>
    </div>
    <div class="panel-body" id="request" role="tabpanel" aria-labelledby="tab-request" tabindex="0" hidden>
      <p class="help" id="request-help"></p>
      <div class="code-card">
        <div class="code-head">
          <div class="tabs small" role="tablist" aria-label="Language">
            <button type="button" role="tab" id="tab-curl" aria-controls="code" aria-selected="true">curl</button>
            <button type="button" role="tab" id="tab-deno" aria-controls="code" aria-selected="false" tabindex="-1">Deno</button>
            <button type="button" role="tab" id="tab-openai" aria-controls="code" aria-selected="false" tabindex="-1">OpenAI</button>
          </div>
          <button id="copy-code" class="tool" type="button">${
  icon("copy")
}<span class="sr">Copy the code</span></button>
        </div>
        <pre class="code" id="code" role="tabpanel" aria-labelledby="tab-curl" tabindex="0"><code></code></pre>
      </div>
      <p class="help" id="code-help"></p>
    </div>
  </aside>
</div>

<dialog id="models" class="palette" aria-labelledby="models-title">
  <h2 class="sr" id="models-title">Choose a model</h2>
  <div class="search">${
  icon("search")
}<input id="search" type="text" role="combobox" aria-label="Search models, or write any id" aria-expanded="true" aria-controls="model-list" aria-autocomplete="list" placeholder="Search models, or write any id or ARN" autocomplete="off" autocapitalize="off" spellcheck="false"><button id="models-close" class="tool" type="button">${
  icon("close")
}<span class="sr">Close</span></button></div>
  <div class="list" id="model-list" role="listbox" aria-label="Models"></div>
  <p class="palette-foot" id="model-count"></p>
</dialog>

<dialog id="key-dialog" class="sheet" aria-labelledby="key-title">
  <form id="key-form" method="dialog">
    <span class="sheet-icon">${icon("key")}</span>
    <h2 id="key-title">This gateway wants a key</h2>
    <p id="key-text">It is kept in this tab alone and forgotten when the tab closes.</p>
    <div class="field">
      <label for="key-input">API key</label>
      <input id="key-input" type="password" autocomplete="off" spellcheck="false" aria-describedby="key-text key-complaint" required>
      <p class="complaint" id="key-complaint" role="alert" hidden></p>
    </div>
    <div class="actions">
      <button type="button" class="plain" id="key-forget" hidden>Forget it</button>
      <button type="button" class="plain" id="key-cancel">Cancel</button>
      <button type="submit" class="main">Use this key</button>
    </div>
  </form>
</dialog>

<dialog id="help-dialog" class="sheet" aria-labelledby="help-title">
  <h2 id="help-title">Keyboard</h2>
  <dl class="keys">
    <div><dt><kbd>Enter</kbd></dt><dd>Send the prompt</dd></div>
    <div><dt><kbd>Shift</kbd> <kbd>Enter</kbd></dt><dd>New line</dd></div>
    <div><dt><kbd>Esc</kbd></dt><dd>Stop the answer, close what is open</dd></div>
    <div><dt><kbd>/</kbd></dt><dd>To the prompt</dd></div>
    <div><dt><kbd class="mod">Ctrl</kbd> <kbd>K</kbd></dt><dd>Choose a model</dd></div>
    <div><dt><kbd class="mod">Ctrl</kbd> <kbd>.</kbd></dt><dd>Parameters and request</dd></div>
    <div><dt><kbd>?</kbd></dt><dd>This list</dd></div>
  </dl>
  <div class="actions"><button type="button" class="main" id="help-close">Close</button></div>
</dialog>

<div id="status" class="sr" role="status"></div>`;
