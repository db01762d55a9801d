/** Other ways to write the same document. */
import { catalogueFor } from '@pipewright/catalogue';
import type { ElementNode, PipelineDocument, Properties, PropertyValue } from '@pipewright/graph';

export interface Rewrite {
  readonly title: string;
  readonly rewrite: (document: PipelineDocument) => PipelineDocument;
}

type Entry = readonly [string, PropertyValue];

function eachProperty(
  change: (entry: Entry, factory: string, document: PipelineDocument) => Entry,
) {
  return (document: PipelineDocument): PipelineDocument => {
    const rewritten = ({ factory, properties, pads }: ElementNode): ElementNode => {
      const entries = Object.entries(properties);
      const changed: Properties = Object.fromEntries(
        entries.map((entry) => change(entry, factory, document)),
      );
      // Two spellings of one property must stay two.
      const isSame = Object.keys(changed).length === entries.length;
      return { factory, pads, properties: isSame ? changed : properties };
    };
    const elements = Object.entries(document.elements).map(
      ([name, node]) => [name, rewritten(node)] as const,
    );
    return { ...document, elements: Object.fromEntries(elements) };
  };
}

export const rewrites: readonly Rewrite[] = [
  {
    title: 'underscores for dashes',
    rewrite: eachProperty(([name, value]) => [name.replaceAll('-', '_'), value]),
  },
  { title: 'quotes', rewrite: eachProperty(([name, value]) => [name, String(value)]) },
  {
    title: 'numbers for enum nicks',
    rewrite: eachProperty(([name, value], factory, { target }) => {
      const spec = catalogueFor(target).property(factory, name);
      const choice = spec?.enum?.find(({ nick }) => nick === value);
      return [name, choice ? choice.value : value];
    }),
  },
  {
    title: 'spaces in config files',
    rewrite: (document) => ({
      ...document,
      files: Object.fromEntries(
        Object.entries(document.files).map(([name, text]) => [
          name,
          text.replace(/^([\w-]+)=(.*)$/gm, '$1 = $2'),
        ]),
      ),
    }),
  },
  {
    title: 'elements in another order',
    rewrite: (document) => ({
      ...document,
      elements: Object.fromEntries(Object.entries(document.elements).reverse()),
    }),
  },
];
