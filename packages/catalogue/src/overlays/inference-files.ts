/** Files of the elements that infer, track and prepare. */
import type { PropertyFile, PropertyFiles } from '../property-files.ts';

const config: PropertyFile = { kind: 'file', access: 'read' };
const library: PropertyFile = { kind: 'library', access: 'read' };
/** An engine that is missing is built and saved there. */
const engine: PropertyFile = { kind: 'file', access: 'write' };
const trackerConfig: PropertyFile = {
  kind: 'file',
  access: 'read',
  separator: ';',
};

const infer = { 'config-file-path': config, 'model-engine-file': engine };
const tracker = { 'll-config-file': trackerConfig, 'll-lib-file': library };

export const inferenceFiles: PropertyFiles = {
  nvinfer: infer,
  nvinferbin: infer,
  nvinferaudio: infer,
  nvinferserver: { 'config-file-path': config },
  nvinferserverbin: { 'config-file-path': config },
  nvtracker: tracker,
  nvtrackerbin: tracker,
  nvdspreprocess: { 'config-file': config },
  nvdspostprocess: {
    'postprocesslib-name': library,
    'postprocesslib-config-file': config,
  },
  nvdsanalytics: { 'config-file': config },
  nvanalyticsbin: { 'config-file': config },
  nvdewarper: { 'config-file': config },
  nvdewarperbin: { 'config-file': config },
  nvdsmetamux: { 'config-file': config },
  nvdsvideotemplate: { 'config-file': config, 'customlib-name': library },
  nvdsaudiotemplate: { 'customlib-name': library },
  nvds3dbridge: { 'config-file': config },
  nvds3dfilter: { 'config-file': config },
  nvds3dmixer: { 'config-file': config },
  nvds_text_to_speech: { 'config-file': config, 'customlib-name': library },
  nvdsasr: { 'config-file': config, 'customlib-name': library },
  nvdsmetaextract: { 'deserialize-lib': library },
  nvdsmetainsert: { 'serialize-lib': library },
  nvdstextembedder: {
    'onnx-model-path': config,
    'tokenizer-dir': { kind: 'folder', access: 'read' },
  },
  nvdsvisionencoder: { 'onnx-model': config },
  nvreplay: { 'label-dir': { kind: 'folder', access: 'read' } },
  nvstreammux: { 'config-file-path': config },
};
