/** Files of message converters and brokers. */
import type { PropertyFile, PropertyFiles } from '../property-files.ts';

const config: PropertyFile = { kind: 'file', access: 'read' };
const library: PropertyFile = { kind: 'library', access: 'read' };
const folder: PropertyFile = { kind: 'folder', access: 'read' };

const converter = { 'msg2p-lib': library, 'debug-payload-dir': folder };

export const messageFiles: PropertyFiles = {
  nvmsgconv: { ...converter, config },
  nvmsgbroker: { 'proto-lib': library, config },
  nvmsgbrokersinkbin: { ...converter, 'proto-lib': library, config },
};
