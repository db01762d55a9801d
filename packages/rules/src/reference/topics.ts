import type { RuleTopic } from '../rule.ts';

/** The chapters of the reference, in their order. */
export const topicTitles: Readonly<Record<RuleTopic, string>> = {
  document: 'The document',
  elements: 'Elements',
  properties: 'Properties',
  platform: 'Platforms and versions',
  links: 'Links and caps',
  sources: 'Sources',
  batching: 'Batching',
  inference: 'Inference',
  tracking: 'Tracking and analytics',
  'config-files': 'Config files',
  files: 'Files that elements read',
  output: 'Drawing, encoding and sinks',
  messaging: 'Messages',
};
