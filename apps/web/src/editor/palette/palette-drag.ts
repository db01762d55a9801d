const TYPE = 'application/x-pipewright-element';

/** Puts an element factory into a drag. */
export function dragFactory(transfer: DataTransfer, factory: string): void {
  transfer.setData(TYPE, factory);
  transfer.setData('text/plain', factory);
  transfer.effectAllowed = 'copy';
}

/** Whether a drag carries an element; its name can be read only when it is dropped. */
export function isFactoryDrag(transfer: DataTransfer): boolean {
  return transfer.types.includes(TYPE);
}

/** The element factory that was dropped. */
export function draggedFactory(transfer: DataTransfer): string | undefined {
  const factory = transfer.getData(TYPE);
  return factory === '' ? undefined : factory;
}
