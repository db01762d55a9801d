/** Blanks out what stands around commands in manuals and terminals; every offset stays the same. */

const FENCE = /^[ \t]*(?:>[ \t]*)?(`{3,}|~{3,})[^\n]*$/;
/** `$ `, `user@host:~$ `, `[user@host folder]# `, `% `; the command follows. */
const PROMPT = /^([ \t]*(?:\(\w+\)[ \t]*)?(?:\[?[\w.-]+@[\w.-]+[^\n$#%>]*)?[$%\u276f][ \t]+)(?=\S)/;
const ROOT_PROMPT = /^([ \t]*(?:\[?[\w.-]+@[\w.-]+[^\n$#%>]*)?#[ \t]+)(?=[^\n]*\bgst-launch)/;
const LAUNCH = /\bgst-launch(?:-1\.0|-0\.10)?\b/;

/** The text with Markdown, prompts and a byte order mark replaced by spaces. */
export function maskMarkup(text: string): string {
  return maskPrompts(maskSentences(maskFences(text.replace(/^\uFEFF/, ' '))));
}

/** Keeps of a sentence the one command in it that stands in backticks. */
function maskSentences(text: string): string {
  return text.replace(
    /^([^`\n]*(?<=^|[\s(])`)([^`\n]*\bgst-launch[^`\n]*)(`[^`\n]*)$/gm,
    (_whole, before: string, command: string, behind: string) =>
      `${blank(before)}${command}${blank(behind)}`,
  );
}

/** Keeps what is inside of fences, when there are fences with pipelines in them. */
function maskFences(text: string): string {
  const lines = text.split('\n');
  const kept: string[] = [];
  let fence: string | undefined;
  let block: string[] = [];
  let hasPipeline = false;
  const closeBlock = () => {
    const isPipeline = block.some((line) => LAUNCH.test(line) || / ! /.test(line));
    if (isPipeline) hasPipeline = true;
    kept.push(...(isPipeline ? block : block.map(blank)));
    block = [];
  };
  for (const line of lines) {
    const mark = FENCE.exec(line)?.[1];
    if (mark === undefined) {
      if (fence === undefined) kept.push(blank(line));
      else block.push(line);
    } else if (fence === undefined) {
      fence = mark.slice(0, 1);
      kept.push(blank(line));
    } else if (mark.startsWith(fence)) {
      closeBlock();
      fence = undefined;
      kept.push(blank(line));
    } else {
      block.push(line);
    }
  }
  if (fence !== undefined) closeBlock();
  return hasPipeline ? kept.join('\n') : text;
}

/** A `#` in front of a command is a prompt only where no command stands without one. */
function maskPrompts(text: string): string {
  const lines = text.split('\n');
  const isCommand = (line: string) => LAUNCH.test(line) && !/^[ \t]*#/.test(line);
  const isRootText = LAUNCH.test(text) && !lines.some(isCommand);
  return lines
    .map((line) => {
      const prompt =
        PROMPT.exec(line)?.[1] ?? (isRootText ? ROOT_PROMPT.exec(line)?.[1] : undefined);
      return prompt === undefined ? line : blank(prompt) + line.slice(prompt.length);
    })
    .join('\n');
}

function blank(line: string): string {
  return line.replace(/[^\r]/g, ' ');
}
