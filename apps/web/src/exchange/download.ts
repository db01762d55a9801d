/** Hands a file to the user. */

/** Saves bytes or text under a name, as the browser saves downloads. */
export function download(name: string, content: Blob | Uint8Array | string): void {
  const blob =
    content instanceof Blob
      ? content
      : new Blob([typeof content === 'string' ? content : new Uint8Array(content)], {
          type: 'application/octet-stream',
        });
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // Not at once: some browsers fetch the address a moment later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
