/** Files and addresses of sources, sinks and muxers. */
import type { PropertyFile, PropertyFiles } from '../property-files.ts';

const input: PropertyFile = { kind: 'file', access: 'read' };
const inputPattern: PropertyFile = {
  kind: 'file',
  access: 'read',
  pattern: true,
};
const output: PropertyFile = { kind: 'file', access: 'write' };
const outputPattern: PropertyFile = {
  kind: 'file',
  access: 'write',
  pattern: true,
};
const outputFolder: PropertyFile = { kind: 'folder', access: 'write' };
/** The element stops when it is missing: recordings have no other place. */
const recordingFolder: PropertyFile = { kind: 'folder', access: 'read' };
const uri: PropertyFile = { kind: 'uri', access: 'read' };
const socket: PropertyFile = { kind: 'file', access: 'write' };

const uriSource = { uri };
const containerMuxer = {
  'faststart-file': output,
  'moov-recovery-file': output,
};
const passLog = { 'multipass-cache-file': output };
const socketElement = { 'socket-path': socket };

export const mediaFiles: PropertyFiles = {
  filesrc: { location: input },
  filesink: { location: output },
  multifilesrc: { location: inputPattern },
  multifilesink: { location: outputPattern },
  splitmuxsrc: { location: inputPattern },
  splitmuxsink: { location: outputPattern },
  hlssink: { location: outputPattern, 'playlist-location': output },
  hlssink2: { location: outputPattern, 'playlist-location': output },
  uridecodebin: uriSource,
  uridecodebin3: { uri, 'download-dir': outputFolder },
  urisourcebin: { uri, 'download-dir': outputFolder },
  playbin: { uri, suburi: uri },
  nvurisrcbin: {
    uri,
    'smart-rec-dir-path': recordingFolder,
    'ipc-socket-path': socket,
  },
  nvmultiurisrcbin: {
    'uri-list': { kind: 'uri', access: 'read', separator: ',' },
    'config-file-path': input,
    'proto-lib': { kind: 'library', access: 'read' },
    'smart-rec-dir-path': recordingFolder,
    'ipc-socket-path': socket,
  },
  nvvideotestsrc: { location: input },
  nvvideoencfilesinkbin: { 'output-file': output },
  nvdsudpsink: { 'sdp-file': input },
  mp4mux: containerMuxer,
  qtmux: containerMuxer,
  x264enc: passLog,
  vp8enc: passLog,
  vp9enc: passLog,
  avenc_mpeg4: passLog,
  nvunixfdsrc: socketElement,
  nvunixfdsink: socketElement,
  unixfdsrc: socketElement,
  unixfdsink: socketElement,
  shmsrc: socketElement,
  shmsink: socketElement,
  souphttpsrc: { 'ssl-ca-file': input },
};
