/** Ranked search over factories, for the palette. */
import type { ElementFactory } from './element-factory.ts';
import { nearestNames } from './nearest.ts';
import { shortLabel, shortSummary } from './palette.ts';

/**
 * Every word must be found somewhere in an element; a hit in the name weighs most. When nothing
 * fits, names a slip away. `factories` in alphabetical order.
 */
export function rankFactories(
  factories: readonly ElementFactory[],
  text: string,
): ElementFactory[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...factories];
  const ranked: { factory: ElementFactory; score: number }[] = [];
  for (const factory of factories) {
    const score = scoreOf(factory, words);
    if (score > 0) ranked.push({ factory, score });
  }
  if (ranked.length > 0) {
    return ranked.sort((a, b) => b.score - a.score).map(({ factory }) => factory);
  }
  const names = nearestNames(
    text.trim(),
    factories.map((factory) => factory.name),
    8,
  );
  return names.flatMap((name) => factories.find((factory) => factory.name === name) ?? []);
}

function scoreOf(factory: ElementFactory, words: readonly string[]): number {
  const name = factory.name.toLowerCase();
  const label = shortLabel(factory).toLowerCase();
  const about = [
    factory.longName,
    factory.category,
    factory.subcategory ?? '',
    factory.klass,
    shortSummary(factory),
  ]
    .join(' ')
    .toLowerCase();
  let total = 0;
  for (const word of words) {
    const score = wordScore(word, name, label, about);
    if (score === 0) return 0;
    total += score;
  }
  // Between equals, the elements people come here for, then the shorter name.
  return total + (factory.origin === 'deepstream' ? 3 : 0) - name.length / 100;
}

function wordScore(word: string, name: string, label: string, about: string): number {
  if (name === word) return 100;
  if (label === word) return 90;
  if (name.startsWith(word) || name.startsWith(`nv${word}`)) return 80;
  if (label.split(' ').some((part) => part.startsWith(word))) return 60;
  if (name.includes(word)) return 50;
  if (new RegExp(`\\b${escaped(word)}`).test(about)) return 20;
  return about.includes(word) ? 10 : 0;
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
