import { expect, it } from 'vitest';
import { folderOf, relativePath, workspacePath } from './workspace-paths.ts';

it.each([
  ['pipelines', 'media/a.mp4', '../media/a.mp4'],
  ['pipelines', 'pipelines/tracker.yml', 'tracker.yml'],
  ['pipelines/site', 'pipelines/models/b.txt', '../models/b.txt'],
  ['', 'media/a.mp4', 'media/a.mp4'],
])('from %s, %s is written %s, and read back', (folder, target, written) => {
  expect(relativePath(folder, target)).toBe(written);
  expect(workspacePath(folder, written)).toBe(target);
});

it('knows what is no path of the workspace', () => {
  expect(workspacePath('pipelines', '../../etc/passwd')).toBeUndefined();
  expect(workspacePath('pipelines', '/etc/passwd')).toBeUndefined();
  expect(workspacePath('pipelines', 'rtsp://camera/1')).toBeUndefined();
  expect(folderOf('a.yaml')).toBe('');
});
