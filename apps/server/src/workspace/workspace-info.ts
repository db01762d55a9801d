/** What the editor is told of the server behind it. */
import { basename } from 'node:path';
import type { ServerInfo } from '@pipewright/protocol';
import type { RegistryState } from '../registry/live-registry.ts';

export function workspaceInfo(
  version: string,
  workspace: string,
  state: RegistryState,
): ServerInfo {
  const info = { version, workspace: { name: basename(workspace), root: workspace } };
  if (!state.ok) {
    return { ...info, problem: state.problem };
  }
  const { runtime: name, gstreamerVersion } = state.registry;
  return { ...info, runtime: { name, gstreamerVersion } };
}
