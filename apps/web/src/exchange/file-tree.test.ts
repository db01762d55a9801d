import { expect, it } from 'vitest';
import { treeRows } from './file-tree.ts';

it('shows files before folders, each folder once', () => {
  const rows = treeRows([
    'README.md',
    'app/src/main.py',
    'run.sh',
    'app/Dockerfile',
    'app/src/a.py',
  ]);
  expect(rows.map(({ depth, name, path }) => `${' '.repeat(depth)}${name} ${path ?? ''}`)).toEqual([
    'README.md README.md',
    'run.sh run.sh',
    'app/ ',
    ' Dockerfile app/Dockerfile',
    ' src/ ',
    '  main.py app/src/main.py',
    '  a.py app/src/a.py',
  ]);
});
