/** What is done with a pipeline while it runs: places, pictures, graph, log levels, sources. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { EditorPage } from '../support/editor-page.ts';
import { expect, test } from '../support/test.ts';
import { writeWorkspace } from '../support/workspace.ts';

/** Two videos, batched, with a sink that holds its last picture. */
const DOCUMENT = `formatVersion: 1
name: Controls
target: { platform: dgpu, deepstream: "9.1", streammux: legacy }
elements:
  left:
    factory: nvurisrcbin
    properties: { uri: ../media/junction.mp4, file-loop: true }
  right:
    factory: nvurisrcbin
    properties: { uri: ../media/street.mp4, file-loop: true }
  mux:
    factory: nvstreammux
    properties: { batch-size: 4, width: 640, height: 360, batched-push-timeout: 40000 }
  sink:
    factory: fakesink
    properties: { sync: true, enable-last-sample: true }
links:
  - left.vsrc_%u -> mux.sink_0
  - right.vsrc_%u -> mux.sink_1
  - mux.src -> sink.sink
`;

async function positionOf(page: Page): Promise<number> {
  return Number(await page.getByTestId('position').getAttribute('data-millis'));
}

let editor: EditorPage;
test.beforeEach(async ({ server, page }) => {
  await writeWorkspace(server.workspace, DOCUMENT);
  editor = new EditorPage(page);
  await editor.open(server.url);
  await editor.openDocument('Controls');
  await expect(editor.element('left')).toBeVisible();
  await expect(page.getByTestId('transport')).toHaveCount(0);
  await page.getByTestId('run').click();
  await expect(editor.runState).toHaveText(/Playing/);
});

test('a paused run is scrubbed and stepped', async ({ page }) => {
  const step = page.getByTestId('command-run.step');
  await expect(step).toBeDisabled();
  await step.hover();
  await expect(page.getByRole('tooltip')).toContainText('pause the run first');
  await page.keyboard.press('Alt+p');
  await expect(editor.runState).toHaveText(/Paused/);

  const scrub = page.getByTestId('scrub');
  const length = Number(await scrub.getAttribute('max'));
  const box = await scrub.boundingBox();
  await scrub.click({ position: { x: (box?.width ?? 0) / 2, y: (box?.height ?? 0) / 2 } });
  await expect.poll(() => positionOf(page)).toBeGreaterThan(length * 0.3);
  await expect.poll(() => positionOf(page)).toBeLessThan(length * 0.7);

  const before = await positionOf(page);
  await page.getByTestId('canvas').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('.');
  await expect.poll(() => positionOf(page)).toBeGreaterThan(before);
  const stepped = await positionOf(page);
  await page.keyboard.press('[');
  await expect.poll(() => positionOf(page)).toBeLessThan(stepped);

  await page.keyboard.press('Alt+p');
  await expect(editor.runState).toHaveText(/Playing/);
  const resumed = await positionOf(page);
  await expect.poll(() => positionOf(page)).toBeGreaterThan(resumed);
});

test('a snapshot of one link is shown and saved', async ({ page }) => {
  await editor.showAll();
  await editor.clickLink('mux.src -> sink.sink');
  await page.keyboard.press('s');
  const picture = page.getByTestId('snapshot');
  await expect(picture).toBeVisible();
  // Two tiles of 640x360 for a batch of up to four are two rows of two.
  await expect(page.getByTestId('snapshot-size')).toContainText('1280×720');
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId('snapshot-save').click(),
  ]);
  expect(saved.suggestedFilename()).toMatch(/^mux-.*\.png$/);
  const bytes = await readFile(await saved.path());
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
});

test('the graph of the running pipeline is shown and saved', async ({ page }) => {
  await page.keyboard.press('Alt+g');
  await expect(page.getByTestId('run-graph-save')).toBeEnabled();
  // The text's editor is large and comes last.
  await expect(page.getByTestId('run-graph')).toContainText('digraph', { timeout: 60_000 });
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId('run-graph-save').click(),
  ]);
  expect((await readFile(await saved.path())).toString()).toContain('mux');
});

test('log levels are set while the pipeline runs', async ({ page, server }) => {
  await page.keyboard.press('Alt+l');
  await page.getByTestId('log-thresholds').fill('nvstreammux:loud');
  await page.getByTestId('log-thresholds-set').click();
  await expect(page.getByTestId('log-levels-dialog').getByRole('alert')).toContainText(
    "'nvstreammux:loud'",
  );
  await page.getByTestId('log-thresholds').fill('basesink:6');
  await page.getByTestId('log-thresholds-set').click();
  await expect(page.locator('[data-category="basesink"]')).toContainText('LOG');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('logs')).toContainText('basesink');
  await page.getByTestId('stop').click();
  await expect(editor.runState).toHaveText(/Finished/);
  expect(await readFile(join(server.workspace, 'pipelines/test.pipeline.yaml'), 'utf8')).toBe(
    DOCUMENT,
  );
});

test('a source joins a run and leaves it', async ({ page }) => {
  await editor.select('mux');
  const sources = page.getByTestId('mux-sources');
  await expect(sources.locator('[data-source]')).toHaveCount(2);
  await page.getByTestId('source-address').fill('../media/plaza.mp4');
  await page.getByTestId('source-add').click();
  await expect(page.getByText(/Added to the run: nvurisrcbin/)).toBeVisible();
  await expect(sources.locator('[data-source]')).toHaveCount(3);
  const added = await sources.locator('[data-source]').last().getAttribute('data-source');
  await editor.select(added ?? '');
  await page.getByTestId('source-remove').click();
  await expect(page.getByText(/Removed from the run: nvurisrcbin/)).toBeVisible();
  await expect(editor.element(added ?? '')).toHaveCount(0);
  await expect(editor.runState).toHaveText(/Playing/);
});
