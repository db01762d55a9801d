/** The ONNX Runtime library that the npm package `onnxruntime-node` ships. */
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './console.mjs';
import { ROOT } from './paths.mjs';

/** Absolute path of libonnxruntime.so.1 for this platform. Throws SetupError when there is none. */
export function onnxRuntimeLibrary() {
  const link = join(ROOT, 'packages/supervisor/node_modules/onnxruntime-node');
  const binFolder = existsSync(link) ? join(realpathSync(link), 'bin') : '';
  const api = binFolder && readdirSync(binFolder).find((name) => name.startsWith('napi-'));
  const library = api
    ? join(binFolder, api, process.platform, process.arch, 'libonnxruntime.so.1')
    : '';
  if (!library || !existsSync(library)) {
    throw new SetupError(
      `onnxruntime-node holds no ONNX Runtime for ${process.platform}-${process.arch}; ` +
        'the CPU stand-in runs on Linux x64 and arm64.',
    );
  }
  return library;
}
