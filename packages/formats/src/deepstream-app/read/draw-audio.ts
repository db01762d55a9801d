/** Sources and inference of the audio form. */
import type { AppGroup } from '../app-config.ts';
import { fromAppUri } from '../key-conversions.ts';
import type { Drawing } from './drawing.ts';
import type { Tail } from './graph-builder.ts';

/** 6 a WAV file, 7 the audio of a URI, 8 an ALSA device; each resampled for the classifier. */
export function audioSource(drawing: Drawing, group: AppGroup, name: string, type: number): Tail {
  const { graph } = drawing;
  let tail = sourceOf(drawing, group, name, type);
  tail = graph.append(tail, `${name}_converter`, 'audioconvert');
  tail = graph.append(tail, `${name}_resampler`, 'audioresample');
  const classifier = drawing.group('audio-classifier') ?? drawing.group('primary-gie');
  const rate = Number.parseInt(classifier?.entries.get('audio-input-rate')?.value ?? '', 10);
  return rate > 0 ? { ...tail, caps: `audio/x-raw, rate=${rate}` } : tail;
}

function sourceOf(drawing: Drawing, group: AppGroup, name: string, type: number): Tail {
  const { graph } = drawing;
  const uri = drawing.text(group, 'uri') ?? '';
  const loop = drawing.number(drawing.group('tests'), 'file-loop') !== 0;
  if (type === 6) {
    const location = fromAppUri(uri).replace(/^file:\/\//, '');
    const file = graph.add(name, 'multifilesrc', { location, ...(loop ? { loop: true } : {}) });
    const parser = loop ? { 'ignore-length': true } : {};
    return graph.append({ element: file, pad: 'src' }, `${name}_parser`, 'wavparse', parser);
  }
  if (type === 7) {
    const element = graph.add(name, 'uridecodebin', { uri: fromAppUri(uri) });
    return { element, pad: 'src_%u' };
  }
  const device = drawing.text(group, 'alsa-device');
  return { element: graph.add(name, 'alsasrc', device ? { device } : {}), pad: 'src' };
}
