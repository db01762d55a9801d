/** Answers that are kept until something changes that was read for them. */
import { computed, type ReadonlySignal } from '@preact/signals-core';

/** What has been worked out about a subject: with the subject it goes. */
export class Answers {
  readonly #byQuestion = new Map<object, unknown>();

  /** What is kept for a question, made when it is asked for the first time. */
  of<T>(question: Question<T>): T {
    const known = this.#byQuestion.get(question);
    if (known !== undefined) return known as T;
    const made = question.make();
    this.#byQuestion.set(question, made);
    return made;
  }
}

/** Tells questions apart, and says what is kept for each. */
interface Question<T> {
  make(): T;
}

/** An element, a link or an index: what questions are asked about. */
export interface Rememberer {
  readonly answers: Answers;
}

/**
 * Makes a question that is worked out once for each subject (an element, a link, an index), and
 * again only when something that was read for the answer has changed. An answer that `isSame` as
 * the one before is none: who asked does not look again. The context is a subject's own (its
 * index), so it must not differ between calls. The question must not ask itself: data may run in a
 * circle, so walk in a loop instead.
 */
export function remembered<Subject extends Rememberer, Context extends readonly unknown[], Answer>(
  work: (subject: Subject, ...context: Context) => Answer,
  isSame: (a: Answer, b: Answer) => boolean = Object.is,
): (subject: Subject, ...context: Context) => Answer {
  const question: Question<{ signal?: ReadonlySignal<Answer> }> = { make: () => ({}) };
  return (subject, ...context) => {
    const kept = subject.answers.of(question);
    kept.signal ??= steady(() => work(subject, ...context), isSame);
    return kept.signal.value;
  };
}

/** The same for a subject and a word, such as the name of a factory. */
export function rememberedBy<Subject extends Rememberer, Answer>(
  work: (subject: Subject, word: string) => Answer,
  isSame: (a: Answer, b: Answer) => boolean = Object.is,
): (subject: Subject, word: string) => Answer {
  const question: Question<Map<string, ReadonlySignal<Answer>>> = { make: () => new Map() };
  return (subject, word) => {
    const kept = subject.answers.of(question);
    let answer = kept.get(word);
    if (!answer) {
      answer = steady(
        () => work(subject, word),
        isSame,
        () => kept.delete(word),
      );
      kept.set(word, answer);
    }
    return answer.value;
  };
}

/** Whether two lists hold the very same things in the same order. */
export function areListsSame<T>(a: readonly T[], b: readonly T[]): boolean {
  return a === b || (a.length === b.length && a.every((each, at) => each === b[at]));
}

/** A computed signal that stays what it was when the new answer says the same. */
function steady<Answer>(
  work: () => Answer,
  isSame: (a: Answer, b: Answer) => boolean,
  unwatched?: () => void,
): ReadonlySignal<Answer> {
  let before: { readonly answer: Answer } | undefined;
  return computed(() => {
    const answer = work();
    if (!before || !isSame(before.answer, answer)) before = { answer };
    return before.answer;
  }, unwatched && { unwatched });
}
