/** The usual order of groups in a config; numbered ones keep the order that they come in. */
const order = [
  'application',
  'tiled-display',
  'source-list',
  'source-attr-all',
  'source',
  'dewarper',
  'sink',
  'message-converter',
  'message-consumer',
  'osd',
  'streammux',
  'pre-process',
  'primary-gie',
  'audio-classifier',
  'replay',
  'tracker',
  'text-embedder',
  'nvds-analytics',
  'secondary-pre-process',
  'secondary-gie',
  'segvisual',
  'visionencoder',
  'ds-example',
  'img-save',
  'tests',
];

export function inUsualOrder(names: readonly string[]): string[] {
  const place = (name: string) => order.indexOf(name.replace(/\d+$/, ''));
  return [...names].sort((a, b) => place(a) - place(b));
}
