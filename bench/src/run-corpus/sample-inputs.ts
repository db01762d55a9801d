/** Short inputs in the forms that pipelines of others read, made of the sample media. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface SampleInputs {
  /** Absolute paths by what they hold. */
  readonly mp4: string;
  readonly h265Mp4: string;
  readonly jpegMp4: string;
  readonly mkv: string;
  readonly h264: string;
  readonly h265: string;
  /** A `%d` pattern. */
  readonly jpeg: string;
  /** Settings of the sample model: the first is the primary, the others look at its objects. */
  readonly detector: (number: number) => string;
  readonly tracker: string;
  readonly analytics: string;
  readonly dewarper: string;
  readonly metamux: string;
  readonly messageConversion: string;
  /** Tensors for the detector of that number. */
  readonly preprocess: (number: number) => string;
  /** The text of a list of sources. */
  readonly sourcesCsv: string;
  /** Where outputs go. */
  readonly outputs: string;
}

/** Long enough for every element to have something to do, short enough for a hundred runs. */
const NUM_FRAMES = 48;

export function makeSampleInputs(root: string, folder: string): SampleInputs {
  const at = (name: string) => join(folder, name);
  const media = join(root, 'examples/media/junction.mp4');
  const cut = `filesrc location=${media} ! qtdemux ! h264parse ! identity eos-after=${NUM_FRAMES}`;
  const decoded = `filesrc location=${media} ! qtdemux ! h264parse ! avdec_h264 ! identity eos-after=${NUM_FRAMES} ! videoconvert`;
  const byteStream = (codec: string) => `video/x-${codec},stream-format=byte-stream,alignment=au`;
  const h265 = `${decoded} ! x265enc speed-preset=ultrafast log-level=error`;
  gstLaunch(`${cut} ! ${byteStream('h264')} ! filesink location=${at('sample.h264')}`);
  gstLaunch(`${cut} ! qtmux ! filesink location=${at('sample.mp4')}`);
  gstLaunch(`${cut} ! matroskamux ! filesink location=${at('sample.mkv')}`);
  gstLaunch(`${h265} ! ${byteStream('h265')} ! filesink location=${at('sample.h265')}`);
  gstLaunch(`${h265} ! h265parse ! qtmux ! filesink location=${at('sample-h265.mp4')}`);
  gstLaunch(`${decoded} ! jpegenc ! qtmux ! filesink location=${at('sample-jpeg.mp4')}`);
  gstLaunch(`${decoded} ! jpegenc ! multifilesink location=${at('sample-%d.jpg')}`);
  const model = join(root, 'examples/models/traffic');
  mkdirSync(at('outputs'));
  for (const name of ['traffic_detector.onnx', 'labels.txt'])
    copyFileSync(join(model, name), at(name));
  const config = readFileSync(join(model, 'nvinfer.txt'), 'utf8');
  const detector = (number: number) => {
    const path = at(`detector-${number}.txt`);
    const mode = number === 1 ? 1 : 2;
    writeFileSync(
      path,
      config
        .replace('gie-unique-id=1', `gie-unique-id=${number}`)
        .replace('process-mode=1', `process-mode=${mode}`),
    );
    return path;
  };
  const preprocess = (number: number) => {
    const path = at(`preprocess-${number}.txt`);
    writeFileSync(path, PREPROCESS.replace('unique-ids=1', `unique-ids=${number}`));
    return path;
  };
  writeFileSync(at('tracker.yml'), TRACKER);
  writeFileSync(at('analytics.txt'), ANALYTICS);
  writeFileSync(at('dewarper.txt'), DEWARPER);
  writeFileSync(at('metamux.txt'), METAMUX);
  writeFileSync(at('msgconv.txt'), MESSAGE_CONVERSION);
  return {
    mp4: at('sample.mp4'),
    h265Mp4: at('sample-h265.mp4'),
    jpegMp4: at('sample-jpeg.mp4'),
    mkv: at('sample.mkv'),
    h264: at('sample.h264'),
    h265: at('sample.h265'),
    jpeg: at('sample-%d.jpg'),
    detector,
    tracker: at('tracker.yml'),
    analytics: at('analytics.txt'),
    dewarper: at('dewarper.txt'),
    metamux: at('metamux.txt'),
    messageConversion: at('msgconv.txt'),
    preprocess,
    sourcesCsv: `enable,type,uri,num-sources,gpu-id,cudadec-memtype\n1,3,${pathToFileURL(at('sample.mp4')).href},2,0,0\n`,
    outputs: at('outputs'),
  };
}

export function sampleUri(inputs: SampleInputs): string {
  return pathToFileURL(inputs.mp4).href;
}

const TRACKER = `%YAML:1.0
TargetManagement:
  maxShadowTrackingAge: 30
DataAssociator:
  dataAssociatorType: 0
`;

const ANALYTICS = `[property]
enable=1
config-width=1280
config-height=720
osd-mode=2

[roi-filtering-stream-0]
enable=1
roi-Middle=320;180;960;180;960;540;320;540
class-id=-1
`;

const DEWARPER = `[property]
output-width=640
output-height=360
num-batch-buffers=1

[surface0]
projection-type=4
surface-index=0
width=640
height=360
top-angle=30
bottom-angle=-30
focal-length=300
`;

const METAMUX = `[property]
enable=1
active-pad=sink_0
pts-tolerance=60000

[user-configs]

[group-0]
`;

const MESSAGE_CONVERSION = `[sensor0]
enable=1
type=Camera
id=junction
location=45.29;-75.83;48.15
description=Sample
coordinate=5.2;10.1;11.2

[place0]
enable=1
id=0
type=intersection/road
name=Junction
location=30.32;-40.55;100.0
coordinate=1.0;2.0;3.0

[analytics0]
enable=1
id=detections
description=Sample
source=Pipewright
version=1.0
`;

/** Whole frames for the sample model. */
const PREPROCESS = `[property]
enable=1
target-unique-ids=1
process-on-frame=1
network-input-order=0
network-input-shape=4;3;352;640
processing-width=640
processing-height=352
network-color-format=0
tensor-data-type=0
tensor-name=input_1
scaling-buf-pool-size=6
tensor-buf-pool-size=6
scaling-pool-memory-type=0
scaling-pool-compute-hw=0
scaling-filter=0
maintain-aspect-ratio=0
custom-lib-path=/opt/nvidia/deepstream/deepstream/lib/gst-plugins/libcustom2d_preprocess.so
custom-tensor-preparation-function=CustomTensorPreparation

[user-configs]
pixel-normalization-factor=0.003921568

[group-0]
src-ids=-1
custom-input-transformation-function=CustomAsyncTransformation
process-on-roi=0
`;

function gstLaunch(line: string): void {
  execFileSync('gst-launch-1.0', ['-q', ...line.split(' ')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
