import { catalogueFor } from '@pipewright/catalogue';
import { expect, test } from 'vitest';
import { check } from '../check.ts';
import { documentOf, testRule } from '../rule-harness.ts';
import { missingFile } from './missing-file.ts';

testRule(
  missingFile,
  {
    'files that are there': {
      elements: {
        a: ['filesrc', { location: 'media/a.mp4' }],
        b: ['nvurisrcbin', { uri: 'file:///media/b%20c.mp4' }],
        c: ['nvurisrcbin', { uri: 'media/a.mp4' }],
      },
      disk: { 'media/a.mp4': '', '/media/b c.mp4': '' },
    },
    'a video by its address': {
      elements: { src: ['nvurisrcbin', { uri: 'file:///media/street.mp4' }] },
      disk: { '/media/street.mp4': '' },
    },
    'a file of the document': {
      elements: { gie: ['nvinfer', { 'config-file-path': './gie.txt' }] },
      files: { 'gie.txt': '[property]' },
    },
    'what is written, patterns, other addresses, bare libraries': {
      elements: {
        a: ['filesink', { location: 'out.mp4' }],
        b: ['multifilesrc', { location: 'frames/%05d.jpg' }],
        c: ['nvurisrcbin', { uri: 'rtsp://camera/1' }],
        d: ['nvtracker', { 'll-lib-file': 'libtracker.so' }],
        e: ['nvtracker', { 'll-lib-file': '/opt/nvidia/deepstream/lib/libt.so' }],
      },
    },
    'the SDK lies outside, as it should': {
      elements: {
        gie: ['nvinfer', { 'config-file-path': '/opt/nvidia/deepstream/gie.txt' }],
      },
      disk: {
        '/opt/nvidia/deepstream/gie.txt': {
          exists: false,
          reason: 'outside-allowed-folders',
        },
      },
    },
  },
  {
    'a missing video': {
      elements: { src: ['nvurisrcbin', { uri: 'file:///media/nosuch.mp4' }] },
      finds: [/that 'uri' of 'src' names does not exist: \/media\/nosuch.mp4/],
      severity: 'error',
    },
    'one of several': {
      elements: { t: ['nvtracker', { 'll-config-file': 'a.yml;b.yml' }] },
      disk: { 'a.yml': '' },
      finds: [/does not exist: b.yml/],
    },
    'a folder in place of a file': {
      elements: { src: ['filesrc', { location: 'media' }] },
      disk: { media: { exists: true, kind: 'folder', sizeBytes: 0 } },
      finds: [/names a folder, not a file/],
    },
    'a file of the SDK': {
      elements: {
        i: ['nvinfer', { 'config-file-path': '/opt/nvidia/deepstream/i.txt' }],
      },
      finds: [/part of the DeepStream SDK/],
      severity: 'warning',
    },
    'a library of the user': {
      elements: { t: ['nvtracker', { 'll-lib-file': './libt.so' }] },
      finds: [/does not exist: .\/libt.so/],
      severity: 'warning',
    },
    'outside of what may be read': {
      elements: { src: ['filesrc', { location: '/etc/secret' }] },
      disk: {
        '/etc/secret': { exists: false, reason: 'outside-allowed-folders' },
      },
      finds: [/outside the folders/],
      severity: 'hint',
    },
  },
);

test('what is not known yet is asked for and not judged', () => {
  const document = documentOf({
    elements: { src: ['filesrc', { location: 'media/a.mp4' }] },
  });
  const result = check(document, { catalogue: catalogueFor(document.target) });
  expect(result.unknownPaths).toEqual(['media/a.mp4']);
  expect(result.diagnostics.filter(({ code }) => code === missingFile.id)).toEqual([]);
});
