import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../support/test.ts';

/** One element sleeps for each buffer, and the queue before it stands full. */
const SLOW_MIDDLE = `formatVersion: 1
name: Slow middle
target: { platform: dgpu, deepstream: "9.1", streammux: legacy }
elements:
  source: { factory: videotestsrc, properties: { pattern: ball } }
  quick: { factory: identity }
  waiting: { factory: queue, properties: { max-size-buffers: 5 } }
  slow: { factory: identity, properties: { sleep-time: 100000 } }
  sink: { factory: fakesink, properties: { async: false } }
links:
  - source.src -> quick.sink
  - quick.src -> waiting.sink
  - waiting.src -> slow.sink
  - slow.src -> sink.sink
`;

test('the heat map shows where the time of a run goes and which queue is full', async ({
  editor,
  page,
  server,
}) => {
  await writeFile(join(server.workspace, 'pipelines/slow.pipeline.yaml'), SLOW_MIDDLE);
  await editor.openDocument('Slow middle');
  await expect(editor.element('slow')).toBeVisible();
  const legend = page.getByTestId('heat-legend');
  await expect(legend).toHaveCount(0);
  await page.getByTestId('canvas').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('h');
  await expect(legend).toContainText('run to see it');

  await page.getByTestId('run').click();
  await expect(editor.element('slow')).toHaveAttribute('data-heat', '4');
  await expect(editor.element('slow').getByTestId('element-heat')).toHaveText(/^\d+ %$/);
  // What only waits is as hot as nothing: its mark tells how full it is.
  await expect(editor.element('waiting')).not.toHaveAttribute('data-heat');
  await expect(editor.element('waiting').getByTestId('queue-fill')).toHaveAttribute(
    'data-value',
    '1',
  );
  await expect(editor.element('quick')).toHaveAttribute('data-heat', '0');
  await expect(legend).toContainText(/of [\d.]+ m?s/);

  await page.keyboard.press('Alt+m');
  const row = page.locator('[data-element-row="waiting"]');
  await expect(row).toContainText('100 %');
  await expect(page.getByTestId('bottleneck')).toContainText('slow is busy');
  await page.getByTestId('bottleneck').getByRole('button').click();
  await expect(page.getByTestId('element-name')).toHaveValue('slow');

  await page.getByTestId('command-view.heat').click();
  await expect(legend).toHaveCount(0);
  await expect(editor.element('slow')).not.toHaveAttribute('data-heat');
  await expect(page.getByTestId('queue-fill')).toHaveCount(0);
});
