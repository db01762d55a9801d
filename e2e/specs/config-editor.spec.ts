import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';

const NVINFER = 'models/traffic/nvinfer.txt';

/** The lines that the text view shows, from top to bottom. */
async function shownText(page: Page): Promise<string> {
  const lines = await page
    .getByTestId('config-text')
    .locator('.view-line')
    .evaluateAll((views) =>
      views
        .map((view) => ({ top: view.getBoundingClientRect().top, text: view.textContent ?? '' }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text),
    );
  return `${lines.join('\n')}\n`.replaceAll('\u00a0', ' ');
}

function line(page: Page, text: string) {
  return page.getByTestId('config-text').locator('.view-line', { hasText: text }).first();
}

/** A new line with a text, below the one that holds `above`. */
async function typeBelow(page: Page, above: string, text: string): Promise<void> {
  await line(page, above).click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type(text);
  // The list of proposals would take the next Enter.
  await page.keyboard.press('Escape');
}

/** A field of the form by its `group/key`. */
const field = (page: Page, place: string) => page.locator(`[data-config-field="${place}"]`);

test('a wrong key is underlined as it is typed, explained on hover, mended by its quick fix', async ({
  editor,
  page,
}) => {
  await editor.select('detector');
  await page.getByTestId('config-edit').click();
  await expect(page.getByTestId('config-status')).toContainText('nvinfer · INI');
  await expect(page.getByTestId('config-status')).toContainText('read by detector');
  await page.getByTestId('command-config.take-in').click();
  await expect(page.getByTestId('config-tab')).toHaveAttribute('data-file', 'nvinfer.txt');
  await expect.poll(() => shownText(page)).toContain('onnx-file=../models/traffic/');

  await typeBelow(page, 'gpu-id=0', 'infer-on-gie-id=1');
  await expect(page.locator('.squiggly-warning')).toHaveCount(1);
  await line(page, 'infer-on-gie-id').locator('span span').first().hover();
  await expect(page.locator('.monaco-hover:visible')).toContainText(
    "here it is called 'operate-on-gie-id'",
  );

  await page.keyboard.press('Control+.');
  await expect(page.locator('.action-widget .actionList')).toContainText(
    'Rename to operate-on-gie-id',
  );
  await page.keyboard.press('Enter');
  await expect.poll(() => shownText(page)).toContain('operate-on-gie-id=1');
  await expect(page.locator('.squiggly-warning')).toHaveCount(0);
  await line(page, 'operate-on-gie-id').locator('span span').first().hover();
  await expect(page.locator('.monaco-hover:visible')).toContainText(
    'secondary: id of the detector',
    {
      ignoreCase: true,
    },
  );

  await page.keyboard.press('Escape');
  await line(page, 'gpu-id=0').click();
  await page.keyboard.press('Control+z');
  await expect.poll(() => shownText(page)).toContain('infer-on-gie-id=1');
  await expect(page.locator('.squiggly-warning')).toHaveCount(1);
});

test('keys and values are proposed', async ({ editor, page }) => {
  await editor.select('detector');
  await page.keyboard.press('e');
  await expect(page.getByTestId('config-text')).toBeVisible();
  await line(page, 'gpu-id=0').click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('output-t');
  const proposals = page.locator('.suggest-widget.visible');
  await expect(proposals).toContainText('output-tensor-meta');
  await page.keyboard.press('Enter');
  await expect(proposals).toContainText('on');
  await page.keyboard.press('Enter');
  await expect.poll(() => shownText(page)).toMatch(/output-tensor-meta=[01]\n/);
});

test('the form changes the text, and the text the form, as steps of one history', async ({
  editor,
  page,
}) => {
  await editor.select('tracker');
  await page.getByTestId('config-edit').click();
  const age = field(page, 'TargetManagement/probationAge');
  await expect(age.getByRole('textbox')).toHaveValue('1');
  await age.getByRole('textbox').fill('7');
  await expect.poll(() => shownText(page)).toContain('probationAge: 7');
  expect(await shownText(page)).toContain('# Association by overlap');
  await expect(page.getByTestId('dirty')).toBeVisible();

  await line(page, 'probationAge: 7').click();
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('x');
  await expect(age.getByRole('textbox')).toHaveValue('x');
  await expect(age).toHaveAttribute('data-severity', 'error');
  await expect(age).toHaveAttribute('data-marked', 'true');
  await expect(age.getByTestId('config-problem')).toContainText('expects a whole number');

  await page.keyboard.press('Control+z');
  await expect(age.getByRole('textbox')).toHaveValue('7');
  await page.keyboard.press('Control+z');
  await expect(age.getByRole('textbox')).toHaveValue('1');
  await expect(page.getByTestId('dirty')).toHaveCount(0);

  await age.getByRole('button', { name: 'Remove probationAge from the file' }).click();
  await expect.poll(() => shownText(page)).not.toContain('probationAge');
  await expect(age).toHaveAttribute('data-set', 'false');
  await page.getByTestId('command-edit.undo').click();
  await expect.poll(() => shownText(page)).toContain('probationAge: 1');
});

test('an element without a config file gets one that is sound', async ({ editor, page }) => {
  await editor.startEmptyPipeline();
  await editor.addByKeyboard('nvdsanalytics');
  await editor.property('config-file').getByTestId('config-new').click();
  await expect(page.getByTestId('config-status')).toContainText('no problems');
  await expect(page.getByTestId('config-status')).toContainText('read by nvdsanalytics0');
  await expect(editor.property('config-file').getByRole('textbox')).toHaveValue(
    'nvdsanalytics0.txt',
  );
  const form = page.getByTestId('config-form');
  await page.getByTestId('config-add-group').click();
  await page.getByRole('menuitem', { name: 'line-crossing-stream-0' }).click();
  await expect(form.locator('[data-config-group="line-crossing-stream-0"]')).toContainText('1 set');
  await expect.poll(() => shownText(page)).toContain('line-crossing-area=0;0;0;0;0;0;0;0');
  await page.getByTestId('command-edit.undo').click();
  await page.getByTestId('command-edit.undo').click();
  await expect(page.getByTestId('config-tab')).toHaveCount(0);
  await expect(editor.element('nvdsanalytics0')).toBeVisible();
});

test('a conversion keeps comments, renames the file, and is undone as one step', async ({
  editor,
  page,
}) => {
  await editor.select('detector');
  await page.getByTestId('config-edit').click();
  await page.getByTestId('command-config.take-in').click();
  await expect(page.getByTestId('config-tab')).toHaveAttribute('data-file', 'nvinfer.txt');
  await page.getByTestId('command-config.convert').click();
  await expect(page.getByTestId('convert-notes')).toContainText('Nothing gets lost');
  await page.getByTestId('convert-apply').click();
  await expect(page.getByTestId('config-tab')).toHaveAttribute('data-file', 'nvinfer.yml');
  await expect.poll(() => shownText(page)).toContain('property:\n');
  expect(await shownText(page)).toContain('# Paths are relative to this file.');
  await expect(page.getByTestId('config-status')).toContainText('nvinfer · YAML');
  await expect(page.getByTestId('config-status')).toContainText('no problems');
  const path = editor.property('config-file-path').getByRole('textbox');
  await expect(path).toHaveValue('nvinfer.yml');
  await page.getByTestId('command-edit.undo').click();
  await expect(path).toHaveValue('nvinfer.txt');
});

test('a file on the disk is saved by itself, and never over what somebody else wrote', async ({
  editor,
  page,
  server,
}) => {
  const path = join(server.workspace, NVINFER);
  await editor.select('detector');
  await page.getByTestId('config-edit').click();
  const tab = page.getByTestId('config-tab');
  await typeBelow(page, 'gpu-id=0', '# mine');
  await expect(tab).toHaveAttribute('data-dirty', 'true');
  await page.keyboard.press('Control+s');
  await expect(tab).toHaveAttribute('data-dirty', 'false');
  const saved = await readFile(path, 'utf8');
  expect(saved).toContain('gpu-id=0\n# mine\n');

  // Untouched here, so what another program writes is read again.
  await writeFile(path, saved.replace('# mine', '# theirs'));
  await expect.poll(() => shownText(page)).toContain('# theirs');

  await typeBelow(page, '# theirs', '# mine again');
  await writeFile(path, saved.replace('# mine', '# theirs again'));
  await page.getByTestId('config-save').click();
  const dialog = page.getByTestId('conflict-dialog');
  await expect(dialog).toContainText('# theirs again');
  await expect(dialog).toContainText('# mine again');
  await dialog.locator('[data-choice="overwrite"]').click();
  await expect(tab).toHaveAttribute('data-dirty', 'false');
  expect(await readFile(path, 'utf8')).toContain('# theirs\n# mine again\n');
});

test('a problem in a file on the disk leads to its line', async ({ editor, page, server }) => {
  const path = join(server.workspace, NVINFER);
  await writeFile(path, `${await readFile(path, 'utf8')}topkk=3\n`);
  await page.reload();
  await expect(editor.element('mux')).toBeVisible();
  await page
    .locator('[data-testid="problem"]', { hasText: 'topkk' })
    .locator('button')
    .first()
    .click();
  await expect(page.getByRole('textbox', { name: NVINFER })).toBeFocused();
  await expect(page.getByTestId('config-status')).toContainText(/Line 26/);
  await expect(
    field(page, 'class-attrs-all/topkk').getByTestId('config-fix').first(),
  ).toContainText('Rename to topk');
});

test('files that can not be opened say why', async ({ editor, page }) => {
  await editor.select('detector');
  await editor.setText('config-file-path', '../../outside.txt');
  await page.getByTestId('config-edit').click();
  await expect(page.getByTestId('config-file-failed')).toContainText('outside the workspace');
  await editor.setText('config-file-path', '../models/none.txt');
  await page.getByTestId('config-edit').click();
  await expect(page.getByTestId('config-file-failed')).toContainText(
    'There is no file "models/none.txt"',
  );
});
