/** Serves the bytes of a file of the workspace, for what the editor packs into a bundle. */
import { stat } from 'node:fs/promises';
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../errors/app-error.ts';
import { STATUS_BY_REASON } from '../errors/http-status.ts';
import { containedPath } from '../workspace/contained-path.ts';
import { readRefusal } from '../workspace/read-refusal.ts';

/** Where it is served: `GET /workspace-file?path=media/street.mp4`. */
export const WORKSPACE_FILE_ROUTE = '/workspace-file';

/** Larger files don't go through a browser, which holds a bundle in memory. */
const MAX_FILE_BYTES = 1024 ** 3;
const MAX_PATH_LENGTH = 4096;

/**
 * By the path in the workspace, as a download: whatever the file holds, the browser shows it to no
 * one. Folders, special files and ways out of the workspace are refused.
 */
export function workspaceBytes(workspace: string): RequestHandler {
  return async (request, response, next) => {
    try {
      await send(workspace, request, response, next);
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      response.status(STATUS_BY_REASON[error.reason]).type('text').send(error.message);
    }
  };
}

async function send(
  workspace: string,
  request: Request,
  response: Response,
  next: (error: unknown) => void,
): Promise<void> {
  const { path } = request.query;
  if (typeof path !== 'string' || path === '' || path.length > MAX_PATH_LENGTH) {
    throw new Refusal('bad-request', 'Name one file: /workspace-file?path=media/street.mp4');
  }
  const { file, isFile, sizeBytes } = await find(workspace, path);
  if (!isFile) {
    throw new Refusal('bad-request', `"${path}" is not a file.`);
  }
  if (sizeBytes > MAX_FILE_BYTES) {
    throw new Refusal('bad-request', `"${path}" is larger than 1 GiB: copy it on the disk.`);
  }
  response.set({
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': 'attachment',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  response.sendFile(file, { dotfiles: 'allow', cacheControl: false }, (error?: Error) => {
    if (error !== undefined && !response.headersSent) {
      next(error);
    }
  });
}

interface FoundFile {
  /** Absolute. */
  readonly file: string;
  readonly isFile: boolean;
  readonly sizeBytes: number;
}

async function find(workspace: string, path: string): Promise<FoundFile> {
  try {
    const file = await containedPath(workspace, path);
    const stats = await stat(file);
    return { file, isFile: stats.isFile(), sizeBytes: stats.size };
  } catch (error) {
    throw readRefusal(path, error);
  }
}
