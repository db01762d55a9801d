/** Short inputs in the forms that pipelines of others read, made of the sample media. */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import * as settings from './sample-settings.ts';

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
  /** The same for nvinferserver. */
  readonly serverDetector: (number: number) => string;
  readonly tracker: string;
  readonly analytics: string;
  readonly dewarper: string;
  readonly metamux: string;
  readonly messageConversion: string;
  readonly postprocess: string;
  /** Tensors for the detector of that number. */
  readonly preprocess: (number: number) => string;
  /** Where outputs go. */
  readonly outputs: string;
}

/** Long enough for every element to have something to do, short enough for a hundred runs. */
const NUM_FRAMES = 48;

/** Files below `folder`. Rejects when a file cannot be made, also because of the signal. */
export async function makeSampleInputs(
  root: string,
  folder: string,
  signal: AbortSignal,
): Promise<SampleInputs> {
  const at = (name: string) => join(folder, name);
  await makeMedia(join(root, 'examples/media/junction.mp4'), at, signal);
  const model = join(root, 'examples/models/traffic');
  const repository = at('repository');
  const version = join(repository, 'traffic_detector/1');
  mkdirSync(version, { recursive: true });
  mkdirSync(at('outputs'));
  for (const name of ['traffic_detector.onnx', 'labels.txt']) {
    copyFileSync(join(model, name), at(name));
  }
  copyFileSync(join(model, 'traffic_detector.onnx'), join(version, 'model.onnx'));
  const detector = readFileSync(join(model, 'nvinfer.txt'), 'utf8');
  const written = (name: string, text: string) => {
    writeFileSync(at(name), text);
    return at(name);
  };
  return {
    mp4: at('sample.mp4'),
    h265Mp4: at('sample-h265.mp4'),
    jpegMp4: at('sample-jpeg.mp4'),
    mkv: at('sample.mkv'),
    h264: at('sample.h264'),
    h265: at('sample.h265'),
    jpeg: at('sample-%d.jpg'),
    detector: (number) =>
      written(
        `detector-${number}.txt`,
        detector
          .replace('gie-unique-id=1', `gie-unique-id=${number}`)
          .replace('process-mode=1', `process-mode=${number === 1 ? 1 : 2}`),
      ),
    serverDetector: (number) =>
      written(
        `server-detector-${number}.txt`,
        settings.serverDetector(number, repository, at('labels.txt')),
      ),
    tracker: written('tracker.yml', settings.TRACKER),
    analytics: written('analytics.txt', settings.ANALYTICS),
    dewarper: written('dewarper.txt', settings.DEWARPER),
    metamux: written('metamux.txt', settings.METAMUX),
    messageConversion: written('msgconv.txt', settings.MESSAGE_CONVERSION),
    postprocess: written('postprocess.yml', settings.POSTPROCESS),
    preprocess: (number) =>
      written(
        `preprocess-${number}.txt`,
        settings.PREPROCESS.replace('unique-ids=1', `unique-ids=${number}`),
      ),
    outputs: at('outputs'),
  };
}

export function sampleUri(inputs: SampleInputs): string {
  return pathToFileURL(inputs.mp4).href;
}

async function makeMedia(
  media: string,
  at: (name: string) => string,
  signal: AbortSignal,
): Promise<void> {
  const gstLaunch = async (line: string) => {
    await promisify(execFile)('gst-launch-1.0', ['-q', ...line.split(' ')], { signal });
  };
  const coded = `filesrc location=${media} ! qtdemux ! h264parse`;
  const cut = `${coded} ! identity eos-after=${NUM_FRAMES}`;
  const decoded = `${coded} ! avdec_h264 ! identity eos-after=${NUM_FRAMES} ! videoconvert`;
  const byteStream = (codec: string) => `video/x-${codec},stream-format=byte-stream,alignment=au`;
  const h265 = `${decoded} ! x265enc speed-preset=ultrafast log-level=error`;
  const to = (name: string) => `filesink location=${at(name)}`;
  await gstLaunch(`${cut} ! ${byteStream('h264')} ! ${to('sample.h264')}`);
  await gstLaunch(`${cut} ! qtmux ! ${to('sample.mp4')}`);
  await gstLaunch(`${cut} ! matroskamux ! ${to('sample.mkv')}`);
  await gstLaunch(`${h265} ! ${byteStream('h265')} ! ${to('sample.h265')}`);
  await gstLaunch(`${h265} ! h265parse ! qtmux ! ${to('sample-h265.mp4')}`);
  await gstLaunch(`${decoded} ! jpegenc ! qtmux ! ${to('sample-jpeg.mp4')}`);
  await gstLaunch(`${decoded} ! jpegenc ! multifilesink location=${at('sample-%d.jpg')}`);
}
