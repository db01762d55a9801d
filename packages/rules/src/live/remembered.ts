/** Answers that are kept until something changes that was read for them. */
import { computed, type ReadonlySignal } from '@preact/signals-core';

/**
 * Makes a question that is worked out once for each subject (an element, a link, an index), and
 * again only when something that was read for the answer has changed. An answer that `isSame` as
 * the one before is none: who asked does not look again. The context is a subject's own (its
 * index), so it must not differ between calls. The question must not ask itself: data may run in a
 * circle, so walk in a loop instead.
 */
export function remembered<Subject extends object, Context extends readonly unknown[], Answer>(
  work: (subject: Subject, ...context: Context) => Answer,
  isSame: (a: Answer, b: Answer) => boolean = Object.is,
): (subject: Subject, ...context: Context) => Answer {
  const answers = new WeakMap<Subject, ReadonlySignal<Answer>>();
  return (subject, ...context) => {
    let answer = answers.get(subject);
    if (!answer) {
      answer = steady(() => work(subject, ...context), isSame);
      answers.set(subject, answer);
    }
    return answer.value;
  };
}

/** The same for a subject and a word, such as the name of a factory. */
export function rememberedBy<Subject extends object, Answer>(
  work: (subject: Subject, word: string) => Answer,
  isSame: (a: Answer, b: Answer) => boolean = Object.is,
): (subject: Subject, word: string) => Answer {
  const answers = new WeakMap<Subject, Map<string, ReadonlySignal<Answer>>>();
  return (subject, word) => {
    let ofSubject = answers.get(subject);
    if (!ofSubject) {
      ofSubject = new Map();
      answers.set(subject, ofSubject);
    }
    let answer = ofSubject.get(word);
    if (!answer) {
      answer = steady(
        () => work(subject, word),
        isSame,
        () => ofSubject.delete(word),
      );
      ofSubject.set(word, answer);
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
