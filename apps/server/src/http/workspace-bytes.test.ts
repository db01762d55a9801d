import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

describe('bytes of workspace files', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer({ files: { 'media/page.html': '<script>alert(1)</script>' } });
  });
  afterEach(() => server.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/workspace-file?path=${encodeURIComponent(path)}`, { headers });

  it('come as they are, whatever the file holds', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
    await mkdir(join(server.workspace, 'models/.cache'), { recursive: true });
    await writeFile(join(server.workspace, 'models/.cache/a b&c.onnx'), bytes);
    const response = await get('models/.cache/a b&c.onnx');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe('70000');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  it('are never a page of this server', async () => {
    const { headers } = await get('media/page.html');
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toBe('attachment');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it('are refused to foreign pages', async () => {
    const response = await get('media/page.html', { origin: 'http://evil.example' });
    expect(response.status).toBe(403);
  });

  it('come from the workspace only', async () => {
    await symlink('/etc', join(server.workspace, 'way-out'));
    for (const path of ['/etc/passwd', '../../../etc/passwd', 'way-out/passwd', 'a\0b']) {
      const response = await get(path);
      expect(response.status, path).toBe(403);
      expect(await response.text()).toContain('outside the workspace');
    }
  });

  it('need a file that is there', async () => {
    const missing = await get('media/gone.mp4');
    expect(missing.status).toBe(404);
    expect(await missing.text()).toContain('media/gone.mp4');
    expect((await get('media')).status).toBe(400);
    expect((await get('')).status).toBe(400);
    expect((await get('media/page.html/inside')).status).toBe(404);
  });
});
