import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../support/test.ts';

test('a missing video is told on its box before anything runs', async ({ editor, page }) => {
  await editor.select('street');
  await editor.setText('uri', '../media/absent.mp4');
  await expect(editor.problem('missing-file')).toContainText('absent.mp4');
  await expect(editor.element('street').getByLabel('Has errors')).toBeVisible();
  await page.getByTestId('run').click();
  await expect(editor.problem('missing-file')).toBeVisible();
  await expect(editor.runState).not.toHaveText(/Playing|Starting/);
});

test('a corrupt video fails the run on its box', async ({ editor, page, server }) => {
  await writeFile(join(server.workspace, 'media/corrupt.mp4'), 'no video '.repeat(5000));
  await editor.select('street');
  await editor.setText('uri', '../media/corrupt.mp4');
  await expect(editor.problem('missing-file')).toHaveCount(0);
  await page.getByTestId('run').click();
  await expect(editor.runState).toHaveText(/Failed/);
  const problem = page.locator('[data-testid="problem"][data-source="run"][data-severity="error"]');
  await expect(problem.first()).toContainText('street');
  await expect(editor.element('street').getByLabel('Has errors')).toBeVisible();
});
