import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../support/test.ts';

const CASCADE = `formatVersion: 1
name: Cascade
target: { platform: dgpu, deepstream: "9.1", streammux: legacy }
elements:
  camera: { factory: nvurisrcbin, properties: { uri: ../media/street.mp4 } }
  mux: { factory: nvstreammux, properties: { batch-size: 1, width: 1280, height: 720 } }
  detector: { factory: nvinfer, properties: { config-file-path: ../models/traffic/nvinfer.txt } }
  tracker: { factory: nvtracker }
  colour:
    factory: nvinfer
    properties: { config-file-path: colour.txt, batch-size: 16 }
  sink: { factory: fakesink }
links:
  - camera.vsrc_%u -> mux.sink_0
  - mux.src -> detector.sink
  - detector.src -> tracker.sink
  - tracker.src -> colour.sink
  - colour.src -> sink.sink
files:
  colour.txt: |
    [property]
    gie-unique-id=2
    process-mode=2
    operate-on-gie-id=1
    operate-on-class-ids=0;2
`;

test('a dashed arrow leads from a detector to the secondary that works on its objects', async ({
  editor,
  page,
  server,
}) => {
  await writeFile(join(server.workspace, 'pipelines', 'cascade.pipeline.yaml'), CASCADE);
  await editor.openDocument('cascade');
  await expect(editor.element('colour')).toBeVisible();
  const arrow = page.getByTestId('relation-arrow');
  await expect(arrow).toHaveCount(1);
  await expect(arrow).toHaveAttribute('data-from', 'detector');
  await expect(arrow).toHaveAttribute('data-to', 'colour');

  const label = page.getByTestId('relation-label');
  await expect(label).toHaveCount(0);
  await editor.showAll();
  await editor.element('detector').hover();
  await expect(label).toHaveText('objects of 1 · classes 0, 2');

  await page.getByTestId('canvas').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('g');
  await expect(arrow).toHaveCount(0);
  await page.getByTestId('command-view.relations').click();
  await expect(arrow).toHaveCount(1);

  await editor.select('colour');
  await expect(label).toBeVisible();
  await editor.setText('infer-on-gie-id', '7');
  await expect(arrow).toHaveCount(0);
  await expect(editor.problem('secondary-gie-id')).toContainText('works on the objects of id 7');
});
