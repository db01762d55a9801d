import { textOf } from '../element-values.ts';
import { insertFix, linkBehindQueues } from '../neighbours.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** Suffix -> what takes the file apart; elementary streams need nothing. */
const demuxers: Readonly<Record<string, string>> = {
  mp4: 'qtdemux',
  mov: 'qtdemux',
  m4v: 'qtdemux',
  mkv: 'matroskademux',
  webm: 'matroskademux',
  h264: '',
  '264': '',
  h265: '',
  '265': '',
  hevc: '',
};
const containers = new Set(['qtdemux', 'matroskademux', 'tsdemux', 'flvdemux', 'avidemux']);
const parsers = new Set(['h264parse', 'h265parse']);

/** The element behind filesrc must fit how the file is stored. */
export const containerDemuxer: ElementRule = {
  id: 'container-demuxer',
  severity: 'error',
  title: 'Containers are taken apart by their demuxer',
  topic: 'sources',
  explanation: prose`
    Compares the suffix of a filesrc's file with the element behind it. A container such as MP4
    holds several streams that its own demuxer must take apart; a parser or another demuxer
    finds no data in it and the pipeline stops. Put the demuxer of the container behind the
    source, or link an elementary stream to its parser.`,
  scope: 'element',
  factories: ['filesrc'],
  check(element, index, report) {
    const suffix = /\.([a-z0-9]+)$/i.exec(textOf(element, 'location') ?? '')?.[1]?.toLowerCase();
    const wanted = suffix === undefined ? undefined : demuxers[suffix];
    const [first] = element.outputs;
    if (wanted === undefined || !first) return;
    const view = linkBehindQueues(first);
    const next = view.to.element;
    if (!next) return;
    const place = { element: next.name, link: view.id };
    if (wanted !== '' && parsers.has(next.node.factory)) {
      report({
        message: `'${next.name}' gets a .${suffix} file from '${element.name}' as a whole; ${wanted} must take it apart first`,
        place,
        remedy: `Put a ${wanted} before '${next.name}'`,
        fixes: insertFix(view, index, wanted, { sinkPad: 'sink', srcPad: 'video_0' }),
      });
    } else if (containers.has(next.node.factory) && next.node.factory !== wanted) {
      report({
        message: `'${next.name}' (${next.node.factory}) can't take apart the .${suffix} file of '${element.name}'`,
        place,
        remedy: wanted === '' ? 'Link the file to its parser' : `Use ${wanted}`,
      });
    }
  },
};
