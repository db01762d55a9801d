/** For `npm run generate`: the data file from an SDK's registry. */
export { knownFactoryNames } from '../catalogue.ts';
export { currentDeepStream } from '../versions/version-data.ts';
export { formatSnapshot } from './format-snapshot.ts';
export { type RefreshedSnapshot, refreshSnapshot } from './refresh-snapshot.ts';
