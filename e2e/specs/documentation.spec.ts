import { expect, test } from '../support/test.ts';

test('F1 explains the selected element; a property is searched and set by keyboard', async ({
  editor,
  page,
}) => {
  await editor.element('osd').click();
  await page.keyboard.press('F1');
  const docs = page.getByTestId('docs');
  await expect(docs.getByTestId('docs-factory')).toHaveAttribute('data-factory', 'nvdsosd');
  await expect(docs.locator('[data-docs-pad="sink"]')).toContainText('NV12, RGBA');
  await expect(page.getByTestId('docs-search')).toBeFocused();

  await page.keyboard.type('clock font size');
  const rows = docs.locator('[data-docs-property]');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('60 or less');
  await expect(rows).toContainText('default 12');
  await page.keyboard.press('ArrowDown');
  await expect(rows).toBeFocused();
  await page.keyboard.press('Enter');

  const field = editor.property('clock-font-size').getByRole('textbox');
  await expect(field).toHaveValue('12');
  await expect(field).toBeFocused();
  await expect(rows).toContainText('Set to 12');
  await page.getByTestId('view-split').click();
  await expect(page.locator('.view-line', { hasText: 'clock-font-size: 12' })).toBeVisible();
});

test('F1 in a field explains that property', async ({ editor, page }) => {
  await editor.select('mux');
  await editor.property('batched-push-timeout').getByRole('textbox').focus();
  await page.keyboard.press('F1');
  await expect(page.getByTestId('docs-search')).toHaveValue('batched-push-timeout');
  await expect(
    page.getByTestId('docs').locator('[data-docs-property="batched-push-timeout"]'),
  ).toContainText('Set to 40000');
});

test('a palette entry is explained and added from its documentation', async ({ editor, page }) => {
  await page.getByTestId('palette-search').fill('nvdsanalytics');
  await page.getByTestId('palette-search').press('ArrowDown');
  await expect(page.locator('[data-factory="nvdsanalytics"]').first()).toBeFocused();
  await page.keyboard.press('F1');
  const docs = page.getByTestId('docs');
  await expect(docs.getByTestId('docs-factory')).toHaveAttribute('data-factory', 'nvdsanalytics');
  await expect(docs).toContainText('nvdsanalytics settings');
  await docs.getByTestId('docs-add').click();
  await expect(editor.element('nvdsanalytics0')).toBeVisible();
});

test('the palette lists what other targets have only when asked, and says why', async ({
  editor,
}) => {
  const { page } = editor;
  const entry = page.locator('[data-testid="palette-item"][data-factory="nvdrmvideosink"]');
  await page.getByTestId('palette-search').fill('nvdrmvideosink');
  await expect(entry).toHaveCount(0);
  await page.getByTestId('palette-all').click();
  await expect(entry).toContainText('only on jetson');
});

test('an older target lacks what came later', async ({ editor, page }) => {
  await editor.startEmptyPipeline();
  await page.getByTestId('target-deepstream').click();
  await page.getByRole('option', { name: '6.3' }).click();
  await expect(page.getByTestId('target-deepstream')).toHaveAttribute('data-value', '6.3');
  await editor.addByKeyboard('nvinfer');
  await page.keyboard.press('F1');
  await page.keyboard.type('strongly-typed');
  await expect(
    page.getByTestId('docs').locator('[data-docs-property="strongly-typed"]'),
  ).toContainText("not in the target's version");
});
