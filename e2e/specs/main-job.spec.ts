import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NATIVE_BUILD, runToEnd } from '../support/processes.ts';
import { expect, test } from '../support/test.ts';

/** Text fields the detector's chain needs; paths start at the document's folder. */
const CHAIN = [
  'nvurisrcbin',
  'nvstreammux',
  'nvinfer',
  'nvtracker',
  'nvdsosd',
  'fakesink',
] as const;

test('draw, check, run, watch, export: from an empty canvas', async ({ editor, page, server }) => {
  test.setTimeout(240_000);
  await editor.startEmptyPipeline();

  await test.step('elements come by keyboard and by mouse', async () => {
    await editor.addByKeyboard('nvurisrcbin');
    await editor.addByKeyboard('nvstreammux');
    await editor.addByMouse('nvinfer', { x: 740, y: 110 });
    await editor.addByMouse('nvtracker', { x: 120, y: 470 });
    await editor.addByMouse('nvdsosd', { x: 400, y: 470 });
    await editor.addByMouse('fakesink', { x: 640, y: 470 });
    for (const factory of CHAIN) {
      await expect(editor.element(`${factory}0`)).toBeVisible();
    }
    await expect(page.getByTestId('element-box')).toHaveCount(CHAIN.length);
    await editor.showAll();
  });

  await test.step('links are drawn from pad to pad, and refused with the reason', async () => {
    await expect(editor.pad('nvurisrcbin0', 'vsrc_%u')).toBeInViewport();
    await editor.dragBetween(editor.pad('nvstreammux0', 'src'), editor.pad('nvdsosd0', 'sink'));
    await expect(page.getByTestId('connection-hint')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.mouse.up();
    if ((await page.locator('.react-flow__edge').count()) > 0) {
      await page.keyboard.press('Control+z');
    }
    await expect(page.locator('.react-flow__edge')).toHaveCount(0);

    const links = [
      ['nvurisrcbin0', 'vsrc_%u', 'nvstreammux0', 'sink_%u'],
      ['nvstreammux0', 'src', 'nvinfer0', 'sink'],
      ['nvinfer0', 'src', 'nvtracker0', 'sink'],
      ['nvtracker0', 'src', 'nvdsosd0', 'sink'],
      ['nvdsosd0', 'src', 'fakesink0', 'sink'],
    ] as const;
    for (const [index, [from, fromPad, to, toPad]] of links.entries()) {
      await editor.drawLink(editor.pad(from, fromPad), editor.pad(to, toPad));
      await expect(page.locator('.react-flow__edge')).toHaveCount(index + 1);
    }
  });

  await test.step('the drawing is put in order', async () => {
    await page.getByTestId('command-layout.arrange').click();
    const left = async (factory: string) =>
      (await editor.element(`${factory}0`).boundingBox())?.x ?? Number.NaN;
    for (const [index, factory] of CHAIN.slice(1).entries()) {
      await expect
        .poll(async () => (await left(factory)) - (await left(CHAIN[index] ?? '')))
        .toBeGreaterThan(0);
    }
    await editor.showAll();
  });

  await test.step('wrong values are refused with their reason and mended by a quick fix', async () => {
    await editor.select('nvstreammux0');
    await editor.setText('batch-size', '0');
    await expect(editor.property('batch-size').getByTestId('field-finding')).toContainText('1');
    await editor.property('batch-size').getByTestId('quick-fix').first().click();
    await expect(editor.property('batch-size').getByRole('textbox')).toHaveValue('1');
    await expect(editor.property('batch-size').getByTestId('field-finding')).toHaveCount(0);

    await editor.setText('width', 'wide');
    await expect(editor.problem('property-type')).toContainText('wide');
    await expect(editor.property('width')).toHaveAttribute('data-severity', 'error');
    await page.getByTestId('run').click();
    await expect(editor.runState).not.toHaveText(/Playing/);
    await editor.property('width').getByTestId('quick-fix').first().click();
    await expect(editor.problem('property-type')).toHaveCount(0);
    await editor.setText('width', '1280');
    await editor.setText('height', '720');

    // A list offers no wrong choice: the text view does not stop one.
    await editor.property('interpolation-method').getByRole('combobox').click();
    await page.locator('[data-option="Nearest"]').click();
    await page.getByTestId('view-yaml').click();
    await page.locator('.view-line', { hasText: 'interpolation-method' }).click();
    await page.keyboard.press('End');
    await page.keyboard.press('Shift+Home');
    await page.keyboard.type('interpolation-method: Neerest');
    await page.getByTestId('view-canvas').click();
    const wrongEnum = editor.problem('unknown-enum-value');
    await expect(wrongEnum).toContainText('Neerest');
    await wrongEnum.getByTestId('quick-fix').filter({ hasText: 'Nearest' }).click();
    await expect(wrongEnum).toHaveCount(0);
  });

  await test.step('the rest is filled in', async () => {
    await editor.select('nvurisrcbin0');
    await editor.setText('uri', '../media/street.mp4');
    await editor.select('nvinfer0');
    await editor.setText('config-file-path', '../models/traffic/nvinfer.txt');
    await editor.select('nvtracker0');
    await editor.setText(
      'll-lib-file',
      '/opt/nvidia/deepstream/deepstream/lib/libnvds_nvmultiobjecttracker.so',
    );
    await editor.select('fakesink0');
    await page.getByTestId('property-filter').fill('sync');
    await editor.property('sync').getByRole('switch').click();
    await page.getByTestId('property-filter').fill('');
    await expect(page.locator('[data-testid="problem"][data-severity="error"]')).toHaveCount(0);
  });

  await test.step('saved, it is a file that a person can read', async () => {
    await page.keyboard.press('Control+s');
    await page.getByTestId('name-dialog-input').fill('One camera');
    await page.getByTestId('name-dialog-ok').click();
    await expect(page.getByTestId('dirty')).toHaveCount(0);
    const text = await readFile(
      join(server.workspace, 'pipelines/one-camera.pipeline.yaml'),
      'utf8',
    );
    expect(text).toContain('name: One camera');
    expect(text).toContain('- nvstreammux0.src -> nvinfer0.sink');
    expect(text).toContain('interpolation-method: Nearest');
  });

  await test.step('run: frames, objects and live video of a link', async () => {
    await page.getByTestId('run').click();
    await expect(editor.runState).toHaveText(/Playing/);
    await expect(page.getByTestId('runtime-badge')).toHaveText(/stand-in/i);
    await expect
      .poll(async () =>
        Number(
          await editor
            .element('nvurisrcbin0')
            .getByTestId('element-fps')
            .getAttribute('data-value'),
        ),
      )
      .toBeGreaterThan(0);
    await editor.clickLink('nvtracker0.src -> nvdsosd0.sink');
    await expect
      .poll(() => editor.numDecodedFrames(), { timeout: 60_000 })
      .toBeGreaterThanOrEqual(60);
    await expect
      .poll(async () =>
        Number(
          await editor
            .element('nvinfer0')
            .getByTestId('element-objects')
            .getAttribute('data-value'),
        ),
      )
      .toBeGreaterThan(0);
  });

  await test.step('track ids stay with their objects', async () => {
    const tracks = () =>
      page
        .getByTestId('preview-objects')
        .locator('tbody tr')
        .evaluateAll((rows) =>
          rows.map((row) => `${row.getAttribute('data-label')} ${row.getAttribute('data-track')}`),
        );
    await expect.poll(async () => (await tracks()).length).toBeGreaterThan(0);
    const before = await tracks();
    const frames = await editor.numDecodedFrames();
    await expect.poll(() => editor.numDecodedFrames()).toBeGreaterThan(frames + 5);
    const after = await tracks();
    expect(before.filter((track) => after.includes(track)).length).toBeGreaterThan(0);
    expect(before.every((track) => /\d/.test(track))).toBe(true);
  });

  await test.step('stop', async () => {
    await page.getByTestId('stop').click();
    await expect(page.getByTestId('run')).toBeVisible();
    await expect(editor.runState).toHaveText(/Finished|Not running|Stopped/i);
  });

  await test.step('the exported command runs to its end with gst-launch-1.0', async () => {
    await page.getByTestId('command-file.export').click();
    await page.getByTestId('export-gst-launch').click();
    const download = page.waitForEvent('download');
    await page.getByTestId('export-download').click();
    const path = join(server.workspace, 'pipelines', 'launch.sh');
    await (await download).saveAs(path);
    const launched = await runToEnd('sh', [path], {
      cwd: join(server.workspace, 'pipelines'),
      env: { GST_PLUGIN_PATH: join(NATIVE_BUILD, 'standin') },
    });
    expect(launched.exitCode, launched.stderr + launched.stdout).toBe(0);
    expect(launched.stdout).toContain('Got EOS from element');
  });
});
