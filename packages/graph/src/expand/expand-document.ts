/** Document -> plan: parameters put in, paths made absolute, caps on links made elements. */
import {
  type ElementNode,
  type Link,
  linkId,
  type PipelineDocument,
  type Properties,
  type PropertyValue,
} from '../document.ts';
import type { ExpansionContext, Plan, PlanElement, PlanFile, PlanLink } from '../plan.ts';
import { own } from '../records.ts';
import { ParameterScope } from './parameter-scope.ts';
import { resolvePath, resolveUri } from './paths.ts';
import { referencedParameters, substitute } from './references.ts';

export interface ExpansionError {
  readonly message: string;
  readonly element?: string;
  readonly pad?: string;
  readonly property?: string;
  readonly link?: string;
  readonly parameter?: string;
}

export type ExpansionResult =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly errors: readonly ExpansionError[] };

/**
 * Expands a document into the flat list that the runner builds. Links keep the document's order and
 * pad names, `%u` included: the runner asks for request pads in that order.
 */
export function expandDocument(
  document: PipelineDocument,
  context: ExpansionContext,
): ExpansionResult {
  return new Expansion(document, context).run();
}

type PropertyPlace = Pick<ExpansionError, 'element' | 'pad' | 'property'>;

class Expansion {
  readonly #document: PipelineDocument;
  readonly #context: ExpansionContext;
  readonly #parameters: ParameterScope;
  readonly #errors: ExpansionError[] = [];
  readonly #usedNames: Set<string>;

  constructor(document: PipelineDocument, context: ExpansionContext) {
    this.#document = document;
    this.#context = context;
    this.#usedNames = new Set(Object.keys(document.elements));
    this.#parameters = new ParameterScope(
      document.parameters,
      context.parameters,
      (path) => this.#resolvePath(path),
      (error) => this.#errors.push(error),
    );
  }

  run(): ExpansionResult {
    const elements = Object.entries(this.#document.elements).map(([name, element]) =>
      this.#expandElement(name, element),
    );
    const links: PlanLink[] = [];
    for (const link of this.#document.links) this.#expandLink(link, elements, links);
    if (this.#errors.length > 0) return { ok: false, errors: this.#errors };
    const { name, target } = this.#document;
    return {
      ok: true,
      plan: {
        name,
        platform: target.platform,
        elements,
        links,
        files: this.#expandFiles(),
        environment: target.streammux === 'new' ? { USE_NEW_NVSTREAMMUX: 'yes' } : {},
        secretProperties: this.#findSecrets(),
      },
    };
  }

  #expandElement(name: string, element: ElementNode): PlanElement {
    const { factory } = element;
    return {
      name,
      factory,
      properties: this.#expandProperties(element.properties, factory, {
        element: name,
      }),
      pads: Object.fromEntries(
        Object.entries(element.pads).map(([pad, properties]) => [
          pad,
          this.#expandProperties(properties, factory, { element: name, pad }),
        ]),
      ),
      origin: { kind: 'element', element: name },
    };
  }

  #expandProperties(properties: Properties, factory: string, place: PropertyPlace): Properties {
    const expanded: Record<string, PropertyValue> = {};
    for (const [property, written] of Object.entries(properties)) {
      const value = this.#substitute(written, { ...place, property });
      if (value === undefined) continue;
      const isOnPad = place.pad !== undefined;
      const role = isOnPad ? 'plain' : this.#context.propertyRole(factory, property, value);
      if (typeof value !== 'string' || role === 'plain') expanded[property] = value;
      else if (role === 'path') expanded[property] = this.#resolvePaths(value);
      else expanded[property] = this.#resolveUris(property, value);
    }
    return expanded;
  }

  /** Trackers take several config files, separated by semicolons. */
  #resolvePaths(value: string): string {
    return value
      .split(';')
      .map((path) => this.#resolvePath(path))
      .join(';');
  }

  /** `uri-list` of nvmultiurisrcbin takes several URIs, separated by commas. */
  #resolveUris(property: string, value: string): string {
    const resolve = (path: string) => this.#resolvePath(path);
    if (!property.endsWith('-list')) return resolveUri(value, resolve);
    return value
      .split(',')
      .map((uri) => resolveUri(uri.trim(), resolve))
      .join(',');
  }

  /** Where a path of the document is: owned files are written to a folder of their own. */
  #resolvePath(path: string): string {
    if (path === '') return path;
    const { documentFolder, filesFolder } = this.#context;
    const fileName = path.replace(/^(?:\.\/)+/, '');
    const isOwned = Object.hasOwn(this.#document.files, fileName);
    return isOwned ? resolvePath(filesFolder, fileName) : resolvePath(documentFolder, path);
  }

  #expandLink(link: Link, elements: PlanElement[], links: PlanLink[]): void {
    const id = linkId(link);
    for (const end of [link.from, link.to]) {
      if (own(this.#document.elements, end.element) !== undefined) continue;
      this.#errors.push({
        message: `the link ${id} names "${end.element}", but there is no such element`,
        link: id,
      });
    }
    const { from, to } = link;
    const caps = link.caps === undefined ? undefined : this.#substitute(link.caps, { link: id });
    if (caps === undefined) {
      links.push(planLink(id, id, from.element, from.pad, to.element, to.pad));
      return;
    }
    const name = this.#capsfilterName(link);
    elements.push({
      name,
      factory: 'capsfilter',
      properties: { caps },
      pads: {},
      origin: { kind: 'link', link: id },
    });
    links.push(planLink(id, id, from.element, from.pad, name, 'sink'));
    links.push(planLink(`${id} (behind its caps)`, id, name, 'src', to.element, to.pad));
  }

  /** Says in logs which link it is, and clashes with no element. */
  #capsfilterName({ from, to }: Link): string {
    const base = `caps-${from.element}-${to.element}`;
    let name = base;
    for (let number = 2; this.#usedNames.has(name); number++) name = `${base}-${number}`;
    this.#usedNames.add(name);
    return name;
  }

  #substitute(
    value: PropertyValue,
    place: PropertyPlace & { readonly link?: string },
  ): PropertyValue | undefined {
    return substitute(value, (parameter) => this.#parameters.valueOf(parameter, place));
  }

  #expandFiles(): PlanFile[] {
    const { documentFolder, filesFolder, relocateConfig } = this.#context;
    const resolve = (path: string) => this.#resolvePath(path);
    return Object.entries(this.#document.files).map(([name, text]) => ({
      path: resolvePath(filesFolder, name),
      text: relocateConfig(name, text, documentFolder, resolve),
    }));
  }

  #findSecrets(): Plan['secretProperties'] {
    const { elements, parameters } = this.#document;
    const isSecret = (value: PropertyValue) =>
      referencedParameters(value).some((name) => own(parameters, name)?.secret === true);
    return Object.entries(elements).flatMap(([element, { properties, pads }]) => [
      ...secretsIn(properties, isSecret).map((property) => ({
        element,
        property,
      })),
      ...Object.entries(pads).flatMap(([pad, padProperties]) =>
        secretsIn(padProperties, isSecret).map((property) => ({
          element,
          pad,
          property,
        })),
      ),
    ]);
  }
}

function secretsIn(properties: Properties, isSecret: (value: PropertyValue) => boolean): string[] {
  return Object.keys(properties).filter((name) => isSecret(properties[name] ?? ''));
}

function planLink(
  id: string,
  origin: string,
  fromElement: string,
  fromPad: string,
  toElement: string,
  toPad: string,
): PlanLink {
  return { id, fromElement, fromPad, toElement, toPad, origin };
}
