import { testRule } from '../rule-harness.ts';
import { smartRecordFolder } from './smart-record-folder.ts';

const recorder = ['nvurisrcbin', { 'smart-record': 1, 'smart-rec-dir-path': 'clips' }] as const;

testRule(
  smartRecordFolder,
  {
    'a folder': {
      elements: { s: recorder },
      disk: { clips: { exists: true, kind: 'folder', sizeBytes: 0 } },
    },
    'not recording': { elements: { s: ['nvurisrcbin', { 'smart-rec-dir-path': 'clips' }] } },
  },
  { 'no folder': { elements: { s: recorder }, finds: [/does not exist: clips/] } },
);
