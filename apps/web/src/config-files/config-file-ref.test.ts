import { expect, it } from 'vitest';
import { folderOfPathsIn, refOf, writtenPath } from './config-file-ref.ts';

const context = { folder: 'pipelines', root: '/srv/workspace' };
const files = { 'tracker.yml': '', 'a/b.txt': '' };

it.each([
  ['tracker.yml', { kind: 'owned', name: 'tracker.yml' }],
  ['./a/b.txt', { kind: 'owned', name: 'a/b.txt' }],
  ['other.yml', { kind: 'disk', path: 'pipelines/other.yml' }],
  ['../models/x.txt', { kind: 'disk', path: 'models/x.txt' }],
  ['/srv/workspace/models/x.txt', { kind: 'disk', path: 'models/x.txt' }],
  ['/opt/sdk/x.txt', { kind: 'disk', path: '/opt/sdk/x.txt' }],
  ['../../secret.txt', { kind: 'disk', path: '../secret.txt' }],
  ['${file}', undefined],
  ['rtsp://camera/1', undefined],
  ['', undefined],
])('%s', (written, expected) => {
  expect(refOf(written, files, context)).toEqual(expected);
});

it('writes a file the way the document names it', () => {
  expect(writtenPath({ kind: 'disk', path: 'models/x.txt' }, 'pipelines')).toBe('../models/x.txt');
  expect(writtenPath({ kind: 'disk', path: '/opt/x.txt' }, 'pipelines')).toBe('/opt/x.txt');
  expect(writtenPath({ kind: 'owned', name: 'a.txt' }, 'pipelines')).toBe('a.txt');
});

it('knows where the paths inside start', () => {
  expect(folderOfPathsIn({ kind: 'owned', name: 'a/b.txt' }, 'pipelines')).toBe('pipelines');
  expect(folderOfPathsIn({ kind: 'disk', path: 'models/x.txt' }, 'pipelines')).toBe('models');
  expect(folderOfPathsIn({ kind: 'disk', path: 'x.txt' }, 'pipelines')).toBe('');
});
