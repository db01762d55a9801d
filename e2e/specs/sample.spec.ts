import { expect, test } from '../support/test.ts';

const CAMERAS = ['junction', 'highway', 'street', 'plaza'];

test('the sample runs at one press: rates on the boxes, live video with boxes on a link', async ({
  editor,
  page,
}) => {
  await page.getByTestId('run').click();
  const value = async (element: string, what: string) =>
    Number(await editor.element(element).getByTestId(what).getAttribute('data-value'));
  for (const camera of CAMERAS) {
    await expect.poll(() => value(camera, 'element-fps')).toBeGreaterThan(0);
  }
  await expect.poll(() => value('detector', 'element-objects')).toBeGreaterThan(0);
  await expect.poll(() => value('detector', 'element-latency')).toBeGreaterThan(0);
  await expect(editor.element('queue').getByTestId('element-queue')).toBeVisible();

  await test.step('every camera has its latency from source to sink', async () => {
    await page.getByTestId('tab-metrics').click();
    await expect(page.getByTestId('bottleneck')).not.toBeEmpty();
    const streams = page.getByTestId('stream-latencies').locator('tbody tr');
    await expect(streams).toHaveCount(CAMERAS.length);
    await expect(streams.first()).toContainText(/\d m?s/);
  });

  await editor.clickLink('tracker.src -> tiler.sink');
  await expect
    .poll(() => editor.numDecodedFrames(), { timeout: 60_000 })
    .toBeGreaterThanOrEqual(60);
  await expect
    .poll(() => page.getByTestId('preview-objects').locator('tbody tr').count())
    .toBeGreaterThan(4);
  const numPaintedPixels = () =>
    page.getByTestId('preview-overlay').evaluate((canvas: HTMLCanvasElement) => {
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
      let count = 0;
      for (let alpha = 3; alpha < (pixels?.length ?? 0); alpha += 4) {
        count += (pixels?.[alpha] ?? 0) > 0 ? 1 : 0;
      }
      return count;
    });
  await expect.poll(numPaintedPixels).toBeGreaterThan(500);

  await test.step('one camera of the batch', async () => {
    await page.getByTestId('preview').getByRole('combobox').click();
    await page.locator('[data-option="0"]').click();
    const before = await editor.numDecodedFrames();
    await expect.poll(() => editor.numDecodedFrames()).not.toBe(before);
  });

  await test.step('closing the preview ends it; the run goes on until Stop', async () => {
    await page.getByTestId('preview-close').click();
    await expect(page.getByTestId('preview')).toHaveCount(0);
    await expect(editor.runState).toHaveText(/Playing/);
    await page.getByTestId('stop').click();
    await expect(page.getByTestId('run')).toBeVisible();
  });
});

test('a property that may change while playing is changed in the running pipeline', async ({
  editor,
  page,
}) => {
  await page.getByTestId('run').click();
  await expect(editor.runState).toHaveText(/Playing/);
  await editor.select('osd');
  await page.getByTestId('property-filter').fill('display-text');
  await editor.property('display-text').getByRole('switch').click();
  await expect(editor.property('display-text').getByTestId('live-change')).toHaveAttribute(
    'data-state',
    'applied',
  );
  await page.getByTestId('stop').click();
  await expect(page.getByTestId('run')).toBeVisible();
});
