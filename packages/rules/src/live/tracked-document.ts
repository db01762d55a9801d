/** The document as rules read it. */
import type { PipelineDocument } from '@pipewright/graph';
import { TrackedRecord } from './tracked-record.ts';

/** A document in which reading one parameter, file or name of an element is noted as just that. */
export class TrackedDocument {
  readonly view: PipelineDocument;
  readonly #whole: TrackedRecord<PipelineDocument>;
  readonly #parameters: TrackedRecord<PipelineDocument['parameters']>;
  readonly #elements: TrackedRecord<PipelineDocument['elements']>;
  readonly #files: TrackedRecord<PipelineDocument['files']>;
  readonly #rules: TrackedRecord<PipelineDocument['rules']>;

  constructor(document: PipelineDocument) {
    this.#parameters = new TrackedRecord(document.parameters);
    this.#elements = new TrackedRecord(document.elements);
    this.#files = new TrackedRecord(document.files);
    this.#rules = new TrackedRecord(document.rules);
    this.#whole = new TrackedRecord(
      document,
      new Map<string, object>([
        ['parameters', this.#parameters.view],
        ['elements', this.#elements.view],
        ['files', this.#files.view],
        ['rules', this.#rules.view],
      ]),
    );
    this.view = this.#whole.view;
  }

  /** Takes the next document; the names of its elements save another look at them. */
  update(document: PipelineDocument, elementNames: readonly string[]): void {
    this.#whole.update(document);
    this.#parameters.update(document.parameters);
    this.#elements.update(document.elements, elementNames);
    this.#files.update(document.files);
    this.#rules.update(document.rules);
  }
}
