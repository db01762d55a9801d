import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../support/test.ts';

/** A branch gets nothing: its sink waits for a first buffer, and the pipeline for the sink. */
const STARVED = `formatVersion: 1
name: Starved
target:
  platform: dgpu
  deepstream: "9.1"
elements:
  source:
    factory: videotestsrc
  split:
    factory: tee
  main-queue:
    factory: queue
  main-sink:
    factory: fakesink
  side-queue:
    factory: queue
  filter:
    factory: valve
    properties:
      drop: true
  side-sink:
    factory: fakesink
links:
  - from: source.src
    to: split.sink
  - from: split.src_0
    to: main-queue.sink
  - from: main-queue.src
    to: main-sink.sink
  - from: split.src_1
    to: side-queue.sink
  - from: side-queue.src
    to: filter.sink
  - from: filter.src
    to: side-sink.sink
`;

test('a pipeline that never prerolls names its sinks, is fixed by a click, and runs', async ({
  editor,
  page,
  server,
}) => {
  await writeFile(join(server.workspace, 'pipelines/starved.pipeline.yaml'), STARVED);
  await editor.openDocument('Starved');
  await expect(editor.element('side-sink')).toBeVisible();
  await page.getByTestId('run').click();

  const finding = editor.problem('not-prerolled');
  await expect(finding).toContainText("'side-sink' waits for its first buffer");
  await expect(finding).toContainText("'filter' (valve) is closed");
  await expect(finding).not.toContainText("'main-sink'");
  await expect(editor.element('side-sink').getByLabel('Has errors')).toBeVisible();

  await finding.getByText(/^Evidence/).click();
  await finding.getByRole('button', { name: /filter\.src has given no buffer/ }).click();
  await expect(page.getByTestId('element-name')).toHaveValue('filter');
  await expect(page.getByTestId('diagnosis-note')).toContainText('side-sink');

  await finding.getByRole('button', { name: "Set async to false on 'side-sink'" }).click();
  await editor.select('side-sink');
  await expect(editor.property('async').getByRole('switch')).not.toBeChecked();

  await page.getByTestId('stop').click();
  // EOS gets nowhere in it, which the stop waits out.
  await expect(editor.runState).toHaveText(/Finished/, { timeout: 60_000 });
  await page.getByTestId('run').click();
  await expect(editor.runState).toHaveText(/Playing/);
  await expect(finding).toHaveCount(0);
});
