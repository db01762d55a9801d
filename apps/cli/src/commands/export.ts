/** `pipewright export FILE --to FORMAT` */
