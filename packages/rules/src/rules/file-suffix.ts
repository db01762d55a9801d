import { fileReferences } from '../file-references.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';
import { settingPlace } from '../setting-place.ts';

/** Suffixes of what the demuxers, parsers and decoders of GStreamer and DeepStream take. */
const media = new Set(
  'mp4 mov m4v qt mkv webm ts m2ts mts m2t mpg mpeg vob avi flv 3gp 3g2 ogg ogv asf wmv mxf h264 264 avc h265 265 hevc av1 ivf obu vp8 vp9 yuv raw nv12 mjpeg mjpg jpg jpeg png bmp gif tif tiff webp wav mp3 aac m4a flac opus pcm sdp m3u8 mpd'.split(
    ' ',
  ),
);
const sources = new Set([
  'filesrc',
  'multifilesrc',
  'nvurisrcbin',
  'uridecodebin',
  'uridecodebin3',
]);

/** A file of another kind than the element reads, told by its suffix. */
export const fileSuffix: ElementRule = {
  id: 'file-suffix',
  severity: 'warning',
  title: 'Files have a suffix of what their element reads',
  topic: 'files',
  explanation: prose`
    Compares the suffix of a file with what its property reads: media for a source, a shared
    library for a plugin's code. A wrong file, such as a label file for a video, makes the
    element fail with a message about its contents. Correct the path.`,
  scope: 'element',
  check(element, _index, report) {
    for (const { setting, file, path } of fileReferences(element)) {
      if (file.access === 'write') continue;
      const suffix = /[^/]\.([A-Za-z0-9]+)$/.exec(path)?.[1]?.toLowerCase();
      if (suffix === undefined) continue;
      const isMedia = file.kind === 'uri' || setting.property === 'location';
      const expected =
        file.kind === 'library' && !/\.so(\.\d+)*$/.test(path)
          ? 'a shared library (.so)'
          : isMedia && sources.has(element.node.factory) && !media.has(suffix)
            ? 'media, .mp4, .mkv or .h264 for instance'
            : undefined;
      if (expected === undefined) continue;
      report({
        message: `'${setting.property}' of '${element.name}' expects ${expected}, got a .${suffix} file: ${path}`,
        place: settingPlace(setting),
        remedy: 'Correct the path',
      });
    }
  },
};
