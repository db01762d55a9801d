import { testRule } from '../rule-harness.ts';
import { trackerConfig } from './tracker-config.ts';

const tracker = { 'll-config-file': 't.yml', 'tracker-width': 640, 'tracker-height': 384 };
const elements = { t: ['nvtracker', tracker] } as const;
const withText = (text: string) => ({ elements, files: { 't.yml': text } });
const twoSources = (properties: Record<string, string>) => ({
  elements: {
    a: 'nvurisrcbin',
    b: 'nvurisrcbin',
    m: 'nvstreammux',
    t: ['nvtracker', { ...tracker, ...properties }],
  } as const,
  links: ['a.vsrc_0 -> m.sink_0', 'b.vsrc_0 -> m.sink_1', 'm.src -> t.sink'],
});
const reid = 'ReID:\n  reidType: 2\n  onnxFile: r.onnx\n';
const pva = 'VisualTracker:\n  visualTrackerType: 2\n  vpiBackend4DcfTracker: 2\n';

testRule(
  trackerConfig,
  {
    ReID: withText(reid),
    'visual features': withText('VisualTracker:\n  visualTrackerType: 1\n'),
    'an odd size without features': {
      elements: { t: ['nvtracker', { ...tracker, 'tracker-width': 500 }] },
      files: { 't.yml': 'BaseConfig:\n  minDetectorConfidence: 0\n' },
    },
    'PVA on Jetson': {
      ...withText(`${pva}  useColorNames: 1\n  useHog: 1\n  featureImgSizeLevel: 3\n`),
      target: { platform: 'jetson' },
    },
    'sub-batches of all sources': {
      ...twoSources({ 'sub-batches': '0;1', 'll-config-file': 't.yml;u.yml' }),
      files: { 't.yml': reid, 'u.yml': reid },
    },
    'a camera for each source': {
      ...twoSources({}),
      files: { 't.yml': 'ObjectModelProjection:\n  cameraModelFilepath: [a.yml, b.yml]\n' },
    },
  },
  {
    'PVA on x86': {
      ...withText(pva),
      finds: [/vpiBackend4DcfTracker 2 is the PVA, which only Jetson has/],
      severity: 'error',
      fixes: ['Set vpiBackend4DcfTracker to 1'],
    },
    'PVA with other features': {
      ...withText(`${pva}  useHog: 1\n  featureImgSizeLevel: 2\n`),
      target: { platform: 'jetson' },
      finds: [/the PVA .* needs featureImgSizeLevel 3, got 2/],
      severity: 'error',
      fixes: ['Set featureImgSizeLevel to 3'],
    },
    'ReID without a model': {
      ...withText('ReID:\n  reidType: 2\n'),
      finds: [/reidType 2 needs a model/],
    },
    'a file that a library of another kind reads before': {
      elements: {
        o: ['nvtracker', { ...tracker, 'll-lib-file': '/opt/libother.so' }],
        t: ['nvtracker', tracker],
      },
      files: { 't.yml': 'ReID:\n  reidType: 2\n' },
      finds: [/reidType 2 needs a model/],
    },
    'ReID in INT8 without calibration': {
      ...withText(`${reid}  networkMode: 2\n`),
      finds: [/networkMode 2 is INT8 here, which needs calibrationTableFile/],
      fixes: ['Set networkMode to 1'],
    },
    'an odd size': {
      elements: { t: ['nvtracker', { ...tracker, 'tracker-height': 360 }] },
      files: { 't.yml': reid },
      finds: [/tracker-height of 't' is 360, but with t.yml \(reidType\) .* multiple of 32/],
      fixes: ['Set tracker-height to 352'],
    },
    'a file less than sub-batches': {
      ...twoSources({ 'sub-batches': '1:1:1', 'll-config-file': 't.yml;u.yml' }),
      files: { 't.yml': reid, 'u.yml': reid },
      finds: [/'t' has 3 sub-batches, but ll-config-file names 2 files/],
    },
    'a source in no sub-batch': {
      ...twoSources({ 'sub-batches': '0' }),
      finds: [/sub-batches of 't' leaves out source 1/],
      fixes: ['Set sub-batches to 0,1'],
    },
    'a camera for one of two sources': {
      ...twoSources({}),
      files: { 't.yml': 'ObjectModelProjection:\n  cameraModelFilepath: [a.yml]\n' },
      finds: [/cameraModelFilepath names 1 cameras for 2 sources/],
    },
  },
);
