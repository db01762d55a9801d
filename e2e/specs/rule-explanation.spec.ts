import { expect, test } from '../support/test.ts';

test('a problem’s rule explains itself: by button, key and menu', async ({ editor, page }) => {
  await editor.select('mux');
  await editor.setText('batch-size', '2');
  const problem = editor.problem('mux-batch-size');
  const dialog = page.getByTestId('rule-dialog');

  await problem.getByTestId('explain-rule').hover();
  await expect(page.getByRole('tooltip')).toContainText('Explain this rule');
  await problem.getByTestId('explain-rule').click();
  await expect(dialog).toContainText("nvstreammux's batch-size is the number of its sources");
  await expect(dialog).toContainText('Usually an error');
  await expect(dialog.getByTestId('rule-explanation')).toContainText('the number of sources');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  const row = problem.locator('[data-problem-row]');
  await row.focus();
  await page.keyboard.press('F1');
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(row).toBeFocused();

  await problem.getByTestId('problem-menu').click();
  await page.getByTestId('rule-explain').click();
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Turn off or change…' }).click();
  await expect(page.getByTestId('override-dialog').getByLabel('Only at mux')).toBeVisible();
});

test('a rule that always holds says so', async ({ editor, page }) => {
  await editor.select('mux');
  await editor.setText('batch-size', '${cameras}');
  await editor.problem('parameter-unknown').getByTestId('explain-rule').click();
  const dialog = page.getByTestId('rule-dialog');
  await expect(dialog).toContainText('so it always holds');
  await expect(dialog.getByRole('button', { name: 'Turn off or change…' })).toHaveCount(0);
});
