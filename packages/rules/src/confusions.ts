/** Names that are right elsewhere: config keys written as properties, and the other way round. */

/** Factory -> written name -> the name meant. */
const properties: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  nvinfer: {
    'gie-unique-id': 'unique-id',
    'operate-on-gie-id': 'infer-on-gie-id',
    'operate-on-class-ids': 'infer-on-class-ids',
    'input-tensor-from-meta': 'input-tensor-meta',
    'config-file': 'config-file-path',
  },
  nvinferserver: {
    'gie-unique-id': 'unique-id',
    'operate-on-gie-id': 'infer-on-gie-id',
    'operate-on-class-ids': 'infer-on-class-ids',
    'config-file': 'config-file-path',
  },
  nvtracker: {
    'config-file-path': 'll-config-file',
    'config-file': 'll-config-file',
  },
  nvdsanalytics: { 'config-file-path': 'config-file' },
  nvdspreprocess: { 'config-file-path': 'config-file' },
  nvurisrcbin: { location: 'uri' },
  uridecodebin: { location: 'uri' },
  filesrc: { uri: 'location' },
  rtspsrc: { uri: 'location' },
  nvmultiurisrcbin: { 'batch-size': 'max-batch-size', uri: 'uri-list' },
};

/** The property meant by a name that belongs elsewhere. */
export function confusedProperty(factory: string, name: string): string | undefined {
  const ofFactory = Object.hasOwn(properties, factory) ? properties[factory] : undefined;
  return ofFactory && Object.hasOwn(ofFactory, name) ? ofFactory[name] : undefined;
}

/** For tests that hold the names against the catalogue. */
export function confusionTable(): typeof properties {
  return properties;
}
