import { expect, test } from '../support/test.ts';

test('an nvinfer dropped before the muxer explains itself, and moves behind it', async ({
  editor,
  page,
}) => {
  await editor.showAll();
  await editor.dropOnLink('nvinfer', 'junction.vsrc_%u -> mux.sink_0');
  await expect(editor.link('nvinfer0.src -> mux.sink_0')).toBeAttached();
  const problem = editor.problem('inference-needs-mux');
  await expect(problem).toContainText(
    "'nvinfer0' (nvinfer) works on batches, but no nvstreammux comes before it: 'mux' makes them only behind it",
  );
  await problem.getByRole('button', { name: 'Move nvinfer0 behind mux' }).click();
  await expect(problem).toHaveCount(0);
  for (const id of [
    'junction.vsrc_%u -> mux.sink_0',
    'mux.src -> nvinfer0.sink',
    'nvinfer0.src -> detector.sink',
  ]) {
    await expect(editor.link(id)).toBeAttached();
  }
  const [mux, moved] = await Promise.all([
    editor.element('mux').boundingBox(),
    editor.element('nvinfer0').boundingBox(),
  ]);
  expect(moved?.x).toBeGreaterThan((mux?.x ?? 0) + (mux?.width ?? 0));

  await page.getByTestId('canvas').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Control+z');
  await expect(problem).toBeVisible();
});
