import { expect, test } from '../support/test.ts';

test('a switch to Jetson lists what changes, and changes it with one click', async ({
  editor,
  page,
}) => {
  const display = editor.element('display');
  await expect(display).toHaveAttribute('data-factory', 'nveglglessink');
  await page.getByTestId('canvas').click({ position: { x: 5, y: 5 } });
  await editor.choose('target-platform', 'jetson');
  const dialog = page.getByTestId('switch-dialog');
  await expect(dialog).toContainText('Switch to Jetson');
  const change = dialog.getByTestId('target-change');
  await expect(change).toHaveCount(1);
  await expect(change).toContainText('Replace display by nv3dsink');
  await expect(change).toContainText('Jetson shows video with nv3dsink instead of nveglglessink');
  await expect(display).toHaveAttribute('data-factory', 'nveglglessink');

  await dialog.getByTestId('switch-apply').click();
  await expect(display).toHaveAttribute('data-factory', 'nv3dsink');
  await expect(page.getByTestId('target-platform')).toHaveAttribute('data-value', 'jetson');
  await page.getByTestId('canvas').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Control+z');
  await expect(display).toHaveAttribute('data-factory', 'nveglglessink');
  await expect(page.getByTestId('target-platform')).toHaveAttribute('data-value', 'dgpu');
});

test('changes that are not chosen are not made', async ({ editor, page }) => {
  await page.getByTestId('canvas').click({ position: { x: 5, y: 5 } });
  await editor.choose('target-platform', 'sbsa');
  const dialog = page.getByTestId('switch-dialog');
  await dialog.getByTestId('target-change').getByRole('checkbox').uncheck();
  await dialog.getByRole('button', { name: 'Switch only' }).click();
  await expect(editor.element('display')).toHaveAttribute('data-factory', 'nveglglessink');
  await expect(editor.problem('platform-element')).toBeVisible();
});

test('the new nvstreammux loses what only the legacy one has', async ({ editor, page }) => {
  await page.getByTestId('canvas').click({ position: { x: 5, y: 5 } });
  await editor.choose('target-streammux', 'new');
  const changes = page.getByTestId('target-change');
  await expect(changes.filter({ hasText: 'Remove width' })).toBeVisible();
  await expect(changes.filter({ hasText: 'Remove height' })).toBeVisible();
  await page.getByTestId('switch-apply').click();
  await expect(editor.problem('unknown-property')).toHaveCount(0);
  await editor.select('mux');
  await expect(editor.property('width')).toHaveCount(0);
});
