/** Pipelines of other formats into the editor, and out of it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { runToEnd } from '../support/processes.ts';
import { expect, test } from '../support/test.ts';
import { withFolder } from '../support/workspace.ts';

const LINE = `gst-launch-1.0 -e nvurisrcbin uri=file:///no/such/film.mp4 ! m.sink_0 \\
  nvstreammux name=m batch-size=1 width=640 height=360 ! queue name=wait \\
  ! nvinfer name=find config-file-path=gone.txt ! fakesink name=end
`;

async function pasteOnCanvas(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.getByTestId('canvas').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Control+v');
}

async function downloaded(page: Page, button: string, path: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByTestId(button).click();
  await (await download).saveAs(path);
  return (await download).suggestedFilename();
}

test('a pasted gst-launch line is previewed, opened in order and checked', async ({
  editor,
  page,
}) => {
  await pasteOnCanvas(page, LINE);
  await expect(page.getByTestId('import-format')).toContainText('gst-launch');
  await expect(page.getByTestId('import-counts')).toHaveText('5 elements, 4 links');
  await expect(page.getByTestId('picture')).toBeVisible();

  const note = page.getByTestId('note').filter({ hasText: 'options of gst-launch-1.0' });
  await note.getByTestId('note-place').click();
  await expect(page.getByTestId('import-text').locator('.native-edit-context')).toBeFocused();

  await page.getByTestId('import-open').click();
  await expect(page.getByTestId('import-dialog')).toHaveCount(0);
  await expect(page.getByTestId('element-box')).toHaveCount(5);
  await expect(page.getByTestId('dirty')).toBeVisible();
  const left = async (name: string) => (await editor.element(name).boundingBox())?.x ?? Number.NaN;
  for (const [before, after] of [
    ['m', 'wait'],
    ['wait', 'find'],
    ['find', 'end'],
  ] as const) {
    expect(await left(before)).toBeLessThan(await left(after));
  }
  await expect(
    page.locator('[data-testid="problem"][data-severity="error"]', { hasText: 'gone.txt' }).first(),
  ).toBeVisible();
});

test('leaving changes asks first, and staying brings the import back', async ({ editor, page }) => {
  await editor.select('queue');
  await page.keyboard.press('Delete');
  await expect(page.getByTestId('dirty')).toBeVisible();
  await pasteOnCanvas(page, LINE);
  await page.getByTestId('import-open').click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByTestId('import-counts')).toHaveText('5 elements, 4 links');
  await page.getByTestId('import-open').click();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByTestId('element-box')).toHaveCount(5);
});

test('a dropped script joins the pipeline as one step', async ({ editor, page }) => {
  const before = await page.getByTestId('element-box').count();
  const files = await page.evaluateHandle(
    (text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], 'run.sh'));
      transfer.items.add(new File(['[property]\nbatch-size=1\n'], 'gone.txt'));
      return transfer;
    },
    LINE.replace('name=wait', 'name=queue'),
  );
  await page.getByTestId('canvas').dispatchEvent('drop', { dataTransfer: files });
  await expect(page.getByTestId('import-file-name')).toHaveText('run.sh');
  await expect(page.getByTestId('import-counts')).toContainText('1 config file');
  await page.getByTestId('import-add').click();
  await expect(page.getByTestId('element-box')).toHaveCount(before + 5);
  await expect(editor.element('queue0')).toBeVisible();
  await expect(editor.element('find')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('element-box')).toHaveCount(before);
});

test('text that can’t be read says where and why', async ({ editor, page }) => {
  await editor.showAll();
  await page.keyboard.press('Alt+i');
  await page.getByTestId('import-text').locator('.monaco-editor').click();
  await page.keyboard.insertText('gst-launch-1.0 videotestsrc ! queue !\n');
  await expect(page.getByTestId('format-error').first()).toBeVisible();
  await expect(page.getByTestId('import-text').locator('.squiggly-error').first()).toBeVisible();
  await expect(page.getByTestId('import-open')).toBeDisabled();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('Several pipelines, please.\n');
  await expect(page.getByTestId('import-preview')).toContainText('no format that is known');
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(
    'gst-launch-1.0 videotestsrc ! fakesink\ngst-launch-1.0 audiotestsrc ! queue ! fakesink\n',
  );
  await expect(page.getByTestId('import-pipeline')).toHaveCount(2);
  await page.getByTestId('import-pipeline').nth(1).click();
  await expect(page.getByTestId('import-counts')).toHaveText('3 elements, 2 links');
});

test('what deepstream-app can’t express is told before and leads to its element', async ({
  editor,
  page,
}) => {
  await editor.showAll();
  await page.keyboard.press('Control+e');
  await page.getByTestId('export-deepstream-app').click();
  await expect(page.getByTestId('export-file')).toHaveCount(2);
  await expect(page.getByTestId('notes-summary')).toHaveAttribute('data-lost', 'true');
  const lost = page.locator('[data-testid="note"][data-kind="lost"]', {
    hasText: 'max-size-buffers',
  });
  await lost.getByTestId('note-place').click();
  await expect(page.getByTestId('export-dialog')).toHaveCount(0);
  await expect(page.getByTestId('element-name')).toHaveValue('queue');
  await expect(
    page.getByTestId('inspector').locator('[data-property="max-size-buffers"] input'),
  ).toBeFocused();

  await page.keyboard.press('Control+e');
  await page.getByTestId('export-deepstream-app').focus();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByTestId('export-gst-launch-line')).toHaveAttribute('data-state', 'active');
  await page.getByTestId('export-yaml').click();
  await expect(page.getByTestId('notes-summary')).toHaveText('Nothing is lost');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('export-dialog')).toHaveCount(0);
});

test('a bundle brings the files it needs, with right checksums', async ({
  editor,
  page,
  server,
}) => {
  await editor.showAll();
  await page.keyboard.press('Control+e');
  await page.getByTestId('export-bundle').click();
  const items = page.getByTestId('bundle-item');
  await expect(items.filter({ hasText: 'street.mp4' })).toHaveAttribute('data-state', 'file');
  await withFolder(async (folder) => {
    const archive = join(folder, 'bundle.zip');
    expect(await downloaded(page, 'export-download', archive)).toBe('Four-cameras-bundle.zip');
    const unpacked = await runToEnd('python3', ['-m', 'zipfile', '-e', archive, folder]);
    expect(unpacked.exitCode, unpacked.stderr).toBe(0);
    const inside = join(folder, 'Four-cameras-bundle');
    const checked = await runToEnd('sha256sum', ['--strict', '-c', 'SHA256SUMS'], { cwd: inside });
    expect(checked.exitCode, checked.stdout + checked.stderr).toBe(0);
    const [there, here] = await Promise.all([
      readFile(join(server.workspace, 'media/street.mp4')),
      readFile(join(inside, 'data/media/street.mp4')),
    ]);
    expect(here.equals(there)).toBe(true);
  });
});

test('the picture is saved as a PNG of twice its size', async ({ editor, page }) => {
  await editor.showAll();
  await page.keyboard.press('Control+e');
  await page.getByTestId('export-svg').click();
  await page.getByTestId('picture-dark').click();
  const picture = page.getByTestId('picture');
  await expect(picture).toBeVisible();
  const width = await picture.evaluate((image: HTMLImageElement) => image.naturalWidth);
  await withFolder(async (folder) => {
    const path = join(folder, 'picture.png');
    expect(await downloaded(page, 'export-png', path)).toBe('Four-cameras.png');
    const png = await readFile(path);
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect(png.readUInt32BE(16)).toBe(2 * width);
    expect(png.length).toBeGreaterThan(10_000);
  });
});
