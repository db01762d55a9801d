/** What rules may know of files, through a lookup that the caller serves. */

/** One input or output of an ONNX model. */
export interface OnnxTensor {
  readonly name: string;
  /** `float32`, `uint8` and the like. */
  readonly elementType: string;
  /**
   * Batch axis included. A text is an axis whose size is open, by its name, empty when it has
   * none. Absent: the model gives no shape.
   */
  readonly dims?: readonly (number | string)[];
}

/** The header of an ONNX model. */
export interface OnnxHeader {
  readonly isReadable: true;
  readonly irVersion: number;
  /** Of ONNX's own operators; 0 when the model names none. */
  readonly opset: number;
  readonly producer: string;
  /** Without initialisers. */
  readonly inputs: readonly OnnxTensor[];
  readonly outputs: readonly OnnxTensor[];
  /** Files beside the model that hold weights, relative to its folder. */
  readonly externalFiles: readonly string[];
}

export type OnnxFacts = { readonly isReadable: false; readonly problem: string } | OnnxHeader;

export type FileFacts =
  | {
      readonly exists: false;
      readonly reason: 'missing' | 'outside-allowed-folders' | 'unreadable';
    }
  | {
      readonly exists: true;
      readonly kind: 'file' | 'folder';
      readonly sizeBytes: number;
      /** Of config-like files that are small enough. */
      readonly text?: string;
      /** Of .onnx files. */
      readonly onnx?: OnnxFacts;
    };

/**
 * Facts of a path, relative ones starting at the document's folder. Undefined: not known yet;
 * `check` then lists the path in `unknownPaths` and judges nothing that depends on it.
 */
export type FileLookup = (path: string) => FileFacts | undefined;
