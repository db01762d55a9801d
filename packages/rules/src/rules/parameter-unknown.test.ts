import { testRule } from '../rule-harness.ts';
import { parameterUnknown } from './parameter-unknown.ts';

testRule(
  parameterUnknown,
  {
    defined: {
      elements: { src: ['nvurisrcbin', { uri: 'rtsp://${host}/a' }] },
      parameters: { host: { type: 'string' } },
    },
    'an escaped one': {
      elements: { src: ['nvurisrcbin', { uri: 'rtsp://$${host}/a' }] },
    },
  },
  {
    'not defined': {
      elements: { src: ['nvurisrcbin', { uri: '${camra}' }] },
      parameters: { camera: { type: 'uri' } },
      finds: [/refers to \$\{camra\}/],
      fixes: ['Use ${camera}', 'Add parameter camra'],
    },
  },
);
