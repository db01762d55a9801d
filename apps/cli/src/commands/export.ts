/** `pipewright export FILE --to FORMAT` */
export const exportCommand = async (): Promise<number> => 2;
