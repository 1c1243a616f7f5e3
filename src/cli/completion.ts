/**
 * The table of commands in, a script for a shell out that completes them.
 *
 * @module
 */
import type { Command, Option, ValueKind } from "./command.ts";
import { sharedOptions } from "./common_options.ts";

/** What the shells need to know. */
export interface CompletionOptions {
  /** All commands. */
  commands: readonly Command[];
  /** Names that the shell offers for a model. */
  models: readonly string[];
}

/** The shells, and what writes their scripts. */
export const shells: Readonly<Record<string, (options: CompletionOptions) => string>> = { bash, zsh, fish };

function allOptions(command: Command): Option[] {
  return [...command.options, ...sharedOptions];
}

function flags({ name, short, negatable }: Option): string[] {
  return [...(short === undefined ? [] : [`-${short}`]), `--${name}`, ...(negatable ? [`--no-${name}`] : [])];
}

/** What is offered for the value of an option. */
function offer({ choices, kind }: Option): readonly string[] | ValueKind | undefined {
  return choices ?? kind;
}

function bash({ commands, models }: CompletionOptions): string {
  const action = (option: Option): string => {
    const offered = offer(option);
    if (offered === undefined) return "return";
    if (offered === "file") return "_bedrock_files; return";
    return `_bedrock_words ${offered === "model" ? '"$_bedrock_models"' : `'${offered.join(" ")}'`}; return`;
  };
  const values = commands.flatMap((command) =>
    allOptions(command).filter(({ value }) => value !== undefined).map((option) => {
      const pattern = flags({ ...option, negatable: false }).map((flag) => `'${command.name} ${flag}'`).join("|");
      return `    ${pattern}) ${action(option)} ;;`;
    })
  );
  const words = commands.map((command) => {
    const list = allOptions(command).flatMap(flags);
    const rest = Array.isArray(command.wordKind) ? `_bedrock_words '${command.wordKind.join(" ")}'` : "_bedrock_files";
    const more = command.wordKind === undefined && command.words === undefined ? ":" : rest;
    return `    ${command.name}) case $cur in -*) _bedrock_words '${list.join(" ")}' ;; *) ${more} ;; esac ;;`;
  });
  const names = commands.map(({ name }) => name);
  return `# bash completion of bedrock: source <(bedrock completion bash)
_bedrock_models='${models.join(" ")}'
_bedrock_words() { COMPREPLY=($(compgen -W "$1" -- "$cur")); }
_bedrock_files() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -f -- "$cur"))
  compopt -o filenames 2>/dev/null
}
_bedrock() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= i
  COMPREPLY=()
  # bash takes --model=x for three words
  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      ${names.join("|")}) command=\${COMP_WORDS[i]}; break ;;
    esac
  done
  case "$command $prev" in
${values.join("\n")}
  esac
  case $command in
${words.join("\n")}
    *) case $cur in -*) _bedrock_words '${
    [...sharedOptions.flatMap(flags), "--version"].join(" ")
  }' ;; *) _bedrock_words '${names.join(" ")}' ;; esac ;;
  esac
}
complete -F _bedrock bedrock
`;
}

function zsh({ commands, models }: CompletionOptions): string {
  const quote = (text: string): string => text.replace(/[[\]:\\]/g, "\\$&").replace(/'/g, "'\\''");
  const action = (option: Option): string => {
    const offered = offer(option);
    if (offered === undefined) return " ";
    return offered === "file" ? "_files" : offered === "model" ? "_bedrock_models" : `(${offered.join(" ")})`;
  };
  const spec = (option: Option): string => {
    const value = option.value === undefined ? "" : `:${quote(option.value)}:${action(option)}`;
    return flags(option).map((flag) => `'${option.repeats ? "*" : ""}${flag}[${quote(option.text)}]${value}'`).join(
      " ",
    );
  };
  const rest = ({ words, wordKind }: Command): string =>
    Array.isArray(wordKind)
      ? `'*:word:(${wordKind.join(" ")})'`
      : words === undefined
      ? ""
      : `'*:${quote(words)}:_files'`;
  const cases = commands.map((command) =>
    `        ${command.name}) _arguments ${
      [...allOptions(command).map(spec), rest(command)].filter(Boolean).join(" ")
    } ;;`
  );
  return `#compdef bedrock
# zsh completion of bedrock: source <(bedrock completion zsh), or a file _bedrock in a folder of $fpath
_bedrock_models() { compadd -- ${models.join(" ")}; }
_bedrock() {
  local state line
  local -a commands
  commands=(${commands.map(({ name, summary }) => `'${name}:${quote(summary)}'`).join(" ")})
  _arguments -C ${sharedOptions.map(spec).join(" ")} '1:command:->command' '*::word:->rest'
  case $state in
    command) _describe -t commands command commands ;;
    rest)
      case $words[1] in
${cases.join("\n")}
      esac ;;
  esac
}
if [[ $funcstack[1] == _bedrock ]]; then _bedrock "$@"; else compdef _bedrock bedrock; fi
`;
}

function fish({ commands, models }: CompletionOptions): string {
  const quote = (text: string): string => `'${text.replace(/[\\']/g, "\\$&")}'`;
  const line = (option: Option, condition: string): string => {
    const offered = offer(option);
    const value = option.value === undefined
      ? ""
      : offered === undefined
      ? " -x"
      : offered === "file"
      ? " -r -F"
      : ` -x -a ${offered === "model" ? '"$__bedrock_models"' : quote(offered.join(" "))}`;
    const names = `${option.short === undefined ? "" : ` -s ${option.short}`} -l ${option.name}`;
    const off = option.negatable ? `\ncomplete -c bedrock${condition} -l no-${option.name}` : "";
    return `complete -c bedrock${condition}${names}${value} -d ${quote(option.text)}${off}`;
  };
  const seen = (name: string): string => ` -n '__fish_seen_subcommand_from ${name}'`;
  const lines = commands.flatMap((command) => [
    `complete -c bedrock -n __fish_use_subcommand -a ${command.name} -d ${quote(command.summary)}`,
    ...command.options.map((option) => line(option, seen(command.name))),
    ...(Array.isArray(command.wordKind)
      ? [`complete -c bedrock${seen(command.name)} -a ${quote(command.wordKind.join(" "))}`]
      : command.wordKind === "file"
      ? [`complete -c bedrock${seen(command.name)} -F`]
      : []),
  ]);
  return `# fish completion of bedrock: bedrock completion fish | source
set -g __bedrock_models ${models.join(" ")}
complete -c bedrock -f
${sharedOptions.map((option) => line(option, "")).join("\n")}
${lines.join("\n")}
`;
}
