import { testRule } from '../rule-harness.ts';
import { requiredProperty } from './required-property.ts';

testRule(
  requiredProperty,
  {
    set: { elements: { src: ['nvurisrcbin', { uri: 'file:///a.mp4' }] } },
    'one of several': {
      elements: { broker: ['nvmsgbroker', { 'proto-lib': 'l', config: 'c' }] },
    },
    'a module of Azure IoT Edge has no address': {
      elements: { broker: ['nvmsgbroker', { 'proto-lib': '/lib/libnvds_azure_edge_proto.so' }] },
    },
    'the new mux has no size': {
      elements: { mux: 'nvstreammux' },
      target: { streammux: 'new' },
    },
    'an IPC source has no address': {
      elements: { src: ['nvurisrcbin', { 'ipc-socket-path': '/tmp/a' }] },
    },
    'by parameter': {
      elements: { src: ['nvurisrcbin', { uri: '${camera}' }] },
      parameters: { camera: { type: 'uri' } },
    },
  },
  {
    'not set': {
      elements: { src: 'nvurisrcbin' },
      finds: [/'src' \(nvurisrcbin\) needs uri/],
    },
    empty: {
      elements: { gie: ['nvinfer', { 'config-file-path': '' }] },
      finds: [/config-file-path/],
    },
    'none of several': {
      elements: { broker: ['nvmsgbroker', { 'proto-lib': 'l' }] },
      finds: [/needs conn-str or config/],
    },
    'a size of 0': {
      elements: { mux: ['nvstreammux', { width: 0, height: 720 }] },
      finds: [/needs width/],
      fixes: ['Set width to 1920'],
    },
  },
);
