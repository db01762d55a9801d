/** The plan as it runs: sources join and leave, and what is told of it changes with them. */
import type { Plan } from '@pipewright/graph';
import type { RunPad, runner } from '@pipewright/protocol';
import { metadataPadIndexes } from './metadata-pads.ts';
import { changedPlan, type PlanChanges } from './plan-changes.ts';
import { PlanOrigins } from './plan-origins.ts';
import { secretFilter } from './secret-filter.ts';

export class RunningPlan {
  #plan: Plan;
  #origins: PlanOrigins;
  #hideSecrets: (text: string) => string;
  #watchedPads: readonly runner.WatchedPad[] = [];
  #pads: readonly RunPad[] = [];
  #metadataPads: readonly number[] = [];

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#origins = new PlanOrigins(plan);
    this.#hideSecrets = secretFilter(plan);
  }

  get plan(): Plan {
    return this.#plan;
  }

  /** From names of the plan to what was drawn. */
  get origins(): PlanOrigins {
    return this.#origins;
  }

  /** The watched pads, by drawn link. */
  get pads(): readonly RunPad[] {
    return this.#pads;
  }

  /** Indexes of the watched pads where object metadata is complete. */
  get metadataPads(): readonly number[] {
    return this.#metadataPads;
  }

  /** Without the secret values of the plan. */
  readonly hideSecrets = (text: string): string => this.#hideSecrets(text);

  /** Of elements to come as well: before they can say anything. */
  hideSecretsOf(wanted: Plan): void {
    this.#hideSecrets = secretFilter({
      ...wanted,
      elements: [...wanted.elements, ...this.#plan.elements],
      secretProperties: [...wanted.secretProperties, ...this.#plan.secretProperties],
    });
  }

  /** Pads of elements that were built, which are watched from now on. */
  watch(pads: readonly runner.WatchedPad[]): void {
    this.#take([...this.#watchedPads, ...pads]);
  }

  /** Elements have joined, with their links and pads. */
  add(
    { addedElements, addedLinks }: Pick<PlanChanges, 'addedElements' | 'addedLinks'>,
    pads: readonly runner.WatchedPad[],
  ): void {
    this.#become(changedPlan(this.#plan, { addedElements, addedLinks, removed: [] }));
    this.watch(pads);
  }

  /** Elements have left, with their links; pads of these indexes are watched no more. */
  remove(removed: readonly string[], padIndexes: readonly number[]): void {
    const gone = new Set(padIndexes);
    this.#become(changedPlan(this.#plan, { addedElements: [], addedLinks: [], removed }));
    this.#take(this.#watchedPads.filter(({ index }) => !gone.has(index)));
  }

  #become(plan: Plan): void {
    this.#plan = plan;
    this.#origins = new PlanOrigins(plan);
  }

  #take(pads: readonly runner.WatchedPad[]): void {
    this.#watchedPads = pads;
    this.#pads = this.#origins.runPads(pads);
    this.#metadataPads = metadataPadIndexes(this.#plan, pads);
  }
}
