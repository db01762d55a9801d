import { testRule } from '../rule-harness.ts';
import { trackerLibrary } from './tracker-library.ts';

testRule(
  trackerLibrary,
  {
    current: {
      elements: { t: ['nvtracker', { 'll-lib-file': 'libnvds_nvmultiobjecttracker.so' }] },
    },
  },
  {
    old: {
      elements: { t: ['nvtracker', { 'll-lib-file': '/lib/libnvds_mot_klt.so' }] },
      finds: [/'t' names \/lib\/libnvds_mot_klt.so, a library of DeepStream 5/],
      fixes: ['Use libnvds_nvmultiobjecttracker.so'],
    },
  },
);
