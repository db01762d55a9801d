/** Elements of Jetson's earlier GStreamer, and those that took their place. */
import { type Catalogue, isOnPlatform } from '@pipewright/catalogue';

/** Factory -> what does the same job now; the first that the target platform has is the nearest. */
const successors: ReadonlyMap<string, readonly string[]> = new Map([
  // The OpenMAX elements went when the gst-v4l2 ones came.
  ...each(['omxh264enc'], ['nvv4l2h264enc']),
  ...each(['omxh265enc'], ['nvv4l2h265enc']),
  ...each(['omxvp8enc'], ['nvv4l2vp8enc']),
  ...each(['omxvp9enc'], ['nvv4l2vp9enc']),
  ...each(
    [
      'omxh264dec',
      'omxh265dec',
      'omxvp8dec',
      'omxvp9dec',
      'omxmpeg2videodec',
      'omxmpeg4videodec',
      'omxwmvdec',
    ],
    ['nvv4l2decoder'],
  ),
  ...each(['nvoverlaysink', 'nvhdmioverlaysink'], ['nv3dsink', 'nveglglessink']),
  ...each(['nvcamerasrc'], ['nvarguscamerasrc']),
]);

/** What took an element's place on the catalogue's target; empty where nothing is known. */
export function successorsOf(factory: string, catalogue: Catalogue): readonly string[] {
  return (successors.get(factory) ?? []).filter((name) => {
    const known = catalogue.factory(name);
    return known !== undefined && isOnPlatform(known, catalogue.target.platform);
  });
}

/** For a test that holds the names against the catalogue. */
export function successorTable(): typeof successors {
  return successors;
}

function each(factories: readonly string[], now: readonly string[]): [string, readonly string[]][] {
  return factories.map((factory) => [factory, now]);
}
