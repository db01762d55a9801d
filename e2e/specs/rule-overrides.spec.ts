import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../support/test.ts';

const SAMPLE = 'pipelines/four-cameras.pipeline.yaml';

test('a rule is turned off with a reason, stays off, and comes back', async ({
  editor,
  page,
  server,
}) => {
  await editor.select('mux');
  await editor.setText('batch-size', '2');
  const problem = editor.problem('mux-batch-size');
  await expect(problem).toBeVisible();

  await problem.getByTestId('problem-menu').focus();
  await page.keyboard.press('Enter');
  await page.getByTestId('rule-off').click();
  const dialog = page.getByTestId('override-dialog');
  await expect(dialog.getByTestId('override-ok')).toBeDisabled();
  await expect(dialog.getByTestId('override-reason')).toBeFocused();
  await page.keyboard.type('Two cameras are seldom up');
  await dialog.getByTestId('override-ok').click();
  await expect(problem).toHaveCount(0);
  await expect(page.getByTestId('rules-changed')).toHaveText(
    '1 rule changed in this pipeline · 1 finding not shown',
  );

  await page.getByTestId('canvas').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Control+z');
  await expect(problem).toBeVisible();
  await expect(page.getByTestId('rules-changed')).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await expect(problem).toHaveCount(0);

  await page.keyboard.press('Control+s');
  await expect(page.getByTestId('dirty')).toHaveCount(0);
  expect(await readFile(join(server.workspace, SAMPLE), 'utf8')).toContain(
    'rules:\n  mux-batch-size:\n    severity: off\n    reason: Two cameras are seldom up\n',
  );
  await page.reload();
  await expect(editor.element('mux')).toBeVisible();
  await page.getByTestId('rules-changed').click();
  const override = page.getByTestId('rule-override').first();
  await expect(override).toContainText('Two cameras are seldom up');
  await expect(problem).toHaveCount(0);
  await override.getByTestId('rule-reset').click();
  await expect(problem).toBeVisible();
});

test('a rule shows what it finds as something else, at one element', async ({ editor, page }) => {
  await editor.select('mux');
  await editor.setText('batch-size', '2');
  const problem = editor.problem('mux-batch-size');
  const usual = await problem.getAttribute('data-severity');
  expect(usual).not.toBe('hint');
  await problem.getByTestId('problem-menu').click();
  await page.getByTestId('rule-hint').click();
  const dialog = page.getByTestId('override-dialog');
  await dialog.getByLabel('Only at mux').check();
  await dialog.getByTestId('override-reason').fill('Tried on the device');
  await page.keyboard.press('Enter');
  await expect(problem).toHaveAttribute('data-severity', 'hint');
  await expect(problem).toContainText(`${usual} turned into hint: Tried on the device`);

  await page.getByTestId('canvas').click({ position: { x: 5, y: 5 } });
  const listed = page.getByTestId('inspector').getByTestId('rule-override');
  await expect(listed).toContainText('at mux');
  await expect(listed).toContainText('Shown as hint: Tried on the device');
});

test('faults of the document itself can not be turned off', async ({ editor, page }) => {
  await editor.select('mux');
  await editor.setText('batch-size', '${cameras}');
  const problem = editor.problem('parameter-unknown');
  await problem.getByTestId('problem-menu').click();
  await expect(page.getByText('It finds faults of the document itself')).toBeVisible();
  await expect(page.getByTestId('rule-off')).toHaveCount(0);
});
