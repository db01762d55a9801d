import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../support/test.ts';

const SAMPLE = 'pipelines/four-cameras.pipeline.yaml';

test('undo and redo take an edit back and bring it again, across a save', async ({
  editor,
  page,
  server,
}) => {
  await editor.select('mux');
  await editor.setText('batched-push-timeout', '33000');
  await page.keyboard.press('Control+s');
  await expect(page.getByTestId('dirty')).toHaveCount(0);
  const path = join(server.workspace, SAMPLE);
  const saved = await readFile(path, 'utf8');
  expect(saved).toContain('batched-push-timeout: 33000 # microseconds: a frame at 25 fps');

  await page.getByTestId('canvas').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Control+z');
  await editor.select('mux');
  await expect(editor.property('batched-push-timeout').getByRole('textbox')).toHaveValue('40000');
  await expect(page.getByTestId('dirty')).toBeVisible();
  await page.getByTestId('canvas').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByTestId('dirty')).toHaveCount(0);
});

test('the text and the canvas are one document: both ways, and nothing is lost', async ({
  editor,
  page,
}) => {
  await page.getByTestId('view-split').click();
  const line = page.locator('.view-line', { hasText: 'junction.mp4' });
  await line.click({ position: { x: 40, y: 8 } });
  await page.keyboard.press('End');
  await page.keyboard.type('x');
  await editor.element('junction').click();
  const uri = editor.property('uri').getByRole('textbox');
  await expect(uri).toHaveValue('../media/junction.mp4x');

  await uri.fill('../media/plaza.mp4');
  await expect(line).toHaveCount(0);
  await expect(page.locator('.view-line', { hasText: 'plaza.mp4' }).first()).toBeVisible();

  const name = page.locator('.view-line', { hasText: 'name: Four cameras' });
  await name.click({ position: { x: 40, y: 8 } });
  await page.keyboard.press('End');
  await page.keyboard.type(': [');
  await expect(page.getByTestId('yaml-error')).toBeVisible();
  await expect(editor.element('junction')).toBeVisible();
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await expect(page.getByTestId('yaml-error')).toHaveCount(0);
});

test('a file that changed on disk is shown as a conflict, never overwritten', async ({
  editor,
  page,
  server,
}) => {
  const path = join(server.workspace, SAMPLE);
  await editor.select('mux');
  await editor.setText('width', '960');
  const theirs = (await readFile(path, 'utf8')).replace('name: Four cameras', 'name: Theirs');
  await writeFile(path, theirs);
  await page.keyboard.press('Control+s');
  await expect(page.getByTestId('conflict-dialog')).toBeVisible();
  expect(await readFile(path, 'utf8')).toBe(theirs);
});

test('the theme is remembered', async ({ editor, page }) => {
  const theme = () => page.locator('html').getAttribute('data-theme');
  const before = await theme();
  await page.getByTestId('theme-toggle').click();
  await expect.poll(theme).not.toBe(before);
  const chosen = await theme();
  await page.reload();
  await expect(editor.element('mux')).toBeVisible();
  expect(await theme()).toBe(chosen);
});
