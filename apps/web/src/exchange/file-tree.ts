/** Paths as rows of a tree. */
export interface TreeRow {
  readonly depth: number;
  readonly name: string;
  /** Whole path of a file; absent for a folder. */
  readonly path?: string;
}

/** The files that lie at the top first, in their order; then each folder with what is in it. */
export function treeRows(paths: readonly string[]): readonly TreeRow[] {
  return rowsBelow(
    paths.map((path) => ({ path, parts: path.split('/') })),
    0,
  );
}

interface SplitPath {
  readonly path: string;
  readonly parts: readonly string[];
}

function rowsBelow(paths: readonly SplitPath[], depth: number): TreeRow[] {
  const files: TreeRow[] = [];
  const folders = new Map<string, SplitPath[]>();
  for (const each of paths) {
    const name = each.parts[depth] ?? '';
    if (each.parts.length === depth + 1) {
      files.push({ depth, name, path: each.path });
    } else {
      const inside = folders.get(name);
      if (inside === undefined) {
        folders.set(name, [each]);
      } else {
        inside.push(each);
      }
    }
  }
  return [
    ...files,
    ...[...folders].flatMap(([name, inside]) => [
      { depth, name: `${name}/` },
      ...rowsBelow(inside, depth + 1),
    ]),
  ];
}
