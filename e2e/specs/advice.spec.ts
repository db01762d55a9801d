import { expect, test } from '../support/test.ts';

test('advice shows its arithmetic, applies as an edit, and undo brings the old state back', async ({
  editor,
  page,
}) => {
  await page.getByTestId('tab-advice').click();
  const advice = page.getByTestId('advice');
  const item = (id: string) => advice.locator(`[data-advice="${id}"]`);
  await expect(item('mux-batch-size:mux')).toHaveAttribute('data-state', 'already-so');
  await expect(item('gpu-memory')).toContainText('MiB at least');

  const queue = item('queue-limits:queue');
  await expect(queue).toHaveAttribute('data-state', 'differs');
  await queue.locator('summary').click();
  await expect(queue.getByTestId('advice-arithmetic')).toContainText(
    "'mux' has 4 buffers; 10 x 4 = 40",
  );
  await queue.getByTestId('apply-advice').click();
  await expect(queue).toHaveAttribute('data-state', 'already-so');
  await expect(queue.getByTestId('apply-advice')).toHaveCount(0);

  await editor.element('queue').click();
  await page.keyboard.press('Control+z');
  await expect(queue).toHaveAttribute('data-state', 'differs');
});
